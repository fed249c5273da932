//! Builtins on numbers that are written in the prelude for each kind of number: `round`, `pow`.

use rustpython_ast::{Expr as Ast, ExprCall};

use super::builtins::no_such_function;
use super::casts;
use super::library;
use crate::check::body::{Body, node};
use crate::check::problem::{Built, refuse};
use crate::check::rules::convert::{convert, to_index};
use crate::check::tree::{Expr, ExprKind, Intrinsic};
use crate::source::Span;
use crate::types::{BinaryOp, Conversion, Scalar, Type};

/// The names of a builtin's parameters, for calls with keywords.
const PARAMETERS: &[(&str, &[&str])] = &[
    ("builtins.complex", &["real", "imag"]),
    ("builtins.pow", &["base", "exp", "mod"]),
    ("builtins.round", &["number", "ndigits"]),
    ("numpy.round", &["a", "decimals"]),
];

/// The arguments of a call of a builtin, those given by keyword too, in the order in which they are
/// written, without a last `None` that says nothing (`round(x, None)`). `None` if there are keywords
/// that the builtin is not known for, or in another order than its parameters.
pub fn positional<'a>(name: &str, ast: &'a ExprCall) -> Option<Vec<&'a Ast>> {
    let mut arguments: Vec<&Ast> = ast.arguments.args.iter().collect();
    let Some((_, parameters)) = PARAMETERS.iter().find(|(known, _)| *known == name) else {
        return ast.arguments.keywords.is_empty().then_some(arguments);
    };
    for keyword in &ast.arguments.keywords {
        let expected = *parameters.get(arguments.len())?;
        if keyword.arg.as_ref()?.as_str() != expected {
            return None;
        }
        arguments.push(&keyword.value);
    }
    let optional =
        matches!(name, "builtins.pow" | "builtins.round") && arguments.len() == parameters.len();
    if optional && arguments.last().is_some_and(|last| last.is_none_literal_expr()) {
        arguments.pop();
    }
    Some(arguments)
}

/// `round(number)` and `round(number, ndigits)`.
pub fn round(body: &mut Body, arguments: Vec<Expr>, span: Span) -> Built<Option<Expr>> {
    let mut arguments = arguments.into_iter();
    let (Some(value), digits) = (arguments.next(), arguments.next()) else { return Ok(None) };
    let Some(digits) = digits else { return Ok(round_to_int(value, span)) };
    let function = match value.ty {
        Type::Bool | Type::Int => "builtins.round_int",
        Type::Float => "builtins.round_float",
        Type::Sized(Scalar::F64) => "builtins.round_f64",
        Type::Sized(Scalar::F32) => "builtins.round_f32",
        _ => return Ok(None),
    };
    let digits = match digits.ty {
        Type::Bool => Some(convert(digits, &Type::Int, Conversion::Numeric)),
        _ => to_index(digits),
    };
    let (Some(digits), Some(found)) = (digits, library::find(function, 2)) else {
        return Ok(None);
    };
    body.call_kernel(found.kernel, vec![value, digits], span).map(Some)
}

fn round_to_int(value: Expr, span: Span) -> Option<Expr> {
    match value.ty.scalar() {
        Some(scalar) if scalar.is_float() => {
            let value = convert(value, &Type::Float, Conversion::Numeric);
            let kind =
                ExprKind::Intrinsic { intrinsic: Intrinsic::RoundToInt, arguments: vec![value] };
            Some(node(kind, Type::Int, span))
        }
        // NumPy's booleans have no `__round__`.
        Some(_) if value.ty != Type::Sized(Scalar::Bool) => casts::to_int(value, span),
        _ => None,
    }
}

/// `pow(base, exp)` and, of Python's integers, `pow(base, exp, mod)`.
pub fn power(body: &mut Body, arguments: Vec<Expr>, span: Span) -> Built<Option<Expr>> {
    match <[Expr; 2]>::try_from(arguments) {
        Ok([base, exponent]) => body.binary(BinaryOp::Pow, base, exponent, span).map(Some),
        Err(arguments) => {
            let integers = arguments.iter().all(|it| matches!(it.ty, Type::Bool | Type::Int));
            match library::find("builtins.pow", 3).filter(|_| integers) {
                Some(found) => body.call_kernel(found.kernel, arguments, span).map(Some),
                None => {
                    let types: Vec<String> = arguments.iter().map(|it| it.ty.to_string()).collect();
                    refuse(no_such_function("builtins.pow", true, &types, span))
                }
            }
        }
    }
}
