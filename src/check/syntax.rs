//! Small questions about syntax: what lies in an expression, which names something binds.

use std::collections::BTreeSet;

use rustpython_ast::visitor::{Visitor, walk_expr};
use rustpython_ast::{Expr, ExprSubscript, Identifier, Number, Pattern, StmtWith, WithItem};

/// Calls `visit` on each direct child expression, in Python's order of evaluation.
pub fn child_expressions<'a>(expr: &'a Expr, visit: &mut dyn FnMut(&'a Expr)) {
    struct Children<'v, 'a>(&'v mut dyn FnMut(&'a Expr));
    impl<'a> Visitor<'a> for Children<'_, 'a> {
        fn visit_expr(&mut self, expr: &'a Expr) {
            (self.0)(expr);
        }
    }
    walk_expr(&mut Children(visit), expr);
}

/// The truth of a test that is a literal, as in `while True`.
pub fn constant_truth(expr: &Expr) -> Option<bool> {
    match expr {
        Expr::BooleanLiteral(literal) => Some(literal.value),
        Expr::NumberLiteral(literal) => match &literal.value {
            Number::Int(value) => value.as_u64().map(|value| value != 0),
            Number::Float(value) => Some(*value != 0.0),
            Number::Complex { .. } => None,
        },
        _ => None,
    }
}

/// The operand and the indices of `a[i]`, `a[i, j]` and `a[i][j]`.
pub fn flatten(ast: &ExprSubscript) -> (&Expr, Vec<&Expr>) {
    let (base, mut indices) = match &*ast.value {
        Expr::Subscript(inner) => flatten(inner),
        base => (base, Vec::new()),
    };
    match &*ast.slice {
        Expr::Tuple(tuple) => indices.extend(&tuple.elts),
        index => indices.push(index),
    }
    (base, indices)
}

/// The indices of each pair of brackets.
pub fn brackets(ast: &ExprSubscript) -> Vec<&[Expr]> {
    let mut all = match &*ast.value {
        Expr::Subscript(inner) => brackets(inner),
        _ => Vec::new(),
    };
    all.push(match &*ast.slice {
        Expr::Tuple(tuple) => &tuple.elts,
        index => std::slice::from_ref(index),
    });
    all
}

/// The names that a target binds.
pub fn target_names(target: &Expr, names: &mut BTreeSet<String>) {
    match target {
        Expr::Name(name) => {
            names.insert(name.id.to_string());
        }
        Expr::Tuple(tuple) => tuple.elts.iter().for_each(|element| target_names(element, names)),
        Expr::List(list) => list.elts.iter().for_each(|element| target_names(element, names)),
        Expr::Starred(starred) => target_names(&starred.value, names),
        _ => {}
    }
}

/// The name that a pattern itself captures, beside those of the patterns in it.
pub fn captured_name(pattern: &Pattern) -> Option<&Identifier> {
    match pattern {
        Pattern::MatchAs(pattern) => pattern.name.as_ref(),
        Pattern::MatchStar(pattern) => pattern.name.as_ref(),
        Pattern::MatchMapping(pattern) => pattern.rest.as_ref(),
        _ => None,
    }
}

/// Whether a `with` block has the form of one that says what NumPy does of errors of floats:
/// `with np.errstate(all="ignore"):`.
pub fn is_errstate(with: &StmtWith) -> bool {
    let is_named_so = |function: &Expr| match function {
        Expr::Attribute(attribute) => attribute.attr.as_str() == "errstate",
        Expr::Name(name) => name.id.as_str() == "errstate",
        _ => false,
    };
    let fits = |item: &WithItem| match &item.context_expr {
        Expr::Call(call) => item.optional_vars.is_none() && is_named_so(&call.func),
        _ => false,
    };
    !with.is_async && with.items.iter().all(fits)
}
