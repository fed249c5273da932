//! Where control goes: into which functions, and behind a statement. Relies on the invariant that
//! nothing follows a statement that leaves its block.

use std::collections::BTreeSet;

use super::{Block, FunctionId, Label, Op, Stmt, StmtKind};

impl StmtKind {
    /// The blocks inside a statement.
    pub fn blocks(&self) -> Vec<&Block> {
        match self {
            StmtKind::If { then, otherwise, .. } => vec![then, otherwise],
            StmtKind::For { body, .. }
            | StmtKind::Loop { body, .. }
            | StmtKind::Labelled { body, .. } => vec![body],
            _ => Vec::new(),
        }
    }

    /// The blocks inside a statement.
    pub fn blocks_mut(&mut self) -> Vec<&mut Block> {
        match self {
            StmtKind::If { then, otherwise, .. } => vec![then, otherwise],
            StmtKind::For { body, .. }
            | StmtKind::Loop { body, .. }
            | StmtKind::Labelled { body, .. } => vec![body],
            _ => Vec::new(),
        }
    }
}

/// The functions that a block calls.
pub fn callees(block: &[Stmt]) -> BTreeSet<FunctionId> {
    let mut found = BTreeSet::new();
    for stmt in block {
        if let StmtKind::Assign { op: Op::Call { function, .. }, .. } = &stmt.kind {
            found.insert(*function);
        }
        for nested in stmt.kind.blocks() {
            found.append(&mut callees(nested));
        }
    }
    found
}

/// Whether control can reach the end of the block.
pub fn falls_through(block: &[Stmt]) -> bool {
    block.last().is_none_or(stmt_falls_through)
}

/// Whether control can go on behind the statement.
pub fn stmt_falls_through(stmt: &Stmt) -> bool {
    match &stmt.kind {
        StmtKind::Break(_)
        | StmtKind::Continue(_)
        | StmtKind::Return(_)
        | StmtKind::Raise { .. } => false,
        StmtKind::If { then, otherwise, .. } => falls_through(then) || falls_through(otherwise),
        StmtKind::Loop { label, body } => breaks_to(*label, body),
        StmtKind::Labelled { label, body } => falls_through(body) || breaks_to(*label, body),
        _ => true,
    }
}

/// Whether some `Break` in the block names the label.
pub fn breaks_to(label: Label, block: &[Stmt]) -> bool {
    block.iter().any(|stmt| match &stmt.kind {
        StmtKind::Break(target) => *target == label,
        other => other.blocks().into_iter().any(|block| breaks_to(label, block)),
    })
}
