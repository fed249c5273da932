//! Finding the functions inside a kernel, and the names that each binds and reads.

use std::collections::{BTreeMap, BTreeSet};

use rustpython_ast::visitor::{Visitor, walk_expr, walk_pattern, walk_stmt};
use rustpython_ast::{Comprehension, Expr, Pattern, Stmt, StmtFunctionDef};
use rustpython_text_size::Ranged;

use crate::check::names::scopes::{Default, Scope, Syntax, is_literal};
use crate::check::syntax::{captured_name, target_names};
use crate::source::Span;

/// The functions of a kernel, itself first, each before those inside it.
pub fn scopes(kernel: &StmtFunctionDef) -> Vec<Scope<'_>> {
    let mut collector =
        Collector { scopes: Vec::new(), current: 0, loops: 0, shadowed: BTreeSet::new() };
    let syntax = Syntax::Def(kernel);
    collector.enter(syntax, kernel.name.to_string(), syntax.span(), None);
    collector.scopes
}

struct Collector<'a> {
    scopes: Vec<Scope<'a>>,
    /// The index of the function that is walked.
    current: usize,
    /// How many loops are around, in that function.
    loops: usize,
    /// The variables of the comprehensions around, in that function.
    shadowed: BTreeSet<String>,
}

impl<'a> Collector<'a> {
    /// Adds a function and walks it; returns its index.
    fn enter(
        &mut self,
        syntax: Syntax<'a>,
        name: String,
        place: Span,
        parent: Option<usize>,
    ) -> usize {
        let index = self.scopes.len();
        let shadowed = std::mem::take(&mut self.shadowed);
        self.scopes.push(Scope {
            syntax,
            parent,
            name,
            place,
            bound: BTreeMap::new(),
            reads: BTreeMap::new(),
            shadowed: shadowed.clone(),
            defaults: defaults(syntax, parent),
            captures: BTreeSet::new(),
            needs: BTreeSet::new(),
        });
        let outer = std::mem::replace(&mut self.current, index);
        let loops = std::mem::take(&mut self.loops);
        syntax.names().for_each(|name| self.bind(name.as_str(), false));
        match syntax {
            Syntax::Def(function) => self.visit_body(&function.body),
            Syntax::Lambda(lambda) => self.visit_expr(&lambda.body),
        }
        self.current = outer;
        self.loops = loops;
        self.shadowed = shadowed;
        index
    }

    /// A function inside the current one: its defaults are evaluated here.
    fn inner(&mut self, syntax: Syntax<'a>, name: String, place: Span) -> usize {
        for default in syntax.parameters().filter_map(|parameter| parameter.default()) {
            self.visit_expr(default);
        }
        self.enter(syntax, name, place, Some(self.current))
    }

    fn bind(&mut self, name: &str, inside_expression: bool) {
        let in_loop = self.loops > 0;
        let Some(scope) = self.scopes.get_mut(self.current) else { return };
        let binders = scope.bound.entry(name.to_owned()).or_default();
        binders.others += 1;
        binders.in_loop |= in_loop;
        binders.inside_expression |= inside_expression;
    }

    fn define(&mut self, name: &str, function: usize) {
        let in_loop = self.loops > 0;
        let Some(scope) = self.scopes.get_mut(self.current) else { return };
        let binders = scope.bound.entry(name.to_owned()).or_default();
        binders.functions.push(function);
        binders.in_loop |= in_loop;
    }

    /// `name = lambda …` defines a function as `def` does.
    fn named_lambda(&mut self, target: &'a Expr, value: &'a Expr) -> bool {
        let (Expr::Name(name), Expr::Lambda(lambda)) = (target, value) else { return false };
        let place = name.range.into();
        let function = self.inner(Syntax::Lambda(lambda), "<lambda>".to_owned(), place);
        self.define(&name.id, function);
        true
    }

    /// A comprehension: the first iterable is evaluated outside.
    fn comprehension(&mut self, generators: &'a [Comprehension], elements: &[&'a Expr]) {
        let outer = self.shadowed.clone();
        self.loops += 1;
        for generator in generators {
            self.visit_expr(&generator.iter);
            target_names(&generator.target, &mut self.shadowed);
            generator.ifs.iter().for_each(|test| self.visit_expr(test));
        }
        elements.iter().for_each(|element| self.visit_expr(element));
        self.loops -= 1;
        self.shadowed = outer;
    }
}

impl<'a> Visitor<'a> for Collector<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(function) => {
                let (name, place) = (function.name.as_str(), function.name.range.into());
                let index = self.inner(Syntax::Def(function), name.to_owned(), place);
                self.define(name, index);
            }
            Stmt::Assign(assign) => {
                let single = match &*assign.targets {
                    [target] => self.named_lambda(target, &assign.value),
                    _ => false,
                };
                if !single {
                    walk_stmt(self, stmt);
                }
            }
            Stmt::AnnAssign(assign) => {
                let Some(value) = assign.value.as_deref() else { return };
                if !self.named_lambda(&assign.target, value) {
                    self.visit_expr(value);
                    self.visit_expr(&assign.target);
                }
            }
            Stmt::For(_) | Stmt::While(_) => {
                self.loops += 1;
                walk_stmt(self, stmt);
                self.loops -= 1;
            }
            _ => walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(name) if !name.ctx.is_load() => self.bind(&name.id, false),
            Expr::Name(name) if !self.shadowed.contains(name.id.as_str()) => {
                if let Some(scope) = self.scopes.get_mut(self.current) {
                    scope.reads.entry(name.id.to_string()).or_insert(name.range.into());
                }
            }
            Expr::Name(_) => {}
            Expr::Named(named) => {
                self.visit_expr(&named.value);
                if let Expr::Name(name) = &*named.target {
                    self.bind(&name.id, true);
                }
            }
            Expr::Lambda(lambda) => {
                let syntax = Syntax::Lambda(lambda);
                self.inner(syntax, "<lambda>".to_owned(), syntax.span());
            }
            Expr::ListComp(comp) => self.comprehension(&comp.generators, &[&comp.elt]),
            Expr::SetComp(comp) => self.comprehension(&comp.generators, &[&comp.elt]),
            Expr::Generator(comp) => self.comprehension(&comp.generators, &[&comp.elt]),
            _ => walk_expr(self, expr),
        }
    }

    fn visit_annotation(&mut self, _: &'a Expr) {}

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        if let Some(name) = captured_name(pattern) {
            self.bind(name.as_str(), false);
        }
        walk_pattern(self, pattern);
    }
}

/// The defaults of a function that are no literals, if it is inside another.
fn defaults(syntax: Syntax, parent: Option<usize>) -> Vec<Default> {
    let Some(parent) = parent else { return Vec::new() };
    let defaults = syntax.parameters().enumerate().filter_map(|(parameter, it)| {
        let default = it.default().filter(|default| !is_literal(default))?;
        let place: Span = default.range().into();
        let name = format!("{}={}", it.parameter.name, place.start);
        Some(Default { parameter, variable: (parent, name), place })
    });
    defaults.collect()
}
