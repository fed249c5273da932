//! What loops run over: ranges, arrays, tuples, and `enumerate`, `zip` and `reversed` of these.
//!
//! Tuples are unrolled and so are combinations of nothing but tuples. Any other combination becomes
//! one loop over positions: every part of it has a length that does not change, and an element at
//! each position.

use rustpython_ast::{Expr as Ast, ExprCall};
use rustpython_text_size::Ranged;

use crate::check::body::Body;
use crate::check::build::{
    compared, constant, doing, integer, is_repeatable, is_simple, node, parts_of, plain, raising,
    tuple, when, zero_step,
};
use crate::check::iteration::plan::{
    FlatPart, Plan, Run, Setup, Source, plain_plan, range_iterable,
};
use crate::check::library::is_combination;
use crate::check::problem::{Built, Problem, refuse};
use crate::check::refusals::{described, without_dimensions};
use crate::check::rules::convert::{convert, to_index, to_joined};
use crate::check::rules::join::{Fact, join_by};
use crate::check::rules::refusals::clash_of_values;
use crate::check::tree::{Expr, ExprKind, Iterable};
use crate::diagnostics::codes;
use crate::scan::Binding;
use crate::source::Span;
use crate::types::{BinaryOp, Comparison, Constant, Conversion, Layout, Rules, Type};

impl Body<'_> {
    /// A loop over the value of an expression; `place` is the whole loop's.
    pub fn plan(&mut self, ast: &Ast, place: Span) -> Built<Plan> {
        let run = self.run(ast, place)?;
        self.planned(run, ast)
    }

    /// The loop over a source.
    pub fn planned(&mut self, run: Run, ast: &Ast) -> Built<Plan> {
        match run {
            Run::Loop(plan) => Ok(*plan),
            Run::Elements(setup, elements) if !elements.iter().all(is_repeatable) => {
                let span = ast.range().into();
                let mut setup = Setup { place: span, body: setup };
                let drawn = self.drawn(Source::Elements(elements), &mut setup)?;
                Ok(self.drawn_plan(drawn, setup, span))
            }
            Run::Elements(setup, elements) => {
                let plan = self.tuple_plan(tuple(elements, ast.range().into()))?;
                Ok(Plan { setup, ..plan })
            }
        }
    }

    /// The same for what takes the elements of a tuple one by one.
    pub fn run(&mut self, ast: &Ast, place: Span) -> Built<Run> {
        let mut setup = Setup { place, body: Vec::new() };
        if !self.is_iterator(ast) {
            return self.simple_run(ast, setup);
        }
        let source = self.source(ast, &mut setup)?;
        if let Some(elements) = self.unrolled(&source)? {
            self.check_strict(&source)?;
            return Ok(Run::Elements(setup.body, elements));
        }
        self.positions(source, setup).map(|plan| Run::Loop(Box::new(plan)))
    }

    /// The name of the function that makes an iterator, of others or of what they run over.
    pub fn combination<'a>(&self, ast: &'a Ast) -> Option<(&'static str, &'a ExprCall)> {
        let Ast::Call(call) = ast else { return None };
        let Some(Binding::Library(name)) = self.global(&call.func) else { return None };
        Some((is_combination(&name)?, call))
    }

    /// A call of `range` and its kin.
    fn range_call<'a>(&self, ast: &'a Ast) -> Option<&'a ExprCall> {
        let Ast::Call(call) = ast else { return None };
        match self.global(&call.func) {
            Some(Binding::Library(name))
                if ["builtins.range", "pyjit.prange", "numba.prange"].contains(&name.as_str()) =>
            {
                Some(call)
            }
            _ => None,
        }
    }

    fn simple_run(&mut self, ast: &Ast, mut setup: Setup) -> Built<Run> {
        if let Some(call) = self.range_call(ast) {
            let bounds = self.range_bounds(call)?;
            return Ok(Run::Loop(Box::new(plain_plan(range_iterable(bounds), Type::Int))));
        }
        if let Some(array) = self.array_of_flat(ast)? {
            let source = self.source_of_flat(array, &mut setup)?;
            return self.positions(source, setup).map(|plan| Run::Loop(Box::new(plan)));
        }
        if let Some(source) = self.source_of_indices(ast, &mut setup)? {
            return self.positions(source, setup).map(|plan| Run::Loop(Box::new(plan)));
        }
        let value = plain(self.value(ast)?);
        self.run_of_value(value, setup)
    }

    /// The same over a value.
    pub fn run_of_value(&mut self, value: Expr, mut setup: Setup) -> Built<Run> {
        Ok(match &value.ty {
            Type::List(Some(_)) => {
                let list = Source::List(self.held(value, &mut setup));
                return self.positions(list, setup).map(|plan| Run::Loop(Box::new(plan)));
            }
            // Nothing is ever put into it.
            Type::List(None) => {
                setup.body.push(doing(value, setup.place));
                Run::Elements(setup.body, Vec::new())
            }
            Type::Array(array) if array.ndim > 1 && array.is_numpys() => {
                let rows = Source::Array(self.held(value, &mut setup));
                return self.positions(rows, setup).map(|plan| Run::Loop(Box::new(plan)));
            }
            Type::Records(_, ndim) if *ndim > 0 => {
                let records = Source::Array(self.held(value, &mut setup));
                return self.positions(records, setup).map(|plan| Run::Loop(Box::new(plan)));
            }
            Type::Array(array) if array.ndim == 1 => {
                let yields = array.element_type();
                Run::Loop(Box::new(plain_plan(
                    Iterable::Array { array: value, conversion: None },
                    yields,
                )))
            }
            Type::Range => {
                let value = self.held(value, &mut setup);
                let bounds = three(parts_of(value));
                let plan = plain_plan(range_iterable(bounds), Type::Int);
                Run::Loop(Box::new(Plan { setup: setup.body, ..plan }))
            }
            Type::Tuple(_) => {
                let value = self.held(value, &mut setup);
                Run::Elements(setup.body, parts_of(value))
            }
            _ => return refuse(no_iterable(&value)),
        })
    }

    /// A loop over a tuple that is at hand.
    fn tuple_plan(&mut self, value: Expr) -> Built<Plan> {
        let (value, element) = same_type(self.rules(), value)?;
        let conversions = vec![None; value.ty.parts().map_or(0, |parts| parts.len())];
        let yields = element.clone();
        Ok(plain_plan(Iterable::Tuple { tuple: value, element, conversions }, yields))
    }

    /// A part of a combination, or all of it.
    pub fn source(&mut self, ast: &Ast, setup: &mut Setup) -> Built<Source> {
        if let Ast::Generator(generator) = ast {
            return self.generator_source(generator, setup);
        }
        if let Some((name, call)) = self.combination(ast) {
            return match name {
                "builtins.enumerate" => self.enumerate(call, setup),
                "builtins.zip" => self.zip(call, setup),
                "builtins.reversed" => self.reversed(call, setup),
                _ => self.combined(name, call, setup),
            };
        }
        if let Some(call) = self.range_call(ast) {
            let bounds = self.range_bounds(call)?.map(|bound| self.held(bound, setup));
            let [_, _, step] = &bounds;
            setup.body.extend(zero_step(step, call.range.into())?);
            return Ok(Source::Range(bounds));
        }
        if let Some(array) = self.array_of_flat(ast)? {
            return self.source_of_flat(array, setup);
        }
        if let Some(source) = self.source_of_indices(ast, setup)? {
            return Ok(source);
        }
        let value = plain(self.value(ast)?);
        self.source_of_value(value, setup)
    }

    /// The same of a value.
    pub fn source_of_value(&mut self, value: Expr, setup: &mut Setup) -> Built<Source> {
        let ty = value.ty.clone();
        let problem = no_iterable(&value);
        let value = self.held(value, setup);
        match ty {
            Type::Array(array) if array.ndim == 1 || array.ndim > 1 && array.is_numpys() => {
                Ok(Source::Array(value))
            }
            Type::Records(_, ndim) if ndim > 0 => Ok(Source::Array(value)),
            Type::List(Some(_)) => Ok(Source::List(value)),
            // Nothing is ever put into it.
            Type::List(None) => {
                setup.body.push(doing(value, setup.place));
                Ok(Source::Elements(Vec::new()))
            }
            Type::Range => Ok(Source::Range(three(parts_of(value)))),
            Type::Tuple(_) => Ok(Source::Tuple(value)),
            _ => refuse(problem),
        }
    }

    /// `a.flat`.
    pub fn source_of_flat(&mut self, array: Expr, setup: &mut Setup) -> Built<Source> {
        let span = array.span;
        Ok(match array.ty {
            Type::Array(ty) if ty.ndim == 1 => Source::Array(self.held(array, setup)),
            Type::Array(ty) if ty.layout == Layout::C => {
                let line = self.flat(&array, ty, span)?;
                Source::Array(self.held(line, setup))
            }
            _ => Source::Flat(self.held(array, setup), FlatPart::Element),
        })
    }

    fn enumerate(&mut self, call: &ExprCall, setup: &mut Setup) -> Built<Source> {
        let span: Span = call.range.into();
        let mut given: Vec<&Ast> = call.arguments.args.iter().collect();
        for keyword in &call.arguments.keywords {
            match keyword.arg.as_ref().map(|name| name.as_str()) {
                Some("start") if given.len() == 1 => given.push(&keyword.value),
                _ => return refuse(wrong_call("enumerate", span)),
            }
        }
        let (source, start) = match given.as_slice() {
            [source] => (self.source(source, setup)?, constant(&Constant::Int(0), span)?),
            [source, start] => (self.source(source, setup)?, self.value(start)?),
            _ => return refuse(wrong_call("enumerate", span)),
        };
        let described = described(&start.ty);
        let start = match start.ty {
            Type::Bool => Some(convert(start, &Type::Int, Conversion::Numeric)),
            _ => to_index(start),
        };
        match start {
            Some(start) => {
                let start = self.held(start, setup);
                Ok(Source::Enumerate(Box::new(source), start))
            }
            None => {
                let message = format!("`enumerate` from {described}");
                refuse(
                    Problem::new(codes::ARGUMENT_TYPE, span, message)
                        .help("Python raises TypeError here; write `int(x)`"),
                )
            }
        }
    }

    fn zip(&mut self, call: &ExprCall, setup: &mut Setup) -> Built<Source> {
        let span: Span = call.range.into();
        let sources = self.sources(&call.arguments.args, setup)?;
        let mut strict = false;
        for keyword in &call.arguments.keywords {
            match (keyword.arg.as_ref().map(|name| name.as_str()), &keyword.value) {
                (Some("strict"), Ast::BooleanLiteral(literal)) => strict = literal.value,
                _ => return refuse(wrong_call("zip", span)),
            }
        }
        if !call.arguments.keywords.is_empty() {
            let version = self.call_intrinsic("python_version", Vec::new(), span)?;
            let old = compared(version, Comparison::Lt, constant(&Constant::Int(310), span)?, span);
            let raise = raising("TypeError", "zip() takes no keyword arguments", span);
            setup.body.push(when(old, raise, span));
        }
        if sources.is_empty() {
            return refuse(
                Problem::new(codes::ITERABLE, span, "`zip` of nothing is looped over")
                    .help("remove the loop"),
            );
        }
        Ok(Source::Zip { sources, strict })
    }

    fn reversed(&mut self, call: &ExprCall, setup: &mut Setup) -> Built<Source> {
        let span: Span = call.range.into();
        let ([argument], []) = (&*call.arguments.args, &*call.arguments.keywords) else {
            return refuse(wrong_call("reversed", span));
        };
        if self.array_of_flat(argument)?.is_some() {
            return refuse(
                Problem::new(codes::ITERABLE, span, "`reversed` of `.flat`")
                    .help("Python raises TypeError here; write `a.ravel()[::-1]`"),
            );
        }
        match self.source(argument, setup)? {
            Source::Range(bounds) => self.reversed_range(bounds, setup, span),
            source @ Source::List(_) => {
                // Where it begins is known when it is made.
                let length = self.source_length(&source, span)?;
                let one = constant(&Constant::Int(1), span)?;
                let last = self.binary(BinaryOp::Sub, length, one, span)?;
                let last = self.bind(last, &mut setup.body);
                Ok(Source::Backwards(Box::new(source), last))
            }
            source @ (Source::Array(_) | Source::Tuple(_)) => {
                Ok(Source::Reversed(Box::new(source)))
            }
            _ => refuse(
                Problem::new(codes::ITERABLE, span, "`reversed` of an iterator")
                    .help("Python raises TypeError here; reverse what it runs over"),
            ),
        }
    }

    /// The same numbers from the last to the first.
    fn reversed_range(
        &mut self,
        bounds: [Expr; 3],
        setup: &mut Setup,
        span: Span,
    ) -> Built<Source> {
        let [start, _, step] = bounds.clone();
        let length = self.source_length(&Source::Range(bounds), span)?;
        let one = constant(&Constant::Int(1), span)?;
        let steps = self.binary(BinaryOp::Sub, length, one, span)?;
        let way = self.product(steps, step.clone(), span)?;
        let last = self.plus(start.clone(), way, span)?;
        let before = self.binary(BinaryOp::Sub, start, step.clone(), span)?;
        let zero = constant(&Constant::Int(0), span)?;
        let back = self.binary(BinaryOp::Sub, zero, step, span)?;
        Ok(Source::Range([last, before, back].map(|bound| self.held(bound, setup))))
    }

    /// `left + right`, where zero adds nothing.
    pub fn plus(&mut self, left: Expr, right: Expr, span: Span) -> Built<Expr> {
        match (integer(&left), integer(&right)) {
            (Some(0), _) => Ok(right),
            (_, Some(0)) => Ok(left),
            _ => self.binary(BinaryOp::Add, left, right, span),
        }
    }

    /// `left * right`, where one changes nothing.
    fn product(&mut self, left: Expr, right: Expr, span: Span) -> Built<Expr> {
        match integer(&right) {
            Some(1) => Ok(left),
            _ => self.binary(BinaryOp::Mul, left, right, span),
        }
    }

    /// A value that stays the same during the loop and can be read any number of times.
    pub fn held(&mut self, value: Expr, setup: &mut Setup) -> Expr {
        match value.kind {
            ExprKind::Aggregate(parts) => {
                let parts = parts.into_iter().map(|part| self.held(part, setup)).collect();
                Expr { kind: ExprKind::Aggregate(parts), ..value }
            }
            _ if is_simple(&value) && !self.changes_in(&value, setup.place) => value,
            _ => self.bind(value, &mut setup.body),
        }
    }

    /// Whether a simple value may change inside a place.
    fn changes_in(&self, value: &Expr, place: Span) -> bool {
        match &value.kind {
            ExprKind::Variable(id) => self.stored_in(place).contains(id),
            ExprKind::Part { value, .. } | ExprKind::Length { array: value, .. } => {
                self.changes_in(value, place)
            }
            _ => false,
        }
    }

    /// The elements of a source that has nothing but tuples.
    pub fn unrolled(&mut self, source: &Source) -> Built<Option<Vec<Expr>>> {
        Ok(match source {
            Source::Tuple(value) => Some(parts_of(value.clone())),
            Source::Range(_)
            | Source::Array(_)
            | Source::Flat(..)
            | Source::List(_)
            | Source::Indices(..)
            | Source::Backwards(..)
            | Source::Drawn(_) => None,
            Source::Elements(elements) => Some(elements.clone()),
            Source::Mapped { function, source, spread } => {
                let Some(elements) = self.unrolled(source)? else { return Ok(None) };
                let mut values = Vec::new();
                for element in elements {
                    let span = element.span;
                    values.push(self.applied(function, element, *spread, span)?);
                }
                Some(values)
            }
            Source::Reversed(inner) => self.unrolled(inner)?.map(|mut elements| {
                elements.reverse();
                elements
            }),
            Source::Enumerate(inner, start) => {
                let Some(elements) = self.unrolled(inner)? else { return Ok(None) };
                let mut pairs = Vec::new();
                for (index, element) in elements.into_iter().enumerate() {
                    let span = element.span;
                    let index = constant(&Constant::Int(index as i128), span)?;
                    let number = self.plus(start.clone(), index, span)?;
                    pairs.push(tuple(vec![number, element], span));
                }
                Some(pairs)
            }
            Source::Zip { sources, strict } => {
                let mut columns = Vec::new();
                for source in sources {
                    columns.push(self.unrolled(source)?);
                }
                // Where nobody notices that the others are asked.
                let is_empty =
                    columns.iter().flatten().any(|it: &Vec<Expr>| it.is_empty()) && !strict;
                if is_empty && sources.iter().all(|it| it.is_quiet()) {
                    return Ok(Some(Vec::new()));
                }
                let Some(columns) = columns.into_iter().collect::<Option<Vec<_>>>() else {
                    return Ok(None);
                };
                let length = columns.iter().map(Vec::len).min().unwrap_or(0);
                // The first of them are asked for one more.
                let does = |column: &Vec<Expr>| !column.iter().skip(length).all(is_repeatable);
                if columns.iter().any(does) {
                    return Ok(None);
                }
                let row = |index: usize| {
                    let row: Vec<Expr> =
                        columns.iter().filter_map(|it| it.get(index).cloned()).collect();
                    let span = row.first().map(|first| first.span).unwrap_or_default();
                    tuple(row, span)
                };
                Some((0..length).map(row).collect())
            }
        })
    }

    /// Refuses a strict `zip` of nothing but tuples that differ in length.
    fn check_strict(&mut self, source: &Source) -> Built<()> {
        match source {
            Source::Zip { sources, strict } => {
                let mut lengths = Vec::new();
                for source in sources {
                    self.check_strict(source)?;
                    lengths.push(self.unrolled(source)?.map_or(0, |elements| elements.len()));
                }
                if *strict && lengths.iter().any(|length| Some(length) != lengths.first()) {
                    let span = self.span_of(source);
                    return refuse(
                        Problem::new(codes::ITERABLE, span, "the tuples differ in length")
                            .help("Python raises ValueError here, behind the shortest"),
                    );
                }
                Ok(())
            }
            Source::Enumerate(inner, _)
            | Source::Reversed(inner)
            | Source::Mapped { source: inner, .. } => self.check_strict(inner),
            Source::Range(_)
            | Source::Indices(..)
            | Source::Array(_)
            | Source::Flat(..)
            | Source::List(_)
            | Source::Backwards(..)
            | Source::Tuple(_)
            | Source::Elements(_)
            | Source::Drawn(_) => Ok(()),
        }
    }

    pub fn span_of(&self, source: &Source) -> Span {
        match source {
            Source::Range([value, ..])
            | Source::Array(value)
            | Source::Flat(value, _)
            | Source::List(value)
            | Source::Indices(value, _)
            | Source::Tuple(value) => value.span,
            Source::Enumerate(inner, _)
            | Source::Reversed(inner)
            | Source::Backwards(inner, _)
            | Source::Mapped { source: inner, .. } => self.span_of(inner),
            Source::Elements(elements) => elements.first().map(|it| it.span).unwrap_or_default(),
            Source::Drawn(drawn) => drawn.element.span,
            Source::Zip { sources, .. } => {
                sources.first().map(|source| self.span_of(source)).unwrap_or_default()
            }
        }
    }
}

/// The three parts of a range.
fn three(parts: Vec<Expr>) -> [Expr; 3] {
    let nothing = || node(ExprKind::Placeholder, Type::Int, Span::default());
    parts.try_into().unwrap_or_else(|_| [nothing(), nothing(), nothing()])
}

/// A tuple at hand with all elements brought to one type, and that type.
pub fn same_type(rules: Rules, value: Expr) -> Built<(Expr, Type)> {
    let span = value.span;
    let length = value.ty.parts().map_or(0, |parts| parts.len());
    let facts = match Fact::of(&value) {
        Fact::Tuple(facts) => facts,
        Fact::Value(..) => Vec::new(),
    };
    let element = match join_by(rules, &facts) {
        Ok(Some(element)) => element,
        Ok(None) => {
            return refuse(
                Problem::new(codes::ITERABLE, span, "an empty tuple is looped over")
                    .help("remove the loop"),
            );
        }
        Err(clash) => return refuse(clash_of_values(&clash, span)),
    };
    match to_joined(value, &Type::Tuple(vec![element.clone(); length])) {
        Some(value) => Ok((value, element)),
        None => refuse(
            Problem::new(
                codes::TUPLE_CONVERSION,
                span,
                "the elements of the tuple have different types",
            )
            .help("assign the tuple to a variable first, or convert its elements"),
        ),
    }
}

fn wrong_call(name: &str, span: Span) -> Problem {
    let message = format!("`{name}` is called with arguments that cannot be compiled");
    let help = match name {
        "enumerate" => "write `enumerate(x)` or `enumerate(x, start)`",
        "zip" => "write `zip(x, y)` or `zip(x, y, strict=True)`",
        _ => "write `reversed(x)`",
    };
    Problem::new(codes::CALL_ARGUMENTS, span, message).help(help)
}

fn no_iterable(value: &Expr) -> Problem {
    if matches!(value.ty, Type::Array(ty) if ty.ndim == 0) {
        let what = "Python raises TypeError for a loop over";
        return without_dimensions(codes::ITERABLE, what, value.span);
    }
    let message = format!("{} cannot be looped over", described(&value.ty));
    Problem::new(codes::ITERABLE, value.span, message)
        .help("loop over a range, an array or a tuple")
}
