//! `np.dtype([("x", np.float64), …])` of the tree, and its other spellings: the records of structured
//! arrays, as far as they are compiled.

use std::sync::Arc;

use rustpython_ast::{Expr, ExprCall, ExprDict, ExprList, Number};

use super::Binding;
use super::library::{dtype, dtype_of_text};
use crate::types::{Constant, Content, Record, RecordField};

/// The record that a call of `np.dtype` makes with a list of fields, a dictionary of their names,
/// formats and places, or a text of several formats; `resolve` says what names mean.
pub fn dtype_call(call: &ExprCall, resolve: &mut dyn FnMut(&Expr) -> Binding) -> Option<Record> {
    let [fields, positional @ ..] = &*call.arguments.args else { return None };
    // Only what may be one is looked up.
    let may_be_one = match fields {
        Expr::StringLiteral(text) => text.value.to_str().contains(','),
        _ => fields.is_list_expr() || fields.is_dict_expr(),
    };
    if !may_be_one || !(call.func.is_attribute_expr() || call.func.is_name_expr()) {
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
    match fields {
        Expr::List(fields) => record(fields, align, resolve),
        Expr::Dict(parts) => placed(parts, align, resolve),
        Expr::StringLiteral(text) => of_text(text.value.to_str(), align),
        _ => None,
    }
}

/// `{"names": […], "formats": […], "offsets": […], "itemsize": n}`.
fn placed(
    parts: &ExprDict,
    align: bool,
    resolve: &mut dyn FnMut(&Expr) -> Binding,
) -> Option<Record> {
    let mut align = align;
    let (mut names, mut formats, mut offsets, mut size) = (None, None, None, None);
    for item in &parts.items {
        match item.key.as_ref()?.as_string_literal_expr()?.value.to_str() {
            "names" => names = Some(listed(&item.value)?),
            "formats" => formats = Some(listed(&item.value)?),
            "offsets" => offsets = Some(listed(&item.value)?),
            "itemsize" => size = Some(whole_number(&item.value)?),
            "aligned" => align = align || truth(&item.value)?,
            _ => return None,
        }
    }
    let (names, formats) = (names?, formats?);
    if names.len() != formats.len() {
        return None;
    }
    let mut fields = Vec::new();
    for (name, format) in names.iter().zip(formats) {
        let name = name.as_string_literal_expr()?.value.to_str();
        let (format, shape) = match format {
            Expr::Tuple(pair) => match &*pair.elts {
                [format, shape] => (format, lengths(shape)?),
                _ => return None,
            },
            format => (format, Vec::new()),
        };
        (!name.is_empty()).then_some(())?;
        fields.push((name.to_owned(), content(format, align, resolve)?, shape));
    }
    let Some(offsets) = offsets else {
        let record = Record::laid_out(fields, align)?;
        return match size {
            None => Some(record),
            Some(size) if align && !size.is_multiple_of(record.alignment()) => None,
            // NumPy raises where it is too small, and so does this.
            Some(size) => Record::new(record.fields, size.into()),
        };
    };
    if align || offsets.len() != fields.len() {
        return None;
    }
    let places = offsets.iter().map(whole_number).collect::<Option<Vec<u32>>>()?;
    let fields: Vec<RecordField> = fields
        .into_iter()
        .zip(places)
        .map(|((name, content, shape), offset)| RecordField { name, offset, content, shape })
        .collect();
    let reach = fields.iter().map(|it| u64::from(it.offset).saturating_add(it.size())).max()?;
    Record::new(fields, size.map_or(reach, u64::from))
}

/// `"f8, i4, (2,3)f4"`: fields that NumPy calls `f0`, `f1` and so on.
fn of_text(text: &str, align: bool) -> Option<Record> {
    let mut fields = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (shape, behind) = match rest.strip_prefix('(') {
            Some(inner) => {
                let (shape, behind) = inner.split_once(')')?;
                let numbers = shape.split(',').map(str::trim).filter(|it| !it.is_empty());
                (numbers.map(|it| it.parse().ok()).collect::<Option<Vec<u32>>>()?, behind)
            }
            None => {
                let end = rest.find(|it: char| !it.is_ascii_digit())?;
                let (count, behind) = rest.split_at(end);
                match count {
                    "" => (Vec::new(), behind),
                    // NumPy is about to change its mind about a count of one.
                    count => (vec![count.parse().ok().filter(|&it| it > 1)?], behind),
                }
            }
        };
        let (format, behind) = behind.split_once(',').unwrap_or((behind, ""));
        let element = dtype_of_text(format.trim())?;
        fields.push((format!("f{}", fields.len()), Content::Element(element), shape));
        rest = behind.trim_start();
    }
    // A single one with a comma behind it is a record of one field from NumPy 2.3 on only.
    if fields.len() < 2 { None } else { Record::laid_out(fields, align) }
}

fn listed(expression: &Expr) -> Option<&[Expr]> {
    match expression {
        Expr::List(list) => Some(&list.elts),
        Expr::Tuple(tuple) => Some(&tuple.elts),
        _ => None,
    }
}

fn whole_number(expression: &Expr) -> Option<u32> {
    match &expression.as_number_literal_expr()?.value {
        Number::Int(number) => number.as_u32(),
        _ => None,
    }
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
    match shape {
        Expr::Tuple(lengths) => lengths.elts.iter().map(whole_number).collect(),
        single => Some(vec![whole_number(single).filter(|&length| length != 1)?]),
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
