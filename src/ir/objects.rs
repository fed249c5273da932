//! Python objects that a function makes where it needs them: exceptions, what is printed.

use super::Operand;
use crate::types::{Global, Scalar};

/// How an object is made; nothing is made before everything in it is evaluated.
#[derive(Clone, Debug, PartialEq)]
pub enum Object {
    None,
    /// The Python number that a `Bool`, `I64` or `F64` holds.
    Number(Operand),
    /// NumPy's scalar of that type.
    Sized(Scalar, Operand),
    /// A complex number of two floats: Python's of two `F64`s, NumPy's where their type is said.
    Complex(Option<Scalar>, Operand, Operand),
    /// A constant string.
    Text(String),
    /// A `Str`.
    Str(Operand),
    Tuple(Vec<Object>),
    /// One or the other, as the `Bool` says.
    Choice {
        condition: Operand,
        then: Box<Object>,
        otherwise: Box<Object>,
    },
    /// Strings, one behind the other.
    Joined(Vec<Object>),
    /// A value as an f-string prints it; the format is a string.
    Formatted {
        value: Box<Object>,
        conversion: Option<char>,
        format: Option<Box<Object>>,
    },
    Global(Global),
    /// A call of a global name. Keywords come behind the other arguments.
    Call {
        callee: Global,
        arguments: Vec<Object>,
        keywords: Vec<(String, Object)>,
    },
}

impl Object {
    /// Every operand in it, in the order in which the runtime reads them.
    pub fn operands(&self) -> Vec<Operand> {
        match self {
            Object::Number(operand) | Object::Sized(_, operand) | Object::Str(operand) => {
                vec![*operand]
            }
            Object::Complex(_, re, im) => vec![*re, *im],
            Object::Choice { condition, .. } => std::iter::once(*condition)
                .chain(self.parts().into_iter().flat_map(Object::operands))
                .collect(),
            _ => self.parts().into_iter().flat_map(Object::operands).collect(),
        }
    }

    /// Every operand in it.
    pub fn operands_mut(&mut self) -> Vec<&mut Operand> {
        match self {
            Object::Number(operand) | Object::Sized(_, operand) | Object::Str(operand) => {
                vec![operand]
            }
            Object::Complex(_, re, im) => vec![re, im],
            Object::None | Object::Text(_) | Object::Global(_) => Vec::new(),
            Object::Tuple(parts) | Object::Joined(parts) => {
                parts.iter_mut().flat_map(Object::operands_mut).collect()
            }
            Object::Choice { condition, then, otherwise } => std::iter::once(condition)
                .chain(then.operands_mut())
                .chain(otherwise.operands_mut())
                .collect(),
            Object::Formatted { value, format, .. } => {
                let format = format.iter_mut().flat_map(|format| format.operands_mut());
                value.operands_mut().into_iter().chain(format).collect()
            }
            Object::Call { arguments, keywords, .. } => {
                let keywords = keywords.iter_mut().map(|(_, value)| value);
                arguments.iter_mut().chain(keywords).flat_map(Object::operands_mut).collect()
            }
        }
    }

    /// The objects that it is made of.
    pub fn parts(&self) -> Vec<&Object> {
        match self {
            Object::None
            | Object::Number(_)
            | Object::Sized(..)
            | Object::Complex(..)
            | Object::Text(_)
            | Object::Str(_)
            | Object::Global(_) => Vec::new(),
            Object::Tuple(parts) | Object::Joined(parts) => parts.iter().collect(),
            Object::Choice { then, otherwise, .. } => vec![then, otherwise],
            Object::Formatted { value, format, .. } => {
                std::iter::once(&**value).chain(format.as_deref()).collect()
            }
            Object::Call { arguments, keywords, .. } => {
                arguments.iter().chain(keywords.iter().map(|(_, value)| value)).collect()
            }
        }
    }
}
