//! Arrays of records and single records: `x["field"]`, `x[i]["field"]`, `x[1:]`, nested and with
//! fields that are arrays.
//!
//! A record is a part of the memory of its array, as NumPy's `np.void` is: both are views of bytes, and
//! a field is a view of the same memory, or a number in it.

use std::sync::Arc;

use rustpython_ast::{Expr as Ast, ExprSubscript};
use rustpython_text_size::Ranged;

use crate::check::body::Body;
use crate::check::build::{
    Index, all_bytes, apply, behind, bytes_of, constant, field_of, instead_of, integer, is_place,
    length, node, of_bytes, other_view, record_of, records_of_new, tuple,
};
use crate::check::problem::{Built, Problem, refuse};
use crate::check::refusals::described;
use crate::check::syntax::{brackets, flatten};
use crate::check::tree::{Expr, ExprKind, Intrinsic, Stmt, StmtKind};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{
    Arithmetic, BinaryOp, Constant, FunctionId, KnownValue, MAX_NDIM, Record, Scalar, Type,
};

impl Body<'_> {
    /// Whether what a subscript begins with are records, or a tuple that it takes them from.
    pub fn is_of_records(&mut self, ast: &ExprSubscript) -> bool {
        let (base, _) = flatten(ast);
        if !matches!(base, Ast::Name(_) | Ast::Call(_) | Ast::Attribute(_) | Ast::If(_)) {
            return false;
        }
        // Building it says what it is, and does nothing else.
        let Ok(Expr { ty, .. }) = self.expr(base) else { return false };
        match &ty {
            Type::Records(..) | Type::Record(_) => true,
            Type::Tuple(_) | Type::Named(_) if holds_records(&ty) => {
                let Ast::Subscript(inner) = &*ast.value else { return false };
                self.is_of_records(inner)
                    || self.expr(&ast.value).is_ok_and(|it| record_of(&it.ty).is_some())
            }
            _ => false,
        }
    }

    /// A subscript that begins with records, as a value.
    pub fn value_in_records(&mut self, ast: &ExprSubscript) -> Built<Expr> {
        let mut body = Vec::new();
        let value = self.place_in_records(ast, &mut body)?;
        Ok(behind(body, value))
    }

    /// The same as a place: an element, a view, a record. What is to be done before stands in `body`.
    pub fn place_in_records(&mut self, ast: &ExprSubscript, body: &mut Vec<Stmt>) -> Built<Expr> {
        self.place(ast, false, body)
    }

    /// The same of what is written to: NumPy looks at whether records may be before it looks at their
    /// index.
    pub fn place_to_write(&mut self, ast: &ExprSubscript, body: &mut Vec<Stmt>) -> Built<Expr> {
        self.place(ast, true, body)
    }

    fn place(&mut self, ast: &ExprSubscript, writes: bool, body: &mut Vec<Stmt>) -> Built<Expr> {
        let span: Span = ast.range.into();
        let value = match &*ast.value {
            Ast::Subscript(inner)
                if self.is_of_records(inner) && !self.is_indexed_by_arrays(inner) =>
            {
                self.place_in_records(inner, body)?
            }
            value => self.value(value)?,
        };
        let value = if is_place(&value) { value } else { self.bind(value, body) };
        if let Type::Array(ty) = value.ty {
            return self.part(&value, ty, ast, span, body);
        }
        let (Some((record, ndim)), Some((bytes, ty))) = (record_of(&value.ty), bytes_of(&value))
        else {
            let message = format!("{} has no elements", described(&value.ty));
            return refuse(
                Problem::new(codes::NOT_SUBSCRIPTABLE, span, message)
                    .help("only arrays, tuples, ranges and records are indexed"),
            );
        };
        if let Some(some) = self.some_fields(&record, &ast.slice)? {
            let some = Arc::new(some);
            let ty = match ndim {
                Some(ndim) => Type::Records(some, ndim),
                None => Type::Record(some),
            };
            return Ok(of_bytes(other_view(&bytes, span)?, ty, span));
        }
        let name = match ndim {
            Some(_) => self.name_of_field(&ast.slice)?,
            None => self.field_of_record(&record, &ast.slice)?,
        };
        if let Some(name) = name {
            let Some(field) = record.field(&name) else {
                return refuse(no_field(&name, &record, ast.slice.range().into()));
            };
            if usize::from(ty.ndim) + field.shape.len() > MAX_NDIM {
                let message = format!("`{name}` has more than {MAX_NDIM} dimensions here");
                return refuse(
                    Problem::new(codes::INDEX_COUNT, span, message)
                        .help("index the array first: `x[i][\"field\"]`"),
                );
            }
            return field_of(&bytes, field, ndim.is_none(), record.size, span);
        }
        if ndim.is_none() {
            return refuse(
                Problem::new(codes::INDEX_TYPE, span, "a record is indexed by what is no name")
                    .help("name the field: `r[\"field\"]`"),
            );
        }
        if writes {
            let intrinsic = Intrinsic::Writable { is_output: false };
            let writable = apply(intrinsic, vec![bytes.clone()], Type::None, span);
            body.push(Stmt { kind: StmtKind::Expr(writable), span });
        }
        let bracket = brackets(ast).pop().unwrap_or_default();
        let mut indices = self.indices_of_view(bracket, body)?;
        let is_record = indices.len() == usize::from(ty.ndim)
            && indices.iter().all(|index| matches!(index, Index::At(_)));
        if !indices.iter().any(|index| matches!(index, Index::Rest)) {
            // Else it would be a byte.
            indices.push(Index::Rest);
        }
        if indices.iter().any(|index| matches!(index, Index::Array(_))) {
            return self.records_taken((record, bytes, ty.ndim), indices, span, body);
        }
        let view = self.view(bytes, ty, indices, span)?;
        let Type::Array(of_view) = view.ty else { return refuse(unknown_index(span)) };
        let ty = match is_record {
            true => Type::Record(record),
            false => Type::Records(record, of_view.ndim),
        };
        Ok(of_bytes(view, ty, span))
    }

    /// `x[mask]` and `x[places]` of an array of one dimension: a copy.
    fn records_taken(
        &mut self,
        (record, bytes, ndim): (Arc<Record>, Expr, u8),
        indices: Vec<Index>,
        span: Span,
        body: &mut Vec<Stmt>,
    ) -> Built<Expr> {
        let mut arrays = indices.into_iter().filter(|index| !matches!(index, Index::Rest));
        let (Some(Index::Array(index)), None, 1) = (arrays.next(), arrays.next(), ndim) else {
            return refuse(unknown_index(span));
        };
        if !matches!(index.ty, Type::Array(ty) if ty.ndim == 1) {
            return refuse(unknown_index(span));
        }
        let all = self.bind(all_bytes(&bytes, record.size, span)?, body);
        let Type::Array(ty) = all.ty else { return refuse(unknown_index(span)) };
        let taken = self.taken_by_arrays(&all, ty, vec![Index::Array(index)], span)?;
        self.copied_records(taken, Type::Records(record, 1), span, body)
    }

    /// The fields of a record as a tuple, as they are now.
    pub fn fields_of_record(&mut self, value: Expr) -> Built<Expr> {
        let span = value.span;
        let mut body = Vec::new();
        let value = self.settle_one(value, &mut body);
        let (Some((record, None)), Some((bytes, _))) = (record_of(&value.ty), bytes_of(&value))
        else {
            return refuse(unknown_index(span));
        };
        let mut fields = Vec::new();
        for field in &record.fields {
            let field = field_of(&bytes, field, true, record.size, span)?;
            fields.push(self.bind(field, &mut body));
        }
        Ok(behind(body, tuple(fields, span)))
    }

    /// New records of all bytes of some.
    pub fn copied_records(
        &mut self,
        bytes: Expr,
        ty: Type,
        span: Span,
        body: &mut Vec<Stmt>,
    ) -> Built<Expr> {
        let order = constant(&Constant::Str("C".to_owned()), span)?;
        let copy = self.prelude_kernel("array.copy", vec![bytes, order], span)?;
        let copy = self.bind(copy, body);
        Ok(records_of_new(&copy, ty, span))
    }

    /// The record of some of the fields, if a list of names is in the brackets.
    fn some_fields(&mut self, record: &Record, index: &Ast) -> Built<Option<Record>> {
        let Ast::List(list) = index else { return Ok(None) };
        let mut names = Vec::new();
        for name in &list.elts {
            match name {
                Ast::StringLiteral(_) | Ast::Name(_) | Ast::Attribute(_) => {
                    names.push(self.name_of_field(name)?);
                }
                _ => return Ok(None),
            }
        }
        let Some(names) = names.into_iter().collect::<Option<Vec<String>>>() else {
            return Ok(None);
        };
        match record.of_some(&names) {
            Some(some) => Ok(Some(some)),
            None => refuse(no_field(&names.join(", "), record, index.range().into())),
        }
    }

    /// The name of a field of one record, which may also be said by its number.
    fn field_of_record(&mut self, record: &Record, index: &Ast) -> Built<Option<String>> {
        let is_number = match index {
            Ast::NumberLiteral(_) => true,
            Ast::UnaryOp(unary) => unary.operand.is_number_literal_expr(),
            Ast::Name(_) | Ast::Attribute(_) => self.expr(index)?.ty == Type::Int,
            _ => false,
        };
        if !is_number {
            return self.name_of_field(index);
        }
        let value = self.expr(index)?;
        let count = record.fields.len() as i128;
        let place = integer(&value).map(|it| if it < 0 { it + count } else { it });
        let field = place.and_then(|it| record.fields.get(usize::try_from(it).ok()?));
        match (place, field) {
            (_, Some(field)) => Ok(Some(field.name.clone())),
            (Some(_), None) => refuse(
                Problem::new(codes::INDEX_TYPE, value.span, "a record has no field of that number")
                    .label("NumPy raises IndexError here")
                    .help(format!("it has {count} fields")),
            ),
            (None, None) => refuse(
                Problem::new(
                    codes::INDEX_TYPE,
                    value.span,
                    "the number of a field is not known when compiling",
                )
                .help("name the field: `r[\"field\"]`"),
            ),
        }
    }

    /// The name of a field, if that is what is in the brackets.
    fn name_of_field(&mut self, index: &Ast) -> Built<Option<String>> {
        let index = match index {
            Ast::StringLiteral(text) => return Ok(Some(text.value.to_str().to_owned())),
            Ast::Name(_) | Ast::Attribute(_) => self.expr(index)?,
            _ => return Ok(None),
        };
        match (&index.ty, &index.kind) {
            (_, ExprKind::Constant(Constant::Str(name))) => Ok(Some(name.clone())),
            (Type::Known(known), _) if let KnownValue::Str(name) = &**known => {
                Ok(Some(name.clone()))
            }
            (Type::Str, _) => refuse(
                Problem::new(
                    codes::INDEX_TYPE,
                    index.span,
                    "the name of a field is not known when compiling",
                )
                .help("write the name, or make it a constant of the module"),
            ),
            _ => Ok(None),
        }
    }

    /// An attribute of records; `None` if it is not known.
    pub fn attribute_of_records(
        &mut self,
        value: Expr,
        name: &str,
        span: Span,
    ) -> Built<Option<Expr>> {
        let Some((record, ndim)) = record_of(&value.ty) else { return Ok(None) };
        let ndim = ndim.unwrap_or(0);
        let mut body = Vec::new();
        let value = self.settle_one(value, &mut body);
        let Some((bytes, _)) = bytes_of(&value) else { return Ok(None) };
        let number = |value: u32| constant(&Constant::Int(i128::from(value)), span);
        let size = || apply(Intrinsic::ArraySize, vec![bytes.clone()], Type::Int, span);
        let found = match name {
            "shape" => tuple((0..ndim).map(|axis| length(&bytes, axis, span)).collect(), span),
            "ndim" => instead_of(value.clone(), number(ndim.into())?),
            "dtype" => {
                let name = record.dtype_name();
                let dtype = self.global_function(FunctionId::Library(name.clone()), name, span);
                instead_of(value.clone(), dtype)
            }
            "itemsize" => instead_of(value.clone(), number(record.size)?),
            "strides" => {
                let stride =
                    |axis| apply(Intrinsic::Stride { axis }, vec![bytes.clone()], Type::Int, span);
                tuple((0..ndim).map(stride).collect(), span)
            }
            "T" if ndim > 0 => {
                let axes: Vec<usize> = (0..usize::from(ndim)).rev().collect();
                let turned = self.permuted(bytes.clone(), &axes, span)?;
                of_bytes(turned, value.ty.clone(), span)
            }
            "size" if ndim == 0 => instead_of(value.clone(), number(1)?),
            "nbytes" if ndim == 0 => instead_of(value.clone(), number(record.size)?),
            "size" => size(),
            "nbytes" => {
                // It is the size of something that lies in memory.
                let arithmetic = Arithmetic::Sized(Scalar::I64);
                let (left, right) = (Box::new(size()), Box::new(number(record.size)?));
                let kind = ExprKind::Binary { op: BinaryOp::Mul, arithmetic, left, right };
                node(kind, Type::Int, span)
            }
            _ => return Ok(None),
        };
        Ok(Some(behind(body, found)))
    }
}

/// Whether records are the type or part of it.
fn holds_records(ty: &Type) -> bool {
    record_of(ty).is_some() || ty.parts().iter().flatten().any(holds_records)
}

fn no_field(name: &str, record: &Record, span: Span) -> Problem {
    let names: Vec<&str> = record.fields.iter().map(|field| field.name.as_str()).collect();
    Problem::new(codes::INDEX_TYPE, span, format!("no field of name {name}"))
        .label("NumPy raises ValueError here")
        .help(format!("the fields are {}", names.join(", ")))
}

fn unknown_index(span: Span) -> Problem {
    Problem::new(codes::INDEX_TYPE, span, "this index of records cannot be compiled")
        .help("index with integers and slices, or take the field first: `x[\"field\"][i]`")
}
