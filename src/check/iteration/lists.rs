//! Lists that are made or extended by what is looped over: comprehensions, `list(…)`, `extend`.

use rustpython_ast::{Expr as Ast, ExprCall, ExprGenerator, ExprListComp};
use rustpython_text_size::Ranged;

use crate::check::body::Body;
use crate::check::build::{
    assignment, behind, constant, doing, new_list, node, plain, truth, variable,
};
use crate::check::iteration::generators::{Over, Taken};
use crate::check::problem::{Built, Problem, Stop, refuse};
use crate::check::rules::join::Fact;
use crate::check::rules::refusals::clash_of_values;
use crate::check::tree::{Expr, ExprKind, Stmt, Target};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{Comparison, Constant, FunctionId, Type};

/// What a new list gets its elements from.
pub enum Origin<'a> {
    /// Another list, which can be read again.
    List(Expr),
    Over(Over<'a>),
}

impl Body<'_> {
    /// `[x for y in z]`.
    pub fn list_comprehension(&mut self, ast: &ExprListComp, wanted: Option<Type>) -> Built<Expr> {
        let generator = ExprGenerator {
            range: ast.range,
            elt: ast.elt.clone(),
            generators: ast.generators.clone(),
            parenthesized: true,
            node_index: ast.node_index.clone(),
        };
        let span: Span = ast.range.into();
        let generator = Ast::Generator(generator);
        let (body, over) = self.over(&generator, span)?;
        let made = self.list_from(Origin::Over(over), wanted, span)?;
        Ok(behind(body, made))
    }

    /// What `list(…)` and `sorted(…)` take elements from, behind what evaluates it.
    pub fn origin<'a>(&mut self, source: &'a Ast, span: Span) -> Built<(Vec<Stmt>, Origin<'a>)> {
        let is_value = !self.is_iterator(source) && self.array_of_flat(source)?.is_none();
        if !is_value {
            let (body, over) = self.over(source, span)?;
            return Ok((body, Origin::Over(over)));
        }
        let mut body = Vec::new();
        let value = plain(self.value(source)?);
        let value = self.bind(value, &mut body);
        if let Type::List(_) = value.ty {
            return Ok((body, Origin::List(value)));
        }
        let (setup, over) = self.over_value(value, span)?;
        body.extend(setup);
        Ok((body, Origin::Over(over)))
    }

    /// A new list of such elements.
    pub fn list_from(&mut self, origin: Origin, wanted: Option<Type>, span: Span) -> Built<Expr> {
        let over = match origin {
            Origin::List(list) if list.ty == Type::List(None) => {
                return Ok(new_list(list.ty, span));
            }
            Origin::List(list) => return self.list_kernel("copied", vec![list], span),
            Origin::Over(Over::Elements(elements)) => {
                return self.list_of_values(elements, wanted, span);
            }
            Origin::Over(over) => over,
        };
        let mut body = Vec::new();
        let mut made = None;
        let mut consume = |this: &mut Body, element: Expr| {
            let facts: Vec<Fact> =
                wanted.iter().map(Fact::of_type).chain([Fact::of(&element)]).collect();
            let ty = match this.join(&facts) {
                Ok(Some(ty)) => this.list_type(&ty, span)?,
                Ok(None) => return Err(Stop::Unknown(span)),
                Err(clash) => return refuse(clash_of_values(&clash, span)),
            };
            let list = variable(this.hide("list", &ty), &ty, span);
            let append = this.append(&list, element, span)?;
            made = Some(list);
            Ok(append)
        };
        let loops = self.loops(over, Taken::Any(wanted.clone()), None, span, &mut consume)?;
        let Some(made) = made else { return Err(Stop::Unknown(span)) };
        body.push(assign_to(&made, new_list(made.ty.clone(), span), span));
        body.extend(loops);
        Ok(behind(body, made))
    }

    /// The positional arguments of a library's function; where `nlargest` and `nsmallest` are given an
    /// iterator, they get a list of what it yields.
    pub fn given(&mut self, name: &str, call: &ExprCall) -> Built<Vec<Expr>> {
        let asts = &*call.arguments.args;
        let ([count, iterator], "heapq.nlargest" | "heapq.nsmallest") = (asts, name) else {
            return self.spread(asts);
        };
        if !self.is_iterator(iterator) {
            return self.spread(asts);
        }
        let span: Span = iterator.range().into();
        // Python asks for an element, and then for its key.
        if let Some(key) =
            call.arguments.keywords.iter().find(|it| !it.value.is_none_literal_expr())
        {
            let key = self.using(|this| this.expr(&key.value))?;
            if !matches!(&key.ty, Type::Function(function)
                if matches!(function.function, FunctionId::Library(_)))
            {
                return refuse(
                    Problem::new(codes::ITERABLE, span, "an iterator beside a `key`")
                        .help("make a list of it: `list(…)`"),
                );
            }
        }
        let mut body = Vec::new();
        let count = self.value(count)?;
        let count = self.bind(count, &mut body);
        let (setup, over) = self.over(iterator, span)?;
        body.extend(setup);
        let list = self.list_from(Origin::Over(over), None, span)?;
        let zero = constant(&Constant::Int(0), span)?;
        let some = self.compare_all(vec![count.clone(), zero], &[Comparison::Gt], true, span)?;
        let (test, ty) = (Box::new(truth(some)?), list.ty.clone());
        let nothing = Box::new(new_list(ty.clone(), span));
        let kind = ExprKind::IfExpr { test, body: Box::new(list), orelse: nothing };
        Ok(vec![behind(body, count), node(kind, ty, span)])
    }

    /// A new list of what an iterator yields.
    pub fn list_of_iterator(&mut self, iterator: &Ast, span: Span) -> Built<Expr> {
        let (body, over) = self.over(iterator, span)?;
        let list = self.list_from(Origin::Over(over), None, span)?;
        Ok(behind(body, list))
    }

    /// Whether an expression makes an iterator: a generator, or what combines others.
    pub fn is_iterator(&self, ast: &Ast) -> bool {
        matches!(ast, Ast::Generator(_)) || self.combination(ast).is_some()
    }

    /// Appends what a value that can be read again yields.
    pub fn extended(&mut self, list: &Expr, value: Expr, span: Span) -> Built<Vec<Stmt>> {
        if value.ty == list.ty {
            let call = self.list_kernel("extend_by_list", vec![list.clone(), value], span)?;
            return Ok(vec![doing(call, span)]);
        }
        let (mut body, over) = self.over_value(value, span)?;
        body.extend(self.loops(over, Taken::Any(None), None, span, &mut |this, element| {
            this.append(list, element, span)
        })?);
        Ok(body)
    }

    /// Appends what a generator expression or a combination of sources yields to a list that can be
    /// read again, one after the other; `None` if it is no such thing.
    pub fn extend_one_by_one(
        &mut self,
        list: &Expr,
        named: &Ast,
        values: &Ast,
        span: Span,
    ) -> Built<Option<Vec<Stmt>>> {
        if !self.is_iterator(values) {
            return Ok(None);
        }
        let (mut body, over) = self.over(values, span)?;
        let loops = self.loops(over, Taken::Any(None), None, span, &mut |this, element| {
            this.takes(named, &Fact::of(&element), span)?;
            this.append(list, element, span)
        })?;
        body.extend(loops);
        Ok(Some(body))
    }
}

fn assign_to(variable: &Expr, value: Expr, span: Span) -> Stmt {
    match variable.kind {
        ExprKind::Variable(id) => assignment(Target::Variable(id), value, span),
        _ => doing(value, span),
    }
}
