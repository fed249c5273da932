//! Assignments of lists, and of tuples of numbers, to parts of arrays: `a[:2] = x, y`, `a[i] = [0, n]`.

use super::parts::{array_as_element, expect_dimensions};
use crate::check::body::Body;
use crate::check::build::{assignment, block, compared, constant, doing, length, parts_of};
use crate::check::problem::{Built, refuse};
use crate::check::rules::kinds::is_numpys;
use crate::check::tree::{Expr, Filling, Indices, Stmt, StmtKind, Target};
use crate::source::Span;
use crate::types::{ArrayType, Comparison, Constant, Type};

impl Body<'_> {
    /// Writes what NumPy makes an array of to a part of an array; both are evaluated.
    pub fn assign_sequence(
        &mut self,
        part: Expr,
        value: Expr,
        span: Span,
        mut body: Vec<Stmt>,
    ) -> Built<Option<StmtKind>> {
        let Type::Array(ty) = part.ty else { return refuse(array_as_element(span)) };
        if !is_numpys(&part.ty) {
            return refuse(array_as_element(span));
        }
        let part = self.bind(part, &mut body);
        if is_list_of_numbers(&value.ty) {
            let put = self.list_kernel("put_in_array", vec![part, value], span)?;
            body.push(doing(put, span));
        } else {
            let made = self.array_like_for(value.clone(), ty.element, span)?;
            expect_dimensions(&made, ty, span)?;
            let made = self.elements_as(made, ty.element, span)?;
            let kind =
                StmtKind::Fill { array: part.clone(), value: made, filling: Filling::Assignment };
            let whole = vec![Stmt { kind, span }];
            body.extend(match ty.ndim == 1 && !matches!(value.ty, Type::List(_)) {
                true => vec![self.each_or_all(&part, ty, value, whole, span)?],
                false => whole,
            });
        }
        Ok(Some(StmtKind::Expr(block(body, constant(&Constant::None, span)?, span))))
    }

    /// NumPy writes numbers one by one where there are as many as places; else it makes an array.
    fn each_or_all(
        &mut self,
        part: &Expr,
        ty: ArrayType,
        value: Expr,
        otherwise: Vec<Stmt>,
        span: Span,
    ) -> Built<Stmt> {
        let values = parts_of(value);
        let count = constant(&Constant::Int(values.len() as i128), span)?;
        let test = compared(length(part, 0, span), Comparison::Eq, count, span);
        let mut each = Vec::new();
        for (place, value) in values.into_iter().enumerate() {
            let exprs = vec![constant(&Constant::Int(place as i128), span)?];
            let (stored, value) = self.stored_later(value, ty)?;
            let target = Target::Element {
                array: part.clone(),
                indices: Indices { exprs, inside: 1 },
                stored,
            };
            each.push(assignment(target, value, span));
        }
        let kind = StmtKind::If { test, body: each, orelse: otherwise };
        Ok(Stmt { kind, span })
    }
}

/// Whether it is a list of numbers, not of rows.
fn is_list_of_numbers(ty: &Type) -> bool {
    match ty {
        Type::List(Some(element)) => {
            !matches!(**element, Type::List(_) | Type::Tuple(_) | Type::Named(_))
        }
        _ => false,
    }
}
