//! What expressions, targets and patterns read and assign, in Python's order of evaluation.

use std::collections::BTreeSet;

use imbl::OrdMap;
use rustpython_ast::{
    BoolOp, Comprehension, Expr, ExprName, Identifier, Pattern, UnaryOp,
    visitor::{Visitor, walk_pattern},
};
use rustpython_text_size::Ranged;

use crate::check::names::webs::{Flow, Reaching, State, join, only};
use crate::check::syntax::{captured_name, child_expressions, constant_truth, target_names};

impl Flow {
    /// Reads and assignments of an expression.
    pub fn expr(&mut self, expr: &Expr, state: &mut State) {
        match expr {
            Expr::Name(name) => self.read(name, state),
            Expr::Lambda(lambda) => self.lambda(lambda, state),
            Expr::Generator(generator) => {
                self.comprehension(&generator.generators, &generator.elt, state);
            }
            Expr::ListComp(list) => self.comprehension(&list.generators, &list.elt, state),
            Expr::Named(named) => {
                self.expr(&named.value, state);
                self.target(&named.target, state);
            }
            Expr::BoolOp(_) => {
                let (mut yes, no) = self.sides(expr, state);
                join(&mut yes, &no);
                *state = yes;
            }
            Expr::If(conditional) => {
                let (mut yes, mut no) = self.sides(&conditional.test, state);
                self.expr(&conditional.body, &mut yes);
                self.expr(&conditional.orelse, &mut no);
                join(&mut yes, &no);
                *state = yes;
            }
            // What comes behind the second operand is evaluated only if the first link holds.
            Expr::Compare(compare) => {
                self.expr(&compare.left, state);
                let mut held = state.clone();
                for (index, operand) in compare.comparators.iter().enumerate() {
                    self.expr(operand, &mut held);
                    match index {
                        0 => *state = held.clone(),
                        _ => join(state, &held),
                    }
                }
            }
            _ => child_expressions(expr, &mut |child| self.expr(child, state)),
        }
    }

    /// The states where the test of a statement is true and where it is false; one that is a literal
    /// has only one of them.
    pub fn test(&mut self, test: &Expr, state: &State) -> (State, State) {
        let (yes, no) = self.sides(test, state);
        match constant_truth(test) {
            Some(true) => (yes, None),
            Some(false) => (None, no),
            None => (yes, no),
        }
    }

    /// The states where an expression is true and where it is false.
    fn sides(&mut self, test: &Expr, state: &State) -> (State, State) {
        match test {
            Expr::UnaryOp(unary) if unary.op == UnaryOp::Not => {
                let (yes, no) = self.sides(&unary.operand, state);
                (no, yes)
            }
            Expr::BoolOp(operation) => {
                let and = operation.op == BoolOp::And;
                let (mut on, mut decided) = (state.clone(), None);
                for value in &operation.values {
                    let (yes, no) = self.sides(value, &on);
                    let (go_on, stop) = if and { (yes, no) } else { (no, yes) };
                    join(&mut decided, &stop);
                    on = go_on;
                }
                if and { (on, decided) } else { (decided, on) }
            }
            _ => {
                let mut after = state.clone();
                self.expr(test, &mut after);
                (after.clone(), after)
            }
        }
    }

    /// A comprehension, evaluated where it stands. The first iterable is evaluated outside; the
    /// targets are variables of its own, the names of `:=` are the function's.
    fn comprehension(&mut self, generators: &[Comprehension], element: &Expr, state: &mut State) {
        let Some(first) = generators.first() else { return };
        self.expr(&first.iter, state);
        let Some(names) = state else { return };
        let mut targets = BTreeSet::new();
        generators.iter().for_each(|it| target_names(&it.target, &mut targets));
        let mut outer = Vec::new();
        for name in targets {
            let unassigned = Reaching { unassigned: true, ..Reaching::default() };
            let shadowed = names.insert(name.clone(), unassigned);
            outer.push((name, shadowed));
        }
        let depth = self.shadowed.len();
        let hidden = outer.iter().filter_map(|(name, it)| Some((name.clone(), it.clone()?)));
        self.shadowed.extend(hidden);
        self.clauses(generators, element, state);
        self.shadowed.truncate(depth);
        let Some(names) = state else { return };
        for (name, shadowed) in outer {
            match shadowed {
                Some(reaching) => names.insert(name, reaching),
                None => names.remove(&name),
            };
        }
    }

    /// The loops of a comprehension, whose first iterable has been evaluated.
    fn clauses(&mut self, clauses: &[Comprehension], element: &Expr, state: &mut State) {
        let Some((clause, rest)) = clauses.split_first() else {
            return self.expr(element, state);
        };
        let mut head = state.clone();
        loop {
            let before = head.clone();
            let mut inside = head.clone();
            self.target(&clause.target, &mut inside);
            self.note_inner(&clause.target);
            for test in &clause.ifs {
                let (yes, no) = self.sides(test, &inside);
                join(&mut head, &no);
                inside = yes;
            }
            if let Some(next) = rest.first() {
                self.expr(&next.iter, &mut inside);
            }
            self.clauses(rest, element, &mut inside);
            join(&mut head, &inside);
            if head == before {
                *state = head;
                return;
            }
        }
    }

    fn note_inner(&mut self, target: &Expr) {
        match target {
            Expr::Name(name) => {
                let definition = self.define(&name.id, name.range.into());
                self.inner.insert(definition);
            }
            Expr::Tuple(tuple) => tuple.elts.iter().for_each(|element| self.note_inner(element)),
            Expr::List(list) => list.elts.iter().for_each(|element| self.note_inner(element)),
            Expr::Starred(starred) => self.note_inner(&starred.value),
            _ => {}
        }
    }

    fn read(&mut self, name: &ExprName, state: &State) {
        let place = name.range().into();
        let own = name.id.as_str();
        // The variable of a comprehension comes before a captured one of that name.
        let captured = self.frame.free.get(own);
        let find = |names: &'_ OrdMap<String, Reaching>| {
            names.get(own).or_else(|| names.get(captured?)).cloned()
        };
        let Some(reaching) = state.as_ref().and_then(find) else {
            return self.read_named(own, place, state);
        };
        let reaching = &reaching;
        let functions: Vec<usize> = self.functions_among(reaching);
        let nothing = (name.id.to_string(), Reaching::default());
        let (_, known) = self.uses.entry(place).or_insert(nothing);
        *known = known.joined(reaching);
        functions.into_iter().for_each(|function| self.make(function, place, state));
    }

    /// What an assignment to the target evaluates and assigns.
    pub fn target(&mut self, target: &Expr, state: &mut State) {
        match target {
            Expr::Name(name) => {
                let definition = self.define(&name.id, name.range.into());
                if let Some(names) = state {
                    names.insert(name.id.to_string(), only(definition));
                }
            }
            Expr::Tuple(tuple) => tuple.elts.iter().for_each(|element| self.target(element, state)),
            Expr::List(list) => list.elts.iter().for_each(|element| self.target(element, state)),
            Expr::Starred(starred) => self.target(&starred.value, state),
            _ => self.expr(target, state),
        }
    }

    /// `del target`: reads it, and leaves it unassigned.
    pub fn delete(&mut self, target: &Expr, state: &mut State) {
        match target {
            Expr::Name(name) => {
                self.read(name, state);
                if let Some(names) = state {
                    let unassigned = Reaching { unassigned: true, ..Reaching::default() };
                    names.insert(name.id.to_string(), unassigned);
                }
            }
            Expr::Tuple(tuple) => tuple.elts.iter().for_each(|element| self.delete(element, state)),
            Expr::List(list) => list.elts.iter().for_each(|element| self.delete(element, state)),
            _ => self.expr(target, state),
        }
    }

    /// What a pattern that matches has evaluated and assigned.
    pub fn pattern(&mut self, pattern: &Pattern, state: &mut State) {
        let mut parts = Parts::default();
        parts.visit_pattern(pattern);
        for expr in parts.exprs {
            self.expr(expr, state);
        }
        for name in parts.names {
            let definition = self.define(name.as_str(), name.range.into());
            if let Some(names) = state {
                names.insert(name.to_string(), only(definition));
            }
        }
    }
}

/// The values that a pattern compares with, and the names that it captures.
#[derive(Default)]
struct Parts<'a> {
    exprs: Vec<&'a Expr>,
    names: Vec<&'a Identifier>,
}

impl<'a> Visitor<'a> for Parts<'a> {
    fn visit_expr(&mut self, expr: &'a Expr) {
        self.exprs.push(expr);
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        walk_pattern(self, pattern);
        self.names.extend(captured_name(pattern));
    }
}
