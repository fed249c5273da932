//! `in` and `not in`, alone and in chains.

use rustpython_ast::{CmpOp, ExprCompare};

use crate::check::body::Body;
use crate::check::build::{
    all, any, behind, constant, is_repeatable, is_some, negated, parts_of, payload, truth,
};
use crate::check::library;
use crate::check::problem::{Built, Problem, refuse};
use crate::check::refusals::{described, identity, no_none, string_operation};
use crate::check::rules::comparison::Identity;
use crate::check::rules::convert::{convert, to_index};
use crate::check::rules::kinds::may_be_none;
use crate::check::tree::Expr;
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{ArrayType, Constant, Container, Conversion, Scalar, Type};

/// Whether `in` of that type raises TypeError for what is no integer.
fn takes_bytes(ty: &Type) -> bool {
    let bytes = |container| matches!(container, Container::Bytes | Container::Bytearray);
    matches!(ty, Type::Array(array) if bytes(array.container))
}

impl Body<'_> {
    /// A chain with `in`: every operand is put into a variable where it is not one, none behind a
    /// link that is false.
    pub fn membership(&mut self, ast: &ExprCompare) -> Built<Expr> {
        let span: Span = ast.range.into();
        if let ([op @ (CmpOp::In | CmpOp::NotIn)], [iterator]) = (&*ast.ops, &*ast.comparators)
            && self.is_iterator(iterator)
        {
            let value = self.expr(&ast.left)?;
            let is_there = self.is_among(value, iterator, span)?;
            return Ok(if *op == CmpOp::In { is_there } else { negated(is_there) });
        }
        let mut left = self.expr(&ast.left)?;
        let rest: Built<Vec<Expr>> = ast.comparators.iter().map(|it| self.expr(it)).collect();
        let rest = rest?;
        let repeatable = is_repeatable(&left) && rest.iter().all(is_repeatable);
        let mut before = Vec::new();
        if !repeatable {
            left = self.bind(left, &mut before);
        }
        let mut links = Vec::new();
        for (op, operand) in ast.ops.iter().zip(rest) {
            let mut body = Vec::new();
            let right = if repeatable { operand } else { self.bind(operand, &mut body) };
            let link = match op {
                CmpOp::In => self.contains(&right, left, span)?,
                CmpOp::NotIn => negated(self.contains(&right, left, span)?),
                _ => match crate::scan::comparison_of(*op) {
                    Some(op) => {
                        truth(self.compare_all(vec![left, right.clone()], &[op], true, span)?)?
                    }
                    None => return refuse(identity(op.as_str(), span)),
                },
            };
            links.push(behind(body, link));
            left = right;
        }
        Ok(behind(before, all(links, span)))
    }

    /// `item in container`, a `Bool`. Both can be evaluated several times.
    fn contains(&mut self, container: &Expr, item: Expr, span: Span) -> Built<Expr> {
        match &container.ty {
            Type::Tuple(_) | Type::Named(_) => {
                let parts = parts_of(container.clone()).into_iter();
                let equal: Built<Vec<Expr>> = parts
                    .map(|part| self.equality(item.clone(), part, Identity::Counts, span))
                    .collect();
                Ok(any(equal?, span))
            }
            Type::List(Some(_)) => {
                self.list_kernel("contains", vec![container.clone(), item], span)
            }
            Type::List(None) => constant(&Constant::Bool(false), span),
            Type::Range | Type::Array(_) if may_be_none(&item) && !takes_bytes(&container.ty) => {
                match &item.ty {
                    Type::Optional(inner) => {
                        let some = is_some(item.clone(), span);
                        let found = self.contains(container, payload(item.clone(), inner), span)?;
                        Ok(all(vec![some, found], span))
                    }
                    // Neither holds a `None`.
                    _ => constant(&Constant::Bool(false), span),
                }
            }
            Type::Array(array) if array.ndim == 1 => {
                self.array_contains(container.clone(), *array, item, span)
            }
            Type::Range => self.in_range(item, container.clone(), span),
            Type::Str => refuse(string_operation("`in`", span)),
            ty => {
                let message = format!("`in` of {} cannot be compiled", described(ty));
                refuse(
                    Problem::new(codes::IDENTITY_OR_MEMBERSHIP, span, message)
                        .help("look for a value in a tuple, a range or a one-dimensional array"),
                )
            }
        }
    }

    fn array_contains(
        &mut self,
        container: Expr,
        array: ArrayType,
        item: Expr,
        span: Span,
    ) -> Built<Expr> {
        no_none(&item)?;
        let unfit = |ty: &Type| {
            let message = format!("{} is looked for in {}", described(ty), Type::Array(array));
            Problem::new(codes::IDENTITY_OR_MEMBERSHIP, span, message).help("convert the value")
        };
        if item.ty.scalar().is_none() {
            return refuse(unfit(&item.ty));
        }
        let function = match array.container {
            Container::Bytes | Container::Bytearray => "operators.contains_byte",
            _ => "operators.contains",
        };
        let item = match (array.container, &item.ty) {
            (Container::Bytes | Container::Bytearray, ty) => {
                let ty = ty.clone();
                let index = match ty {
                    Type::Bool => Some(convert(item, &Type::Int, Conversion::Numeric)),
                    Type::Sized(Scalar::Bool) => None,
                    _ => to_index(item),
                };
                match index {
                    Some(index) => index,
                    None => return refuse(unfit(&ty)),
                }
            }
            _ => item,
        };
        let Some(found) = library::find(function) else { return refuse(unfit(&item.ty)) };
        self.call_kernel(found.kernel, vec![container, item], span)
    }
}
