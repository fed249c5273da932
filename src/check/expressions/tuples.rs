//! Tuples: displays with `*`, `+` and `*`, slices, and indices that are not known when compiling.
//!
//! A tuple's length is part of its type, so each of these is the tuple of certain parts.

use std::sync::Arc;

use rustpython_ast::{Expr as Ast, ExprSlice};
use rustpython_text_size::Ranged;

use crate::check::body::Body;
use crate::check::build::{
    assignment, behind, can_be_taken_apart, checked_tuple, compared, constant, node, parts_of,
    plain, raising, tuple, variable,
};
use crate::check::problem::{Built, Problem, Stop, refuse};
use crate::check::refusals::{described, star_of_other, tuple_too_large};
use crate::check::rules::convert::{convert, to_index};
use crate::check::tree::{Expr, ExprKind, Intrinsic, Stmt, StmtKind, Target};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{
    Arithmetic, BinaryOp, Comparison, Constant, Container, Conversion, MAX_SIZE, Scalar, Table,
    Type,
};

impl Body<'_> {
    /// The elements of a display or the positional arguments of a call, those of `*t` in its place.
    /// What must be evaluated before stands in a block in the first one.
    pub fn spread(&mut self, asts: &[Ast]) -> Built<Vec<Expr>> {
        self.spread_all(&asts.iter().collect::<Vec<_>>())
    }

    /// The elements of a tuple's display, each as it is expected.
    pub fn elements_of_tuple(&mut self, asts: &[Ast], expected: Option<Type>) -> Built<Vec<Expr>> {
        let wanted = match expected {
            Some(Type::Tuple(types)) if types.len() == asts.len() => types,
            _ => return self.spread(asts),
        };
        if asts.iter().any(Ast::is_starred_expr) {
            return self.spread(asts);
        }
        let pairs = asts.iter().zip(wanted);
        pairs.map(|(ast, ty)| self.expecting(Some(ty), |this| this.expr(ast))).collect()
    }

    /// The same for expressions that do not stand beside each other.
    pub fn spread_all(&mut self, asts: &[&Ast]) -> Built<Vec<Expr>> {
        if !asts.iter().any(|ast| ast.is_starred_expr()) {
            return asts.iter().map(|ast| self.expr(ast)).collect();
        }
        let mut values = Vec::new();
        let mut starred = Vec::new();
        for ast in asts {
            match ast {
                Ast::Starred(inner) => {
                    let span = inner.range.into();
                    let value = match self.is_iterator(&inner.value) {
                        true => self.tuple_of(&inner.value, span)?,
                        false => plain(self.value(&inner.value)?),
                    };
                    if !matches!(value.ty, Type::Tuple(_)) {
                        return refuse(star_of_other(&value));
                    }
                    starred.push(true);
                    values.push(value);
                }
                _ => {
                    starred.push(false);
                    values.push(self.expr(ast)?);
                }
            }
        }
        let mut body = Vec::new();
        let awkward = |(value, starred): (&Expr, &bool)| *starred && !can_be_taken_apart(value);
        if values.iter().zip(&starred).any(awkward) {
            values = self.settled(values, &mut body);
        }
        let parts = values.into_iter().zip(starred);
        let mut spread: Vec<Expr> = parts
            .flat_map(|(value, star)| if star { parts_of(value) } else { vec![value] })
            .collect();
        match spread.first_mut() {
            Some(first) => *first = behind(body, first.clone()),
            None if body.is_empty() => {}
            None => {
                let span = asts.first().map(|ast| ast.range().into()).unwrap_or_default();
                return refuse(
                    Problem::new(codes::STARRED, span, "`*` of an empty tuple that is computed")
                        .help("leave it out"),
                );
            }
        }
        Ok(spread)
    }

    /// `left + right` of tuples.
    pub fn concatenated(&mut self, left: Expr, right: Expr, span: Span) -> Built<Expr> {
        let mut body = Vec::new();
        let mut sides = vec![left, right];
        if !sides.iter().all(can_be_taken_apart) {
            sides = self.settled(sides, &mut body);
        }
        let whole = checked_tuple(sides.into_iter().flat_map(parts_of).collect(), span)?;
        Ok(behind(body, whole))
    }

    /// `tuple * count`, in either order; `None` if the count is not known.
    pub fn repeated(&mut self, left: Expr, right: Expr, span: Span) -> Built<Expr> {
        let (value, count) = match left.ty {
            Type::Tuple(_) => (left, right),
            _ => (right, left),
        };
        let known = match &count.kind {
            ExprKind::Constant(Constant::Int(count)) => Some(usize::try_from(*count).unwrap_or(0)),
            ExprKind::Constant(Constant::Bool(count)) => Some(usize::from(*count)),
            _ => None,
        };
        let length = value.ty.parts().map_or(0, |parts| parts.len());
        let Some(known) = known.filter(|_| matches!(count.ty, Type::Int | Type::Bool)) else {
            return refuse(
                Problem::new(
                    codes::TUPLE_CONVERSION,
                    count.span,
                    "the length of a tuple is not known",
                )
                .label("this is no constant")
                .help("repeat tuples a constant number of times, or use an array"),
            );
        };
        if known.saturating_mul(length) > MAX_SIZE {
            return refuse(tuple_too_large(span));
        }
        let mut body = Vec::new();
        let value = self.settle_one(value, &mut body);
        let once = parts_of(value);
        let elements = (0..known).flat_map(|_| once.clone()).collect();
        Ok(behind(body, checked_tuple(elements, span)?))
    }

    /// `tuple[start:stop:step]` with bounds that are known.
    pub fn tuple_slice(&mut self, value: Expr, ast: &ExprSlice, span: Span) -> Built<Expr> {
        let step = self.slice_bound(ast.step.as_deref())?.unwrap_or(1);
        let start = self.slice_bound(ast.lower.as_deref())?;
        let stop = self.slice_bound(ast.upper.as_deref())?;
        if step == 0 {
            return refuse(
                Problem::new(codes::TUPLE_INDEX, ast.range.into(), "the step of a slice is zero")
                    .help("Python raises ValueError here"),
            );
        }
        let length = value.ty.parts().map_or(0, |parts| parts.len());
        let positions = positions(start, stop, step, length as i128);
        let mut body = Vec::new();
        let value = self.settle_one(value, &mut body);
        let parts = parts_of(value);
        let elements =
            positions.into_iter().filter_map(|index| parts.get(index).cloned()).collect();
        Ok(behind(body, tuple(elements, span)))
    }

    fn slice_bound(&mut self, ast: Option<&Ast>) -> Built<Option<i128>> {
        let Some(ast) = ast else { return Ok(None) };
        let bound = self.expr(ast)?;
        match &bound.kind {
            ExprKind::Constant(Constant::None) => Ok(None),
            ExprKind::Constant(Constant::Int(value)) => Ok(Some(*value)),
            ExprKind::Constant(Constant::Bool(value)) => Ok(Some(i128::from(*value))),
            _ => refuse(
                Problem::new(
                    codes::TUPLE_INDEX,
                    bound.span,
                    "a bound of a tuple's slice is no constant",
                )
                .help("the length of a tuple must be known when compiling; use an array"),
            ),
        }
    }

    /// `tuple[index]` with an index that is not known: all elements have one type.
    pub fn tuple_at(&mut self, value: Expr, index: Expr, span: Span) -> Built<Expr> {
        let length = value.ty.parts().map_or(0, |types| types.len()) as i128;
        let (place, index_type) = (index.span, index.ty.clone());
        let index = match index_type {
            Type::Bool => Some(convert(index, &Type::Int, Conversion::Numeric)),
            _ => to_index(index),
        };
        let Some(index) = index else {
            let message = format!("{} is no index", described(&index_type));
            return refuse(
                Problem::new(codes::INDEX_TYPE, place, message)
                    .help("index with an int: `t[int(i)]`"),
            );
        };
        let mut body = Vec::new();
        let mut settled = self.settled(vec![value, index], &mut body).into_iter();
        let (Some(value), Some(index)) = (settled.next(), settled.next()) else {
            return Err(Stop::Unknown(span));
        };
        let int = |value: i128| constant(&Constant::Int(value), span);
        let from_start = self.hide("index", &Type::Int);
        let position = variable(from_start, &Type::Int, span);
        let negative = compared(index.clone(), Comparison::Lt, int(0)?, span);
        let sum = ExprKind::Binary {
            op: BinaryOp::Add,
            arithmetic: Arithmetic::Sized(Scalar::I64),
            left: Box::new(convert(index.clone(), &Type::Sized(Scalar::I64), Conversion::Numeric)),
            right: Box::new(convert(int(length)?, &Type::Sized(Scalar::I64), Conversion::Numeric)),
        };
        let sum = node(sum, Type::Sized(Scalar::I64), span);
        let sum = Box::new(convert(sum, &Type::Int, Conversion::Numeric));
        let (test, orelse) = (Box::new(negative), Box::new(index));
        let counted = node(ExprKind::IfExpr { test, body: sum, orelse }, Type::Int, span);
        body.push(assignment(Target::Variable(from_start), counted, span));
        let below = compared(position.clone(), Comparison::Lt, int(0)?, span);
        let above = compared(position.clone(), Comparison::Ge, int(length)?, span);
        let outside = ExprKind::BoolOp { and: false, values: vec![below, above] };
        let raise = raising("IndexError", "tuple index out of range", span);
        let kind = StmtKind::If {
            test: node(outside, Type::Bool, span),
            body: vec![raise],
            orelse: Vec::new(),
        };
        body.push(Stmt { kind, span });
        if let Some(table) = table_of(&value) {
            let ty = table.ty.element_type();
            let array = node(
                ExprKind::Constant(Constant::Table(Arc::new(table.clone()))),
                Type::Array(table.ty),
                span,
            );
            let kind = ExprKind::Intrinsic {
                intrinsic: Intrinsic::ElementInside,
                arguments: vec![array, position],
            };
            return Ok(behind(body, node(kind, ty, span)));
        }
        // Elements of several types become one that keeps them apart.
        let (parts, ty) = match self.joined(parts_of(value), span) {
            Ok(joined) => joined,
            Err(Stop::Problem(problem)) if problem.code == codes::VALUES_CLASH => {
                return refuse(
                    Problem::new(codes::TUPLE_INDEX, place, "the index of a tuple is no constant")
                        .label(problem.message)
                        .help("elements without a common type are indexed with constants; else unpack it"),
                );
            }
            Err(stop) if length > 0 => return Err(stop),
            Err(_) => {
                return refuse(
                    Problem::new(codes::TUPLE_INDEX, span, "an empty tuple is indexed")
                        .help("Python raises IndexError here"),
                );
            }
        };
        let mut parts = parts.into_iter().enumerate().rev();
        let Some((_, mut chosen)) = parts.next() else { return Err(Stop::Unknown(span)) };
        for (index, part) in parts {
            let test = compared(position.clone(), Comparison::Eq, int(index as i128)?, span);
            let (test, orelse) = (Box::new(test), Box::new(chosen));
            let kind = ExprKind::IfExpr { test, body: Box::new(part), orelse };
            chosen = node(kind, ty.clone(), span);
        }
        Ok(behind(body, chosen))
    }
}

/// Fewer elements than this are told apart by comparing.
const LEAST_TABLE: usize = 5;

/// A tuple of numbers of one type that are all known, as a table.
fn table_of(value: &Expr) -> Option<Table> {
    let ExprKind::Aggregate(elements) = &value.kind else { return None };
    let numbers: Option<Vec<Constant>> = elements
        .iter()
        .map(|element| match (&element.kind, &element.ty) {
            (ExprKind::Constant(value), Type::Int | Type::Float | Type::Bool) => {
                Some(value.clone())
            }
            _ => None,
        })
        .collect();
    let numbers = numbers.filter(|numbers| numbers.len() >= LEAST_TABLE)?;
    crate::scan::table(&numbers, Container::Tuple)
}

/// The positions that Python's slice takes of a sequence of that length.
fn positions(start: Option<i128>, stop: Option<i128>, step: i128, length: i128) -> Vec<usize> {
    let (low, high) = if step > 0 { (0, length) } else { (-1, length - 1) };
    let clamp = |bound: i128| {
        let from_start = if bound < 0 { bound.saturating_add(length) } else { bound };
        from_start.clamp(low, high)
    };
    let (first, last) = if step > 0 { (low, high) } else { (high, low) };
    let mut position = start.map_or(first, clamp);
    let stop = stop.map_or(last, clamp);
    let mut taken = Vec::new();
    while if step > 0 { position < stop } else { position > stop } {
        taken.extend(usize::try_from(position));
        position = position.saturating_add(step);
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::positions;

    #[test]
    fn slices_take_what_pythons_take() {
        assert_eq!(positions(None, None, 1, 3), [0, 1, 2]);
        assert_eq!(positions(None, None, -1, 3), [2, 1, 0]);
        assert_eq!(positions(Some(-2), None, 1, 3), [1, 2]);
        assert_eq!(positions(Some(5), Some(-9), -2, 4), [3, 1]);
        assert_eq!(positions(Some(1), Some(1), 1, 4), [0usize; 0]);
        assert_eq!(positions(Some(i128::MIN), Some(i128::MAX), i128::MAX, 4), [0]);
    }
}
