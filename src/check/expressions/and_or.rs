//! `and` and `or` as values: the operand that decides.

use rustpython_ast::{BoolOp, ExprBoolOp};

use crate::check::body::Body;
use crate::check::build::{behind, is_place, node, payload};
use crate::check::known::Facts;
use crate::check::problem::{Built, Stop};
use crate::check::refusals::no_array_truth;
use crate::check::rules::join::Fact;
use crate::check::tree::{Expr, ExprKind, Stmt, StmtKind};
use crate::source::Span;
use crate::types::{Constant, Type};

/// An operand that may be the value of the operation.
struct Candidate {
    /// What is evaluated before its test.
    setup: Vec<Stmt>,
    /// Whether it is the value; the last is where no other is.
    test: Option<Expr>,
    value: Expr,
}

impl Body<'_> {
    /// `and` and `or` as a value.
    pub fn bool_operation(&mut self, ast: &ExprBoolOp, expected: Option<Type>) -> Built<Expr> {
        let span = ast.range.into();
        let and = ast.op == BoolOp::And;
        let mut values = Vec::new();
        let last = ast.values.len() - 1;
        for (index, (value, facts)) in ast.values.iter().zip(self.under_which(ast)).enumerate() {
            let wanted = expected.clone();
            let built = self.under(facts, |this| this.expecting(wanted, |this| this.expr(value)));
            let Some(value) = self.tolerate(built)? else { continue };
            no_array_truth(&value)?;
            // What is `None` always decides `and`; what follows is not evaluated. A constant decides
            // or not: to Numba the other values are not there then.
            let certain = certain_truth(&value).filter(|_| self.rules().are_numbas());
            if certain == Some(and) && index < last {
                continue;
            }
            let decides = and && value.ty == Type::None || certain == Some(!and);
            values.push((value, index == last || decides));
            if decides {
                break;
            }
        }
        if values.len() == ast.values.len()
            && values.iter().all(|(value, _)| matches!(value.ty, Type::List(_)))
            && let Ok(Some(ty)) =
                self.join(&values.iter().map(|(value, _)| Fact::of(value)).collect::<Vec<_>>())
        {
            let sides = values.into_iter().zip(&ast.values);
            values = sides
                .map(|((side, last), ast)| Ok((self.shared(side, ast, &ty, span)?, last)))
                .collect::<Built<Vec<_>>>()?;
        }
        let is_asked = |ty: &Type| matches!(ty, Type::None | Type::Optional(_) | Type::List(_));
        if values.iter().any(|(value, _)| is_asked(&value.ty)) {
            return self.first_deciding(and, values, span);
        }
        let (mut values, ty) = self.joined(values.into_iter().map(|it| it.0).collect(), span)?;
        match values.pop() {
            Some(only) if values.is_empty() && self.rules().are_numbas() => Ok(only),
            last => {
                values.extend(last);
                Ok(node(ExprKind::BoolOp { and, values }, ty, span))
            }
        }
    }

    /// For each operand, what is known where it is evaluated.
    pub fn under_which(&self, ast: &ExprBoolOp) -> Vec<Facts> {
        let mut known = Facts::new();
        let mut all = Vec::new();
        for value in &ast.values {
            all.push(known.clone());
            let (yes, no) = self.implied(value);
            known.extend(if ast.op == BoolOp::And { yes } else { no });
        }
        all
    }

    /// The first value whose truth decides, else the last: for each, whether it is the last. Where
    /// `or` takes a value that may be `None`, it is none.
    fn first_deciding(&mut self, and: bool, values: Vec<(Expr, bool)>, span: Span) -> Built<Expr> {
        let mut candidates = Vec::new();
        let mut pending = Vec::new();
        for (value, last) in values {
            let mut setup = std::mem::take(&mut pending);
            if last {
                candidates.push(Candidate { setup, test: None, value });
                break;
            }
            if value.ty == Type::None {
                // It never decides `or`.
                if !is_place(&value) && !matches!(value.kind, ExprKind::Constant(_)) {
                    setup.push(Stmt { kind: StmtKind::Expr(value), span });
                }
                pending = setup;
                continue;
            }
            let value = if is_place(&value) { value } else { self.bind(value, &mut setup) };
            let truth = self.optional_truth(value.clone())?;
            let test = match and {
                true => node(ExprKind::Not(Box::new(truth)), Type::Bool, span),
                false => truth,
            };
            let value = match &value.ty {
                Type::Optional(inner) if !and => payload(value.clone(), inner),
                Type::Optional(inner) if is_always_true(inner) => {
                    node(ExprKind::Constant(Constant::None), Type::None, span)
                }
                _ => value,
            };
            candidates.push(Candidate { setup, test: Some(test), value });
        }
        let mut parts = Vec::new();
        let mut values = Vec::new();
        for Candidate { setup, test, value } in candidates {
            parts.push((setup, test));
            values.push(value);
        }
        let (values, ty) = self.joined(values, span)?;
        let mut built: Option<Expr> = None;
        for ((setup, test), value) in parts.into_iter().zip(values).rev() {
            let value = match (test, built) {
                (Some(test), Some(orelse)) => {
                    let (test, body) = (Box::new(test), Box::new(value));
                    let kind = ExprKind::IfExpr { test, body, orelse: Box::new(orelse) };
                    node(kind, ty.clone(), span)
                }
                _ => value,
            };
            built = Some(behind(setup, value));
        }
        built.ok_or(Stop::Unknown(span))
    }
}

/// Whether every value of the type is true.
fn is_always_true(ty: &Type) -> bool {
    match ty {
        Type::Function(_) => true,
        Type::Tuple(elements) => !elements.is_empty(),
        Type::Named(named) => !named.fields.is_empty(),
        _ => false,
    }
}

/// The truth of a constant.
fn certain_truth(value: &Expr) -> Option<bool> {
    match &value.kind {
        ExprKind::Constant(constant) => Some(crate::scan::fold_truth(constant)),
        _ => None,
    }
}
