//! Questions that need a look at every part of a typed function.

use std::collections::BTreeSet;

use crate::check::tree::{
    Expr, ExprKind, InstanceId, Stmt, StmtKind, Target, TypedFunction, VariableId,
};
use crate::check::visit::{each_expr, each_stmt, each_stmt_of};

/// The instances that a function calls.
pub fn callees_of(function: &TypedFunction) -> BTreeSet<InstanceId> {
    let mut callees = BTreeSet::new();
    each_expr(&function.body, &mut |expr| {
        if let ExprKind::Call { callee, .. } = &expr.kind {
            callees.insert(*callee);
        }
    });
    callees
}

/// The variables that a target assigns.
pub fn assigned_by_target(target: &Target, assigned: &mut BTreeSet<VariableId>) {
    match target {
        Target::Variable(id) => {
            assigned.insert(*id);
        }
        Target::Element { stored, .. } => {
            assigned.extend(stored.iter().map(|stored| stored.variable));
        }
        Target::Tuple { targets, .. } => {
            for target in targets {
                assigned_by_target(target, assigned);
            }
        }
    }
}

/// The expressions that a target evaluates.
pub fn exprs_of_target(target: &Target) -> Vec<&Expr> {
    match target {
        Target::Variable(_) => Vec::new(),
        Target::Element { array, indices, stored } => {
            let stored = stored.iter().map(|stored| &stored.value);
            std::iter::once(array).chain(&indices.exprs).chain(stored).collect()
        }
        Target::Tuple { targets, .. } => targets.iter().flat_map(exprs_of_target).collect(),
    }
}

/// The variables that some statement assigns, those in blocks of expressions included.
pub fn assigned_by(stmts: &[Stmt], assigned: &mut BTreeSet<VariableId>) {
    each_stmt(stmts, &mut |stmt| assigned_by_stmt(stmt, assigned));
}

/// The variables that evaluating the expressions assigns.
pub fn assigned_by_exprs(exprs: &[&Expr]) -> BTreeSet<VariableId> {
    let mut assigned = BTreeSet::new();
    for one in exprs {
        each_stmt_of(one, &mut |stmt| assigned_by_stmt(stmt, &mut assigned));
    }
    assigned
}

fn assigned_by_stmt(stmt: &Stmt, assigned: &mut BTreeSet<VariableId>) {
    match &stmt.kind {
        StmtKind::Assign { targets, .. } => {
            for target in targets {
                assigned_by_target(target, assigned);
            }
        }
        StmtKind::For { target, .. } => assigned_by_target(target, assigned),
        _ => {}
    }
}
