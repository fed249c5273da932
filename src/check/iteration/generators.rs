//! What reductions run over: the elements of a source, or the values of a generator expression,
//! which is evaluated on the spot, as loops.

use rustpython_ast::{Expr as Ast, ExprGenerator};
use rustpython_text_size::Ranged;

use crate::check::body::Body;
use crate::check::build::{as_number, variable, when, zero_step};
use crate::check::iteration::plan::{Plan, Run, Setup};
use crate::check::problem::{Built, Problem, refuse};
use crate::check::refusals::{no_none, stray_generator};
use crate::check::tree::{Expr, Iterable, Stmt, StmtKind, Target};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::Type;

/// What a reduction runs over; what is evaluated at once has been.
pub enum Over<'a> {
    /// The elements of a tuple, each with its own type, or what a function gives for these: each
    /// is evaluated once, when it is taken.
    Elements(Vec<Expr>),
    Loop(Box<Plan>),
    Generator(Box<Plan>, &'a ExprGenerator),
}

/// What is asked of elements.
#[derive(Clone, Debug)]
pub enum Taken {
    /// A number, a tuple or the like.
    Values,
    /// Whether they are true: a `Bool`.
    Tests,
    /// Anything, also `None`; where something new is made, of that type.
    Any(Option<Type>),
}

/// What is done with each element.
pub type Consume<'c> = &'c mut dyn FnMut(&mut Body, Expr) -> Built<Vec<Stmt>>;

impl Body<'_> {
    /// What a reduction runs over, and what is evaluated before.
    pub fn over<'a>(&mut self, ast: &'a Ast, place: Span) -> Built<(Vec<Stmt>, Over<'a>)> {
        if let Ast::Generator(generator) = ast {
            let span = generator.range.into();
            let Some(first) = generator.generators.first() else {
                return refuse(stray_generator(span));
            };
            self.assigned_before(generator)?;
            let run = self.using(|this| this.run(&first.iter, place))?;
            let mut plan = match run {
                // Nothing of the generator expression is ever evaluated.
                Run::Elements(setup, elements) if elements.is_empty() => {
                    return Ok((setup, Over::Elements(elements)));
                }
                run => self.planned(run, &first.iter)?,
            };
            return Ok((
                std::mem::take(&mut plan.setup),
                Over::Generator(Box::new(plan), generator),
            ));
        }
        let run = self.using(|this| this.run(ast, place))?;
        Ok(match run {
            Run::Elements(setup, elements) => (setup, Over::Elements(elements)),
            Run::Loop(mut plan) => (std::mem::take(&mut plan.setup), Over::Loop(plan)),
        })
    }

    /// The same of a value that can be read again.
    pub fn over_value(&mut self, value: Expr, span: Span) -> Built<(Vec<Stmt>, Over<'static>)> {
        let setup = Setup { place: span, body: Vec::new() };
        Ok(match self.run_of_value(value, setup)? {
            Run::Elements(setup, elements) => (setup, Over::Elements(elements)),
            Run::Loop(mut plan) => (std::mem::take(&mut plan.setup), Over::Loop(plan)),
        })
    }

    /// The loops that hand each element to `consume`. Where `consume` breaks, it has made `left` true, and the loops around end too.
    pub fn loops(
        &mut self,
        over: Over,
        taken: Taken,
        left: Option<&Expr>,
        span: Span,
        consume: Consume,
    ) -> Built<Vec<Stmt>> {
        match over {
            Over::Elements(elements) => {
                let mut body = Vec::new();
                for element in elements {
                    if !matches!(taken, Taken::Any(_)) {
                        no_none(&element)?;
                    }
                    body.extend(consume(self, element)?);
                }
                Ok(body)
            }
            Over::Loop(plan) => {
                let (position, element) = self.element_of(&plan, span);
                let element = match taken {
                    Taken::Tests => self.optional_truth(element)?,
                    Taken::Values | Taken::Any(_) => element,
                };
                if !matches!(taken, Taken::Any(_)) {
                    no_none(&element)?;
                }
                let body = consume(self, element)?;
                Ok(vec![looping(position, *plan, body, span)])
            }
            Over::Generator(plan, generator) => {
                self.forget_assigned(generator.range.into());
                let before = self.known.clone();
                let built = self.clause(generator, 0, *plan, taken, left, consume);
                self.known = before;
                built
            }
        }
    }

    /// Has what a source is made of evaluated now, where another argument is evaluated before the
    /// loop begins.
    pub fn evaluated(&mut self, over: &mut Over, body: &mut Vec<Stmt>) -> Built<()> {
        let (Over::Loop(plan) | Over::Generator(plan, _)) = over else { return Ok(()) };
        match &mut plan.iterable {
            Iterable::Range { start, stop, step } => {
                for bound in [start, stop, &mut *step] {
                    *bound = self.settle_one(bound.clone(), body);
                }
                body.extend(zero_step(step, step.span)?);
            }
            Iterable::Array { array, .. } => *array = self.settle_one(array.clone(), body),
            // What it runs over is at hand.
            Iterable::Positions { .. } => {}
            Iterable::Tuple { tuple, .. } => *tuple = self.settle_one(tuple.clone(), body),
        }
        Ok(())
    }

    /// The variable that a loop sets, and the element as an expression.
    fn element_of(&mut self, plan: &Plan, span: Span) -> (Target, Expr) {
        match &plan.element {
            Some((position, element)) => (Target::Variable(*position), element.clone()),
            None => {
                let ty = plan.yields.ty();
                let hidden = self.hide("element", &ty);
                (Target::Variable(hidden), variable(hidden, &ty, span))
            }
        }
    }

    /// One `for` of a generator expression with its tests, and what is inside.
    fn clause(
        &mut self,
        generator: &ExprGenerator,
        index: usize,
        plan: Plan,
        taken: Taken,
        left: Option<&Expr>,
        consume: Consume,
    ) -> Built<Vec<Stmt>> {
        let span: Span = generator.range.into();
        let Some(clause) = generator.generators.get(index) else { return Ok(Vec::new()) };
        if clause.is_async {
            return refuse(
                Problem::new(codes::ASYNC, clause.range.into(), "`async for`")
                    .help("write a plain `for`"),
            );
        }
        let (target, first) = self.loop_target(&clause.target, &plan)?;
        let mut tests = Vec::new();
        for test in &clause.ifs {
            let built = self.condition(test)?;
            let (yes, _) = self.implied(test);
            self.known.learn(yes);
            tests.push((built, Span::from(test.range())));
        }
        let mut body = match generator.generators.get(index + 1) {
            Some(next) => {
                let mut plan = self.plan(&next.iter, span)?;
                let mut body = std::mem::take(&mut plan.setup);
                body.extend(self.clause(generator, index + 1, plan, taken, left, consume)?);
                if let Some(left) = left {
                    body.push(when(left.clone(), Stmt { kind: StmtKind::Break, span }, span));
                }
                body
            }
            None => {
                let element = match taken {
                    Taken::Tests => self.condition(&generator.elt)?,
                    Taken::Values => self.value(&generator.elt)?,
                    Taken::Any(wanted) => {
                        self.expecting(wanted, |this| this.expr(&generator.elt)).map(as_number)?
                    }
                };
                consume(self, element)?
            }
        };
        for (test, span) in tests.into_iter().rev() {
            body = vec![Stmt { kind: StmtKind::If { test, body, orelse: Vec::new() }, span }];
        }
        body.splice(0..0, first);
        Ok(vec![looping(target, plan, body, span)])
    }

    /// A variable of the function that may be unassigned raises another error in a generator
    /// expression than elsewhere.
    pub fn assigned_before(&self, generator: &ExprGenerator) -> Built<()> {
        let first: Option<Span> = generator.generators.first().map(|it| it.iter.range().into());
        let place: Span = generator.range.into();
        let inside = |place: Span, span: &Span| place.start <= span.start && span.end <= place.end;
        for (span, id) in &self.webs.loads {
            let elsewhere = !inside(place, span) || first.is_some_and(|first| inside(first, span));
            let Some((name, maybe_unbound)) = self.webs.variables.get(id.0 as usize) else {
                continue;
            };
            if !elsewhere && *maybe_unbound && !self.webs.never_assigned.contains(id) {
                let message = format!("`{name}` may be unassigned in this generator expression");
                return refuse(
                    Problem::new(codes::REDUCTION, *span, message)
                        .help("assign it on every path before, or write a `for` loop"),
                );
            }
        }
        Ok(())
    }
}

fn looping(target: Target, plan: Plan, body: Vec<Stmt>, span: Span) -> Stmt {
    let kind = StmtKind::For { target, iterable: Box::new(plan.iterable), body, orelse: plan.end };
    Stmt { kind, span }
}
