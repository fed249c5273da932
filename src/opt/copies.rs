//! Reads the original instead of a nameless copy, and computes into a variable instead of into a
//! copy of it. LLVM would do as much; this is for the one who reads KIR, and for a smaller unit.
//!
//! After `opt::ranges`, whose symbols are the locals that have one value only.

use std::collections::BTreeMap;

use super::ranges::assigned;
use crate::ir::{
    Block, Function, Local, LocalDeclaration, Op, Operand, Stmt, StmtKind, Unit, ValueType,
};

/// Propagates copies in every function of a unit.
pub fn propagate(unit: &mut Unit) {
    for function in &mut unit.functions {
        let mut body = std::mem::take(&mut function.body);
        replace(&function.locals, &mut body, &mut Originals::default());
        let mut reads = BTreeMap::new();
        count_reads(&body, &mut reads);
        coalesce(function, &reads, &mut body);
        function.body = body;
    }
}

/// What each copy is a copy of. The assignments are numbered as they are met: that says without a
/// search whether a copy or its original was assigned since.
#[derive(Default)]
struct Originals {
    /// For each copy, what it is a copy of, and the number of its assignment.
    of: BTreeMap<Local, (Operand, usize)>,
    /// The number of the last assignment of each local.
    last: BTreeMap<Local, usize>,
    /// The locals in the order of their assignments, with the number of the one before.
    log: Vec<(Local, Option<usize>)>,
    /// The copies in the order in which they were met.
    copies: Vec<Local>,
    count: usize,
}

impl Originals {
    fn assign(&mut self, local: Local) {
        self.count += 1;
        let before = self.last.insert(local, self.count);
        self.log.push((local, before));
    }

    fn add(&mut self, copy: Local, original: Operand) {
        self.of.insert(copy, (original, self.count));
        self.copies.push(copy);
    }

    fn get(&self, copy: Local) -> Option<Operand> {
        let (original, made) = self.of.get(&copy)?;
        let unchanged = |local: &Local| self.last.get(local).is_none_or(|last| last <= made);
        let valid = unchanged(&copy)
            && match original {
                Operand::Local(local) => unchanged(local),
                _ => true,
            };
        valid.then_some(*original)
    }

    /// Forgets the copies that were made since there were so many.
    fn leave(&mut self, copies: usize) {
        for copy in self.copies.drain(copies..) {
            self.of.remove(&copy);
        }
    }

    /// Takes back the assignments that were made since the log had that length; gives their locals.
    fn undo(&mut self, length: usize) -> Vec<Local> {
        let undone: Vec<_> = self.log.drain(length..).collect();
        for (local, before) in undone.iter().rev() {
            match before {
                Some(before) => self.last.insert(*local, *before),
                None => self.last.remove(local),
            };
        }
        undone.into_iter().map(|(local, _)| local).collect()
    }
}

fn replace(locals: &[LocalDeclaration], block: &mut Block, originals: &mut Originals) {
    for stmt in block {
        for operand in stmt.kind.operands_mut() {
            if let Operand::Local(local) = operand
                && let Some(original) = originals.get(*local)
            {
                *operand = original;
            }
        }
        if matches!(stmt.kind, StmtKind::For { .. } | StmtKind::Loop { .. }) {
            // A round comes after other rounds.
            let assigned = assigned(std::slice::from_ref(stmt));
            assigned.into_iter().for_each(|local| originals.assign(local));
        }
        match &mut stmt.kind {
            StmtKind::If { then, otherwise, .. } => {
                let length = originals.log.len();
                replace_nested(locals, then, originals);
                // Of one branch the other knows nothing.
                let assigned = originals.undo(length);
                replace_nested(locals, otherwise, originals);
                assigned.into_iter().for_each(|local| originals.assign(local));
            }
            StmtKind::Assign { targets, op } => {
                targets.iter().for_each(|target| originals.assign(*target));
                if let (Op::Copy(original), [copy]) = (op, targets.as_slice())
                    && is_nameless_scalar(locals, *copy)
                    && *original != Operand::Local(*copy)
                {
                    originals.add(*copy, *original);
                }
            }
            kind => {
                for nested in kind.blocks_mut() {
                    replace_nested(locals, nested, originals);
                }
            }
        }
    }
}

fn replace_nested(locals: &[LocalDeclaration], block: &mut Block, originals: &mut Originals) {
    let copies = originals.copies.len();
    replace(locals, block, originals);
    originals.leave(copies);
}

fn is_nameless_scalar(locals: &[LocalDeclaration], local: Local) -> bool {
    locals.get(local.0 as usize).is_some_and(|declaration| {
        declaration.name.is_empty() && matches!(declaration.ty, ValueType::Scalar(_))
    })
}

/// `t = op; x = t`, where nothing else reads `t`, becomes `x = op`.
fn coalesce(function: &Function, reads: &BTreeMap<Local, usize>, block: &mut Block) {
    let mut result: Block = Vec::with_capacity(block.len());
    for mut stmt in std::mem::take(block) {
        for nested in stmt.kind.blocks_mut() {
            coalesce(function, reads, nested);
        }
        match (result.last_mut(), &stmt.kind) {
            (
                Some(Stmt { kind: StmtKind::Assign { targets, .. }, .. }),
                StmtKind::Assign { targets: copies, op: Op::Copy(Operand::Local(copied)) },
            ) if targets.as_slice() == [*copied]
                && is_nameless_scalar(&function.locals, *copied)
                && reads.get(copied) == Some(&1) =>
            {
                targets.clone_from(copies);
            }
            _ => result.push(stmt),
        }
    }
    *block = result;
}

fn count_reads(block: &Block, reads: &mut BTreeMap<Local, usize>) {
    for stmt in block {
        for operand in stmt.kind.operands() {
            if let Operand::Local(local) = operand {
                *reads.entry(local).or_default() += 1;
            }
        }
        for nested in stmt.kind.blocks() {
            count_reads(nested, reads);
        }
    }
}
