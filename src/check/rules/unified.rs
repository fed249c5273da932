//! The types of numbers to Numba: which are the same to it, and the one that holds several.

use crate::check::rules::promotion::{promote, strong};
use crate::types::{Element, MixedType, NamedTuple, Scalar, Type};

/// The one type among those that are the same to Numba.
pub fn canonical(ty: &Type) -> Type {
    match ty {
        Type::Sized(scalar) => of_scalar(*scalar),
        Type::SizedComplex(Scalar::F64) => Type::Complex,
        Type::Mixed(mixed) => of_mixed(mixed),
        Type::Tuple(types) => Type::Tuple(types.iter().map(canonical).collect()),
        Type::Named(named) => Type::Named(Box::new(canonical_fields(named))),
        Type::Optional(inner) => Type::Optional(Box::new(canonical(inner))),
        other => other.clone(),
    }
}

fn canonical_fields(named: &NamedTuple) -> NamedTuple {
    named.with_types(named.types().iter().map(canonical).collect())
}

/// The type of a number of Numba's.
pub fn of_scalar(scalar: Scalar) -> Type {
    match scalar {
        Scalar::Bool => Type::Bool,
        Scalar::I64 => Type::Int,
        Scalar::F64 => Type::Float,
        other => Type::Sized(other),
    }
}

fn of_mixed(mixed: &MixedType) -> Type {
    unified(&mixed.alternatives).unwrap_or_else(|| canonical(&mixed.holder.sized()))
}

/// The type that holds numbers of all these types; `None` for what is no number.
pub fn unified(types: &[Type]) -> Option<Type> {
    if types.iter().any(|ty| matches!(ty, Type::Complex | Type::SizedComplex(_))) {
        let single = |ty: &Type| match ty {
            Type::SizedComplex(Scalar::F32) => true,
            _ => strong(ty).is_some_and(is_small),
        };
        let element = match types.iter().all(single) {
            true => Element::Complex(Scalar::F32),
            false => Element::Complex(Scalar::F64),
        };
        return Some(canonical(&element.sized()));
    }
    let mut scalars = types.iter().map(|ty| match ty {
        Type::Mixed(mixed) => strong(&of_mixed(mixed)),
        ty => strong(ty),
    });
    let first = scalars.next()??;
    let together = scalars.try_fold(first, |known, next| Some(promote(known, next?)))?;
    Some(of_scalar(together))
}

/// Whether Numba computes with such a number in single precision beside an `f32`.
pub fn is_small(scalar: Scalar) -> bool {
    matches!(scalar, Scalar::Bool | Scalar::I8 | Scalar::I16 | Scalar::U8 | Scalar::F32)
}
