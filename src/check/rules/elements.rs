//! How a value becomes an element of an array or of another buffer.

use crate::check::rules::arithmetic::operand;
use crate::check::rules::convert::convert;
use crate::check::rules::dtypes::element_of;
use crate::check::rules::times::counted;
use crate::check::tree::Expr;
use crate::types::{Container, Conversion, Element, Scalar, Type};

/// `expr` as the element of an array, as an assignment to it converts. `None` if Python raises
/// `TypeError`, or has an error of its own for values that do not fit.
pub fn to_element(expr: Expr, container: Container, element: Element) -> Option<Expr> {
    let to = element.sized();
    if let Element::Time(time) = element {
        return if expr.ty == to { Some(expr) } else { counted(expr, time) };
    }
    let Element::Scalar(element) = element else {
        return element_of(&expr.ty).map(|_| operand(expr, &to));
    };
    let conversion = store(&expr.ty, container, element)?;
    // NumPy goes from Python's `int` to `f32` by way of a double.
    if expr.ty == Type::Int && element == Scalar::F32 {
        let double = convert(expr, &Type::Float, Conversion::Numeric);
        return Some(convert(double, &to, Conversion::Cast));
    }
    Some(convert(expr, &to, conversion))
}

/// The conversion that storing to an element makes.
fn store(from: &Type, container: Container, element: Scalar) -> Option<Conversion> {
    let source = from.scalar()?;
    if !matches!(container, Container::Array | Container::Frozen) {
        return store_in_buffer(from, container, element);
    }
    Some(match from {
        Type::Sized(scalar) if *scalar == element => Conversion::Numeric,
        _ if element == Scalar::Bool => Conversion::Cast,
        Type::Bool | Type::Sized(Scalar::Bool) => Conversion::Numeric,
        Type::Int if element.is_int() => Conversion::Exact,
        Type::Float if element.is_int() => Conversion::Truncate,
        // A sized scalar is checked by signed elements and wrapped by unsigned ones.
        Type::Sized(_) if element.is_signed() && source.is_int() => Conversion::Exact,
        Type::Sized(_) if element.is_signed() => Conversion::Truncate,
        Type::Int | Type::Float if element == Scalar::F64 => Conversion::Numeric,
        _ => Conversion::Cast,
    })
}

/// Buffers that are not NumPy's take integers by `__index__` and floats by `__float__`.
fn store_in_buffer(from: &Type, container: Container, element: Scalar) -> Option<Conversion> {
    match (from, container) {
        (Type::Sized(Scalar::Bool), _) => None,
        (Type::Bool, _) => Some(Conversion::Numeric),
        (_, Container::ArrayArray) if element.is_float() => Some(Conversion::Numeric),
        (Type::Int, Container::ArrayArray) => Some(Conversion::Numeric),
        (Type::Sized(scalar), Container::ArrayArray) if scalar.is_int() => Some(Conversion::Exact),
        // Other integers raise `ValueError` where they do not fit: see `assign`.
        (Type::Sized(Scalar::U8), _) => Some(Conversion::Numeric),
        _ => None,
    }
}

/// An integer as a byte of a `bytearray` or `memoryview`, which raise where it is none. `None` if it
/// is no integer.
pub fn to_byte(value: Expr) -> Option<Expr> {
    let held = match &value.ty {
        Type::Mixed(mixed) => {
            let integer = |ty: &Type| *ty == Type::Bool || ty.scalar().is_some_and(Scalar::is_int);
            if !mixed.alternatives.iter().all(integer) {
                return None;
            }
            mixed.holder.sized()
        }
        ty if ty.scalar().is_some_and(Scalar::is_int) => ty.clone(),
        _ => return None,
    };
    let held = convert(value, &held, Conversion::Numeric);
    Some(convert(held, &Type::Sized(Scalar::U8), Conversion::Exact))
}
