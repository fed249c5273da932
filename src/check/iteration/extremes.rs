//! `min` and `max`: the first of those that no other is less or greater than, or whose keys are.

use rustpython_ast::{Expr as Ast, ExprCall};

use crate::check::body::Body;
use crate::check::build::{behind, boolean, constant, node, not, raising, variable};
use crate::check::iteration::generators::{Over, Taken};
use crate::check::iteration::reductions::{assign, wrong_call};
use crate::check::problem::{Built, Problem, Stop, refuse};
use crate::check::refusals::no_none;
use crate::check::rules::convert::held;
use crate::check::tree::{Expr, ExprKind, Intrinsic, Iterable, Stmt, StmtKind};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{Comparison, Constant, Type};

/// What is compared: the values themselves, or what a function gives for them.
#[derive(Clone)]
struct Order {
    op: Comparison,
    key: Option<Expr>,
}

impl Body<'_> {
    /// A call of `min` or `max`; `None` where it is one of several values as they are.
    pub fn extreme(&mut self, ast: &ExprCall, op: Comparison) -> Built<Option<Expr>> {
        let span: Span = ast.range.into();
        let name = if op == Comparison::Lt { "min" } else { "max" };
        let arguments = &*ast.arguments.args;
        let several = arguments.len() > 1 || arguments.iter().any(Ast::is_starred_expr);
        if several && ast.arguments.keywords.is_empty() {
            return Ok(None);
        }
        let (mut body, mut over) = match arguments {
            _ if several => {
                let (mut body, given) = (Vec::new(), self.spread(arguments)?);
                if given.len() < 2 {
                    return refuse(wrong_call(name, span));
                }
                let given = self.settled(given, &mut body);
                (body, Over::Elements(given))
            }
            [iterable] => self.over(iterable, span)?,
            _ => return refuse(wrong_call(name, span)),
        };
        if !ast.arguments.keywords.is_empty() {
            self.evaluated(&mut over, &mut body)?;
        }
        let (mut order, mut default) = (Order { op, key: None }, None);
        for given in &ast.arguments.keywords {
            match given.arg.as_ref().map(|name| name.as_str()) {
                Some("default") if !several => {
                    let value = self.expr(&given.value)?;
                    default = Some(match value.kind {
                        ExprKind::Constant(_) => value,
                        _ => self.bind(value, &mut body),
                    });
                }
                Some("key") => order.key = self.key(&given.value, ast, &mut body)?,
                _ => return refuse(wrong_call(name, given.range.into())),
            }
        }
        self.best(over, order, default, body, span).map(Some)
    }

    /// The least or greatest of what is at hand.
    pub fn extreme_of(
        &mut self,
        over: Over,
        op: Comparison,
        body: Vec<Stmt>,
        span: Span,
    ) -> Built<Expr> {
        self.best(over, Order { op, key: None }, None, body, span)
    }

    fn best(
        &mut self,
        over: Over,
        order: Order,
        default: Option<Expr>,
        mut body: Vec<Stmt>,
        span: Span,
    ) -> Built<Expr> {
        match over {
            Over::Elements(elements) => {
                match (self.extreme_of_elements(elements, &order, &mut body, span)?, default) {
                    (Some(value), _) | (None, Some(value)) => Ok(behind(body, value)),
                    (None, None) => refuse(
                        Problem::new(codes::REDUCTION, span, "`min` or `max` of nothing")
                            .help("Python raises ValueError here"),
                    ),
                }
            }
            over => self.extreme_of_loop(over, &order, default, body, span),
        }
    }

    /// The function of `key=`, which can be called any number of times; `None` for `None`.
    fn key(&mut self, ast: &Ast, call: &ExprCall, body: &mut Vec<Stmt>) -> Built<Option<Expr>> {
        let value = self.using(|this| this.expr(ast))?;
        let (span, ty) = (value.span, value.ty.clone());
        let Type::Function(function) = &ty else {
            if ty == Type::None {
                return Ok(None);
            }
            return refuse(
                Problem::new(codes::REDUCTION, span, "`key` is not a function that is compiled")
                    .help("give it a lambda, a decorated function or a function of a library"),
            );
        };
        let (first, parts) = self.taken_apart(value, &function.captured);
        body.extend(first);
        let stored = self.stored_in(call.range.into());
        if !parts.is_empty() && stored.iter().any(|id| !self.webs.inner.contains(id)) {
            return refuse(
                Problem::new(codes::REDUCTION, span, "`:=` beside a `key` that uses variables")
                    .help("assign the variable before"),
            );
        }
        Ok(Some(node(ExprKind::Aggregate(parts), ty, span)))
    }

    /// What is compared of a value.
    fn key_of(
        &mut self,
        order: &Order,
        value: &Expr,
        body: &mut Vec<Stmt>,
        span: Span,
    ) -> Built<Expr> {
        let Some(key) = &order.key else { return Ok(value.clone()) };
        let key = self.call_function(key.clone(), vec![value.clone()], span)?;
        no_none(&key)?;
        Ok(self.bind(key, body))
    }

    fn extreme_of_loop(
        &mut self,
        over: Over,
        order: &Order,
        default: Option<Expr>,
        mut body: Vec<Stmt>,
        span: Span,
    ) -> Built<Expr> {
        let found = variable(self.hide("found", &Type::Bool), &Type::Bool, span);
        let mut best = None;
        let over = match order.key {
            None => self.after_first(over, &found, &mut best, &mut body, span)?,
            Some(_) => over,
        };
        let starts_found = best.is_some();
        let mut best = best.map(|best| (best.clone(), best));
        let mut consume = |this: &mut Body, element: Expr| {
            let mut body = Vec::new();
            let element = this.settle_one(element, &mut body);
            let key = this.key_of(order, &element, &mut body, span)?;
            let (best, best_key) = match &best {
                Some(best) => best.clone(),
                None => {
                    let value = variable(this.hide("best", &element.ty), &element.ty, span);
                    let other = match order.key {
                        Some(_) => variable(this.hide("best key", &key.ty), &key.ty, span),
                        None => value.clone(),
                    };
                    best.insert((value, other)).clone()
                }
            };
            let compared = vec![key.clone(), best_key.clone()];
            let better = this.compare_all(compared, &[order.op], true, span)?;
            let test = this.optional_truth(better)?;
            let mut take = vec![assign(&best, element, span)];
            take.extend(order.key.as_ref().map(|_| assign(&best_key, key, span)));
            let better = StmtKind::If { test, body: take.clone(), orelse: Vec::new() };
            take.push(assign(&found, boolean(true, span), span));
            let kind = match starts_found {
                true => better,
                false => StmtKind::If {
                    test: found.clone(),
                    body: vec![Stmt { kind: better, span }],
                    orelse: take,
                },
            };
            body.push(Stmt { kind, span });
            Ok(body)
        };
        let loops = self.loops(over, Taken::Values, None, span, &mut consume)?;
        let Some((best, best_key)) = best else { return Err(Stop::Unknown(span)) };
        if !starts_found {
            let variables = std::iter::once(&best).chain(order.key.as_ref().map(|_| &best_key));
            for one in variables {
                let nothing = node(ExprKind::Placeholder, one.ty.clone(), span);
                body.push(assign(one, nothing, span));
            }
            body.push(assign(&found, boolean(false, span), span));
        }
        body.extend(loops);
        let Some(default) = default else {
            let raised = self.empty(order.op, span)?;
            let kind = StmtKind::If { test: not(found), body: raised, orelse: Vec::new() };
            body.push(Stmt { kind, span });
            return Ok(behind(body, best));
        };
        let (mut values, ty) = self.joined(vec![best, default], span)?;
        let (Some(orelse), Some(value)) = (values.pop(), values.pop()) else {
            return Err(Stop::Unknown(span));
        };
        let (test, value, orelse) = (Box::new(found), Box::new(value), Box::new(orelse));
        let kind = ExprKind::IfExpr { test, body: value, orelse };
        Ok(behind(body, node(kind, ty, span)))
    }

    /// An array's first element is taken before the loop, which then needs no test for it.
    fn after_first<'a>(
        &mut self,
        over: Over<'a>,
        found: &Expr,
        best: &mut Option<Expr>,
        body: &mut Vec<Stmt>,
        span: Span,
    ) -> Built<Over<'a>> {
        let Over::Loop(mut plan) = over else { return Ok(over) };
        let Iterable::Array { array, .. } = plan.iterable else { return Ok(Over::Loop(plan)) };
        let int = |value| constant(&Constant::Int(value), span);
        let array = self.settle_one(array, body);
        let kind = ExprKind::Length { array: Box::new(array.clone()), axis: 0 };
        let length = node(kind, Type::Int, span);
        let some =
            self.compare_all(vec![length.clone(), int(0)?], &[Comparison::Gt], true, span)?;
        body.push(assign(found, some, span));
        let ty = plan.yields.ty();
        let at = |position| {
            let arguments = vec![array.clone(), position];
            let kind = ExprKind::Intrinsic { intrinsic: Intrinsic::ElementInside, arguments };
            node(kind, ty.clone(), span)
        };
        let value = variable(self.hide("best", &ty), &ty, span);
        let nothing = node(ExprKind::Placeholder, ty.clone(), span);
        let kind = ExprKind::IfExpr {
            test: Box::new(found.clone()),
            body: Box::new(at(int(0)?)),
            orelse: Box::new(nothing),
        };
        body.push(assign(&value, node(kind, ty.clone(), span), span));
        *best = Some(value);
        let position = self.hide("position", &Type::Int);
        let element = at(variable(position, &Type::Int, span));
        plan.iterable = Iterable::Range { start: int(1)?, stop: length, step: int(1)? };
        plan.element = Some((position, element));
        Ok(Over::Loop(plan))
    }

    /// The least or greatest of values, each of which is evaluated once.
    fn extreme_of_elements(
        &mut self,
        elements: Vec<Expr>,
        order: &Order,
        body: &mut Vec<Stmt>,
        span: Span,
    ) -> Built<Option<Expr>> {
        if order.key.is_none() {
            elements.iter().try_for_each(no_none)?;
            if elements.len() > 1 && elements.iter().all(|element| held(&element.ty).is_some()) {
                let elements = self.settled(elements, body);
                return self.extreme_of_values(order.op == Comparison::Gt, elements, span);
            }
        }
        let mut elements = elements.into_iter();
        let Some(best) = elements.next() else { return Ok(None) };
        let mut best = self.settle_one(best, body);
        let mut best_key = self.key_of(order, &best, body, span)?;
        for element in elements {
            let element = self.settle_one(element, body);
            let key = self.key_of(order, &element, body, span)?;
            let compared = vec![key.clone(), best_key.clone()];
            let better = self.compare_all(compared, &[order.op], true, span)?;
            let better = self.optional_truth(better)?;
            let better = self.bind(better, body);
            if order.key.is_some() {
                best_key = self.chosen(&better, key, best_key, body, span)?;
            }
            best = self.chosen(&better, element, best, body, span)?;
            if order.key.is_none() {
                best_key = best.clone();
            }
        }
        Ok(Some(best))
    }

    /// One of two values, in a variable.
    fn chosen(
        &mut self,
        test: &Expr,
        yes: Expr,
        no: Expr,
        body: &mut Vec<Stmt>,
        span: Span,
    ) -> Built<Expr> {
        let (mut values, ty) = self.joined(vec![yes, no], span)?;
        let (Some(orelse), Some(value)) = (values.pop(), values.pop()) else {
            return Err(Stop::Unknown(span));
        };
        let test = Box::new(test.clone());
        let kind = ExprKind::IfExpr { test, body: Box::new(value), orelse: Box::new(orelse) };
        Ok(self.bind(node(kind, ty, span), body))
    }

    /// `min` and `max` of several tuples.
    pub fn extreme_of_tuples(
        &mut self,
        greatest: bool,
        values: Vec<Expr>,
        span: Span,
    ) -> Built<Option<Expr>> {
        let op = if greatest { Comparison::Gt } else { Comparison::Lt };
        let mut body = Vec::new();
        let values = self.settled(values, &mut body);
        let best = self.extreme_of_elements(values, &Order { op, key: None }, &mut body, span)?;
        Ok(best.map(|best| behind(body, best)))
    }

    /// Raises as the running interpreter's `min` or `max` of nothing does.
    fn empty(&mut self, op: Comparison, span: Span) -> Built<Vec<Stmt>> {
        let name = if op == Comparison::Lt { "min" } else { "max" };
        let version = self.call_intrinsic("python_version", Vec::new(), span)?;
        let limit = constant(&Constant::Int(312), span)?;
        let old = self.compare_all(vec![version, limit], &[Comparison::Lt], true, span)?;
        let sequence = raising("ValueError", &format!("{name}() arg is an empty sequence"), span);
        let iterable = raising("ValueError", &format!("{name}() iterable argument is empty"), span);
        let kind = StmtKind::If { test: old, body: vec![sequence], orelse: vec![iterable] };
        Ok(vec![Stmt { kind, span }])
    }
}
