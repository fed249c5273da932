//! The bounds of accesses: negative indices count from the end, others outside raise.

use crate::ir::{Bounds, Builder, Failure, Local, Op, Operand};
use crate::types::{Comparison, Container, Scalar};

/// Places the normalisation and the check of each index, first axis first as NumPy does; the
/// indices counted from the front.
pub fn place(
    builder: &mut Builder,
    array: Local,
    indices: Vec<Operand>,
    bounds: Bounds,
    written: bool,
) -> Vec<Operand> {
    let Bounds::Python { container, inside } = bounds else { return indices };
    // NumPy and `memoryview` look at the memory first.
    let may_be_read_only =
        matches!(container, Container::Array | Container::Memoryview | Container::Frozen);
    if written && may_be_read_only {
        let read_only = builder.value(Scalar::Bool, Op::ReadOnly(array));
        builder.check(read_only, Failure::ReadOnly(container), Vec::new());
    }
    let place_axis = |(axis, index)| match axis < inside {
        true => index,
        false => place_one(builder, (array, axis, inside), index, container, written),
    };
    (0..).zip(indices).map(place_axis).collect()
}

/// The same for one index. The axis is one of the array's; the message counts from `first`.
pub fn place_one(
    builder: &mut Builder,
    (array, axis, first): (Local, u8, u8),
    index: Operand,
    container: Container,
    written: bool,
) -> Operand {
    let [counted, length, outside] = outside(builder, array, axis, index);
    let failure = Failure::Index { axis: axis.saturating_sub(first), container, written };
    if !builder.options.unchecked {
        builder.check(outside, failure, vec![index, length]);
    }
    counted
}

/// The index counted from the front, the length of the axis, and whether it is outside.
pub fn outside(builder: &mut Builder, array: Local, axis: u8, index: Operand) -> [Operand; 3] {
    let length = builder.value(Scalar::I64, Op::Length { array, axis });
    let counted = builder.value(Scalar::I64, Op::NormalizeIndex { index, length });
    // As unsigned numbers, negative ones are beyond every length.
    let outside = builder.compare(Comparison::Ge, Scalar::U64, counted, length);
    [counted, length, outside]
}
