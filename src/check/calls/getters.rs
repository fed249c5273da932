//! `operator.itemgetter(1)` and `operator.attrgetter("x")`: functions whose names say what they get.

use rustpython_ast::{Expr as Ast, ExprCall};

use crate::check::body::Body;
use crate::check::build::{behind, constant, field, integer, parts_of, plain, tuple};
use crate::check::problem::{Built, Problem, refuse};
use crate::check::refusals::described;
use crate::check::tree::Expr;
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{Constant, FunctionId, Type};

const ITEMS: &str = "operator.itemgetter(";
const ATTRIBUTES: &str = "operator.attrgetter(";

/// Whether a library's name is such a function.
pub fn is_getter(name: &str) -> bool {
    name.starts_with(ITEMS) || name.starts_with(ATTRIBUTES)
}

impl Body<'_> {
    /// A call of `itemgetter` or `attrgetter`: the function; `None` if it is neither.
    pub fn getter(&mut self, name: &str, ast: &ExprCall) -> Built<Option<Expr>> {
        let prefix = match name {
            "operator.itemgetter" => ITEMS,
            "operator.attrgetter" => ATTRIBUTES,
            _ => return Ok(None),
        };
        let span: Span = ast.range.into();
        let mut words = Vec::new();
        for argument in &*ast.arguments.args {
            words.push(match argument {
                Ast::StringLiteral(text) if prefix == ATTRIBUTES => text.value.to_str().to_owned(),
                other if prefix == ITEMS => match integer(&self.value(other)?) {
                    Some(index) => index.to_string(),
                    None => return refuse(unknown(name, span)),
                },
                _ => return refuse(unknown(name, span)),
            });
        }
        if words.is_empty() || !ast.arguments.keywords.is_empty() {
            return refuse(unknown(name, span));
        }
        let name = format!("{prefix}{})", words.join(","));
        Ok(Some(self.global_function(FunctionId::Library(name.clone()), name, span)))
    }

    /// What such a function gives.
    pub fn got(&mut self, name: &str, given: Vec<Expr>, span: Span) -> Built<Expr> {
        let Ok([value]) = <[Expr; 1]>::try_from(given) else { return refuse(unknown(name, span)) };
        let is_item = name.starts_with(ITEMS);
        let words = name.trim_start_matches(ITEMS).trim_start_matches(ATTRIBUTES);
        let words: Vec<&str> = words.trim_end_matches(')').split(',').collect();
        let mut body = Vec::new();
        let value = self.bind(value, &mut body);
        let mut values = Vec::new();
        for word in &words {
            values.push(match is_item {
                true => self.item_got(&value, word.parse().unwrap_or_default(), span)?,
                false => match field(&value, word, span) {
                    Some(value) => value,
                    None => return refuse(nothing(&value, word, span)),
                },
            });
        }
        let got = match (values.pop(), values.is_empty()) {
            (Some(alone), true) => alone,
            (Some(last), false) => {
                values.push(last);
                tuple(values, span)
            }
            (None, _) => return refuse(unknown(name, span)),
        };
        Ok(behind(body, got))
    }

    fn item_got(&mut self, value: &Expr, index: i128, span: Span) -> Built<Expr> {
        let value = plain(value.clone());
        if let Type::Tuple(elements) = &value.ty {
            let count = elements.len() as i128;
            let place = if index < 0 { index + count } else { index };
            let mut parts = parts_of(value.clone());
            return match usize::try_from(place).ok().filter(|place| *place < parts.len()) {
                Some(place) => Ok(parts.swap_remove(place)),
                None => refuse(nothing(&value, &index.to_string(), span)),
            };
        }
        let index = constant(&Constant::Int(index), span)?;
        self.prelude_kernel("operator.getitem", vec![value, index], span)
    }
}

fn unknown(name: &str, span: Span) -> Problem {
    let message = format!("`{name}` is called with arguments that cannot be compiled");
    Problem::new(codes::CALL_ARGUMENTS, span, message)
        .help("write numbers, or names of fields, or a lambda: `lambda x: x[1]`")
}

fn nothing(value: &Expr, word: &str, span: Span) -> Problem {
    let message = format!("`{word}` of {} is not known", described(&value.ty));
    Problem::new(codes::CALL_ARGUMENTS, span, message).help("Python raises an error here")
}
