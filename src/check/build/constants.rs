//! Values that are known when compiling as expressions.

use std::sync::Arc;

use super::blocks::instead_of;
use super::nodes::node;
use super::tuples::tuple;
use crate::check::problem::{Built, refuse};
use crate::check::refusals::{surrogate, tuple_too_large};
use crate::check::tree::{Expr, ExprKind};
use crate::source::Span;
use crate::types::{Constant, Container, FunctionId, KnownValue, MAX_SIZE, Scalar, Type};

/// A constant as an expression.
pub fn constant(value: &Constant, span: Span) -> Built<Expr> {
    let ty = match value {
        Constant::Bool(_) => Type::Bool,
        Constant::Int(_) => Type::Int,
        Constant::Float(_) => Type::Float,
        Constant::None => Type::None,
        Constant::Str(_) => Type::Str,
        Constant::Sized(scalar, value) => {
            return Ok(node(
                ExprKind::Constant(Constant::Float(*value)),
                Type::Sized(*scalar),
                span,
            ));
        }
        Constant::SizedInt(scalar, value) => {
            let value = match scalar {
                Scalar::Bool => Constant::Bool(*value != 0),
                _ => Constant::Int(*value),
            };
            return Ok(node(ExprKind::Constant(value), Type::Sized(*scalar), span));
        }
        Constant::Table(table) => Type::Array(table.ty),
        Constant::Complex(real, imag) => {
            let part = |value| constant(&Constant::Float(value), span);
            let parts = vec![part(*real)?, part(*imag)?];
            return Ok(node(ExprKind::Aggregate(parts), Type::Complex, span));
        }
        Constant::Tuple(values) if values.len() > MAX_SIZE => {
            let Some(table) = crate::scan::table(values, Container::Tuple) else {
                return refuse(tuple_too_large(span));
            };
            return constant(&Constant::Table(Arc::new(table)), span);
        }
        Constant::Tuple(values) => {
            let elements: Built<Vec<Expr>> =
                values.iter().map(|value| constant(value, span)).collect();
            let elements = elements?;
            let ty = Type::Tuple(elements.iter().map(|element| element.ty.clone()).collect());
            return Ok(node(ExprKind::Aggregate(elements), ty, span));
        }
    };
    Ok(node(ExprKind::Constant(value.clone()), ty, span))
}

/// An argument of a parameter that asks for a value that is known when compiling: as part of the
/// type, if it is one that decides types; else of a tuple each part.
pub fn as_known(value: Expr) -> Expr {
    let known = constant_of(&value).and_then(|it| KnownValue::of(&it));
    match known.filter(|known| known.ty() == value.ty) {
        Some(known) => {
            let ty = Type::Known(Box::new(known));
            node(ExprKind::Aggregate(Vec::new()), ty, value.span)
        }
        None => match (value.kind, &value.ty) {
            (ExprKind::Aggregate(parts), Type::Tuple(_)) => {
                tuple(parts.into_iter().map(as_known).collect(), value.span)
            }
            (kind, _) => Expr { kind, ..value },
        },
    }
}

/// The constant that an expression is, a tuple of constants included.
pub fn constant_of(value: &Expr) -> Option<Constant> {
    match &value.kind {
        ExprKind::Constant(constant) => Some(constant.clone()),
        ExprKind::Aggregate(parts) if matches!(value.ty, Type::Tuple(_)) => {
            parts.iter().map(constant_of).collect::<Option<_>>().map(Constant::Tuple)
        }
        _ => None,
    }
}

/// The member of an enumeration as the number that operators take it for.
pub fn as_number(value: Expr) -> Expr {
    let Type::Function(function) = &value.ty else { return value };
    let FunctionId::Member { value: number, .. } = &function.function else { return value };
    let number = ExprKind::Constant(Constant::Int(i128::from(*number)));
    let number = node(number, Type::Int, value.span);
    instead_of(value, number)
}

/// A string literal as an expression.
pub fn literal(text: &str, span: Span) -> Built<Expr> {
    match crate::scan::string(text) {
        Some(text) => Ok(node(ExprKind::Constant(Constant::Str(text)), Type::Str, span)),
        None => refuse(surrogate(span)),
    }
}

/// `True` or `False`.
pub fn boolean(value: bool, span: Span) -> Expr {
    node(ExprKind::Constant(Constant::Bool(value)), Type::Bool, span)
}

/// The value of a constant integer.
pub fn integer(value: &Expr) -> Option<i128> {
    match &value.kind {
        ExprKind::Constant(Constant::Int(value)) => Some(*value),
        _ => None,
    }
}
