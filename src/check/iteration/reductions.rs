//! `sum`, `any`, `all`, `math.prod`, `math.fsum`: loops with a variable that takes in each element.
//!
//! The elements of a tuple may have different types, and are taken in one by one.

use rustpython_ast::{Expr as Ast, ExprCall};

use crate::check::body::Body;
use crate::check::build::{assignment, behind, boolean, constant, node, not, plain, variable};
use crate::check::iteration::compensation::type_of_low;
use crate::check::iteration::generators::{Over, Taken};
use crate::check::iteration::lists::Origin;
use crate::check::problem::{Built, Problem, Stop, refuse};
use crate::check::refusals::{described, no_none, string_operation};
use crate::check::rules::convert::{convert, to_joined};
use crate::check::rules::join::{Fact, survives};
use crate::check::tree::{Expr, ExprKind, Stmt, StmtKind, Target};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{BinaryOp, Comparison, Constant, Conversion, Type};

/// How often the type of a total may grow; each time it has one more alternative.
pub const MAX_LOOKS: usize = 15;

/// What a loop accumulates.
struct Total {
    value: Expr,
    /// What additions of floats have lost.
    low: Option<Expr>,
    /// Whether there was an element; where the start stays apart.
    seen: Option<Expr>,
    /// The start is not in the value: the first element is taken in otherwise than the others.
    peeled: bool,
}

/// What is reduced.
enum Given<'a> {
    Written(&'a Ast),
    /// A value that can be read again.
    Value(Expr),
}

/// The arguments of a reduction.
struct Reduction<'a> {
    iterable: Given<'a>,
    /// `start`.
    other: Option<&'a Ast>,
    span: Span,
}

impl Body<'_> {
    /// A call of a function that reduces an iterable; `None` if it is none.
    pub fn reduction(&mut self, name: &str, ast: &ExprCall) -> Built<Option<Expr>> {
        let keyword = match name {
            "builtins.min" => return self.extreme(ast, Comparison::Lt),
            "builtins.max" => return self.extreme(ast, Comparison::Gt),
            "builtins.sum" | "math.prod" => Some("start"),
            "builtins.any" | "builtins.all" | "math.fsum" => None,
            _ => return Ok(None),
        };
        let span: Span = ast.range.into();
        let starred = ast.arguments.args.iter().any(Ast::is_starred_expr);
        if starred && ast.arguments.keywords.is_empty() {
            return Ok(None);
        }
        let mut other = None;
        let iterable = match &*ast.arguments.args {
            [iterable] => iterable,
            [iterable, start] if name == "builtins.sum" => {
                other = Some(start);
                iterable
            }
            _ => return refuse(wrong_call(name, span)),
        };
        for given in &ast.arguments.keywords {
            match given.arg.as_ref().map(|name| name.as_str()) {
                name if name == keyword && name.is_some() && other.is_none() => {
                    other = Some(&given.value);
                }
                _ => return refuse(wrong_call(name, given.range.into())),
            }
        }
        let call = Reduction { iterable: Given::Written(iterable), other, span };
        self.reduced(name, call).map(Some)
    }

    fn reduced(&mut self, name: &str, call: Reduction) -> Built<Expr> {
        match name {
            "builtins.sum" => self.reduce_sum(call),
            "math.prod" => self.reduce_product(call),
            "math.fsum" => self.reduce_exactly(call),
            _ => self.reduce_truths(call, name == "builtins.all"),
        }
    }

    /// A call of such a function with a value.
    pub fn reduction_of_value(&mut self, name: &str, value: Expr, span: Span) -> Built<Expr> {
        let mut body = Vec::new();
        let value = self.bind(plain(value), &mut body);
        let made = match name {
            "builtins.min" | "builtins.max" => {
                let op = if name == "builtins.min" { Comparison::Lt } else { Comparison::Gt };
                let (setup, over) = self.over_value(value, span)?;
                self.extreme_of(over, op, setup, span)?
            }
            "builtins.list" | "builtins.sorted" => {
                let made = match value.ty {
                    Type::List(_) => self.list_from(Origin::List(value), None, span)?,
                    _ => {
                        let (setup, over) = self.over_value(value, span)?;
                        body.extend(setup);
                        self.list_from(Origin::Over(over), None, span)?
                    }
                };
                match name {
                    "builtins.list" => made,
                    _ => self.sorted_list(made, span)?,
                }
            }
            "builtins.tuple" if matches!(value.ty, Type::Tuple(_)) => value,
            "builtins.tuple" => {
                let message = "how many elements the tuple has is not known when compiling";
                return refuse(
                    Problem::new(codes::ITERABLE, span, message).help("make a list of them"),
                );
            }
            _ => {
                let iterable = Given::Value(value);
                self.reduced(name, Reduction { iterable, other: None, span })?
            }
        };
        Ok(behind(body, made))
    }

    fn over_given<'a>(&mut self, given: Given<'a>, span: Span) -> Built<(Vec<Stmt>, Over<'a>)> {
        match given {
            Given::Written(ast) => self.over(ast, span),
            Given::Value(value) => self.over_value(value, span),
        }
    }

    /// `start` as it is where it is a constant, else in a variable.
    fn start(
        &mut self,
        given: Option<&Ast>,
        default: i128,
        body: &mut Vec<Stmt>,
        span: Span,
    ) -> Built<Expr> {
        let start = match given {
            Some(start) => self.value(start)?,
            None => constant(&Constant::Int(default), span)?,
        };
        Ok(match start.kind {
            ExprKind::Constant(_) => start,
            // `[]`, which is of the type of the sum.
            _ if start.ty == Type::List(None) => start,
            _ => self.bind(start, body),
        })
    }

    /// Has an accumulator take in an element, with `op`. It has the type of what is accumulated: the
    /// start stays apart where it is of another.
    fn take_in(
        &mut self,
        op: BinaryOp,
        start: &Expr,
        element: Expr,
        span: Span,
    ) -> Built<(Total, Vec<Stmt>)> {
        let mut body = Vec::new();
        let element = self.settle_one(element, &mut body);
        let first = self.binary(op, start.clone(), element.clone(), span)?;
        let ty = self.type_of_total(op, first.ty.clone(), &element, span)?;
        let value = variable(self.hide("total", &ty), &ty, span);
        let low_ty = match op {
            BinaryOp::Add => type_of_low(&start.ty, &ty, &element.ty),
            _ => None,
        };
        let low = low_ty.map(|low| variable(self.hide("low", &low), &low, span));
        let first_low = low.as_ref();
        // The first sum of an `int` and a float is rounded for good.
        let peeled = !begins(start, &ty) || (low.is_some() && is_other_int(start));
        let seen = (peeled || start.ty != ty)
            .then(|| variable(self.hide("seen", &Type::Bool), &Type::Bool, span));
        let mut add = self.take_in_one(op, &value, (&value, low.as_ref()), &element, span)?;
        let note = seen.as_ref().map(|seen| assign(seen, boolean(true, span), span));
        match &seen {
            Some(seen) if peeled => {
                let mut orelse =
                    self.take_in_one(op, &value, (start, first_low), &element, span)?;
                orelse.extend(note);
                let kind = StmtKind::If { test: seen.clone(), body: add, orelse };
                body.push(Stmt { kind, span });
            }
            _ => {
                add.extend(note);
                body.extend(add);
            }
        }
        Ok((Total { value, low, seen, peeled }, body))
    }

    /// Assigns `value` what comes of a total and an element, and before that what was lost.
    fn take_in_one(
        &mut self,
        op: BinaryOp,
        value: &Expr,
        (total, low): (&Expr, Option<&Expr>),
        element: &Expr,
        span: Span,
    ) -> Built<Vec<Stmt>> {
        let mut body = Vec::new();
        let next = match low {
            Some(low) => {
                let lost = self.lost(total, low, element, span)?;
                if lost.kind != low.kind {
                    body.push(assign(low, lost, span));
                }
                self.with_element(total, Some(low), element, span)?
            }
            None => self.binary(op, total.clone(), element.clone(), span)?,
        };
        body.push(assign(value, into(next, &value.ty)?, span));
        Ok(body)
    }

    /// The type of an accumulator that has taken in its first element: with that of each further
    /// sum, `i32 | f32` and then `i32 | f32 | f64`.
    fn type_of_total(
        &mut self,
        op: BinaryOp,
        first: Type,
        element: &Expr,
        span: Span,
    ) -> Built<Type> {
        let mut ty = first;
        for _ in 0..MAX_LOOKS {
            let total = node(ExprKind::Placeholder, ty.clone(), span);
            let next = self.binary(op, total, element.clone(), span)?.ty;
            match self.join(&[Fact::of_type(&ty), Fact::of_type(&next)]) {
                Ok(Some(joined)) if joined == ty => return Ok(ty),
                Ok(Some(joined)) => ty = joined,
                _ => break,
            }
        }
        refuse(
            Problem::new(codes::REDUCTION, span, "the type of the result does not settle")
                .help("give `start` the type of the result, or write a loop"),
        )
    }

    /// The loops between the start and the result of an accumulator.
    fn accumulated(
        &mut self,
        op: BinaryOp,
        start: Expr,
        over: Over,
        mut body: Vec<Stmt>,
        span: Span,
    ) -> Built<Expr> {
        let mut total = None;
        let mut consume = |this: &mut Body, element: Expr| {
            let (made, body) = this.take_in(op, &start, element, span)?;
            total = Some(made);
            Ok(body)
        };
        let loops = self.loops(over, Taken::Values, None, span, &mut consume)?;
        let Some(Total { value, low, seen, peeled }) = total else {
            return Err(Stop::Unknown(span));
        };
        let begin = match peeled {
            true => node(ExprKind::Placeholder, value.ty.clone(), span),
            false => into(start.clone(), &value.ty)?,
        };
        body.push(assign(&value, begin, span));
        if let Some(low) = &low {
            let nothing = self.nothing_lost(&start, &low.ty, span)?;
            body.push(assign(low, nothing, span));
        }
        if let Some(seen) = &seen {
            body.push(assign(seen, boolean(false, span), span));
        }
        body.extend(loops);
        let value = match low {
            Some(low) => self.compensated(value, &low, span)?,
            None => value,
        };
        let Some(seen) = seen else { return Ok(behind(body, value)) };
        // No variable can hold a complex number or an `int`.
        let start = match (&value.ty, start.ty.scalar()) {
            (Type::Complex, Some(_)) => self.reduction_kernel("elsewhere", Vec::new(), span)?,
            _ => start,
        };
        let (mut values, ty) = self.joined(vec![value, start], span)?;
        let (Some(orelse), Some(value)) = (values.pop(), values.pop()) else {
            return Err(Stop::Unknown(span));
        };
        let (test, value, orelse) = (Box::new(seen), Box::new(value), Box::new(orelse));
        let kind = ExprKind::IfExpr { test, body: value, orelse };
        Ok(behind(body, node(kind, ty, span)))
    }

    fn reduce_sum(&mut self, call: Reduction) -> Built<Expr> {
        let span = call.span;
        let (mut body, mut over) = self.over_given(call.iterable, span)?;
        if call.other.is_some() {
            self.evaluated(&mut over, &mut body)?;
        }
        let start = self.start(call.other, 0, &mut body, span)?;
        if start.ty == Type::Str {
            return refuse(string_operation("`sum`", span));
        }
        let over = match over {
            Over::Elements(elements) => return self.sum_of_elements(start, elements, body, span),
            over => over,
        };
        self.accumulated(BinaryOp::Add, start, over, body, span)
    }

    /// The same of elements whose types are known one by one.
    fn sum_of_elements(
        &mut self,
        start: Expr,
        elements: Vec<Expr>,
        mut body: Vec<Stmt>,
        span: Span,
    ) -> Built<Expr> {
        let mut total = start.clone();
        let mut low: Option<Expr> = None;
        for element in elements {
            no_none(&element)?;
            let element = self.settle_one(element, &mut body);
            let ty = type_of_low(&start.ty, &total.ty, &element.ty);
            let before = match (low.take(), ty) {
                (Some(low), ty) if ty.as_ref().is_none_or(|ty| *ty == low.ty) => Some(low),
                (_, Some(ty)) => {
                    let nothing = self.nothing_lost(&start, &ty, span)?;
                    Some(self.settle_one(nothing, &mut body))
                }
                _ => None,
            };
            if let Some(before) = &before {
                let lost = self.lost(&total, before, &element, span)?;
                low = Some(self.settle_one(lost, &mut body));
            }
            let next = self.with_element(&total, before.as_ref(), &element, span)?;
            total = self.bind(next, &mut body);
            // A complex total begins anew.
            low = low.filter(|low| (total.ty == Type::Complex) == (low.ty == Type::Complex));
        }
        let value = match low {
            Some(low) => self.compensated(total, &low, span)?,
            None => total,
        };
        Ok(behind(body, value))
    }

    fn reduce_product(&mut self, call: Reduction) -> Built<Expr> {
        let span = call.span;
        let (mut body, mut over) = self.over_given(call.iterable, span)?;
        if call.other.is_some() {
            self.evaluated(&mut over, &mut body)?;
        }
        let start = self.start(call.other, 1, &mut body, span)?;
        let over = match over {
            Over::Elements(elements) => {
                let mut product = start;
                for element in elements {
                    let next = self.binary(BinaryOp::Mul, product, element, span)?;
                    product = self.bind(next, &mut body);
                }
                return Ok(behind(body, product));
            }
            over => over,
        };
        self.accumulated(BinaryOp::Mul, start, over, body, span)
    }

    /// `math.fsum`.
    fn reduce_exactly(&mut self, call: Reduction) -> Built<Expr> {
        let span = call.span;
        let (mut body, over) = self.over_given(call.iterable, span)?;
        let nothing = self.prelude_kernel("operators_fsum.start", Vec::new(), span)?;
        let hidden = self.hide("partials", &nothing.ty);
        let state = variable(hidden, &nothing.ty, span);
        body.push(assign(&state, nothing, span));
        let mut consume = |this: &mut Body, element: Expr| {
            let number = this.dispatched(vec![element], span, &mut |_, mut values| {
                let element = values.pop().ok_or(Stop::Unknown(span))?;
                if element.ty.scalar().is_none() {
                    let message = format!("`fsum` of {}", described(&element.ty));
                    return refuse(Problem::new(codes::REDUCTION, span, message).help(
                        "`fsum` adds up numbers: convert what it is given, or leave it out",
                    ));
                }
                Ok(convert(element, &Type::Float, Conversion::Numeric))
            })?;
            let arguments = vec![state.clone(), number];
            let next = this.prelude_kernel("operators_fsum.add", arguments, span)?;
            Ok(vec![assign(&state, next, span)])
        };
        body.extend(self.loops(over, Taken::Values, None, span, &mut consume)?);
        let value = self.prelude_kernel("operators_fsum.finish", vec![state], span)?;
        Ok(behind(body, value))
    }

    /// `any`, and `all`, which stop at the element that decides.
    fn reduce_truths(&mut self, call: Reduction, all: bool) -> Built<Expr> {
        let span = call.span;
        let (mut body, over) = self.over_given(call.iterable, span)?;
        if let Over::Elements(elements) = over {
            let values: Built<Vec<Expr>> =
                elements.into_iter().map(|element| self.optional_truth(element)).collect();
            let values = values?;
            let value = match values.is_empty() {
                true => boolean(all, span),
                false => node(ExprKind::BoolOp { and: all, values }, Type::Bool, span),
            };
            return Ok(behind(body, value));
        }
        let decided = variable(self.hide("decided", &Type::Bool), &Type::Bool, span);
        let mut consume = |_: &mut Body, element: Expr| {
            let test = if all { not(element) } else { element };
            let decide = assign(&decided, boolean(true, span), span);
            let stop = Stmt { kind: StmtKind::Break, span };
            let kind = StmtKind::If { test, body: vec![decide, stop], orelse: Vec::new() };
            Ok(vec![Stmt { kind, span }])
        };
        body.push(assign(&decided, boolean(false, span), span));
        body.extend(self.loops(over, Taken::Tests, Some(&decided), span, &mut consume)?);
        Ok(behind(body, if all { not(decided) } else { decided }))
    }

    /// A call of a function of `src/prelude/operators_reduce.py`.
    pub fn reduction_kernel(
        &mut self,
        function: &str,
        arguments: Vec<Expr>,
        span: Span,
    ) -> Built<Expr> {
        self.prelude_kernel(&format!("operators_reduce.{function}"), arguments, span)
    }
}

/// `start` as the type of the accumulator.
fn into(start: Expr, ty: &Type) -> Built<Expr> {
    let span = start.span;
    to_joined(start, ty).ok_or(Stop::Unknown(span))
}

/// Whether an accumulator of that type can begin with `start`, as if that were of the type.
fn begins(start: &Expr, ty: &Type) -> bool {
    match (&start.kind, ty.scalar()) {
        _ if start.ty == *ty => true,
        (ExprKind::Constant(constant), Some(scalar)) => survives(&start.ty, Some(constant), scalar),
        _ => false,
    }
}

/// Whether `start` is an `int` other than zero.
fn is_other_int(start: &Expr) -> bool {
    match &start.kind {
        ExprKind::Constant(Constant::Int(value)) => *value != 0,
        _ => matches!(start.ty, Type::Int | Type::Bool),
    }
}

pub fn assign(target: &Expr, value: Expr, span: Span) -> Stmt {
    match &target.kind {
        ExprKind::Variable(id) => assignment(Target::Variable(*id), value, span),
        // Only variables are assigned here.
        _ => Stmt { kind: StmtKind::Expr(value), span },
    }
}

pub fn wrong_call(name: &str, span: Span) -> Problem {
    let name = name.rsplit('.').next().unwrap_or(name);
    let message = format!("`{name}` is called with arguments that cannot be compiled");
    let help = match name {
        "min" | "max" => {
            "write `min(x)` or `min(x, y)`, with `key=` a function, and `default=` for the first"
        }
        "sum" | "prod" => "write one iterable, and perhaps `start`",
        _ => "write one iterable",
    };
    Problem::new(codes::REDUCTION, span, message).help(help)
}
