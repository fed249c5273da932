//! Which expressions can be evaluated twice, or later.

use crate::check::tree::{Expr, ExprKind, VariableId};

/// Whether evaluating the expression twice is the same as once: a variable or a part of one.
pub fn is_place(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Variable(_) | ExprKind::Constant(_) => true,
        ExprKind::Part { value: tuple, .. } => is_place(tuple),
        _ => false,
    }
}

/// Whether evaluating it neither fails nor has an effect.
pub fn is_simple(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Length { array, .. } => is_place(array),
        _ => is_place(expr),
    }
}

/// The variable that a simple expression reads.
pub fn variable_in(expr: &Expr) -> Option<VariableId> {
    match &expr.kind {
        ExprKind::Variable(id) => Some(*id),
        ExprKind::Part { value, .. } | ExprKind::Length { array: value, .. } => variable_in(value),
        _ => None,
    }
}

/// Whether reading the value twice, or later, is the same as reading it once, now.
pub fn is_repeatable(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Aggregate(elements) => elements.iter().all(is_repeatable),
        _ => is_simple(value),
    }
}
