//! How a value of a type is held: as locals, one for each scalar, array or string in it.

use super::ValueType;
use crate::types::{Element, Layout, Scalar, Type};

/// What holds a list: a view of its head.
pub const LIST_HEAD: ValueType =
    ValueType::Array { element: Element::Scalar(Scalar::I64), ndim: 0, layout: Layout::C };

/// What holds a generator of random numbers: see [`crate::types::GENERATOR`].
pub const GENERATOR: ValueType =
    ValueType::Array { element: Element::Scalar(Scalar::U64), ndim: 0, layout: Layout::C };

/// The types of the locals that hold a value of that type, in order.
pub fn flatten(ty: &Type) -> Vec<ValueType> {
    match ty {
        Type::None => Vec::new(),
        Type::Complex
        | Type::SizedComplex(_)
        | Type::Time(_)
        | Type::Range
        | Type::Tuple(_)
        | Type::Named(_)
        | Type::Optional(_)
        | Type::Records(..)
        | Type::Record(_)
        | Type::List(_)
        | Type::Generator
        | Type::Function(_)
        | Type::Known(_)
        | Type::Mixed(_) => ty.parts().iter().flatten().flat_map(flatten).collect(),
        Type::Array(array) => vec![ValueType::Array {
            element: array.element,
            ndim: array.ndim,
            layout: array.layout,
        }],
        Type::Shaped(_) => flatten(&ty.of_variable()),
        Type::Bool => vec![ValueType::Scalar(Scalar::Bool)],
        Type::Int => vec![ValueType::Scalar(Scalar::I64)],
        Type::Float => vec![ValueType::Scalar(Scalar::F64)],
        Type::Sized(scalar) => vec![ValueType::Scalar(*scalar)],
        Type::Str => vec![ValueType::Str],
    }
}
