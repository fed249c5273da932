//! The names that a function's body assigns.

use std::collections::BTreeSet;

use rustpython_ast::visitor::{Visitor, walk_expr, walk_pattern, walk_stmt};
use rustpython_ast::{Comprehension, Expr, Pattern, Stmt};

use crate::check::syntax::captured_name;

/// The names that the body assigns or deletes: the function's locals.
pub fn collect_stores(body: &[Stmt], names: &mut BTreeSet<String>) {
    Stores(names).visit_body(body);
}

/// The same of the expression that is the body of a `lambda`.
pub fn collect_stores_of_expr(body: &Expr, names: &mut BTreeSet<String>) {
    Stores(names).visit_expr(body);
}

struct Stores<'n>(&'n mut BTreeSet<String>);

impl<'a> Visitor<'a> for Stores<'_> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            // The names inside are its own.
            Stmt::FunctionDef(function) => {
                self.0.insert(function.name.to_string());
                let defaults = function.parameters.iter_non_variadic_params();
                defaults.filter_map(|it| it.default()).for_each(|it| self.visit_expr(it));
            }
            Stmt::ClassDef(_) => {}
            _ => walk_stmt(self, stmt),
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
        self.0.extend(captured_name(pattern).map(|name| name.to_string()));
        walk_pattern(self, pattern);
    }
}
