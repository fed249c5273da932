//! Numbers that are of one type on one path and of another on the other.
//!
//! Where all the types would be treated alike, an operation works on the value as it is held. Else
//! it is built once for each type, and the flags say when running which of these is meant; what
//! they give is joined again.

use crate::check::body::Body;
use crate::check::build::{behind, is_place, node, truth};
use crate::check::problem::{Built, Stop};
use crate::check::rules::arithmetic::{self, Exponent, Rule};
use crate::check::rules::comparison::domain;
use crate::check::rules::convert::{convert, held};
use crate::check::rules::kinds::{alternatives, is_mixed, is_python};
use crate::check::tree::{CompareDomain, Expr, ExprKind};
use crate::source::Span;
use crate::types::{BinaryOp, Comparison, Conversion, Element, Scalar, Type};

/// What is built for operands of definite types.
pub type Build<'b, 'p> = &'b mut dyn FnMut(&mut Body<'p>, Vec<Expr>) -> Built<Expr>;

impl<'p> Body<'p> {
    /// What `build` makes of the values, for each of the types that they may be of. They are
    /// evaluated once, in order.
    pub fn dispatched(
        &mut self,
        values: Vec<Expr>,
        span: Span,
        build: Build<'_, 'p>,
    ) -> Built<Expr> {
        if !values.iter().any(is_mixed) {
            return build(self, values);
        }
        let mut body = Vec::new();
        let values = self.settled(values, &mut body);
        let value = self.dispatch_first(values, span, build)?;
        Ok(behind(body, value))
    }

    /// The same for values that can be read any number of times.
    fn dispatch_first(
        &mut self,
        values: Vec<Expr>,
        span: Span,
        build: Build<'_, 'p>,
    ) -> Built<Expr> {
        let found = values.iter().enumerate().find_map(|(at, value)| match &value.ty {
            Type::Mixed(mixed) => Some((at, value.clone(), mixed.clone())),
            _ => None,
        });
        let Some((at, value, mixed)) = found else { return build(self, values) };
        let mut sides = Vec::new();
        for ty in &mixed.alternatives {
            let mut values = values.clone();
            if let Some(place) = values.get_mut(at) {
                *place = convert(value.clone(), ty, Conversion::Cast);
            }
            let built = self.dispatch_first(values, span, build);
            if let Some(side) = self.tolerate(built)? {
                sides.push(side);
            }
        }
        if sides.len() < mixed.alternatives.len() {
            return Err(Stop::Unknown(span));
        }
        if sides.iter().any(|side| sides.first().is_some_and(|first| first.ty != side.ty)) {
            sides = sides.into_iter().map(|side| self.repeatable(side)).collect();
        }
        let (sides, ty) = self.joined(sides, span)?;
        let mut sides = sides.into_iter().enumerate();
        let first = sides.next().map(|(_, side)| side).ok_or(Stop::Unknown(span))?;
        Ok(sides.fold(first, |orelse, (index, body)| {
            let test = node(part(&value, index), Type::Bool, span);
            let (test, body, orelse) = (Box::new(test), Box::new(body), Box::new(orelse));
            node(ExprKind::IfExpr { test, body, orelse }, ty.clone(), span)
        }))
    }

    /// A value whose parts can be taken, so that it can be converted whatever its type.
    fn repeatable(&mut self, value: Expr) -> Expr {
        if value.ty.parts().is_none() || is_place(&value) {
            return value;
        }
        let mut body = Vec::new();
        let place = self.bind(value, &mut body);
        behind(body, place)
    }

    /// `left op right` where one of them is a number of several types.
    pub fn mixed_binary(
        &mut self,
        op: BinaryOp,
        left: Expr,
        right: Expr,
        span: Span,
    ) -> Built<Expr> {
        let rule = common_rule(op, &left, &right);
        // What may not fit is converted when both are evaluated: `binary` sees to that.
        let rule = rule.filter(|rule| [&left, &right].iter().all(|it| fits(it, &rule.operand)));
        // What computes a power depends on the types.
        let rule = rule.filter(|rule| rule.op != BinaryOp::Pow || is_python(&rule.result));
        if let Some(rule) = rule {
            let [left, right] = [left, right].map(|side| match side.ty.clone() {
                Type::Mixed(mixed) => arithmetic::mixed_operand(side, &mixed, &rule.operand),
                _ => arithmetic::operand(side, &rule.operand),
            });
            let (left, right) = (Box::new(left), Box::new(right));
            let kind = ExprKind::Binary { op: rule.op, arithmetic: rule.arithmetic, left, right };
            return Ok(node(kind, rule.result, span));
        }
        self.dispatched(vec![left, right], span, &mut |this, values| match <[Expr; 2]>::try_from(
            values,
        ) {
            Ok([left, right]) => this.binary(op, left, right, span),
            Err(_) => Err(Stop::Unknown(span)),
        })
    }

    /// A chain of comparisons, some of numbers of several types.
    pub fn mixed_chain(
        &mut self,
        values: Vec<Expr>,
        operators: &[Comparison],
        as_test: bool,
        span: Span,
    ) -> Built<Expr> {
        let mut pairs = values.iter().zip(values.iter().skip(1));
        let one_kind = pairs.clone().all(|(left, right)| is_of_one_kind(left, right));
        if (as_test || one_kind) && pairs.all(|(left, right)| is_by_value(left, right)) {
            let kind = values.iter().zip(values.iter().skip(1)).any(|(left, right)| {
                let mut types = alternatives(&left.ty).iter().chain(alternatives(&right.ty));
                one_kind && types.any(|ty| matches!(ty, Type::Sized(_)))
            });
            let held = values.into_iter().map(as_held).collect();
            let mut built = self.compare_all(held, operators, as_test, span)?;
            built.ty = if kind { Type::Sized(Scalar::Bool) } else { Type::Bool };
            return Ok(built);
        }
        match operators {
            [_] => self.dispatched(values, span, &mut |this, values| {
                this.compare_all(values, operators, as_test, span)
            }),
            _ => self.links(values, operators, as_test, span),
        }
    }

    /// A chain as one comparison after the other, none of them made once one is false.
    pub fn links(
        &mut self,
        values: Vec<Expr>,
        operators: &[Comparison],
        as_test: bool,
        span: Span,
    ) -> Built<Expr> {
        let mut values = values.into_iter();
        let (Some(left), Some(right), Some((first, rest))) =
            (values.next(), values.next(), operators.split_first())
        else {
            return Err(Stop::Unknown(span));
        };
        let mut body = Vec::new();
        let left = self.bind(left, &mut body);
        let right = self.bind(right, &mut body);
        let link = self.compare_all(vec![left, right.clone()], &[*first], as_test, span)?;
        if rest.is_empty() {
            return Ok(behind(body, link));
        }
        // Arrays of truth values have none themselves.
        truth(link.clone())?;
        let link = self.bind(link, &mut body);
        let others: Vec<Expr> = std::iter::once(right).chain(values).collect();
        let others = self.compare_all(others, rest, as_test, span)?;
        let others = self.repeatable(others);
        let (values, ty) = self.joined(vec![link, others], span)?;
        let value = node(ExprKind::BoolOp { and: true, values }, ty, span);
        Ok(behind(body, value))
    }
}

/// Whether a comparison gives Python's `bool` for all the types of the operands, or NumPy's for all.
fn is_of_one_kind(left: &Expr, right: &Expr) -> bool {
    let sized = |value: &Expr| {
        let types = alternatives(&value.ty).iter();
        let sized = types.filter(|ty| matches!(ty, Type::Sized(_))).count();
        (sized > 0, sized == alternatives(&value.ty).len())
    };
    let ((some_left, all_left), (some_right, all_right)) = (sized(left), sized(right));
    all_left || all_right || !(some_left || some_right)
}

/// Whether numbers are compared by their exact values, whichever of the types they are of.
fn is_by_value(left: &Expr, right: &Expr) -> bool {
    let is_exact =
        |value: &Expr| held(&value.ty).is_some_and(|it| it != Scalar::I64 && it != Scalar::U64);
    let both_exact = is_exact(left) && is_exact(right);
    let single = [left, right].iter().all(|value| held(&value.ty) == Some(Scalar::F32));
    alternatives(&left.ty).iter().all(|left| {
        alternatives(&right.ty).iter().all(|right| match domain(left, right) {
            Some(CompareDomain::Integers | CompareDomain::IntWithFloat) => true,
            Some(CompareDomain::Floats(Scalar::F64)) => both_exact,
            Some(CompareDomain::Floats(scalar)) => single && scalar == Scalar::F32,
            _ => false,
        })
    })
}

/// A number of several types as what its holder is among Python's numbers.
fn as_held(value: Expr) -> Expr {
    let Type::Mixed(mixed) = &value.ty else { return value };
    let ty = match mixed.holder {
        Element::Scalar(Scalar::Bool) => Type::Bool,
        Element::Scalar(Scalar::I64) => Type::Int,
        Element::Scalar(Scalar::F64) => Type::Float,
        element => element.sized(),
    };
    convert(value, &ty, Conversion::Numeric)
}

/// Whether bringing an operand to the type of an operation cannot fail.
fn fits(value: &Expr, to: &Type) -> bool {
    let Type::Sized(target) = to else { return true };
    let constant = matches!(value.kind, ExprKind::Constant(_));
    let int = alternatives(&value.ty).contains(&Type::Int);
    constant || !int || !target.is_int() || held(&value.ty) == Some(*target)
}

/// A part of a value that can be read several times.
fn part(value: &Expr, index: usize) -> ExprKind {
    ExprKind::Part { value: Box::new(value.clone()), index }
}

/// The rule of an operator that is the same for all the types that the operands may be of.
fn common_rule(op: BinaryOp, left: &Expr, right: &Expr) -> Option<Rule> {
    let exponent = |ty: &Type| match &right.kind {
        ExprKind::Constant(value) => Exponent::of(ty, Some(value)),
        _ => Exponent::of(ty, None),
    };
    let mut rules = alternatives(&left.ty).iter().flat_map(|left| {
        let right = alternatives(&right.ty).iter();
        right.map(move |right| arithmetic::binary(op, left, right, exponent(right)).ok())
    });
    let first = rules.next()??;
    rules.all(|rule| rule.as_ref() == Some(&first)).then_some(first)
}
