//! Pieces that are made of lists: their lengths, and the parts of their elements.
//!
//! A list and an index that are given to these functions can be read again, and the index is one of an
//! element that is there; nothing is looked at.

use super::constants::constant;
use super::nodes::{apply, node};
use super::tuples::parts_of;
use crate::check::problem::{Built, Stop};
use crate::check::tree::{Expr, ExprKind, Intrinsic, ListOperation, Stmt, StmtKind};
use crate::source::Span;
use crate::types::{
    ArrayType, Constant, Container, Conversion, Element, Layout, ListLayout, ListPart, Scalar, Type,
};

/// An operation on a list and what it takes beside.
pub fn of_list(operation: ListOperation, arguments: Vec<Expr>, ty: Type, span: Span) -> Expr {
    apply(Intrinsic::List(operation), arguments, ty, span)
}

/// A new list without elements.
pub fn new_list(ty: Type, span: Span) -> Expr {
    of_list(ListOperation::New, Vec::new(), ty, span)
}

/// How many elements a list has.
pub fn list_length(list: Expr, span: Span) -> Expr {
    of_list(ListOperation::Length, vec![list], Type::Int, span)
}

/// The type of a list's elements and how they lie; `None` where nothing is known of them.
pub fn elements_of(list: &Expr) -> Option<(Type, ListLayout)> {
    match &list.ty {
        Type::List(Some(element)) => Some(((**element).clone(), ListLayout::of(element)?)),
        _ => None,
    }
}

/// The elements of a list as an array, where they are what arrays hold. It is the list's memory until
/// that gets another length.
pub fn elements_as_array(list: &Expr, span: Span) -> Option<Expr> {
    let (ty, layout) = elements_of(list)?;
    let element = match ty {
        Type::Complex => Element::Complex(Scalar::F64),
        Type::SizedComplex(part) => Element::Complex(part),
        Type::Time(time) => Element::Time(time),
        other => Element::Scalar(other.scalar()?),
    };
    Some(elements_view(list, element, 0, layout.size, span))
}

/// One part of each element.
fn elements_view(list: &Expr, element: Element, offset: u32, size: u32, span: Span) -> Expr {
    let layout = if element.size() == size { Layout::C } else { Layout::Strided };
    let ty = Type::Array(ArrayType { element, ndim: 1, layout, container: Container::Array });
    let operation = ListOperation::Elements { element, offset, size };
    of_list(operation, vec![list.clone()], ty, span)
}

/// The element at an index.
pub fn list_element(list: &Expr, index: &Expr, span: Span) -> Built<Expr> {
    let Some((ty, layout)) = elements_of(list) else { return Err(Stop::Unknown(span)) };
    let mut parts = layout.parts.iter();
    part_at(&ty, &mut parts, list, index, layout.size, span)
}

fn part_at(
    ty: &Type,
    parts: &mut dyn Iterator<Item = &(u32, ListPart)>,
    list: &Expr,
    index: &Expr,
    size: u32,
    span: Span,
) -> Built<Expr> {
    if *ty == Type::None {
        return constant(&Constant::None, span);
    }
    if ty.scalar().is_some() || matches!(ty, Type::List(_) | Type::Array(_) | Type::Str) {
        let Some((offset, part)) = parts.next() else { return Err(Stop::Unknown(span)) };
        let offset = *offset;
        return Ok(match part {
            ListPart::Scalar(scalar) => {
                let view = elements_view(list, Element::Scalar(*scalar), offset, size, span);
                apply(Intrinsic::ElementInside, vec![view, index.clone()], ty.clone(), span)
            }
            ListPart::List | ListPart::Str | ListPart::Array { .. } => {
                let operation = ListOperation::At { offset, size };
                of_list(operation, vec![list.clone(), index.clone()], ty.clone(), span)
            }
        });
    }
    let inner = ty.parts().unwrap_or_default();
    let values: Built<Vec<Expr>> =
        inner.iter().map(|inner| part_at(inner, parts, list, index, size, span)).collect();
    Ok(node(ExprKind::Aggregate(values?), ty.clone(), span))
}

/// Writes the element at an index, whatever lay there: a value of its very type that can be read
/// again.
pub fn list_put(list: &Expr, index: &Expr, value: &Expr, span: Span) -> Built<Vec<Stmt>> {
    let Some((_, layout)) = elements_of(list) else { return Err(Stop::Unknown(span)) };
    let mut body = Vec::new();
    let mut parts = layout.parts.iter();
    let mut put = |value: Expr| {
        let Some((offset, part)) = parts.next() else { return };
        let kind = match part {
            ListPart::Scalar(scalar) => {
                let element = Element::Scalar(*scalar);
                let view = elements_view(list, element, *offset, layout.size, span);
                let (conversion, at) = (Conversion::Numeric, value.span);
                let kind = ExprKind::Convert { value: Box::new(value), conversion };
                let value = node(kind, element.sized(), at);
                let arguments = vec![view, index.clone(), value];
                apply(Intrinsic::PutInside, arguments, Type::None, span)
            }
            ListPart::List | ListPart::Str | ListPart::Array { .. } => {
                let operation = ListOperation::Put { offset: *offset, size: layout.size };
                let arguments = vec![list.clone(), index.clone(), value];
                of_list(operation, arguments, Type::None, span)
            }
        };
        body.push(Stmt { kind: StmtKind::Expr(kind), span });
    };
    each_part(value, &mut put);
    Ok(body)
}

fn each_part(value: &Expr, visit: &mut dyn FnMut(Expr)) {
    match &value.ty {
        Type::None => {}
        Type::List(_) | Type::Array(_) | Type::Str => visit(value.clone()),
        ty if ty.scalar().is_some() => visit(value.clone()),
        _ => parts_of(value.clone()).iter().for_each(|part| each_part(part, visit)),
    }
}

/// The lists and arrays in an element have an owner less.
pub fn list_drop(list: &Expr, index: &Expr, span: Span) -> Built<Vec<Stmt>> {
    let Some((_, layout)) = elements_of(list) else { return Err(Stop::Unknown(span)) };
    let drop = |offset| {
        let operation = ListOperation::Drop { offset, size: layout.size };
        let arguments = vec![list.clone(), index.clone()];
        let kind = StmtKind::Expr(of_list(operation, arguments, Type::None, span));
        Stmt { kind, span }
    };
    Ok(layout.owners().into_iter().map(drop).collect())
}
