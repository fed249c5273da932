//! The number of dimensions of an array parameter, from how the function uses it.

use rustpython_ast::visitor::{Visitor, walk_expr, walk_stmt};
use rustpython_ast::{Expr, Stmt, StmtFunctionDef};

use crate::types::MAX_NDIM;

/// The number of dimensions that the parameter of that name must have; `None` where the uses do
/// not tell, or contradict each other. `has_axes` where fields of its elements have axes, too.
pub fn rank(function: &StmtFunctionDef, name: &str, has_axes: bool) -> Option<u8> {
    let mut uses = Uses { name, has_axes, exact: None, indexed: 0, least: 0, unclear: false };
    uses.visit_body(&function.body);
    let rank = match uses.exact {
        Some(exact) => exact,
        None => uses.indexed,
    };
    let fits = !uses.unclear && rank >= uses.indexed && rank >= uses.least;
    (fits && (1..=MAX_NDIM).contains(&rank)).then_some(rank as u8)
}

struct Uses<'name> {
    name: &'name str,
    has_axes: bool,
    /// From `rows, columns = a.shape`.
    exact: Option<usize>,
    /// The most indices at once: `a[i, j]` or `a[i][j]`; 1 for `for x in a`.
    indexed: usize,
    /// One more than the greatest axis in `a.shape[axis]`.
    least: usize,
    /// Indexed by something that has no fixed number of dimensions.
    unclear: bool,
}

impl Uses<'_> {
    fn is_parameter(&self, expression: &Expr) -> bool {
        expression.as_name_expr().is_some_and(|name| name.id.as_str() == self.name)
    }

    fn is_shape(&self, expression: &Expr) -> bool {
        expression.as_attribute_expr().is_some_and(|attribute| {
            attribute.attr.as_str() == "shape" && self.is_parameter(&attribute.value)
        })
    }

    /// How many dimensions `a[…][…]` takes: a slice takes one, and leaves it for the next brackets.
    /// `None` if it is not the parameter that is indexed.
    fn indices(&mut self, expression: &Expr) -> Option<usize> {
        let mut brackets = Vec::new();
        let mut inner = expression;
        while let Expr::Subscript(subscript) = inner {
            let tuple = subscript.slice.as_tuple_expr().map(|tuple| tuple.elts.as_slice());
            brackets.push(tuple.unwrap_or(std::slice::from_ref(&subscript.slice)));
            inner = &subscript.value;
        }
        if brackets.is_empty() || !self.is_parameter(inner) {
            return None;
        }
        let (mut taken, mut gone) = (0, 0);
        for parts in brackets.into_iter().rev() {
            // The name of a field, behind which its own axes are indexed.
            if let [Expr::StringLiteral(_)] = parts {
                if self.has_axes {
                    break;
                }
                continue;
            }
            self.unclear |= parts.iter().any(|part| {
                matches!(part, Expr::EllipsisLiteral(_) | Expr::NoneLiteral(_) | Expr::Starred(_))
            });
            taken = taken.max(gone + parts.len());
            gone += parts.iter().filter(|part| !part.is_slice_expr()).count();
        }
        (taken > 0).then_some(taken)
    }
}

impl<'tree> Visitor<'tree> for Uses<'_> {
    fn visit_stmt(&mut self, statement: &'tree Stmt) {
        match statement {
            Stmt::Assign(assign) if self.is_shape(&assign.value) => {
                for target in &assign.targets {
                    if let Expr::Tuple(tuple) = target {
                        let count = tuple.elts.len();
                        self.unclear |= self.exact.is_some_and(|exact| exact != count);
                        self.unclear |= tuple.elts.iter().any(Expr::is_starred_expr);
                        self.exact = Some(count);
                    }
                }
            }
            Stmt::For(statement) if self.is_parameter(&statement.iter) => {
                self.indexed = self.indexed.max(1);
            }
            _ => {}
        }
        walk_stmt(self, statement);
    }

    fn visit_expr(&mut self, expression: &'tree Expr) {
        if let Some(count) = self.indices(expression) {
            self.indexed = self.indexed.max(count);
        } else if let Expr::Subscript(subscript) = expression
            && self.is_shape(&subscript.value)
            && let Expr::NumberLiteral(literal) = &*subscript.slice
            && let rustpython_ast::Number::Int(axis) = &literal.value
        {
            self.least =
                self.least.max(axis.as_usize().map_or(usize::MAX, |axis| axis.saturating_add(1)));
        }
        walk_expr(self, expression);
    }
}
