//! Lets Ctrl-C stop a long kernel: a `Poll` at the start of each round of the loops that can run
//! for long.
//!
//! `while` loops, and range loops around other loops or calls. An innermost range loop is left
//! alone: a poll would keep LLVM from making vector code of it.

use crate::ir::{Block, Op, Stmt, StmtKind, Unit};

/// Places the polls of every function of a unit.
pub fn place(unit: &mut Unit) {
    for function in &mut unit.functions {
        place_in(&mut function.body);
    }
}

fn place_in(block: &mut Block) {
    for stmt in block {
        let location = stmt.location;
        match &mut stmt.kind {
            StmtKind::Loop { body, .. } => {
                place_in(body);
                body.insert(0, Stmt { kind: StmtKind::Poll, location });
            }
            StmtKind::For { body, .. } if is_long(body) => {
                place_in(body);
                body.insert(0, Stmt { kind: StmtKind::Poll, location });
            }
            StmtKind::If { then, otherwise, .. } => {
                place_in(then);
                place_in(otherwise);
            }
            StmtKind::Labelled { body, .. } => place_in(body),
            _ => {}
        }
    }
}

/// Whether one round of a loop with that body can take long by itself.
fn is_long(body: &Block) -> bool {
    body.iter().any(|stmt| match &stmt.kind {
        StmtKind::For { .. } | StmtKind::Loop { .. } => true,
        StmtKind::Assign { op: Op::Call { .. }, .. } => true,
        other => other.blocks().into_iter().any(is_long),
    })
}
