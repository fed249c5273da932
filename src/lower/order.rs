//! The order of the elements of a new array that is computed of others: as NumPy's iterator has it
//! where nothing else is asked for (`npyiter_find_best_axis_ordering` of its `nditer_constr.c`), that
//! of the operands, and C order where these are not of one mind.

use super::function::Lowerer;
use crate::ir::{Op, Operand};
use crate::types::{Arithmetic, BinaryOp, Comparison, Scalar};

/// What an operand that stands still along an axis says of the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Still {
    /// Nothing.
    IsNotAsked,
    /// That it is the fastest (`PyArray_CreateSortedStrideItems`).
    Counts,
}

/// An axis in the order of iteration.
#[derive(Clone, Debug)]
struct Axis {
    /// Which axis of the array it is; that is known when the kernel runs.
    number: Operand,
    length: Operand,
    /// The strides of the operands, zero where they stand still.
    strides: Vec<Operand>,
}

impl Lowerer<'_> {
    /// The strides of a new array of these lengths, of elements of one byte. The operands' strides are
    /// given for each axis of the result, zero where they have one position or none.
    pub fn strides_like(
        &mut self,
        operands: &[Vec<Operand>],
        lengths: &[Operand],
        still: Still,
    ) -> Vec<Operand> {
        let ndim = lengths.len();
        // The last axis first: it is the fastest.
        let axis = |number: usize| Axis {
            number: Operand::i64(number as i64),
            length: lengths.get(number).copied().unwrap_or(Operand::i64(1)),
            strides: operands.iter().filter_map(|strides| strides.get(number).copied()).collect(),
        };
        let mut order: Vec<Axis> = (0..ndim).rev().map(axis).collect();
        for index in 1..ndim {
            self.insert(&mut order, index, still);
        }
        let mut stride = Operand::i64(1);
        let mut strides = vec![Operand::i64(0); ndim];
        for axis in &order {
            for (number, place) in strides.iter_mut().enumerate() {
                let number = Operand::i64(number as i64);
                let is_it = self.builder.compare(Comparison::Eq, Scalar::I64, axis.number, number);
                *place = self.chosen(is_it, stride, *place);
            }
            stride = self.product(stride, axis.length);
        }
        strides
    }

    /// Moves an axis before those that are slower.
    fn insert(&mut self, order: &mut [Axis], index: usize, still: Still) {
        // Whether the search goes on, and whether the axis goes to each place.
        let mut goes_on = Operand::Bool(true);
        let mut before = vec![Operand::Bool(false); index];
        let Some(moved) = order.get(index).cloned() else { return };
        for place in (0..index).rev() {
            let Some(other) = order.get(place).cloned() else { continue };
            let (compared, is_slower) = self.is_slower(&other, &moved, still);
            // A place further on, found later, is the better one.
            let swaps = self.all_of(&[goes_on, compared, is_slower]);
            if let Some(it) = before.get_mut(place) {
                *it = swaps;
            }
            let stays = self.negated(is_slower);
            let ends = self.all_of(&[compared, stays]);
            let not_ended = self.negated(ends);
            goes_on = self.all_of(&[goes_on, not_ended]);
        }
        // `inserted` says of each place whether the axis stands there or before it.
        let mut passed = Operand::Bool(false);
        let mut carried = moved;
        for place in 0..index {
            let here = before.get(place).copied().unwrap_or(Operand::Bool(false));
            passed = self.one_of(passed, here);
            let Some(own) = order.get(place).cloned() else { continue };
            let taken = self.axis_chosen(passed, &carried, &own);
            let left = self.axis_chosen(passed, &own, &carried);
            if let Some(slot) = order.get_mut(place) {
                *slot = taken;
            }
            carried = left;
        }
        if let Some(slot) = order.get_mut(index) {
            *slot = carried;
        }
    }

    /// Whether two axes can be compared by some operand, and whether the first is slower.
    fn is_slower(&mut self, first: &Axis, second: &Axis, still: Still) -> (Operand, Operand) {
        let (mut compared, mut slower) = (Operand::Bool(false), Operand::Bool(false));
        for (a, b) in first.strides.iter().zip(&second.strides) {
            let zero = Operand::i64(0);
            let moves = self.builder.compare(Comparison::Ne, Scalar::I64, *a, zero);
            let other_moves = self.builder.compare(Comparison::Ne, Scalar::I64, *b, zero);
            let both = match still {
                Still::Counts => Operand::Bool(true),
                Still::IsNotAsked => self.all_of(&[moves, other_moves]),
            };
            let (a, b) = (self.magnitude(*a), self.magnitude(*b));
            let is_greater = self.builder.compare(Comparison::Gt, Scalar::I64, a, b);
            // Of operands that are not of one mind, the one for C order counts.
            let undecided = self.negated(compared);
            let agrees = self.one_of(slower, undecided);
            let with_this = self.all_of(&[is_greater, agrees]);
            slower = self.chosen_flag(both, with_this, slower);
            compared = self.one_of(compared, both);
        }
        (compared, slower)
    }

    fn axis_chosen(&mut self, condition: Operand, then: &Axis, otherwise: &Axis) -> Axis {
        Axis {
            number: self.chosen(condition, then.number, otherwise.number),
            length: self.chosen(condition, then.length, otherwise.length),
            strides: (then.strides.iter().zip(&otherwise.strides))
                .map(|(a, b)| self.chosen(condition, *a, *b))
                .collect(),
        }
    }

    pub fn chosen(&mut self, condition: Operand, then: Operand, otherwise: Operand) -> Operand {
        match condition {
            Operand::Bool(true) => then,
            Operand::Bool(false) => otherwise,
            _ if then == otherwise => then,
            _ => self.builder.value(
                Scalar::I64,
                Op::Select { condition, then, otherwise, unpredictable: false },
            ),
        }
    }

    fn chosen_flag(&mut self, condition: Operand, then: Operand, otherwise: Operand) -> Operand {
        match condition {
            Operand::Bool(true) => then,
            Operand::Bool(false) => otherwise,
            _ => self.builder.value(
                Scalar::Bool,
                Op::Select { condition, then, otherwise, unpredictable: false },
            ),
        }
    }

    pub(super) fn magnitude(&mut self, value: Operand) -> Operand {
        match value {
            Operand::Int(scalar, value) => Operand::Int(scalar, value.abs()),
            value => {
                let arithmetic = Arithmetic::Sized(Scalar::I64);
                self.builder.value(Scalar::I64, Op::Abs { arithmetic, value })
            }
        }
    }

    pub fn product(&mut self, left: Operand, right: Operand) -> Operand {
        let arithmetic = Arithmetic::Sized(Scalar::I64);
        let op = Op::Binary { op: BinaryOp::Mul, arithmetic, left, right };
        self.builder.value(Scalar::I64, op)
    }

    fn negated(&mut self, value: Operand) -> Operand {
        match value {
            Operand::Bool(value) => Operand::Bool(!value),
            value => self.builder.value(Scalar::Bool, Op::Not(value)),
        }
    }

    pub fn all_of(&mut self, values: &[Operand]) -> Operand {
        let mut all = Operand::Bool(true);
        for &one in values {
            all = match (all, one) {
                (Operand::Bool(true), one) => one,
                (all, Operand::Bool(true)) => all,
                (Operand::Bool(false), _) | (_, Operand::Bool(false)) => Operand::Bool(false),
                (left, right) => self.logical(BinaryOp::BitAnd, left, right),
            };
        }
        all
    }

    pub fn one_of(&mut self, left: Operand, right: Operand) -> Operand {
        match (left, right) {
            (Operand::Bool(false), one) | (one, Operand::Bool(false)) => one,
            (Operand::Bool(true), _) | (_, Operand::Bool(true)) => Operand::Bool(true),
            (left, right) => self.logical(BinaryOp::BitOr, left, right),
        }
    }

    fn logical(&mut self, op: BinaryOp, left: Operand, right: Operand) -> Operand {
        let arithmetic = Arithmetic::Sized(Scalar::Bool);
        self.builder.value(Scalar::Bool, Op::Binary { op, arithmetic, left, right })
    }
}
