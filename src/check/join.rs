//! The type of a variable, result or conditional expression that gets values from several places.
//!
//! A Python number meets a sized scalar by taking the sized type, if its value survives that: a
//! constant that fits, an `int` in an `i64`, a `float` in an `f64`.

use super::tree::{Expr, ExprKind};
use crate::types::{ArrayType, Constant, Layout, Scalar, Type};

/// What is known of one value that flows into a place.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
    /// Anything but a tuple, and its value if it is a constant.
    Value(Type, Option<Constant>),
    Tuple(Vec<Fact>),
}

/// Two types that cannot be one.
#[derive(Clone, Debug, PartialEq)]
pub struct Clash {
    pub first: Type,
    pub second: Type,
}

impl Fact {
    /// What is known of an expression.
    pub fn of(expr: &Expr) -> Fact {
        match &expr.kind {
            ExprKind::Aggregate(elements) if matches!(expr.ty, Type::Tuple(_)) => {
                Fact::Tuple(elements.iter().map(Fact::of).collect())
            }
            ExprKind::Constant(constant) => Fact::Value(expr.ty.clone(), Some(constant.clone())),
            _ => Fact::of_type(&expr.ty),
        }
    }

    /// What is known of a value from its type alone.
    pub fn of_type(ty: &Type) -> Fact {
        match ty {
            Type::Tuple(elements) => Fact::Tuple(elements.iter().map(Fact::of_type).collect()),
            _ => Fact::Value(ty.clone(), None),
        }
    }

    /// The type of the value.
    pub fn ty(&self) -> Type {
        match self {
            Fact::Value(ty, _) => ty.clone(),
            Fact::Tuple(elements) => Type::Tuple(elements.iter().map(Fact::ty).collect()),
        }
    }
}

/// The type that holds all the values; `None` if there are none.
pub fn join(facts: &[Fact]) -> Result<Option<Type>, Clash> {
    if facts.iter().any(|fact| matches!(fact.ty(), Type::None | Type::Optional(_))) {
        return join_optional(facts);
    }
    let Some(first) = facts.first() else { return Ok(None) };
    let clash = |other: &Fact| Clash { first: first.ty(), second: other.ty() };
    if let Fact::Tuple(elements) = first {
        let mut columns: Vec<Vec<Fact>> = vec![Vec::new(); elements.len()];
        for fact in facts {
            match fact {
                Fact::Tuple(others) if others.len() == elements.len() => {
                    columns.iter_mut().zip(others).for_each(|(column, f)| column.push(f.clone()));
                }
                _ => return Err(clash(fact)),
            }
        }
        let types: Result<Vec<_>, _> = columns.iter().map(|column| join(column)).collect();
        return Ok(Some(Type::Tuple(types?.into_iter().flatten().collect())));
    }
    if let Some(tuple) = facts.iter().find(|fact| matches!(fact, Fact::Tuple(_))) {
        return Err(clash(tuple));
    }
    match first.ty() {
        Type::Array(array) => join_arrays(array, facts, &clash),
        same @ (Type::Complex | Type::Range | Type::Str | Type::Function(_) | Type::Named(_)) => {
            match facts.iter().find(|fact| fact.ty() != same) {
                Some(other) => Err(clash(other)),
                None => Ok(Some(same)),
            }
        }
        _ => join_scalars(facts, &clash),
    }
}

/// The type of a variable that holds all the values. Where some of them are floats or sized, an
/// `int` must be a constant: it would go on to round or to wrap, where Python goes on exactly.
pub fn join_variable(facts: &[Fact]) -> Result<Option<Type>, Clash> {
    let joined = join(facts)?;
    let facts = present(facts);
    let inner = match &joined {
        Some(Type::Optional(inner)) => Some((**inner).clone()),
        other => other.clone(),
    };
    match &inner {
        Some(ty @ (Type::Float | Type::Sized(_)))
            if facts.iter().any(|fact| matches!(fact, Fact::Value(Type::Int, None))) =>
        {
            Err(Clash { first: ty.clone(), second: Type::Int })
        }
        _ => Ok(joined),
    }
}

/// Where some of the values are or may be `None`.
fn join_optional(facts: &[Fact]) -> Result<Option<Type>, Clash> {
    let inner: Vec<Fact> = present(facts);
    Ok(Some(match join(&inner)? {
        Some(inner) => Type::Optional(Box::new(inner)),
        None => Type::None,
    }))
}

/// The facts without those that are `None`.
fn present(facts: &[Fact]) -> Vec<Fact> {
    let inner = facts.iter().filter_map(|fact| match fact {
        Fact::Value(Type::None, _) => None,
        Fact::Value(Type::Optional(inner), _) => Some(Fact::of_type(inner)),
        other => Some(other.clone()),
    });
    inner.collect()
}

fn join_arrays(
    first: ArrayType,
    facts: &[Fact],
    clash: &dyn Fn(&Fact) -> Clash,
) -> Result<Option<Type>, Clash> {
    let mut joined = first;
    for fact in facts {
        match fact.ty() {
            Type::Array(array) if array == joined => {}
            Type::Array(array) if strided(array) == strided(joined) => joined = strided(joined),
            _ => return Err(clash(fact)),
        }
    }
    Ok(Some(Type::Array(joined)))
}

/// The same array type with any strides.
pub fn strided(array: ArrayType) -> ArrayType {
    ArrayType { layout: Layout::Strided, ..array }
}

fn join_scalars(facts: &[Fact], clash: &dyn Fn(&Fact) -> Clash) -> Result<Option<Type>, Clash> {
    let mut python: Option<Type> = None;
    let mut sized: Option<Scalar> = None;
    for fact in facts {
        match fact.ty() {
            Type::Sized(scalar) => match sized {
                Some(other) if other != scalar => {
                    return Err(Clash { first: Type::Sized(other), second: Type::Sized(scalar) });
                }
                _ => sized = Some(scalar),
            },
            // The order of the variants is that of the numeric tower.
            ty @ (Type::Bool | Type::Int | Type::Float) => python = python.max(Some(ty)),
            _ => return Err(clash(fact)),
        }
    }
    let Some(scalar) = sized else { return Ok(python) };
    for fact in facts {
        if let Fact::Value(ty, constant) = fact
            && !survives(ty, constant.as_ref(), scalar)
        {
            return Err(Clash { first: Type::Sized(scalar), second: ty.clone() });
        }
    }
    Ok(Some(Type::Sized(scalar)))
}

/// Whether a scalar of that type (and value) can become the sized scalar without a loss.
pub fn survives(ty: &Type, constant: Option<&Constant>, scalar: Scalar) -> bool {
    match (ty, constant) {
        (Type::Sized(other), _) => *other == scalar,
        (Type::Bool, _) => true,
        // An `int` that an `f64` does not hold exactly fails where it is converted.
        (Type::Int, None) => matches!(scalar, Scalar::I64 | Scalar::F64),
        (Type::Float, None) => scalar == Scalar::F64,
        (_, Some(constant)) => fits(constant, scalar),
        _ => false,
    }
}

/// Whether the scalar represents the constant exactly, as a number of the same kind.
pub fn fits(constant: &Constant, scalar: Scalar) -> bool {
    match constant {
        Constant::Bool(_) => true,
        Constant::Int(value) => match scalar {
            Scalar::Bool => false,
            Scalar::F32 => (*value as f32) as i128 == *value,
            Scalar::F64 => (*value as f64) as i128 == *value,
            _ => {
                let (low, high) = range(scalar);
                (low..=high).contains(value)
            }
        },
        Constant::Float(value) => match scalar {
            Scalar::F64 => true,
            Scalar::F32 => value.is_nan() || f64::from(*value as f32) == *value,
            _ => false,
        },
        _ => false,
    }
}

/// The least and greatest value of an integer type.
pub fn range(scalar: Scalar) -> (i128, i128) {
    let bits = scalar.bits();
    match scalar.is_signed() {
        true => (-(1 << (bits - 1)), (1 << (bits - 1)) - 1),
        false => (0, (1 << bits) - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn int(value: i128) -> Fact {
        Fact::Value(Type::Int, Some(Constant::Int(value)))
    }

    fn of(ty: Type) -> Fact {
        Fact::Value(ty, None)
    }

    #[test]
    fn python_numbers_widen() {
        assert_eq!(join(&[of(Type::Bool), of(Type::Int)]), Ok(Some(Type::Int)));
        assert_eq!(join(&[of(Type::Float), of(Type::Int)]), Ok(Some(Type::Float)));
        assert_eq!(join_variable(&[of(Type::Float), int(0)]), Ok(Some(Type::Float)));
        assert!(join_variable(&[of(Type::Float), of(Type::Int)]).is_err());
        assert!(join_variable(&[of(Type::Sized(Scalar::I64)), of(Type::Int)]).is_err());
        let optional = Type::Optional(Box::new(Type::Int));
        assert_eq!(join(&[of(Type::None), of(Type::Int)]), Ok(Some(optional)));
    }

    #[test]
    fn constants_take_the_sized_type_they_fit() {
        let byte = of(Type::Sized(Scalar::U8));
        assert_eq!(join(&[int(0), byte.clone()]), Ok(Some(Type::Sized(Scalar::U8))));
        assert!(join(&[int(256), byte.clone()]).is_err());
        assert!(join(&[of(Type::Int), byte]).is_err());
        let single = of(Type::Sized(Scalar::F32));
        assert_eq!(join(&[int(0), single.clone()]), Ok(Some(Type::Sized(Scalar::F32))));
        let tenth = Fact::Value(Type::Float, Some(Constant::Float(0.1)));
        assert!(join(&[tenth, single]).is_err());
    }

    #[test]
    fn tuples_join_by_element() {
        let left = Fact::Tuple(vec![int(1), of(Type::Sized(Scalar::I8))]);
        let right = Fact::Tuple(vec![of(Type::Float), int(2)]);
        let joined = Type::Tuple(vec![Type::Float, Type::Sized(Scalar::I8)]);
        assert_eq!(join(&[left.clone(), right]), Ok(Some(joined)));
        assert!(join(&[left, Fact::Tuple(vec![])]).is_err());
    }
}
