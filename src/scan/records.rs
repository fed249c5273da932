//! `np.dtype([("x", np.float64), …])` of the tree: the records of structured arrays, as far as they
//! are compiled.

use std::sync::Arc;

use rustpython_ast::{Expr, ExprCall, ExprList, Number};

use super::Binding;
use super::library::{dtype, dtype_of_text};
use crate::types::{Constant, Content, Record};

/// The record that a call of `np.dtype` with a list of fields makes; `resolve` says what names mean.
pub fn dtype_call(call: &ExprCall, resolve: &mut dyn FnMut(&Expr) -> Binding) -> Option<Record> {
    let [fields, positional @ ..] = &*call.arguments.args else { return None };
    // Only what may be one is looked up.
    if !fields.is_list_expr() || !(call.func.is_attribute_expr() || call.func.is_name_expr()) {
        return None;
    }
    if resolve(&call.func) != Binding::Library("numpy.dtype".to_owned()) {
        return None;
    }
    let align = match (positional, &*call.arguments.keywords) {
        ([], []) => false,
        ([align], []) => truth(align)?,
        ([], [keyword]) if keyword.arg.as_ref()?.as_str() == "align" => truth(&keyword.value)?,
        _ => return None,
    };
    record(fields.as_list_expr()?, align, resolve)
}

fn truth(expression: &Expr) -> Option<bool> {
    expression.as_boolean_literal_expr().map(|literal| literal.value)
}

fn record(
    list: &ExprList,
    align: bool,
    resolve: &mut dyn FnMut(&Expr) -> Binding,
) -> Option<Record> {
    let mut fields = Vec::new();
    for field in &list.elts {
        let (name, format, shape) = match &*field.as_tuple_expr()?.elts {
            [name, format] => (name, format, Vec::new()),
            [name, format, shape] => (name, format, lengths(shape)?),
            _ => return None,
        };
        let name = name.as_string_literal_expr()?.value.to_str();
        // NumPy makes a name of its own of an empty one.
        if name.is_empty() {
            return None;
        }
        fields.push((name.to_owned(), content(format, align, resolve)?, shape));
    }
    Record::laid_out(fields, align)
}

/// The lengths of a field that is an array; a length of one that is no tuple means no array.
fn lengths(shape: &Expr) -> Option<Vec<u32>> {
    let length = |expression: &Expr| match &expression.as_number_literal_expr()?.value {
        Number::Int(length) => length.as_u32(),
        _ => None,
    };
    match shape {
        Expr::Tuple(lengths) => lengths.elts.iter().map(length).collect(),
        single => Some(vec![length(single).filter(|&length| length != 1)?]),
    }
}

fn content(
    format: &Expr,
    align: bool,
    resolve: &mut dyn FnMut(&Expr) -> Binding,
) -> Option<Content> {
    if let Expr::List(fields) = format {
        return record(fields, align, resolve).map(|it| Content::Record(Arc::new(it)));
    }
    let element = match format {
        Expr::StringLiteral(text) => dtype_of_text(text.value.to_str()),
        Expr::Name(_) | Expr::Attribute(_) | Expr::Call(_) => match resolve(format) {
            Binding::Library(name) => match Record::of_dtype_name(&name) {
                // Whether it is aligned itself, its fields do not tell.
                Some(_) if align => return None,
                Some(record) => return Some(Content::Record(Arc::new(record))),
                None => dtype(&name),
            },
            Binding::Constant(Constant::Str(text)) => dtype_of_text(&text),
            _ => None,
        },
        _ => None,
    };
    element.map(Content::Element)
}
