//! Expressions that do something before they give their value.

use super::nodes::node;
use super::places::is_simple;
use crate::check::tree::{Expr, ExprKind, Stmt, StmtKind};
use crate::source::Span;

/// Statements, then a value.
pub fn block(body: Vec<Stmt>, value: Expr, span: Span) -> Expr {
    let ty = value.ty.clone();
    node(ExprKind::Block { body, value: Box::new(value) }, ty, span)
}

/// An answer that the type of a value tells: the value is evaluated all the same, since that may
/// fail, as the reading of an unassigned variable does, or have effects.
pub fn instead_of(value: Expr, answer: Expr) -> Expr {
    if is_inert(&value) {
        return answer;
    }
    let span = answer.span;
    block(vec![Stmt { kind: StmtKind::Expr(value), span }], answer, span)
}

/// Whether evaluating the expression does nothing but give its value.
fn is_inert(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Aggregate(parts) => parts.iter().all(is_inert),
        _ => is_simple(expr),
    }
}

/// The value behind statements; alone if there are none.
pub fn behind(body: Vec<Stmt>, value: Expr) -> Expr {
    let span = value.span;
    if body.is_empty() { value } else { block(body, value, span) }
}
