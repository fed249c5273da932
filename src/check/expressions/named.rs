//! Named tuples: making them, their fields, `_replace`, and what they are as plain tuples.
//!
//! Wherever a named tuple does what every tuple does, it is taken for the tuple of its fields: both
//! are held alike, so that nothing is to be done but to say so.

use rustpython_ast::{ExprCall, Keyword};

use crate::check::body::Body;
use crate::check::build::{behind, constant, is_simple, node, parts_of};
use crate::check::problem::{Built, Problem, refuse};
use crate::check::refusals::{described, starred};
use crate::check::tree::{Expr, ExprKind};
use crate::diagnostics::codes;
use crate::scan::NamedTupleDefinition;
use crate::source::Span;
use crate::types::{Constant, NamedTuple, Type};

/// Where NumPy keeps the classes of what the functions of `numpy.linalg` return; the runtime knows
/// where older ones do.
const LINALG: &str = "numpy.linalg._linalg";

impl Body<'_> {
    /// `pyjit.intrinsics.linalg_result("Name first second", values)`: the tuple as the named tuple of
    /// NumPy's that has this name and these fields; `None` for another intrinsic.
    pub fn named_intrinsic(
        &mut self,
        name: &str,
        given: &[Expr],
        span: Span,
    ) -> Built<Option<Expr>> {
        let ("linalg_result", [class, values]) = (name, given) else { return Ok(None) };
        let ExprKind::Constant(Constant::Str(class)) = &class.kind else { return Ok(None) };
        let mut words = class.split(' ').map(str::to_owned);
        let Some(class) = words.next() else { return Ok(None) };
        let mut body = Vec::new();
        let values = self.settle_one(values.clone(), &mut body);
        let made = made(LINALG.to_owned(), class, words.collect(), parts_of(values), span)?;
        Ok(Some(behind(body, made)))
    }

    /// A call of a named tuple's class.
    pub fn named_tuple(
        &mut self,
        definition: &NamedTupleDefinition,
        ast: &ExprCall,
    ) -> Built<Expr> {
        let span: Span = ast.range.into();
        let given = self.spread(&ast.arguments.args)?;
        let wrong = |message: String| {
            Problem::new(codes::CALL_ARGUMENTS, span, message)
                .help("Python raises TypeError here; give a value for each field")
        };
        if given.len() > definition.fields.len() {
            let message = format!(
                "`{}` has {} fields, but {} values are given",
                definition.name,
                definition.fields.len(),
                given.len()
            );
            return refuse(wrong(message));
        }
        let mut order: Vec<usize> = (0..given.len()).collect();
        let mut slots: Vec<Option<Expr>> = given.into_iter().map(Some).collect();
        slots.resize(definition.fields.len(), None);
        for keyword in &ast.arguments.keywords {
            let name = keyword_name(keyword)?;
            let position = definition.fields.iter().position(|field| field.name == name);
            match position.and_then(|index| Some((index, slots.get_mut(index)?))) {
                Some((index, slot)) if slot.is_none() => {
                    *slot = Some(self.expr(&keyword.value)?);
                    order.push(index);
                }
                Some(_) => return refuse(wrong(format!("`{name}` is given twice"))),
                None => {
                    let message = format!("`{}` has no field `{name}`", definition.name);
                    return refuse(wrong(message));
                }
            }
        }
        let mut values = Vec::new();
        for (slot, field) in slots.into_iter().zip(&definition.fields) {
            values.push(match (slot, field.default) {
                (Some(value), _) => value,
                (None, Some(default)) => match self.program.fold(definition.file, default) {
                    Ok(value) => constant(&value, span)?,
                    Err(reason) => {
                        let message =
                            format!("the default of `{}` is not known: {reason}", field.name);
                        return refuse(Problem::new(codes::DEFAULT_UNKNOWN, span, message).help(
                            format!("pass `{}`, or make its default a constant", field.name),
                        ));
                    }
                },
                (None, None) => {
                    return refuse(wrong(format!("the field `{}` is missing", field.name)));
                }
            });
        }
        let simple = |index: &usize| values.get(*index).is_none_or(is_simple);
        if !order.is_sorted() && !order.iter().all(simple) {
            self.in_order(&order, &mut values);
        }
        let names: Vec<String> = definition.fields.iter().map(|it| it.name.clone()).collect();
        let module = self.program.tree.file(definition.file).module.clone();
        made(module, definition.name.clone(), names, values, span)
    }

    /// `value._replace(field=…)`.
    pub fn replaced(&mut self, value: Expr, named: &NamedTuple, ast: &ExprCall) -> Built<Expr> {
        let span: Span = ast.range.into();
        if !ast.arguments.args.is_empty() {
            return refuse(
                Problem::new(
                    codes::CALL_ARGUMENTS,
                    span,
                    "`_replace` takes keyword arguments only",
                )
                .help("Python raises TypeError here; write `p._replace(x=…)`"),
            );
        }
        let mut body = Vec::new();
        // The fields first, then what replaces some of them.
        let value = self.bind(value, &mut body);
        let mut values = parts_of(value);
        for keyword in &ast.arguments.keywords {
            let name = keyword_name(keyword)?;
            let new = self.expr(&keyword.value)?;
            let new = self.bind(new, &mut body);
            match named.position(name).and_then(|index| values.get_mut(index)) {
                Some(field) => *field = new,
                None => {
                    let message = format!("`{}` has no field `{name}`", named.name);
                    return refuse(
                        Problem::new(codes::CALL_ARGUMENTS, span, message)
                            .help("Python raises ValueError here"),
                    );
                }
            }
        }
        let names = named.fields.iter().map(|(name, _)| name.clone()).collect();
        let (module, class) = (named.module.clone(), named.name.clone());
        Ok(behind(body, made(module, class, names, values, span)?))
    }
}

fn keyword_name(keyword: &Keyword) -> Built<&str> {
    match &keyword.arg {
        Some(name) => Ok(name.as_str()),
        None => refuse(starred(keyword.range.into())),
    }
}

/// A named tuple of these values.
fn made(
    module: String,
    name: String,
    names: Vec<String>,
    values: Vec<Expr>,
    span: Span,
) -> Built<Expr> {
    if let Some(value) = values.iter().find(|value| value.ty.holds_function()) {
        return refuse(
            Problem::new(codes::NO_VALUE, value.span, "a function in a named tuple")
                .label(format!("this is {}", described(&value.ty)))
                .help("leave it out of the tuple"),
        );
    }
    let types = values.iter().map(|value| value.ty.clone());
    let fields = names.into_iter().zip(types).collect();
    let ty = Type::Named(Box::new(NamedTuple { module, name, fields }));
    Ok(node(ExprKind::Aggregate(values), ty, span))
}
