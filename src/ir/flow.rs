//! Where control goes: into which functions, and behind a statement. Relies on the invariant that
//! nothing follows a statement that leaves its block.

use std::collections::BTreeSet;

use super::{Block, Function, FunctionId, Label, Local, Operand, Stmt, StmtKind};

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
        found.extend(stmt.kind.effects().calls);
        for nested in stmt.kind.blocks() {
            found.append(&mut callees(nested));
        }
    }
    found
}

/// The number of statements, those inside of others included.
pub fn statements(block: &[Stmt]) -> usize {
    let nested = |stmt: &Stmt| -> usize {
        stmt.kind.blocks().into_iter().map(|block| statements(block)).sum()
    };
    block.iter().map(|stmt| 1 + nested(stmt)).sum()
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

/// The locals that have more than one value in a call, as far as the text tells: those that several
/// statements assign, and parameters that one does.
pub fn assigned_several_times(function: &Function) -> BTreeSet<Local> {
    let mut once: BTreeSet<Local> = (0..function.parameters as u32).map(Local).collect();
    let mut several = BTreeSet::new();
    count_assignments(&function.body, &mut |local| {
        if !once.insert(local) {
            several.insert(local);
        }
    });
    several
}

fn count_assignments(block: &Block, assign: &mut impl FnMut(Local)) {
    for stmt in block {
        match &stmt.kind {
            StmtKind::Assign { targets, .. } => targets.iter().copied().for_each(&mut *assign),
            StmtKind::For { variable, .. } => assign(*variable),
            _ => {}
        }
        for nested in stmt.kind.blocks() {
            count_assignments(nested, assign);
        }
    }
}

/// The locals that may be read before they are assigned, as far as the nesting of blocks tells: a
/// read of any other stands behind an assignment in its own block or in one around it.
pub fn read_before_assigned(function: &Function) -> BTreeSet<Local> {
    let mut reads = Reads { assigned: vec![false; function.locals.len()], ..Reads::default() };
    for parameter in reads.assigned.iter_mut().take(function.parameters) {
        *parameter = true;
    }
    reads.block(&function.body);
    reads.early
}

#[derive(Default)]
struct Reads {
    /// Whether each local is assigned in this block or in one around it.
    assigned: Vec<bool>,
    /// The locals that got assigned, in order.
    order: Vec<Local>,
    early: BTreeSet<Local>,
}

impl Reads {
    fn block(&mut self, block: &Block) {
        let outside = self.order.len();
        for stmt in block {
            for operand in stmt.kind.operands() {
                if let Operand::Local(local) = operand
                    && self.assigned.get(local.0 as usize) != Some(&true)
                {
                    self.early.insert(local);
                }
            }
            match &stmt.kind {
                StmtKind::Assign { targets, .. } => {
                    targets.iter().for_each(|target| self.assign(*target));
                }
                StmtKind::For { variable, body, .. } => {
                    let outside = self.order.len();
                    self.assign(*variable);
                    self.block(body);
                    self.leave(outside);
                }
                kind => kind.blocks().into_iter().for_each(|block| self.block(block)),
            }
        }
        self.leave(outside);
    }

    fn assign(&mut self, local: Local) {
        if let Some(flag) = self.assigned.get_mut(local.0 as usize)
            && !std::mem::replace(flag, true)
        {
            self.order.push(local);
        }
    }

    /// Of what was assigned in a block nothing is known behind it.
    fn leave(&mut self, outside: usize) {
        for local in self.order.drain(outside..) {
            if let Some(flag) = self.assigned.get_mut(local.0 as usize) {
                *flag = false;
            }
        }
    }
}
