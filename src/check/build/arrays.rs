//! Pieces that are made of arrays.

use super::constants::constant;
use super::nodes::{apply, node};
use crate::check::problem::Built;
use crate::check::tree::{Expr, ExprKind, Intrinsic};
use crate::source::Span;
use crate::types::{ArrayType, Constant, Type};

/// The length of an array along an axis.
pub fn length(array: &Expr, axis: u8, span: Span) -> Expr {
    node(ExprKind::Length { array: Box::new(array.clone()), axis }, Type::Int, span)
}

/// A view of the whole of an array that can be read again: another object for Python.
pub fn whole(array: Expr, ty: ArrayType, span: Span) -> Built<Expr> {
    let number = |value| constant(&Constant::Int(value), span);
    let count = length(&array, 0, span);
    let arguments = vec![array, number(0)?, count, number(1)?];
    Ok(apply(Intrinsic::Slice { axis: 0 }, arguments, Type::Array(ty), span))
}
