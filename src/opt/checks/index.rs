//! The bounds of accesses: negative indices count from the end, others outside raise.

use crate::ir::{Bounds, Builder, Failure, Local, Op, Operand};
use crate::types::{Comparison, Scalar};

/// Places the normalisation and the check of each index, first axis first as NumPy does.
pub fn place(
    builder: &mut Builder,
    array: Local,
    indices: Vec<Operand>,
    bounds: Bounds,
) -> (Vec<Operand>, Bounds) {
    if bounds == Bounds::Proved {
        return (indices, bounds);
    }
    let mut axis = 0;
    let place_axis = |index| {
        let length = builder.value(Scalar::I64, Op::Length { array, axis });
        let counted = builder.value(Scalar::I64, Op::NormalizeIndex { index, length });
        // As unsigned numbers, negative ones are beyond every length.
        let outside = builder.compare(Comparison::Ge, Scalar::U64, counted, length);
        builder.check(outside, Failure::Index { axis }, vec![index, length]);
        axis += 1;
        counted
    };
    (indices.into_iter().map(place_axis).collect(), Bounds::Proved)
}
