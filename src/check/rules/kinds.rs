//! Kinds of types that are asked for everywhere.

use crate::check::tree::Expr;
use crate::types::Type;

/// Whether it is one of Python's own numbers.
pub fn is_python(ty: &Type) -> bool {
    matches!(ty, Type::Bool | Type::Int | Type::Float)
}

/// Whether it is a complex number, Python's or NumPy's.
pub fn is_complex(ty: &Type) -> bool {
    matches!(ty, Type::Complex | Type::SizedComplex(_))
}

/// Whether it is an array of NumPy's.
pub fn is_numpys(ty: &Type) -> bool {
    matches!(ty, Type::Array(array) if array.is_numpys())
}

/// Whether a value is a number of several types.
pub fn is_mixed(value: &Expr) -> bool {
    matches!(value.ty, Type::Mixed(_))
}

/// The types that a value may be of.
pub fn alternatives(ty: &Type) -> &[Type] {
    match ty {
        Type::Mixed(mixed) => &mixed.alternatives,
        other => std::slice::from_ref(other),
    }
}

/// Whether a value is or may be `None`.
pub fn may_be_none(value: &Expr) -> bool {
    matches!(value.ty, Type::None | Type::Optional(_))
}
