//! What loops run over: ranges, arrays, tuples, and `enumerate`, `zip` and `reversed` of these.
//!
//! Tuples are unrolled and so are combinations of nothing but tuples. Any other combination becomes
//! one loop over positions: every part of it has a length that does not change, and an element at
//! each position.

use rustpython_ast::{Expr as Ast, ExprCall};
use rustpython_text_size::Ranged;

use super::arrays::is_simple;
use super::body::{Body, node};
use super::convert::{convert, to_index, to_joined};
use super::expressions::{clash_of_values, constant, described};
use super::join::{Fact, join};
use super::named;
use super::problem::{Built, Problem, refuse};
use super::raising::raising;
use super::ranges::{compared, when, zero_step};
use super::statements::variable;
use super::tree::{Expr, ExprKind, Intrinsic, Iterable, Stmt, StmtKind, VariableId};
use super::tuples::{parts_of, tuple};
use crate::diagnostics::codes;
use crate::scan::Binding;
use crate::source::Span;
use crate::types::{Arithmetic, BinaryOp, Comparison, Constant, Conversion, Scalar, Type};

/// What a loop runs over. Inside a combination everything can be read any number of times.
#[derive(Clone, Debug)]
enum Source {
    /// Start, stop and step.
    Range([Expr; 3]),
    Array(Expr),
    Tuple(Expr),
    Enumerate(Box<Source>, Expr),
    Zip {
        sources: Vec<Source>,
        strict: bool,
    },
    Reversed(Box<Source>),
}

/// How a loop over a source is made.
pub struct Plan {
    /// What is evaluated once, before.
    pub setup: Vec<Stmt>,
    pub iterable: Iterable,
    /// What is known of what it yields.
    pub yields: Fact,
    /// Where the loop counts positions: the variable that does, and the element at it.
    pub element: Option<(VariableId, Expr)>,
    /// What happens when the source is exhausted.
    pub end: Vec<Stmt>,
}

/// A source that a reduction runs over.
pub enum Run {
    /// The elements of tuples, each with its own type, evaluated by the statements.
    Elements(Vec<Stmt>, Vec<Expr>),
    Loop(Plan),
}

/// What is evaluated before a loop in which variables stored inside a place may change.
struct Setup {
    place: Span,
    body: Vec<Stmt>,
}

impl Body<'_> {
    /// A loop over the value of an expression; `place` is the whole loop's.
    pub fn plan(&mut self, ast: &Ast, place: Span) -> Built<Plan> {
        match self.run(ast, place)? {
            Run::Loop(plan) => Ok(plan),
            Run::Elements(setup, elements) => {
                let plan = self.tuple_plan(tuple(elements, ast.range().into()))?;
                Ok(Plan { setup, ..plan })
            }
        }
    }

    /// The same for what takes the elements of a tuple one by one.
    pub fn run(&mut self, ast: &Ast, place: Span) -> Built<Run> {
        let mut setup = Setup { place, body: Vec::new() };
        if self.combination(ast).is_none() {
            return self.simple_run(ast, setup);
        }
        let source = self.source(ast, &mut setup)?;
        if let Some(elements) = self.unrolled(&source)? {
            let mut end = self.exhausted(&source, elements.len())?;
            setup.body.append(&mut end);
            return Ok(Run::Elements(setup.body, elements));
        }
        self.positions(source, setup).map(Run::Loop)
    }

    /// The name of the builtin that combines sources.
    fn combination<'a>(&self, ast: &'a Ast) -> Option<(&'static str, &'a ExprCall)> {
        let Ast::Call(call) = ast else { return None };
        let Some(Binding::Library(name)) = self.global(&call.func) else { return None };
        let names = ["enumerate", "reversed", "zip"];
        let name = names.into_iter().find(|it| name.strip_prefix("builtins.") == Some(it))?;
        Some((name, call))
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
            return Ok(Run::Loop(plain(range_iterable(bounds), Type::Int)));
        }
        let value = named::plain(self.value(ast)?);
        Ok(match &value.ty {
            Type::Array(array) if array.ndim == 1 => {
                let yields = array.element_type();
                Run::Loop(plain(Iterable::Array { array: value, conversion: None }, yields))
            }
            Type::Range => {
                let value = self.held(value, &mut setup);
                let bounds = three(parts_of(value));
                let plan = plain(range_iterable(bounds), Type::Int);
                Run::Loop(Plan { setup: setup.body, ..plan })
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
        let (value, element) = same_type(value)?;
        let conversions = vec![None; value.ty.parts().map_or(0, |parts| parts.len())];
        let yields = element.clone();
        Ok(plain(Iterable::Tuple { tuple: value, element, conversions }, yields))
    }

    /// A part of a combination, or all of it.
    fn source(&mut self, ast: &Ast, setup: &mut Setup) -> Built<Source> {
        if let Some((name, call)) = self.combination(ast) {
            return match name {
                "enumerate" => self.enumerate(call, setup),
                "zip" => self.zip(call, setup),
                _ => self.reversed(call, setup),
            };
        }
        if let Some(call) = self.range_call(ast) {
            let bounds = self.range_bounds(call)?.map(|bound| self.held(bound, setup));
            let [_, _, step] = &bounds;
            setup.body.extend(zero_step(step, call.range.into())?);
            return Ok(Source::Range(bounds));
        }
        let value = named::plain(self.value(ast)?);
        let ty = value.ty.clone();
        let problem = no_iterable(&value);
        let value = self.held(value, setup);
        match ty {
            Type::Array(array) if array.ndim == 1 => Ok(Source::Array(value)),
            Type::Range => Ok(Source::Range(three(parts_of(value)))),
            Type::Tuple(_) => Ok(Source::Tuple(value)),
            _ => refuse(problem),
        }
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
        let mut sources = Vec::new();
        for argument in &call.arguments.args {
            sources.push(self.source(argument, setup)?);
        }
        let mut strict = false;
        for keyword in &call.arguments.keywords {
            match (keyword.arg.as_ref().map(|name| name.as_str()), &keyword.value) {
                (Some("strict"), Ast::BooleanLiteral(literal)) => strict = literal.value,
                _ => return refuse(wrong_call("zip", span)),
            }
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
        match self.source(argument, setup)? {
            Source::Range(bounds) => self.reversed_range(bounds, setup, span),
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
        let length = self.length(&Source::Range(bounds), span)?;
        let one = constant(&Constant::Int(1), span)?;
        let steps = self.binary(BinaryOp::Sub, length, one, span)?;
        let way = self.product(steps, step.clone(), span)?;
        let last = self.sum(start.clone(), way, span)?;
        let before = self.binary(BinaryOp::Sub, start, step.clone(), span)?;
        let zero = constant(&Constant::Int(0), span)?;
        let back = self.binary(BinaryOp::Sub, zero, step, span)?;
        Ok(Source::Range([last, before, back].map(|bound| self.held(bound, setup))))
    }

    /// `left + right`, where zero adds nothing.
    fn sum(&mut self, left: Expr, right: Expr, span: Span) -> Built<Expr> {
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
    fn held(&mut self, value: Expr, setup: &mut Setup) -> Expr {
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
    fn unrolled(&mut self, source: &Source) -> Built<Option<Vec<Expr>>> {
        Ok(match source {
            Source::Tuple(value) => Some(parts_of(value.clone())),
            Source::Range(_) | Source::Array(_) => None,
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
                    let number = self.sum(start.clone(), index, span)?;
                    pairs.push(tuple(vec![number, element], span));
                }
                Some(pairs)
            }
            Source::Zip { sources, .. } => {
                let mut columns = Vec::new();
                for source in sources {
                    let Some(elements) = self.unrolled(source)? else { return Ok(None) };
                    columns.push(elements);
                }
                let length = columns.iter().map(Vec::len).min().unwrap_or(0);
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

    /// A source of tuples is at its end after so many elements: a strict `zip` whose tuples differ
    /// in length is refused.
    fn exhausted(&mut self, source: &Source, _length: usize) -> Built<Vec<Stmt>> {
        match source {
            Source::Zip { sources, strict } => {
                let mut lengths = Vec::new();
                for source in sources {
                    self.exhausted(source, 0)?;
                    lengths.push(self.unrolled(source)?.map_or(0, |elements| elements.len()));
                }
                if *strict && lengths.iter().any(|length| Some(length) != lengths.first()) {
                    let span = self.span_of(source);
                    return refuse(
                        Problem::new(codes::ITERABLE, span, "the tuples differ in length")
                            .help("Python raises ValueError here, behind the shortest"),
                    );
                }
            }
            Source::Enumerate(inner, _) | Source::Reversed(inner) => {
                self.exhausted(inner, 0)?;
            }
            Source::Range(_) | Source::Array(_) | Source::Tuple(_) => {}
        }
        Ok(Vec::new())
    }

    fn span_of(&self, source: &Source) -> Span {
        match source {
            Source::Range([value, ..]) | Source::Array(value) | Source::Tuple(value) => value.span,
            Source::Enumerate(inner, _) | Source::Reversed(inner) => self.span_of(inner),
            Source::Zip { sources, .. } => {
                sources.first().map(|source| self.span_of(source)).unwrap_or_default()
            }
        }
    }

    /// A loop over the positions of a source.
    fn positions(&mut self, source: Source, mut setup: Setup) -> Built<Plan> {
        let span = self.span_of(&source);
        let int = |value| constant(&Constant::Int(value), span);
        if let Source::Range(bounds) = source {
            let plan = plain(range_iterable(bounds), Type::Int);
            return Ok(Plan { setup: setup.body, ..plan });
        }
        let source = self.alike(source)?;
        let counted = match &source {
            Source::Reversed(inner) => inner,
            source => source,
        };
        let length = self.length(counted, span)?;
        let length = self.held(length, &mut setup);
        let bounds = match &source {
            Source::Reversed(_) => {
                let last = self.binary(BinaryOp::Sub, length.clone(), int(1)?, span)?;
                [last, int(-1)?, int(-1)?]
            }
            _ => [int(0)?, length.clone(), int(1)?],
        };
        let position = self.hide("position", &Type::Int);
        let element = self.element(counted, variable(position, &Type::Int, span), span)?;
        let end = self.end(&source, &length, span)?;
        Ok(Plan {
            setup: setup.body,
            iterable: range_iterable(bounds),
            yields: Fact::of_type(&element.ty),
            element: Some((position, element)),
            end,
        })
    }

    /// The source with every tuple's elements brought to one type.
    fn alike(&mut self, source: Source) -> Built<Source> {
        Ok(match source {
            Source::Tuple(value) => Source::Tuple(same_type(value)?.0),
            Source::Enumerate(inner, start) => {
                Source::Enumerate(Box::new(self.alike(*inner)?), start)
            }
            Source::Reversed(inner) => Source::Reversed(Box::new(self.alike(*inner)?)),
            Source::Zip { sources, strict } => {
                let sources: Built<Vec<Source>> =
                    sources.into_iter().map(|source| self.alike(source)).collect();
                Source::Zip { sources: sources?, strict }
            }
            other => other,
        })
    }

    /// How many elements there are, as an `Int`.
    fn length(&mut self, source: &Source, span: Span) -> Built<Expr> {
        match source {
            Source::Array(array) => {
                let kind = ExprKind::Length { array: Box::new(array.clone()), axis: 0 };
                Ok(node(kind, Type::Int, span))
            }
            Source::Tuple(value) => {
                let length = value.ty.parts().map_or(0, |parts| parts.len());
                constant(&Constant::Int(length as i128), span)
            }
            Source::Enumerate(inner, _) | Source::Reversed(inner) => self.length(inner, span),
            Source::Zip { sources, .. } => {
                let mut lengths = Vec::new();
                for source in sources {
                    lengths.push(self.length(source, span)?);
                }
                let shorter = |left, right| {
                    let arguments = vec![left, right];
                    let kind = ExprKind::Intrinsic { intrinsic: Intrinsic::Min, arguments };
                    node(kind, Type::Int, span)
                };
                let zero = constant(&Constant::Int(0), span)?;
                Ok(lengths.into_iter().reduce(shorter).unwrap_or(zero))
            }
            Source::Range(bounds) => self.range_length(bounds, span),
        }
    }

    /// The length of a range; said so that more is known of it where the step is one.
    fn range_length(&mut self, bounds: &[Expr; 3], span: Span) -> Built<Expr> {
        let [start, stop, step] = bounds.clone();
        match (integer(&start), integer(&stop), integer(&step)) {
            (Some(0), Some(stop), Some(1)) => constant(&Constant::Int(stop.max(0)), span),
            (Some(0), None, Some(1)) => {
                let arguments = vec![stop, constant(&Constant::Int(0), span)?];
                let kind = ExprKind::Intrinsic { intrinsic: Intrinsic::Max, arguments };
                Ok(node(kind, Type::Int, span))
            }
            (_, _, Some(1)) => {
                let test = Box::new(compared(start.clone(), Comparison::Lt, stop.clone(), span));
                let body = Box::new(self.binary(BinaryOp::Sub, stop, start, span)?);
                let orelse = Box::new(constant(&Constant::Int(0), span)?);
                Ok(node(ExprKind::IfExpr { test, body, orelse }, Type::Int, span))
            }
            _ => {
                let range = node(ExprKind::Aggregate(bounds.to_vec()), Type::Range, span);
                self.range_kernel("length", vec![range], span)
            }
        }
    }

    /// The element at a position that is inside.
    fn element(&mut self, source: &Source, position: Expr, span: Span) -> Built<Expr> {
        match source {
            Source::Array(array) => {
                let ty = match &array.ty {
                    Type::Array(ty) => ty.element_type(),
                    other => other.clone(),
                };
                let arguments = vec![array.clone(), position];
                let kind = ExprKind::Intrinsic { intrinsic: Intrinsic::ElementInside, arguments };
                Ok(node(kind, ty, span))
            }
            Source::Tuple(value) => choice(value, &position, span),
            Source::Range([start, _, step]) => {
                // Steps may leave 64 bits on the way, but come back.
                let position = sized(position);
                let way = match integer(step) {
                    Some(1) => position,
                    _ => wrapping(BinaryOp::Mul, position, sized(step.clone())),
                };
                let place = match integer(start) {
                    Some(0) => way,
                    _ => wrapping(BinaryOp::Add, sized(start.clone()), way),
                };
                Ok(unsized_int(place))
            }
            Source::Enumerate(inner, start) => {
                let number = self.sum(start.clone(), position.clone(), span)?;
                let element = self.element(inner, position, span)?;
                Ok(tuple(vec![number, element], span))
            }
            Source::Reversed(inner) => {
                let one = constant(&Constant::Int(1), span)?;
                let length = self.length(inner, span)?;
                let last = self.binary(BinaryOp::Sub, length, one, span)?;
                let position = self.binary(BinaryOp::Sub, last, position, span)?;
                self.element(inner, position, span)
            }
            Source::Zip { sources, .. } => {
                let mut elements = Vec::new();
                for source in sources {
                    elements.push(self.element(source, position.clone(), span)?);
                }
                Ok(tuple(elements, span))
            }
        }
    }

    /// What happens when a source is asked for an element behind so many: a strict `zip` raises
    /// where others are longer or shorter.
    fn end(&mut self, source: &Source, taken: &Expr, span: Span) -> Built<Vec<Stmt>> {
        match source {
            Source::Range(_) | Source::Array(_) | Source::Tuple(_) => Ok(Vec::new()),
            Source::Enumerate(inner, _) | Source::Reversed(inner) => self.end(inner, taken, span),
            Source::Zip { sources, strict } => self.end_of_zip(sources, 0, *strict, taken, span),
        }
    }

    /// The sources from `index` on are asked, those before have given an element.
    fn end_of_zip(
        &mut self,
        sources: &[Source],
        index: usize,
        strict: bool,
        taken: &Expr,
        span: Span,
    ) -> Built<Vec<Stmt>> {
        let Some(source) = sources.get(index) else { return Ok(Vec::new()) };
        let mut body = self.end(source, taken, span)?;
        let more = self.end_of_zip(sources, index + 1, strict, taken, span)?;
        let empty = match (strict, index) {
            (false, _) => Vec::new(),
            (true, 0) => {
                let mut body = Vec::new();
                for (index, source) in sources.iter().enumerate().skip(1) {
                    body.extend(self.end(source, taken, span)?);
                    let left = self.more_than(source, taken, span)?;
                    body.push(when(left, differs(index, "longer", span), span));
                }
                body
            }
            (true, _) => vec![differs(index, "shorter", span)],
        };
        if !more.is_empty() || !empty.is_empty() {
            let test = self.more_than(source, taken, span)?;
            body.push(Stmt { kind: StmtKind::If { test, body: more, orelse: empty }, span });
        }
        Ok(body)
    }

    fn more_than(&mut self, source: &Source, taken: &Expr, span: Span) -> Built<Expr> {
        let length = self.length(source, span)?;
        Ok(compared(length, Comparison::Gt, taken.clone(), span))
    }
}

/// A strict `zip` finds the argument at `index` shorter or longer than those before.
fn differs(index: usize, how: &str, span: Span) -> Stmt {
    let others = match index {
        1 => "argument 1".to_owned(),
        last => format!("arguments 1-{last}"),
    };
    let message = format!("zip() argument {} is {how} than {others}", index + 1);
    raising("ValueError", &message, span)
}

fn plain(iterable: Iterable, yields: Type) -> Plan {
    let yields = Fact::of_type(&yields);
    Plan { setup: Vec::new(), iterable, yields, element: None, end: Vec::new() }
}

fn range_iterable([start, stop, step]: [Expr; 3]) -> Iterable {
    Iterable::Range { start, stop, step }
}

/// The three parts of a range.
fn three(parts: Vec<Expr>) -> [Expr; 3] {
    let nothing = || node(ExprKind::Placeholder, Type::Int, Span::default());
    parts.try_into().unwrap_or_else(|_| [nothing(), nothing(), nothing()])
}

/// A tuple at hand with all elements brought to one type, and that type.
fn same_type(value: Expr) -> Built<(Expr, Type)> {
    let span = value.span;
    let length = value.ty.parts().map_or(0, |parts| parts.len());
    let facts = match Fact::of(&value) {
        Fact::Tuple(facts) => facts,
        Fact::Value(..) => Vec::new(),
    };
    let element = match join(&facts) {
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

/// The element of a tuple at a position that is inside: a chain of tests.
fn choice(value: &Expr, position: &Expr, span: Span) -> Built<Expr> {
    let mut parts = parts_of(value.clone()).into_iter().enumerate().rev();
    let Some((_, mut chosen)) = parts.next() else {
        return refuse(
            Problem::new(codes::ITERABLE, span, "an empty tuple is looped over")
                .help("remove the loop"),
        );
    };
    for (index, part) in parts {
        let index = constant(&Constant::Int(index as i128), span)?;
        let test = Box::new(compared(position.clone(), Comparison::Eq, index, span));
        let ty = chosen.ty.clone();
        let kind = ExprKind::IfExpr { test, body: Box::new(part), orelse: Box::new(chosen) };
        chosen = node(kind, ty, span);
    }
    Ok(chosen)
}

/// The value of a constant integer.
fn integer(value: &Expr) -> Option<i128> {
    match &value.kind {
        ExprKind::Constant(Constant::Int(value)) => Some(*value),
        _ => None,
    }
}

fn sized(value: Expr) -> Expr {
    convert(value, &Type::Sized(Scalar::I64), Conversion::Numeric)
}

fn unsized_int(value: Expr) -> Expr {
    convert(value, &Type::Int, Conversion::Numeric)
}

fn wrapping(op: BinaryOp, left: Expr, right: Expr) -> Expr {
    let (arithmetic, span) = (Arithmetic::Sized(Scalar::I64), left.span);
    let (left, right) = (Box::new(left), Box::new(right));
    let kind = ExprKind::Binary { op, arithmetic, left, right };
    node(kind, Type::Sized(Scalar::I64), span)
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
    let message = format!("{} cannot be looped over", described(&value.ty));
    let help = match value.ty {
        Type::Array(_) => "loop over the indices: `for i in range(a.shape[0])`",
        _ => "loop over a range, a one-dimensional array or a tuple",
    };
    Problem::new(codes::ITERABLE, value.span, message).help(help)
}
