//! What dtypes mean: classes, dtype objects and their names as values.

use crate::check::rules::promotion::promote;
use crate::check::tree::{Expr, ExprKind};
use crate::scan::{dtype_named, dtype_of_text};
use crate::types::{Constant, Element, FunctionId, KnownValue, Record, Scalar, Type};

/// What an array holds whose `dtype` is given by that value, so far as it is known.
pub fn dtype_by(value: &Expr) -> Option<Element> {
    match (&value.ty, &value.kind) {
        (Type::Function(function), _) => match &function.function {
            FunctionId::Library(name) => dtype_named(name),
            _ => None,
        },
        (Type::Known(known), _) => match &**known {
            KnownValue::Str(text) => dtype_of_text(text),
            _ => None,
        },
        (_, ExprKind::Constant(Constant::Str(text))) => dtype_of_text(text),
        _ => None,
    }
}

/// The records of an array whose `dtype` is given by that value.
pub fn record_by(value: &Expr) -> Option<Record> {
    match &value.ty {
        Type::Function(function) => match &function.function {
            FunctionId::Library(name) => Record::of_dtype_name(name),
            _ => None,
        },
        _ => None,
    }
}

/// What a number is as an element, where no other one is sized. One of several types is what it is
/// held as, if it is that as each of them.
pub fn element_of(ty: &Type) -> Option<Element> {
    Some(match ty {
        Type::Mixed(mixed) => {
            let is_held = |ty: &Type| element_of(ty) == Some(mixed.holder);
            return mixed.alternatives.iter().all(is_held).then_some(mixed.holder);
        }
        Type::Bool => Element::Scalar(Scalar::Bool),
        Type::Int => Element::Scalar(Scalar::I64),
        Type::Float => Element::Scalar(Scalar::F64),
        Type::Complex => Element::Complex(Scalar::F64),
        Type::Sized(scalar) => Element::Scalar(*scalar),
        Type::SizedComplex(part) => Element::Complex(*part),
        Type::Time(time) => Element::Time(*time),
        _ => return None,
    })
}

/// NumPy's `promote_types`; `None` where it has no type for both.
pub fn promoted(left: Element, right: Element) -> Option<Element> {
    match (left, right) {
        (Element::Time(left), Element::Time(right)) if left.kind == right.kind => {
            return left.common(right).map(Element::Time);
        }
        (Element::Time(_), _) | (_, Element::Time(_)) => return None,
        _ => {}
    }
    let part = promote(left.part(), right.part());
    Some(match left.is_complex() || right.is_complex() {
        true => Element::Complex(part),
        false => Element::Scalar(part),
    })
}

/// NumPy's `result_type` of two numbers, of which Python's are weak; `None` if neither is sized, or
/// one may be either.
pub fn result_type(left: &Type, right: &Type) -> Option<Element> {
    if [left, right].into_iter().any(|ty| matches!(ty, Type::Mixed(_))) {
        return None;
    }
    let is_sized = |ty: &Type| matches!(ty, Type::Sized(_) | Type::SizedComplex(_) | Type::Time(_));
    let (first, second) = (element_of(left)?, element_of(right)?);
    let (strong, weak, weak_type) = match (is_sized(left), is_sized(right)) {
        (true, true) => return promoted(first, second),
        (true, false) => (first, second, right),
        (false, true) => (second, first, left),
        (false, false) => return None,
    };
    // A kind that the sized one has not is there in its default width.
    Some(match (strong, weak) {
        // Beside a time a number of Python's is what an operator makes of it.
        (Element::Time(_), _) | (_, Element::Time(_)) => return None,
        (Element::Complex(_), _) => strong,
        (Element::Scalar(scalar), Element::Complex(_)) if scalar.is_float() => {
            Element::Complex(scalar)
        }
        (_, Element::Complex(_)) => weak,
        (Element::Scalar(scalar), _) => match weak_type {
            Type::Int if scalar == Scalar::Bool => weak,
            Type::Float if !scalar.is_float() => weak,
            _ => strong,
        },
    })
}

/// Whether the type is that of the object that `np.dtype` gives.
pub fn is_dtype(ty: &Type) -> bool {
    let Type::Function(function) = ty else { return false };
    matches!(&function.function, FunctionId::Library(name) if name.starts_with("numpy.dtype("))
}

/// The name of what `np.finfo(…)` or `np.iinfo(…)` gives, if a value is that.
pub fn limits_object(ty: &Type) -> Option<&str> {
    let Type::Function(function) = ty else { return None };
    let FunctionId::Library(name) = &function.function else { return None };
    let is_limits = name.starts_with("numpy.finfo(") || name.starts_with("numpy.iinfo(");
    is_limits.then_some(name)
}

/// Whether NumPy casts so into an output: from one kind of numbers to the same or a greater one.
pub fn is_of_same_kind(from: Element, to: Element) -> bool {
    let kind = |element: Element| match element {
        Element::Complex(_) | Element::Time(_) => 4,
        Element::Scalar(Scalar::Bool) => 0,
        _ if element.is_float() => 3,
        _ if element.is_signed() => 2,
        _ => 1,
    };
    match (from, to) {
        (Element::Time(_), _) | (_, Element::Time(_)) => from == to,
        _ => kind(from) <= kind(to),
    }
}
