//! `for` loops.

use rustpython_ast::{Expr as Ast, StmtFor};
use rustpython_text_size::Ranged;

use super::{assignment, together, variable};
use crate::check::body::Body;
use crate::check::iteration::iterables::{Plan, Run};
use crate::check::narrow::Facts;
use crate::check::problem::Built;
use crate::check::tree::{Stmt, StmtKind, Target};
use crate::source::Span;

impl Body<'_> {
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
        self.forget_assigned(span);
        let head = match &plan {
            Some(plan) => match self.loop_target(&stmt.target, plan) {
                Ok(head) => Some(head),
                Err(stop) => {
                    self.stopped(stop);
                    None
                }
            },
            None => None,
        };
        let (mut body, mut orelse) =
            self.looped(Facts::new(), Facts::new(), &stmt.body, &stmt.orelse);
        let (Some((target, first)), Some(mut plan)) = (head, plan.take()) else { return Ok(None) };
        body.splice(0..0, first);
        orelse.splice(0..0, plan.end);
        let kind = StmtKind::For { target, iterable: plan.iterable, body, orelse };
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
}
