//! The statement `match`.

use rustpython_ast::{MatchCase, Pattern, Singleton, StmtMatch};

use crate::check::body::Body;
use crate::check::build::{all, assignment, block, decided, payload, together};
use crate::check::known::{Facts, Known};
use crate::check::problem::Built;
use crate::check::rules::join::Fact;
use crate::check::statements::patterns::Matched;
use crate::check::tree::{Expr, ExprKind, Stmt, StmtKind, VariableId};
use crate::source::Span;
use crate::types::Type;

impl Body<'_> {
    /// A `match` with its cases: one `if` inside the `else` of the other.
    pub fn match_stmt(&mut self, stmt: &StmtMatch) -> Built<Option<StmtKind>> {
        let span: Span = stmt.range.into();
        let subject = match self.keeping(|this| this.expr(&stmt.subject)) {
            Ok(subject) => subject,
            Err(stop) => {
                self.stopped(stop);
                self.bodies(&stmt.cases);
                return Ok(None);
            }
        };
        let mut statements = Vec::new();
        // Cases may assign the variables that the subject was read from.
        let place = self.bind(subject, &mut statements);
        let variable = self.variable_of(&stmt.subject);
        statements.extend(self.cases(&place, variable, &stmt.cases));
        Ok(Some(together(statements, span)))
    }

    /// The bodies of cases whose subject is not known: for what they say about variables.
    fn bodies(&mut self, cases: &[MatchCase]) {
        let start = self.known.clone();
        let mut end = start.clone();
        for case in cases {
            self.known = start.clone();
            self.block(&case.body);
            end = end.meet(std::mem::take(&mut self.known));
        }
        self.known = end;
    }

    fn cases(
        &mut self,
        subject: &Expr,
        variable: Option<VariableId>,
        cases: &[MatchCase],
    ) -> Vec<Stmt> {
        let Some((case, rest)) = cases.split_first() else { return Vec::new() };
        if !self.webs.reached.contains(&case.range.into()) {
            return Vec::new();
        }
        // Behind `case None` the subject is a value.
        let value = match &subject.ty {
            Type::Optional(inner) if is_none(case) => payload(subject.clone(), inner),
            _ => subject.clone(),
        };
        let matched = match self.pattern(subject, &case.pattern) {
            Ok(matched) => matched,
            Err(stop) => {
                self.stopped(stop);
                self.bodies(std::slice::from_ref(case));
                return self.cases(&value, variable, rest);
            }
        };
        if decided(&matched.test) == Some(false) {
            return self.cases(&value, variable, rest);
        }
        let span: Span = case.range.into();
        let always = decided(&matched.test) == Some(true);
        let (yes, no) = implied(&case.pattern, variable);
        let mut failed = self.known.clone();
        match always {
            true => failed.leave(),
            false => failed.learn(no),
        }
        self.known.learn(yes);
        let (test, mut body) = match self.taken(case, matched, span) {
            Ok((test, body)) => (Some(test), body),
            Err(stop) => {
                self.stopped(stop);
                (None, Vec::new())
            }
        };
        let mut behind: Option<Known> = None;
        match &case.guard {
            Some(guard) => {
                let (yes, no) = self.implied(guard);
                let mut refused = self.known.clone();
                refused.learn(no);
                failed = failed.meet(refused);
                self.known.learn(yes);
            }
            None if always => {
                body.append(&mut self.block(&case.body));
                return body;
            }
            None => {}
        }
        let never = case.guard.is_some() && test.as_ref().and_then(last_decided) == Some(false);
        if !never {
            body.append(&mut self.block(&case.body));
            behind = Some(std::mem::take(&mut self.known));
        }
        self.known = failed;
        let orelse = self.cases(&value, variable, rest);
        if let Some(behind) = behind {
            self.known = behind.meet(std::mem::take(&mut self.known));
        }
        match test {
            Some(test) => vec![Stmt { kind: StmtKind::If { test, body, orelse }, span }],
            None => Vec::new(),
        }
    }

    /// The test of a case, and what its body begins with: the captures, which a guard sees too.
    fn taken(
        &mut self,
        case: &MatchCase,
        matched: Matched,
        span: Span,
    ) -> Built<(Expr, Vec<Stmt>)> {
        let mut captures = Vec::new();
        for capture in matched.captures {
            let place: Span = capture.name.range.into();
            let fact = Fact::of_type(&capture.value.ty);
            let (target, value) = match capture.is_list {
                true => self.rest_of_sequence(&capture.name.id, place, capture.value, &fact)?,
                false => self.name_target(place, capture.value, &fact)?,
            };
            captures.push(assignment(target, value, place));
        }
        let Some(guard) = &case.guard else { return Ok((matched.test, captures)) };
        let guard = self.condition(guard)?;
        let guard = if captures.is_empty() { guard } else { block(captures, guard, span) };
        Ok((all(vec![matched.test, guard], span), Vec::new()))
    }
}

/// What follows for the subject's variable from a pattern that matches, and from one that does not.
fn implied(pattern: &Pattern, variable: Option<VariableId>) -> (Facts, Facts) {
    match (pattern, variable) {
        (Pattern::MatchSingleton(pattern), Some(id)) if pattern.value == Singleton::None => {
            (Facts::from([(id, false)]), Facts::from([(id, true)]))
        }
        _ => Default::default(),
    }
}

/// Whether the case takes `None` and nothing else, on no condition.
fn is_none(case: &MatchCase) -> bool {
    let pattern = case.pattern.as_match_singleton();
    case.guard.is_none() && pattern.is_some_and(|pattern| pattern.value == Singleton::None)
}

/// The truth of the guard at the end of a test, if it is known.
fn last_decided(test: &Expr) -> Option<bool> {
    match &test.kind {
        ExprKind::BoolOp { and: true, values } => values.last().and_then(last_decided),
        ExprKind::Block { value, .. } => last_decided(value),
        _ => decided(test),
    }
}
