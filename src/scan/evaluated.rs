//! Spellings that Python evaluates when a module is imported: what would fail there is refused,
//! though it is clear what it means. In strings, and in annotations behind `from __future__ import
//! annotations`, nothing is evaluated.

use rustpython_ast::{Expr, ExprCall, ExprSubscript, Stmt};

use super::spelling::Reader;
use super::type_names::scalar;
use super::{Binding, Program};
use crate::diagnostics::{Diagnostic, codes};
use crate::source::FileId;

/// Whether a file's annotations stay text: it says `from __future__ import annotations`.
pub fn keeps_annotations(program: &Program, file: FileId) -> bool {
    program.tree.file(file).ast.body.iter().any(|statement| {
        let Stmt::ImportFrom(import) = statement else { return false };
        import.level == 0
            && import.module.as_ref().is_some_and(|module| module.as_str() == "__future__")
            && import.names.iter().any(|alias| alias.name.as_str() == "annotations")
    })
}

/// Refuses a type that Python could not evaluate here.
///
/// # Errors
/// The refusal, with a spelling that works.
pub fn check(reader: &Reader, expression: &Expr) -> Result<(), Diagnostic> {
    match expression {
        Expr::Subscript(subscript) => {
            check_name(reader, &subscript.value, expression)?;
            check_subscript(reader, subscript, expression)
        }
        Expr::BinOp(union)
            if [&union.left, &union.right].iter().any(|it| it.is_string_literal_expr()) =>
        {
            Err(refusal(reader, expression, "a string has no `|`")
                .with_help("put the whole annotation into quotes"))
        }
        _ => check_name(reader, expression, expression),
    }
}

/// A name that Python does not find.
fn check_name(reader: &Reader, expression: &Expr, whole: &Expr) -> Result<(), Diagnostic> {
    match expression {
        Expr::Attribute(attribute) => check_name(reader, &attribute.value, whole),
        Expr::Name(name) if reader.program.is_for_type_checkers(reader.file, &name.id) => {
            let label = format!("`{}` is bound for type checkers alone", name.id);
            Err(refusal(reader, whole, &label).with_help(
                "put the annotation into quotes, or write `from __future__ import annotations`",
            ))
        }
        _ => Ok(()),
    }
}

/// `bool[:]`, `np.float64[:]`, `T[:]`: what stands before the brackets is no type of pyjit's.
fn check_subscript(
    reader: &Reader,
    subscript: &ExprSubscript,
    whole: &Expr,
) -> Result<(), Diagnostic> {
    let sliced = match &*subscript.slice {
        Expr::Tuple(tuple) => tuple.iter().any(Expr::is_slice_expr),
        single => single.is_slice_expr(),
    };
    if !sliced {
        return Ok(());
    }
    let text = reader.text_of(&*subscript.value);
    let quotes = format!("put it into quotes: `\"{}\"`", reader.text_of(whole));
    if reader.is_type_variable(&subscript.value) {
        let label = format!("the type variable `{text}` cannot be subscripted");
        return Err(refusal(reader, whole, &label).with_help(quotes));
    }
    let name = match reader.resolve(&subscript.value) {
        Binding::Library(name) => name,
        _ => return Ok(()),
    };
    let element = match name.split_once('.') {
        Some(("builtins", "bool" | "int" | "float" | "complex" | "str")) => {
            if name == "builtins.bool" { "np.bool_" } else { "np.float64" }
        }
        Some(("numpy", _)) if scalar(&name).is_some() => text,
        _ => return Ok(()),
    };
    let label = format!("`{text}` cannot be subscripted with slices");
    let help = match scalar(&name) {
        Some(scalar) if scalar.name() != "bool" => format!("write `{}[:]` of pyjit", scalar.name()),
        Some(_) => format!("write `npt.NDArray[{element}]`, or {quotes}"),
        None => "write `f64[:]` or `i64[:]`, with the types of pyjit".to_owned(),
    };
    Err(refusal(reader, whole, &label).with_help(help))
}

/// Refuses a signature written as a call that Python could not make.
///
/// # Errors
/// The refusal.
pub fn check_call(reader: &Reader, call: &ExprCall) -> Result<(), Diagnostic> {
    if reader.numbas {
        // Whatever it says, Numba has made it.
        return Ok(());
    }
    let base = match &*call.func {
        Expr::Subscript(subscript) => &*subscript.value,
        other => other,
    };
    let ours = match reader.resolve(base) {
        Binding::Library(name) => name.starts_with("pyjit.") || name.starts_with("numba."),
        _ => base.is_name_expr() || base.is_attribute_expr(),
    };
    let converts = matches!(&*call.arguments.args, [only] if only.is_string_literal_expr());
    if ours && !converts {
        return Ok(());
    }
    let text = reader.text_of(&*call.func);
    let message = format!("Python would call `{text}` when it imports the module");
    let whole = format!("{text}{}", reader.text_of(&call.arguments));
    Err(reader
        .refusal(codes::BAD_SIGNATURE, message, &call.func)
        .with_label("is no type of pyjit's that makes a signature")
        .with_help(format!(
            "put the signature into quotes: `@jit(\"{}\")`",
            whole.replace('"', "")
        )))
}

fn refusal(reader: &Reader, expression: &Expr, label: &str) -> Diagnostic {
    let text = reader.text_of(expression);
    let message = format!("`{text}` is an error when Python imports the module");
    reader.refusal(codes::UNSUPPORTED_TYPE, message, expression).with_label(label)
}
