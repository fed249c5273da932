//! Value ranges: removes the checks that can be proved needless, and simplifies what the proofs
//! allow.
//!
//! An abstract interpretation of the structured IR. For each integer local it keeps an interval
//! and bounds relative to symbols (lengths of arrays, values that never change), for each boolean
//! what follows from it; conditions and passed checks refine them on the way. Loops are walked
//! until nothing moves any more, with widening (Cousot & Cousot, "Abstract interpretation", POPL
//! 1977), then once more to rewrite. The domain is that of ABCD (Bodík, Gupta, Sarkar, PLDI 2000)
//! without its graph: structured code needs none.

mod fact;
mod rewrite;
mod state;
mod symbols;
#[cfg(test)]
mod tests;
mod transfer;
mod truth;

use std::collections::BTreeMap;

use crate::ir::{Block, Builder, Function, Label, Local, Location, Op, Operand, Stmt, StmtKind};
use crate::ir::{falls_through, max_label};
use crate::types::{Comparison, Scalar};
use fact::Fact;
use state::State;
use symbols::Symbols;
use truth::{Relation, Truth};

pub use symbols::assigned;

/// Rounds after which every bound that still moves has been given up.
const ROUNDS: usize = 12;

/// Proves what it can in a function whose checks are placed.
pub fn prove(function: &mut Function) {
    let symbols = Symbols::of(function);
    let body = std::mem::take(&mut function.body);
    let mut builder = Builder::new(std::mem::take(&mut function.locals));
    builder.next_label = max_label(&body).map_or(0, |label| label.0 + 1);
    let mut walk = Walk {
        builder,
        exits: BTreeMap::new(),
        rounds: BTreeMap::new(),
        heads: BTreeMap::new(),
        assignments: 0,
        last_assigned: BTreeMap::new(),
        rewriting: true,
    };
    walk.block(&body, Some(State::new(&symbols)));
    function.body = walk.builder.block;
    function.locals = walk.builder.locals;
}

/// The state on a path; `None` where no path leads.
type Path<'f> = Option<State<'f>>;

struct Walk<'f> {
    /// Where the rewritten statements go.
    builder: Builder,
    /// The states that leave each labelled statement by `Break`, joined.
    exits: BTreeMap<Label, Path<'f>>,
    /// The states that go on with each loop's next round by `Continue`, joined.
    rounds: BTreeMap<Label, Path<'f>>,
    /// What was found to hold at the head of each loop when it was last walked, while the loops
    /// around it are still being looked at: so that the work adds up with the depth of loops and
    /// does not multiply.
    heads: BTreeMap<Label, State<'f>>,
    /// How many assignments were met so far, and with which of them each local was assigned last.
    assignments: usize,
    last_assigned: BTreeMap<Local, usize>,
    /// False while a loop's facts are still being looked for: what is pushed is thrown away.
    rewriting: bool,
}

impl<'f> Walk<'f> {
    fn block(&mut self, block: &Block, mut path: Path<'f>) -> Path<'f> {
        for stmt in block {
            self.builder.location = stmt.location;
            path = match path {
                Some(state) => self.stmt(stmt, state),
                None if self.has_ended() => return None,
                None => {
                    // Never reached, but the block must still end as it did.
                    self.builder.block.push(stmt.clone());
                    None
                }
            };
        }
        path
    }

    fn stmt(&mut self, stmt: &Stmt, mut state: State<'f>) -> Path<'f> {
        match &stmt.kind {
            StmtKind::Assign { targets, op } => {
                self.assign(targets, op, &mut state);
                return Some(state);
            }
            StmtKind::Check { failed, .. } => {
                let needless = state.truth(*failed).value() == Some(false);
                let passed = state.assuming(*failed, false);
                if !needless {
                    self.builder.block.push(stmt.clone());
                }
                return passed;
            }
            StmtKind::If { condition, then, otherwise } => {
                return self.branch(*condition, then, otherwise, state, stmt.location);
            }
            StmtKind::For { .. } | StmtKind::Loop { .. } => return self.repeat(stmt, state),
            StmtKind::Labelled { label, body } => {
                let before = self.exits.insert(*label, None);
                let (inner, end) = self.nested(body, Some(state));
                let left = self.exits.entry(*label).or_default().take();
                restore(&mut self.exits, *label, before);
                self.push(StmtKind::Labelled { label: *label, body: inner }, stmt.location);
                return join(end, left);
            }
            StmtKind::Break(label) => merge(&mut self.exits, *label, state),
            StmtKind::Continue(label) => merge(&mut self.rounds, *label, state),
            StmtKind::Return(_) | StmtKind::Raise { .. } => {}
            StmtKind::Store { .. }
            | StmtKind::Poll
            | StmtKind::Retain(_)
            | StmtKind::Release(_)
            | StmtKind::Forget(_)
            | StmtKind::ReadBound(_)
            | StmtKind::Assume(_)
            | StmtKind::Run(_) => {
                self.builder.block.push(stmt.clone());
                return Some(state);
            }
        }
        self.builder.block.push(stmt.clone());
        None
    }

    fn assign(&mut self, targets: &[Local], op: &Op, state: &mut State<'f>) {
        targets.iter().for_each(|target| self.note_assignment(*target));
        if self.rewriting {
            rewrite::assign(&mut self.builder, state, targets, op);
        }
        match (op, targets) {
            (Op::Overflowing { .. }, [result, overflow]) => {
                let exact = transfer::fact(state, op, Scalar::I64);
                let base = transfer::base(state, op);
                state.assign(*result, exact, base);
                state.assign_truth(*overflow, self.overflow_truth(op, targets));
            }
            (Op::ReadOnly(array), [target]) => state.assign_read_only(*target, *array),
            (_, [target]) => match state.scalar(*target) {
                Some(Scalar::Bool) => {
                    let truth = transfer::truth(state, op);
                    state.assign_truth(*target, truth);
                }
                Some(scalar) if !scalar.is_float() => {
                    let fact = transfer::fact(state, op, scalar);
                    state.assign(*target, fact, transfer::base(state, op));
                }
                _ => state.forget(*target),
            },
            _ => targets.iter().for_each(|target| state.forget(*target)),
        }
    }

    /// After rewriting, an operation that fits is followed by a flag that is plainly false.
    fn overflow_truth(&self, op: &Op, targets: &[Local]) -> Truth {
        let last = self.builder.block.last().map(|stmt| &stmt.kind);
        let false_flag =
            StmtKind::Assign { targets: targets[1..].to_vec(), op: Op::Copy(Operand::Bool(false)) };
        if self.rewriting && matches!(op, Op::Overflowing { .. }) && last == Some(&false_flag) {
            Truth::constant(false)
        } else {
            Truth::unknown()
        }
    }

    fn branch(
        &mut self,
        condition: Operand,
        then: &Block,
        otherwise: &Block,
        state: State<'f>,
        location: Location,
    ) -> Path<'f> {
        let truth = state.truth(condition);
        let before = self.assignments;
        let (then_block, then_end) = self.nested(then, state.clone().assuming(condition, true));
        let ours = self.lasting(&truth.if_true, before);
        let before = self.assignments;
        let (else_block, else_end) = self.nested(otherwise, state.assuming(condition, false));
        let theirs = self.lasting(&truth.if_false, before);
        match truth.value() {
            Some(true) => self.builder.block.extend(then_block),
            Some(false) => self.builder.block.extend(else_block),
            None => {
                let kind = StmtKind::If { condition, then: then_block, otherwise: else_block };
                self.push(kind, location);
            }
        }
        match (then_end, else_end) {
            (Some(then_end), Some(else_end)) => {
                Some(State::joined_after_branch(then_end, else_end, (&ours, &theirs)))
            }
            (end, None) | (None, end) => end,
        }
    }

    /// A loop: first the facts that hold in every round, then the rewriting.
    fn repeat(&mut self, stmt: &Stmt, entry: State<'f>) -> Path<'f> {
        let (StmtKind::For { label, .. } | StmtKind::Loop { label, .. }) = &stmt.kind else {
            return Some(entry);
        };
        let (exits, rounds) = (self.exits.remove(label), self.rounds.remove(label));
        let rewriting = std::mem::replace(&mut self.rewriting, false);
        if rewriting {
            // Found on the way to what is now known better.
            self.heads.clear();
        }
        let (mut header, settled) = match self.heads.remove(label) {
            Some(head) if head.includes(&entry) => (head, true),
            Some(head) => (head.joined(&entry), false),
            None => (entry, false),
        };
        for round in 0..if settled { 0 } else { ROUNDS } {
            let again = self.round(stmt, &header).2;
            let next = match &again {
                Some(again) => header.widened(&header.joined(again), round == 0),
                None => break,
            };
            if next == header {
                break;
            }
            if round + 1 == ROUNDS {
                // Not settled: keep only what the loop cannot touch.
                for local in assigned(std::slice::from_ref(stmt)) {
                    header.forget(local);
                }
                break;
            }
            header = next;
        }
        self.rewriting = rewriting;
        if !rewriting {
            self.heads.insert(*label, header.clone());
        }
        let (inner, start, _) = self.round(stmt, &header);
        let left = self.exits.remove(label).flatten();
        self.rounds.remove(label);
        restore(&mut self.exits, *label, exits);
        restore(&mut self.rounds, *label, rounds);
        let (kind, end) = match &stmt.kind {
            StmtKind::For { label, variable, start: first, stop, step, .. } => {
                let kind = StmtKind::For {
                    label: *label,
                    variable: *variable,
                    start: *first,
                    stop: *stop,
                    step: *step,
                    body: inner,
                };
                (kind, start)
            }
            _ => (StmtKind::Loop { label: *label, body: inner }, None),
        };
        self.push(kind, stmt.location);
        join(end, left)
    }

    /// Walks a loop's body once from the state at its head. Gives the body, the state when a
    /// range is used up, and the state at the end of the round.
    fn round(&mut self, stmt: &Stmt, header: &State<'f>) -> (Block, Path<'f>, Path<'f>) {
        let (StmtKind::For { label, body, .. } | StmtKind::Loop { label, body }) = &stmt.kind
        else {
            return (Vec::new(), None, None);
        };
        self.exits.insert(*label, None);
        self.rounds.insert(*label, None);
        let inside = match &stmt.kind {
            StmtKind::For { .. } => self.enter_range(stmt, header),
            _ => Some(header.clone()),
        };
        let (inner, end) = self.nested(body, inside);
        let continued = self.rounds.get(label).cloned().flatten();
        let again = join(end, continued);
        // After the last round the variable keeps its last value; before any, what it had.
        let used_up = join(Some(header.clone()), again.clone());
        (inner, used_up, again)
    }

    /// The state at the start of a round of a range: the variable lies between its ends.
    fn enter_range(&mut self, stmt: &Stmt, header: &State<'f>) -> Path<'f> {
        let StmtKind::For { variable, start, stop, step, body, .. } = &stmt.kind else {
            return Some(header.clone());
        };
        let mut state = header.clone();
        let changed = assigned(body);
        let kept = |operand: &Operand| match operand {
            Operand::Local(local) => local != variable && !changed.contains(local),
            _ => true,
        };
        // Facts of ends that the body changes were true on entry only; their symbols and
        // intervals at the head include every value they take, so they are dropped.
        let end = |operand: &Operand| {
            kept(operand).then(|| state.fact(*operand)).flatten().unwrap_or(Fact::any(Scalar::I64))
        };
        let (first, last, step) = (end(start), end(stop), end(step));
        let mut fact = Fact::any(Scalar::I64);
        if step.lo >= 1 {
            fact.lo = first.lo;
            fact.also_above(&first.lowers, 0);
            fact.hi = last.hi - 1;
            fact.also_below(&last.uppers, -1);
        } else if step.hi <= -1 {
            fact.hi = first.hi;
            fact.also_below(&first.uppers, 0);
            fact.lo = last.lo + 1;
            fact.also_above(&last.lowers, 1);
        } else {
            fact.lo = first.lo.min(last.lo + 1);
            fact.hi = first.hi.max(last.hi - 1);
        }
        // A round means that the range was not empty.
        let ordered = if step.lo >= 1 { Some((*start, *stop)) } else { None };
        let ordered = if step.hi <= -1 { Some((*stop, *start)) } else { ordered };
        if let Some((left, right)) = ordered.filter(|_| kept(start) && kept(stop)) {
            let relation = Relation {
                op: Comparison::Lt,
                scalar: Scalar::I64,
                left,
                right,
                implied: Vec::new(),
            };
            if !state.learn(&relation) {
                return None;
            }
        }
        self.note_assignment(*variable);
        state.assign(*variable, fact, None);
        Some(state)
    }

    fn note_assignment(&mut self, local: Local) {
        self.assignments += 1;
        self.last_assigned.insert(local, self.assignments);
    }

    /// The relations of a condition that still hold at the end of a branch: those between locals
    /// that were not assigned since.
    fn lasting(&self, relations: &Option<Vec<Relation>>, before: usize) -> Vec<Relation> {
        let stays = |operand: Operand| match operand {
            Operand::Local(local) => self.last_assigned.get(&local).is_none_or(|at| *at <= before),
            _ => true,
        };
        let mut relations = relations.clone().unwrap_or_default();
        relations.retain(|relation| stays(relation.left) && stays(relation.right));
        relations
    }

    /// Whether nothing that follows in the block being written can be reached: it ends with a
    /// jump, or with a loop or block that now is never left.
    fn has_ended(&self) -> bool {
        !falls_through(&self.builder.block)
    }

    fn nested(&mut self, block: &Block, path: Path<'f>) -> (Block, Path<'f>) {
        let outer = std::mem::take(&mut self.builder.block);
        let end = self.block(block, path);
        (std::mem::replace(&mut self.builder.block, outer), end)
    }

    fn push(&mut self, kind: StmtKind, location: Location) {
        self.builder.block.push(Stmt { kind, location });
    }
}

fn join<'f>(left: Path<'f>, right: Path<'f>) -> Path<'f> {
    match (left, right) {
        (Some(left), Some(right)) => Some(left.joined(&right)),
        (path, None) | (None, path) => path,
    }
}

fn merge<'f>(paths: &mut BTreeMap<Label, Path<'f>>, label: Label, state: State<'f>) {
    let before = paths.remove(&label).flatten();
    paths.insert(label, join(before, Some(state)));
}

fn restore<'f>(paths: &mut BTreeMap<Label, Path<'f>>, label: Label, before: Option<Path<'f>>) {
    match before {
        Some(path) => paths.insert(label, path),
        None => paths.remove(&label),
    };
}
