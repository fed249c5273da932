//! Lists that are made or extended by what is looped over: comprehensions, `list(…)`, `extend`.

use rustpython_ast::{Expr as Ast, ExprGenerator, ExprListComp};
use rustpython_text_size::Ranged;

use crate::check::body::Body;
use crate::check::build::{assignment, behind, doing, new_list, plain, variable};
use crate::check::iteration::generators::{Over, Taken};
use crate::check::library;
use crate::check::problem::{Built, Stop, refuse};
use crate::check::rules::join::{Fact, join};
use crate::check::rules::refusals::clash_of_values;
use crate::check::tree::{Expr, ExprKind, Stmt, Target};
use crate::source::Span;
use crate::types::Type;

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
            let ty = match join(&facts) {
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

    /// The positional arguments of a library's function: what an iterator yields as a list, where
    /// the function takes an `Iterable`.
    pub fn given(&mut self, name: &str, asts: &[Ast]) -> Built<Vec<Expr>> {
        let found = library::find(name).filter(|_| asts.iter().any(|it| self.is_iterator(it)));
        let Some(found) = found.filter(|_| !asts.iter().any(Ast::is_starred_expr)) else {
            return self.spread(asts);
        };
        let callee = self.program.kernel(found.kernel);
        let mut parameters = callee.definition.parameters.iter_non_variadic_params();
        let mut values = Vec::new();
        for ast in asts {
            let annotation = parameters.next().and_then(|it| it.parameter.annotation.as_deref());
            let takes = annotation.is_some_and(|it| self.program.is_iterable(callee.file, it));
            values.push(match takes && self.is_iterator(ast) {
                true => {
                    let span: Span = ast.range().into();
                    let (body, over) = self.over(ast, span)?;
                    let list = self.list_from(Origin::Over(over), None, span)?;
                    behind(body, list)
                }
                false => self.expr(ast)?,
            });
        }
        Ok(values)
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
