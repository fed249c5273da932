//! Iterators that count, or keep what they have given: `islice`, `count`, `repeat`, `accumulate`.

use rustpython_ast::{Expr as Ast, ExprCall};

use crate::check::body::Body;
use crate::check::build::{all, any, boolean, compared, constant, node, not, raising, when};
use crate::check::iteration::combined::{by_name, wrong_call};
use crate::check::iteration::drawn::{branch, forever, stop};
use crate::check::iteration::plan::{Drawn, Setup, Source};
use crate::check::iteration::positions::next_position;
use crate::check::iteration::reductions::{MAX_LOOKS, assign};
use crate::check::problem::{Built, Problem, Stop, refuse};
use crate::check::refusals::described;
use crate::check::rules::convert::{convert, to_index};
use crate::check::rules::join::Fact;
use crate::check::tree::{Expr, ExprKind};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{BinaryOp, Comparison, Constant, Conversion, Type};

impl Body<'_> {
    /// `islice(x, stop)` and `islice(x, start, stop, step)`.
    pub fn islice(&mut self, call: &ExprCall, setup: &mut Setup) -> Built<Source> {
        let span: Span = call.range.into();
        let ([source, bounds @ ..], []) = (&*call.arguments.args, &*call.arguments.keywords) else {
            return refuse(wrong_call("islice", span));
        };
        let starred = call.arguments.args.iter().any(Ast::is_starred_expr);
        if starred || !(1..=3).contains(&bounds.len()) {
            return refuse(wrong_call("islice", span));
        }
        let source = self.source(source, setup)?;
        let mut given = Vec::new();
        for bound in bounds {
            given.push(self.bound_of(bound, setup)?);
        }
        let int = |value| constant(&Constant::Int(value), span);
        let most = i128::from(i64::MAX);
        let mut given = given.into_iter();
        let (start, stop_at, step) = match bounds.len() {
            1 => (None, given.next().flatten(), None),
            _ => (given.next().flatten(), given.next().flatten(), given.next().flatten()),
        };
        let less = |value: &Expr, limit: &Expr| {
            compared(value.clone(), Comparison::Lt, limit.clone(), span)
        };
        let words = "must be None or an integer: 0 <= x <= sys.maxsize.";
        let raise = |message: String| raising("ValueError", &message, span);
        let zero = int(0)?;
        if let Some(stop_at) = &stop_at {
            let test = compared(stop_at.clone(), Comparison::Eq, int(-1)?, span);
            setup.body.push(when(test, raise(format!("Stop argument for islice() {words}")), span));
        }
        let negative: Vec<Expr> =
            start.iter().chain(&stop_at).map(|bound| less(bound, &zero)).collect();
        if !negative.is_empty() {
            let message = format!("Indices for islice() {words}");
            setup.body.push(when(any(negative, span), raise(message), span));
        }
        if let Some(step) = &step {
            let message = "Step for islice() must be a positive integer or None.";
            setup.body.push(when(less(step, &int(1)?), raise(message.to_owned()), span));
        }
        if self.is_nothing(&source)? {
            return Ok(Source::Elements(Vec::new()));
        }
        let next = self.state("next", start.unwrap_or(zero.clone()), setup);
        let end = stop_at.unwrap_or(int(most)?);
        let step = step.unwrap_or(int(1)?);
        let drawn = self.drawn(source, setup)?;
        let count = self.state("taken", zero.clone(), setup);
        let found = self.state("found", boolean(false, span), setup);
        let set = |flag: &Expr, value| assign(flag, boolean(value, span), span);
        // Those before the next one are asked for in vain.
        let more = not(drawn.found.clone());
        let mut skip = drawn.advance.clone();
        skip.push(branch(&more, vec![stop(span)], Vec::new(), span));
        skip.push(assign(&count, next_position(&count), span));
        let mut skipping =
            vec![branch(&not(less(&count, &next)), vec![stop(span)], Vec::new(), span)];
        skipping.extend(skip);
        let mut take = drawn.advance;
        let remaining = self.binary(BinaryOp::Sub, end.clone(), next.clone(), span)?;
        let is_last = less(&remaining, &step);
        let further = self.binary(BinaryOp::Add, next.clone(), step, span)?;
        let beyond = branch(
            &is_last,
            vec![assign(&next, end.clone(), span)],
            vec![assign(&next, further, span)],
            span,
        );
        take.push(branch(
            &drawn.found,
            vec![set(&found, true), assign(&count, next_position(&count), span), beyond],
            Vec::new(),
            span,
        ));
        let reached = not(less(&count, &next));
        let test = all(vec![reached, less(&count, &end)], span);
        let advance = vec![
            set(&found, false),
            forever(skipping, span),
            branch(&test, take, Vec::new(), span),
        ];
        Ok(Source::Drawn(Box::new(Drawn { advance, found, element: drawn.element })))
    }

    /// A number that `islice` is given, or `None`.
    fn bound_of(&mut self, ast: &Ast, setup: &mut Setup) -> Built<Option<Expr>> {
        if ast.is_none_literal_expr() {
            return Ok(None);
        }
        let value = self.value(ast)?;
        let (span, what) = (value.span, described(&value.ty));
        let value = match value.ty {
            Type::Bool => Some(convert(value, &Type::Int, Conversion::Numeric)),
            _ => to_index(value),
        };
        match value {
            Some(value) => Ok(Some(self.held(value, setup))),
            None => refuse(
                Problem::new(codes::ARGUMENT_TYPE, span, format!("`islice` with {what}"))
                    .help("Python raises ValueError here; write `int(x)`"),
            ),
        }
    }

    /// `count` and `repeat`.
    pub fn endless(&mut self, own: &str, call: &ExprCall, setup: &mut Setup) -> Built<Source> {
        let span: Span = call.range.into();
        let int = |value| constant(&Constant::Int(value), span);
        let found = match own {
            "count" => {
                let given = by_name(own, call, &["start", "step"], 0)?;
                let mut numbers = Vec::new();
                for (ast, default) in given.into_iter().zip([0, 1]) {
                    let number = match ast {
                        Some(ast) => self.value(ast)?,
                        None => int(default)?,
                    };
                    if number.ty == Type::Bool || number.ty.scalar().is_none() {
                        return refuse(wrong_call(own, number.span));
                    }
                    numbers.push(self.held(number, setup));
                }
                let Ok([start, step]) = <[Expr; 2]>::try_from(numbers) else {
                    return Err(Stop::Unknown(span));
                };
                let ty = self.settled_type(&start.ty, span, &mut |this, total| {
                    this.binary(BinaryOp::Add, total, step.clone(), span)
                })?;
                let number = self.slot("number", &ty, setup, span);
                let begun = self.state("begun", boolean(false, span), setup);
                let next = self.binary(BinaryOp::Add, number.clone(), step, span)?;
                let next = assign(&number, self.as_joined(next, &ty)?, span);
                let first = assign(&number, self.as_joined(start, &ty)?, span);
                let begin = vec![first, assign(&begun, boolean(true, span), span)];
                let advance = vec![branch(&begun, vec![next], begin, span)];
                let found = self.state("found", boolean(true, span), setup);
                Drawn { advance, found, element: number }
            }
            _ => {
                let given = by_name(own, call, &["object", "times"], 1)?;
                let [Some(object), times] = given.as_slice() else {
                    return refuse(wrong_call(own, span));
                };
                let object = self.expr(object)?;
                let element = self.held(object, setup);
                let Some(times) = times else {
                    let found = self.state("found", boolean(true, span), setup);
                    let advance = Vec::new();
                    return Ok(Source::Drawn(Box::new(Drawn { advance, found, element })));
                };
                let Some(times) = self.bound_of(times, setup)? else {
                    return refuse(wrong_call(own, span));
                };
                let count = self.state("count", int(0)?, setup);
                let found = self.state("found", boolean(false, span), setup);
                let test = compared(count.clone(), Comparison::Lt, times, span);
                let next = vec![assign(&count, next_position(&count), span)];
                let advance =
                    vec![assign(&found, test, span), branch(&found, next, Vec::new(), span)];
                Drawn { advance, found, element }
            }
        };
        Ok(Source::Drawn(Box::new(found)))
    }

    /// The type of a variable that begins with a type, and takes what `next` makes of it.
    pub fn settled_type(
        &mut self,
        first: &Type,
        span: Span,
        next: &mut dyn FnMut(&mut Self, Expr) -> Built<Expr>,
    ) -> Built<Type> {
        let mut ty = first.clone();
        for _ in 0..MAX_LOOKS {
            let total = node(ExprKind::Placeholder, ty.clone(), span);
            let next = next(self, total)?.ty;
            match self.join(&[Fact::of_type(&ty), Fact::of_type(&next)]) {
                Ok(Some(joined)) if joined == ty => return Ok(ty),
                Ok(Some(joined)) => ty = joined,
                _ => break,
            }
        }
        refuse(
            Problem::new(codes::REDUCTION, span, "the type of the result does not settle")
                .help("begin with a value of the type of the result, or write a loop"),
        )
    }

    /// A function of a total and an element, or their sum.
    pub fn taken_in(
        &mut self,
        function: Option<&Expr>,
        total: Expr,
        element: Expr,
        span: Span,
    ) -> Built<Expr> {
        match function {
            Some(function) => self.call_function(function.clone(), vec![total, element], span),
            None => self.binary(BinaryOp::Add, total, element, span),
        }
    }

    /// `accumulate`.
    pub fn accumulate(&mut self, call: &ExprCall, setup: &mut Setup) -> Built<Source> {
        let span: Span = call.range.into();
        let given = by_name("accumulate", call, &["iterable", "func", "initial"], 1)?;
        let [Some(source), function, initial] = given.as_slice() else {
            return refuse(wrong_call("accumulate", span));
        };
        if call.arguments.args.len() > 2 {
            return refuse(wrong_call("accumulate", span));
        }
        let source = self.source(source, setup)?;
        let function = match function {
            Some(function) if !function.is_none_literal_expr() => {
                Some(self.callable(function, setup)?)
            }
            _ => None,
        };
        let initial = match initial {
            Some(initial) if !initial.is_none_literal_expr() => {
                let value = self.value(initial)?;
                Some(self.held(value, setup))
            }
            _ => None,
        };
        if initial.is_none() && self.is_nothing(&source)? {
            return Ok(Source::Elements(Vec::new()));
        }
        let Drawn { advance: mut ask, found: more, element } = self.drawn(source, setup)?;
        let first = initial.clone().unwrap_or(element.clone());
        let ty = self.settled_type(&first.ty, span, &mut |this, total| {
            this.taken_in(function.as_ref(), total, element.clone(), span)
        })?;
        let total = self.slot("total", &ty, setup, span);
        let begun = self.state("begun", boolean(false, span), setup);
        let next = self.taken_in(function.as_ref(), total.clone(), element, span)?;
        let next = assign(&total, self.as_joined(next, &ty)?, span);
        let set = |flag: &Expr| assign(flag, boolean(true, span), span);
        let first = assign(&total, self.as_joined(first, &ty)?, span);
        if initial.is_none() {
            let take = branch(&begun, vec![next], vec![first, set(&begun)], span);
            ask.push(branch(&more, vec![take], Vec::new(), span));
            return Ok(Source::Drawn(Box::new(Drawn {
                advance: ask,
                found: more,
                element: total,
            })));
        }
        let found = self.state("found", boolean(false, span), setup);
        ask.push(assign(&found, more, span));
        ask.push(branch(&found, vec![next], Vec::new(), span));
        let begin = vec![first, set(&begun), set(&found)];
        let advance = vec![branch(&begun, ask, begin, span)];
        Ok(Source::Drawn(Box::new(Drawn { advance, found, element: total })))
    }
}
