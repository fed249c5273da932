//! Removes assignments whose results nobody reads, such as the lengths that only a check looked
//! at. Once checks are placed every operation but a call is free of effects.

use std::collections::BTreeSet;

use crate::ir::{Block, Local, Op, Operand, StmtKind, Unit};

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
        for nested in stmt.kind.blocks_mut() {
            removed |= sweep(nested, read);
        }
    }
    removed
}

fn collect(block: &Block, read: &mut BTreeSet<Local>) {
    for stmt in block {
        read.extend(stmt.kind.operands().into_iter().filter_map(|operand| match operand {
            Operand::Local(local) => Some(local),
            _ => None,
        }));
        for nested in stmt.kind.blocks() {
            collect(nested, read);
        }
    }
}
