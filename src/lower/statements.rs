//! Statements other than assignments and loops.

use super::function::Lowerer;
use crate::check::tree::{Arguments, Expr, Stmt, StmtKind as TypedStmt, VariableId};
use crate::ir::{Op, Operand, StmtKind};
use crate::source::Span;
use crate::types::{Arithmetic, BinaryOp, Constant, Global, Scalar, Type};

impl Lowerer<'_> {
    /// Lowers statements up to the first that leaves; what follows it is never reached.
    pub fn block(&mut self, stmts: &[Stmt]) {
        for stmt in stmts {
            if !self.alive() {
                return;
            }
            self.place(stmt.span);
            self.stmt(stmt);
        }
    }

    fn stmt(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            TypedStmt::Assign { targets, value } => self.assign(stmt.span, targets, value),
            TypedStmt::If { test, body, orelse } if orelse.is_empty() => {
                self.conditional(test, &mut |this| this.block(body), None);
            }
            TypedStmt::If { test, body, orelse } => {
                let otherwise: &mut dyn FnMut(&mut Self) = &mut |this| this.block(orelse);
                self.conditional(test, &mut |this| this.block(body), Some(otherwise));
            }
            TypedStmt::While { test, body, orelse } => self.while_(test, body, orelse),
            TypedStmt::For { target, iterable, body, orelse } => {
                self.for_(stmt.span, target, iterable, body, orelse);
            }
            TypedStmt::Break => self.leave(|exits| exits.on_break.clone()),
            TypedStmt::Continue => self.leave(|exits| exits.on_continue.clone()),
            TypedStmt::Return(value) => self.return_(stmt.span, value.as_ref()),
            TypedStmt::Raise { class, arguments, suppress_context } => {
                self.raise(class, arguments.as_ref(), *suppress_context);
            }
            TypedStmt::Print(arguments) => self.print(arguments),
            TypedStmt::Assert { test, message } => self.assert(stmt.span, test, message.as_ref()),
            TypedStmt::Assume(fact) => self.assume(*fact),
            TypedStmt::Fill { array, value, filling } => {
                self.fill(array, value, *filling, stmt.span);
            }
            TypedStmt::InParts(parts) => self.in_parts(parts, stmt.span),
            TypedStmt::Delete(id) => self.delete(*id),
            TypedStmt::Expr(value) => self.expr_statement(value),
        }
    }

    /// Only a flag goes away: where there is none, no path reads the variable afterwards.
    /// `del`: the name is unassigned then. A name may be several variables, of which each one
    /// that this statement reaches has been replaced by the one that is deleted.
    fn delete(&mut self, id: VariableId) {
        if let Some(flag) = self.slots(id).flag {
            self.builder.push(StmtKind::ReadBound(flag));
        }
        let variables = &self.function.variables;
        let name = variables.get(id.0 as usize).map(|it| &it.name);
        for (index, variable) in variables.iter().enumerate() {
            if let Some(flag) = self.slots(VariableId(index as u32)).flag
                && Some(&variable.name) == name
            {
                self.builder.assign(flag, Op::Copy(Operand::Bool(false)));
            }
        }
    }

    /// `break` or `continue` of the innermost loop.
    fn leave(&mut self, which: impl Fn(&super::function::Exits) -> StmtKind) {
        if let Some(kind) = self.loops.last().map(which) {
            self.builder.push(kind);
        }
    }

    fn return_(&mut self, span: Span, value: Option<&Expr>) {
        let operands = match value {
            Some(value) => self.expr(value),
            None => Vec::new(),
        };
        // A call for its effects may stand in `return f()` of a function that returns `None`.
        let operands = if self.function.result == Type::None { Vec::new() } else { operands };
        self.place(span);
        self.builder.push(StmtKind::Return(operands));
    }

    fn assert(&mut self, span: Span, test: &Expr, message: Option<&Expr>) {
        let mut raise = |this: &mut Self| {
            this.place(span);
            let arguments = message.map(|message| Arguments {
                positional: vec![message.clone()],
                ..Arguments::default()
            });
            this.raise(&Global::builtin("AssertionError"), arguments.as_ref(), false);
        };
        self.conditional(test, &mut |_| {}, Some(&mut raise));
    }

    /// The flags of the variable that tell whether it is assigned and whether it holds a value.
    fn assume(&mut self, fact: Option<(VariableId, bool)>) {
        let mut holds = Operand::Bool(false);
        if let Some((id, some)) = fact {
            let slots = self.slots(id);
            holds = slots.locals.first().map_or(holds, |local| Operand::Local(*local));
            if !some {
                holds = self.builder.value(Scalar::Bool, Op::Not(holds));
            }
            if let Some(flag) = slots.flag {
                let arithmetic = Arithmetic::Sized(Scalar::Bool);
                let (left, right) = (Operand::Local(flag), holds);
                let op = Op::Binary { op: BinaryOp::BitAnd, arithmetic, left, right };
                holds = self.builder.value(Scalar::Bool, op);
            }
        }
        self.builder.push(StmtKind::Assume(holds));
    }

    fn expr_statement(&mut self, value: &Expr) {
        // Docstrings and `...` have no type of their own in KIR.
        let constant = matches!(
            value.kind,
            crate::check::tree::ExprKind::Constant(Constant::Str(_) | Constant::None)
        );
        if !constant {
            self.expr(value);
        }
    }
}
