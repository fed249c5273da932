//! Pieces that are made of arrays.

use super::constants::constant;
use super::nodes::{apply, node};
use crate::check::problem::Built;
use crate::check::tree::{Expr, ExprKind, Indices, Intrinsic};
use crate::source::Span;
use crate::types::{ArrayType, Constant, Type};

/// The length of an array along an axis.
pub fn length(array: &Expr, axis: u8, span: Span) -> Expr {
    node(ExprKind::Length { array: Box::new(array.clone()), axis }, Type::Int, span)
}

/// The element of an array without dimensions; any other value as it is.
pub fn element_alone(value: Expr) -> Expr {
    match value.ty {
        Type::Array(ty) if ty.ndim == 0 => {
            let span = value.span;
            let indices = Indices { exprs: Vec::new(), inside: 0 };
            node(ExprKind::Element { array: Box::new(value), indices }, ty.element_type(), span)
        }
        _ => value,
    }
}

/// A view of the whole of an array that can be read again: another object for Python.
pub fn whole(array: Expr, ty: ArrayType, span: Span) -> Built<Expr> {
    let number = |value| constant(&Constant::Int(value), span);
    if ty.ndim == 0 {
        // The only row of a view with an axis.
        let line = Type::Array(ArrayType { ndim: 1, ..ty });
        let line = apply(Intrinsic::NewAxis { axis: 0 }, vec![array], line, span);
        let arguments = vec![line, number(0)?];
        return Ok(apply(Intrinsic::Row { axis: 0 }, arguments, Type::Array(ty), span));
    }
    let count = length(&array, 0, span);
    let arguments = vec![array, number(0)?, count, number(1)?];
    Ok(apply(Intrinsic::Slice { axis: 0 }, arguments, Type::Array(ty), span))
}
