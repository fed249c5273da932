//! Reads the original instead of a nameless copy, and computes into a variable instead of into a
//! copy of it. LLVM would do as much; this is for the one who reads KIR, and for a smaller unit.
//!
//! After `opt::ranges`, whose symbols are the locals that have one value only.

use std::collections::{BTreeMap, BTreeSet};

use super::ranges::assigned;
use crate::ir::{
    Block, Function, Local, LocalDeclaration, Op, Operand, Stmt, StmtKind, Unit, ValueType,
};

/// Propagates copies in every function of a unit.
pub fn propagate(unit: &mut Unit) {
    for function in &mut unit.functions {
        let mut body = std::mem::take(&mut function.body);
        replace(&function.locals, &mut body, &mut Originals::new());
        let mut reads = BTreeMap::new();
        count_reads(&body, &mut reads);
        coalesce(function, &reads, &mut body);
        function.body = body;
    }
}

/// What each copy is a copy of, as long as neither has been assigned again.
type Originals = BTreeMap<Local, Operand>;

fn replace(locals: &[LocalDeclaration], block: &mut Block, originals: &mut Originals) {
    for stmt in block {
        for operand in stmt.kind.operands_mut() {
            substitute(operand, originals);
        }
        if matches!(stmt.kind, StmtKind::For { .. } | StmtKind::Loop { .. }) {
            // A round comes after other rounds.
            forget(originals, &assigned(std::slice::from_ref(stmt)));
        }
        for nested in stmt.kind.blocks_mut() {
            replace(locals, nested, &mut originals.clone());
        }
        forget(originals, &assigned(std::slice::from_ref(stmt)));
        if let StmtKind::Assign { targets, op: Op::Copy(original) } = &stmt.kind
            && let [copy] = targets.as_slice()
            && is_nameless_scalar(locals, *copy)
            && *original != Operand::Local(*copy)
        {
            originals.insert(*copy, *original);
        }
    }
}

fn substitute(operand: &mut Operand, originals: &Originals) {
    if let Operand::Local(local) = operand
        && let Some(original) = originals.get(local)
    {
        *operand = *original;
    }
}

fn forget(originals: &mut Originals, assigned: &BTreeSet<Local>) {
    originals.retain(|copy, original| {
        let stale = matches!(original, Operand::Local(local) if assigned.contains(local));
        !stale && !assigned.contains(copy)
    });
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
