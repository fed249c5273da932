//! `min` and `max` of values that are written one beside the other.

use crate::check::body::Body;
use crate::check::build::{apply, behind, node, truth};
use crate::check::problem::Built;
use crate::check::rules::convert::held;
use crate::check::rules::kinds::is_mixed;
use crate::check::tree::{Expr, ExprKind, Intrinsic};
use crate::source::Span;
use crate::types::{Comparison, Rules, Type};

/// `min` of several values.
pub fn minimum(body: &mut Body, arguments: Vec<Expr>, span: Span) -> Built<Option<Expr>> {
    extremum(body, Intrinsic::Min, arguments, span)
}

/// `max` of several values.
pub fn maximum(body: &mut Body, arguments: Vec<Expr>, span: Span) -> Built<Option<Expr>> {
    extremum(body, Intrinsic::Max, arguments, span)
}

impl Body<'_> {
    /// The least or greatest of several numbers.
    pub fn extreme_of_values(
        &mut self,
        greatest: bool,
        values: Vec<Expr>,
        span: Span,
    ) -> Built<Option<Expr>> {
        extremum(self, if greatest { Intrinsic::Max } else { Intrinsic::Min }, values, span)
    }
}

fn extremum(
    body: &mut Body,
    which: Intrinsic,
    arguments: Vec<Expr>,
    span: Span,
) -> Built<Option<Expr>> {
    if arguments.len() < 2 {
        return Ok(None);
    }
    if arguments.iter().all(|it| matches!(it.ty, Type::Tuple(_) | Type::Named(_))) {
        return body.extreme_of_tuples(which == Intrinsic::Max, arguments, span);
    }
    let is_text = |value: &Expr| value.ty == Type::Str;
    if arguments.iter().any(|argument| held(&argument.ty).is_none() && !is_text(argument)) {
        return Ok(None);
    }
    let arguments = match body.rules() {
        Rules::Numba { .. } if !arguments.iter().any(is_text) => body.joined(arguments, span)?.0,
        _ => arguments,
    };
    let same = |first: &Expr| arguments.iter().all(|argument| argument.ty == first.ty);
    if arguments.first().is_some_and(|it| !is_mixed(it) && !is_text(it) && same(it)) {
        let combine = |left: Expr, right| {
            let ty = left.ty.clone();
            apply(which, vec![left, right], ty, span)
        };
        return Ok(arguments.into_iter().reduce(combine));
    }
    let beats = if which == Intrinsic::Min { Comparison::Lt } else { Comparison::Gt };
    let mut before = Vec::new();
    let mut values = body.settled(arguments, &mut before).into_iter();
    let Some(mut best) = values.next() else { return Ok(None) };
    for value in values {
        let test = body.compare_all(vec![value.clone(), best.clone()], &[beats], true, span)?;
        let test = Box::new(truth(test)?);
        let (sides, ty) = body.joined(vec![value, best], span)?;
        let Ok([chosen, kept]) = <[Expr; 2]>::try_from(sides) else { return Ok(None) };
        let (chosen, kept) = (Box::new(chosen), Box::new(kept));
        let kind = ExprKind::IfExpr { test, body: chosen, orelse: kept };
        best = body.bind(node(kind, ty, span), &mut before);
    }
    Ok(Some(behind(before, best)))
}
