//! What a type holds: arrays, lists and functions as parts of it.

use super::{ArrayType, Layout, Type};

impl Type {
    /// Whether a function is the type or part of it.
    pub fn holds_function(&self) -> bool {
        match self {
            Type::Function(_) => true,
            _ => self.parts().is_some_and(|parts| parts.iter().any(Type::holds_function)),
        }
    }

    /// Whether a list is the type or part of it.
    pub fn holds_list(&self) -> bool {
        match self {
            Type::List(_) => true,
            _ => self.parts().is_some_and(|parts| parts.iter().any(Type::holds_list)),
        }
    }

    /// Whether an array is the type or part of it.
    pub fn holds_array(&self) -> bool {
        match self {
            Type::Array(_) | Type::Shaped(_) => true,
            Type::List(element) => element.as_ref().is_some_and(|it| it.holds_array()),
            Type::Generator => false,
            _ => self.parts().is_some_and(|parts| parts.iter().any(Type::holds_array)),
        }
    }

    /// Whether an array is what `==` compares with something else: the value itself or what it is
    /// where it is not `None`, or a part of a tuple.
    pub fn compares_elements(&self) -> bool {
        self.holds_array() && !matches!(self, Type::List(_))
    }

    /// The type with arrays of any strides.
    pub fn with_any_layout(&self) -> Type {
        let all = |types: &[Type]| types.iter().map(Type::with_any_layout).collect();
        match self {
            Type::Array(array) => Type::Array(ArrayType { layout: Layout::Strided, ..*array }),
            Type::Tuple(elements) => Type::Tuple(all(elements)),
            Type::Optional(inner) => Type::Optional(Box::new(inner.with_any_layout())),
            Type::Named(named) => Type::Named(Box::new(named.with_types(all(&named.types())))),
            Type::List(Some(element)) => Type::List(Some(Box::new(element.with_any_layout()))),
            other => other.clone(),
        }
    }
}
