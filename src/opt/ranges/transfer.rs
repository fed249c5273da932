//! What is known of an operation's result from what is known of its operands.

use super::fact::{Fact, scalar_range};
use super::state::State;
use super::truth::{Relation, Truth, relation_of};
use crate::ir::{Local, Op, Operand};
use crate::types::{Arithmetic, BinaryOp, Comparison, Conversion, Scalar, UnaryOp};

/// The integer result of an operation into a local of `scalar`. An arithmetic result that might
/// not fit is only looked at once its overflow was checked, so it may be taken to fit.
pub fn fact(state: &State, op: &Op, scalar: Scalar) -> Fact {
    let known = |operand: &Operand| state.fact(*operand).unwrap_or_else(|| Fact::any(scalar));
    let any = Fact::any(scalar);
    let mut fact = match op {
        Op::Copy(value) => known(value),
        Op::Binary { op, arithmetic, left, right } => {
            let exact = binary(*op, &known(left), &known(right));
            match arithmetic {
                Arithmetic::Sized(kind) if *op != BinaryOp::TrueDiv => wrapped(exact, *kind),
                _ => exact.unwrap_or(any.clone()),
            }
        }
        Op::Overflowing { op: BinaryOp::Pow, .. } => any.clone(),
        Op::Overflowing { op, left, right } => {
            binary(*op, &known(left), &known(right)).unwrap_or(any.clone())
        }
        Op::Unary { op, arithmetic, value } => {
            let exact = unary(*op, &known(value));
            match arithmetic {
                Arithmetic::Sized(kind) => wrapped(Some(exact), *kind),
                _ => exact,
            }
        }
        Op::Abs { arithmetic, value } => {
            let value = known(value);
            let least =
                if value.lo <= 0 && value.hi >= 0 { 0 } else { value.lo.abs().min(value.hi.abs()) };
            let exact = Fact::interval(least, value.lo.abs().max(value.hi.abs()));
            match arithmetic {
                Arithmetic::Sized(kind) => wrapped(Some(exact), *kind),
                _ => exact,
            }
        }
        Op::NormalizeIndex { index, length } => normalized(&known(index), &known(length)),
        Op::Length { array, axis } => state.length_fact(*array, *axis),
        Op::ListLength(_) => Fact::interval(0, i128::from(i64::MAX)),
        Op::Convert { value, from, .. } if !from.is_float() => {
            let value = state.fact(*value).unwrap_or_else(|| Fact::any(*from));
            let (lo, hi) = scalar_range(scalar);
            if value.lo >= lo && value.hi <= hi { value } else { any.clone() }
        }
        Op::Select { condition, then, otherwise, .. } => {
            let side = |value: bool, operand: &Operand| {
                state.clone().assuming(*condition, value).and_then(|state| state.fact(*operand))
            };
            match (side(true, then), side(false, otherwise)) {
                (Some(a), Some(b)) => a.or(&b, &|symbol| state.symbol_range(symbol)),
                (Some(only), None) | (None, Some(only)) => only,
                (None, None) => any.clone(),
            }
        }
        _ => any.clone(),
    };
    fact.lo = fact.lo.max(any.lo);
    fact.hi = fact.hi.min(any.hi);
    fact
}

/// The result of arithmetic that wraps: exact if it fits.
fn wrapped(exact: Option<Fact>, scalar: Scalar) -> Fact {
    let (lo, hi) = scalar_range(scalar);
    exact.filter(|fact| fact.lo >= lo && fact.hi <= hi).unwrap_or_else(|| Fact::any(scalar))
}

/// The exact mathematical result, before it is fitted into a machine integer.
pub fn binary(op: BinaryOp, left: &Fact, right: &Fact) -> Option<Fact> {
    match op {
        BinaryOp::Add => Some(sum(left, right)),
        BinaryOp::Sub => Some(difference(left, right)),
        BinaryOp::Mul => Some(product(left, right)),
        BinaryOp::Mod if right.lo >= 1 => Some(remainder(left, right)),
        BinaryOp::FloorDiv if right.lo >= 1 => Some(quotient(left, right)),
        BinaryOp::RShift if right.lo >= 0 && right.hi < 64 => {
            let divisor = Fact::interval(1 << right.lo, 1 << right.hi);
            Some(quotient(left, &divisor))
        }
        BinaryOp::LShift if right.lo >= 0 && right.hi < 63 => {
            Some(product(left, &Fact::interval(1 << right.lo, 1 << right.hi)))
        }
        BinaryOp::BitAnd => masked(left, right),
        BinaryOp::BitOr | BinaryOp::BitXor if left.lo >= 0 && right.lo >= 0 => {
            let bits = 128 - left.hi.max(right.hi).leading_zeros();
            Some(Fact::interval(0, (1i128 << bits) - 1))
        }
        _ => None,
    }
}

fn sum(left: &Fact, right: &Fact) -> Fact {
    let mut fact = Fact::interval(left.lo + right.lo, left.hi + right.hi);
    fact.also_below(&left.uppers, right.hi);
    fact.also_below(&right.uppers, left.hi);
    fact.also_above(&left.lowers, right.lo);
    fact.also_above(&right.lowers, left.lo);
    fact
}

fn difference(left: &Fact, right: &Fact) -> Fact {
    let mut fact = Fact::interval(left.lo - right.hi, left.hi - right.lo);
    fact.also_below(&left.uppers, -right.lo);
    fact.also_above(&left.lowers, -right.hi);
    // `(s + a) - (s + b)`: the symbol goes away.
    for (symbol, lower) in &left.lowers {
        if let Some(upper) = right.uppers.get(symbol) {
            fact.lo = fact.lo.max(lower - upper);
        }
    }
    for (symbol, upper) in &left.uppers {
        if let Some(lower) = right.lowers.get(symbol) {
            fact.hi = fact.hi.min(upper - lower);
        }
    }
    fact
}

fn product(left: &Fact, right: &Fact) -> Fact {
    // Machine integers have 64 bits, so that products fit; saturation is for earlier results.
    let corners = [
        left.lo.saturating_mul(right.lo),
        left.lo.saturating_mul(right.hi),
        left.hi.saturating_mul(right.lo),
        left.hi.saturating_mul(right.hi),
    ];
    let lo = corners.into_iter().fold(i128::MAX, i128::min);
    let hi = corners.into_iter().fold(i128::MIN, i128::max);
    Fact::interval(lo, hi)
}

/// Python's `%` by a positive number.
fn remainder(left: &Fact, right: &Fact) -> Fact {
    let mut fact = Fact::interval(0, right.hi - 1);
    fact.also_below(&right.uppers, -1);
    if left.lo >= 0 {
        fact.hi = fact.hi.min(left.hi);
        fact.also_below(&left.uppers, 0);
    }
    fact
}

/// Python's `//` by a positive number.
fn quotient(left: &Fact, right: &Fact) -> Fact {
    let lo = left.lo.div_euclid(if left.lo >= 0 { right.hi } else { right.lo });
    let hi = left.hi.div_euclid(if left.hi >= 0 { right.lo } else { right.hi });
    let mut fact = Fact::interval(lo, hi);
    if left.lo >= 0 {
        fact.also_below(&left.uppers, 0);
    }
    fact
}

/// `&` with a number that is not negative.
fn masked(left: &Fact, right: &Fact) -> Option<Fact> {
    let mut fact = Fact::interval(0, i128::MAX);
    for side in [left, right] {
        if side.lo >= 0 {
            fact.hi = fact.hi.min(side.hi);
            fact.also_below(&side.uppers, 0);
        }
    }
    (fact.hi < i128::MAX).then_some(fact)
}

fn unary(op: UnaryOp, value: &Fact) -> Fact {
    match op {
        UnaryOp::Pos => value.clone(),
        UnaryOp::Neg => Fact::interval(-value.hi, -value.lo),
        UnaryOp::Invert => Fact::interval(-value.hi - 1, -value.lo - 1),
    }
}

/// `index < 0 ? index + length : index`.
fn normalized(index: &Fact, length: &Fact) -> Fact {
    if index.lo >= 0 {
        return index.clone();
    }
    let mut below = index.clone();
    below.hi = below.hi.min(-1);
    let counted = sum(&below, length);
    if index.hi < 0 {
        return counted;
    }
    let mut fact = Fact::interval(counted.lo.min(0), counted.hi.max(index.hi));
    for (symbol, upper) in &index.uppers {
        if let Some(other) = counted.uppers.get(symbol) {
            fact.uppers.insert(*symbol, *upper.max(other));
        }
    }
    fact
}

/// The local that a result is plus a constant.
pub fn base(state: &State, op: &Op) -> Option<(Local, i128)> {
    let sum = |op: &BinaryOp, left: &Operand, right: &Operand| match (op, left, right) {
        (BinaryOp::Add, Operand::Local(local), Operand::Int(_, value))
        | (BinaryOp::Add, Operand::Int(_, value), Operand::Local(local)) => Some((*local, *value)),
        (BinaryOp::Sub, Operand::Local(local), Operand::Int(_, value)) => Some((*local, -*value)),
        _ => None,
    };
    match op {
        Op::Copy(Operand::Local(local)) => Some((*local, 0)),
        Op::NormalizeIndex { index: Operand::Local(local), .. } => {
            state.fact(Operand::Local(*local)).filter(|fact| fact.lo >= 0).map(|_| (*local, 0))
        }
        Op::Binary { op, arithmetic: Arithmetic::Proved, left, right } => sum(op, left, right),
        // Only looked at once the overflow was checked.
        Op::Overflowing { op, left, right } => sum(op, left, right),
        _ => None,
    }
}

/// What a boolean result says.
pub fn truth(state: &State, op: &Op) -> Truth {
    if let Some(relation) = relation_of(op) {
        let decided = state.decide(&relation);
        let inverse = state.with_implied(relation.negated());
        let relation = state.with_implied(relation);
        return match decided {
            Some(true) => Truth { if_true: Some(vec![relation]), if_false: None },
            Some(false) => Truth { if_true: None, if_false: Some(vec![inverse]) },
            None => Truth { if_true: Some(vec![relation]), if_false: Some(vec![inverse]) },
        };
    }
    match op {
        // The divisor `2.0` is not zero.
        Op::Compare {
            op, left: Operand::Float(_, left), right: Operand::Float(_, right), ..
        } => {
            let ordering = f64::from_bits(*left).partial_cmp(&f64::from_bits(*right));
            Truth::constant(ordering.map_or(*op == Comparison::Ne, |ordering| op.holds(ordering)))
        }
        Op::Copy(value) => state.truth(*value),
        Op::ReadOnly(array) => state.read_only(*array).map_or_else(Truth::unknown, Truth::constant),
        Op::Not(value) => state.truth(*value).negated(),
        Op::Binary { op: BinaryOp::BitAnd, left, right, .. } => {
            state.truth(*left).and(state.truth(*right))
        }
        Op::Binary { op: BinaryOp::BitOr, left, right, .. } => {
            state.truth(*left).negated().and(state.truth(*right).negated()).negated()
        }
        Op::ConvertFails { value, from, to, conversion: Conversion::Exact }
            if !from.is_float() && !to.is_float() =>
        {
            outside(state, *value, *from, *to)
        }
        _ => Truth::unknown(),
    }
}

/// Whether an integer lies outside the range of another scalar.
fn outside(state: &State, value: Operand, from: Scalar, to: Scalar) -> Truth {
    let (lo, hi) = scalar_range(to);
    let Some(fact) = state.fact(value) else { return Truth::unknown() };
    if fact.lo >= lo && fact.hi <= hi {
        return Truth::constant(false);
    }
    let (least, greatest) = scalar_range(from);
    let mut inside = Vec::new();
    let mut bound = |op, limit: i128| {
        if (least..=greatest).contains(&limit) {
            let right = Operand::Int(from, limit);
            inside.push(Relation { op, scalar: from, left: value, right, implied: Vec::new() });
        }
    };
    bound(Comparison::Ge, lo);
    bound(Comparison::Le, hi);
    Truth { if_true: Some(Vec::new()), if_false: Some(inside) }
}
