//! Comparisons of values that may be `None`, and what their answers tell.

use rustpython_ast::{CmpOp, Expr as Ast, ExprCompare};

use crate::check::body::Body;
use crate::check::build::{all, any, behind, constant, is_some, negated, node, payload};
use crate::check::known::Facts;
use crate::check::problem::{Built, Stop, refuse};
use crate::check::refusals::{no_none, of_an_array};
use crate::check::tree::{Expr, ExprKind};
use crate::scan::Binding;
use crate::source::Span;
use crate::types::{Comparison, Constant, Type};

/// Whether a value is or may be an array.
fn is_array(ty: &Type) -> bool {
    match ty {
        Type::Array(_) | Type::Records(..) => true,
        Type::Optional(inner) => is_array(inner),
        _ => false,
    }
}

/// Functions that always give a value.
const NEVER_NONE: &[&str] = &[
    "builtins.abs",
    "builtins.bool",
    "builtins.complex",
    "builtins.float",
    "builtins.int",
    "builtins.len",
    "builtins.range",
    "builtins.round",
];

impl Body<'_> {
    /// `left == right` or `left != right`, where one of them is or may be `None`: that is equal to
    /// itself alone. Anything else is refused.
    pub fn optional_comparison(
        &mut self,
        pair: [Expr; 2],
        op: Comparison,
        as_test: bool,
        span: Span,
    ) -> Built<Expr> {
        if !matches!(op, Comparison::Eq | Comparison::Ne) {
            pair.iter().try_for_each(no_none)?;
        }
        if pair.iter().any(|side| is_array(&side.ty)) {
            return refuse(of_an_array(span));
        }
        let mut body = Vec::new();
        let settled = self.settled(Vec::from(pair), &mut body);
        let Ok([left, right]) = <[Expr; 2]>::try_from(settled) else {
            return Err(Stop::Unknown(span));
        };
        // Which of them are values; `None` where the type tells that it is none.
        let present = |side: &Expr| match &side.ty {
            Type::None => None,
            Type::Optional(inner) => {
                Some((Some(is_some(side.clone(), span)), payload(side.clone(), inner)))
            }
            _ => Some((None, side.clone())),
        };
        let answer = match (present(&left), present(&right)) {
            // Both are or one of them is `None` for certain.
            (None, other) | (other, None) => {
                let value = match other {
                    Some((Some(some), _)) => negated(some),
                    Some((None, _)) => constant(&Constant::Bool(false), span)?,
                    None => constant(&Constant::Bool(true), span)?,
                };
                if op == Comparison::Eq { value } else { negated(value) }
            }
            (Some((left_some, left)), Some((right_some, right))) => {
                let compared = self.compare_all(vec![left, right], &[op], as_test, span)?;
                let tests: Vec<Expr> = left_some.iter().chain(&right_some).cloned().collect();
                let both = all(tests.clone(), span);
                let neither = match tests.len() {
                    2 => all(tests.into_iter().map(negated).collect(), span),
                    _ => constant(&Constant::Bool(false), span)?,
                };
                let same = if op == Comparison::Eq { neither } else { negated(neither) };
                if compared.ty == Type::Bool {
                    let unequal = op == Comparison::Ne;
                    let values =
                        if unequal { vec![negated(both), compared] } else { vec![both, compared] };
                    let decided = if unequal { any(values, span) } else { all(values, span) };
                    match (&same.kind, unequal) {
                        (ExprKind::Constant(_), _) => decided,
                        (_, true) => all(vec![same, decided], span),
                        (_, false) => any(vec![same, decided], span),
                    }
                } else {
                    // NumPy's answer where both are values.
                    let (values, ty) = self.joined(vec![compared, same], span)?;
                    let Ok([compared, same]) = <[Expr; 2]>::try_from(values) else {
                        return Err(Stop::Unknown(span));
                    };
                    let (test, orelse) = (Box::new(both), Box::new(same));
                    let kind = ExprKind::IfExpr { test, body: Box::new(compared), orelse };
                    node(kind, ty, span)
                }
            }
        };
        Ok(behind(body, answer))
    }

    /// What follows for variables from the truth of `x == 3` or `x in (1, 2)`, and from its
    /// falsehood: what is equal to a value is one.
    pub fn implied_by_equality(&self, compare: &ExprCompare) -> (Facts, Facts) {
        let ([op], [right]) = (&*compare.ops, &*compare.comparators) else {
            return Default::default();
        };
        let left = &*compare.left;
        let values = match op {
            CmpOp::Eq | CmpOp::NotEq if self.is_value(right) => self.variable_of(left),
            CmpOp::Eq | CmpOp::NotEq if self.is_value(left) => self.variable_of(right),
            CmpOp::In | CmpOp::NotIn if self.holds_values(right) => self.variable_of(left),
            _ => None,
        };
        let facts: Facts = values.into_iter().map(|id| (id, true)).collect();
        match op {
            CmpOp::Eq | CmpOp::In => (facts, Facts::new()),
            _ => (Facts::new(), facts),
        }
    }

    /// Whether an expression is certainly not `None`.
    fn is_value(&self, ast: &Ast) -> bool {
        match ast {
            Ast::NumberLiteral(_) | Ast::StringLiteral(_) | Ast::BooleanLiteral(_) => true,
            Ast::BinOp(_) | Ast::UnaryOp(_) | Ast::Compare(_) | Ast::Tuple(_) => true,
            Ast::Subscript(subscript) => match self.variable_of(&subscript.value) {
                Some(id) => matches!(self.cell(id), Some(Type::Array(_))),
                None => false,
            },
            Ast::Call(call) => match self.global(&call.func) {
                Some(Binding::Library(name)) => NEVER_NONE.contains(&name.as_str()),
                _ => false,
            },
            _ => match (self.variable_of(ast), self.global(ast)) {
                (Some(id), _) => self.is_known_value(id),
                (None, Some(Binding::Constant(value))) => value != Constant::None,
                (None, Some(Binding::Number { .. })) => true,
                _ => false,
            },
        }
    }

    /// Whether an expression holds nothing that is `None`.
    fn holds_values(&self, ast: &Ast) -> bool {
        match ast {
            Ast::Tuple(tuple) => tuple.elts.iter().all(|element| self.is_value(element)),
            Ast::Call(call) => {
                self.global(&call.func) == Some(Binding::Library("builtins.range".to_owned()))
            }
            _ => {
                let ty = self.variable_of(ast).and_then(|id| self.cell(id));
                matches!(ty, Some(Type::Range | Type::Array(_)))
            }
        }
    }
}
