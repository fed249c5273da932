//! Loops over the elements of arrays of any order: from one to the next in memory, since a loop that
//! leaps from row to row takes many times as long.

use super::elementwise::{Destination, Source};
use super::function::Lowerer;
use crate::check::tree::Elementwise;
use crate::ir::{Local, Op, Operand, StmtKind};
use crate::source::Span;
use crate::types::{Comparison, Scalar};

/// An axis of what is computed: its length, the stride of the destination, and of each operand that
/// by which it moves.
type Axis = (Operand, Vec<Operand>);

impl Lowerer<'_> {
    /// Computes every element of a destination that is not known to be in C order; `is_block` where
    /// its elements are known to lie in one line.
    pub(super) fn filled_by_strides(
        &mut self,
        whole: &Elementwise,
        sources: &[Option<Source>],
        destination: &Destination,
        is_block: bool,
        span: Span,
    ) {
        let sources: Vec<Source> = sources.iter().flatten().cloned().collect();
        let axes = self.axes_of(&sources, destination);
        if !is_block {
            return self.filled_in_order(whole, &sources, destination, axes, span);
        }
        let is_one_line = self.are_alike(&sources, destination, &axes);
        let then = self.nested(|this| {
            let mut size = Operand::i64(1);
            for &length in &destination.lengths {
                size = this.product(size, length);
            }
            let mut flat = |array| this.relaid(array, &[size], &[], true);
            let array = flat(destination.array);
            let lines: Vec<Source> =
                sources.iter().map(|it| Source { array: flat(it.array), ..it.clone() }).collect();
            this.loops(whole, &lines, &Destination { array, lengths: vec![size] }, span);
        });
        let otherwise =
            self.nested(|this| this.filled_in_order(whole, &sources, destination, axes, span));
        self.builder.push(StmtKind::If { condition: is_one_line, then, otherwise });
    }

    /// The axes as the shape has them; operands stand still along those of which they have one
    /// position or none.
    fn axes_of(&mut self, sources: &[Source], destination: &Destination) -> Vec<Axis> {
        let ndim = destination.lengths.len();
        let mut axes: Vec<Axis> =
            destination.lengths.iter().map(|length| (*length, Vec::new())).collect();
        let arrays = std::iter::once(destination.array).chain(sources.iter().map(|it| it.array));
        for array in arrays {
            let own = self.lengths_of(array);
            let missing = ndim - own.len().min(ndim);
            for (number, (_, strides)) in axes.iter_mut().enumerate() {
                let Some(axis) = number.checked_sub(missing) else {
                    strides.push(Operand::i64(0));
                    continue;
                };
                let op = Op::Stride { array, axis: axis as u8 };
                let stride = self.builder.value(Scalar::I64, op);
                let length = own.get(axis).copied().unwrap_or(Operand::i64(1));
                strides.push(match array == destination.array {
                    true => stride,
                    false => self.unless_one(length, stride),
                });
            }
        }
        axes
    }

    /// Whether all operands have the strides of the destination, counted in elements.
    fn are_alike(
        &mut self,
        sources: &[Source],
        destination: &Destination,
        axes: &[Axis],
    ) -> Operand {
        let size_of = |this: &Self, array| Operand::i64(this.element_of(array).size().into());
        let size = size_of(self, destination.array);
        let mut alike = Operand::Bool(true);
        for (length, strides) in axes {
            let Some((&own, others)) = strides.split_first() else { continue };
            let own = self.unless_one(*length, own);
            for (source, &stride) in sources.iter().zip(others) {
                let other_size = size_of(self, source.array);
                let (left, right) = match size == other_size {
                    true => (own, stride),
                    false => (self.product(own, other_size), self.product(stride, size)),
                };
                let same = self.builder.compare(Comparison::Eq, Scalar::I64, left, right);
                alike = self.all_of(&[alike, same]);
            }
        }
        alike
    }

    /// A loop for each axis, that along which the elements of the destination are next to each other
    /// innermost.
    fn filled_in_order(
        &mut self,
        whole: &Elementwise,
        sources: &[Source],
        destination: &Destination,
        mut axes: Vec<Axis>,
        span: Span,
    ) {
        for last in (1..axes.len()).rev() {
            for place in 0..last {
                self.sort_two(&mut axes, place);
            }
        }
        let lengths: Vec<Operand> = axes.iter().map(|(length, _)| *length).collect();
        let mut number = 0;
        let mut ordered = |this: &mut Self, array: Local| {
            let strides: Vec<Operand> =
                axes.iter().filter_map(|(_, strides)| strides.get(number).copied()).collect();
            number += 1;
            this.relaid(array, &lengths, &strides, true)
        };
        let array = ordered(self, destination.array);
        let sources: Vec<Source> = sources
            .iter()
            .map(|it| Source { array: ordered(self, it.array), ..it.clone() })
            .collect();
        self.loops(whole, &sources, &Destination { array, lengths: lengths.clone() }, span);
    }

    /// Swaps an axis and the next one where the next is the slower one.
    fn sort_two(&mut self, axes: &mut [Axis], place: usize) {
        let (Some(first), Some(second)) = (axes.get(place).cloned(), axes.get(place + 1).cloned())
        else {
            return;
        };
        let speed = |this: &mut Self, axis: &Axis| {
            let stride = axis.1.first().copied().unwrap_or(Operand::i64(0));
            this.magnitude(stride)
        };
        let (left, right) = (speed(self, &first), speed(self, &second));
        let swaps = self.builder.compare(Comparison::Lt, Scalar::I64, left, right);
        let mut one_of = |then: &Axis, otherwise: &Axis| -> Axis {
            let length = self.chosen(swaps, then.0, otherwise.0);
            let strides = then.1.iter().zip(&otherwise.1);
            (length, strides.map(|(a, b)| self.chosen(swaps, *a, *b)).collect())
        };
        let pair = [one_of(&second, &first), one_of(&first, &second)];
        axes.iter_mut().skip(place).zip(pair).for_each(|(axis, sorted)| *axis = sorted);
    }
}
