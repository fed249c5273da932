//! What NumPy makes arrays of: lists, and tuples of numbers.

use std::collections::BTreeSet;

use crate::check::rules::dtypes::{element_of, promoted};
use crate::check::rules::kinds::alternatives;
use crate::check::tree::Expr;
use crate::types::{Element, Type};

/// Whether NumPy makes an array of it: of a list, and of a tuple of numbers or of such tuples.
pub fn is_array_like(value: &Expr) -> bool {
    match &value.ty {
        Type::List(_) => true,
        Type::Tuple(_) | Type::Named(_) => {
            let leaves = leaves_of(&value.ty);
            shape_of(&value.ty).is_some()
                && (leaves.is_empty() || common_element(&leaves).is_some())
        }
        _ => false,
    }
}

/// The shape of an array that is made of a tuple of that type; `None` where rows differ.
pub fn shape_of(ty: &Type) -> Option<Vec<usize>> {
    let elements = match ty {
        Type::Tuple(elements) => elements.clone(),
        Type::Named(named) => named.types(),
        _ => return Some(Vec::new()),
    };
    let mut shapes = elements.iter().map(shape_of);
    let Some(first) = shapes.next() else { return Some(vec![0]) };
    let first = first?;
    let same = shapes.all(|shape| shape.as_ref() == Some(&first));
    same.then(|| std::iter::once(elements.len()).chain(first).collect())
}

/// The types of the numbers in a tuple.
pub fn leaves_of(ty: &Type) -> Vec<Type> {
    match ty {
        Type::Tuple(elements) => elements.iter().flat_map(leaves_of).collect(),
        Type::Named(named) => named.types().iter().flat_map(leaves_of).collect(),
        other => vec![other.clone()],
    }
}

/// What an array of numbers of these types holds, if that is the same whichever those are that may be
/// of several types.
pub fn common_element(types: &[Type]) -> Option<Element> {
    let mut all: BTreeSet<Element> = BTreeSet::new();
    for ty in types {
        let mut longer = BTreeSet::new();
        for element in alternatives(ty).iter().map(element_of) {
            match all.is_empty() {
                true => longer.extend([element?]),
                false => {
                    for known in &all {
                        longer.insert(promoted(*known, element?)?);
                    }
                }
            }
        }
        all = longer;
    }
    all.first().copied().filter(|_| all.len() == 1)
}
