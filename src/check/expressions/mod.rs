//! Expressions: from syntax to typed tree.

pub mod and_or;
pub mod arrays;
pub mod axes;
pub mod binding;
pub mod chains;
pub mod closures;
pub mod comparisons;
pub mod complex;
pub mod elementwise;
pub mod equality;
pub mod fancy;
pub mod flat;
pub mod grids;
pub mod identity;
pub mod lists;
pub mod membership;
pub mod messages;
pub mod mixed;
pub mod named;
pub mod numba;
pub mod optional;
pub mod ranges;
pub mod records;
pub mod times;
pub mod tuples;
pub mod views;

use std::sync::Arc;

use rustpython_ast::{
    BoolOp, Expr as Ast, ExprBinOp, ExprIf, ExprName, ExprUnaryOp, UnaryOp as AstUnaryOp,
};
use rustpython_text_size::Ranged;

use crate::check::body::Body;
use crate::check::build::{
    as_number, behind, block, checked_tuple, constant, decided, decided_at_last, evaluated,
    literal, node, not, plain, truth,
};
use crate::check::expressions::lists::wanted_elements;
use crate::check::expressions::numba::is_numbas;
use crate::check::problem::{Built, Problem, Stop, refuse};
use crate::check::refusals::{
    integer_too_large, made_string, matrix_product, no_none, starred, stray_generator,
};
use crate::check::rules::arithmetic::{self, Exponent};
use crate::check::rules::join::Fact;
use crate::check::rules::kinds::{is_complex, is_mixed, is_numpys, is_python};
use crate::check::rules::refusals::{unfit_operand, unfit_operands};
use crate::check::rules::times::{constant_time, is_time};
use crate::check::sources::SourceId;
use crate::check::tree::{Expr, ExprKind, Stmt, StmtKind, VariableId};
use crate::diagnostics::codes;
use crate::scan::Binding;
use crate::source::Span;
use crate::types::{BinaryOp, Constant, FunctionId, Rules, Scalar, Table, Type, UnaryOp, dates};

impl Body<'_> {
    /// Builds an expression.
    pub fn expr(&mut self, ast: &Ast) -> Built<Expr> {
        let built = self.expr_as_it_is(ast)?;
        match self.rules() {
            Rules::Python => Ok(built),
            Rules::Numba { .. } => self.canonical(built),
        }
    }

    fn expr_as_it_is(&mut self, ast: &Ast) -> Built<Expr> {
        let span = ast.range().into();
        let expected = self.expected.take();
        match ast {
            Ast::Name(name) => self.name(ast, name),
            Ast::NumberLiteral(_) => match self.program.fold(self.file, ast) {
                Ok(value) => constant(&value, span),
                Err(_) => refuse(integer_too_large(span)),
            },
            Ast::BooleanLiteral(literal) => constant(&Constant::Bool(literal.value), span),
            Ast::NoneLiteral(_) => constant(&Constant::None, span),
            Ast::BinOp(binary) => self.binary_operation(binary, expected),
            Ast::UnaryOp(unary) => self.unary_operation(unary),
            Ast::BoolOp(operation) => self.bool_operation(operation, expected),
            Ast::Compare(compare) => self.comparison(compare),
            Ast::If(conditional) => self.conditional(conditional, expected),
            Ast::List(list) => self.list_display(&list.elts, wanted_elements(expected), span),
            Ast::ListComp(list) => self.list_comprehension(list, wanted_elements(expected)),
            Ast::Tuple(tuple) => {
                let elements = self.elements_of_tuple(&tuple.elts, expected)?;
                checked_tuple(elements, span)
            }
            Ast::Lambda(lambda) => self.lambda(lambda),
            Ast::Named(named) => self.walrus(named),
            Ast::Call(call) => self.call(call),
            Ast::Attribute(attribute) => self.attribute(ast, attribute),
            Ast::Subscript(subscript) => self.subscript(subscript),
            Ast::Slice(_) => refuse(arrays::slice(span)),
            Ast::EllipsisLiteral(_) => refuse(
                Problem::new(codes::ELLIPSIS, span, "`...` cannot be compiled as a value")
                    .help("it stands for axes of an array: `a[..., 0]`"),
            ),
            Ast::StringLiteral(text) => literal(text.value.to_str(), span),
            Ast::BytesLiteral(bytes) => {
                let data = bytes.value.bytes().collect();
                constant(&Constant::Table(Arc::new(Table::of_bytes(data))), span)
            }
            Ast::FString(_) => refuse(made_string(span)),
            Ast::Generator(_) => refuse(stray_generator(span)),
            Ast::Starred(_) => refuse(starred(span)),
            // Refused by `syntax` already.
            _ => refuse(Problem::new(codes::NO_VALUE, span, "this expression cannot be compiled")),
        }
    }

    /// Builds an expression that must be a number or tuple.
    pub fn value(&mut self, ast: &Ast) -> Built<Expr> {
        let value = self.expr(ast)?;
        no_none(&value)?;
        Ok(as_number(value))
    }

    fn name(&mut self, ast: &Ast, name: &ExprName) -> Built<Expr> {
        let span = name.range.into();
        if let Some(value) = self.stand_in(name) {
            return Ok(value);
        }
        if let Some(function) = self.named_function(&name.id, span) {
            return function;
        }
        let Some(&id) = self.webs.loads.get(&span) else {
            return self.global_value(ast, span);
        };
        if self.webs.never_assigned.contains(&id) {
            let message = format!("`{}` is read before it is assigned", name.id);
            return refuse(
                Problem::new(codes::NEVER_ASSIGNED, span, message)
                    .label("no path assigns it before")
                    .help(
                        "assign it first; a name that a function assigns is local everywhere in it",
                    ),
            );
        }
        self.read_variable(id, span)
    }

    /// The value of a variable of the source. Reading one that may be unassigned may fail, so it
    /// stands in a block: that is evaluated exactly once and never left out.
    pub fn read_variable(&mut self, id: VariableId, span: Span) -> Built<Expr> {
        let Some(ty) = self.cell(id) else { return Err(Stop::Unknown(span)) };
        let value = match ty {
            Type::Known(known) => constant(&known.constant(), span)?,
            ty => self.narrowed(id, ty, span),
        };
        let maybe_unbound = self.webs.variables.get(id.0 as usize).is_some_and(|it| it.1);
        if !maybe_unbound {
            return Ok(value);
        }
        let body = match value.kind {
            ExprKind::Constant(_) => {
                let read = node(ExprKind::Variable(id), ty.clone(), span);
                vec![Stmt { kind: StmtKind::Expr(read), span }]
            }
            _ => Vec::new(),
        };
        Ok(block(body, value, span))
    }

    /// A global name or attribute as a value.
    pub fn global_value(&mut self, ast: &Ast, span: Span) -> Built<Expr> {
        let spelled = self.text(span).to_owned();
        let problem = match self.global(ast) {
            Some(Binding::Constant(value)) => return constant(&value, span),
            Some(Binding::Number { ty, .. }) => match self.frozen_name(ast) {
                Some(global) => return Ok(node(ExprKind::Global(global), ty, span)),
                None => Problem::new(
                    codes::UNKNOWN_NAME,
                    span,
                    format!("`{spelled}` is not known when compiling"),
                )
                .help("pass it as an argument, or import it at the top of the module"),
            },
            Some(Binding::Kernel(kernel)) => {
                let name = self.program.kernel(kernel).qualified_name.clone();
                return Ok(self.global_function(
                    FunctionId::Compiled(SourceId::from(kernel).into()),
                    name,
                    span,
                ));
            }
            Some(Binding::Library(name)) if let Some((number, time)) = dates::of_name(&name) => {
                return Ok(constant_time(number, time, span));
            }
            // Loops over `prange` are those of one thread.
            Some(Binding::Library(name)) if name == "numba.config.NUMBA_NUM_THREADS" => {
                return constant(&Constant::Int(1), span);
            }
            Some(Binding::Library(name)) if name == "builtins.__debug__" => {
                return self.debug(span);
            }
            Some(Binding::Library(name)) if self.is_library_function(&name) => {
                return Ok(self.global_function(FunctionId::Library(name.clone()), name, span));
            }
            Some(Binding::Member(member)) if member.is_int => {
                let Constant::Int(value) = member.value else { return Err(Stop::Unknown(span)) };
                let Ok(value) = i64::try_from(value) else {
                    return refuse(integer_too_large(span));
                };
                let class = (member.file.0, member.class.clone());
                let name = format!("{}.{}", member.class, member.name);
                return Ok(self.global_function(FunctionId::Member { class, value }, name, span));
            }
            Some(Binding::Unknown(reason)) => {
                let message = format!("`{spelled}` is not known when compiling: {reason}");
                Problem::new(codes::UNKNOWN_NAME, span, message).help(
                    "pass it as an argument, or make it a constant of the module; for a number \
                         that is assigned once its type is enough: `LIMIT: int = …`",
                )
            }
            Some(other) => {
                let message = format!("{} is used as a value", other.description());
                Problem::new(codes::NO_VALUE, span, message).help(
                    "kernels compute with numbers, tuples and arrays; functions can only be called",
                )
            }
            None => Problem::new(codes::UNKNOWN_NAME, span, format!("`{spelled}` is not known")),
        };
        refuse(problem)
    }

    fn binary_operation(&mut self, ast: &ExprBinOp, expected: Option<Type>) -> Built<Expr> {
        // What is made of a list is one of such elements.
        let left = self.expecting(expected.clone(), |this| this.value(&ast.left))?;
        let right = self.expecting(expected, |this| this.value(&ast.right))?;
        let span = ast.range.into();
        let asts = [&*ast.left, &*ast.right];
        let mut pair = [left, right];
        self.before_branches(&mut pair, &asts);
        let [left, right] = self.displays_as_rows(asts, pair)?;
        let Some(op) = crate::scan::operator(ast.op) else {
            let mut before = Vec::new();
            let pair = self.beside_array_likes([left, right], span, &mut before)?;
            return match pair.iter().all(|it| is_numpys(&it.ty)) {
                true => {
                    let made = self.call_library_with("numpy.matmul", pair.into(), span)?;
                    Ok(behind(before, made))
                }
                false => refuse(matrix_product(span)),
            };
        };
        self.binary(op, left, right, span)
    }

    /// `left op right` of built operands.
    pub fn binary(&mut self, op: BinaryOp, left: Expr, right: Expr, span: Span) -> Built<Expr> {
        if let (ExprKind::Constant(a), ExprKind::Constant(b)) = (&left.kind, &right.kind)
            && (is_python(&left.ty) || left.ty == Type::Str)
            && (is_python(&right.ty) || right.ty == Type::Str)
            && let Ok(value) = crate::scan::fold_binary(op, a, b)
            && (self.rules() == Rules::Python || is_numbas(&value))
        {
            return constant(&value, span);
        }
        let (left, right) = (plain(left), plain(right));
        match (op, &left.ty, &right.ty) {
            (BinaryOp::Add, Type::Tuple(_), Type::Tuple(_)) => {
                return self.concatenated(left, right, span);
            }
            (BinaryOp::Mul, Type::Tuple(_), other) | (BinaryOp::Mul, other, Type::Tuple(_))
                if other.scalar().is_some() =>
            {
                return self.repeated(left, right, span);
            }
            _ => {}
        }
        if [&left, &right].into_iter().any(|it| is_numpys(&it.ty)) {
            let mut before = Vec::new();
            let [left, right] = self.beside_array_likes([left, right], span, &mut before)?;
            let made = self.binary_of_arrays(op, left, right, span)?;
            return Ok(behind(before, made));
        }
        if [&left, &right].into_iter().any(|it| matches!(it.ty, Type::List(_)))
            && let Some(made) = self.list_binary(op, left.clone(), right.clone(), span)?
        {
            return Ok(made);
        }
        if [&left, &right].into_iter().any(is_mixed) {
            return self.mixed_binary(op, left, right, span);
        }
        if is_time(&left) || is_time(&right) {
            return self.time_binary(op, left, right, span);
        }
        if is_complex(&left.ty) || is_complex(&right.ty) {
            let [left, right] = self.beside_single_complex([left, right]);
            return self.complex_binary(op, left, right, span);
        }
        let exponent = match &right.kind {
            ExprKind::Constant(value) => Exponent::of(&right.ty, Some(value)),
            _ => Exponent::of(&right.ty, None),
        };
        if self.rules().are_numbas() {
            return self.numbas_binary(op, left, right, exponent, span);
        }
        let rule = arithmetic::binary(op, &left.ty, &right.ty, exponent)
            .map_err(|unfit| unfit_operands(unfit, op, &left, &right, span))?;
        let (before, [left, right]) = self.operands([left, right], &rule.operand);
        let (left, right) = (Box::new(left), Box::new(right));
        let kind = ExprKind::Binary { op: rule.op, arithmetic: rule.arithmetic, left, right };
        Ok(behind(before, node(kind, rule.result, span)))
    }

    /// Operands brought to one type, and what must be done before. An `int` that may not fit a sized
    /// integer is converted when all operands are evaluated.
    pub fn operands<const N: usize>(
        &mut self,
        operands: [Expr; N],
        to: &Type,
    ) -> (Vec<Stmt>, [Expr; N]) {
        let can_fail = |it: &Expr| {
            let fits = matches!(arithmetic::operand(it.clone(), to).kind, ExprKind::Constant(_));
            it.ty == Type::Int && matches!(to, Type::Sized(to) if to.is_int()) && !fits
        };
        let is_constant = |it: &Expr| matches!(it.kind, ExprKind::Constant(_));
        let first = operands.iter().position(can_fail);
        let late = first.is_some_and(|first| !operands.iter().skip(first + 1).all(is_constant));
        let mut body = Vec::new();
        let operands = operands.map(|side| {
            if !late {
                return arithmetic::operand(side, to);
            }
            arithmetic::operand(self.bind(side, &mut body), to)
        });
        (body, operands)
    }

    fn unary_operation(&mut self, ast: &ExprUnaryOp) -> Built<Expr> {
        let span = ast.range.into();
        let op = match ast.op {
            AstUnaryOp::Not => {
                let operand = self.condition(&ast.operand)?;
                return Ok(node(ExprKind::Not(Box::new(operand)), Type::Bool, span));
            }
            AstUnaryOp::Invert => UnaryOp::Invert,
            AstUnaryOp::UAdd => UnaryOp::Pos,
            AstUnaryOp::USub => UnaryOp::Neg,
        };
        let operand = self.value(&ast.operand)?;
        self.unary(op, operand, span)
    }

    /// `op operand` of a built operand.
    pub fn unary(&mut self, op: UnaryOp, operand: Expr, span: Span) -> Built<Expr> {
        if is_numpys(&operand.ty) {
            return self.elementwise(vec![operand], span, &mut |this, parts| {
                let operand = parts.into_iter().next().ok_or(Stop::Unknown(span))?;
                if op == UnaryOp::Invert && operand.ty == Type::Sized(Scalar::Bool) {
                    return truth(operand).map(not);
                }
                this.unary(op, operand, span)
            });
        }
        if is_mixed(&operand) {
            return self.dispatched(vec![operand], span, &mut |this, values| {
                let operand = values.into_iter().next().ok_or(Stop::Unknown(span))?;
                this.unary(op, operand, span)
            });
        }
        if let ExprKind::Constant(value) = &operand.kind
            && is_python(&operand.ty)
            && let Ok(value) = crate::scan::fold_unary(op, value)
            && (self.rules() == Rules::Python || is_numbas(&value))
        {
            return constant(&value, span);
        }
        if is_time(&operand) {
            return self.time_unary(op, operand, span);
        }
        if is_complex(&operand.ty) && op != UnaryOp::Invert {
            return self.complex_unary(op, operand, span);
        }
        if self.rules().are_numbas() {
            return self.numbas_unary(op, operand, span);
        }
        let (arithmetic, ty) = match arithmetic::unary(op, &operand.ty) {
            Ok(rule) => rule,
            Err(unfit) => return refuse(unfit_operand(unfit, op, &operand, span)),
        };
        let value = Box::new(arithmetic::operand(operand, &ty));
        Ok(node(ExprKind::Unary { op, arithmetic, value }, ty, span))
    }

    fn conditional(&mut self, ast: &ExprIf, expected: Option<Type>) -> Built<Expr> {
        let span = ast.range.into();
        let test = self.condition(&ast.test)?;
        let (yes, no) = self.implied(&ast.test);
        if let Some(truth) = decided_at_last(&test) {
            let side = if truth { &ast.body } else { &ast.orelse };
            let side = self.expecting(expected, |this| this.expr(side))?;
            return Ok(behind(evaluated(&test), side));
        }
        let wanted = expected.clone();
        let body = self.under(yes, |this| this.expecting(wanted, |this| this.expr(&ast.body)));
        let orelse = self.under(no, |this| this.expecting(expected, |this| this.expr(&ast.orelse)));
        let mut values = Vec::new();
        values.extend(self.tolerate(body)?);
        values.extend(self.tolerate(orelse)?);
        if values.iter().all(|side| matches!(side.ty, Type::List(_)))
            && let Ok(Some(ty)) = self.join(&values.iter().map(Fact::of).collect::<Vec<_>>())
        {
            let asts = [&ast.body, &ast.orelse];
            let sides = values.into_iter().zip(asts);
            values = sides
                .map(|(side, ast)| self.shared(side, ast, &ty, span))
                .collect::<Built<Vec<Expr>>>()?;
        }
        let (values, ty) = self.joined(values, span)?;
        let [body, orelse] = match <[Expr; 2]>::try_from(values) {
            Ok(sides) => sides,
            // One side is not known yet; the other tells the type so far.
            Err(mut sides) => return sides.pop().ok_or(Stop::Unknown(span)),
        };
        let (test, body, orelse) = (Box::new(test), Box::new(body), Box::new(orelse));
        Ok(node(ExprKind::IfExpr { test, body, orelse }, ty, span))
    }

    /// Builds an expression as the test of `if`, `while`, `not` and the like: a `Bool`.
    pub fn condition(&mut self, ast: &Ast) -> Built<Expr> {
        if let Ast::BoolOp(operation) = ast {
            let and = operation.op == BoolOp::And;
            let mut values = Vec::new();
            for (value, facts) in operation.values.iter().zip(self.under_which(operation)) {
                let value = self.under(facts, |this| this.condition(value))?;
                let last = decided(&value) == Some(!and);
                values.push(value);
                if last {
                    break;
                }
            }
            return Ok(node(ExprKind::BoolOp { and, values }, Type::Bool, ast.range().into()));
        }
        if let Ast::Compare(compare) = ast {
            return self.comparison_as_test(compare);
        }
        let value = self.expr(ast)?;
        self.optional_truth(value)
    }
}
