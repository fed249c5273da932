//! Parameters whose lengths or order are declared.

use super::arrays::length;
use super::constants::constant;
use super::nodes::apply;
use crate::check::problem::Built;
use crate::check::tree::{Expr, Intrinsic};
use crate::source::Span;
use crate::types::{Constant, Layout, ShapedType, Type};

/// The array that a parameter is, the same object, with the lengths and strides that are declared as
/// constants. `given` is the parameter as an array, a variable.
pub fn of_declared_shape(given: &Expr, shaped: &ShapedType, span: Span) -> Built<Expr> {
    let number = |value: i64| constant(&Constant::Int(value.into()), span);
    let axes = (0..).zip(&shaped.lengths);
    let lengths = axes.map(|(axis, length_said)| match length_said {
        Some(length_said) => number(*length_said),
        None => Ok(length(given, axis, span)),
    });
    let mut arguments = vec![given.clone()];
    arguments.extend(lengths.collect::<Built<Vec<Expr>>>()?);
    if shaped.array.layout == Layout::Strided {
        for axis in 0..shaped.array.ndim {
            arguments.push(match axis {
                0 if shaped.in_fortran_order => number(shaped.array.element.size().into())?,
                _ => apply(Intrinsic::Stride { axis }, vec![given.clone()], Type::Int, span),
            });
        }
    }
    let intrinsic = Intrinsic::Relaid { ndim: shaped.array.ndim, is_view: false };
    Ok(apply(intrinsic, arguments, Type::Array(shaped.array), span))
}
