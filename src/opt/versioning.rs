//! Loop versioning: an innermost loop whose accesses still need checks becomes two, behind one test
//! on entry. Where the test holds, no array that the loop writes is read-only and, if it runs over a
//! range, no index of any round can be out of bounds: `opt::ranges`, run again, removes the checks
//! of the fast loop, which can then be vectorised. The slow loop keeps every check and fails in the
//! round in which Python fails.

use std::collections::{BTreeMap, BTreeSet};

use super::ranges::assigned;
use crate::ir::{
    Block, Builder, Failure, Function, Label, Local, Op, Operand, Stmt, StmtKind, max_label,
};
use crate::types::{Arithmetic, BinaryOp, Comparison, Scalar};

/// More conditions than this would cost more on entry than the checks do inside.
const MOST_CONDITIONS: usize = 16;
/// Offsets are small numbers of the source; beyond this nothing is gained.
const MOST_OFFSET: i128 = 1 << 31;
/// An index is made of few steps.
const MOST_DEPTH: usize = 16;

/// Versions the loops of a function whose checks are placed; whether there were any to version.
pub fn version(function: &mut Function) -> bool {
    let locals = function.locals.len();
    let body = std::mem::take(&mut function.body);
    let mut builder = Builder::new(std::mem::take(&mut function.locals));
    builder.next_label = max_label(&body).map_or(0, |label| label.0 + 1);
    function.body = block(&mut builder, body);
    function.locals = builder.locals;
    // Each test is a local.
    function.locals.len() > locals
}

fn block(builder: &mut Builder, stmts: Block) -> Block {
    builder.nested(|builder| {
        for stmt in stmts {
            place(builder, stmt);
        }
    })
}

fn place(builder: &mut Builder, stmt: Stmt) {
    let location = stmt.location;
    let kind = match stmt.kind {
        StmtKind::For { ref body, .. } | StmtKind::Loop { ref body, .. } if is_innermost(body) => {
            builder.location = location;
            if let Some(condition) = condition(builder, &stmt) {
                let fast = vec![relabelled(builder, stmt.clone())];
                StmtKind::If { condition, then: fast, otherwise: vec![stmt] }
            } else {
                stmt.kind
            }
        }
        StmtKind::For { label, variable, start, stop, step, body } => {
            let body = block(builder, body);
            StmtKind::For { label, variable, start, stop, step, body }
        }
        StmtKind::Loop { label, body } => StmtKind::Loop { label, body: block(builder, body) },
        StmtKind::Labelled { label, body } => {
            StmtKind::Labelled { label, body: block(builder, body) }
        }
        StmtKind::If { condition, then, otherwise } => {
            let (then, otherwise) = (block(builder, then), block(builder, otherwise));
            StmtKind::If { condition, then, otherwise }
        }
        other => other,
    };
    builder.block.push(Stmt { kind, location });
}

/// Whether it has no loop inside, nor prints: beside that its checks cost nothing.
fn is_innermost(body: &Block) -> bool {
    body.iter().all(|stmt| match &stmt.kind {
        StmtKind::For { .. } | StmtKind::Loop { .. } => false,
        StmtKind::If { then, otherwise, .. } => is_innermost(then) && is_innermost(otherwise),
        StmtKind::Labelled { body, .. } => is_innermost(body),
        kind => !kind.effects().is_seen,
    })
}

/// An index that a check in the loop looks at.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Index {
    /// The loop's variable plus a constant.
    Variable(i128),
    /// A value that the loop does not change.
    Fixed(Operand),
}

/// An access that must lie inside in every round.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Access {
    array: Local,
    axis: u8,
    index: Index,
}

/// Writes the test before the loop; `None` where there is nothing to gain.
fn condition(builder: &mut Builder, stmt: &Stmt) -> Option<Operand> {
    let (variable, body) = match &stmt.kind {
        StmtKind::For { variable, body, .. } => (Some(*variable), body),
        StmtKind::Loop { body, .. } => (None, body),
        _ => return None,
    };
    let mut search = Search {
        variable,
        changed: assigned(std::slice::from_ref(stmt)),
        definitions: BTreeMap::new(),
        accesses: Vec::new(),
        written: Vec::new(),
    };
    search.block(body, true);
    let mut whole = writable(builder, &search.written);
    let StmtKind::For { start, stop, step: Operand::Int(_, step), .. } = &stmt.kind else {
        return whole;
    };
    let ends_fixed = [start, stop].into_iter().all(|end| search.is_fixed(*end));
    if search.accesses.len() > MOST_CONDITIONS || !ends_fixed {
        return whole;
    }
    for access in search.accesses {
        let length = Op::Length { array: access.array, axis: access.axis };
        let length = builder.value(Scalar::I64, length);
        let (lowest, highest) = match access.index {
            Index::Variable(offset) => {
                variable_bounds(builder, (*start, *stop, *step), offset, length)
            }
            Index::Fixed(index) => fixed_bounds(builder, index, length),
        };
        for test in [lowest, highest].into_iter().flatten() {
            whole = Some(match whole {
                None => test,
                Some(so_far) => and(builder, so_far, test),
            });
        }
    }
    whole
}

/// None of the arrays is read-only.
fn writable(builder: &mut Builder, arrays: &[Local]) -> Option<Operand> {
    let mut whole = None;
    for array in arrays {
        let read_only = builder.value(Scalar::Bool, Op::ReadOnly(*array));
        let test = builder.value(Scalar::Bool, Op::Not(read_only));
        whole = Some(match whole {
            None => test,
            Some(so_far) => and(builder, so_far, test),
        });
    }
    whole
}

/// `0 ≤ variable + offset < length` in every round.
fn variable_bounds(
    builder: &mut Builder,
    (start, stop, step): (Operand, Operand, i128),
    offset: i128,
    length: Operand,
) -> (Option<Operand>, Option<Operand>) {
    // `length - offset`; for a negative offset the length alone is a test that is stricter.
    let limit = if offset > 0 {
        let (arithmetic, right) = (Arithmetic::Proved, Operand::Int(Scalar::I64, offset));
        let op = Op::Binary { op: BinaryOp::Sub, arithmetic, left: length, right };
        builder.value(Scalar::I64, op)
    } else {
        length
    };
    if step > 0 {
        let lowest = at_least(builder, start, -offset);
        (lowest, Some(builder.compare(Comparison::Le, Scalar::I64, stop, limit)))
    } else {
        let lowest = at_least(builder, stop, -1 - offset);
        (lowest, Some(builder.compare(Comparison::Lt, Scalar::I64, start, limit)))
    }
}

/// `-length ≤ index < length`, an index of the source that is the same in every round: from the
/// front, or a negative constant from the end.
fn fixed_bounds(
    builder: &mut Builder,
    index: Operand,
    length: Operand,
) -> (Option<Operand>, Option<Operand>) {
    if let Operand::Int(_, value) = index
        && (1 - i128::from(i64::MAX)..0).contains(&value)
    {
        return (at_least(builder, length, -value), None);
    }
    let lowest = at_least(builder, index, 0);
    (lowest, Some(builder.compare(Comparison::Lt, Scalar::I64, index, length)))
}

/// `value ≥ bound`, unless it is plain.
fn at_least(builder: &mut Builder, value: Operand, bound: i128) -> Option<Operand> {
    match value {
        Operand::Int(_, constant) if constant >= bound => None,
        _ => {
            let bound = Operand::Int(Scalar::I64, bound);
            Some(builder.compare(Comparison::Ge, Scalar::I64, value, bound))
        }
    }
}

fn and(builder: &mut Builder, left: Operand, right: Operand) -> Operand {
    let arithmetic = Arithmetic::Sized(Scalar::Bool);
    builder.value(Scalar::Bool, Op::Binary { op: BinaryOp::BitAnd, arithmetic, left, right })
}

/// Looks for the checks of one loop and what their indices are made of.
struct Search {
    /// That of a loop over a range.
    variable: Option<Local>,
    changed: BTreeSet<Local>,
    /// The operations of the body, by their only target.
    definitions: BTreeMap<Local, Op>,
    accesses: Vec<Access>,
    /// The arrays that the loop writes to, if they are not read-only.
    written: Vec<Local>,
}

impl Search {
    /// `always` is false inside a branch: there an offset may be what the branch is for, and a
    /// test for it on entry would always fail.
    fn block(&mut self, block: &Block, always: bool) {
        for stmt in block {
            match &stmt.kind {
                StmtKind::Assign { targets, op } => {
                    if let Some(target) = targets.first() {
                        self.definitions.insert(*target, op.clone());
                    }
                }
                StmtKind::Check { failure: Failure::Index { .. }, operands, .. } => {
                    self.check(operands, always);
                }
                StmtKind::Check { failure: Failure::ReadOnly(_), failed, .. } => {
                    self.write(*failed);
                }
                StmtKind::If { then, otherwise, .. } => {
                    self.block(then, false);
                    self.block(otherwise, false);
                }
                StmtKind::Labelled { body, .. } => self.block(body, always),
                _ => {}
            }
        }
    }

    fn check(&mut self, operands: &[Operand], always: bool) {
        let [index, Operand::Local(length)] = operands else { return };
        let Some(Op::Length { array, axis }) = self.definitions.get(length) else { return };
        let (array, axis) = (*array, *axis);
        if self.changed.contains(&array) {
            return;
        }
        let Some(index) = self.index(*index, 0, MOST_DEPTH) else { return };
        if !always && matches!(index, Index::Variable(offset) if offset != 0) {
            return;
        }
        let access = Access { array, axis, index };
        if !self.accesses.contains(&access) {
            self.accesses.push(access);
        }
    }

    fn write(&mut self, read_only: Operand) {
        let Operand::Local(flag) = read_only else { return };
        let Some(Op::ReadOnly(array)) = self.definitions.get(&flag) else { return };
        if !self.changed.contains(array) && !self.written.contains(array) {
            self.written.push(*array);
        }
    }

    /// What an index is, `offset` added. A local may be made from itself by way of others, so the
    /// search ends after so many steps.
    fn index(&self, operand: Operand, offset: i128, depth: usize) -> Option<Index> {
        if offset.abs() > MOST_OFFSET || depth == 0 {
            return None;
        }
        let Operand::Local(local) = operand else {
            return (offset == 0).then_some(Index::Fixed(operand));
        };
        if Some(local) == self.variable {
            return Some(Index::Variable(offset));
        }
        if !self.changed.contains(&local) {
            return (offset == 0).then_some(Index::Fixed(operand));
        }
        match self.definitions.get(&local)? {
            Op::Copy(value) => self.index(*value, offset, depth - 1),
            Op::Binary { op, arithmetic: Arithmetic::Proved, left, right }
            | Op::Overflowing { op, left, right } => match (op, left, right) {
                (BinaryOp::Add, base, Operand::Int(_, value))
                | (BinaryOp::Add, Operand::Int(_, value), base) => {
                    self.index(*base, offset + value, depth - 1)
                }
                (BinaryOp::Sub, base, Operand::Int(_, value)) => {
                    self.index(*base, offset - value, depth - 1)
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn is_fixed(&self, operand: Operand) -> bool {
        !matches!(operand, Operand::Local(local) if self.changed.contains(&local))
    }
}

/// The statement with labels of its own.
fn relabelled(builder: &mut Builder, mut stmt: Stmt) -> Stmt {
    let mut names = BTreeMap::new();
    relabel(builder, std::slice::from_mut(&mut stmt), &mut names);
    stmt
}

fn relabel(builder: &mut Builder, block: &mut [Stmt], names: &mut BTreeMap<Label, Label>) {
    for stmt in block {
        match &mut stmt.kind {
            StmtKind::For { label, body, .. }
            | StmtKind::Loop { label, body }
            | StmtKind::Labelled { label, body } => {
                let name = builder.label();
                names.insert(*label, name);
                *label = name;
                relabel(builder, body, names);
            }
            StmtKind::If { then, otherwise, .. } => {
                relabel(builder, then, names);
                relabel(builder, otherwise, names);
            }
            StmtKind::Break(label) | StmtKind::Continue(label) => {
                *label = names.get(label).copied().unwrap_or(*label);
            }
            _ => {}
        }
    }
}
