//! Walking over every expression of a typed tree.

use crate::check::tree::{Expr, ExprKind, Iterable, Piece, Stmt, StmtKind, Target};

/// Calls `visit` on every expression of the statements, parts before the whole.
pub fn expressions(body: &mut [Stmt], visit: &mut dyn FnMut(&mut Expr)) {
    for stmt in body {
        match &mut stmt.kind {
            StmtKind::Assign { targets, value } => {
                expr(value, visit);
                targets.iter_mut().for_each(|item| target(item, visit));
            }
            StmtKind::AugmentElement { array, indices, value, .. } => {
                expr(array, visit);
                indices.exprs.iter_mut().for_each(|index| expr(index, visit));
                expr(value, visit);
            }
            StmtKind::If { test, body, orelse } | StmtKind::While { test, body, orelse } => {
                expr(test, visit);
                expressions(body, visit);
                expressions(orelse, visit);
            }
            StmtKind::For { target: item, iterable, body, orelse } => {
                match iterable {
                    Iterable::Range { start, stop, step } => {
                        [start, stop, step].into_iter().for_each(|bound| expr(bound, visit));
                    }
                    Iterable::Array { array: value, .. } | Iterable::Tuple { tuple: value, .. } => {
                        expr(value, visit);
                    }
                }
                target(item, visit);
                expressions(body, visit);
                expressions(orelse, visit);
            }
            StmtKind::Return(Some(value)) | StmtKind::Expr(value) => expr(value, visit),
            StmtKind::Assert { test, message } => {
                expr(test, visit);
                message.iter_mut().for_each(|message| expr(message, visit));
            }
            StmtKind::Raise { arguments, .. } => {
                let values = arguments.iter_mut().flat_map(|arguments| arguments.values_mut());
                values.for_each(|value| expr(value, visit));
            }
            StmtKind::Print(arguments) => {
                arguments.values_mut().into_iter().for_each(|value| expr(value, visit));
            }
            StmtKind::Assume(_)
            | StmtKind::Break
            | StmtKind::Continue
            | StmtKind::Delete(_)
            | StmtKind::Return(None) => {}
        }
    }
}

fn target(item: &mut Target, visit: &mut dyn FnMut(&mut Expr)) {
    match item {
        Target::Variable(_) => {}
        Target::Element { array, indices, stored } => {
            expr(array, visit);
            indices.exprs.iter_mut().for_each(|index| expr(index, visit));
            stored.iter_mut().for_each(|stored| expr(&mut stored.value, visit));
        }
        Target::Tuple { targets, .. } => {
            targets.iter_mut().for_each(|item| target(item, visit));
        }
    }
}

fn expr(item: &mut Expr, visit: &mut dyn FnMut(&mut Expr)) {
    match &mut item.kind {
        ExprKind::Constant(_)
        | ExprKind::Global(_)
        | ExprKind::Variable(_)
        | ExprKind::Placeholder => {}
        ExprKind::Aggregate(items)
        | ExprKind::BoolOp { values: items, .. }
        | ExprKind::Call { arguments: items, .. }
        | ExprKind::Intrinsic { arguments: items, .. } => {
            items.iter_mut().for_each(|item| expr(item, visit));
        }
        ExprKind::Format(pieces) => {
            Piece::values_mut(pieces).into_iter().for_each(|value| expr(value, visit));
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
            rest.iter_mut().for_each(|link| expr(&mut link.operand, visit));
        }
        ExprKind::Block { body, value } => {
            expressions(body, visit);
            expr(value, visit);
        }
        ExprKind::IfExpr { test, body, orelse } => {
            [test, body, orelse].into_iter().for_each(|item| expr(item, visit));
        }
        ExprKind::Element { array, indices } => {
            expr(array, visit);
            indices.exprs.iter_mut().for_each(|index| expr(index, visit));
        }
    }
    visit(item);
}
