//! What asks iterators that are made there: `functools.reduce`, `next`, `tuple`.

use rustpython_ast::visitor::{Visitor, walk_expr, walk_stmt};
use rustpython_ast::{Expr as Ast, ExprCall, ExprGenerator, Stmt as Statement};
use rustpython_text_size::Ranged;

use crate::check::body::Body;
use crate::check::build::{
    assignment, behind, boolean, checked_tuple, compared, constant, integer, node, not, raising,
    tuple, when,
};
use crate::check::iteration::combined::wrong_call;
use crate::check::iteration::drawn::{branch, forever, stop};
use crate::check::iteration::plan::{Drawn, Setup, Source};
use crate::check::iteration::reductions::assign;
use crate::check::names::scopes::Syntax;
use crate::check::problem::{Built, Problem, Stop, refuse};
use crate::check::rules::comparison::Identity;
use crate::check::rules::join::Fact;
use crate::check::tree::{Expr, ExprKind, Stmt, StmtKind};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{Comparison, Constant, Global};

impl Body<'_> {
    /// `functools.reduce`.
    pub fn reduce(&mut self, call: &ExprCall) -> Built<Expr> {
        let span: Span = call.range.into();
        let mut setup = Setup { place: span, body: Vec::new() };
        let (function, source, initial) = match (&*call.arguments.args, &*call.arguments.keywords) {
            ([function, source], []) => (function, source, None),
            ([function, source, initial], []) => (function, source, Some(initial)),
            _ => return refuse(wrong_call("reduce", span)),
        };
        if call.arguments.args.iter().any(Ast::is_starred_expr) {
            return refuse(wrong_call("reduce", span));
        }
        let function = self.using(|this| this.callable(function, &mut setup))?;
        let source = self.using(|this| this.source(source, &mut setup))?;
        let initial = match initial {
            Some(initial) => {
                let value = self.value(initial)?;
                Some(self.bind(value, &mut setup.body))
            }
            None => None,
        };
        if let Some(elements) = self.unrolled(&source)? {
            let mut body = setup.body;
            let mut total = initial;
            for element in elements {
                let value = match total {
                    Some(total) => self.taken_in(Some(&function), total, element, span)?,
                    None => element,
                };
                total = Some(self.bind(value, &mut body));
            }
            return match total {
                Some(total) => Ok(behind(body, total)),
                None => refuse(
                    Problem::new(codes::REDUCTION, span, "`reduce` of nothing")
                        .help("Python raises TypeError here"),
                ),
            };
        }
        let Drawn { advance: mut ask, found: more, element } = self.drawn(source, &mut setup)?;
        let first = initial.clone().unwrap_or(element.clone());
        let ty = self.settled_type(&first.ty, span, &mut |this, total| {
            this.taken_in(Some(&function), total, element.clone(), span)
        })?;
        let total = self.slot("total", &ty, &mut setup, span);
        let begun = self.state("begun", boolean(initial.is_some(), span), &mut setup);
        let next = self.taken_in(Some(&function), total.clone(), element, span)?;
        let next = assign(&total, self.as_joined(next, &ty)?, span);
        let first = assign(&total, self.as_joined(first, &ty)?, span);
        ask.push(branch(&not(more), vec![stop(span)], Vec::new(), span));
        let mut body = setup.body;
        match initial {
            Some(_) => {
                body.push(first);
                ask.push(next);
                body.push(forever(ask, span));
            }
            None => {
                let begin = vec![first, assign(&begun, boolean(true, span), span)];
                ask.push(branch(&begun, vec![next], begin, span));
                body.push(forever(ask, span));
                let version = self.call_intrinsic("python_version", Vec::new(), span)?;
                let limit = constant(&Constant::Int(311), span)?;
                let old = compared(version, Comparison::Lt, limit, span);
                let empty = |what| {
                    let message = format!("reduce() of empty {what} with no initial value");
                    vec![raising("TypeError", &message, span)]
                };
                let raise = branch(&old, empty("sequence"), empty("iterable"), span);
                body.push(branch(&not(begun), vec![raise], Vec::new(), span));
            }
        }
        Ok(behind(body, total))
    }

    /// `next(iterator)` and `next(iterator, default)` of an iterator that is made there.
    pub fn next_of(&mut self, call: &ExprCall) -> Built<Expr> {
        let span: Span = call.range.into();
        let mut setup = Setup { place: span, body: Vec::new() };
        let (source, default) = match (&*call.arguments.args, &*call.arguments.keywords) {
            ([source], []) => (source, None),
            ([source, default], []) if !default.is_starred_expr() => (source, Some(default)),
            _ => return refuse(wrong_call("next", span)),
        };
        if !self.is_iterator(source) {
            return refuse(
                Problem::new(codes::ITERABLE, span, "`next` of an iterator that is kept")
                    .label("not compiled")
                    .help("write `next(x for x in … if …)`, or a loop"),
            );
        }
        let source = self.using(|this| this.source(source, &mut setup))?;
        let default = match default {
            Some(default) => {
                let value = self.expr(default)?;
                Some(match value.kind {
                    ExprKind::Constant(_) => value,
                    _ => self.bind(value, &mut setup.body),
                })
            }
            None => None,
        };
        let Drawn { advance, found, element } = self.drawn(source, &mut setup)?;
        let mut body = setup.body;
        body.extend(advance);
        let Some(default) = default else {
            // A generator does not let it through.
            let raise = match self.is_in_generator(span) {
                true => raising("RuntimeError", "generator raised StopIteration", span),
                false => {
                    let class = Global::builtin("StopIteration");
                    let kind = StmtKind::Raise { class, arguments: None, suppress_context: false };
                    Stmt { kind, span }
                }
            };
            body.push(when(not(found), raise, span));
            return Ok(behind(body, element));
        };
        let (mut values, ty) = self.joined(vec![element, default], span)?;
        let (Some(orelse), Some(value)) = (values.pop(), values.pop()) else {
            return Err(Stop::Unknown(span));
        };
        let (test, value, orelse) = (Box::new(found), Box::new(value), Box::new(orelse));
        let kind = ExprKind::IfExpr { test, body: value, orelse };
        Ok(behind(body, node(kind, ty, span)))
    }

    /// Whether a generator expression evaluates what stands at a place of the function.
    fn is_in_generator(&self, place: Span) -> bool {
        let mut generators = Generators { place, around: false };
        match self.sources.get(self.source).map(|source| &source.syntax) {
            Some(Syntax::Def(definition)) => generators.visit_body(&definition.body),
            Some(Syntax::Lambda(lambda)) => generators.visit_expr(&lambda.body),
            None => {}
        }
        generators.around
    }

    /// Whether an iterator gives a value.
    pub fn is_among(&mut self, value: Expr, source: &Ast, span: Span) -> Built<Expr> {
        let mut setup = Setup { place: span, body: Vec::new() };
        let value = self.bind(value, &mut setup.body);
        let source = self.using(|this| this.source(source, &mut setup))?;
        if self.unrolled(&source)?.is_some_and(|elements| elements.is_empty()) {
            return Ok(behind(setup.body, boolean(false, span)));
        }
        let Drawn { advance: mut ask, found: more, element } = self.drawn(source, &mut setup)?;
        let is_there = self.state("found", boolean(false, span), &mut setup);
        let same = self.equality(element, value, Identity::Counts, span)?;
        let end = vec![assign(&is_there, boolean(true, span), span), stop(span)];
        ask.push(branch(&not(more), vec![stop(span)], Vec::new(), span));
        ask.push(branch(&same, end, Vec::new(), span));
        let mut body = setup.body;
        body.push(forever(ask, span));
        Ok(behind(body, is_there))
    }

    /// `tuple(…)` of what has a known number of elements.
    pub fn made_tuple(&mut self, call: &ExprCall) -> Built<Expr> {
        let span: Span = call.range.into();
        let source = match (&*call.arguments.args, &*call.arguments.keywords) {
            ([], []) => return Ok(tuple(Vec::new(), span)),
            ([source], []) if !source.is_starred_expr() => source,
            _ => return refuse(wrong_call("tuple", span)),
        };
        self.tuple_of(source, span)
    }

    /// The tuple of what an expression runs over.
    pub fn tuple_of(&mut self, source: &Ast, span: Span) -> Built<Expr> {
        let unknown = || {
            let message = "how many elements the tuple has is not known when compiling";
            Problem::new(codes::ITERABLE, span, message)
                .label("not compiled")
                .help("make a list of them")
        };
        let mut setup = Setup { place: span, body: Vec::new() };
        let values = match source {
            Ast::Generator(generator) => self.unrolled_generator(generator, &mut setup)?,
            _ => {
                let source = self.using(|this| this.source(source, &mut setup))?;
                match source {
                    Source::Range(bounds) => range_values(&bounds, span)?,
                    source => self.unrolled(&source)?,
                }
            }
        };
        let Some(values) = values else { return refuse(unknown()) };
        let mut body = setup.body;
        let values = values.into_iter().map(|value| match value.kind {
            ExprKind::Constant(_) => value,
            _ => self.bind(value, &mut body),
        });
        let values: Vec<Expr> = values.collect();
        Ok(behind(body, checked_tuple(values, span)?))
    }

    /// The values of a generator expression over what has a known number of elements, each evaluated
    /// once; `None` where that is not known.
    fn unrolled_generator(
        &mut self,
        generator: &ExprGenerator,
        setup: &mut Setup,
    ) -> Built<Option<Vec<Expr>>> {
        let span: Span = generator.range.into();
        let [clause] = &*generator.generators else { return Ok(None) };
        if clause.is_async || !clause.ifs.is_empty() {
            return Ok(None);
        }
        self.assigned_before(generator)?;
        let source = self.using(|this| this.source(&clause.iter, setup))?;
        let elements = match source {
            Source::Range(bounds) => range_values(&bounds, span)?,
            source => self.unrolled(&source)?,
        };
        let Some(mut elements) = elements else { return Ok(None) };
        // The variable has one type.
        if elements.windows(2).any(|pair| pair[0].ty != pair[1].ty) {
            elements = self.joined(elements, span)?.0;
        }
        let mut values = Vec::new();
        for element in elements {
            let fact = Fact::of(&element);
            let (target, value) = self.target(&clause.target, element, &fact)?;
            setup.body.push(assignment(target, value, span));
            let value = self.value(&generator.elt)?;
            values.push(self.bind(value, &mut setup.body));
        }
        Ok(Some(values))
    }
}

/// The numbers of a range of constants, if they are few.
fn range_values(bounds: &[Expr; 3], span: Span) -> Built<Option<Vec<Expr>>> {
    const MOST: i128 = 64;
    let [start, stop_at, step] = bounds;
    let (Some(start), Some(stop_at), Some(step)) =
        (integer(start), integer(stop_at), integer(step))
    else {
        return Ok(None);
    };
    let mut values = Vec::new();
    let mut number = start;
    while step != 0 && (if step > 0 { number < stop_at } else { number > stop_at }) {
        if values.len() as i128 == MOST {
            return Ok(None);
        }
        values.push(constant(&Constant::Int(number), span)?);
        number += step;
    }
    Ok((step != 0).then_some(values))
}

/// Whether generator expressions are around a place, other than by what the first `for` goes through.
struct Generators {
    place: Span,
    around: bool,
}

impl Generators {
    fn holds(&self, ast: &Ast) -> bool {
        let span: Span = ast.range().into();
        span.start <= self.place.start && self.place.end <= span.end
    }
}

impl<'tree> Visitor<'tree> for Generators {
    fn visit_stmt(&mut self, statement: &'tree Statement) {
        if !statement.is_function_def_stmt() {
            walk_stmt(self, statement);
        }
    }

    fn visit_expr(&mut self, expression: &'tree Ast) {
        if expression.is_lambda_expr() || !self.holds(expression) {
            return;
        }
        if let Ast::Generator(generator) = expression {
            let first = generator.generators.first().map(|clause| &clause.iter);
            self.around |= !first.is_some_and(|first| self.holds(first));
        }
        walk_expr(self, expression);
    }
}
