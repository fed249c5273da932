//! Loops, and what is known of variables at their heads.
//!
//! At the head of a loop two paths meet: the one that enters it and the one that goes round. Until a
//! look has seen the contrary, what holds on entering is taken to hold in every round; what the end
//! of a round does not confirm is remembered ([`crate::check::instances::Instance::unsure`]) and the
//! body looked at again, until nothing is left to disprove.

use rustpython_ast::{Expr as Ast, Stmt as AstStmt, StmtFor, StmtWhile};
use rustpython_text_size::Ranged;

use crate::check::body::Body;
use crate::check::build::{assignment, together, variable};
use crate::check::iteration::iterables::{Plan, Run};
use crate::check::known::{Known, Ways};
use crate::check::problem::Built;
use crate::check::syntax::constant_truth;
use crate::check::tree::{Stmt, StmtKind, Target};
use crate::source::Span;

impl Body<'_> {
    /// A `while` loop.
    pub fn while_stmt(&mut self, stmt: &StmtWhile) -> Option<StmtKind> {
        let span: Span = stmt.range.into();
        let head = self.at_head(span);
        let test = self.test(&stmt.test);
        let (yes, no) = self.implied(&stmt.test);
        let tested = self.known.clone();
        self.known = tested.clone().with(yes);
        let exhausted = match constant_truth(&stmt.test) {
            Some(true) => Known::nowhere(),
            _ => tested.with(no),
        };
        let (body, orelse) = self.rounds(span, &head, exhausted, &stmt.body, &stmt.orelse);
        test.map(|test| StmtKind::While { test, body, orelse })
    }

    /// A `for` loop.
    pub fn for_stmt(&mut self, stmt: &StmtFor) -> Built<Option<StmtKind>> {
        let span: Span = stmt.range.into();
        let plan = self.keeping(|this| match this.run(&stmt.iter, span)? {
            Run::Elements(setup, elements) if elements.is_empty() => Ok(Err(setup)),
            run => this.planned(run, &stmt.iter).map(Ok),
        });
        let mut plan = match plan {
            Ok(Ok(plan)) => Some(plan),
            // There is nothing to loop over, and no target gets a type.
            Ok(Err(mut statements)) => {
                statements.append(&mut self.block(&stmt.orelse));
                return Ok((!statements.is_empty()).then(|| together(statements, span)));
            }
            Err(stop) => {
                self.stopped(stop);
                None
            }
        };
        let head = self.at_head(span);
        let target = match &plan {
            Some(plan) => match self.loop_target(&stmt.target, plan) {
                Ok(target) => Some(target),
                Err(stop) => {
                    self.stopped(stop);
                    None
                }
            },
            None => None,
        };
        let (mut body, mut orelse) =
            self.rounds(span, &head, head.clone(), &stmt.body, &stmt.orelse);
        let (Some((target, first)), Some(mut plan)) = (target, plan.take()) else {
            return Ok(None);
        };
        body.splice(0..0, first);
        orelse.splice(0..0, plan.end);
        let kind = StmtKind::For { target, iterable: Box::new(plan.iterable), body, orelse };
        if plan.setup.is_empty() {
            return Ok(Some(kind));
        }
        plan.setup.push(Stmt { kind, span });
        Ok(Some(together(plan.setup, span)))
    }

    /// The loop's own target, and what the body begins with where the source's target is another.
    pub fn loop_target(&mut self, ast: &Ast, plan: &Plan) -> Built<(Target, Option<Stmt>)> {
        let span: Span = ast.range().into();
        if let Some((position, element)) = &plan.element {
            let (target, value) = self.target(ast, element.clone(), &plan.yields)?;
            return Ok((Target::Variable(*position), Some(assignment(target, value, span))));
        }
        let ty = plan.yields.ty();
        let name = self.text(span).to_owned();
        let hidden = self.hide(&name, &ty);
        let value = variable(hidden, &ty, span);
        let (target, value) = self.target(ast, value, &plan.yields)?;
        // A tuple's elements are assigned as they are; others may be kept by the loop itself.
        if matches!(target, Target::Variable(_)) && value.ty == ty {
            self.hidden.pop();
            return Ok((target, None));
        }
        Ok((Target::Variable(hidden), Some(assignment(target, value, span))))
    }

    /// What is known at the head of the loop at that place, before each round.
    fn at_head(&mut self, place: Span) -> Known {
        self.known.forget(self.unsure.get(&place).into_iter().flatten());
        self.known.clone()
    }

    /// Forgets what an iteration of a loop at that place may change.
    pub fn forget_assigned(&mut self, place: Span) {
        let stored = self.stored_in(place);
        self.known.forget(&stored);
    }

    /// Builds the body of a loop, which begins with what is known now, and its `else`, which begins
    /// with what is known when the loop is `exhausted`. Afterwards holds what holds behind both.
    fn rounds(
        &mut self,
        place: Span,
        head: &Known,
        exhausted: Known,
        body: &[AstStmt],
        orelse: &[AstStmt],
    ) -> (Vec<Stmt>, Vec<Stmt>) {
        self.ways.push(Ways { breaks: Known::nowhere(), continues: Known::nowhere() });
        let built = self.block(body);
        let end = std::mem::replace(&mut self.known, exhausted);
        let (breaks, end) = match self.ways.pop() {
            Some(Ways { breaks, continues }) => (breaks, end.meet(continues)),
            None => (Known::nowhere(), end),
        };
        // What a round does not assign is after it what it was before.
        let stored = self.stored_in(place);
        let lost = head.lost_in(&end).into_iter().filter(|id| stored.contains(id));
        for id in lost {
            self.unsure.entry(place).or_default().insert(id);
        }
        let orelse = self.block(orelse);
        self.known = breaks.meet(std::mem::take(&mut self.known));
        (built, orelse)
    }

    /// Control leaves the loop, or begins its next round.
    pub fn leave_round(&mut self, breaks: bool) -> StmtKind {
        let known = std::mem::replace(&mut self.known, Known::nowhere());
        if let Some(ways) = self.ways.last_mut() {
            let way = if breaks { &mut ways.breaks } else { &mut ways.continues };
            *way = std::mem::replace(way, Known::nowhere()).meet(known);
        }
        if breaks { StmtKind::Break } else { StmtKind::Continue }
    }
}
