//! Truths: `not`, all and any of several, and tests that are decided when compiling.

use super::arrays::element_alone;
use super::blocks::instead_of;
use super::constants::{as_number, constant};
use super::lists::list_length;
use super::nodes::{compared, node};
use super::tuples::plain;
use crate::check::problem::Built;
use crate::check::refusals::no_array_truth;
use crate::check::tree::{Expr, ExprKind, Stmt, StmtKind};
use crate::source::Span;
use crate::types::{Comparison, Constant, Type};

/// The truth of a value, a `Bool`.
pub fn truth(value: Expr) -> Built<Expr> {
    let value = element_alone(as_number(plain(value)));
    no_array_truth(&value)?;
    if let Type::Function(_) | Type::None | Type::Generator = value.ty {
        let answer = constant(&Constant::Bool(value.ty != Type::None), value.span)?;
        return Ok(instead_of(value, answer));
    }
    if value.ty == Type::Bool {
        return Ok(value);
    }
    if let Type::List(_) = value.ty {
        let span = value.span;
        let zero = constant(&Constant::Int(0), span)?;
        return Ok(compared(list_length(value, span), Comparison::Ne, zero, span));
    }
    let span = value.span;
    Ok(node(ExprKind::Truth(Box::new(value)), Type::Bool, span))
}

/// `not value` of a `Bool`, as it stands.
pub fn not(value: Expr) -> Expr {
    let span = value.span;
    node(ExprKind::Not(Box::new(value)), Type::Bool, span)
}

/// The same, known where the value is.
pub fn negated(value: Expr) -> Expr {
    let span = value.span;
    match value.kind {
        ExprKind::Constant(Constant::Bool(truth)) => {
            node(ExprKind::Constant(Constant::Bool(!truth)), Type::Bool, span)
        }
        _ => not(value),
    }
}

/// All of some `Bool`s, without those that are known.
pub fn all(values: Vec<Expr>, span: Span) -> Expr {
    decide(values, true, span)
}

/// Any of some `Bool`s, without those that are known.
pub fn any(values: Vec<Expr>, span: Span) -> Expr {
    decide(values, false, span)
}

fn decide(values: Vec<Expr>, and: bool, span: Span) -> Expr {
    let mut left = Vec::new();
    for value in values {
        match value.kind {
            ExprKind::Constant(Constant::Bool(truth)) if truth == and => {}
            ExprKind::Constant(Constant::Bool(_)) => {
                left.push(value);
                break;
            }
            _ => left.push(value),
        }
    }
    match left.len() {
        0 => node(ExprKind::Constant(Constant::Bool(and)), Type::Bool, span),
        1 => left.remove(0),
        _ => node(ExprKind::BoolOp { and, values: left }, Type::Bool, span),
    }
}

/// The truth of a test that is known when compiling.
pub fn decided(test: &Expr) -> Option<bool> {
    match &test.kind {
        ExprKind::Constant(Constant::Bool(truth)) => Some(*truth),
        ExprKind::Constant(Constant::Int(value)) => Some(*value != 0),
        ExprKind::Constant(Constant::Float(value)) => Some(*value != 0.0),
        ExprKind::Constant(Constant::None) => Some(false),
        ExprKind::Not(value) => decided(value).map(|truth| !truth),
        ExprKind::Truth(value) => decided(value),
        // The first that is not neutral decides.
        ExprKind::BoolOp { and, values } => {
            let mut answers = values.iter().map(decided);
            answers.find(|answer| *answer != Some(*and)).unwrap_or(Some(*and))
        }
        _ => None,
    }
}

/// The same for a test that does something before its truth, which is known.
pub fn decided_at_last(test: &Expr) -> Option<bool> {
    match &test.kind {
        ExprKind::Block { value, .. } | ExprKind::Truth(value) => decided_at_last(value),
        ExprKind::Not(value) => decided_at_last(value).map(|truth| !truth),
        _ => decided(test),
    }
}

/// What evaluating a decided test does beside giving its truth.
pub fn evaluated(test: &Expr) -> Vec<Stmt> {
    match &test.kind {
        ExprKind::Constant(_) => Vec::new(),
        ExprKind::Not(value) | ExprKind::Truth(value) => evaluated(value),
        ExprKind::BoolOp { .. } => Vec::new(),
        _ => vec![Stmt { kind: StmtKind::Expr(test.clone()), span: test.span }],
    }
}
