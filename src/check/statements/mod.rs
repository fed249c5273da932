//! Statements: from syntax to typed tree.

pub mod assign;
pub mod conditionals;
pub mod errstate;
pub mod flat;
pub mod lists;
pub mod loops;
pub mod matching;
pub mod parts;
pub mod patterns;
pub mod put;
pub mod raising;
pub mod record_copies;
pub mod records;
pub mod sequences;
pub mod unpack;

use rustpython_ast::{Expr as Ast, Stmt as AstStmt, StmtAnnAssign, StmtReturn};
use rustpython_text_size::Ranged;

use crate::check::body::Body;
use crate::check::build::constant;
use crate::check::names::scopes::Syntax;
use crate::check::problem::{Built, Problem, Stop, refuse};
use crate::check::refusals::described;
use crate::check::rules::convert::keeps_its_type;
use crate::check::rules::join::Fact;
use crate::check::rules::numba;
use crate::check::rules::refusals::misfit_problem;
use crate::check::tree::{Expr, ExprKind, Stmt, StmtKind};
use crate::diagnostics::codes;
use crate::scan::says_too_little;
use crate::source::Span;
use crate::types::{ArrayType, Constant, Container, FunctionId, Type};

impl Body<'_> {
    /// Builds the statements that can be reached. What stops one is remembered; the others go on.
    pub fn block(&mut self, body: &[AstStmt]) -> Vec<Stmt> {
        let mut statements = Vec::new();
        for (index, stmt) in body.iter().enumerate() {
            let span = stmt.range().into();
            if !self.webs.reached.contains(&span) || self.known.is_unreachable() {
                break;
            }
            if self.is_message(stmt, body.get(index + 1)) {
                continue;
            }
            self.enter_assignment(stmt, span);
            match self.stmt(stmt, span) {
                Ok(Some(kind)) => statements.push(Stmt { kind, span }),
                Ok(None) => {}
                Err(stop) => self.stopped(stop),
            }
        }
        statements
    }

    /// Builds one statement.
    pub fn stmt(&mut self, stmt: &AstStmt, span: Span) -> Built<Option<StmtKind>> {
        match stmt {
            AstStmt::Assign(assign) => match self.named_lambda(&assign.targets, &assign.value) {
                Some((place, lambda)) => self.define_function(Syntax::Lambda(lambda), place, span),
                None => self.assign(&assign.targets, &assign.value),
            },
            AstStmt::AugAssign(assign) => self.augmented(assign),
            AstStmt::AnnAssign(assign) => self.annotated(assign),
            AstStmt::Expr(stmt) if is_idle(&stmt.value) => Ok(None),
            AstStmt::Expr(stmt) => self.expr(&stmt.value).map(|it| Some(StmtKind::Expr(it))),
            AstStmt::If(stmt) => self.if_stmt(stmt),
            AstStmt::While(stmt) => Ok(self.while_stmt(stmt)),
            AstStmt::For(stmt) => self.for_stmt(stmt),
            AstStmt::Return(stmt) => {
                let built = self.return_stmt(stmt, span);
                self.known.leave();
                built
            }
            AstStmt::Raise(stmt) => {
                let built = self.raise(stmt, span);
                self.known.leave();
                built
            }
            AstStmt::Match(stmt) => self.match_stmt(stmt),
            AstStmt::With(stmt) => self.with_errstate(stmt, span),
            AstStmt::Assert(stmt) => self.assert(stmt, span),
            AstStmt::FunctionDef(function) => {
                self.define_function(Syntax::Def(function), function.name.range.into(), span)
            }
            AstStmt::Delete(stmt) => self.delete(stmt),
            AstStmt::Break(_) => Ok(Some(self.leave_round(true))),
            AstStmt::Continue(_) => Ok(Some(self.leave_round(false))),
            // `pass`, and what `syntax` has refused.
            _ => Ok(None),
        }
    }

    /// A test whose statement goes on without it where it stops.
    pub fn test(&mut self, ast: &Ast) -> Option<Expr> {
        match self.condition(ast) {
            Ok(test) => Some(test),
            Err(stop) => {
                self.stopped(stop);
                None
            }
        }
    }

    fn return_stmt(&mut self, stmt: &StmtReturn, span: Span) -> Built<Option<StmtKind>> {
        let value = match stmt.value.as_deref() {
            Some(value) => {
                let instance = &self.table.instances[self.instance];
                let wanted = instance.declared.clone().or_else(|| instance.result.clone());
                self.expecting(wanted.filter(Type::holds_list), |this| this.expr(value))?
            }
            None => constant(&Constant::None, span)?,
        };
        self.returned(value, span).map(Some)
    }

    /// The return of a value.
    pub fn returned(&mut self, value: Expr, span: Span) -> Built<StmtKind> {
        if let Type::Function(function) = &value.ty
            && let FunctionId::Member { .. } = function.function
        {
            let message = "the member of an enumeration is returned";
            return refuse(
                Problem::new(codes::FUNCTION_ESCAPES, value.span, message)
                    .label(format!("this is `{}`", function.name))
                    .help("return a number: `Color.RED.value`"),
            );
        }
        if value.ty.holds_function() {
            return refuse(
                Problem::new(codes::FUNCTION_ESCAPES, value.span, "a function is returned")
                    .label(format!("this is {}", described(&value.ty)))
                    .help("call it here and return its result"),
            );
        }
        if let Some(array) = value.ty.arrays().into_iter().find(|it| !can_be_returned(it)) {
            let message = format!("a `{}` is returned", Type::Array(array));
            return refuse(
                Problem::new(codes::ARRAY_VALUE, value.span, message)
                    .label(format!("this is {}", described(&value.ty)))
                    .help("only NumPy's arrays that are arguments or made here are returned"),
            );
        }
        let declared = self.table.instances[self.instance].declared.clone();
        if let Some(declared) = declared {
            if self.rules().are_numbas()
                && [&value.ty, &declared].iter().all(|it| it.scalar().is_some())
            {
                return Ok(returning(numba::cast(value, &declared)));
            }
            let converted = self
                .declared(value.clone(), &declared)
                .map_err(|misfit| misfit_problem(misfit, &value, &declared, "the result"))?;
            return Ok(returning(converted));
        }
        self.flows_out(value.span, Fact::of(&value));
        let Some(result) = self.table.instances[self.instance].result.clone() else {
            return Err(Stop::Unknown(span));
        };
        self.as_joined(value, &result).map(returning)
    }

    fn annotated(&mut self, stmt: &StmtAnnAssign) -> Built<Option<StmtKind>> {
        let Some(value) = stmt.value.as_deref() else { return Ok(None) };
        let target = std::slice::from_ref(&*stmt.target);
        if let Some((place, lambda)) = self.named_lambda(target, value) {
            return self.define_function(Syntax::Lambda(lambda), place, stmt.range.into());
        }
        if self.rules().are_numbas() {
            return self.assign(target, value);
        }
        let kernel = self.program.kernel(self.kernel);
        // Nothing is converted: the variable is of whichever type the value is.
        if self.program.is_union(kernel.file, &stmt.annotation) {
            return self.assign(target, value);
        }
        // What a kernel's type variables are in functions inside it is not known.
        let parameters = match self.sources.is_inner(self.source) {
            true => &[],
            false => self.table.instances[self.instance].arguments.as_slice(),
        };
        let annotation = self.program.annotation_in(kernel, parameters, &stmt.annotation);
        if matches!(&annotation, Err(refusal) if says_too_little(refusal)) {
            return self.assign(target, value);
        }
        let declared = annotation.map(|ty| ty.of_variable()).map_err(|refusal| {
            let span = stmt.annotation.range().into();
            let mut problem = Problem::new(refusal.code, span, refusal.message);
            problem.label = refusal.label;
            problem.help = refusal.help;
            problem
        })?;
        let value = self.expecting(Some(declared.clone()), |this| this.expr(value))?;
        if matches!(value.ty, Type::List(_)) && matches!(declared, Type::List(_)) {
            // It has the elements that it has.
            return self.assign_value(target, value, false);
        }
        let scalar = |ty: &Type| ty.scalar().is_some() || matches!(ty, Type::Mixed(_));
        let other = declared != value.ty && scalar(&declared) && scalar(&value.ty);
        let mut converted = self
            .declared(value.clone(), &declared)
            .map_err(|misfit| misfit_problem(misfit, &value, &declared, "the variable"))?;
        // An annotation does nothing in Python: a number stays what it is.
        if other || keeps_its_type(&value.ty, &declared) {
            return self.assign_value(target, value, false);
        }
        // What is assigned here is or is not `None`, whatever comes later.
        if let Type::Optional(inner) = &declared {
            let certain = match &value.ty {
                Type::None => Some(&Type::None),
                Type::Optional(_) => None,
                _ => Some(&**inner),
            };
            if let Some(Ok(narrower)) = certain.map(|ty| self.declared(value, ty)) {
                converted = narrower;
            }
        }
        // Not a constant any more: the variable has the type that is written.
        self.assign_value(std::slice::from_ref(&*stmt.target), converted, true)
    }
}

/// Whether an array has an object that the caller can get: an argument of NumPy's, or what is made of
/// its memory or in the kernel.
fn can_be_returned(array: &ArrayType) -> bool {
    array.container == Container::Array
}

fn returning(value: Expr) -> StmtKind {
    match (&value.ty, &value.kind) {
        (Type::None, ExprKind::Constant(_)) => StmtKind::Return(None),
        _ => StmtKind::Return(Some(value)),
    }
}

/// Docstrings, `...` and other literals do nothing as statements.
fn is_idle(value: &Ast) -> bool {
    value.is_literal_expr() || value.is_ellipsis_literal_expr()
}
