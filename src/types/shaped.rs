//! Arrays whose lengths or memory order a parameter declares.

use std::fmt;

use super::{ArrayType, Layout};

/// What a parameter declares that is to be an array of these lengths, `u8[2, 80, 40]`, or in Fortran
/// order, `f64[::1, :]`. It is a type of parameters alone: an entry, or a kernel that calls another,
/// looks at the array, and inside of the function its variable is an array like any other, whose
/// lengths and strides are known.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ShapedType {
    pub array: ArrayType,
    /// One for each dimension; `None` where any length will do.
    pub lengths: Vec<Option<i64>>,
    /// Whether the first index runs fastest in memory, without gaps. Then the layout of `array` is
    /// [`Layout::Strided`].
    pub in_fortran_order: bool,
}

impl ShapedType {
    /// The same with that layout of the array, where the order is left open.
    pub fn with_layout(&self, layout: Layout) -> ShapedType {
        match self.in_fortran_order {
            true => self.clone(),
            false => ShapedType { array: ArrayType { layout, ..self.array }, ..self.clone() },
        }
    }
}

impl fmt::Display for ShapedType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}[", self.array.element)?;
        for (axis, length) in self.lengths.iter().enumerate() {
            let is_last = axis + 1 == self.lengths.len();
            let is_unit = match self.in_fortran_order {
                true => axis == 0,
                false => is_last && self.array.layout == Layout::C,
            };
            let separator = if axis == 0 { "" } else { ", " };
            match (length, is_unit) {
                (Some(length), false) => write!(formatter, "{separator}{length}")?,
                // No annotation says both; it is what the lengths of an array in C order are.
                (Some(length), true) => write!(formatter, "{separator}{length}::1")?,
                (None, true) => write!(formatter, "{separator}::1")?,
                (None, false) => write!(formatter, "{separator}:")?,
            }
        }
        formatter.write_str("]")
    }
}
