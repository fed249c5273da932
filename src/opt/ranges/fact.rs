//! What is known of an integer: an interval, and bounds relative to symbols.

use std::collections::BTreeMap;

use crate::ir::Local;
use crate::types::Scalar;

/// Something that keeps its value for as long as any fact about it is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Symbol {
    /// Whether an array is read-only, 0 or 1; the array is never assigned again.
    ReadOnly(Local),
    /// The length of an array along an axis; the array is never assigned again.
    Length(Local, u8),
    /// A parameter that is never assigned, or a local assigned once and not in a loop.
    Local(Local),
}

/// `lo ≤ x ≤ hi`, `x ≤ symbol + offset` for each of `uppers`, `x ≥ symbol + offset` for each of
/// `lowers`. Numbers are mathematical: `i128` holds any sum of machine integers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    pub lo: i128,
    pub hi: i128,
    pub uppers: BTreeMap<Symbol, i128>,
    pub lowers: BTreeMap<Symbol, i128>,
}

/// The most bounds of a kind that a fact keeps: lengths of arrays first, then the locals that were
/// declared first. In functions with many locals each could be told of each other.
const MAX_BOUNDS: usize = 8;

/// The least and the greatest value of an integer scalar; a `Bool` is 0 or 1.
pub fn scalar_range(scalar: Scalar) -> (i128, i128) {
    let bits = scalar.bits();
    if scalar == Scalar::Bool {
        (0, 1)
    } else if scalar.is_signed() {
        (-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1)
    } else {
        (0, (1i128 << bits) - 1)
    }
}

impl Fact {
    pub fn interval(lo: i128, hi: i128) -> Fact {
        Fact { lo, hi, uppers: BTreeMap::new(), lowers: BTreeMap::new() }
    }

    pub fn constant(value: i128) -> Fact {
        Fact::interval(value, value)
    }

    /// Nothing but the range of the machine type.
    pub fn any(scalar: Scalar) -> Fact {
        let (lo, hi) = scalar_range(scalar);
        Fact::interval(lo, hi)
    }

    /// The value, if there is only one.
    pub fn single(&self) -> Option<i128> {
        (self.lo == self.hi).then_some(self.lo)
    }

    /// `x ≤ y - gap` for every `x` and `y` that the facts allow.
    pub fn at_most(&self, other: &Fact, gap: i128) -> bool {
        self.hi <= other.lo - gap
            || self
                .uppers
                .iter()
                .any(|(symbol, upper)| other.lowers.get(symbol).is_some_and(|l| *upper <= l - gap))
    }

    /// The fact about `x + amount`.
    pub fn shifted(&self, amount: i128) -> Fact {
        let shift = |bounds: &BTreeMap<Symbol, i128>| {
            bounds.iter().map(|(symbol, offset)| (*symbol, offset + amount)).collect()
        };
        Fact {
            lo: self.lo + amount,
            hi: self.hi + amount,
            uppers: shift(&self.uppers),
            lowers: shift(&self.lowers),
        }
    }

    /// Both facts hold.
    pub fn and(&mut self, other: &Fact) {
        self.lo = self.lo.max(other.lo);
        self.hi = self.hi.min(other.hi);
        self.also_below(&other.uppers, 0);
        self.also_above(&other.lowers, 0);
    }

    /// Whether every value that the other fact allows is allowed here; `range` tells the interval
    /// of a symbol.
    pub fn includes(&self, other: &Fact, range: &impl Fn(Symbol) -> (i128, i128)) -> bool {
        let below = self.uppers.iter().all(|(symbol, offset)| {
            let known = other.uppers.get(symbol).is_some_and(|theirs| theirs <= offset);
            known || other.hi - range(*symbol).0 <= *offset
        });
        let above = self.lowers.iter().all(|(symbol, offset)| {
            let known = other.lowers.get(symbol).is_some_and(|theirs| theirs >= offset);
            known || other.lo - range(*symbol).1 >= *offset
        });
        below && above && self.lo <= other.lo && other.hi <= self.hi
    }

    /// Adds `x ≤ symbol + offset + amount` for each bound.
    pub fn also_below(&mut self, bounds: &BTreeMap<Symbol, i128>, amount: i128) {
        for (symbol, offset) in bounds {
            let known = self.uppers.entry(*symbol).or_insert(offset + amount);
            *known = (*known).min(offset + amount);
        }
        cut(&mut self.uppers);
    }

    /// Adds `x ≥ symbol + offset + amount` for each bound.
    pub fn also_above(&mut self, bounds: &BTreeMap<Symbol, i128>, amount: i128) {
        for (symbol, offset) in bounds {
            let known = self.lowers.entry(*symbol).or_insert(offset + amount);
            *known = (*known).max(offset + amount);
        }
        cut(&mut self.lowers);
    }

    /// One of the facts holds. `range` tells the interval of a symbol: a bound that only one side
    /// has in symbols may follow from the numbers of the other.
    pub fn or(&self, other: &Fact, range: &impl Fn(Symbol) -> (i128, i128)) -> Fact {
        let mut joined = Fact::interval(self.lo.min(other.lo), self.hi.max(other.hi));
        for symbol in self.uppers.keys().chain(other.uppers.keys()) {
            let least = range(*symbol).0;
            let upper = |fact: &Fact| {
                fact.uppers.get(symbol).copied().unwrap_or(i128::MAX).min(fact.hi - least)
            };
            let offset = upper(self).max(upper(other));
            // What follows from the numbers alone need not be said.
            if offset < joined.hi - least {
                joined.uppers.insert(*symbol, offset);
            }
        }
        for symbol in self.lowers.keys().chain(other.lowers.keys()) {
            let greatest = range(*symbol).1;
            let lower = |fact: &Fact| {
                fact.lowers.get(symbol).copied().unwrap_or(i128::MIN).max(fact.lo - greatest)
            };
            let offset = lower(self).min(lower(other));
            if offset > joined.lo - greatest {
                joined.lowers.insert(*symbol, offset);
            }
        }
        cut(&mut joined.uppers);
        cut(&mut joined.lowers);
        joined
    }

    /// What is left of a loop's fact when a further round gave `next` (which includes it): bounds
    /// that moved are given up, so that a loop is walked a few times only.
    pub fn widened(&self, next: &Fact, scalar: Scalar, first: bool) -> Fact {
        let (least, greatest) = scalar_range(scalar);
        let mut wide = next.clone();
        if next.lo < self.lo {
            wide.lo = if next.lo >= 0 { 0 } else { least };
        }
        if next.hi > self.hi {
            wide.hi = greatest;
        }
        if !first {
            wide.uppers = settled(&self.uppers, &wide.uppers, |old, new| new <= old);
            wide.lowers = settled(&self.lowers, &wide.lowers, |old, new| new >= old);
        }
        wide
    }
}

fn cut(bounds: &mut BTreeMap<Symbol, i128>) {
    while bounds.len() > MAX_BOUNDS {
        bounds.pop_last();
    }
}

/// The bounds that a further round did not loosen, as they were.
fn settled(
    old: &BTreeMap<Symbol, i128>,
    new: &BTreeMap<Symbol, i128>,
    holds: impl Fn(i128, i128) -> bool,
) -> BTreeMap<Symbol, i128> {
    let kept = new.iter().filter_map(|(symbol, offset)| {
        old.get(symbol).filter(|before| holds(**before, *offset)).map(|before| (*symbol, *before))
    });
    kept.collect()
}
