//! Array types of declared lengths, `u8[2, 80, 40]`, as values of a module: names stand for them, and
//! a call of one makes an array.

use rustpython_ast::{Expr, ExprSubscript};

use super::fold::fold;
use super::type_names::element;
use super::{Binding, library};
use crate::types::{ArrayType, Constant, Container, Layout, MAX_NDIM, ShapedType};

/// What stands between the brackets of a type, each for one dimension.
pub fn axes(subscript: &ExprSubscript) -> &[Expr] {
    match &*subscript.slice {
        Expr::Tuple(tuple) => tuple.elts.as_slice(),
        single => std::slice::from_ref(single),
    }
}

/// A length that an expression gives; `None` where it is not one that is known.
pub fn length(expression: &Expr, resolve: &mut dyn FnMut(&Expr) -> Binding) -> Option<i64> {
    match fold(expression, resolve) {
        Ok(Constant::Int(length)) => i64::try_from(length).ok().filter(|length| *length >= 0),
        _ => None,
    }
}

/// What `u8[2, 80, 40]` stands for: the type by its canonical name, `pyjit.u8[2, 80, 40]`.
pub fn binding(subscript: &ExprSubscript, resolve: &mut dyn FnMut(&Expr) -> Binding) -> Binding {
    let unknown = || Binding::Unknown(library::NO_NAME.to_owned());
    let Binding::Library(name) = resolve(&subscript.value) else { return unknown() };
    if !name.starts_with("pyjit.") || element(&name).is_none() {
        return unknown();
    }
    let lengths = axes(subscript).iter().map(|axis| length(axis, resolve));
    match lengths.collect::<Option<Vec<i64>>>() {
        Some(lengths) => {
            let lengths: Vec<String> = lengths.iter().map(i64::to_string).collect();
            Binding::Library(format!("{name}[{}]", lengths.join(", ")))
        }
        None => unknown(),
    }
}

/// The type of such a canonical name.
pub fn named(name: &str) -> Option<ShapedType> {
    let (scalar, lengths) = name.strip_suffix(']')?.split_once('[')?;
    let element = element(scalar).filter(|_| scalar.starts_with("pyjit."))?;
    let lengths = lengths.split(',').map(|length| length.trim().parse().ok());
    let lengths: Vec<Option<i64>> =
        lengths.map(|length: Option<i64>| length.map(Some)).collect::<Option<_>>()?;
    if lengths.len() > MAX_NDIM || lengths.iter().flatten().any(|length| *length < 0) {
        return None;
    }
    let (layout, container) = (Layout::Strided, Container::Array);
    let array = ArrayType { element, ndim: lengths.len() as u8, layout, container };
    Some(ShapedType { array, lengths, in_fortran_order: false })
}
