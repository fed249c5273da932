//! Which axes of an array a function reduces: what `axis=` says, known when compiling.

use crate::check::body::Body;
use crate::check::build::{behind, constant_of, parts_of, tuple};
use crate::check::problem::{Built, Problem, refuse};
use crate::check::refusals::no_such_axis;
use crate::check::tree::Expr;
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{Constant, Type};

impl Body<'_> {
    /// Of a tuple with a part for each axis those of the axes that are kept.
    pub fn without_axes(&mut self, parts: &Expr, axis: &Expr, span: Span) -> Built<Expr> {
        let mut body = Vec::new();
        let parts = parts_of(self.settle_one(parts.clone(), &mut body));
        let reduced = reduced(axis, parts.len(), span)?;
        let kept = parts.into_iter().zip(reduced).filter(|(_, reduced)| !reduced);
        Ok(behind(body, tuple(kept.map(|(part, _)| part).collect(), span)))
    }

    /// A tuple with a part for each axis, with another value at the axes that are reduced.
    pub fn at_axes(&mut self, parts: &Expr, axis: &Expr, value: &Expr, span: Span) -> Built<Expr> {
        let mut body = Vec::new();
        let parts = parts_of(self.settle_one(parts.clone(), &mut body));
        let value = self.settle_one(value.clone(), &mut body);
        let reduced = reduced(axis, parts.len(), span)?;
        let replaced = parts.into_iter().zip(reduced).map(|(part, reduced)| match reduced {
            true => value.clone(),
            false => part,
        });
        Ok(behind(body, tuple(replaced.collect(), span)))
    }
}

/// For each axis of an array whether it is reduced (``normalize_axis_tuple`` of NumPy): `None` means
/// all of them.
fn reduced(axis: &Expr, ndim: usize, span: Span) -> Built<Vec<bool>> {
    if axis.ty == Type::None {
        return Ok(vec![true; ndim]);
    }
    let given = match constant_of(axis) {
        Some(Constant::Int(axis)) => vec![axis],
        Some(Constant::Tuple(axes)) => {
            let integer = |it: &Constant| match it {
                Constant::Int(axis) => Some(*axis),
                _ => None,
            };
            match axes.iter().map(integer).collect() {
                Some(axes) => axes,
                None => return refuse(no_axis(span)),
            }
        }
        _ => return refuse(no_axis(span)),
    };
    let mut reduced = vec![false; ndim];
    for axis in given {
        let place = if axis < 0 { axis + ndim as i128 } else { axis };
        let Some(entry) = usize::try_from(place).ok().and_then(|it| reduced.get_mut(it)) else {
            return refuse(no_such_axis(axis, ndim, span));
        };
        if std::mem::replace(entry, true) {
            return refuse(
                Problem::new(codes::AXIS, span, "duplicate value in 'axis'")
                    .label("NumPy raises ValueError here")
                    .help("name each axis once"),
            );
        }
    }
    Ok(reduced)
}

fn no_axis(span: Span) -> Problem {
    Problem::new(codes::AXIS, span, "the axis is not known when compiling")
        .label("which axis is reduced decides the shape of the result")
        .help("write it as an integer, or as a tuple of integers")
}
