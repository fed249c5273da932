//! The type that NumPy brings two scalars to.

use crate::types::{Scalar, Type};

/// NumPy's `promote_types`.
pub fn promote(left: Scalar, right: Scalar) -> Scalar {
    let (low, high) = if left <= right { (left, right) } else { (right, left) };
    if low == high || low == Scalar::Bool {
        return high;
    }
    if high.is_float() {
        // An `f32` holds integers of 16 bits, not of 32.
        let exact = low.is_float() || low.bits() <= 16;
        return if exact { high } else { Scalar::F64 };
    }
    if low.is_signed() == high.is_signed() {
        return high;
    }
    // `low` is signed and `high` unsigned: the narrowest signed type that holds both.
    let bits = low.bits().max(high.bits() * 2);
    match bits {
        16 => Scalar::I16,
        32 => Scalar::I32,
        64 => Scalar::I64,
        _ => Scalar::F64,
    }
}

/// The sized type that a Python number counts as, where no other argument is sized.
pub fn strong(ty: &Type) -> Option<Scalar> {
    match ty {
        Type::Bool => Some(Scalar::Bool),
        Type::Int => Some(Scalar::I64),
        Type::Float => Some(Scalar::F64),
        Type::Sized(scalar) => Some(*scalar),
        _ => None,
    }
}
