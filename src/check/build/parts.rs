//! One part of a value that has parts.

use super::nodes::node;
use crate::check::tree::{Expr, ExprKind};
use crate::source::Span;
use crate::types::Type;

/// The field of that name of a named tuple.
pub fn field(value: &Expr, name: &str, span: Span) -> Option<Expr> {
    let Type::Named(named) = &value.ty else { return None };
    let index = named.position(name)?;
    let (_, ty) = named.fields.get(index)?;
    Some(node(ExprKind::Part { value: Box::new(value.clone()), index }, ty.clone(), span))
}

/// The value of an expression of type `X | None` that is an `X` here.
pub fn payload(value: Expr, inner: &Type) -> Expr {
    let span = value.span;
    node(ExprKind::Part { value: Box::new(value), index: 1 }, inner.clone(), span)
}

/// Whether a value that may be `None` is one; it can be evaluated twice.
pub fn is_some(value: Expr, span: Span) -> Expr {
    node(ExprKind::Part { value: Box::new(value), index: 0 }, Type::Bool, span)
}

/// `.real` or `.imag` of a complex number.
pub fn complex_part(value: &Expr, name: &str, span: Span) -> Option<Expr> {
    let index = ["real", "imag"].iter().position(|part| *part == name)?;
    let ty = value.ty.parts()?.into_iter().nth(index)?;
    let kind = ExprKind::Part { value: Box::new(value.clone()), index };
    Some(node(kind, ty, span))
}
