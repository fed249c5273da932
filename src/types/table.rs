//! Sequences of numbers that are known when compiling.

use super::{ArrayType, Container, Layout, Scalar};

/// What constants may hold that are put into the memory of an extension: `bytes`, lists and long
/// tuples of numbers, arrays that NumPy makes of these.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// In C order.
    pub ty: ArrayType,
    /// One length for each dimension.
    pub shape: Vec<u64>,
    /// The elements one behind the other, each as the little-endian bytes of its scalar.
    pub data: Vec<u8>,
}

impl Table {
    /// A literal of bytes.
    pub fn of_bytes(data: Vec<u8>) -> Table {
        let shape = vec![data.len() as u64];
        Table { ty: table_type(Scalar::U8, 1, Container::Bytes), shape, data }
    }

    /// The number of elements along the first axis.
    pub fn length(&self) -> usize {
        self.shape.first().map_or(0, |length| *length as usize)
    }

    /// The bits of the element at that position, all axes counted, in an integer of its width.
    pub fn bits(&self, position: usize) -> Option<u64> {
        let size = self.ty.element.size() as usize;
        let bytes = self.data.get(position.checked_mul(size)?..)?.get(..size)?;
        let mut whole = [0; 8];
        whole.get_mut(..size)?.copy_from_slice(bytes);
        Some(u64::from_le_bytes(whole))
    }
}

/// The type of a table.
pub fn table_type(element: Scalar, ndim: u8, container: Container) -> ArrayType {
    ArrayType { element: element.into(), ndim, layout: Layout::C, container }
}
