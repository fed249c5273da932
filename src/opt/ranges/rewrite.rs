//! The simpler form of an operation, once ranges are known.

use super::fact::{Fact, scalar_range};
use super::state::State;
use super::transfer;
use super::truth::Relation;
use crate::ir::{Builder, Local, Op, Operand};
use crate::types::{Arithmetic, BinaryOp, Comparison, Scalar, UnaryOp};

/// Pushes the operation, simplified where the state allows it.
pub fn assign(builder: &mut Builder, state: &State, targets: &[Local], op: &Op) {
    match (op, targets) {
        (Op::Overflowing { op: kind, left, right }, [result, overflow])
            if fits(state, *kind, *left, *right) =>
        {
            let arithmetic = Arithmetic::Proved;
            builder
                .assign(*result, Op::Binary { op: *kind, arithmetic, left: *left, right: *right });
            builder.assign(*overflow, Op::Copy(Operand::Bool(false)));
        }
        (_, [target]) => {
            let op = simplified(builder, state, *target, op);
            builder.assign(*target, op);
        }
        _ => {
            builder.push(crate::ir::StmtKind::Assign { targets: targets.to_vec(), op: op.clone() })
        }
    }
}

/// Whether the exact result fits 64 bits.
fn fits(state: &State, op: BinaryOp, left: Operand, right: Operand) -> bool {
    let (Some(left), Some(right)) = (state.fact(left), state.fact(right)) else { return false };
    let (lo, hi) = scalar_range(Scalar::I64);
    // A shift by 64 or more is no machine operation even where its result would be zero.
    if op == BinaryOp::LShift && !(right.lo >= 0 && right.hi < 64) {
        return false;
    }
    // The symbols narrow the interval of a sum or difference, as they do when it is assigned.
    transfer::binary(op, &left, &right).is_some_and(|mut exact| {
        for (symbol, offset) in &exact.uppers {
            exact.hi = exact.hi.min(state.symbol_range(*symbol).1.saturating_add(*offset));
        }
        for (symbol, offset) in &exact.lowers {
            exact.lo = exact.lo.max(state.symbol_range(*symbol).0.saturating_add(*offset));
        }
        exact.lo >= lo && exact.hi <= hi
    })
}

fn simplified(builder: &mut Builder, state: &State, target: Local, op: &Op) -> Op {
    if state.scalar(target) == Some(Scalar::Bool) {
        if let Some(value) = transfer::truth(state, op).value() {
            return Op::Copy(Operand::Bool(value));
        }
        return signed(state, op).unwrap_or_else(|| op.clone());
    }
    match op {
        Op::NormalizeIndex { index, length } => match state.fact(*index) {
            Some(fact) if fact.lo >= 0 => Op::Copy(*index),
            Some(fact) if fact.hi < 0 => {
                let arithmetic = Arithmetic::Proved;
                Op::Binary { op: BinaryOp::Add, arithmetic, left: *index, right: *length }
            }
            _ => op.clone(),
        },
        Op::Select { condition, then, otherwise, .. } => match state.truth(*condition).value() {
            Some(true) => Op::Copy(*then),
            Some(false) => Op::Copy(*otherwise),
            None => op.clone(),
        },
        Op::Abs { arithmetic: Arithmetic::Proved, value } => match state.fact(*value) {
            Some(fact) if fact.lo >= 0 => Op::Copy(*value),
            Some(fact) if fact.hi <= 0 => {
                Op::Unary { op: UnaryOp::Neg, arithmetic: Arithmetic::Proved, value: *value }
            }
            _ => op.clone(),
        },
        Op::Binary { op: BinaryOp::Mod, arithmetic: Arithmetic::Proved, left, right } => {
            match (state.fact(*left), state.fact(*right)) {
                (Some(l), Some(r)) if r.lo >= 1 => {
                    remainder(builder, (*left, &l), (*right, &r)).unwrap_or_else(|| op.clone())
                }
                _ => op.clone(),
            }
        }
        _ => op.clone(),
    }
}

/// A comparison of the bits as unsigned numbers that may as well be one of signed numbers, which
/// LLVM reasons about more easily.
fn signed(state: &State, op: &Op) -> Option<Op> {
    let Op::Compare { op, scalar: Scalar::U64, left, right } = op else { return None };
    let relation =
        Relation { op: *op, scalar: Scalar::U64, left: *left, right: *right, implied: Vec::new() };
    let known = [left, right].map(|side| state.fact(*side).is_some_and(|fact| fact.lo >= 0));
    (state.compares_as_unsigned(&relation) && known == [true, true]).then_some(Op::Compare {
        op: *op,
        scalar: Scalar::I64,
        left: *left,
        right: *right,
    })
}

/// `left % right` without a division, where the left side is at most one turn away: what a torus
/// needs for its neighbours.
fn remainder(
    builder: &mut Builder,
    (left, l): (Operand, &Fact),
    (right, r): (Operand, &Fact),
) -> Option<Op> {
    if l.lo >= 0 && l.at_most(r, 1) {
        return Some(Op::Copy(left));
    }
    if l.lo >= -r.lo && l.at_most(r, 1) {
        return Some(Op::NormalizeIndex { index: left, length: right });
    }
    // `left < 2 * right`, since `right` is at least `r.lo`.
    if l.lo >= 0 && l.at_most(&r.shifted(r.lo), 1) {
        let beyond = builder.compare(Comparison::Ge, Scalar::I64, left, right);
        let arithmetic = Arithmetic::Proved;
        let less = Op::Binary { op: BinaryOp::Sub, arithmetic, left, right };
        let less = builder.value(Scalar::I64, less);
        return Some(Op::Select {
            condition: beyond,
            then: less,
            otherwise: left,
            unpredictable: false,
        });
    }
    None
}
