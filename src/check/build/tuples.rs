//! Tuples and their elements. Wherever a named tuple does what every tuple does, it is taken for the
//! tuple of its fields: both are held alike, so that nothing is to be done but to say so.

use super::nodes::node;
use super::places::is_place;
use crate::check::problem::{Built, refuse};
use crate::check::refusals::tuple_too_large;
use crate::check::tree::{Expr, ExprKind};
use crate::source::Span;
use crate::types::{MAX_SIZE, Type};

/// A tuple of these values.
pub fn tuple(elements: Vec<Expr>, span: Span) -> Expr {
    let ty = Type::Tuple(elements.iter().map(|element| element.ty.clone()).collect());
    node(ExprKind::Aggregate(elements), ty, span)
}

/// The same, refused where it is larger than what is compiled: each part becomes a variable.
pub fn checked_tuple(elements: Vec<Expr>, span: Span) -> Built<Expr> {
    match elements.iter().map(|element| element.ty.size()).sum::<usize>() > MAX_SIZE {
        true => refuse(tuple_too_large(span)),
        false => Ok(tuple(elements, span)),
    }
}

/// Whether each part of a tuple is at hand and evaluated once.
pub fn can_be_taken_apart(value: &Expr) -> bool {
    matches!(value.kind, ExprKind::Aggregate(_)) || is_place(value)
}

/// The parts of a tuple that is written out or can be read several times.
pub fn parts_of(value: Expr) -> Vec<Expr> {
    let span = value.span;
    match value.kind {
        ExprKind::Aggregate(elements) => elements,
        kind => {
            let types = value.ty.parts().unwrap_or_default();
            let whole = Box::new(Expr { kind, ty: value.ty, span });
            let part = |(index, ty)| node(ExprKind::Part { value: whole.clone(), index }, ty, span);
            types.into_iter().enumerate().map(part).collect()
        }
    }
}

/// The elements of a tuple that is written out or in a variable.
pub fn elements(expr: Expr) -> Option<Vec<Expr>> {
    let span = expr.span;
    match (expr.kind, expr.ty) {
        (ExprKind::Aggregate(elements), _) => Some(elements),
        (
            kind @ (ExprKind::Variable(_) | ExprKind::Part { .. }),
            ty @ (Type::Tuple(_) | Type::Named(_)),
        ) => {
            let types = ty.parts().unwrap_or_default();
            let tuple = Expr { kind, ty, span };
            if !is_place(&tuple) {
                return None;
            }
            let element = |(index, ty)| {
                let tuple = Box::new(tuple.clone());
                Expr { kind: ExprKind::Part { value: tuple, index }, ty, span }
            };
            Some(types.into_iter().enumerate().map(element).collect())
        }
        _ => None,
    }
}

/// The value as a plain tuple, if it is a named one.
pub fn plain(value: Expr) -> Expr {
    match &value.ty {
        Type::Named(named) => Expr { ty: Type::Tuple(named.types()), ..value },
        _ => value,
    }
}

/// The value with all named tuples in it as plain ones.
pub fn plain_throughout(value: Expr) -> Expr {
    Expr { ty: plain_type(&value.ty), ..value }
}

/// The type with all named tuples in it as plain ones.
pub fn plain_type(ty: &Type) -> Type {
    match ty {
        Type::Named(_) | Type::Tuple(_) => {
            Type::Tuple(ty.parts().iter().flatten().map(plain_type).collect())
        }
        Type::Optional(inner) => Type::Optional(Box::new(plain_type(inner))),
        _ => ty.clone(),
    }
}
