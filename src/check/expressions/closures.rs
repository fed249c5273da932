//! Values that are functions: made from what they capture, and called.

use std::rc::Rc;

use rustpython_ast::{Expr as Ast, ExprCall, ExprLambda};
use rustpython_text_size::Ranged;

use crate::check::body::Body;
use crate::check::build::{
    assignment, block, constant, instead_of, is_place, is_simple, node, variable,
};
use crate::check::names::scopes::{Syntax, is_literal, key};
use crate::check::problem::{Built, Problem, Stop, refuse};
use crate::check::refusals::described;
use crate::check::rules::join::Fact;
use crate::check::sources::SourceId;
use crate::check::tree::{Expr, ExprKind, Stmt, StmtKind, Target};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{Constant, FunctionId, FunctionType, Type};

impl Body<'_> {
    /// The function that a name means, if it means one that is defined inside the kernel.
    pub fn named_function(&mut self, name: &str, span: Span) -> Option<Built<Expr>> {
        let webs = Rc::clone(&self.webs);
        let index = match webs.functions.get(&span) {
            Some(Some(index)) => Some(*index),
            Some(None) => return Some(refuse(several(name, span))),
            None if webs.loads.contains_key(&span) => None,
            None => webs.frame.named.get(name).copied(),
        }?;
        let unassigned = webs.loads.get(&span).and_then(|id| webs.variables.get(id.0 as usize));
        if unassigned.is_some_and(|(_, maybe_unbound)| *maybe_unbound) {
            return Some(refuse(unbound(name, name, span)));
        }
        let source = SourceId { kernel: self.kernel, index: index as u32 };
        Some(self.function_value(source, &[], span))
    }

    /// A `lambda` in an expression.
    pub fn lambda(&mut self, ast: &ExprLambda) -> Built<Expr> {
        let span: Span = ast.range.into();
        let Some(&index) = self.webs.frame.made.get(&span) else {
            return Err(Stop::Unknown(span));
        };
        let source = SourceId { kernel: self.kernel, index: index as u32 };
        let parameters = ast.parameters.iter().flat_map(|list| list.iter_non_variadic_params());
        let mut defaults = Vec::new();
        for default in parameters.filter_map(|parameter| parameter.default()) {
            if !is_literal(default) {
                defaults.push(self.value(default)?);
            }
        }
        self.function_value(source, &defaults, span)
    }

    /// The value of a function inside the kernel: what it captures, as it is at this place. The
    /// `defaults` are given where they are evaluated here.
    fn function_value(&mut self, id: SourceId, defaults: &[Expr], span: Span) -> Built<Expr> {
        let Some(source) = self.sources.get(id) else { return Err(Stop::Unknown(span)) };
        let webs = Rc::clone(&self.webs);
        let name = source.qualified_name.clone();
        for needed in webs.frame.parts.get(&(id.index as usize)).into_iter().flatten() {
            let default = source.defaults.iter().any(|it| it.variable.1 == *needed);
            let unassigned = webs.captured.get(&(span, needed.clone())).is_some_and(|it| it.1);
            let given = default && !defaults.is_empty();
            if unassigned && !given {
                return refuse(unbound(&name, needed, span));
            }
        }
        let mut parts = Vec::new();
        for captured in &source.captures {
            let own = source.defaults.iter().position(|it| it.variable == *captured);
            let default = own.and_then(|position| defaults.get(position));
            parts.push(match default {
                Some(default) => default.clone(),
                None => self.captured(&key(webs.frame.index, captured), span)?,
            });
        }
        let captured = parts.iter().map(|part| part.ty.clone()).collect();
        let function = FunctionType { function: FunctionId::Compiled(id.into()), name, captured };
        let ty = Type::Function(Box::new(function));
        let value = node(ExprKind::Aggregate(parts), ty, span);
        if self.keeps_functions {
            self.keep_function(&value)?;
        }
        Ok(value)
    }

    /// Builds what is kept while statements run: what a loop runs over, the subject of `match`.
    pub fn keeping<T>(&mut self, build: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.keeps_functions, true);
        let built = build(self);
        self.keeps_functions = outer;
        built
    }

    /// Builds a call, whose function and arguments are used at once.
    pub fn using<T>(&mut self, build: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::take(&mut self.keeps_functions);
        let built = build(self);
        self.keeps_functions = outer;
        built
    }

    fn captured(&mut self, key: &str, span: Span) -> Built<Expr> {
        let found = self.webs.captured.get(&(span, key.to_owned()));
        let Some(&(Some(id), _)) = found else { return Err(Stop::Unknown(span)) };
        self.read_variable(id, span)
    }

    /// A kernel or a library's function as a value.
    pub fn global_function(&self, function: FunctionId, name: String, span: Span) -> Expr {
        let function = FunctionType { function, name, captured: Vec::new() };
        node(ExprKind::Aggregate(Vec::new()), Type::Function(Box::new(function)), span)
    }

    /// A call of a value.
    pub fn call_value(&mut self, ast: &ExprCall) -> Built<Expr> {
        let span: Span = ast.range.into();
        let value = self.value(&ast.func)?;
        let place = value.span;
        let Type::Function(function) = value.ty.clone() else {
            let message = format!("`{}` cannot be called", self.text(place));
            return refuse(
                Problem::new(codes::NOT_CALLABLE, place, message)
                    .label(format!("this is {}", described(&value.ty)))
                    .help("only functions and methods of values can be called"),
            );
        };
        let id = match function.function {
            FunctionId::Library(name) => {
                let call = self.call_library(&name, ast)?;
                return Ok(instead_of(value, call));
            }
            FunctionId::Compiled(id) => SourceId::from(id),
            FunctionId::Member { .. } => return Err(Stop::Unknown(span)),
        };
        let (first, parts) = self.taken_apart(value, &function.captured);
        let arguments = self.arguments_of(id, &parts, ast)?;
        let call = self.call_source(id, parts, arguments, span)?;
        Ok(match first {
            Some(first) => block(vec![first], call, span),
            None => call,
        })
    }

    /// A call of a function that can be evaluated again, with arguments that are at hand.
    pub fn call_function(
        &mut self,
        function: Expr,
        arguments: Vec<Expr>,
        span: Span,
    ) -> Built<Expr> {
        let Type::Function(ty) = function.ty.clone() else { return Err(Stop::Unknown(span)) };
        let id = match ty.function {
            FunctionId::Library(name) => return self.call_library_with(&name, arguments, span),
            FunctionId::Compiled(id) => SourceId::from(id),
            FunctionId::Member { .. } => return Err(Stop::Unknown(span)),
        };
        let (first, parts) = self.taken_apart(function, &ty.captured);
        let arguments = self.placed(id, &parts, arguments, &[], span)?;
        let call = self.call_source(id, parts, arguments, span)?;
        Ok(match first {
            Some(first) => block(vec![first], call, span),
            None => call,
        })
    }

    /// What a function value captured, each an expression that can be evaluated again; and what
    /// must be evaluated first.
    pub fn taken_apart(&mut self, value: Expr, types: &[Type]) -> (Option<Stmt>, Vec<Expr>) {
        let span = value.span;
        if let ExprKind::Aggregate(parts) = &value.kind
            && parts.iter().all(is_simple)
        {
            return (None, parts.clone());
        }
        let (first, place) = match is_place(&value) {
            true => (None, value),
            false => {
                let hidden = self.hide("function", &value.ty);
                let place = variable(hidden, &value.ty, span);
                (Some(assignment(Target::Variable(hidden), value, span)), place)
            }
        };
        let part = |(index, ty): (usize, &Type)| {
            let value = Box::new(place.clone());
            node(ExprKind::Part { value, index }, ty.clone(), span)
        };
        (first, types.iter().enumerate().map(part).collect())
    }

    /// Refuses to keep a function in a variable where a variable that it captured may get another
    /// value while it is kept.
    pub fn keep_function(&self, value: &Expr) -> Built<()> {
        if !value.ty.holds_function() {
            return Ok(());
        }
        let inner: Vec<&Expr> = match &value.kind {
            ExprKind::Aggregate(parts) => parts.iter().collect(),
            ExprKind::IfExpr { body, orelse, .. } => vec![body, orelse],
            ExprKind::BoolOp { values, .. } => values.iter().collect(),
            ExprKind::Block { value, .. } | ExprKind::Convert { value, .. } => vec![value],
            _ => return Ok(()),
        };
        if let (Type::Function(function), ExprKind::Aggregate(parts)) = (&value.ty, &value.kind) {
            let rebound = parts.iter().find_map(|part| self.is_rebound(part));
            if let Some(name) = rebound {
                let message = format!(
                    "`{}` is kept in a variable, while `{name}`, which it uses, changes",
                    function.name
                );
                return refuse(Problem::new(codes::CAPTURE, value.span, message).help(format!(
                    "call the function by its own name, or give it a parameter `{name}={name}`"
                )));
            }
        }
        inner.into_iter().try_for_each(|part| self.keep_function(part))
    }

    /// The name of the variable that a captured value was read from, if that changes.
    fn is_rebound(&self, part: &Expr) -> Option<String> {
        let id = match &part.kind {
            ExprKind::Variable(id) => id,
            ExprKind::Part { value, .. } => return self.is_rebound(value),
            _ => return None,
        };
        let (name, _) = self.webs.variables.get(id.0 as usize)?;
        let captured = self.webs.parameters.iter().take(self.webs.frame.captured.len());
        let rebound =
            self.webs.frame.rebound.contains(name) && !captured.into_iter().any(|it| it == id);
        rebound.then(|| name.clone())
    }

    /// The place of the name and the function, if an assignment defines one.
    pub fn named_lambda<'a>(
        &self,
        targets: &[Ast],
        value: &'a Ast,
    ) -> Option<(Span, &'a ExprLambda)> {
        let ([Ast::Name(name)], Ast::Lambda(lambda)) = (targets, value) else { return None };
        let place = name.range.into();
        self.webs.frame.made.contains_key(&place).then_some((place, lambda))
    }

    /// `def name(…)` and `name = lambda …`: what is evaluated there are the defaults.
    pub fn define_function(
        &mut self,
        syntax: Syntax,
        place: Span,
        span: Span,
    ) -> Built<Option<StmtKind>> {
        let webs = Rc::clone(&self.webs);
        let kept = webs.frame.defaults.get(&place).map_or([].as_slice(), Vec::as_slice);
        let mut statements = Vec::new();
        for default in syntax.parameters().filter_map(|it| it.default()) {
            let span: Span = default.range().into();
            if !kept.iter().any(|(_, kept)| *kept == span) {
                continue;
            }
            let value = self.value(default)?;
            self.keep_function(&value)?;
            let Some(&id) = webs.stores.get(&span) else { return Err(Stop::Unknown(span)) };
            let fact = Fact::of_type(&value.ty);
            let (target, value) = self.variable_target(id, value, &fact, span)?;
            statements.push(assignment(target, value, span));
        }
        if statements.is_empty() {
            return Ok(None);
        }
        let nothing = constant(&Constant::None, span)?;
        Ok(Some(StmtKind::Expr(block(statements, nothing, span))))
    }
}

fn several(name: &str, span: Span) -> Problem {
    let message = format!("which function `{name}` is depends on the path to this place");
    Problem::new(codes::FUNCTIONS_DIFFER, span, message)
        .help("call each function where it is known: `f(x) if c else g(x)`")
}

fn unbound(function: &str, name: &str, span: Span) -> Problem {
    let name = name.split(['@', '=']).next().unwrap_or(name);
    let message = match function == name {
        true => format!("`{name}` may not be defined here"),
        false => format!("`{name}`, which `{function}` uses, may have no value here"),
    };
    Problem::new(codes::CAPTURE, span, message)
        .help(format!("give `{name}` a value on every path before the function is used"))
}
