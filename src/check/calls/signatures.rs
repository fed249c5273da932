//! Calls of libraries' functions by their signatures, which the prelude writes in Python: keywords,
//! defaults, `None` and `*values`.

use rustpython_ast::Keyword;

use crate::check::body::Body;
use crate::check::build::{constant, tuple};
use crate::check::calls::arguments::Slots;
use crate::check::library;
use crate::check::problem::{Built, Problem, Stop, refuse};
use crate::check::refusals::{no_none, shown, starred};
use crate::check::tree::{Expr, ExprKind};
use crate::diagnostics::codes;
use crate::prelude::{Function, Kind, Parameter};
use crate::scan::{KernelId, ParameterList, parse_float};
use crate::source::Span;
use crate::types::{Constant, Type};

/// How many values a `*` takes.
const MOST_VALUES: usize = 64;

impl Body<'_> {
    /// The arguments of a call of a library's function in the order of its parameters, those at the
    /// end left out that are not given; what a `*` takes comes last. Where the compiler knows the
    /// function itself, `None` counts as not given.
    pub fn bound(
        &mut self,
        name: &str,
        function: &Function,
        given: Vec<Expr>,
        keywords: &[Keyword],
        span: Span,
    ) -> Built<Vec<Expr>> {
        if let Some(keyword) = keywords.iter().find(|it| !takes_keyword(function, it)) {
            return refuse(keyword_refused(name, function, keyword));
        }
        let wrong = |message: String| {
            Problem::new(codes::CALL_ARGUMENTS, span, message)
                .label(format!("it is `{}{}`", shown(name), function.signature()))
                .help(match name.starts_with("numpy.") {
                    // What else NumPy takes is for arrays.
                    true => "call it with the arguments of this signature",
                    false => "Python raises TypeError here; call it as it is defined",
                })
        };
        let list = list_of(function);
        let takes_rows =
            name.starts_with("array.") || library::find(name).is_some_and(|found| found.of_arrays);
        let Slots { mut slots, mut order, mut rest } =
            self.slots(&list, shown(name), given, (keywords, takes_rows), &wrong)?;
        let named = || function.parameters.iter().filter(|it| it.kind != Kind::Star);
        for (slot, parameter) in slots.iter_mut().zip(named()) {
            // All axes, whichever is the default.
            let all_axes = function.compiled && parameter.name == "axis";
            let optional = parameter.default == Some("None") || all_axes;
            match slot {
                Some(value) if optional && !function.compiled && is_none(value) => *slot = None,
                // The prelude asks for `None`.
                Some(_) if optional && function.compiled => {}
                Some(value) => no_none(value)?,
                None => {}
            }
        }
        rest.iter().try_for_each(no_none)?;
        if rest.len() > MOST_VALUES {
            let message = format!("`{}` of more than {MOST_VALUES} values", shown(name));
            let problem = Problem::new(codes::LIBRARY_FUNCTION, span, message);
            return refuse(problem.help("call it several times, or loop over a tuple"));
        }
        let count = match rest.is_empty() {
            true => slots.iter().rposition(Option::is_some).map_or(0, |last| last + 1),
            false => slots.len(),
        };
        let mut built = Vec::new();
        for (slot, parameter) in slots.into_iter().zip(named()).take(count) {
            built.push(match slot {
                Some(value) => value,
                None => default(parameter, span)?,
            });
        }
        order.retain(|index| *index < count);
        self.evaluate_in(&order, &mut built);
        built.append(&mut rest);
        Ok(built)
    }

    /// What [`Body::bound`] gives as the arguments of the prelude's function: with the defaults that
    /// it left out, and in one tuple what a `*` takes.
    pub fn completed(
        &mut self,
        kernel: KernelId,
        mut arguments: Vec<Expr>,
        span: Span,
    ) -> Built<Vec<Expr>> {
        let list = self.program.kernel(kernel).parameters();
        let count = list.names.len();
        let rest = arguments.split_off(count.min(arguments.len()));
        for index in arguments.len()..count {
            arguments.push(self.default(kernel.into(), &[], index, span)?);
        }
        if list.star {
            arguments.push(tuple(rest, span));
        }
        Ok(arguments)
    }
}

/// The parameters of a function but for a `*`.
fn list_of(function: &Function) -> ParameterList {
    let named = |it: &&Parameter| it.kind != Kind::Star;
    let count = |kind| function.parameters.iter().filter(|it| it.kind == kind).count();
    let names = function.parameters.iter().filter(named);
    ParameterList {
        names: names.map(|it| (it.name.to_owned(), it.default.is_some())).collect(),
        positional_only: count(Kind::Positional),
        keyword_only: count(Kind::Keyword),
        star: count(Kind::Star) > 0,
    }
}

fn takes_keyword(function: &Function, keyword: &Keyword) -> bool {
    let Some(name) = &keyword.arg else { return false };
    let mut by_name =
        function.parameters.iter().filter(|it| matches!(it.kind, Kind::Either | Kind::Keyword));
    by_name.any(|it| it.name == name.as_str())
}

fn keyword_refused(name: &str, function: &Function, keyword: &Keyword) -> Problem {
    let span = keyword.range.into();
    let Some(given) = &keyword.arg else { return starred(span) };
    let message = format!("`{}` with `{given}=` cannot be compiled", shown(name));
    Problem::new(codes::LIBRARY_KEYWORD, span, message).help(format!(
        "it is compiled as `{}{}`",
        shown(name),
        function.signature()
    ))
}

/// The value of a default that stands before an argument that is given.
fn default(parameter: &Parameter, span: Span) -> Built<Expr> {
    let text = parameter.default.unwrap_or_default();
    let value = match text {
        // What no caller can give is `None` in the prelude.
        "None" | "ABSENT" => Some(Constant::None),
        "False" => Some(Constant::Bool(false)),
        "True" => Some(Constant::Bool(true)),
        _ if text.starts_with('"') => Some(Constant::Str(text.trim_matches('"').to_owned())),
        _ => match text.parse() {
            Ok(integer) => Some(Constant::Int(integer)),
            Err(_) => parse_float(text).map(Constant::Float),
        },
    };
    match value {
        Some(value) => constant(&value, span),
        None => Err(Stop::Unknown(span)),
    }
}

fn is_none(value: &Expr) -> bool {
    value.ty == Type::None && matches!(value.kind, ExprKind::Constant(_))
}
