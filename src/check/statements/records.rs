//! Assignments to fields of records, and of records: `x[i]["field"] = v`, `x["field"] += v`,
//! `x[i] = y[j]`, `x[mask] = (1, 2.0)`.

use rustpython_ast::{Expr as Ast, ExprSubscript};
use rustpython_text_size::Ranged;

use crate::check::body::Body;
use crate::check::build::{
    Index, all_bytes, apply, assignment, block, bytes_of, constant, elements, is_place,
    is_repeatable, node, record_of, tuple, unknown_index,
};
use crate::check::problem::{Built, Problem, refuse};
use crate::check::rules::kinds::is_numpys;
use crate::check::statements::parts::expect_dimensions;
use crate::check::statements::record_copies::no_store;
use crate::check::syntax::brackets;
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
        let value = self.evaluated_first(value, &mut body);
        let place = self.place_to_write(ast, &mut body)?;
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
            (ty @ (Type::Record(_) | Type::Records(..)), kind) => {
                let place = self.bind(node(kind, ty, span), &mut body);
                let Some((bytes, _)) = bytes_of(&place) else {
                    return refuse(no_store(&value, span));
                };
                let intrinsic = Intrinsic::Writable { is_output: false };
                let writable = apply(intrinsic, vec![bytes], Type::None, span);
                body.push(Stmt { kind: StmtKind::Expr(writable), span });
                self.store_records(&place, value, span, &mut body)?;
            }
            _ => return refuse(no_store(&value, span)),
        }
        Ok(Some(StmtKind::Expr(block(body, constant(&Constant::None, span)?, span))))
    }

    /// A value that is evaluated before the place that takes it; a tuple as its elements.
    pub fn evaluated_first(&mut self, value: Expr, body: &mut Vec<Stmt>) -> Expr {
        let (ty, span) = (value.ty.clone(), value.span);
        match value.kind {
            ExprKind::Constant(_) => value,
            ExprKind::Aggregate(_) if matches!(ty, Type::Tuple(_)) => {
                let elements = elements(value).unwrap_or_default();
                let elements = elements.into_iter().map(|it| self.evaluated_first(it, body));
                tuple(elements.collect(), span)
            }
            _ => self.bind(value, body),
        }
    }

    /// `x[mask] = value` and `x[places] = value` of an array of records of one dimension.
    pub fn put_records(&mut self, ast: &ExprSubscript, value: Expr) -> Built<Option<StmtKind>> {
        let span: Span = ast.range.into();
        let mut body = Vec::new();
        let value = self.evaluated_first(value, &mut body);
        let records = self.value(&ast.value)?;
        let records = if is_place(&records) { records } else { self.bind(records, &mut body) };
        let (Some((record, Some(1))), Some((to, _))) = (record_of(&records.ty), bytes_of(&records))
        else {
            return refuse(unknown_index(ast.slice.range().into()));
        };
        if record.covered() != Some(vec![(0, record.size)]) {
            let message = "records with gaps between their fields are put by an array of indices";
            return refuse(
                Problem::new(codes::STORE_TYPE, span, message)
                    .help("assign field by field: `x[\"field\"][indices] = …`"),
            );
        }
        let bracket = brackets(ast).pop().unwrap_or_default();
        let mut indices = self.indices_of_view(bracket, &mut body)?;
        let (Some(Index::Array(index)), 0) = (indices.pop(), indices.len()) else {
            return refuse(unknown_index(ast.slice.range().into()));
        };
        if !matches!(index.ty, Type::Array(ty) if ty.ndim == 1) {
            return refuse(unknown_index(ast.slice.range().into()));
        }
        let index = self.settle_one(index, &mut body);
        let intrinsic = Intrinsic::Writable { is_output: false };
        let writable = apply(intrinsic, vec![to.clone()], Type::None, span);
        body.push(Stmt { kind: StmtKind::Expr(writable), span });
        let value = match record_of(&value.ty) {
            Some((given, ndim)) if given == record && ndim.unwrap_or(0) <= 1 => value,
            Some(_) => return refuse(no_store(&value, span)),
            None => self.record_of_value(&record, value, span, &mut body)?,
        };
        let Some((from, _)) = bytes_of(&value) else { return refuse(no_store(&value, span)) };
        if matches!(from.ty, Type::Array(ty) if ty.ndim > 0) {
            let arguments = vec![to.clone(), index.clone(), from.clone()];
            let check = self.prelude_kernel("operators_records.check_put", arguments, span)?;
            body.push(Stmt { kind: StmtKind::Expr(check), span });
        }
        let to = self.bind(all_bytes(&to, record.size, span)?, &mut body);
        let from = self.bind(all_bytes(&from, record.size, span)?, &mut body);
        let Type::Array(ty) = to.ty else { return refuse(no_store(&value, span)) };
        let call = self.put_array(&to, ty, vec![Index::Array(index)], from, span, &mut body)?;
        body.push(Stmt { kind: StmtKind::Expr(call), span });
        Ok(Some(StmtKind::Expr(block(body, constant(&Constant::None, span)?, span))))
    }

    /// Whether parts of arrays, of records or of lists are among the targets of an assignment.
    pub fn has_parts_among(&mut self, targets: &[Ast]) -> bool {
        targets.iter().any(|target| match target {
            Ast::Subscript(target) => {
                self.is_of_records(target)
                    || self.is_of_list(target)
                    || self.is_in_sequence(target)
                    || self.is_indexed_by_arrays(target)
                    || self.is_part(target)
            }
            Ast::Tuple(tuple) => self.has_parts_among(&tuple.elts),
            Ast::List(list) => self.has_parts_among(&list.elts),
            _ => false,
        })
    }

    /// An assignment to several targets, one after the other: the value is evaluated before.
    pub fn assign_each(&mut self, targets: &[Ast], value: Expr) -> Built<Option<StmtKind>> {
        let span = value.span;
        let mut body = Vec::new();
        let value = self.evaluated_first(value, &mut body);
        for target in targets {
            self.assign_one(target, value.clone(), &mut body)?;
        }
        Ok(Some(StmtKind::Expr(block(body, constant(&Constant::None, span)?, span))))
    }

    fn assign_one(&mut self, target: &Ast, value: Expr, body: &mut Vec<Stmt>) -> Built<()> {
        let span: Span = target.range().into();
        let several = match target {
            Ast::Tuple(tuple) => Some(&tuple.elts),
            Ast::List(list) => Some(&list.elts),
            _ => None,
        };
        let Some(several) = several else {
            let one = std::slice::from_ref(target);
            let kind = self.assign_built(one, value)?;
            body.extend(kind.map(|kind| Stmt { kind, span }));
            return Ok(());
        };
        let values = match &value.ty {
            Type::Tuple(types) if types.len() == several.len() => elements(value),
            _ => None,
        };
        let (Some(values), false) = (values, several.iter().any(Ast::is_starred_expr)) else {
            return refuse(
                Problem::new(
                    codes::TARGET,
                    span,
                    "a part of an array, of records or of a list among other targets",
                )
                .help("assign it in a statement of its own"),
            );
        };
        for (target, value) in several.iter().zip(values) {
            self.assign_one(target, value, body)?;
        }
        Ok(())
    }

    /// Stores a value in all elements of a view, or those of an array.
    pub fn stored_in_view(
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

fn no_operator(span: Span) -> Problem {
    Problem::new(codes::OPERAND_TYPES, span, "an operator on records")
        .help("name the field: `x[\"field\"] += 1`")
}
