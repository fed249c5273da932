//! Explicit conversions: `int(x)` and NumPy's scalar types as functions.

use crate::check::build::{constant, truth};
use crate::check::problem::{Built, Problem, refuse};
use crate::check::refusals::described;
use crate::check::rules::arithmetic::operand;
use crate::check::rules::convert::convert;
use crate::check::rules::dtypes::element_of;
use crate::check::rules::numba;
use crate::check::tree::{Expr, ExprKind};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{Constant, Conversion, Element, Rules, Scalar, Type};

/// `int(x)` of a number, written at that place; `None` for others.
pub fn to_int(value: Expr, span: Span) -> Option<Expr> {
    let conversion = match value.ty {
        Type::Sized(Scalar::U64) => Conversion::Exact,
        Type::Float | Type::Sized(Scalar::F32 | Scalar::F64) => Conversion::Truncate,
        Type::Bool | Type::Int | Type::Sized(_) => Conversion::Numeric,
        _ => return None,
    };
    let mut converted = convert(value, &Type::Int, conversion);
    // A conversion at the place of its operand is one that nobody wrote, which fails later.
    if let ExprKind::Convert { .. } = converted.kind {
        converted.span = span;
    }
    Some(converted)
}

/// `np.complex128(x)` and `np.complex64(x)` of a number.
pub fn to_sized_complex(arguments: Vec<Expr>, part: Scalar, span: Span) -> Built<Expr> {
    let element = Element::Complex(part);
    let mut arguments = arguments.into_iter();
    let value = match (arguments.next(), arguments.next()) {
        (Some(value), None) => value,
        (None, _) => constant(&Constant::Float(0.0), span)?,
        _ => {
            let message = format!("`{element}` takes one argument");
            return refuse(
                Problem::new(codes::CALL_ARGUMENTS, span, message)
                    .help("write `np.complex128(complex(re, im))`"),
            );
        }
    };
    if element_of(&value.ty).is_none() {
        let message = format!("`{element}` does not work on {}", described(&value.ty));
        return refuse(
            Problem::new(codes::ARGUMENT_TYPE, span, message)
                .help("convert arrays with `a.astype(np.complex128)`"),
        );
    }
    Ok(Expr { span, ..operand(value, &element.sized()) })
}

/// `np.int32(x)` and the like: Python's numbers are checked, NumPy's are cast; by Numba's rules all
/// are.
pub fn to_sized(rules: Rules, arguments: Vec<Expr>, scalar: Scalar, span: Span) -> Built<Expr> {
    let to = Type::Sized(scalar);
    let mut arguments = arguments.into_iter();
    let value = match (arguments.next(), arguments.next()) {
        (Some(value), None) => value,
        (None, _) => constant(&Constant::Bool(false), span)?,
        _ => {
            let message = format!("`{scalar}` takes one argument");
            return refuse(
                Problem::new(codes::CALL_ARGUMENTS, span, message)
                    .help("Python raises TypeError here; pass one argument"),
            );
        }
    };
    if value.ty.scalar().is_none() {
        let message = format!("`{scalar}` does not work on {}", described(&value.ty));
        return refuse(
            Problem::new(codes::ARGUMENT_TYPE, span, message)
                .help("convert the elements one by one"),
        );
    }
    let mut built = match (&value.ty, scalar) {
        (Type::Bool, _) => convert(value, &to, Conversion::Numeric),
        (_, Scalar::Bool) => convert(truth(value)?, &to, Conversion::Numeric),
        _ if rules.are_numbas() => numba::cast(value, &to),
        (Type::Int, scalar) if scalar.is_int() => convert(value, &to, Conversion::Exact),
        (Type::Float, scalar) if scalar.is_int() => convert(value, &to, Conversion::Truncate),
        (Type::Int, Scalar::F32) => {
            let double = convert(value, &Type::Float, Conversion::Numeric);
            convert(double, &to, Conversion::Cast)
        }
        (Type::Int | Type::Float, Scalar::F64) => convert(value, &to, Conversion::Numeric),
        _ => convert(value, &to, Conversion::Cast),
    };
    built.span = span;
    Ok(built)
}
