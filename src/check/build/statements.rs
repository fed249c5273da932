//! Statements made of expressions that are built already.

use super::constants::{boolean, constant};
use super::nodes::{compared, node};
use crate::check::problem::Built;
use crate::check::tree::{Arguments, Expr, ExprKind, Stmt, StmtKind, Target};
use crate::source::Span;
use crate::types::{Comparison, Constant, Global, Type};

/// The assignment of a value to one target.
pub fn assignment(target: Target, value: Expr, span: Span) -> Stmt {
    Stmt { kind: StmtKind::Assign { targets: vec![target], value }, span }
}

/// Several statements as one.
pub fn together(body: Vec<Stmt>, span: Span) -> StmtKind {
    StmtKind::If { test: boolean(true, span), body, orelse: Vec::new() }
}

/// `if test: stmt`.
pub fn when(test: Expr, stmt: Stmt, span: Span) -> Stmt {
    let kind = StmtKind::If { test, body: vec![stmt], orelse: Vec::new() };
    Stmt { kind, span }
}

/// The statement that raises a builtin exception with that message.
pub fn raising(class: &str, message: &str, span: Span) -> Stmt {
    let message = node(ExprKind::Constant(Constant::Str(message.to_owned())), Type::Str, span);
    let arguments = Some(Arguments { positional: vec![message], ..Arguments::default() });
    let class = Global::builtin(class);
    Stmt { kind: StmtKind::Raise { class, arguments, suppress_context: false }, span }
}

/// Raises where the step, which can be read twice, is zero; nothing where it is known not to be.
pub fn zero_step(step: &Expr, span: Span) -> Built<Option<Stmt>> {
    if matches!(&step.kind, ExprKind::Constant(Constant::Int(step)) if *step != 0) {
        return Ok(None);
    }
    let raise = raising("ValueError", "range() arg 3 must not be zero", span);
    let zero = constant(&Constant::Int(0), span)?;
    Ok(Some(when(compared(step.clone(), Comparison::Eq, zero, span), raise, span)))
}

/// An expression for what it does.
pub fn doing(expr: Expr, span: Span) -> Stmt {
    Stmt { kind: StmtKind::Expr(expr), span }
}
