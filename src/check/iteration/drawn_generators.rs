//! Generator expressions as iterators: where something else than a reduction asks for their values.

use std::collections::BTreeSet;

use rustpython_ast::ExprGenerator;
use rustpython_text_size::Ranged;

use crate::check::body::Body;
use crate::check::build::{as_number, assignment, boolean};
use crate::check::iteration::drawn::{branch, forever, stop};
use crate::check::iteration::plan::{Drawn, Setup, Source};
use crate::check::iteration::reductions::assign;
use crate::check::problem::{Built, Problem, refuse};
use crate::check::refusals::stray_generator;
use crate::check::rules::join::Fact;
use crate::check::tree::{Expr, Stmt, VariableId};
use crate::diagnostics::codes;
use crate::source::Span;

/// One `for` of a generator expression with its tests.
struct Clause {
    /// What makes its iterator; of the first that is done already.
    setup: Vec<Stmt>,
    drawn: Drawn,
    /// Assigns the target.
    assign: Stmt,
    tests: Vec<Expr>,
    /// Whether its iterator is being asked; of the first it always is.
    active: Option<Expr>,
}

impl Body<'_> {
    /// A generator expression: what its first `for` runs over is evaluated now.
    pub fn generator_source(
        &mut self,
        generator: &ExprGenerator,
        setup: &mut Setup,
    ) -> Built<Source> {
        let span: Span = generator.range.into();
        let Some(first) = generator.generators.first() else {
            return refuse(stray_generator(span));
        };
        self.assigned_before(generator)?;
        if let Some(name) = self.changes_beside(generator, setup.place) {
            let message = format!("`{name}`, which a generator expression uses, changes meanwhile");
            return refuse(
                Problem::new(codes::ITERABLE, span, message)
                    .help("make a list of it, or write its loop in the function"),
            );
        }
        let source = self.source(&first.iter, setup)?;
        if self.unrolled(&source)?.is_some_and(|elements| elements.is_empty()) {
            return Ok(Source::Elements(Vec::new()));
        }
        let known = self.known.clone();
        self.forget_assigned(setup.place);
        let drawn = self.keeping(|this| this.drawn_generator(generator, source, setup));
        self.known = known;
        Ok(Source::Drawn(Box::new(drawn?)))
    }

    fn drawn_generator(
        &mut self,
        generator: &ExprGenerator,
        source: Source,
        setup: &mut Setup,
    ) -> Built<Drawn> {
        let span: Span = generator.range.into();
        let found = self.state("found", boolean(false, span), setup);
        let mut clauses: Vec<Clause> = Vec::new();
        let mut first = Some(source);
        for clause in &generator.generators {
            if clause.is_async {
                return refuse(
                    Problem::new(codes::ASYNC, clause.range.into(), "`async for`")
                        .help("write a plain `for`"),
                );
            }
            let mut inner = Setup { place: setup.place, body: Vec::new() };
            let (drawn, active) = match first.take() {
                Some(source) => (self.drawn(source, setup)?, None),
                None => {
                    let source = self.source(&clause.iter, &mut inner)?;
                    let active = self.state("active", boolean(false, span), setup);
                    (self.drawn(source, &mut inner)?, Some(active))
                }
            };
            let element = drawn.element.clone();
            let fact = Fact::of_type(&element.ty);
            let (target, value) = self.target(&clause.target, element, &fact)?;
            let assign = assignment(target, value, span);
            let mut tests = Vec::new();
            for test in &clause.ifs {
                tests.push(self.condition(test)?);
                let (yes, _) = self.implied(test);
                self.known.learn(yes);
            }
            clauses.push(Clause { setup: inner.body, drawn, assign, tests, active });
        }
        let made = self.expr(&generator.elt).map(as_number)?;
        let value = self.slot("value", &made.ty, setup, span);
        let mut inside =
            vec![assign(&value, made, span), assign(&found, boolean(true, span), span), stop(span)];
        let mut steps = Vec::new();
        for clause in clauses.into_iter().rev() {
            let Clause { setup: mut begin, drawn, assign: target, tests, active } = clause;
            for test in tests.iter().rev() {
                inside = vec![branch(test, inside, Vec::new(), span)];
            }
            inside.insert(0, target);
            let end = match &active {
                Some(active) => assign(active, boolean(false, span), span),
                None => stop(span),
            };
            let mut step = drawn.advance;
            step.push(branch(&drawn.found, inside, vec![end], span));
            begin.extend(active.iter().map(|it| assign(it, boolean(true, span), span)));
            inside = begin;
            steps.push((active, step));
        }
        // The innermost that is active is asked.
        let mut body = Vec::new();
        for (active, step) in steps.into_iter().rev() {
            body = match active {
                Some(active) => vec![branch(&active, step, body, span)],
                None => step,
            };
        }
        let advance = vec![assign(&found, boolean(false, span), span), forever(body, span)];
        Ok(Drawn { advance, found, element: value })
    }

    /// A variable that a generator expression reads, and that is assigned beside it inside a place,
    /// where its values are asked for.
    fn changes_beside(&self, generator: &ExprGenerator, place: Span) -> Option<String> {
        let whole: Span = generator.range.into();
        let first: Option<Span> = generator.generators.first().map(|it| it.iter.range().into());
        let is_inside =
            |outer: Span, span: &Span| outer.start <= span.start && span.end <= outer.end;
        let name = |id: &VariableId| Some(self.webs.variables.get(id.0 as usize)?.0.as_str());
        let stores = self.webs.stores.iter().filter(|(span, id)| {
            is_inside(place, span) && !is_inside(whole, span) && !self.webs.inner.contains(id)
        });
        let stored: BTreeSet<&str> = stores.filter_map(|(_, id)| name(id)).collect();
        let mut loads = self.webs.loads.iter().filter(|(span, id)| {
            let begins = first.is_some_and(|first| is_inside(first, span));
            is_inside(whole, span) && !begins && !self.webs.inner.contains(id)
        });
        loads.find_map(|(_, id)| name(id).filter(|it| stored.contains(it)).map(str::to_owned))
    }
}
