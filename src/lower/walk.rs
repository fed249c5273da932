//! Questions that need a look at every part of a typed function.

use std::collections::BTreeSet;

use crate::check::traverse::{each_expr, each_stmt, each_stmt_of_expr, each_stmt_of_target};
use crate::check::tree::{
    Expr, ExprKind, InstanceId, Stmt, StmtKind, Target, TypedFunction, VariableId,
};

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

/// The variables that evaluating the array and the indices of a target assigns.
pub fn assigned_inside_target(target: &Target, assigned: &mut BTreeSet<VariableId>) {
    each_stmt_of_target(target, &mut |stmt| assigned_by_stmt(stmt, assigned));
}

/// The variables that some statement assigns, those in blocks of expressions included.
pub fn assigned_by(stmts: &[Stmt], assigned: &mut BTreeSet<VariableId>) {
    each_stmt(stmts, &mut |stmt| assigned_by_stmt(stmt, assigned));
}

/// The variables that evaluating the expressions assigns.
pub fn assigned_by_exprs(exprs: &[&Expr]) -> BTreeSet<VariableId> {
    let mut assigned = BTreeSet::new();
    for one in exprs {
        each_stmt_of_expr(one, &mut |stmt| assigned_by_stmt(stmt, &mut assigned));
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
        StmtKind::InParts(parts) => assigned.extend([parts.size, parts.first, parts.part]),
        _ => {}
    }
}
