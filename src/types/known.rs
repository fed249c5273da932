//! Values as types: what a parameter keeps whose value decides the type of a result.

use std::fmt;

use super::{Constant, Type};

/// A value that is part of a type.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KnownValue {
    Bool(bool),
    Int(i64),
    Str(String),
    /// Integers, as several axes are given.
    Tuple(Vec<i64>),
}

impl KnownValue {
    /// A constant as part of a type, if it is of a kind that decides types. Floats are not: which
    /// zero or NaN one is, no comparison would say.
    pub fn of(constant: &Constant) -> Option<KnownValue> {
        match constant {
            Constant::Bool(value) => Some(KnownValue::Bool(*value)),
            Constant::Int(value) => i64::try_from(*value).ok().map(KnownValue::Int),
            Constant::Str(value) => Some(KnownValue::Str(value.clone())),
            Constant::Tuple(values) => {
                let integer = |value: &Constant| match value {
                    Constant::Int(value) => i64::try_from(*value).ok(),
                    _ => None,
                };
                values.iter().map(integer).collect::<Option<_>>().map(KnownValue::Tuple)
            }
            _ => None,
        }
    }

    /// The value.
    pub fn constant(&self) -> Constant {
        match self {
            KnownValue::Bool(value) => Constant::Bool(*value),
            KnownValue::Int(value) => Constant::Int(i128::from(*value)),
            KnownValue::Str(value) => Constant::Str(value.clone()),
            KnownValue::Tuple(values) => {
                Constant::Tuple(values.iter().map(|it| Constant::Int(i128::from(*it))).collect())
            }
        }
    }

    /// The type of the value where nobody asks for the value itself.
    pub fn ty(&self) -> Type {
        match self {
            KnownValue::Bool(_) => Type::Bool,
            KnownValue::Int(_) => Type::Int,
            KnownValue::Str(_) => Type::Str,
            KnownValue::Tuple(values) => Type::Tuple(vec![Type::Int; values.len()]),
        }
    }
}

impl fmt::Display for KnownValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            KnownValue::Bool(true) => formatter.write_str("True"),
            KnownValue::Bool(false) => formatter.write_str("False"),
            KnownValue::Int(value) => write!(formatter, "{value}"),
            KnownValue::Str(value) => write!(formatter, "{value:?}"),
            KnownValue::Tuple(values) => {
                let values: Vec<String> = values.iter().map(i64::to_string).collect();
                let comma = if values.len() == 1 { "," } else { "" };
                write!(formatter, "({}{comma})", values.join(", "))
            }
        }
    }
}
