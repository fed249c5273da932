//! The names that a function's body assigns.

use std::collections::BTreeSet;

use rustpython_ast::visitor::{Visitor, walk_expr, walk_pattern, walk_stmt};
use rustpython_ast::{Comprehension, Expr, Pattern, Stmt};

/// The names that the body assigns or deletes: the function's locals.
pub fn collect_stores(body: &[Stmt], names: &mut BTreeSet<String>) {
    Stores(names).visit_body(body);
}

struct Stores<'n>(&'n mut BTreeSet<String>);

impl<'a> Visitor<'a> for Stores<'_> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        // Their names are their own.
        if !matches!(stmt, Stmt::FunctionDef(_) | Stmt::ClassDef(_)) {
            walk_stmt(self, stmt);
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Name(name) = expr
            && !name.ctx.is_load()
        {
            self.0.insert(name.id.to_string());
        }
        // A parameter of a `lambda` is no name of the function's.
        if !expr.is_lambda_expr() {
            walk_expr(self, expr);
        }
    }

    /// Its target is a name of its own.
    fn visit_comprehension(&mut self, comprehension: &'a Comprehension) {
        self.visit_expr(&comprehension.iter);
        comprehension.ifs.iter().for_each(|test| self.visit_expr(test));
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        let name = match pattern {
            Pattern::MatchAs(pattern) => pattern.name.as_ref(),
            Pattern::MatchStar(pattern) => pattern.name.as_ref(),
            Pattern::MatchMapping(pattern) => pattern.rest.as_ref(),
            _ => None,
        };
        self.0.extend(name.map(|name| name.to_string()));
        walk_pattern(self, pattern);
    }
}
