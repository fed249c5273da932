//! One kernel for one call: what a process that runs the source asks for when it first calls a
//! kernel with arguments of these types.

use serde::{Deserialize, Serialize};

use super::argument_types::ArgumentType;
use super::build::BuildError;
use super::groups::single_group;
use super::kernels;
use super::live::{Class, Function};
use super::objects::{self, Tools};
use super::show::{self, Stage};
use super::{Analysis, Options, checked};
use crate::check::{Request, declared};
use crate::codegen::signature_text;
use crate::diagnostics::{Diagnostic, JsonDiagnostic, Place, codes, render, to_json};
use crate::link::{Interpreter, Linker};
use crate::report::Objects;
use crate::scan::{self, Asked, KernelId, Program, Signature, scan_asked};
use crate::source::{FileId, Loaded, LoadedModule, Looked, SourceTree, read_modules};
use crate::types::Type;

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
