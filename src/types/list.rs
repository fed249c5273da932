//! How the elements of lists lie in memory: each as its parts, one behind the other.

use super::{Container, Layout, Scalar, Type};

/// Where the parts of an element lie. The runtime computes the same (`templates/runtime/list_layout.h`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListLayout {
    /// The parts in order, each with its distance in bytes from the start of the element.
    pub parts: Vec<(u32, ListPart)>,
    /// The distance from one element to the next.
    pub size: u32,
}

/// What lies at one place of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListPart {
    Scalar(Scalar),
    /// The address of another list's block.
    List,
    /// The address of a string, which the call holds.
    Str,
    /// A view of an array: the address of its first element, its owner, whether it must not be
    /// written, its lengths, and the strides where it has some; 8 bytes each.
    Array {
        ndim: u8,
        layout: Layout,
    },
}

/// How deep lists may lie in lists: a list that a loop puts into a list again and again has no type.
pub const MAX_LISTS: usize = 16;

/// How many lists lie in each other, the type itself included.
pub fn list_depth(ty: &Type) -> usize {
    match ty {
        Type::List(element) => 1 + element.as_deref().map_or(0, list_depth),
        _ => ty.parts().iter().flatten().map(list_depth).max().unwrap_or(0),
    }
}

/// Where in an array's part its owner lies.
const OWNER: u32 = 8;

impl ListPart {
    /// Its size in bytes.
    pub fn size(self) -> u32 {
        match self {
            ListPart::Scalar(scalar) => scalar.size(),
            ListPart::List | ListPart::Str => 8,
            ListPart::Array { ndim, layout } => {
                let numbers = if layout == Layout::C { ndim } else { 2 * ndim };
                8 * (3 + u32::from(numbers))
            }
        }
    }

    /// Its alignment in bytes.
    fn alignment(self) -> u32 {
        match self {
            ListPart::Array { .. } => 8,
            other => other.size(),
        }
    }

    /// Where in it the address of a block lies that it is an owner of, if there is one.
    fn owner(self) -> Option<u32> {
        match self {
            ListPart::Scalar(_) | ListPart::Str => None,
            ListPart::List => Some(0),
            ListPart::Array { .. } => Some(OWNER),
        }
    }
}

impl ListLayout {
    /// The layout of elements of that type; `None` where lists do not hold it.
    pub fn of(element: &Type) -> Option<ListLayout> {
        let mut leaves = Vec::new();
        collect(element, &mut leaves)?;
        let (mut end, mut alignment) = (0, 1);
        let mut parts = Vec::new();
        for leaf in leaves {
            let start = aligned(end, leaf.alignment());
            parts.push((start, leaf));
            end = start + leaf.size();
            alignment = alignment.max(leaf.alignment());
        }
        Some(ListLayout { parts, size: aligned(end, alignment) })
    }
}

impl ListLayout {
    /// Where in an element the addresses of blocks lie that it is an owner of.
    pub fn owners(&self) -> Vec<u32> {
        let owner = |(offset, part): &(u32, ListPart)| Some(offset + part.owner()?);
        self.parts.iter().filter_map(owner).collect()
    }
}

fn aligned(offset: u32, alignment: u32) -> u32 {
    offset.div_ceil(alignment) * alignment
}

/// What a value of a type is held as, in order.
fn collect(ty: &Type, into: &mut Vec<ListPart>) -> Option<()> {
    match ty {
        Type::None => {}
        Type::List(_) => into.push(ListPart::List),
        Type::Str => into.push(ListPart::Str),
        Type::Array(array) if array.container == Container::Array => {
            into.push(ListPart::Array { ndim: array.ndim, layout: array.layout });
        }
        Type::Array(_)
        | Type::Shaped(_)
        | Type::Records(..)
        | Type::Record(_)
        | Type::Generator
        | Type::Function(_)
        | Type::Known(_) => return None,
        _ => match (ty.scalar(), ty.parts()) {
            (Some(scalar), _) => into.push(ListPart::Scalar(scalar)),
            (None, Some(parts)) => parts.iter().try_for_each(|part| collect(part, into))?,
            (None, None) => return None,
        },
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::ArrayType;

    fn layout(element: &Type) -> (Vec<u32>, u32) {
        let found = ListLayout::of(element).expect("a layout");
        (found.parts.iter().map(|(offset, _)| *offset).collect(), found.size)
    }

    #[test]
    fn each_part_is_aligned() {
        assert_eq!(layout(&Type::Bool), (vec![0], 1));
        let pair = Type::Tuple(vec![Type::Bool, Type::Float, Type::Sized(Scalar::I16)]);
        assert_eq!(layout(&pair), (vec![0, 8, 16], 24));
        assert_eq!(layout(&Type::Optional(Box::new(Type::Int))), (vec![0, 8], 16));
        assert_eq!(layout(&Type::None), (vec![], 0));
        assert_eq!(layout(&Type::Tuple(vec![Type::Bool, Type::Str])), (vec![0, 8], 16));
        assert_eq!(ListLayout::of(&Type::Generator), None);
    }

    #[test]
    fn arrays_lie_in_elements_with_all_that_views_have() {
        let array = |layout| {
            let (element, container) = (Scalar::U8.into(), Container::Array);
            Type::Array(ArrayType { element, ndim: 2, layout, container })
        };
        assert_eq!(layout(&array(Layout::C)), (vec![0], 40));
        let pair = Type::Tuple(vec![Type::Bool, array(Layout::Strided)]);
        assert_eq!(layout(&pair), (vec![0, 8], 64));
        assert_eq!(ListLayout::of(&pair).map(|found| found.owners()), Some(vec![16]));
    }
}
