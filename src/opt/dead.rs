//! Removes assignments whose results nobody reads, such as the lengths that only a check looked
//! at. Once checks are placed every operation but a call is free of effects.

use std::collections::BTreeSet;

use crate::ir::{Block, Local, Op, Operand, Stmt, StmtKind, Unit};

/// Removes dead assignments from every function of a unit whose checks are placed.
pub fn remove(unit: &mut Unit) {
    for function in &mut unit.functions {
        loop {
            let mut read = BTreeSet::new();
            collect(&function.body, &mut read);
            if !sweep(&mut function.body, &read) {
                break;
            }
        }
    }
}

/// Whether anything was removed.
fn sweep(block: &mut Block, read: &BTreeSet<Local>) -> bool {
    let before = block.len();
    block.retain(|stmt| match &stmt.kind {
        StmtKind::Assign { op: Op::Call { .. }, .. } => true,
        StmtKind::Assign { targets, .. } => targets.iter().any(|target| read.contains(target)),
        StmtKind::If { then, otherwise, .. } => !then.is_empty() || !otherwise.is_empty(),
        _ => true,
    });
    let mut removed = block.len() < before;
    for stmt in block {
        for nested in nested_blocks(stmt) {
            removed |= sweep(nested, read);
        }
    }
    removed
}

fn nested_blocks(stmt: &mut Stmt) -> Vec<&mut Block> {
    match &mut stmt.kind {
        StmtKind::If { then, otherwise, .. } => vec![then, otherwise],
        StmtKind::For { body, .. }
        | StmtKind::Loop { body, .. }
        | StmtKind::Labelled { body, .. } => vec![body],
        _ => Vec::new(),
    }
}

fn collect(block: &Block, read: &mut BTreeSet<Local>) {
    let mut use_of = |operand: &Operand| {
        if let Operand::Local(local) = operand {
            read.insert(*local);
        }
    };
    for stmt in block {
        match &stmt.kind {
            StmtKind::Assign { op, .. } => op.operands().iter().for_each(&mut use_of),
            StmtKind::Store { array, indices, value, .. } => {
                use_of(&Operand::Local(*array));
                indices.iter().for_each(&mut use_of);
                use_of(value);
            }
            StmtKind::Check { failed, operands, .. } => {
                use_of(failed);
                operands.iter().for_each(&mut use_of);
            }
            StmtKind::If { condition, .. } => use_of(condition),
            StmtKind::For { start, stop, step, .. } => {
                [start, stop, step].into_iter().for_each(&mut use_of);
            }
            StmtKind::Return(values) => values.iter().for_each(&mut use_of),
            StmtKind::ReadBound(flag) => use_of(&Operand::Local(*flag)),
            _ => {}
        }
    }
    for stmt in block {
        match &stmt.kind {
            StmtKind::If { then, otherwise, .. } => {
                collect(then, read);
                collect(otherwise, read);
            }
            StmtKind::For { body, .. }
            | StmtKind::Loop { body, .. }
            | StmtKind::Labelled { body, .. } => collect(body, read),
            _ => {}
        }
    }
}
