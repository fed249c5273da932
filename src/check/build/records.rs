//! Pieces that are made of records: fields, and the bytes that an array of records is held as.

use super::arrays::length;
use super::constants::constant;
use super::nodes::{apply, node};
use super::tuples::parts_of;
use crate::check::problem::Built;
use crate::check::tree::{Expr, ExprKind, Indices, Intrinsic};
use crate::source::Span;
use crate::types::{
    ArrayType, Constant, Container, Content, Element, Layout, Record, RecordField, Scalar, Type,
};

/// The record that an array has, or that a value is, and the dimensions of the array.
pub fn record_of(ty: &Type) -> Option<(std::sync::Arc<Record>, Option<u8>)> {
    match ty {
        Type::Records(record, ndim) => Some((record.clone(), Some(*ndim))),
        Type::Record(record) => Some((record.clone(), None)),
        _ => None,
    }
}

/// The view of first bytes that an array of records, or a record, is held as.
pub fn bytes_of(records: &Expr) -> Option<(Expr, ArrayType)> {
    record_of(&records.ty)?;
    let bytes = parts_of(records.clone()).pop()?;
    match bytes.ty {
        Type::Array(ty) => Some((bytes, ty)),
        _ => None,
    }
}

/// Records that are held as such a view.
pub fn of_bytes(bytes: Expr, ty: Type, span: Span) -> Expr {
    node(ExprKind::Aggregate(vec![bytes]), ty, span)
}

/// Another view of the same records, whose first bytes are a view that can be read again.
pub fn other_view(bytes: &Expr, span: Span) -> Built<Expr> {
    let element = Element::Scalar(Scalar::U8);
    match bytes.ty {
        Type::Array(ty) if ty.ndim == 0 => {
            let line = relaid(bytes, element, &[(1, 1)], span)?;
            let zero = constant(&Constant::Int(0), span)?;
            let ty = Type::Array(Record::bytes(0));
            Ok(apply(Intrinsic::Row { axis: 0 }, vec![line, zero], ty, span))
        }
        _ => relaid(bytes, element, &[], span),
    }
}

/// All bytes of records whose first bytes are a view that can be read again: one more axis.
pub fn all_bytes(bytes: &Expr, size: u32, span: Span) -> Built<Expr> {
    relaid(bytes, Element::Scalar(crate::types::Scalar::U8), &[(size, 1)], span)
}

/// So many bytes of records whose first bytes are a view that can be read again, from a place on: one
/// more axis.
pub fn some_bytes(bytes: &Expr, (at, count): (u32, u32), size: u32, span: Span) -> Built<Expr> {
    let content = Content::Element(Element::Scalar(Scalar::U8));
    let field = RecordField { name: String::new(), offset: at, content, shape: vec![count] };
    field_of(bytes, &field, false, size, span)
}

/// The element that lies at a place of a record, whatever the record has there.
pub fn element_at(bytes: &Expr, at: u32, element: Element, size: u32, span: Span) -> Built<Expr> {
    let content = Content::Element(element);
    let field = RecordField { name: String::new(), offset: at, content, shape: Vec::new() };
    field_of(bytes, &field, true, size, span)
}

/// The first byte of a line of them, which can be read again: a view without dimensions.
pub fn first_byte(line: Expr, span: Span) -> Built<Expr> {
    let zero = constant(&Constant::Int(0), span)?;
    let stride = apply(Intrinsic::Stride { axis: 0 }, vec![line.clone()], Type::Int, span);
    let arguments = vec![line.clone(), length(&line, 0, span), stride];
    let relaid = Intrinsic::Relaid { ndim: 1, is_view: true };
    let bytes = apply(relaid, arguments, Type::Array(Record::bytes(1)), span);
    let ty = Type::Array(Record::bytes(0));
    Ok(apply(Intrinsic::Row { axis: 0 }, vec![bytes, zero], ty, span))
}

/// The records whose bytes lie in an array that was just made, in C order, along its last axis.
pub fn records_of_new(made: &Expr, ty: Type, span: Span) -> Expr {
    let ndim = match ty {
        Type::Records(_, ndim) => ndim,
        _ => 0,
    };
    if ndim == 0 {
        let first = first_byte(made.clone(), span);
        return first.map_or_else(|_| made.clone(), |first| of_bytes(first, ty, span));
    }
    let mut arguments = vec![made.clone()];
    arguments.extend((0..ndim).map(|axis| length(made, axis, span)));
    let stride = |axis| apply(Intrinsic::Stride { axis }, vec![made.clone()], Type::Int, span);
    arguments.extend((0..ndim).map(stride));
    let view = Type::Array(Record::bytes(ndim));
    of_bytes(apply(Intrinsic::Relaid { ndim, is_view: false }, arguments, view, span), ty, span)
}

/// A field of the records whose first bytes are a view that can be read again: a number where
/// `alone`, else a view.
pub fn field_of(
    bytes: &Expr,
    field: &RecordField,
    alone: bool,
    size: u32,
    span: Span,
) -> Built<Expr> {
    let Type::Array(ty) = bytes.ty else { return Ok(bytes.clone()) };
    let number = |value: u32| constant(&Constant::Int(i128::from(value)), span);
    let row = |view: Expr, axis: u8, index: u32| -> Built<Expr> {
        let ty = match view.ty {
            Type::Array(ty) => ArrayType { ndim: ty.ndim - 1, layout: Layout::Strided, ..ty },
            _ => ty,
        };
        let arguments = vec![view, number(index)?];
        Ok(apply(Intrinsic::Row { axis }, arguments, Type::Array(ty), span))
    };
    let moved = match field.offset {
        0 => bytes.clone(),
        offset => row(all_bytes(bytes, size, span)?, ty.ndim, offset)?,
    };
    // The axes of the field itself.
    let mut axes: Vec<(u32, u32)> = Vec::new();
    let mut stride = field.content.size();
    for &length in field.shape.iter().rev() {
        axes.push((length, stride));
        stride = stride.wrapping_mul(length);
    }
    axes.reverse();
    let ndim = ty.ndim + axes.len() as u8;
    let element = match &field.content {
        Content::Element(element) => *element,
        Content::Record(_) => Element::Scalar(crate::types::Scalar::U8),
    };
    let view = match ndim {
        // A view that is relaid without strides would count as one in C order, whose elements are
        // aligned.
        0 => row(relaid_of(&moved, bytes, element, &[(1, 1)], span)?, 0, 0)?,
        _ => relaid_of(&moved, bytes, element, &axes, span)?,
    };
    Ok(match &field.content {
        Content::Record(record) if alone && axes.is_empty() => {
            of_bytes(view, Type::Record(record.clone()), span)
        }
        Content::Record(record) => of_bytes(view, Type::Records(record.clone(), ndim), span),
        Content::Element(element) if alone && axes.is_empty() => {
            let indices = Indices { exprs: Vec::new(), inside: 0 };
            node(ExprKind::Element { array: Box::new(view), indices }, element.sized(), span)
        }
        Content::Element(_) => view,
    })
}

fn relaid(view: &Expr, element: Element, more: &[(u32, u32)], span: Span) -> Built<Expr> {
    relaid_of(view, view, element, more, span)
}

/// A view as one of other elements, with the lengths and strides of `like` and more axes behind.
fn relaid_of(
    view: &Expr,
    like: &Expr,
    element: Element,
    more: &[(u32, u32)],
    span: Span,
) -> Built<Expr> {
    let Type::Array(ty) = like.ty else { return Ok(view.clone()) };
    let number = |value: u32| constant(&Constant::Int(i128::from(value)), span);
    let mut numbers: Vec<Expr> = (0..ty.ndim).map(|axis| length(like, axis, span)).collect();
    for (length, _) in more {
        numbers.push(number(*length)?);
    }
    for axis in 0..ty.ndim {
        numbers.push(apply(Intrinsic::Stride { axis }, vec![like.clone()], Type::Int, span));
    }
    for (_, stride) in more {
        numbers.push(number(*stride)?);
    }
    let ndim = ty.ndim + more.len() as u8;
    let (layout, container) = (Layout::Strided, Container::Array);
    let ty = Type::Array(ArrayType { element, ndim, layout, container });
    let arguments = std::iter::once(view.clone()).chain(numbers).collect();
    Ok(apply(Intrinsic::Relaid { ndim, is_view: true }, arguments, ty, span))
}
