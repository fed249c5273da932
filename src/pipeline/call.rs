//! One kernel for one call: what a process that runs the source asks for when it first calls a
//! kernel with arguments of these types.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::build::BuildError;
use super::groups::single_group;
use super::kernels;
use super::live::{Class, Function};
use super::objects::{self, Tools};
use super::show::{self, Stage};
use super::{Analysis, Options, checked};
use crate::check::{Request, declared, type_of_function};
use crate::codegen::signature_text;
use crate::diagnostics::{Diagnostic, JsonDiagnostic, Place, codes, render, to_json};
use crate::link::{Interpreter, Linker};
use crate::report::Objects;
use crate::scan::{self, Asked, Binding, KernelId, Program, Signature, scan_asked};
use crate::source::{FileId, Loaded, LoadedModule, Looked, SourceTree, read_modules};
use crate::types::{
    ArrayType, Container, Element, Layout, ListLayout, MAX_NDIM, NamedTuple, Record, Scalar, Time,
    Type,
};

/// What is asked for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Call {
    /// The interpreter that the process is.
    pub python: Interpreter,
    /// The first one is to be compiled; the others are those that names in it, or in others of
    /// them, stand for. One definition may be here several times, with other surroundings.
    pub functions: Vec<Function>,
    /// The classes that their names stand for.
    #[serde(default)]
    pub classes: Vec<Class>,
    /// The types of the arguments in the order of the parameters. A kernel that declares types is
    /// compiled for those instead; one that declares none cannot do without these.
    #[serde(default)]
    pub arguments: Option<Vec<ArgumentType>>,
    /// What a stage of the compiler makes of it is to be told, and nothing made to be loaded.
    #[serde(default)]
    pub show: Option<Stage>,
}

/// What a request is answered with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    Compiled(Compiled),
    /// The text that was asked for.
    Shown(String),
}

/// The type of an argument.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ArgumentType {
    None,
    Bool,
    Int,
    Float,
    Complex,
    Str,
    Range,
    Generator,
    Bytes,
    Bytearray,
    /// Of unsigned bytes in one dimension.
    Memoryview,
    /// NumPy's scalar, by the name that annotations have for it: `f32`.
    Scalar(String),
    /// `array.array` of Python's `int` (type codes `q` and `l`) or `float` (`d`): `i64` or `f64`.
    ArrayArray(String),
    Array {
        element: String,
        ndim: u8,
        /// Rows lie one after the other without gaps.
        contiguous: bool,
    },
    /// An array of records, which are spelled as `types::Record` prints them.
    Records {
        record: String,
        ndim: u8,
    },
    /// One of them.
    Record(String),
    Tuple(Vec<ArgumentType>),
    /// A list, with the type of its elements; an empty one has none.
    List(Option<Box<ArgumentType>>),
    /// The function of that number in the request.
    Function(usize),
    /// A library's function, by its dotted name there.
    Library(String),
    /// A named tuple, by the module and the name of its class, with its fields.
    Named {
        module: String,
        name: String,
        fields: Vec<(String, ArgumentType)>,
    },
}

/// An extension with the kernel for the types that were asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compiled {
    /// The dotted name that the extension has to be loaded under.
    pub module: String,
    pub extension: Vec<u8>,
    /// What Python can call, e.g. `(int, float) -> float`.
    pub signatures: Vec<String>,
    /// These are the signatures that the kernel declares, whatever the arguments were.
    pub declared: bool,
    /// The files that the answer depends on, but for the texts in the request.
    pub looked: Looked,
}

/// Why there is no extension.
#[derive(Debug)]
pub enum Unanswered {
    /// The kernel cannot be compiled.
    Refused {
        diagnostics: Vec<Refusal>,
        /// The files that this depends on, as of what is compiled; `None` where another attempt may
        /// come to something else with all of them as they are: it is no matter of the program.
        looked: Option<Looked>,
    },
    /// The request is none.
    Garbage(String),
}

/// What a process is told that asked in vain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refusal {
    #[serde(flatten)]
    pub diagnostic: JsonDiagnostic,
    /// As a person reads it.
    pub text: String,
    /// The same for a terminal with colours.
    pub coloured_text: String,
}

impl Refusal {
    /// A diagnostic with the lines that it speaks of.
    pub fn new(diagnostic: &Diagnostic, tree: &SourceTree) -> Refusal {
        let mut data = to_json(diagnostic, tree);
        let related = data.related.iter_mut().map(|related| &mut related.place);
        for place in data.place.iter_mut().chain(related) {
            // A process has modules of several trees, and texts of no file.
            if let Some((shown, _)) = tree.text_of(&place.path) {
                place.path = shown.to_owned();
            }
        }
        Refusal {
            diagnostic: data,
            text: render(diagnostic, tree, false),
            coloured_text: render(diagnostic, tree, true),
        }
    }
}

/// Compiles the kernel that is asked for, with all that it calls.
///
/// # Errors
/// What a build would say of the kernel, or that there is none, or that nothing can be linked; or
/// what is wrong with the request.
pub fn compile_call(call: &Call, options: &Options) -> Result<Answer, Unanswered> {
    if call.functions.is_empty() {
        return Err(Unanswered::Garbage("the request has no function".to_owned()));
    }
    let functions = call.functions.iter().map(Function::module);
    let modules: Vec<LoadedModule> =
        functions.chain(call.classes.iter().map(Class::module)).collect();
    let Loaded { mut tree, diagnostics, files, looked } = read_modules(&modules);
    let told = |diagnostics: &[Diagnostic], tree: &SourceTree, looked| -> Unanswered {
        let refusal = |diagnostic| Refusal::new(diagnostic, tree);
        Unanswered::Refused { diagnostics: diagnostics.iter().map(refusal).collect(), looked }
    };
    if !diagnostics.is_empty() {
        return Err(told(&diagnostics, &tree, None));
    }
    // A file without a diagnostic was read.
    let files: Option<Vec<FileId>> = files.into_iter().collect();
    let files = files.ok_or_else(|| Unanswered::Garbage("a file was not read".to_owned()))?;
    let (files, of_classes) = files.split_at(call.functions.len());
    let names = call.classes.iter().map(|class| class.name.clone());
    let classes: Vec<(FileId, String)> = of_classes.iter().copied().zip(names).collect();
    let mut asked: Vec<Asked> = Vec::new();
    for (function, &file) in call.functions.iter().zip(files) {
        tree.views.push(file);
        let read = function.asked(file, call.functions.len(), &classes);
        asked.push(read.map_err(|what| {
            Unanswered::Garbage(format!("the request is not understood: {what}"))
        })?);
    }
    tree.embedded = scan::prelude_files();
    match compile_in(call, &tree, &asked, options) {
        Ok(Answer::Compiled(compiled)) => Ok(Answer::Compiled(Compiled { looked, ..compiled })),
        Ok(shown) => Ok(shown),
        Err(found) => {
            let lasts = found.iter().all(|diagnostic| is_of_program(diagnostic.code));
            Err(told(&found, &tree, lasts.then_some(looked)))
        }
    }
}

fn compile_in(
    call: &Call,
    tree: &SourceTree,
    asked: &[Asked],
    options: &Options,
) -> Result<Answer, Vec<Diagnostic>> {
    if let Some(reason) = call.python.refusal() {
        let message = format!("this Python cannot load compiled kernels: {reason}");
        return Err(vec![Diagnostic::without_place(codes::UNUSABLE_INTERPRETER, message)]);
    }
    let program = scan_asked(tree, asked);
    let Some(kernel) = program.asked().first().copied().flatten() else {
        return Err(asked.first().map(|asked| not_defined(asked, tree)).into_iter().collect());
    };
    let requests = requests(call, &program, kernel).map_err(|wrong| vec![wrong])?;
    let analysis = checked(program, &requests);
    let refused = of_kernel(&analysis, kernel);
    if !refused.is_empty() {
        return Err(refused);
    }
    if let Some(stage) = call.show {
        let shown = show::text(stage, &analysis, &[kernel], &options.target);
        let failed = |error| vec![diagnostic_of(BuildError::Codegen(error))];
        return shown.map(Answer::Shown).map_err(failed);
    }
    match link(call, &analysis, kernel, options) {
        Ok((compiled, defects)) if defects.is_empty() => Ok(Answer::Compiled(compiled)),
        Ok((_, defects)) => Err(defects.into_iter().map(|(_, defect)| defect).collect()),
        Err(error) => Err(vec![diagnostic_of(error)]),
    }
}

/// Whether it says something of the program, and not of this machine or of pyjit.
fn is_of_program(code: codes::Code) -> bool {
    let others = [codes::NO_LINKER, codes::LINK_FAILED, codes::UNUSABLE_INTERPRETER, codes::DEFECT];
    !others.contains(&code)
}

/// What is said where the text does not define the function.
fn not_defined(asked: &Asked, tree: &SourceTree) -> Diagnostic {
    let (name, line) = (&asked.qualified_name, asked.line);
    let file = &tree.file(asked.file).display_path;
    let message = format!("line {line} of {file} does not define a kernel `{name}`");
    Diagnostic::without_place(codes::KERNEL_NOT_FOUND, message).with_help(
        match name.ends_with("<lambda>") {
            true => "write it as a function with `def`",
            false => "load the module again: it was edited since",
        },
    )
}

/// What is to be compiled: the kernel for each of its signatures, else for the types of the call.
fn requests(call: &Call, program: &Program, kernel: KernelId) -> Result<Vec<Request>, Diagnostic> {
    let definition = program.kernel(kernel);
    let name = &definition.qualified_name;
    let own = declared(program).into_iter().filter(|request| request.kernel == kernel);
    let own: Vec<_> = own.collect();
    // What keeps it from being compiled whatever the types is said when it is checked.
    if !own.is_empty() || !definition.refusals.is_empty() {
        return Ok(own);
    }
    if definition.definition.parameters.vararg.is_some()
        && let Some(refusal) = definition.uncalled.clone()
    {
        return Err(refusal);
    }
    let place =
        || Place { path: program.tree.file(definition.file).path.clone(), span: definition.span };
    let Some(arguments) = &call.arguments else {
        let message = format!("`{name}` does not say the types of its parameters");
        let without_types = Diagnostic::error(codes::NO_TYPES, message, place())
            .with_label("has no signature")
            .with_help("annotate every parameter, or ask for the types of a call");
        return Err(definition.uncalled.clone().unwrap_or(without_types));
    };
    let types: Result<Vec<Type>, String> = arguments.iter().map(|it| it.ty(program)).collect();
    let wrong = |reason: String| {
        let message = format!("`{name}` cannot be compiled for these arguments: {reason}");
        Diagnostic::error(codes::ARGUMENT_TYPES, message, place())
    };
    let parameters = types.map_err(wrong)?;
    let wanted = definition.definition.parameters.iter_non_variadic_params().count();
    if parameters.len() != wanted {
        let given = parameters.len();
        return Err(wrong(format!("it has {wanted} parameters, and there are {given} types")));
    }
    Ok(vec![Request { kernel, signature: Signature { parameters, result: None } }])
}

/// Why the kernel cannot be compiled.
fn of_kernel(analysis: &Analysis, kernel: KernelId) -> Vec<Diagnostic> {
    let checked = analysis.checked.kernels.get(kernel.0 as usize);
    checked.map(|kernel| kernel.refusals.clone()).unwrap_or_default()
}

/// What is said where the kernel can be compiled and something around it failed.
fn diagnostic_of(error: BuildError) -> Diagnostic {
    match error {
        BuildError::Link(error) => error.diagnostic(),
        BuildError::Source(diagnostic) => *diagnostic,
        other => Diagnostic::without_place(codes::LINK_FAILED, other.to_string()),
    }
}

fn link(
    call: &Call,
    analysis: &Analysis,
    kernel: KernelId,
    options: &Options,
) -> Result<(Compiled, Vec<kernels::Defect>), BuildError> {
    let nothing = |_| {};
    let tools = Tools {
        target: &options.target,
        cache: &options.cache,
        passes: options.passes,
        progress: &nothing,
    };
    let file = analysis.program.tree.file(analysis.program.kernel(kernel).file);
    let group = single_group(file, vec![kernel], true);
    let plans = kernels::plans_of(analysis, [group.kernels.as_slice()].into_iter());
    let mut counts = Objects::default();
    let mut code =
        kernels::compile(analysis, plans, &tools, &mut counts)?.pop().unwrap_or_default();
    let defects = std::mem::take(&mut code.defects);
    let extension = match defects.is_empty() {
        true => {
            let (entries, objects) = (&code.entries, &code.objects);
            let with = (&call.python, Linker::in_process()?);
            objects::link(&group, entries, objects, with, &tools, &mut counts)?
        }
        false => Vec::new(),
    };
    let signatures = code.entries.iter().map(signature_text).collect();
    let declared = !analysis.program.kernel(kernel).signatures.is_empty();
    let module = group.extension_module();
    let looked = Looked::new();
    Ok((Compiled { module, extension, signatures, declared, looked }, defects))
}

impl ArgumentType {
    /// The compiler's type.
    ///
    /// # Errors
    /// What of it is not compiled.
    fn ty(&self, program: &Program) -> Result<Type, String> {
        let buffer = |container, element, layout| {
            Type::Array(ArrayType { element: Element::Scalar(element), ndim: 1, layout, container })
        };
        Ok(match self {
            ArgumentType::None => Type::None,
            ArgumentType::Bool => Type::Bool,
            ArgumentType::Int => Type::Int,
            ArgumentType::Float => Type::Float,
            ArgumentType::Complex => Type::Complex,
            ArgumentType::Str => Type::Str,
            ArgumentType::Range => Type::Range,
            ArgumentType::Generator => Type::Generator,
            ArgumentType::Bytes => buffer(Container::Bytes, Scalar::U8, Layout::C),
            ArgumentType::Bytearray => buffer(Container::Bytearray, Scalar::U8, Layout::C),
            ArgumentType::Memoryview => buffer(Container::Memoryview, Scalar::U8, Layout::Strided),
            ArgumentType::Scalar(name) => element(name)?.sized(),
            ArgumentType::ArrayArray(name) => match element(name)? {
                Element::Scalar(element @ (Scalar::I64 | Scalar::F64)) => {
                    buffer(Container::ArrayArray, element, Layout::C)
                }
                _ => return Err(format!("an `array.array` of `{name}` is not compiled")),
            },
            ArgumentType::Array { ndim, .. } if usize::from(*ndim) > MAX_NDIM => {
                return Err(format!("arrays of {ndim} dimensions are not compiled"));
            }
            ArgumentType::Array { element, ndim, contiguous } => Type::Array(ArrayType {
                element: self::element(element)?,
                ndim: *ndim,
                layout: if *contiguous { Layout::C } else { Layout::Strided },
                container: Container::Array,
            }),
            ArgumentType::Records { ndim, .. } if usize::from(*ndim) > MAX_NDIM => {
                return Err(format!("arrays of {ndim} dimensions are not compiled"));
            }
            ArgumentType::Records { record, ndim } => {
                Type::Records(Arc::new(self::record(record)?), *ndim)
            }
            ArgumentType::Record(record) => Type::Record(Arc::new(self::record(record)?)),
            ArgumentType::List(None) => Type::List(None),
            ArgumentType::List(Some(element)) => {
                let element = element.ty(program)?.with_any_layout();
                if ListLayout::of(&element).is_none() {
                    return Err(format!("a list of {element} is not compiled"));
                }
                Type::List(Some(Box::new(element)))
            }
            ArgumentType::Tuple(elements) => {
                let elements: Result<_, String> =
                    elements.iter().map(|element| element.ty(program)).collect();
                Type::Tuple(elements?)
            }
            ArgumentType::Function(index) => {
                let kernel = program.asked().get(*index).copied().flatten();
                let kernel = kernel.ok_or("the text of a function was not found")?;
                function(program, &Binding::Kernel(kernel))?
            }
            ArgumentType::Library(dotted) => function(program, &scan::of_library(program, dotted))?,
            ArgumentType::Named { module, name, fields } => {
                let field =
                    |(name, ty): &(String, ArgumentType)| Ok((name.clone(), ty.ty(program)?));
                let fields: Result<_, String> = fields.iter().map(field).collect();
                let (module, name) = (module.clone(), name.clone());
                Type::Named(Box::new(NamedTuple { module, name, fields: fields? }))
            }
        })
    }
}

fn record(spelling: &str) -> Result<Record, String> {
    Record::parse(spelling).ok_or_else(|| format!("records `{spelling}` are not compiled"))
}

fn function(program: &Program, binding: &Binding) -> Result<Type, String> {
    let no_function = || format!("no kernel can call {}", binding.description());
    type_of_function(program, binding).ok_or_else(no_function)
}

fn element(name: &str) -> Result<Element, String> {
    let known = Element::named(name).or_else(|| Time::named(name).map(Element::Time));
    known.ok_or_else(|| format!("`{name}` is not compiled"))
}
