//! Views of arrays with their axes in another order.

use crate::check::body::Body;
use crate::check::build::{apply, behind, length};
use crate::check::problem::Built;
use crate::check::tree::{Expr, Intrinsic};
use crate::source::Span;
use crate::types::{ArrayType, Layout, Type};

impl Body<'_> {
    /// A view of an array with its axes in another order.
    pub fn permuted(&mut self, array: Expr, axes: &[usize], span: Span) -> Built<Expr> {
        let Type::Array(ty) = array.ty else { return Ok(array) };
        if axes.iter().copied().eq(0..axes.len()) {
            return Ok(array);
        }
        let mut body = Vec::new();
        let array = self.settle_one(array, &mut body);
        let mut arguments = vec![array.clone()];
        arguments.extend(axes.iter().map(|axis| length(&array, *axis as u8, span)));
        arguments.extend(axes.iter().map(|axis| {
            let intrinsic = Intrinsic::Stride { axis: *axis as u8 };
            apply(intrinsic, vec![array.clone()], Type::Int, span)
        }));
        let intrinsic = Intrinsic::Relaid { ndim: ty.ndim, is_view: true };
        let ty = Type::Array(ArrayType { layout: Layout::Strided, ..ty });
        Ok(behind(body, apply(intrinsic, arguments, ty, span)))
    }
}
