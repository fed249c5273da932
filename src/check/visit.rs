//! Looking at every statement and expression of a typed tree, without changing it.

use crate::check::tree::{Expr, ExprKind, Iterable, Piece, Stmt, StmtKind, Target};

/// Calls `visit` on every statement, those in blocks of expressions included.
pub fn each_stmt(stmts: &[Stmt], visit: &mut dyn FnMut(&Stmt)) {
    statements(stmts, visit);
    each_expr(stmts, &mut |expr| {
        if let ExprKind::Block { body, .. } = &expr.kind {
            statements(body, visit);
        }
    });
}

/// The same for the statements in an expression.
pub fn each_stmt_of(one: &Expr, visit: &mut dyn FnMut(&Stmt)) {
    expr(one, &mut |inner| {
        if let ExprKind::Block { body, .. } = &inner.kind {
            statements(body, visit);
        }
    });
}

fn statements(stmts: &[Stmt], visit: &mut dyn FnMut(&Stmt)) {
    for stmt in stmts {
        visit(stmt);
        for block in blocks(stmt) {
            statements(block, visit);
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

/// Calls `visit` on every expression of the statements, the whole before its parts.
pub fn each_expr(stmts: &[Stmt], visit: &mut dyn FnMut(&Expr)) {
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
                exprs(&indices.exprs, visit);
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
            StmtKind::Return(None)
            | StmtKind::Assume(_)
            | StmtKind::Break
            | StmtKind::Continue
            | StmtKind::Delete(_) => {}
        }
        for block in blocks(stmt) {
            each_expr(block, visit);
        }
    }
}

fn target(one: &Target, visit: &mut dyn FnMut(&Expr)) {
    match one {
        Target::Variable(_) => {}
        Target::Element { array, indices, stored } => {
            expr(array, visit);
            exprs(&indices.exprs, visit);
            stored.iter().for_each(|stored| expr(&stored.value, visit));
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
        ExprKind::Constant(_)
        | ExprKind::Global(_)
        | ExprKind::Variable(_)
        | ExprKind::Placeholder => {}
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
            exprs(&indices.exprs, visit);
        }
    }
}
