//! Loops over positions: combinations of sources that have an element at each position.

use crate::check::body::Body;
use crate::check::build::{
    all, apply, behind, bytes_of, compared, constant, integer, list_element, list_length, node,
    of_bytes, parts_of, raising, tuple, variable, when,
};
use crate::check::iteration::iterables::same_type;
use crate::check::iteration::plan::{FlatPart, Plan, Setup, Source, plain_plan, range_iterable};
use crate::check::problem::{Built, Problem, Stop, refuse};
use crate::check::rules::convert::convert;
use crate::check::rules::join::Fact;
use crate::check::tree::{Expr, ExprKind, Intrinsic, Iterable, Stmt, StmtKind};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{
    Arithmetic, ArrayType, BinaryOp, Comparison, Constant, Conversion, Scalar, Type,
};

impl Body<'_> {
    /// A loop over the positions of a source.
    pub fn positions(&mut self, source: Source, mut setup: Setup) -> Built<Plan> {
        let span = self.span_of(&source);
        let int = |value| constant(&Constant::Int(value), span);
        if let Source::Range(bounds) = source {
            let plan = plain_plan(range_iterable(bounds), Type::Int);
            return Ok(Plan { setup: setup.body, ..plan });
        }
        if source.is_drawn() {
            let drawn = self.drawn(source, &mut setup)?;
            return Ok(self.drawn_plan(drawn, setup, span));
        }
        let source = self.alike(source)?;
        if source.may_change() {
            return self.while_it_lasts(source, setup, span);
        }
        let counted = match &source {
            Source::Reversed(inner) => inner,
            source => source,
        };
        let length = self.source_length(counted, span)?;
        let length = self.held(length, &mut setup);
        let bounds = match &source {
            Source::Reversed(_) => {
                let last = self.binary(BinaryOp::Sub, length.clone(), int(1)?, span)?;
                [last, int(-1)?, int(-1)?]
            }
            _ => [int(0)?, length.clone(), int(1)?],
        };
        let position = self.hide("position", &Type::Int);
        let element = self.element(counted, variable(position, &Type::Int, span), span)?;
        let end = self.end(&source, &length, span)?;
        Ok(Plan {
            setup: setup.body,
            iterable: range_iterable(bounds),
            yields: Fact::of_type(&element.ty),
            element: Some((position, element)),
            end,
        })
    }

    /// A loop over the positions of a source whose length may change: it is asked for in each round, as
    /// Python's iterators do.
    fn while_it_lasts(&mut self, source: Source, setup: Setup, span: Span) -> Built<Plan> {
        let position = self.hide("position", &Type::Int);
        let place = variable(position, &Type::Int, span);
        let test = self.lasts(&source, &place, span)?;
        let element = self.element(&source, place.clone(), span)?;
        let end = self.end(&source, &place, span)?;
        Ok(Plan {
            setup: setup.body,
            iterable: Iterable::Positions { test },
            yields: Fact::of_type(&element.ty),
            element: Some((position, element)),
            end,
        })
    }

    /// Whether a source has an element at a position, behind those before it.
    pub fn lasts(&mut self, source: &Source, position: &Expr, span: Span) -> Built<Expr> {
        Ok(match source {
            Source::Enumerate(inner, _) | Source::Mapped { source: inner, .. } => {
                self.lasts(inner, position, span)?
            }
            Source::Zip { sources, .. } => {
                let links: Built<Vec<Expr>> =
                    sources.iter().map(|source| self.lasts(source, position, span)).collect();
                all(links?, span)
            }
            Source::Backwards(list, last) => {
                let zero = constant(&Constant::Int(0), span)?;
                let index = unsized_int(wrapping(
                    BinaryOp::Sub,
                    sized(last.clone()),
                    sized(position.clone()),
                ));
                let length = self.source_length(list, span)?;
                let began = compared(index.clone(), Comparison::Ge, zero, span);
                all(vec![began, compared(index, Comparison::Lt, length, span)], span)
            }
            other => {
                let length = self.source_length(other, span)?;
                compared(position.clone(), Comparison::Lt, length, span)
            }
        })
    }

    /// The source with every tuple's elements brought to one type.
    pub fn alike(&mut self, source: Source) -> Built<Source> {
        let rules = self.rules();
        Ok(match source {
            Source::Tuple(value) => Source::Tuple(same_type(rules, value)?.0),
            Source::Enumerate(inner, start) => {
                Source::Enumerate(Box::new(self.alike(*inner)?), start)
            }
            Source::Reversed(inner) => Source::Reversed(Box::new(self.alike(*inner)?)),
            Source::Mapped { function, source, spread } => {
                let source = Box::new(self.alike(*source)?);
                Source::Mapped { function, source, spread }
            }
            Source::Zip { sources, strict } => {
                let sources: Built<Vec<Source>> =
                    sources.into_iter().map(|source| self.alike(source)).collect();
                Source::Zip { sources: sources?, strict }
            }
            other => other,
        })
    }

    /// How many elements there are, as an `Int`.
    pub fn source_length(&mut self, source: &Source, span: Span) -> Built<Expr> {
        match source {
            Source::Array(array) => {
                let array = bytes_of(array).map_or_else(|| array.clone(), |(bytes, _)| bytes);
                let kind = ExprKind::Length { array: Box::new(array), axis: 0 };
                Ok(node(kind, Type::Int, span))
            }
            Source::Flat(array, _) => {
                Ok(apply(Intrinsic::ArraySize, vec![array.clone()], Type::Int, span))
            }
            Source::Tuple(value) => {
                let length = value.ty.parts().map_or(0, |parts| parts.len());
                constant(&Constant::Int(length as i128), span)
            }
            Source::List(list) => Ok(list_length(list.clone(), span)),
            Source::Indices(_, count) => Ok(count.clone()),
            Source::Enumerate(inner, _)
            | Source::Reversed(inner)
            | Source::Backwards(inner, _)
            | Source::Mapped { source: inner, .. } => self.source_length(inner, span),
            // These are not asked for positions.
            Source::Elements(_) | Source::Drawn(_) => Err(Stop::Unknown(span)),
            Source::Zip { sources, .. } => {
                let mut lengths = Vec::new();
                for source in sources {
                    lengths.push(self.source_length(source, span)?);
                }
                let shorter = |left, right| {
                    let arguments = vec![left, right];
                    let kind = ExprKind::Intrinsic { intrinsic: Intrinsic::Min, arguments };
                    node(kind, Type::Int, span)
                };
                let zero = constant(&Constant::Int(0), span)?;
                Ok(lengths.into_iter().reduce(shorter).unwrap_or(zero))
            }
            Source::Range(bounds) => self.range_length(bounds, span),
        }
    }

    /// The length of a range; said so that more is known of it where the step is one.
    fn range_length(&mut self, bounds: &[Expr; 3], span: Span) -> Built<Expr> {
        let [start, stop, step] = bounds.clone();
        match (integer(&start), integer(&stop), integer(&step)) {
            (Some(0), Some(stop), Some(1)) => constant(&Constant::Int(stop.max(0)), span),
            (Some(0), None, Some(1)) => {
                let arguments = vec![stop, constant(&Constant::Int(0), span)?];
                let kind = ExprKind::Intrinsic { intrinsic: Intrinsic::Max, arguments };
                Ok(node(kind, Type::Int, span))
            }
            (_, _, Some(1)) => {
                let test = Box::new(compared(start.clone(), Comparison::Lt, stop.clone(), span));
                let body = Box::new(self.binary(BinaryOp::Sub, stop, start, span)?);
                let orelse = Box::new(constant(&Constant::Int(0), span)?);
                Ok(node(ExprKind::IfExpr { test, body, orelse }, Type::Int, span))
            }
            _ => {
                let range = node(ExprKind::Aggregate(bounds.to_vec()), Type::Range, span);
                self.range_kernel("length", vec![range], span)
            }
        }
    }

    /// The element at a position that is inside.
    pub fn element(&mut self, source: &Source, position: Expr, span: Span) -> Built<Expr> {
        match source {
            Source::Array(records) if let Some((bytes, ty)) = bytes_of(records) => {
                let Type::Records(record, ndim) = records.ty.clone() else {
                    return Err(Stop::Unknown(span));
                };
                let row = Type::Array(ArrayType { ndim: ty.ndim - 1, ..ty });
                let row = apply(Intrinsic::Row { axis: 0 }, vec![bytes, position], row, span);
                let ty = match ndim {
                    1 => Type::Record(record),
                    _ => Type::Records(record, ndim - 1),
                };
                Ok(of_bytes(row, ty, span))
            }
            Source::Array(array) => {
                let (ty, intrinsic) = match &array.ty {
                    Type::Array(ty) if ty.ndim > 1 => {
                        let row = ArrayType { ndim: ty.ndim - 1, ..*ty };
                        (Type::Array(row), Intrinsic::Row { axis: 0 })
                    }
                    Type::Array(ty) => (ty.element_type(), Intrinsic::ElementInside),
                    other => (other.clone(), Intrinsic::ElementInside),
                };
                let arguments = vec![array.clone(), position];
                let kind = ExprKind::Intrinsic { intrinsic, arguments };
                Ok(node(kind, ty, span))
            }
            Source::List(list) => {
                let mut body = Vec::new();
                let index = self.settle_one(position, &mut body);
                Ok(behind(body, list_element(list, &index, span)?))
            }
            Source::Backwards(list, last) => {
                let index = wrapping(BinaryOp::Sub, sized(last.clone()), sized(position));
                self.element(list, unsized_int(index), span)
            }
            Source::Flat(array, part) => {
                let arguments = vec![array.clone(), position];
                let name = match part {
                    FlatPart::Element => "operators_flat.element",
                    FlatPart::View => "operators_flat.element_view",
                };
                self.prelude_kernel(name, arguments, span)
            }
            Source::Tuple(value) => choice(value, &position, span),
            Source::Indices(lengths, _) => {
                let arguments = vec![lengths.clone(), position];
                self.prelude_kernel("operators_index.index_at", arguments, span)
            }
            Source::Range([start, _, step]) => {
                // Steps may leave 64 bits on the way, but come back.
                let position = sized(position);
                let way = match integer(step) {
                    Some(1) => position,
                    _ => wrapping(BinaryOp::Mul, position, sized(step.clone())),
                };
                let place = match integer(start) {
                    Some(0) => way,
                    _ => wrapping(BinaryOp::Add, sized(start.clone()), way),
                };
                Ok(unsized_int(place))
            }
            Source::Enumerate(inner, start) => {
                let number = self.plus(start.clone(), position.clone(), span)?;
                let element = self.element(inner, position, span)?;
                Ok(tuple(vec![number, element], span))
            }
            Source::Mapped { function, source, spread } => {
                let element = self.element(source, position, span)?;
                self.applied(function, element, *spread, span)
            }
            Source::Elements(_) | Source::Drawn(_) => Err(Stop::Unknown(span)),
            Source::Reversed(inner) => {
                let one = constant(&Constant::Int(1), span)?;
                let length = self.source_length(inner, span)?;
                let last = self.binary(BinaryOp::Sub, length, one, span)?;
                let position = self.binary(BinaryOp::Sub, last, position, span)?;
                self.element(inner, position, span)
            }
            Source::Zip { sources, .. } => {
                let mut elements = Vec::new();
                for source in sources {
                    elements.push(self.element(source, position.clone(), span)?);
                }
                Ok(tuple(elements, span))
            }
        }
    }

    /// What happens when a source is asked for an element behind so many: a strict `zip` raises
    /// where others are longer or shorter.
    pub fn end(&mut self, source: &Source, taken: &Expr, span: Span) -> Built<Vec<Stmt>> {
        match source {
            Source::Range(_)
            | Source::Array(_)
            | Source::Flat(..)
            | Source::List(_)
            | Source::Backwards(..)
            | Source::Indices(..)
            | Source::Tuple(_)
            | Source::Elements(_)
            | Source::Drawn(_) => Ok(Vec::new()),
            Source::Enumerate(inner, _)
            | Source::Reversed(inner)
            | Source::Mapped { source: inner, .. } => self.end(inner, taken, span),
            Source::Zip { sources, strict } => self.end_of_zip(sources, 0, *strict, taken, span),
        }
    }

    /// The sources from `index` on are asked, those before have given an element.
    fn end_of_zip(
        &mut self,
        sources: &[Source],
        index: usize,
        strict: bool,
        taken: &Expr,
        span: Span,
    ) -> Built<Vec<Stmt>> {
        let Some(source) = sources.get(index) else { return Ok(Vec::new()) };
        let mut body = self.end(source, taken, span)?;
        let more = self.end_of_zip(sources, index + 1, strict, taken, span)?;
        let empty = match (strict, index) {
            (false, _) => Vec::new(),
            (true, 0) => {
                let mut body = Vec::new();
                for (index, source) in sources.iter().enumerate().skip(1) {
                    body.extend(self.end(source, taken, span)?);
                    let left = self.more_than(source, taken, span)?;
                    body.push(when(left, differs(index, "longer", span), span));
                }
                body
            }
            (true, _) => vec![differs(index, "shorter", span)],
        };
        if !more.is_empty() || !empty.is_empty() {
            let test = self.more_than(source, taken, span)?;
            body.push(Stmt { kind: StmtKind::If { test, body: more, orelse: empty }, span });
        }
        Ok(body)
    }

    fn more_than(&mut self, source: &Source, taken: &Expr, span: Span) -> Built<Expr> {
        self.lasts(source, taken, span)
    }
}

/// A strict `zip` finds the argument at `index` shorter or longer than those before.
pub fn differs(index: usize, how: &str, span: Span) -> Stmt {
    let others = match index {
        1 => "argument 1".to_owned(),
        last => format!("arguments 1-{last}"),
    };
    let message = format!("zip() argument {} is {how} than {others}", index + 1);
    raising("ValueError", &message, span)
}

/// The element of a tuple at a position that is inside: a chain of tests.
fn choice(value: &Expr, position: &Expr, span: Span) -> Built<Expr> {
    let mut parts = parts_of(value.clone()).into_iter().enumerate().rev();
    let Some((_, mut chosen)) = parts.next() else {
        return refuse(
            Problem::new(codes::ITERABLE, span, "an empty tuple is looped over")
                .help("remove the loop"),
        );
    };
    for (index, part) in parts {
        let index = constant(&Constant::Int(index as i128), span)?;
        let test = Box::new(compared(position.clone(), Comparison::Eq, index, span));
        let ty = chosen.ty.clone();
        let kind = ExprKind::IfExpr { test, body: Box::new(part), orelse: Box::new(chosen) };
        chosen = node(kind, ty, span);
    }
    Ok(chosen)
}

/// The position behind another.
pub fn next_position(position: &Expr) -> Expr {
    let span = position.span;
    let one = node(ExprKind::Constant(Constant::Int(1)), Type::Int, span);
    unsized_int(wrapping(BinaryOp::Add, sized(position.clone()), sized(one)))
}

fn sized(value: Expr) -> Expr {
    convert(value, &Type::Sized(Scalar::I64), Conversion::Numeric)
}

fn unsized_int(value: Expr) -> Expr {
    convert(value, &Type::Int, Conversion::Numeric)
}

fn wrapping(op: BinaryOp, left: Expr, right: Expr) -> Expr {
    let (arithmetic, span) = (Arithmetic::Sized(Scalar::I64), left.span);
    let (left, right) = (Box::new(left), Box::new(right));
    let kind = ExprKind::Binary { op, arithmetic, left, right };
    node(kind, Type::Sized(Scalar::I64), span)
}
