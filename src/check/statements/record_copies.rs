//! What whole records are assigned: other records, tuples, numbers for all their fields.
//!
//! NumPy copies the fields of records, not what lies between them, and sets those of a tuple one
//! after the other.

use crate::check::body::Body;
use crate::check::build::{
    all_bytes, apply, assignment, bytes_of, constant, element_at, elements, field_of, first_byte,
    node, of_bytes, record_of, records_of_new, some_bytes,
};
use crate::check::problem::{Built, Problem, refuse};
use crate::check::refusals::described;
use crate::check::rules::kinds::is_numpys;
use crate::check::tree::{Expr, ExprKind, Filling, Indices, Intrinsic, Stmt, StmtKind, Target};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{
    ArrayType, Constant, Container, Content, Element, Layout, MAX_NDIM, Record, Scalar, Type,
};

/// The most pieces that a record is read as before it is written; a longer one is copied by loops.
const MOST_PIECES: usize = 16;

impl Body<'_> {
    /// `place = value` of records that may be written, which both can be read again.
    pub fn store_records(
        &mut self,
        place: &Expr,
        value: Expr,
        span: Span,
        body: &mut Vec<Stmt>,
    ) -> Built<()> {
        let (Some((record, ndim)), Some((to, _))) = (record_of(&place.ty), bytes_of(place)) else {
            return refuse(no_store(&value, span));
        };
        let source = match record_of(&value.ty) {
            Some((given, of_value)) => {
                if given != record || of_value.unwrap_or(0) > ndim.unwrap_or(0) {
                    return refuse(no_store(&value, span));
                }
                value
            }
            None if ndim.is_none() => return self.store_fields(&to, &record, value, span, body),
            // NumPy makes a record of the value first.
            None => self.record_of_value(&record, value, span, body)?,
        };
        let Some((from, _)) = bytes_of(&source) else { return refuse(no_store(&source, span)) };
        match ndim.unwrap_or(0) {
            0 => self.copy_record(&to, &from, &record, span, body),
            _ => self.copy_records(&to, &from, &record, span, body),
        }
    }

    /// A new record whose fields a tuple or a number says.
    pub fn record_of_value(
        &mut self,
        record: &std::sync::Arc<Record>,
        value: Expr,
        span: Span,
        body: &mut Vec<Stmt>,
    ) -> Built<Expr> {
        let (element, layout, container) =
            (Element::Scalar(Scalar::U8), Layout::C, Container::Array);
        let ty = Type::Array(ArrayType { element, ndim: 1, layout, container });
        let size = constant(&Constant::Int(i128::from(record.size)), span)?;
        let made = apply(Intrinsic::Allocate { zeroed: true }, vec![size], ty, span);
        let made = self.bind(made, body);
        let bytes = self.bind(first_byte(made, span)?, body);
        self.store_fields(&bytes, record, value, span, body)?;
        Ok(of_bytes(bytes, Type::Record(record.clone()), span))
    }

    /// Sets the fields of a record one after the other.
    fn store_fields(
        &mut self,
        bytes: &Expr,
        record: &Record,
        value: Expr,
        span: Span,
        body: &mut Vec<Stmt>,
    ) -> Built<()> {
        let values = match &value.ty {
            // A number of Python's is one for each field; NumPy casts its own as it casts arrays.
            Type::Int | Type::Float | Type::Bool => vec![value.clone(); record.fields.len()],
            Type::Tuple(types) if types.len() == record.fields.len() => {
                elements(value.clone()).unwrap_or_default()
            }
            Type::Tuple(types) => {
                let (given, wanted) = (types.len(), record.fields.len());
                let message = format!("{given} values for the {wanted} fields of a record");
                return refuse(
                    Problem::new(codes::STORE_TYPE, span, message)
                        .help("NumPy raises ValueError here; write a value for each field"),
                );
            }
            _ => return refuse(no_store(&value, span)),
        };
        if values.len() != record.fields.len() {
            return refuse(no_store(&value, span));
        }
        for (field, value) in record.fields.iter().zip(values) {
            let part = field_of(bytes, field, true, record.size, span)?;
            match (&field.content, part.kind) {
                (Content::Element(_), ExprKind::Element { array, indices }) => {
                    let Type::Array(ty) = array.ty else { return refuse(no_store(&value, span)) };
                    if is_numpys(&value.ty) || !value.ty.arrays().is_empty() {
                        return refuse(no_store(&value, span));
                    }
                    let (stored, value) = self.stored_later(value, ty)?;
                    let target = Target::Element { array: *array, indices, stored };
                    body.push(assignment(target, value, span));
                }
                (Content::Element(_), kind) if !matches!(value.ty, Type::Tuple(_)) => {
                    let part = self.bind(node(kind, part.ty, span), body);
                    self.stored_in_view(part, value, span, body)?;
                }
                (Content::Record(_), kind) if field.shape.is_empty() => {
                    let part = self.bind(node(kind, part.ty, span), body);
                    self.store_records(&part, value, span, body)?;
                }
                _ => return refuse(no_store(&value, span)),
            }
        }
        Ok(())
    }

    /// Copies one record: all of it is read before anything is written, since they may share memory.
    fn copy_record(
        &mut self,
        to: &Expr,
        from: &Expr,
        record: &Record,
        span: Span,
        body: &mut Vec<Stmt>,
    ) -> Built<()> {
        let Some(runs) = record.covered() else { return refuse(no_copy(span)) };
        let pieces = pieces_of(&runs);
        if pieces.len() > MOST_PIECES {
            return self.copy_runs(to, from, record, &runs, span, body);
        }
        let mut values = Vec::new();
        for (at, scalar) in &pieces {
            let value = element_at(from, *at, Element::Scalar(*scalar), record.size, span)?;
            values.push(self.bind(value, body));
        }
        for ((at, scalar), value) in pieces.into_iter().zip(values) {
            let place = element_at(to, at, Element::Scalar(scalar), record.size, span)?;
            let ExprKind::Element { array, .. } = place.kind else { return refuse(no_copy(span)) };
            let indices = Indices { exprs: Vec::new(), inside: 0 };
            let target = Target::Element { array: *array, indices, stored: None };
            body.push(assignment(target, value, span));
        }
        Ok(())
    }

    /// Copies records into an array of them.
    fn copy_records(
        &mut self,
        to: &Expr,
        from: &Expr,
        record: &Record,
        span: Span,
        body: &mut Vec<Stmt>,
    ) -> Built<()> {
        let Some(runs) = record.covered() else { return refuse(no_copy(span)) };
        if matches!(from.ty, Type::Array(ty) if ty.ndim > 0) {
            let arguments = vec![to.clone(), from.clone()];
            let check = self.prelude_kernel("operators_records.check_fits", arguments, span)?;
            body.push(Stmt { kind: StmtKind::Expr(check), span });
        }
        self.copy_runs(to, from, record, &runs, span, body)
    }

    fn copy_runs(
        &mut self,
        to: &Expr,
        from: &Expr,
        record: &Record,
        runs: &[(u32, u32)],
        span: Span,
        body: &mut Vec<Stmt>,
    ) -> Built<()> {
        let (Type::Array(target), Type::Array(ty)) = (&to.ty, &from.ty) else {
            return refuse(no_copy(span));
        };
        if usize::from(target.ndim) >= MAX_NDIM || usize::from(ty.ndim) >= MAX_NDIM {
            return refuse(no_copy(span));
        }
        let mut from = from.clone();
        if runs.len() > 1 {
            // What one run writes may be what another one reads.
            let all = all_bytes(&from, record.size, span)?;
            let order = constant(&Constant::Str("C".to_owned()), span)?;
            let copy = self.prelude_kernel("array.copy", vec![all, order], span)?;
            let copy = self.bind(copy, body);
            let record = std::sync::Arc::new(record.clone());
            let copied = records_of_new(&copy, Type::Records(record, ty.ndim), span);
            let copied = self.bind(copied, body);
            let Some((bytes, _)) = bytes_of(&copied) else { return refuse(no_copy(span)) };
            from = bytes;
        }
        for &run in runs {
            let array = self.bind(some_bytes(to, run, record.size, span)?, body);
            let value = self.bind(some_bytes(&from, run, record.size, span)?, body);
            let value = self.elements_as(value, Element::Scalar(Scalar::U8), span)?;
            let kind = StmtKind::Fill { array, value, filling: Filling::Assignment };
            body.push(Stmt { kind, span });
        }
        Ok(())
    }
}

/// The bytes of runs as the widest integers that they are made of.
fn pieces_of(runs: &[(u32, u32)]) -> Vec<(u32, Scalar)> {
    let mut pieces = Vec::new();
    for &(start, length) in runs {
        let mut at = 0;
        while at < length && pieces.len() <= MOST_PIECES {
            let scalar = match length - at {
                8.. => Scalar::U64,
                4.. => Scalar::U32,
                2.. => Scalar::U16,
                _ => Scalar::U8,
            };
            pieces.push((start + at, scalar));
            at += scalar.size();
        }
    }
    pieces
}

/// The refusal of what is no record, or of other fields.
pub fn no_store(value: &Expr, span: Span) -> Problem {
    let message = format!("{} is assigned to a part of records", described(&value.ty));
    Problem::new(codes::STORE_TYPE, span, message)
        .help("assign one field after the other, or a record of the same fields to a record")
}

fn no_copy(span: Span) -> Problem {
    let message = "records of this dtype are assigned as a whole";
    Problem::new(codes::STORE_TYPE, span, message)
        .label("their fields overlap, or they have too many of them")
        .help("assign one field after the other")
}
