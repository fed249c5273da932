//! Questions that need a look at every part of a typed function.

use std::collections::BTreeSet;

use crate::check::tree::{
    Expr, ExprKind, InstanceId, Iterable, Piece, Stmt, StmtKind, Target, TypedFunction, VariableId,
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
        Target::Element { .. } => {}
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
        Target::Element { array, indices } => std::iter::once(array).chain(indices).collect(),
        Target::Tuple { targets, .. } => targets.iter().flat_map(exprs_of_target).collect(),
    }
}

/// The variables that some statement assigns, those in blocks of expressions included.
pub fn assigned_by(stmts: &[Stmt], assigned: &mut BTreeSet<VariableId>) {
    assigned_by_statements(stmts, assigned);
    each_expr(stmts, &mut |expr| {
        if let ExprKind::Block { body, .. } = &expr.kind {
            assigned_by_statements(body, assigned);
        }
    });
}

/// The variables that evaluating the expressions assigns.
pub fn assigned_by_exprs(exprs: &[&Expr]) -> BTreeSet<VariableId> {
    let mut assigned = BTreeSet::new();
    for one in exprs {
        expr(one, &mut |inner| {
            if let ExprKind::Block { body, .. } = &inner.kind {
                assigned_by_statements(body, &mut assigned);
            }
        });
    }
    assigned
}

fn assigned_by_statements(stmts: &[Stmt], assigned: &mut BTreeSet<VariableId>) {
    for stmt in stmts {
        match &stmt.kind {
            StmtKind::Assign { targets, .. } => {
                for target in targets {
                    assigned_by_target(target, assigned);
                }
            }
            StmtKind::For { target, .. } => assigned_by_target(target, assigned),
            _ => {}
        }
        for block in blocks(stmt) {
            assigned_by_statements(block, assigned);
        }
    }
}

/// The blocks inside a statement.
fn blocks(stmt: &Stmt) -> Vec<&[Stmt]> {
    match &stmt.kind {
        StmtKind::If { body, orelse, .. }
        | StmtKind::While { body, orelse, .. }
        | StmtKind::For { body, orelse, .. } => vec![body, orelse],
        _ => Vec::new(),
    }
}

fn each_expr(stmts: &[Stmt], visit: &mut dyn FnMut(&Expr)) {
    for stmt in stmts {
        match &stmt.kind {
            StmtKind::Assign { targets, value } => {
                expr(value, visit);
                for one in targets {
                    target(one, visit);
                }
            }
            StmtKind::AugmentElement { array, indices, value, .. } => {
                expr(array, visit);
                exprs(indices, visit);
                expr(value, visit);
            }
            StmtKind::If { test, .. } | StmtKind::While { test, .. } => expr(test, visit),
            StmtKind::Assert { test, message } => {
                expr(test, visit);
                message.iter().for_each(|message| expr(message, visit));
            }
            StmtKind::Raise { arguments, .. } => {
                let values = arguments.iter().flat_map(|arguments| arguments.values());
                values.for_each(|value| expr(value, visit));
            }
            StmtKind::Print(arguments) => {
                arguments.values().into_iter().for_each(|value| expr(value, visit));
            }
            StmtKind::For { target: one, iterable, .. } => {
                match iterable {
                    Iterable::Range { start, stop, step } => {
                        for one in [start, stop, step] {
                            expr(one, visit);
                        }
                    }
                    Iterable::Array { array: one, .. } | Iterable::Tuple { tuple: one, .. } => {
                        expr(one, visit);
                    }
                }
                target(one, visit);
            }
            StmtKind::Return(Some(value)) | StmtKind::Expr(value) => expr(value, visit),
            StmtKind::Return(None) | StmtKind::Break | StmtKind::Continue | StmtKind::Delete(_) => {
            }
        }
        for block in blocks(stmt) {
            each_expr(block, visit);
        }
    }
}

fn target(one: &Target, visit: &mut dyn FnMut(&Expr)) {
    match one {
        Target::Variable(_) => {}
        Target::Element { array, indices } => {
            expr(array, visit);
            exprs(indices, visit);
        }
        Target::Tuple { targets, .. } => {
            for one in targets {
                target(one, visit);
            }
        }
    }
}

fn exprs(all: &[Expr], visit: &mut dyn FnMut(&Expr)) {
    for one in all {
        expr(one, visit);
    }
}

fn expr(one: &Expr, visit: &mut dyn FnMut(&Expr)) {
    visit(one);
    match &one.kind {
        ExprKind::Constant(_) | ExprKind::Variable(_) | ExprKind::Placeholder => {}
        ExprKind::Aggregate(values)
        | ExprKind::BoolOp { values, .. }
        | ExprKind::Call { arguments: values, .. }
        | ExprKind::Intrinsic { arguments: values, .. } => exprs(values, visit),
        ExprKind::Format(pieces) => {
            Piece::values(pieces).into_iter().for_each(|value| expr(value, visit));
        }
        ExprKind::Convert { value, .. }
        | ExprKind::Unary { value, .. }
        | ExprKind::Truth(value)
        | ExprKind::Not(value)
        | ExprKind::Part { value, .. }
        | ExprKind::Length { array: value, .. } => expr(value, visit),
        ExprKind::Binary { left, right, .. } => {
            expr(left, visit);
            expr(right, visit);
        }
        ExprKind::Compare { first, rest } => {
            expr(first, visit);
            for link in rest {
                expr(&link.operand, visit);
            }
        }
        ExprKind::Block { body, value } => {
            each_expr(body, visit);
            expr(value, visit);
        }
        ExprKind::IfExpr { test, body, orelse } => {
            for one in [test, body, orelse] {
                expr(one, visit);
            }
        }
        ExprKind::Element { array, indices } => {
            expr(array, visit);
            exprs(indices, visit);
        }
    }
}
