//! Builtins on numbers that are written in the prelude for each kind of number: `round`, `pow`.

use crate::check::body::Body;
use crate::check::build::{apply, behind, node};
use crate::check::calls::casts;
use crate::check::library;
use crate::check::problem::{Built, refuse};
use crate::check::refusals::no_such_function;
use crate::check::rules::arithmetic::{self, Exponent};
use crate::check::rules::convert::{convert, to_index};
use crate::check::tree::{Expr, ExprKind, Intrinsic};
use crate::source::Span;
use crate::types::{BinaryOp, Conversion, Scalar, Type};

/// `round(number)` and `round(number, ndigits)`.
pub fn round(body: &mut Body, arguments: Vec<Expr>, span: Span) -> Built<Option<Expr>> {
    let mut arguments = arguments.into_iter();
    let (Some(value), digits) = (arguments.next(), arguments.next()) else { return Ok(None) };
    let Some(digits) = digits else { return Ok(round_to_int(value, span)) };
    let function = match value.ty {
        Type::Bool | Type::Int => "builtins._round_int",
        Type::Float => "builtins._round_float",
        Type::Sized(Scalar::F64) => "builtins._round_f64",
        Type::Sized(Scalar::F32) => "builtins._round_f32",
        _ => return Ok(None),
    };
    let digits = match digits.ty {
        Type::Bool => Some(convert(digits, &Type::Int, Conversion::Numeric)),
        _ => to_index(digits),
    };
    let (Some(digits), Some(found)) = (digits, library::find(function)) else {
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
            match library::find("builtins._pow_modulo").filter(|_| integers) {
                Some(found) => body.call_kernel(found.kernel, arguments, span).map(Some),
                None => {
                    let types: Vec<String> = arguments.iter().map(|it| it.ty.to_string()).collect();
                    refuse(no_such_function("builtins.pow", true, &types, span))
                }
            }
        }
    }
}

/// `divmod(left, right)`.
pub fn divmod(body: &mut Body, arguments: Vec<Expr>, span: Span) -> Built<Option<Expr>> {
    let Ok([left, right]) = <[Expr; 2]>::try_from(arguments) else { return Ok(None) };
    if body.rules().are_numbas() {
        return body.numbas_divmod([left, right], span);
    }
    let rule = arithmetic::binary(BinaryOp::FloorDiv, &left.ty, &right.ty, Exponent::Unknown);
    let Ok(rule) = rule else { return Ok(None) };
    let ty = Type::Tuple(vec![rule.result.clone(), rule.result]);
    let (before, operands) = body.operands([left, right], &rule.operand);
    let built = apply(Intrinsic::DivMod(rule.arithmetic), operands.into(), ty, span);
    Ok(Some(behind(before, built)))
}
