//! What an operation reads.

use super::{Op, Operand};

impl Op {
    /// Every operand, arrays included, in evaluation order.
    pub fn operands(&self) -> Vec<Operand> {
        match self {
            Op::Copy(value)
            | Op::Not(value)
            | Op::RoundToInt(value)
            | Op::Unary { value, .. }
            | Op::Abs { value, .. }
            | Op::Convert { value, .. }
            | Op::ConvertFails { value, .. } => vec![*value],
            Op::Binary { left, right, .. }
            | Op::Overflowing { left, right, .. }
            | Op::Compare { left, right, .. }
            | Op::CompareIntFloat { left, right, .. }
            | Op::CompareSignedUnsigned { left, right, .. } => vec![*left, *right],
            Op::Select { condition, then, otherwise } => vec![*condition, *then, *otherwise],
            Op::Load { array, indices, .. } => {
                std::iter::once(Operand::Local(*array)).chain(indices.iter().copied()).collect()
            }
            Op::NormalizeIndex { index, length } => vec![*index, *length],
            Op::PowMod { base, exponent, modulus, .. } => vec![*base, *exponent, *modulus],
            Op::Length { array, .. } => vec![Operand::Local(*array)],
            Op::Math { arguments, .. } | Op::Call { arguments, .. } => arguments.clone(),
        }
    }
}
