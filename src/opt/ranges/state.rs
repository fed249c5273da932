//! What is known at one point of a function: a fact for each integer local, what each boolean
//! local says about others, and which local is another one plus a constant.
//!
//! States share what they have in common (`imbl`, a persistent map): to keep one for another path
//! costs nothing, and where two meet only that is looked at in which they differ. So the work grows
//! with the length of a function, not with its square.

use std::collections::BTreeMap;
use std::rc::Rc;

use imbl::OrdMap;
use imbl::OrdSet;
use imbl::ordmap::DiffItem;

use super::fact::{Fact, Symbol, scalar_range};
use super::symbols::Symbols;
use super::truth::{Relation, Truth, both, common, said_by};
use crate::ir::{Local, Operand};
use crate::types::{Comparison, Scalar};

#[derive(Clone, Debug)]
pub struct State<'f> {
    symbols: &'f Symbols,
    facts: OrdMap<Local, Rc<Fact>>,
    truths: OrdMap<Local, Rc<Truth>>,
    /// What conditions told of symbols themselves, as intervals.
    ranges: OrdMap<Symbol, (i128, i128)>,
    /// `local = base + offset`, as long as neither is assigned again.
    bases: OrdMap<Local, (Local, i128)>,
    /// The locals whose truth or base may mention each local; some may no longer do.
    mentions: OrdMap<Local, OrdSet<Local>>,
}

impl PartialEq for State<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.facts == other.facts
            && self.truths == other.truths
            && self.ranges == other.ranges
            && self.bases == other.bases
    }
}

impl<'f> State<'f> {
    pub fn new(symbols: &'f Symbols) -> State<'f> {
        State {
            symbols,
            facts: OrdMap::new(),
            truths: OrdMap::new(),
            ranges: OrdMap::new(),
            bases: OrdMap::new(),
            mentions: OrdMap::new(),
        }
    }

    /// What is known of an integer operand; `None` for floats and arrays.
    pub fn fact(&self, operand: Operand) -> Option<Fact> {
        match operand {
            Operand::Local(local) => self.local_fact(local),
            Operand::Bool(value) => Some(Fact::constant(value.into())),
            Operand::Int(_, value) => Some(Fact::constant(value)),
            Operand::Float(..) => None,
        }
    }

    fn local_fact(&self, local: Local) -> Option<Fact> {
        let scalar = self.symbols.scalar(local).filter(|scalar| !scalar.is_float())?;
        let known = self.facts.get(&local);
        let mut fact = known.map_or_else(|| Fact::any(scalar), |fact| (**fact).clone());
        if self.symbols.is_fixed(local) {
            let itself = BTreeMap::from([(Symbol::Local(local), 0)]);
            fact.also_below(&itself, 0);
            fact.also_above(&itself, 0);
        }
        Some(fact)
    }

    /// The interval that a symbol lies in.
    pub fn symbol_range(&self, symbol: Symbol) -> (i128, i128) {
        let (lo, hi) = match symbol {
            Symbol::ReadOnly(_) => (0, 1),
            Symbol::Length(array, _) => (0, self.symbols.greatest_length(array)),
            Symbol::Local(local) => match self.facts.get(&local) {
                Some(fact) => (fact.lo, fact.hi),
                None => scalar_range(self.symbols.scalar(local).unwrap_or(Scalar::I64)),
            },
        };
        match self.ranges.get(&symbol) {
            Some((least, greatest)) => (lo.max(*least), hi.min(*greatest)),
            None => (lo, hi),
        }
    }

    /// A local that equals a symbol plus a constant tells of the symbol.
    fn refine_symbols(&mut self, fact: &Fact) {
        for (symbol, upper) in &fact.uppers {
            if fact.lowers.get(symbol) == Some(upper) {
                let (lo, hi) = self.symbol_range(*symbol);
                let range = (lo.max(fact.lo - upper), hi.min(fact.hi - upper));
                self.ranges.insert(*symbol, range);
            }
        }
    }

    /// What is known of a boolean operand.
    pub fn truth(&self, operand: Operand) -> Truth {
        match operand {
            Operand::Bool(value) => Truth::constant(value),
            Operand::Local(local) => {
                self.truths.get(&local).map_or_else(Truth::unknown, |truth| (**truth).clone())
            }
            Operand::Int(..) | Operand::Float(..) => Truth::unknown(),
        }
    }

    /// A local gets a new value: all that was said of the old one is gone.
    pub fn forget(&mut self, local: Local) {
        self.facts.remove(&local);
        self.truths.remove(&local);
        self.bases.remove(&local);
        for reader in self.mentions.remove(&local).into_iter().flatten() {
            if self.bases.get(&reader).is_some_and(|(base, _)| *base == local) {
                self.bases.remove(&reader);
            }
            if let Some(truth) = self.truths.get_mut(&reader)
                && truth.mentions(local)
            {
                let truth = Rc::make_mut(truth);
                for relations in [&mut truth.if_true, &mut truth.if_false].into_iter().flatten() {
                    relations.retain(|relation| !relation.mentions(local));
                }
            }
        }
    }

    fn set_base(&mut self, local: Local, base: Local, offset: i128) {
        self.bases.insert(local, (base, offset));
        self.mentions.entry(base).or_default().insert(local);
    }

    fn set_truth(&mut self, local: Local, truth: Truth) {
        self.note_mentions(local, &truth);
        self.truths.insert(local, Rc::new(truth));
    }

    fn note_mentions(&mut self, local: Local, truth: &Truth) {
        for relation in [&truth.if_true, &truth.if_false].into_iter().flatten().flatten() {
            for operand in [relation.left, relation.right] {
                if let Operand::Local(mentioned) = operand {
                    self.mentions.entry(mentioned).or_default().insert(local);
                }
            }
        }
    }

    /// An integer local gets a value of which `fact` is known; `base` says that it is another
    /// local plus a constant.
    pub fn assign(&mut self, local: Local, fact: Fact, base: Option<(Local, i128)>) {
        self.forget(local);
        let fact = self.tightened(fact);
        self.facts.insert(local, Rc::new(fact));
        if let Some((base, offset)) = base.filter(|(base, _)| *base != local) {
            self.set_base(local, base, offset);
        }
    }

    /// A boolean local gets a value.
    pub fn assign_truth(&mut self, local: Local, truth: Truth) {
        self.forget(local);
        let keep = |relations: Vec<Relation>| {
            relations.into_iter().filter(|relation| !relation.mentions(local)).collect()
        };
        let truth = Truth { if_true: truth.if_true.map(keep), if_false: truth.if_false.map(keep) };
        self.set_truth(local, truth);
    }

    /// The interval brought up to what the symbols say.
    fn tightened(&self, mut fact: Fact) -> Fact {
        for (symbol, offset) in &fact.uppers {
            fact.hi = fact.hi.min(self.symbol_range(*symbol).1.saturating_add(*offset));
        }
        for (symbol, offset) in &fact.lowers {
            fact.lo = fact.lo.max(self.symbol_range(*symbol).0.saturating_add(*offset));
        }
        fact
    }

    /// The state where a condition has that value; `None` where it cannot.
    pub fn assuming(mut self, condition: Operand, value: bool) -> Option<State<'f>> {
        let truth = self.truth(condition);
        for relation in if value { truth.if_true? } else { truth.if_false? } {
            if !self.learn(&relation) {
                return None;
            }
        }
        if let Operand::Local(local) = condition {
            self.truths.insert(local, Rc::new(Truth::constant(value)));
        }
        Some(self)
    }

    /// Takes a relation to hold; false if it cannot.
    pub fn learn(&mut self, relation: &Relation) -> bool {
        if self.compares_as_signed(relation) {
            return true;
        }
        let (Some(left), Some(right)) = (self.fact(relation.left), self.fact(relation.right))
        else {
            return true;
        };
        let flipped = self.compares_as_unsigned(relation);
        if flipped && (right.lo < 0 || !matches!(relation.op, Comparison::Lt | Comparison::Le)) {
            return true;
        }
        let mut smaller = left.clone();
        let mut larger = right.clone();
        let gap = i128::from(matches!(relation.op, Comparison::Lt | Comparison::Gt));
        match relation.op {
            Comparison::Lt | Comparison::Le => {
                if flipped {
                    smaller.lo = smaller.lo.max(0);
                }
                order(&mut smaller, &mut larger, gap);
            }
            Comparison::Gt | Comparison::Ge => order(&mut larger, &mut smaller, gap),
            Comparison::Eq => {
                smaller.and(&right);
                larger.and(&left);
            }
            Comparison::Ne => {
                exclude(&mut smaller, &right);
                exclude(&mut larger, &left);
            }
        }
        self.refine(relation.left, &smaller)
            && self.refine(relation.right, &larger)
            && relation
                .implied
                .iter()
                .all(|(local, fact)| self.refine(Operand::Local(*local), fact))
    }

    /// The relation with what it implies here.
    pub fn with_implied(&self, mut relation: Relation) -> Relation {
        let mut state = self.clone();
        if state.learn(&relation) {
            for operand in [relation.left, relation.right] {
                if let (Operand::Local(local), Some(fact)) = (operand, state.fact(operand)) {
                    relation.implied.push((local, fact));
                }
            }
        }
        relation
    }

    /// Whether the operands' bits are compared as unsigned although they are signed.
    pub fn compares_as_unsigned(&self, relation: &Relation) -> bool {
        !relation.scalar.is_signed() && self.has_operand(relation, |scalar| scalar.is_signed())
    }

    /// Whether the operands' bits are compared as signed although they are not.
    fn compares_as_signed(&self, relation: &Relation) -> bool {
        relation.scalar.is_signed() && self.has_operand(relation, |scalar| !scalar.is_signed())
    }

    fn has_operand(&self, relation: &Relation, is: impl Fn(Scalar) -> bool) -> bool {
        [relation.left, relation.right].into_iter().any(|operand| match operand {
            Operand::Local(local) => self.symbols.scalar(local).is_some_and(&is),
            Operand::Int(scalar, _) => is(scalar),
            _ => false,
        })
    }

    /// Adds knowledge about the value that a local has, and about those it was made from.
    fn refine(&mut self, operand: Operand, fact: &Fact) -> bool {
        let Operand::Local(mut local) = operand else { return fact.lo <= fact.hi };
        let mut fact = self.tightened(fact.clone());
        // A chain is short, and a base is never made from what rests on it.
        loop {
            let Some(mut known) = self.local_fact(local) else { return true };
            known.and(&fact);
            let possible = known.lo <= known.hi;
            self.refine_symbols(&known);
            self.facts.insert(local, Rc::new(known));
            if !possible {
                return false;
            }
            let Some((base, offset)) = self.bases.get(&local).copied() else { return true };
            fact = fact.shifted(-offset);
            local = base;
        }
    }

    /// Whether a comparison is known to be true or false.
    pub fn decide(&self, relation: &Relation) -> Option<bool> {
        let (left, right) = (self.fact(relation.left)?, self.fact(relation.right)?);
        if self.compares_as_signed(relation) {
            return None;
        }
        if self.compares_as_unsigned(relation) && (left.lo < 0 || right.lo < 0) {
            return None;
        }
        let (below, above) = (left.at_most(&right, 1), right.at_most(&left, 1));
        let (not_above, not_below) = (left.at_most(&right, 0), right.at_most(&left, 0));
        match relation.op {
            Comparison::Lt => yes_or_no(below, not_below),
            Comparison::Le => yes_or_no(not_above, above),
            Comparison::Gt => yes_or_no(above, not_above),
            Comparison::Ge => yes_or_no(not_below, below),
            Comparison::Eq => yes_or_no(not_above && not_below, below || above),
            Comparison::Ne => yes_or_no(below || above, not_above && not_below),
        }
    }

    /// The state where two paths meet.
    pub fn joined(&self, other: &State<'f>) -> State<'f> {
        // Symbols keep their value, but a path may know more of it than the other.
        let range = |symbol| {
            let (a, b) = (self.symbol_range(symbol), other.symbol_range(symbol));
            (a.0.min(b.0), a.1.max(b.1))
        };
        let mut joined = State {
            symbols: self.symbols,
            facts: met(&self.facts, &other.facts, |a, b| Some(Rc::new(a.or(b, &range)))),
            truths: met(&self.truths, &other.truths, |a, b| Some(Rc::new(a.or_other(b)))),
            ranges: met(&self.ranges, &other.ranges, |a, b| Some((a.0.min(b.0), a.1.max(b.1)))),
            bases: met(&self.bases, &other.bases, |_, _| None),
            mentions: self.mentions.clone(),
        };
        // A truth that only the other path allows mentions what it mentions there.
        let truths = joined.truths.clone();
        for difference in self.truths.diff(&truths) {
            if let DiffItem::Update { new: (local, truth), .. } = difference {
                joined.note_mentions(*local, truth);
            }
        }
        joined
    }

    /// Whether everything that is known here is also known there: whatever holds in every state
    /// like this one holds in that one.
    pub fn includes(&self, other: &State<'f>) -> bool {
        let facts = self.facts.diff(&other.facts).all(|difference| {
            let Some((local, fact)) = ours(&difference) else { return true };
            other
                .local_fact(*local)
                .is_some_and(|theirs| fact.includes(&theirs, &|symbol| other.symbol_range(symbol)))
        });
        let truths = self.truths.diff(&other.truths).all(|difference| {
            let Some((local, truth)) = ours(&difference) else { return true };
            let theirs = other.truth(Operand::Local(*local));
            said_by(&truth.if_true, &theirs.if_true) && said_by(&truth.if_false, &theirs.if_false)
        });
        let ranges = self.ranges.diff(&other.ranges).all(|difference| {
            let Some((symbol, (lo, hi))) = ours(&difference) else { return true };
            let (least, greatest) = other.symbol_range(*symbol);
            *lo <= least && greatest <= *hi
        });
        let bases = self.bases.diff(&other.bases).all(|it| ours(&it).is_none());
        facts && truths && ranges && bases
    }

    /// What holds in every round of a loop, given what held before (`self`) and after one more.
    pub fn widened(&self, next: &State<'f>, first: bool) -> State<'f> {
        let joined = self.joined(next);
        let mut wide = joined.clone();
        for difference in self.facts.diff(&joined.facts) {
            if let DiffItem::Update { old: (local, before), new: (_, fact) } = difference {
                let scalar = self.symbols.scalar(*local).unwrap_or(Scalar::I64);
                wide.facts.insert(*local, Rc::new(before.widened(fact, scalar, first)));
            }
        }
        wide
    }

    /// The relations that a condition's value adds are also true of a boolean that was made on
    /// that path only: `c = a and b` arrives as `if a: c = b else: c = a`.
    pub fn joined_after_branch(
        then: State<'f>,
        otherwise: State<'f>,
        relations: (&[Relation], &[Relation]),
    ) -> State<'f> {
        let mut joined = then.joined(&otherwise);
        for difference in then.truths.diff(&otherwise.truths) {
            let DiffItem::Update { old: (local, a), new: (_, b) } = difference else { continue };
            let settle = |mine: &Option<Vec<Relation>>,
                          theirs: &Option<Vec<Relation>>,
                          (ours, others): (&[Relation], &[Relation])| {
                match (mine, theirs) {
                    (Some(only), None) => Some(both(only, ours)),
                    (None, Some(only)) => Some(both(only, others)),
                    (None, None) => None,
                    (Some(left), Some(right)) => Some(common(left.clone(), right)),
                }
            };
            let if_true = settle(&a.if_true, &b.if_true, relations);
            let if_false = settle(&a.if_false, &b.if_false, relations);
            joined.set_truth(*local, Truth { if_true, if_false });
        }
        joined
    }

    /// The symbol of an array's length, if the array stays the same.
    pub fn length_symbol(&self, array: Local, axis: u8) -> Option<Symbol> {
        self.symbols.is_fixed(array).then_some(Symbol::Length(array, axis))
    }

    /// The fact about an array's length.
    pub fn length_fact(&self, array: Local, axis: u8) -> Fact {
        if let Some(known) = self.symbols.known_length(array, axis) {
            return Fact::constant(known);
        }
        let mut fact = Fact::interval(0, self.symbols.greatest_length(array));
        if let Some(symbol) = self.length_symbol(array, axis) {
            (fact.lo, fact.hi) = self.symbol_range(symbol);
            fact.uppers.insert(symbol, 0);
            fact.lowers.insert(symbol, 0);
        }
        fact
    }

    /// Whether an array is known to be read-only, or known not to be.
    pub fn read_only(&self, array: Local) -> Option<bool> {
        let fixed = self.symbols.is_fixed(array);
        let range = fixed.then(|| self.symbol_range(Symbol::ReadOnly(array)));
        range.filter(|(lo, hi)| lo == hi).map(|(lo, _)| lo == 1)
    }

    /// A boolean local says whether an array is read-only: where it is looked at, the array is
    /// known from there on.
    pub fn assign_read_only(&mut self, local: Local, array: Local) {
        self.forget(local);
        let mut truth = self.read_only(array).map_or_else(Truth::unknown, Truth::constant);
        if self.symbols.is_fixed(array) {
            let bound = BTreeMap::from([(Symbol::ReadOnly(array), 0)]);
            let mut fact = Fact::any(Scalar::Bool);
            fact.also_below(&bound, 0);
            fact.also_above(&bound, 0);
            self.facts.insert(local, Rc::new(self.tightened(fact)));
            let equals = |value| Relation {
                op: Comparison::Eq,
                scalar: Scalar::Bool,
                left: Operand::Local(local),
                right: Operand::Bool(value),
                implied: Vec::new(),
            };
            truth.if_true = truth.if_true.map(|_| vec![equals(true)]);
            truth.if_false = truth.if_false.map(|_| vec![equals(false)]);
        }
        self.set_truth(local, truth);
    }

    /// The scalar of a local.
    pub fn scalar(&self, local: Local) -> Option<Scalar> {
        self.symbols.scalar(local)
    }
}

/// What holds where two paths meet: of what both have, where it differs, what `join` makes of it.
fn met<K: Ord + Clone, V: Clone + PartialEq>(
    ours: &OrdMap<K, V>,
    theirs: &OrdMap<K, V>,
    join: impl Fn(&V, &V) -> Option<V>,
) -> OrdMap<K, V> {
    let mut met = ours.clone();
    for difference in ours.diff(theirs) {
        match difference {
            DiffItem::Update { old: (key, a), new: (_, b) } => match join(a, b) {
                Some(value) => met.insert(key.clone(), value),
                None => met.remove(key),
            },
            DiffItem::Remove(key, _) => met.remove(key),
            DiffItem::Add(..) => None,
        };
    }
    met
}

/// What the first of two maps has, where they differ.
fn ours<'a, K, V>(difference: &DiffItem<'a, '_, K, V>) -> Option<(&'a K, &'a V)> {
    match difference {
        DiffItem::Update { old, .. } => Some(*old),
        DiffItem::Remove(key, value) => Some((key, value)),
        DiffItem::Add(..) => None,
    }
}

/// `smaller ≤ larger - gap` holds.
fn order(smaller: &mut Fact, larger: &mut Fact, gap: i128) {
    let (below, above) = (larger.clone(), smaller.clone());
    smaller.hi = smaller.hi.min(below.hi - gap);
    smaller.also_below(&below.uppers, -gap);
    larger.lo = larger.lo.max(above.lo + gap);
    larger.also_above(&above.lowers, gap);
}

/// The two differ: helps where one is a constant at the other's end.
fn exclude(fact: &mut Fact, other: &Fact) {
    if let Some(value) = other.single() {
        if fact.lo == value {
            fact.lo += 1;
        }
        if fact.hi == value {
            fact.hi -= 1;
        }
    }
}

fn yes_or_no(yes: bool, no: bool) -> Option<bool> {
    if yes { Some(true) } else { no.then_some(false) }
}
