//! Iterators that are asked for one element after the other, as Python's are: what has no element at
//! each position, since asking for one does something.
//!
//! Each is a few variables for its state, statements that ask for the next element, and what is there
//! then (see [`Drawn`]). One made of others has their statements among its own, so that what is
//! evaluated, when and how often is Python's, whoever asks. A loop over one is a loop over positions
//! whose test asks.

use crate::check::body::Body;
use crate::check::build::{
    behind, block, boolean, compared, constant, node, parts_of, tuple, variable,
};
use crate::check::iteration::plan::{Drawn, Plan, Setup, Source};
use crate::check::iteration::positions::{differs, next_position};
use crate::check::iteration::reductions::assign;
use crate::check::problem::{Built, Problem, Stop, refuse};
use crate::check::rules::join::Fact;
use crate::check::rules::refusals::clash_of_values;
use crate::check::tree::{Expr, ExprKind, Iterable, Stmt, StmtKind};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{Comparison, Constant, Type};

impl Body<'_> {
    /// A loop over what is drawn.
    pub fn drawn_plan(&mut self, drawn: Drawn, setup: Setup, span: Span) -> Plan {
        let position = self.hide("position", &Type::Int);
        let Drawn { advance, found, element } = drawn;
        Plan {
            setup: setup.body,
            iterable: Iterable::Positions { test: block(advance, found, span) },
            yields: Fact::of_type(&element.ty),
            element: Some((position, element)),
            end: Vec::new(),
        }
    }

    /// Any source as an iterator, whose state `setup` begins.
    pub fn drawn(&mut self, source: Source, setup: &mut Setup) -> Built<Drawn> {
        let span = self.span_of(&source);
        match source {
            Source::Drawn(drawn) => Ok(*drawn),
            Source::Elements(elements) => self.drawn_elements(elements, setup),
            source if !source.is_drawn() => self.drawn_positions(source, setup, span),
            Source::Enumerate(inner, start) => {
                let Drawn { advance, found, element } = self.drawn(*inner, setup)?;
                let position = self.state("count", constant(&Constant::Int(0), span)?, setup);
                let number = self.slot("number", &Type::Int, setup, span);
                let now = self.plus(start, position.clone(), span)?;
                let note = vec![
                    assign(&number, now, span),
                    assign(&position, next_position(&position), span),
                ];
                let advance = [advance, vec![branch(&found, note, Vec::new(), span)]].concat();
                Ok(Drawn { advance, found, element: tuple(vec![number, element], span) })
            }
            Source::Mapped { function, source, spread } => {
                let Drawn { mut advance, found, element } = self.drawn(*source, setup)?;
                let made = self.applied(&function, element, spread, span)?;
                let value = self.slot("value", &made.ty, setup, span);
                advance.push(branch(&found, vec![assign(&value, made, span)], Vec::new(), span));
                Ok(Drawn { advance, found, element: value })
            }
            Source::Zip { sources, strict } => {
                let mut drawn = Vec::new();
                for source in sources {
                    drawn.push(self.drawn(source, setup)?);
                }
                let found = self.state("found", boolean(false, span), setup);
                let elements = drawn.iter().map(|it| it.element.clone()).collect();
                let mut advance = vec![assign(&found, boolean(false, span), span)];
                advance.extend(asking(&drawn, 0, strict, &found, span));
                Ok(Drawn { advance, found, element: tuple(elements, span) })
            }
            _ => Err(Stop::Unknown(span)),
        }
    }

    /// The elements at the positions of a source.
    fn drawn_positions(&mut self, source: Source, setup: &mut Setup, span: Span) -> Built<Drawn> {
        let source = self.alike(source)?;
        let position = self.state("position", constant(&Constant::Int(0), span)?, setup);
        let found = self.state("found", boolean(false, span), setup);
        let test = match source.may_change() {
            true => self.lasts(&source, &position, span)?,
            false => {
                let length = self.source_length(&source, span)?;
                let length = self.held(length, setup);
                compared(position.clone(), Comparison::Lt, length, span)
            }
        };
        let now = self.element(&source, position.clone(), span)?;
        let element = self.slot("element", &now.ty, setup, span);
        let end = self.end(&source, &position, span)?;
        let take =
            vec![assign(&element, now, span), assign(&position, next_position(&position), span)];
        let advance = vec![assign(&found, test, span), branch(&found, take, end, span)];
        Ok(Drawn { advance, found, element })
    }

    /// Values with types of their own, each evaluated once.
    fn drawn_elements(&mut self, elements: Vec<Expr>, setup: &mut Setup) -> Built<Drawn> {
        let span = elements.first().map(|it| it.span).unwrap_or_default();
        let facts: Vec<Fact> = elements.iter().map(Fact::of).collect();
        let ty = match self.join(&facts) {
            Ok(Some(ty)) => ty,
            Ok(None) => return refuse(of_nothing(span)),
            Err(clash) => return refuse(clash_of_values(&clash, span)),
        };
        let position = self.state("position", constant(&Constant::Int(0), span)?, setup);
        let found = self.state("found", boolean(false, span), setup);
        let element = self.slot("element", &ty, setup, span);
        let count = constant(&Constant::Int(elements.len() as i128), span)?;
        let mut chosen = Vec::new();
        for (index, value) in elements.into_iter().enumerate().rev() {
            let index = constant(&Constant::Int(index as i128), span)?;
            let test = compared(position.clone(), Comparison::Eq, index, span);
            let take = vec![assign(&element, self.as_joined(value, &ty)?, span)];
            chosen = vec![branch(&test, take, chosen, span)];
        }
        let test = compared(position.clone(), Comparison::Lt, count, span);
        // Behind the element, which may raise.
        chosen.push(assign(&position, next_position(&position), span));
        let advance = vec![assign(&found, test, span), branch(&found, chosen, Vec::new(), span)];
        Ok(Drawn { advance, found, element })
    }

    /// What a function gives for an element, or for the parts of a tuple.
    pub fn applied(
        &mut self,
        function: &Expr,
        element: Expr,
        spread: bool,
        span: Span,
    ) -> Built<Expr> {
        let mut body = Vec::new();
        let arguments = match (spread, &element.kind, &element.ty) {
            (false, ..) => vec![element],
            (true, ExprKind::Aggregate(_), Type::Tuple(_)) => parts_of(element),
            (true, _, Type::Tuple(_) | Type::Named(_)) => {
                parts_of(self.settle_one(element, &mut body))
            }
            _ => {
                let message = "the arguments of the function are no tuple";
                return refuse(
                    Problem::new(codes::ITERABLE, span, message)
                        .help("write a loop, or a generator expression, that calls it"),
                );
            }
        };
        let value = self.call_function(function.clone(), arguments, span)?;
        Ok(behind(body, value))
    }

    /// A variable of an iterator that begins with a value.
    pub fn state(&mut self, name: &str, first: Expr, setup: &mut Setup) -> Expr {
        let span = first.span;
        let state = variable(self.hide(name, &first.ty), &first.ty, span);
        setup.body.push(assign(&state, first, span));
        state
    }

    /// A variable of an iterator that has no value yet.
    pub fn slot(&mut self, name: &str, ty: &Type, setup: &mut Setup, span: Span) -> Expr {
        self.state(name, node(ExprKind::Placeholder, ty.clone(), span), setup)
    }
}

/// Asks the iterators from `index` on, those before have given an element.
fn asking(drawn: &[Drawn], index: usize, strict: bool, found: &Expr, span: Span) -> Vec<Stmt> {
    let Some(this) = drawn.get(index) else {
        return vec![assign(found, boolean(true, span), span)];
    };
    let more = asking(drawn, index + 1, strict, found, span);
    let mut empty = Vec::new();
    match (strict, index) {
        (false, _) => {}
        (true, 0) => {
            for (index, other) in drawn.iter().enumerate().skip(1) {
                empty.extend(other.advance.clone());
                let longer = vec![differs(index, "longer", span)];
                empty.push(branch(&other.found, longer, Vec::new(), span));
            }
        }
        (true, _) => empty.push(differs(index, "shorter", span)),
    }
    let mut body = this.advance.clone();
    body.push(branch(&this.found, more, empty, span));
    body
}

/// `if test: body else: orelse`.
pub fn branch(test: &Expr, body: Vec<Stmt>, orelse: Vec<Stmt>, span: Span) -> Stmt {
    Stmt { kind: StmtKind::If { test: test.clone(), body, orelse }, span }
}

/// `while True: body`.
pub fn forever(body: Vec<Stmt>, span: Span) -> Stmt {
    let kind = StmtKind::While { test: boolean(true, span), body, orelse: Vec::new() };
    Stmt { kind, span }
}

pub fn stop(span: Span) -> Stmt {
    Stmt { kind: StmtKind::Break, span }
}

pub fn of_nothing(span: Span) -> Problem {
    Problem::new(codes::ITERABLE, span, "an iterator over nothing")
        .help("what has no elements when it is compiled is of no type; remove the loop")
}
