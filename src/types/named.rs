//! Named tuples of the tree.

use std::fmt;

use super::Type;

/// A class made by `typing.NamedTuple` or `collections.namedtuple`, with the types that the fields
/// of a value have: nothing is converted to what the class declares.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NamedTuple {
    /// The dotted module that defines it.
    pub module: String,
    /// Its name there.
    pub name: String,
    /// The fields, in order.
    pub fields: Vec<(String, Type)>,
}

impl NamedTuple {
    /// The types of the fields.
    pub fn types(&self) -> Vec<Type> {
        self.fields.iter().map(|(_, ty)| ty.clone()).collect()
    }

    /// Whether they are of one class, whatever their fields hold.
    pub fn is_same_class(&self, other: &NamedTuple) -> bool {
        let names = |named: &NamedTuple| -> Vec<String> {
            named.fields.iter().map(|(name, _)| name.clone()).collect()
        };
        self.module == other.module && self.name == other.name && names(self) == names(other)
    }

    /// The same class with fields of these types.
    pub fn with_types(&self, types: Vec<Type>) -> NamedTuple {
        let names = self.fields.iter().map(|(name, _)| name.clone());
        NamedTuple { fields: names.zip(types).collect(), ..self.clone() }
    }

    /// The position of a field.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|(field, _)| field == name)
    }
}

impl fmt::Display for NamedTuple {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.module, self.name)?;
        match self.fields.is_empty() {
            true => Ok(()),
            false => super::write_list(formatter, &self.types()),
        }
    }
}
