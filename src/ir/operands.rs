//! What an operation reads.

use super::{Op, Operand, StmtKind};

impl Op {
    /// Every operand, arrays included, in evaluation order.
    pub fn operands(&self) -> Vec<Operand> {
        match self {
            Op::Copy(value)
            | Op::Not(value)
            | Op::RoundToInt(value)
            | Op::TextLength(value)
            | Op::Unary { value, .. }
            | Op::Abs { value, .. }
            | Op::Convert { value, .. }
            | Op::ConvertFails { value, .. } => vec![*value],
            Op::Binary { left, right, .. }
            | Op::DivMod { left, right, .. }
            | Op::Overflowing { left, right, .. }
            | Op::Compare { left, right, .. }
            | Op::CompareIntFloat { left, right, .. }
            | Op::CompareSignedUnsigned { left, right, .. }
            | Op::TextEqual { left, right }
            | Op::TextLess { left, right } => vec![*left, *right],
            Op::Select { condition, then, otherwise, .. } => vec![*condition, *then, *otherwise],
            Op::Load { array, indices, .. } | Op::Reach { array, indices, .. } => {
                std::iter::once(Operand::Local(*array)).chain(indices.iter().copied()).collect()
            }
            Op::Byte { value, array, index, .. } => vec![*value, Operand::Local(*array), *index],
            Op::NormalizeIndex { index, length } => vec![*index, *length],
            Op::PowMod { base, exponent, modulus, .. } => vec![*base, *exponent, *modulus],
            Op::Text(_)
            | Op::Table(_)
            | Op::Global { .. }
            | Op::GlobalGenerator { .. }
            | Op::NewList { .. } => Vec::new(),
            Op::Draw { generator, .. } => vec![Operand::Local(*generator)],
            Op::Seed(value) | Op::NewGenerator { seed: value, .. } => vec![*value],
            Op::ListLength(list) | Op::ListAddress(list) | Op::ListElements { list, .. } => {
                vec![Operand::Local(*list)]
            }
            Op::ListResize { list, count, .. } => vec![Operand::Local(*list), *count],
            Op::ListAt { list, index, .. } | Op::ListDrop { list, index, .. } => {
                vec![Operand::Local(*list), *index]
            }
            Op::ListPut { list, index, value, .. } => {
                vec![Operand::Local(*list), *index, Operand::Local(*value)]
            }
            Op::ListMove { list, to, from, count, .. } => {
                vec![Operand::Local(*list), *to, *from, *count]
            }
            Op::Length { array, .. }
            | Op::Stride { array, .. }
            | Op::ReadOnly(array)
            | Op::Missing(array) => vec![Operand::Local(*array)],
            Op::Overlaps { read, written } => {
                vec![Operand::Local(*read), Operand::Local(*written)]
            }
            Op::Allocate { lengths, .. } => lengths.clone(),
            Op::Relaid { array, lengths, strides, .. } => {
                let numbers = lengths.iter().chain(strides);
                std::iter::once(Operand::Local(*array)).chain(numbers.copied()).collect()
            }
            Op::Row { array, index, .. } | Op::Inside { array, index, .. } => {
                vec![Operand::Local(*array), *index]
            }
            Op::Slice { array, start, count, step, .. } => {
                vec![Operand::Local(*array), *start, *count, *step]
            }
            Op::NewAxis { array, .. } | Op::Transpose { array } => vec![Operand::Local(*array)],
            Op::Math { arguments, .. } | Op::Call { arguments, .. } => arguments.clone(),
        }
    }
}

impl Op {
    /// Every operand that may be replaced by another of the same value; not the arrays of accesses.
    pub fn operands_mut(&mut self) -> Vec<&mut Operand> {
        match self {
            Op::Copy(value)
            | Op::Not(value)
            | Op::RoundToInt(value)
            | Op::TextLength(value)
            | Op::Seed(value)
            | Op::NewGenerator { seed: value, .. }
            | Op::Unary { value, .. }
            | Op::Abs { value, .. }
            | Op::Convert { value, .. }
            | Op::ConvertFails { value, .. } => vec![value],
            Op::Binary { left, right, .. }
            | Op::DivMod { left, right, .. }
            | Op::Overflowing { left, right, .. }
            | Op::Compare { left, right, .. }
            | Op::CompareIntFloat { left, right, .. }
            | Op::CompareSignedUnsigned { left, right, .. }
            | Op::TextEqual { left, right }
            | Op::TextLess { left, right } => vec![left, right],
            Op::Select { condition, then, otherwise, .. } => vec![condition, then, otherwise],
            Op::Load { indices, .. } | Op::Reach { indices, .. } => indices.iter_mut().collect(),
            Op::Byte { value, index, .. } => vec![value, index],
            Op::NormalizeIndex { index, length } => vec![index, length],
            Op::PowMod { base, exponent, modulus, .. } => vec![base, exponent, modulus],
            Op::Allocate { lengths, .. } => lengths.iter_mut().collect(),
            Op::Relaid { lengths, strides, .. } => lengths.iter_mut().chain(strides).collect(),
            Op::Length { .. }
            | Op::Stride { .. }
            | Op::Missing(_)
            | Op::Overlaps { .. }
            | Op::ReadOnly(_)
            | Op::Text(_)
            | Op::Table(_)
            | Op::Global { .. }
            | Op::GlobalGenerator { .. }
            | Op::Draw { .. }
            | Op::NewList { .. }
            | Op::ListLength(_)
            | Op::ListAddress(_)
            | Op::ListElements { .. } => Vec::new(),
            Op::ListResize { count, .. } => vec![count],
            Op::ListAt { index, .. } | Op::ListDrop { index, .. } | Op::ListPut { index, .. } => {
                vec![index]
            }
            Op::ListMove { to, from, count, .. } => vec![to, from, count],
            Op::Row { index, .. } | Op::Inside { index, .. } => vec![index],
            // Whether the step is 1 decides the layout, so it stays as it is.
            Op::Slice { start, count, .. } => vec![start, count],
            Op::NewAxis { .. } | Op::Transpose { .. } => Vec::new(),
            Op::Math { arguments, .. } | Op::Call { arguments, .. } => {
                arguments.iter_mut().collect()
            }
        }
    }
}

impl StmtKind {
    /// Every operand that a statement itself reads, arrays included; not those of its blocks.
    pub fn operands(&self) -> Vec<Operand> {
        match self {
            StmtKind::Assign { op, .. } => op.operands(),
            StmtKind::Store { array, indices, values } => {
                let array = [Operand::Local(*array)];
                array.iter().chain(indices).chain(values).copied().collect()
            }
            StmtKind::Check { failed, operands, .. } => {
                std::iter::once(*failed).chain(operands.iter().copied()).collect()
            }
            StmtKind::If { condition, .. } => vec![*condition],
            StmtKind::For { start, stop, step, .. } => vec![*start, *stop, *step],
            StmtKind::Return(operands) => operands.clone(),
            StmtKind::ReadBound(flag) => vec![Operand::Local(*flag)],
            StmtKind::Retain(array) | StmtKind::Release(array) | StmtKind::Forget(array) => {
                vec![Operand::Local(*array)]
            }
            StmtKind::Assume(holds) => vec![*holds],
            StmtKind::Raise { exception: object, .. } | StmtKind::Run(object) => object.operands(),
            _ => Vec::new(),
        }
    }

    /// The operands that a statement itself reads and that may be replaced by others of the same
    /// value.
    pub fn operands_mut(&mut self) -> Vec<&mut Operand> {
        match self {
            StmtKind::Assign { op, .. } => op.operands_mut(),
            StmtKind::Store { indices, values, .. } => indices.iter_mut().chain(values).collect(),
            StmtKind::Check { failed, operands, .. } => {
                std::iter::once(failed).chain(operands.iter_mut()).collect()
            }
            StmtKind::If { condition, .. } => vec![condition],
            StmtKind::Assume(holds) => vec![holds],
            StmtKind::For { start, stop, step, .. } => vec![start, stop, step],
            StmtKind::Return(operands) => operands.iter_mut().collect(),
            StmtKind::Raise { exception: object, .. } | StmtKind::Run(object) => {
                object.operands_mut()
            }
            _ => Vec::new(),
        }
    }
}
