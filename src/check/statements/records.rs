//! Assignments to fields of records, and of records: `x[i]["field"] = v`, `x["field"] += v`.

use rustpython_ast::{Expr as Ast, ExprSubscript};

use crate::check::body::Body;
use crate::check::build::{
    all_bytes, apply, assignment, block, bytes_of, constant, is_repeatable, node,
};
use crate::check::problem::{Built, Problem, refuse};
use crate::check::refusals::described;
use crate::check::rules::kinds::is_numpys;
use crate::check::statements::parts::expect_dimensions;
use crate::check::tree::{Expr, ExprKind, Filling, Indices, Intrinsic, Stmt, StmtKind, Target};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{BinaryOp, Constant, Type};

impl Body<'_> {
    /// Whether what a target takes elements of, behind records, is an array of numbers.
    pub fn is_in_field(&mut self, ast: &ExprSubscript) -> bool {
        self.value(&ast.value).is_ok_and(|array| is_numpys(&array.ty))
    }

    /// `x[…] = value` of a target that begins with records, and means a field or a record.
    pub fn assign_in_records(
        &mut self,
        ast: &ExprSubscript,
        value: Expr,
    ) -> Built<Option<StmtKind>> {
        let span: Span = ast.range.into();
        let mut body = Vec::new();
        let value = match value.kind {
            ExprKind::Constant(_) => value,
            _ => self.bind(value, &mut body),
        };
        let place = self.place_in_records(ast, &mut body)?;
        match (place.ty.clone(), place.kind) {
            (_, ExprKind::Element { array, indices }) => {
                let Type::Array(ty) = array.ty else { return refuse(no_store(&value, span)) };
                if is_numpys(&value.ty) {
                    return refuse(no_store(&value, span));
                }
                let (stored, value) = self.stored_later(value, ty)?;
                body.push(assignment(
                    Target::Element { array: *array, indices, stored },
                    value,
                    span,
                ));
            }
            (Type::Array(ty), kind) => {
                let part = self.bind(node(kind, Type::Array(ty), span), &mut body);
                self.stored_in_view(part, value, span, &mut body)?;
            }
            (Type::Record(record), kind) if value.ty == Type::Record(record.clone()) => {
                let place = self.bind(node(kind, value.ty.clone(), span), &mut body);
                let (Some((to, _)), Some((from, _))) = (bytes_of(&place), bytes_of(&value)) else {
                    return refuse(no_store(&value, span));
                };
                let [to, from] = [to, from].map(|bytes| all_bytes(&bytes, record.size, span));
                let (to, from) = (self.bind(to?, &mut body), self.bind(from?, &mut body));
                self.stored_in_view(to, from, span, &mut body)?;
            }
            _ => return refuse(no_store(&value, span)),
        }
        Ok(Some(StmtKind::Expr(block(body, constant(&Constant::None, span)?, span))))
    }

    /// Stores a value in all elements of a view, or those of an array.
    fn stored_in_view(
        &mut self,
        view: Expr,
        value: Expr,
        span: Span,
        body: &mut Vec<Stmt>,
    ) -> Built<()> {
        let Type::Array(ty) = view.ty else { return refuse(no_store(&value, span)) };
        let intrinsic = Intrinsic::Writable { is_output: false };
        let writable = apply(intrinsic, vec![view.clone()], Type::None, span);
        body.push(Stmt { kind: StmtKind::Expr(writable), span });
        if is_numpys(&value.ty) {
            expect_dimensions(&value, ty, span)?;
            let value = self.elements_as(value, ty.element, span)?;
            let kind = StmtKind::Fill { array: view, value, filling: Filling::Assignment };
            body.push(Stmt { kind, span });
        } else {
            let element = self.stored(value, ty)?;
            let element = self.bind(element, body);
            body.extend(self.filled(view, &element, span)?);
        }
        Ok(())
    }

    /// `x[…] op= value` of a target that begins with records.
    pub fn augmented_in_records(
        &mut self,
        ast: &ExprSubscript,
        op: BinaryOp,
        value: &Ast,
        span: Span,
    ) -> Built<Option<StmtKind>> {
        let mut body = Vec::new();
        let place = self.place_in_records(ast, &mut body)?;
        match (place.ty.clone(), place.kind) {
            (element, ExprKind::Element { array, indices }) => {
                let Type::Array(ty) = array.ty else { return refuse(no_operator(span)) };
                let array = Box::new(self.bind(*array, &mut body));
                // The operand may assign what they are made of.
                let exprs = indices.exprs.into_iter().map(|index| match index.kind {
                    ExprKind::Constant(_) => index,
                    _ => self.bind(index, &mut body),
                });
                let indices = Indices { exprs: exprs.collect(), inside: 0 };
                let kind = ExprKind::Element { array: array.clone(), indices: indices.clone() };
                let before = self.bind(node(kind, element, span), &mut body);
                let value = self.value(value)?;
                let result = self.binary(op, before, value, span)?;
                let (stored, value) = self.stored_later(result, ty)?;
                body.push(assignment(
                    Target::Element { array: *array, indices, stored },
                    value,
                    span,
                ));
            }
            (Type::Array(ty), kind) => {
                let part = self.bind(node(kind, Type::Array(ty), span), &mut body);
                let value = self.value(value)?;
                let value = if is_repeatable(&value) { value } else { self.bind(value, &mut body) };
                let Some(kind) = self.augmented_array(op, part, value, span)? else {
                    return Ok(None);
                };
                body.push(Stmt { kind, span });
            }
            _ => return refuse(no_operator(span)),
        }
        Ok(Some(StmtKind::Expr(block(body, constant(&Constant::None, span)?, span))))
    }
}

fn no_store(value: &Expr, span: Span) -> Problem {
    let message = format!("{} is assigned to a part of records", described(&value.ty));
    Problem::new(codes::STORE_TYPE, span, message)
        .help("assign one field after the other, or a record of the same fields to a record")
}

fn no_operator(span: Span) -> Problem {
    Problem::new(codes::OPERAND_TYPES, span, "an operator on records")
        .help("name the field: `x[\"field\"] += 1`")
}
