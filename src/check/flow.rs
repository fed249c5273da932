//! What flows into variables and into the result, and the types that follow at once.
//!
//! A variable has a type from the first fact on, in the same look; a later fact makes it wider for
//! what comes behind. Where something was built before, the body is looked at again. Facts that go
//! from one round of a loop to the next are followed statement by statement before that: else a
//! chain of assignments written backwards would move by one link in each look.

use std::collections::BTreeMap;

use rustpython_ast::{Stmt as AstStmt, visitor, visitor::Visitor};
use rustpython_text_size::Ranged;

use crate::check::body::Body;
use crate::check::known::Known;
use crate::check::names::scopes::Syntax;
use crate::check::rules::join::{Fact, guess, holds};
use crate::check::tree::VariableId;
use crate::source::Span;
use crate::types::Type;

/// From this look at a body on, types only grow: nothing can swing for ever.
const LOOKS_THAT_CORRECT: usize = 20;

impl Body<'_> {
    /// A value flows into a variable at that place.
    pub fn flows_into(&mut self, id: VariableId, span: Span, fact: &Fact) {
        let rules = self.rules();
        let of_locals = self.type_by_locals(id).filter(|_| fact.ty().scalar().is_some());
        let of_locals = of_locals.map(|ty| Fact::of_type(&ty));
        let fact = of_locals.as_ref().unwrap_or(fact);
        let key = (id, span);
        let fact = self.grown(self.before.facts.get(&key), fact.clone());
        let ty = fact.ty();
        let earlier = self.outcome.facts.insert(key, fact.clone());
        let earlier = earlier.as_ref().or_else(|| self.before.facts.get(&key));
        let cell = self.cell(id);
        // What a variable holds already need not be joined with all that flows into it: a sum of
        // thousands of lines would take the square of them.
        let is_held = earlier.is_none_or(|earlier| *earlier == fact)
            && cell.is_some_and(|cell| holds(cell, &fact));
        if is_held || cell == Some(&ty) {
            return;
        }
        let all = (id, Span { start: 0, end: 0 })..=(id, Span { start: u32::MAX, end: u32::MAX });
        let unseen = self.before.facts.range(all.clone());
        let unseen = unseen.filter(|(key, _)| !self.outcome.facts.contains_key(*key));
        let facts = self.outcome.facts.range(all).chain(unseen).map(|(_, fact)| fact);
        let joined = guess(rules, facts);
        if joined.is_some() && joined.as_ref() != cell {
            if cell.is_some() {
                self.widened = true;
                self.rounds.grown.insert(id);
            }
            if let Some(cell) = self.cells.get_mut(id.0 as usize) {
                *cell = joined;
            }
            self.learned = true;
        }
    }

    /// The type of a variable that Numba's option `locals` says.
    fn type_by_locals(&self, id: VariableId) -> Option<Type> {
        let locals = &self.program.kernel(self.kernel).decorator.locals;
        if locals.is_empty() {
            return None;
        }
        locals.get(&self.webs.variables.get(id.0 as usize)?.0).cloned()
    }

    /// A value is returned at that place.
    pub fn flows_out(&mut self, span: Span, fact: Fact) {
        let rules = self.rules();
        let fact = self.grown(self.before.returns.get(&span), fact);
        let ty = fact.ty();
        self.outcome.returns.insert(span, fact);
        let instance = &mut self.table.instances[self.instance];
        if instance.declared.is_some() || instance.result.as_ref() == Some(&ty) {
            return;
        }
        let unseen = self.before.returns.iter();
        let unseen = unseen.filter(|(span, _)| !self.outcome.returns.contains_key(*span));
        let facts = self.outcome.returns.iter().chain(unseen).map(|(_, fact)| fact);
        let joined = guess(rules, facts);
        if joined.is_some() && joined != instance.result {
            self.widened |= instance.result.is_some();
            self.learned = true;
            instance.result = joined;
        }
    }

    /// The fact, or after many looks what it and the one of the look before have in common.
    fn grown(&self, before: Option<&Fact>, fact: Fact) -> Fact {
        let only_grows = self.table.instances[self.instance].looks > LOOKS_THAT_CORRECT;
        match before.filter(|_| only_grows).map(|before| self.join(&[before.clone(), fact.clone()]))
        {
            Some(Ok(Some(wider))) => Fact::of_type(&wider),
            _ => fact,
        }
    }

    /// Remembers what is known where an assignment inside a loop begins.
    pub fn enter_assignment(&mut self, stmt: &AstStmt, span: Span) {
        let assigns =
            matches!(stmt, AstStmt::Assign(_) | AstStmt::AugAssign(_) | AstStmt::AnnAssign(_));
        if self.ways.is_empty() || !assigns {
            return;
        }
        let read = self.webs.loads.range(within(span)).map(|(_, id)| *id);
        let facts = self.known.about(read);
        self.rounds.entered.insert(span, facts);
    }

    /// Follows what has grown through the assignments inside loops that read it, until nothing
    /// grows there. What they build is dropped: the body is looked at once more.
    pub fn follow(&mut self, syntax: Syntax) {
        let Syntax::Def(definition) = syntax else { return };
        if self.rounds.grown.is_empty() || self.rounds.entered.is_empty() {
            return;
        }
        let mut statements = Assignments::default();
        definition.body.iter().for_each(|stmt| statements.visit_stmt(stmt));
        let mut readers: BTreeMap<VariableId, Vec<Span>> = BTreeMap::new();
        for span in self.rounds.entered.keys() {
            for (_, id) in self.webs.loads.range(within(*span)) {
                readers.entry(*id).or_default().push(*span);
            }
        }
        let (problems, unknown) = (self.outcome.problems.len(), self.outcome.unknown);
        let hidden = self.hidden.len();
        // Types may swing here; then the looks to come decide, which are counted.
        let mut left = LOOKS_THAT_CORRECT * self.rounds.entered.len();
        while let Some(id) = self.rounds.grown.pop_first() {
            for span in readers.get(&id).into_iter().flatten() {
                let (Some(stmt), Some(facts)) =
                    (statements.0.get(span), self.rounds.entered.get(span))
                else {
                    continue;
                };
                if left == 0 {
                    break;
                }
                left -= 1;
                self.known = Known::of(facts.clone());
                // What stops is said by the next look.
                let _ = self.stmt(stmt, *span);
                self.hidden.truncate(hidden);
            }
        }
        self.outcome.problems.truncate(problems);
        self.outcome.unknown = unknown;
    }
}

/// The assignments among statements, by place.
#[derive(Default)]
struct Assignments<'a>(BTreeMap<Span, &'a AstStmt>);

impl<'a> Visitor<'a> for Assignments<'a> {
    fn visit_stmt(&mut self, stmt: &'a AstStmt) {
        match stmt {
            AstStmt::Assign(_) | AstStmt::AugAssign(_) | AstStmt::AnnAssign(_) => {
                self.0.insert(stmt.range().into(), stmt);
            }
            // A function of its own.
            AstStmt::FunctionDef(_) => {}
            _ => visitor::walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, _: &'a rustpython_ast::Expr) {}
}

/// The places that begin inside of that one.
fn within(span: Span) -> std::ops::Range<Span> {
    Span { start: span.start, end: 0 }..Span { start: span.end, end: 0 }
}
