//! Ranges as values: what makes them, and their operators, which are functions of the prelude.

use rustpython_ast::{Expr as Ast, ExprCall, ExprSlice};

use crate::check::body::Body;
use crate::check::build::{behind, constant, node, not, zero_step};
use crate::check::problem::{Built, Problem, refuse};
use crate::check::refusals::described;
use crate::check::rules::convert::{convert, to_index};
use crate::check::tree::{Expr, ExprKind};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{Comparison, Constant, Conversion, Scalar, Type};

impl Body<'_> {
    /// Start, stop and step of a call of `range`.
    pub fn range_bounds(&mut self, call: &ExprCall) -> Built<[Expr; 3]> {
        let span: Span = call.range.into();
        let mut bounds = Vec::new();
        for bound in self.spread(&call.arguments.args)? {
            let (place, ty) = (bound.span, bound.ty.clone());
            let bound = match bound.ty {
                Type::Bool => Some(convert(bound, &Type::Int, Conversion::Numeric)),
                _ => to_index(bound),
            };
            match bound {
                Some(bound) => bounds.push(bound),
                None => {
                    let message = format!("`range` of {}", described(&ty));
                    return refuse(
                        Problem::new(codes::ARGUMENT_TYPE, place, message)
                            .help("Python raises TypeError here; write `int(x)`"),
                    );
                }
            }
        }
        let int = |value| constant(&Constant::Int(value), span);
        let count = bounds.len();
        let mut bounds = bounds.into_iter();
        match (bounds.next(), bounds.next(), bounds.next()) {
            _ if !call.arguments.keywords.is_empty() || count > 3 => {}
            (Some(start), Some(stop), Some(step)) => return Ok([start, stop, step]),
            (Some(start), Some(stop), None) => return Ok([start, stop, int(1)?]),
            (Some(stop), None, None) => return Ok([int(0)?, stop, int(1)?]),
            _ => {}
        }
        refuse(
            Problem::new(codes::CALL_ARGUMENTS, span, "`range` takes one to three arguments")
                .help("Python raises TypeError here; write `range(start, stop, step)`"),
        )
    }

    /// A call of `range` as a value.
    pub fn range_value(&mut self, call: &ExprCall) -> Built<Expr> {
        let span: Span = call.range.into();
        let bounds = self.range_bounds(call)?.into();
        let mut body = Vec::new();
        let mut bounds = self.settled(bounds, &mut body);
        if let Some(step) = bounds.last_mut() {
            body.extend(zero_step(step, span)?);
            if matches!(&step.kind, ExprKind::Constant(Constant::Int(0))) {
                // Never reached; a range's step is not zero.
                step.kind = ExprKind::Constant(Constant::Int(1));
            }
        }
        Ok(behind(body, node(ExprKind::Aggregate(bounds), Type::Range, span)))
    }

    /// `range[index]`.
    pub fn range_item(&mut self, value: Expr, indices: &[&Ast], span: Span) -> Built<Expr> {
        if let [Ast::Slice(slice), rest @ ..] = indices {
            let part = self.range_slice(value, slice, span)?;
            return if rest.is_empty() { Ok(part) } else { self.range_item(part, rest, span) };
        }
        let [ast] = indices else {
            return refuse(
                Problem::new(codes::NOT_SUBSCRIPTABLE, span, "an int has no elements")
                    .help("only arrays, tuples and ranges are indexed"),
            );
        };
        let index = self.value(ast)?;
        let (place, ty) = (index.span, index.ty.clone());
        let index = match index.ty {
            Type::Bool => Some(convert(index, &Type::Int, Conversion::Numeric)),
            _ => to_index(index),
        };
        match index {
            Some(index) => self.range_kernel("item", vec![value, index], span),
            None => {
                let message = format!("{} is no index", described(&ty));
                refuse(
                    Problem::new(codes::INDEX_TYPE, place, message)
                        .help("index with an int: `r[int(i)]`"),
                )
            }
        }
    }

    /// `range[start:stop:step]`, a range.
    fn range_slice(&mut self, value: Expr, slice: &ExprSlice, span: Span) -> Built<Expr> {
        let mut arguments = vec![value];
        arguments.extend(self.slice_bounds(slice)?);
        self.range_kernel("cut", arguments, span)
    }

    /// `left == right` and `left != right`.
    pub fn range_equality(
        &mut self,
        op: Comparison,
        left: Expr,
        right: Expr,
        span: Span,
    ) -> Built<Expr> {
        if !matches!(op, Comparison::Eq | Comparison::Ne) {
            return refuse(
                Problem::new(codes::INCOMPARABLE, span, "ranges have no order")
                    .help("Python raises TypeError here; compare their bounds"),
            );
        }
        let answer = self.range_kernel("equal", vec![left, right], span)?;
        Ok(if op == Comparison::Ne { not(answer) } else { answer })
    }

    /// `value in range`, or `value not in range`.
    pub fn in_range(&mut self, value: Expr, range: Expr, span: Span) -> Built<Expr> {
        let (function, value) = match value.ty {
            Type::Float => ("contains_float", Some(value)),
            Type::Bool | Type::Sized(Scalar::Bool) => {
                ("contains", Some(convert(value, &Type::Int, Conversion::Numeric)))
            }
            // What no `int` of 64 bits holds is in no range of them.
            Type::Sized(Scalar::U64) => ("contains", None),
            _ => ("contains", to_index(value)),
        };
        let Some(value) = value else {
            return refuse(
                Problem::new(codes::INCOMPARABLE, span, "`in` of this type and a range")
                    .help("write `int(x) in r`"),
            );
        };
        self.range_kernel(function, vec![range, value], span)
    }

    /// A call of a function of `src/prelude/operators_range.py`.
    pub fn range_kernel(
        &mut self,
        function: &str,
        arguments: Vec<Expr>,
        span: Span,
    ) -> Built<Expr> {
        self.prelude_kernel(&format!("operators_range.{function}"), arguments, span)
    }
}
