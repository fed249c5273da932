//! Arrays as indices: `a[a > 0]`, `a[places]`, and assignments to what they mean.

use rustpython_ast::{Expr as Ast, ExprSubscript};

use crate::check::body::Body;
use crate::check::build::{apply, behind, block, constant, is_place};
use crate::check::problem::{Built, Problem, refuse};
use crate::check::rules::kinds::is_numpys;
use crate::check::syntax::brackets;
use crate::check::tree::{Expr, ExprKind, Intrinsic, Stmt, StmtKind};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{BinaryOp, Constant, Scalar, Type};

impl Body<'_> {
    /// The array that is the only index of a subscript, if it is one.
    pub fn array_as_index(&mut self, ast: &ExprSubscript) -> Option<Expr> {
        let pairs = brackets(ast);
        let [pair] = pairs.as_slice() else { return None };
        let [index] = &**pair else { return None };
        let may_be = matches!(
            index,
            Ast::Name(_)
                | Ast::Compare(_)
                | Ast::BinOp(_)
                | Ast::UnaryOp(_)
                | Ast::Call(_)
                | Ast::Subscript(_)
                | Ast::Attribute(_)
        );
        // Building it says what it is, and does nothing else.
        let index = if may_be { self.expr(index).ok()? } else { return None };
        is_numpys(&index.ty).then_some(index)
    }

    /// `a[index][…]`, where the first brackets make a copy; `None` if they do not.
    pub fn subscript_of_copy(&mut self, ast: &ExprSubscript, span: Span) -> Built<Option<Expr>> {
        let Ast::Subscript(inner) = &*ast.value else { return Ok(None) };
        let is_copy = self.array_as_index(inner).is_some()
            && matches!(self.expr(&inner.value), Ok(array) if is_numpys(&array.ty));
        if !is_copy {
            return Ok(None);
        }
        let mut body = Vec::new();
        let copy = self.subscript(inner)?;
        let copy = self.bind(copy, &mut body);
        let Type::Array(ty) = copy.ty else { return Ok(None) };
        let only_last = ExprSubscript { value: inner.value.clone(), ..ast.clone() };
        if let Some(index) = self.array_as_index(&only_last) {
            let taken = self.taken_by_array(copy, index, span)?;
            return Ok(Some(behind(body, taken)));
        }
        let part = self.part(&copy, ty, ast, span, &mut body)?;
        Ok(Some(behind(body, part)))
    }

    /// `a[index]`: a copy.
    pub fn taken_by_array(&mut self, array: Expr, index: Expr, span: Span) -> Built<Expr> {
        expect_index(&array, &index, span)?;
        self.prelude_kernel("operators_index.taken", vec![array, index], span)
    }

    /// `a[index] = value`.
    pub fn put(
        &mut self,
        ast: &ExprSubscript,
        value: Expr,
        op: Option<BinaryOp>,
    ) -> Built<Option<StmtKind>> {
        let span: Span = ast.range.into();
        let mut body = Vec::new();
        // An operator looks at the elements before it looks at its operand.
        let value = match op {
            None if !matches!(value.kind, ExprKind::Constant(_)) => self.bind(value, &mut body),
            _ => value,
        };
        let array = self.value(&ast.value)?;
        let array = if is_place(&array) { array } else { self.bind(array, &mut body) };
        let ty = self.writable(&array, span)?;
        let Some(index) = self.array_as_index(ast) else {
            return refuse(unknown_index(span));
        };
        expect_index(&array, &index, span)?;
        let index = self.bind(index, &mut body);
        let value = match op {
            None => value,
            Some(op) => {
                let elements = self.taken_by_array(array.clone(), index.clone(), span)?;
                let elements = self.bind(elements, &mut body);
                let result = self.binary(op, elements, value, span)?;
                self.bind(result, &mut body)
            }
        };
        let writable = apply(Intrinsic::Writable, vec![array.clone()], Type::None, span);
        body.push(Stmt { kind: StmtKind::Expr(writable), span });
        let call = if is_numpys(&value.ty) {
            let is_line = matches!(value.ty, Type::Array(it) if it.ndim == 1);
            let of_line = matches!(index.ty, Type::Array(it) if it.ndim == 1) && ty.ndim == 1;
            if !is_line || !of_line {
                return refuse(unknown_index(span));
            }
            let value = self.elements_as(value, ty.element, span)?;
            let value = self.bind(value, &mut body);
            self.prelude_kernel("operators_index.put", vec![array, index, value], span)?
        } else {
            let value = self.stored(value, ty)?;
            let value = self.bind(value, &mut body);
            self.prelude_kernel("operators_index.put_one", vec![array, index, value], span)?
        };
        body.push(Stmt { kind: StmtKind::Expr(call), span });
        Ok(Some(StmtKind::Expr(block(body, constant(&Constant::None, span)?, span))))
    }
}

/// Refuses what is no index, or one of axes that the array has not.
fn expect_index(array: &Expr, index: &Expr, span: Span) -> Built<()> {
    let (Type::Array(array), Type::Array(index)) = (&array.ty, &index.ty) else {
        return refuse(unknown_index(span));
    };
    let is_mask = index.element == Scalar::Bool;
    let fits = match is_mask {
        true => index.ndim == 1 || index.ndim == array.ndim,
        false => index.element.is_int(),
    };
    match fits && array.is_numpys() {
        true => Ok(()),
        false => refuse(unknown_index(span)),
    }
}

fn unknown_index(span: Span) -> Problem {
    Problem::new(codes::INDEX_TYPE, span, "an array as index that cannot be compiled")
        .help("index with a mask or with an array of integers of one dimension, or write a loop")
}
