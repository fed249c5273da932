//! Counts the owners of memory: the last pass.
//!
//! The rules. Arguments are borrowed: who calls keeps them alive. Results are given away: each is one
//! owner, which the caller is from then on. A local that *counts* is an owner while it is assigned;
//! it is released where it is assigned anew and, by the one way out that every function has
//! (`codegen/function.rs`), at the end, however the function is left. So no check that fails needs to
//! know what there is to free.
//!
//! Most locals need no count. A local *borrows* if all that it is ever assigned is a parameter, a
//! constant, what borrows itself, or a view of an *anchor*: a variable that is assigned once, outside
//! of loops, and so keeps its memory to the end of the call. The rows of an array in a loop are
//! such.
//!
//! A nameless local is released behind its last use, and gives what it owns away where that is a copy
//! or a view, so that an expression holds its parts no longer than Python does.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::Unit;
use crate::ir::{Block, Function, Local, LocalDeclaration, Op, Operand, Stmt, StmtKind, ValueType};

/// Places the counting in every function of a unit.
pub fn count(unit: &mut Unit) {
    for function in &mut unit.functions {
        count_in(function);
    }
}

/// What a local is assigned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    /// Memory of its own: an allocation, the result of a call.
    Fresh,
    /// What a list has as a part: who reads it is one owner more, since that one may lose it.
    Held,
    /// Constant data, which nobody owns.
    Constant,
    /// The memory of another local.
    Of(Local),
}

#[derive(Clone, Debug, Default)]
struct Assignments {
    sources: Vec<Source>,
    in_loop: bool,
}

fn count_in(function: &mut Function) {
    let mut assignments = BTreeMap::new();
    collect(&function.locals, &function.body, false, &mut assignments);
    let counted = counted(function, &assignments);
    let gives = function.results.iter().any(|ty| matches!(ty, ValueType::Array { .. }));
    if counted.is_empty() && !gives {
        return;
    }
    let mut reads = BTreeMap::new();
    count_reads(&function.body, &mut reads);
    let single = |local: &Local| {
        let is_parameter = (local.0 as usize) < function.parameters;
        assignments.get(local).is_some_and(|it| it.sources.len() == 1 && !it.in_loop)
            && !is_parameter
    };
    let once = counted.iter().copied().filter(single).collect();
    let body = std::mem::take(&mut function.body);
    let locals = std::mem::take(&mut function.locals);
    let mut counter = Counter { locals, counted, once, reads };
    let mut body = counter.block(body);
    let Counter { locals, counted, .. } = counter;
    function.locals = locals;
    let parameters = function.parameters as u32;
    let location = body.first().map(|stmt| stmt.location);
    for parameter in counted.iter().filter(|local| local.0 < parameters) {
        // It is borrowed as it comes, and an owner like others when it is assigned anew.
        if let Some(location) = location {
            body.insert(0, Stmt { kind: StmtKind::Retain(*parameter), location });
        }
    }
    function.owners = counted.into_iter().collect();
    function.body = body;
}

fn is_array(locals: &[LocalDeclaration], local: Local) -> bool {
    let ty = locals.get(local.0 as usize).map(|declaration| declaration.ty);
    matches!(ty, Some(ValueType::Array { .. }))
}

fn is_nameless(locals: &[LocalDeclaration], local: Local) -> bool {
    locals.get(local.0 as usize).is_none_or(|declaration| declaration.name.is_empty())
}

/// What an operation that gives an array gives.
fn source(op: &Op) -> Source {
    match op {
        Op::Table(_) | Op::GlobalGenerator { .. } => Source::Constant,
        Op::ListAt { .. } => Source::Held,
        _ => match op.effects().views.first() {
            Some(array) => Source::Of(*array),
            None => Source::Fresh,
        },
    }
}

fn collect(
    locals: &[LocalDeclaration],
    block: &Block,
    in_loop: bool,
    found: &mut BTreeMap<Local, Assignments>,
) {
    for stmt in block {
        if let StmtKind::Assign { targets, op } = &stmt.kind {
            for target in targets.iter().filter(|target| is_array(locals, **target)) {
                let assignments: &mut Assignments = found.entry(*target).or_default();
                assignments.sources.push(source(op));
                assignments.in_loop |= in_loop;
            }
        }
        let in_loop = in_loop || matches!(stmt.kind, StmtKind::For { .. } | StmtKind::Loop { .. });
        for nested in stmt.kind.blocks() {
            collect(locals, nested, in_loop, found);
        }
    }
}

/// The locals that count: those that cannot borrow. The greatest set of borrowers is what is left
/// when one after the other is taken out.
fn counted(function: &Function, assignments: &BTreeMap<Local, Assignments>) -> BTreeSet<Local> {
    let mut counted: BTreeSet<Local> = BTreeSet::new();
    let is_anchor = |local: &Local| {
        let is_parameter = (local.0 as usize) < function.parameters;
        !is_parameter
            && !is_nameless(&function.locals, *local)
            && assignments.get(local).is_some_and(|it| it.sources.len() == 1 && !it.in_loop)
    };
    loop {
        let before = counted.len();
        for (local, found) in assignments {
            let borrows = found.sources.iter().all(|source| match source {
                Source::Fresh | Source::Held => false,
                Source::Constant => true,
                Source::Of(other) => !counted.contains(other) || is_anchor(other),
            });
            if !borrows {
                counted.insert(*local);
            }
        }
        if counted.len() == before {
            return counted;
        }
    }
}

fn count_reads(block: &Block, reads: &mut BTreeMap<Local, usize>) {
    for stmt in block {
        for operand in stmt.kind.operands() {
            if let Operand::Local(local) = operand {
                *reads.entry(local).or_default() += 1;
            }
        }
        stmt.kind.blocks().into_iter().for_each(|nested| count_reads(nested, reads));
    }
}

struct Counter {
    locals: Vec<LocalDeclaration>,
    counted: BTreeSet<Local>,
    /// Those of them that are assigned at one place, outside of loops.
    once: BTreeSet<Local>,
    /// How often each local is read in the function.
    reads: BTreeMap<Local, usize>,
}

impl Counter {
    fn block(&mut self, block: Block) -> Block {
        let last = self.last_uses(&block);
        let mut counted = Vec::with_capacity(block.len());
        for (index, mut stmt) in block.into_iter().enumerate() {
            for nested in stmt.kind.blocks_mut() {
                *nested = self.block(std::mem::take(nested));
            }
            let ended: BTreeSet<Local> = last.get(&index).into_iter().flatten().copied().collect();
            self.stmt(stmt, ended, &mut counted);
        }
        counted
    }

    /// For each statement the nameless locals that count and that nobody reads behind it: those that
    /// the block assigns, and that only the block reads, further down.
    fn last_uses(&self, block: &Block) -> BTreeMap<usize, Vec<Local>> {
        let mut assigned: BTreeMap<Local, (usize, usize)> = BTreeMap::new();
        let mut here: BTreeMap<Local, usize> = BTreeMap::new();
        for (index, stmt) in block.iter().enumerate() {
            let mut reads = BTreeMap::new();
            count_reads(std::slice::from_ref(stmt).to_vec().as_ref(), &mut reads);
            for (local, count) in reads {
                if let Some((_, last)) = assigned.get_mut(&local) {
                    *last = index;
                    *here.entry(local).or_default() += count;
                }
            }
            if let StmtKind::Assign { targets, .. } = &stmt.kind {
                for target in targets {
                    let is_ours = self.counted.contains(target)
                        && is_nameless(&self.locals, *target)
                        && is_array(&self.locals, *target);
                    if is_ours {
                        assigned.insert(*target, (index, index));
                    }
                }
            }
        }
        let mut ends: BTreeMap<usize, Vec<Local>> = BTreeMap::new();
        for (local, (_, last)) in assigned {
            let all = self.reads.get(&local).copied().unwrap_or(0);
            if here.get(&local).copied().unwrap_or(0) == all {
                ends.entry(last).or_default().push(local);
            }
        }
        ends
    }

    /// A statement with the counting around it; nobody reads the `ended` ones behind it.
    fn stmt(&mut self, stmt: Stmt, mut ended: BTreeSet<Local>, into: &mut Block) {
        let location = stmt.location;
        let mut push = |kind| into.push(Stmt { kind, location });
        let leaves = !crate::ir::stmt_falls_through(&stmt);
        match stmt.kind {
            StmtKind::Assign { targets, op } => {
                let given_away = match source(&op) {
                    Source::Of(array) if self.counts_one_of(&targets) => {
                        let moved = ended.remove(&array) && !targets.contains(&array);
                        if !moved {
                            push(StmtKind::Retain(array));
                        }
                        moved.then_some(array)
                    }
                    _ => None,
                };
                let is_held = source(&op) == Source::Held;
                let mut copies = Vec::new();
                let mut first = Vec::new();
                for target in targets {
                    if self.counted.contains(&target) && !self.once.contains(&target) {
                        let ty = self.locals[target.0 as usize].ty;
                        self.locals.push(LocalDeclaration { name: String::new(), ty });
                        let fresh = Local(self.locals.len() as u32 - 1);
                        first.push(fresh);
                        copies.push((target, fresh));
                    } else {
                        first.push(target);
                    }
                }
                push(StmtKind::Assign { targets: first.clone(), op });
                if is_held {
                    // A string has no owners that are counted.
                    let owned = first.into_iter().filter(|local| is_array(&self.locals, *local));
                    owned.for_each(|list| push(StmtKind::Retain(list)));
                }
                if let Some(array) = given_away {
                    push(StmtKind::Forget(array));
                }
                for (target, fresh) in copies {
                    push(StmtKind::Release(target));
                    let op = Op::Copy(Operand::Local(fresh));
                    push(StmtKind::Assign { targets: vec![target], op });
                }
            }
            StmtKind::Return(operands) => {
                let results = self.given_away(operands, &mut push);
                push(StmtKind::Return(results));
            }
            kind => push(kind),
        }
        if !leaves {
            ended.into_iter().for_each(|local| push(StmtKind::Release(local)));
        }
    }

    fn counts_one_of(&self, targets: &[Local]) -> bool {
        targets.iter().any(|target| self.counted.contains(target))
    }

    /// The results of a function: each is an owner. What a local of the function owns goes over to
    /// it.
    fn given_away(
        &mut self,
        operands: Vec<Operand>,
        push: &mut dyn FnMut(StmtKind),
    ) -> Vec<Operand> {
        let mut given: BTreeMap<Local, Local> = BTreeMap::new();
        let mut moved = Vec::new();
        let mut results = Vec::new();
        for operand in operands {
            let array = match operand {
                Operand::Local(local) if is_array(&self.locals, local) => local,
                _ => {
                    results.push(operand);
                    continue;
                }
            };
            if let Some(result) = given.get(&array) {
                push(StmtKind::Retain(array));
                results.push(Operand::Local(*result));
                continue;
            }
            if !self.counted.contains(&array) {
                push(StmtKind::Retain(array));
                results.push(operand);
                continue;
            }
            let ty = self.locals[array.0 as usize].ty;
            self.locals.push(LocalDeclaration { name: String::new(), ty });
            let result = Local(self.locals.len() as u32 - 1);
            given.insert(array, result);
            moved.push((result, array));
            results.push(Operand::Local(result));
        }
        for (result, array) in moved {
            let op = Op::Copy(Operand::Local(array));
            push(StmtKind::Assign { targets: vec![result], op });
            push(StmtKind::Forget(array));
        }
        results
    }
}
