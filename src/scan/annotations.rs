//! From annotations to signatures.

use rustpython_ast::{Expr, ParameterWithDefault, StmtFunctionDef};

use super::spelling::{Declared, Reader, says_too_little};
use super::type_variables::{Bindings, combinations};
use super::{Binding, Program, Signature, rank};
use crate::diagnostics::{Diagnostic, codes};
use crate::source::FileId;
use crate::types::{Constant, Type};

/// What the annotations of a function declare.
#[derive(Debug, Default)]
pub struct Annotated {
    /// One signature for each combination of types for its type variables. None if no parameter has
    /// an annotation, or one is `Callable`, or a type variable may be anything: then the function is
    /// generic, and calls decide.
    pub signatures: Vec<Signature>,
    /// What is to be said if no kernel calls a generic function, whose types seem to be written, or of
    /// which some are.
    pub uncalled: Option<Diagnostic>,
}

/// Reads the annotations of a function.
///
/// A parameter without annotation among others that have one takes the type of its default; where it
/// has none the function is generic: the parameter may be a function.
///
/// # Errors
/// The refusal, if an annotation is no type that a kernel can work on, or one is missing.
pub fn annotated(
    program: &Program,
    file: FileId,
    function: &StmtFunctionDef,
) -> Result<Annotated, Diagnostic> {
    let parameters: Vec<_> = function.parameters.iter_non_variadic_params().collect();
    let annotated = parameters.iter().any(|it| it.parameter.annotation.is_some());
    if !parameters.is_empty() && !annotated {
        return Ok(Annotated::default());
    }
    // Which function or value it is, only a call can say.
    let annotations = parameters.iter().filter_map(|it| it.parameter.annotation.as_deref());
    if annotations.into_iter().any(|annotation| program.asks_for_value(file, annotation)) {
        return Ok(Annotated::default());
    }
    let mut signatures = Vec::new();
    let untyped = parameters.iter().find(|it| it.parameter.annotation.is_none());
    if let Some(refusal) = untyped.and_then(|it| default_type(program, file, it).err()) {
        return Ok(Annotated { signatures, uncalled: Some(refusal) });
    }
    let combinations = match combinations(program, file, function) {
        Ok(combinations) => combinations,
        Err((true, uncalled)) => return Ok(Annotated { signatures, uncalled: Some(uncalled) }),
        Err((false, refusal)) => return Err(refusal),
    };
    for bindings in &combinations {
        let signature = match signature(program, file, function, bindings) {
            // Calls say what the annotation of a parameter leaves open.
            Err(refusal) if says_too_little(&refusal) => {
                return Ok(Annotated { signatures: Vec::new(), uncalled: Some(refusal) });
            }
            signature => signature?,
        };
        if !signatures.contains(&signature) {
            signatures.push(signature);
        }
    }
    Ok(Annotated { signatures, uncalled: None })
}

/// The signature of a function whose type variables are these types.
pub fn signature(
    program: &Program,
    file: FileId,
    function: &StmtFunctionDef,
    bindings: &Bindings,
) -> Result<Signature, Diagnostic> {
    let reader = Reader::of_file(program, file).of_function(function, bindings);
    let mut types = Vec::new();
    for parameter in function.parameters.iter_non_variadic_params() {
        types.push(parameter_type(program, file, &reader, function, parameter)?);
    }
    let result = match function.returns.as_deref() {
        None => None,
        // Each version has a result of its own.
        Some(annotation) if reader.alternatives(annotation).is_some() => None,
        Some(annotation) => match result_type(&reader, annotation) {
            Err(refusal) if says_too_little(&refusal) => None,
            result => Some(result?),
        },
    };
    Ok(Signature { parameters: types, result })
}

impl Program<'_> {
    /// Whether an annotation is `Callable` or `Callable[…]`, or the prelude's `Known`.
    fn asks_for_value(&self, file: FileId, annotation: &Expr) -> bool {
        let name = match annotation {
            Expr::Subscript(subscript) => &subscript.value,
            other => other,
        };
        let callable = ["typing.Callable", "collections.abc.Callable"];
        self.is_known(file, name)
            || matches!(self.resolve(file, name), Binding::Library(name) if callable.contains(&name.as_str()))
    }

    /// Whether a parameter so annotated keeps, as its type, a value that is known when compiling.
    pub fn is_known(&self, file: FileId, annotation: &Expr) -> bool {
        let resolved = self.resolve(file, annotation);
        matches!(resolved, Binding::Library(name) if name == "pyjit.intrinsics.Known")
    }
}

fn parameter_type(
    program: &Program,
    file: FileId,
    reader: &Reader,
    function: &StmtFunctionDef,
    parameter: &ParameterWithDefault,
) -> Result<Type, Diagnostic> {
    let name = &parameter.parameter.name;
    let Some(annotation) = parameter.parameter.annotation.as_deref() else {
        return default_type(program, file, parameter);
    };
    if let Some(chosen) = reader.chosen(name) {
        return Ok(chosen);
    }
    match reader.read(annotation)? {
        Declared::Type(ty) => Ok(ty),
        Declared::AnyRank(content) => match rank::rank(function, name, content.has_axes()) {
            Some(ndim) => Reader::array(&content, ndim),
            None => Err(reader.unknown_rank(annotation, name)),
        }
        .map_or_else(Err, Ok),
    }
}

fn default_type(
    program: &Program,
    file: FileId,
    parameter: &ParameterWithDefault,
) -> Result<Type, Diagnostic> {
    let name = &parameter.parameter.name;
    let value = parameter.default();
    let value = value.and_then(|default| program.value_at_definition(file, default).ok());
    match value {
        Some(Constant::Bool(_)) => Ok(Type::Bool),
        Some(Constant::Int(_)) => Ok(Type::Int),
        Some(Constant::Float(_)) => Ok(Type::Float),
        Some(Constant::Str(_)) => Ok(Type::Str),
        Some(Constant::Complex(..)) => Ok(Type::Complex),
        Some(Constant::Sized(scalar, _)) => Ok(Type::Sized(scalar)),
        _ => {
            let message = format!("parameter `{name}` has no annotation, but others have one");
            let place = program.tree.file(file).place(&parameter.parameter);
            Err(Diagnostic::error(codes::MISSING_ANNOTATION, message, place)
                .with_label("has no type")
                .with_help("annotate it to call the function from Python: without a type, only kernels can"))
        }
    }
}

fn result_type(reader: &Reader, annotation: &Expr) -> Result<Type, Diagnostic> {
    match reader.read(annotation)? {
        Declared::Type(ty) => Ok(ty.of_variable()),
        Declared::AnyRank(_) => Err(reader.unknown_rank(annotation, "return")),
    }
}
