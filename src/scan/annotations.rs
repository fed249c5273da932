//! From annotations to signatures.

use rustpython_ast::{Expr, ParameterWithDefault, StmtFunctionDef};

use super::spelling::{Declared, Reader};
use super::{Binding, Program, Signature, rank};
use crate::diagnostics::{Diagnostic, codes};
use crate::source::FileId;
use crate::types::{Constant, Type};

/// The signature that the annotations of a function declare. `None` if no parameter has one: then
/// the function is generic, and calls decide.
///
/// A parameter without annotation among others that have one takes the type of its default.
///
/// # Errors
/// The refusal, if an annotation is no type that a kernel can work on, or one is missing.
pub fn signature(
    program: &Program,
    file: FileId,
    function: &StmtFunctionDef,
) -> Result<Option<Signature>, Diagnostic> {
    let parameters: Vec<_> = function.parameters.iter_non_variadic_params().collect();
    let annotated = parameters.iter().any(|it| it.parameter.annotation.is_some());
    if !parameters.is_empty() && !annotated {
        return Ok(None);
    }
    // Which function it is, only a call can say.
    let annotations = parameters.iter().filter_map(|it| it.parameter.annotation.as_deref());
    if annotations.into_iter().any(|annotation| is_callable(program, file, annotation)) {
        return Ok(None);
    }
    let mut types = Vec::new();
    for parameter in parameters {
        types.push(parameter_type(program, file, function, parameter)?);
    }
    let reader = Reader::of_file(program, file);
    let result = match function.returns.as_deref() {
        None => None,
        Some(annotation) => Some(result_type(&reader, annotation)?),
    };
    Ok(Some(Signature { parameters: types, result }))
}

/// Whether an annotation is `Callable` or `Callable[…]`.
fn is_callable(program: &Program, file: FileId, annotation: &Expr) -> bool {
    let name = match annotation {
        Expr::Subscript(subscript) => &subscript.value,
        other => other,
    };
    matches!(
        program.resolve(file, name),
        Binding::Library(name)
            if name == "typing.Callable" || name == "collections.abc.Callable"
    )
}

fn parameter_type(
    program: &Program,
    file: FileId,
    function: &StmtFunctionDef,
    parameter: &ParameterWithDefault,
) -> Result<Type, Diagnostic> {
    let name = &parameter.parameter.name;
    let Some(annotation) = parameter.parameter.annotation.as_deref() else {
        return default_type(program, file, parameter);
    };
    let reader = Reader::of_file(program, file);
    match reader.read(annotation)? {
        Declared::Type(ty) => Ok(ty),
        Declared::AnyRank(element) => match rank::rank(function, name) {
            Some(ndim) => Reader::array(element, ndim),
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
    let value = parameter.default().and_then(|default| program.fold(file, default).ok());
    match value {
        Some(Constant::Bool(_)) => Ok(Type::Bool),
        Some(Constant::Int(_)) => Ok(Type::Int),
        Some(Constant::Float(_)) => Ok(Type::Float),
        Some(Constant::Str(_)) => Ok(Type::Str),
        Some(Constant::Complex(..)) => Ok(Type::Complex),
        _ => {
            let message = format!("parameter `{name}` has no annotation, but others have one");
            let place = program.tree.file(file).place(&parameter.parameter);
            Err(Diagnostic::error(codes::MISSING_ANNOTATION, message, place)
                .with_label("has no type")
                .with_help("annotate every parameter, or none for a kernel that only others call"))
        }
    }
}

fn result_type(reader: &Reader, annotation: &Expr) -> Result<Type, Diagnostic> {
    match reader.read(annotation)? {
        Declared::Type(ty) => Ok(ty),
        Declared::AnyRank(_) => Err(reader.unknown_rank(annotation, "return")),
    }
}
