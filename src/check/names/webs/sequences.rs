//! Which reads of a name take a list and a tuple alike.
//!
//! `first, *rest = t` makes a list. A tuple does as well where nothing can tell them apart.

use std::collections::BTreeSet;

use rustpython_ast::visitor::{Visitor, walk_comprehension, walk_expr, walk_stmt};
use rustpython_ast::{CmpOp, Comprehension, Expr, Stmt};
use rustpython_text_size::Ranged;

use crate::source::Span;

/// The functions that only run over their argument.
const FUNCTIONS: &[&str] =
    &["all", "any", "enumerate", "len", "max", "min", "reversed", "sum", "tuple"];

/// The places of the `Name` nodes that are read so.
pub fn as_sequences(body: &[Stmt]) -> BTreeSet<Span> {
    let mut found = Found(BTreeSet::new());
    found.visit_body(body);
    found.0
}

struct Found(BTreeSet<Span>);

impl Found {
    fn add(&mut self, expr: &Expr) {
        if expr.is_name_expr() {
            self.0.insert(expr.range().into());
        }
    }
}

impl<'a> Visitor<'a> for Found {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::For(stmt) => self.add(&stmt.iter),
            Stmt::Delete(stmt) => stmt.targets.iter().for_each(|target| self.add(target)),
            Stmt::Assign(assign) if assign.targets.iter().all(unpacks) => self.add(&assign.value),
            _ => {}
        }
        walk_stmt(self, stmt);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Call(call) => {
                let name = call.func.as_name_expr().map(|name| name.id.as_str());
                let arguments = &call.arguments.args;
                if name == Some("zip")
                    || (arguments.len() == 1 && name.is_some_and(|name| FUNCTIONS.contains(&name)))
                {
                    arguments.iter().for_each(|argument| self.add(argument));
                }
            }
            // A slice of a list is a list.
            Expr::Subscript(subscript) if !subscript.slice.is_slice_expr() => {
                self.add(&subscript.value);
            }
            Expr::Starred(starred) => self.add(&starred.value),
            Expr::Compare(compare) => {
                for (op, operand) in compare.ops.iter().zip(&compare.comparators) {
                    if matches!(op, CmpOp::In | CmpOp::NotIn) {
                        self.add(operand);
                    }
                }
            }
            _ => {}
        }
        walk_expr(self, expr);
    }

    fn visit_comprehension(&mut self, comprehension: &'a Comprehension) {
        self.add(&comprehension.iter);
        walk_comprehension(self, comprehension);
    }
}

fn unpacks(target: &Expr) -> bool {
    matches!(target, Expr::Tuple(_) | Expr::List(_))
}
