//! Functions inside a function: where they are defined, and where their values are made.

use std::collections::BTreeMap;

use rustpython_ast::{Expr, ExprLambda};
use rustpython_text_size::Ranged;

use super::{Definition, Flow, Reaching, State, only};
use crate::check::names::scopes::Syntax;
use crate::source::Span;

impl Flow {
    /// The definition of a function: its defaults are evaluated, then its name is bound.
    pub fn function(&mut self, syntax: Syntax, state: &mut State) {
        let Syntax::Def(function) = syntax else { return };
        self.define_function(syntax, function.name.as_str(), function.name.range.into(), state);
    }

    /// Whether an assignment defines a function.
    pub fn is_named_lambda(&self, targets: &[Expr], value: &Expr) -> bool {
        match targets {
            [Expr::Name(name)] => {
                value.is_lambda_expr() && self.frame.made.contains_key(&name.range.into())
            }
            _ => false,
        }
    }

    /// `name = lambda …`.
    pub fn named_lambda(&mut self, targets: &[Expr], value: &Expr, state: &mut State) {
        if let ([Expr::Name(name)], Expr::Lambda(lambda)) = (targets, value) {
            self.define_function(Syntax::Lambda(lambda), &name.id, name.range.into(), state);
        }
    }

    fn define_function(&mut self, syntax: Syntax, name: &str, place: Span, state: &mut State) {
        syntax.parameters().filter_map(|it| it.default()).for_each(|it| self.expr(it, state));
        for (key, place) in self.frame.defaults.get(&place).cloned().unwrap_or_default() {
            let definition = self.define(&key, place);
            if let Some(names) = state {
                names.insert(key, only(definition));
            }
        }
        let definition = self.define(name, place);
        if let Some(&function) = self.frame.made.get(&place) {
            self.functions.insert(definition, function);
        }
        if let Some(names) = state {
            names.insert(name.to_owned(), only(definition));
        }
    }

    /// A `lambda` in an expression: its value is made here.
    pub fn lambda(&mut self, lambda: &ExprLambda, state: &mut State) {
        let syntax = Syntax::Lambda(lambda);
        syntax.parameters().filter_map(|it| it.default()).for_each(|it| self.expr(it, state));
        let place = lambda.range().into();
        if let Some(&function) = self.frame.made.get(&place) {
            self.make(function, place, state);
        }
    }

    /// A name that is none of this function's variables: perhaps a function around it.
    pub fn read_named(&mut self, name: &str, place: Span, state: &State) {
        if let Some(&function) = self.frame.named.get(name) {
            self.make(function, place, state);
        }
    }

    /// The functions among the definitions that reach a place.
    pub fn functions_among(&self, reaching: &Reaching) -> Vec<usize> {
        if self.functions.is_empty() {
            return Vec::new();
        }
        let functions = reaching.definitions.iter().filter_map(|it| self.functions.get(it));
        functions.copied().collect()
    }

    /// The value of a function is made here, of what its variables hold.
    pub fn make(&mut self, function: usize, place: Span, state: &State) {
        let Some(names) = state else { return };
        for key in self.frame.parts.get(&function).into_iter().flatten() {
            let known = self.captured.entry((place, key.clone())).or_default();
            let outer = self.shadowed.iter().find(|(name, _)| name == key);
            match outer.map(|(_, reaching)| reaching).or_else(|| names.get(key)) {
                Some(reaching) => {
                    *known = known.joined(reaching);
                }
                None => known.unassigned = true,
            }
        }
    }

    /// The function that each reading node means; `None` where it depends on the path.
    pub fn functions_read(&self) -> BTreeMap<Span, Option<usize>> {
        let function = |definition: &Definition| self.functions.get(definition).copied();
        let mut found = BTreeMap::new();
        if self.functions.is_empty() {
            return found;
        }
        for (place, (_, reaching)) in &self.uses {
            let mut definitions = reaching.definitions.iter().map(function);
            if reaching.definitions.iter().any(|it| function(it).is_some()) {
                let first = definitions.next().flatten();
                let agree = definitions.all(|other| other == first);
                found.insert(*place, first.filter(|_| agree));
            }
        }
        found
    }
}
