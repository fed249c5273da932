//! How the elements of lists lie in memory: each as its parts, one behind the other.

use super::{Scalar, Type};

/// Where the parts of an element lie. The runtime computes the same (`templates/runtime/list_values.c`).
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
}

impl ListPart {
    /// Its size in bytes, which is its alignment, too.
    pub fn size(self) -> u32 {
        match self {
            ListPart::Scalar(scalar) => scalar.size(),
            ListPart::List => 8,
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
            let start = aligned(end, leaf.size());
            parts.push((start, leaf));
            end = start + leaf.size();
            alignment = alignment.max(leaf.size());
        }
        Some(ListLayout { parts, size: aligned(end, alignment) })
    }
}

impl ListLayout {
    /// Where in an element other lists lie.
    pub fn lists(&self) -> Vec<u32> {
        let is_list = |part: &&(u32, ListPart)| part.1 == ListPart::List;
        self.parts.iter().filter(is_list).map(|(offset, _)| *offset).collect()
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
        Type::Str
        | Type::Array(_)
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
        assert_eq!(ListLayout::of(&Type::Str), None);
    }
}
