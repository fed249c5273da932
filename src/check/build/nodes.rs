//! The simplest expressions: a node of any kind, a variable, a comparison of integers.

use crate::check::tree::{CompareDomain, Compared, Expr, ExprKind, Intrinsic, VariableId};
use crate::source::Span;
use crate::types::{Comparison, Type};

/// An expression of that kind, type and place.
pub fn node(kind: ExprKind, ty: Type, span: Span) -> Expr {
    Expr { kind, ty, span }
}

/// A variable as an expression.
pub fn variable(id: VariableId, ty: &Type, span: Span) -> Expr {
    node(ExprKind::Variable(id), ty.clone(), span)
}

/// An operation of the compiler on these arguments.
pub fn apply(intrinsic: Intrinsic, arguments: Vec<Expr>, ty: Type, span: Span) -> Expr {
    node(ExprKind::Intrinsic { intrinsic, arguments }, ty, span)
}

/// `left op right` of two `Int`s.
pub fn compared(left: Expr, op: Comparison, right: Expr, span: Span) -> Expr {
    let rest = vec![Compared { op, domain: CompareDomain::Integers, operand: right }];
    node(ExprKind::Compare { first: Box::new(left), rest }, Type::Bool, span)
}
