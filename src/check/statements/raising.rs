//! `raise` and `assert`, and what `print` prints.

use rustpython_ast::{Expr as Ast, ExprCall, StmtAssert, StmtRaise};
use rustpython_text_size::Ranged;

use crate::check::body::Body;
use crate::check::build::{constant, decided, node};
use crate::check::known::Facts;
use crate::check::library::is_prelude;
use crate::check::problem::{Built, Problem, refuse};
use crate::check::tree::{Expr, ExprKind, Stmt, StmtKind};
use crate::diagnostics::codes;
use crate::scan::Binding;
use crate::source::Span;
use crate::types::{Constant, Global, Type};

impl Body<'_> {
    /// `raise`, of a class or of what calling one gives.
    pub fn raise(&mut self, stmt: &StmtRaise, span: Span) -> Built<Option<StmtKind>> {
        let Some(raised) = stmt.exc.as_deref() else { return refuse(raise_form(span)) };
        let suppress_context = stmt.cause.is_some();
        if let Some(cause) = stmt.cause.as_deref().filter(|cause| !cause.is_none_literal_expr()) {
            return refuse(raise_form(cause.range().into()));
        }
        let (class, arguments) = match raised {
            Ast::Call(call) => {
                let class = self.exception_class(&call.func)?;
                (class, Some(self.object_arguments(&call.arguments, &[], &|_| true)?))
            }
            class => (self.exception_class(class)?, None),
        };
        Ok(Some(StmtKind::Raise { class, arguments, suppress_context }))
    }

    /// `assert`, which `-O` leaves out; the message knows that the test is false. What the types of
    /// the statements behind rest on is still looked at then.
    pub fn assert(&mut self, stmt: &StmtAssert, span: Span) -> Built<Option<StmtKind>> {
        let without = self.known.clone();
        let test = self.condition(&stmt.test)?;
        let (yes, no) = self.implied(&stmt.test);
        let before = self.known.clone();
        self.known.learn(no);
        let message = match stmt.msg.as_deref() {
            Some(message) if decided(&test) != Some(true) => self.objects(&[message])?.pop(),
            _ => None,
        };
        // What the test itself assigns may not have been.
        self.known = before.meet(without);
        let stored = self.stored_in(stmt.test.range().into());
        let yes = yes.into_iter().filter(|(id, _)| !stored.contains(id)).collect();
        let mut orelse = self.assumed(&yes, span);
        self.known.learn(yes);
        if decided(&test) == Some(false) {
            orelse = never_reached(span);
        }
        let body = vec![Stmt { kind: StmtKind::Assert { test, message }, span }];
        Ok(Some(StmtKind::If { test: self.debug(span)?, body, orelse }))
    }

    /// Statements that go on only where the facts are true; those that are known need none.
    fn assumed(&self, facts: &Facts, span: Span) -> Vec<Stmt> {
        let is_open = |id| matches!(self.cell(id), Some(Type::Optional(_)));
        let new = facts.iter().filter(|&(id, some)| is_open(*id) && !self.known.says(*id, *some));
        new.map(|(id, some)| Stmt { kind: StmtKind::Assume(Some((*id, *some))), span }).collect()
    }

    /// `__debug__`: whether Python runs without `-O`.
    pub fn debug(&mut self, span: Span) -> Built<Expr> {
        let flag = self.call_intrinsic("debug", Vec::new(), span)?;
        Ok(node(ExprKind::Truth(Box::new(flag)), Type::Bool, span))
    }

    /// A call of the builtin `print`: a block, whose value is `None`.
    pub fn print(&mut self, call: &ExprCall) -> Built<Expr> {
        let span: Span = call.range.into();
        let known = |name: &str| matches!(name, "sep" | "end" | "flush");
        let kind = StmtKind::Print(self.object_arguments(&call.arguments, &[], &known)?);
        let value = Box::new(constant(&Constant::None, span)?);
        let body = vec![Stmt { kind, span }];
        Ok(node(ExprKind::Block { body, value }, Type::None, span))
    }

    /// The class that is raised, by the name under which the function knows it.
    fn exception_class(&self, ast: &Ast) -> Built<Global> {
        let span: Span = ast.range().into();
        let global = match self.global(ast) {
            Some(Binding::Library(name)) => {
                named_class(&name).then(|| match name.strip_prefix("builtins.") {
                    Some(name) => Some(Global::builtin(name)),
                    // A function of the library knows no module of the tree.
                    None if is_prelude(&self.program.tree.file(self.file).module) => {
                        Global::of_library(&name)
                    }
                    None => self.dotted(ast),
                })
            }
            Some(Binding::Class { .. }) => Some(self.dotted(ast)),
            _ => match ast {
                // A class inside a class.
                Ast::Attribute(inner)
                    if matches!(self.global(&inner.value), Some(Binding::Class { .. })) =>
                {
                    Some(self.dotted(ast))
                }
                _ => None,
            },
        };
        match global.flatten() {
            Some(global) => Ok(global),
            None => {
                let message = format!("`{}` cannot be raised by compiled code", self.text(span));
                refuse(
                    Problem::new(codes::RAISE_FORM, span, message).help(
                        "raise a builtin exception, or one that a class of the module defines",
                    ),
                )
            }
        }
    }

    /// Names with dots between, as Python looks them up from the function's module; `None` where
    /// that finds nothing by its name.
    pub fn dotted(&self, ast: &Ast) -> Option<Global> {
        let mut names = Vec::new();
        let mut rest = ast;
        let file = loop {
            match rest {
                Ast::Attribute(attribute) => {
                    names.push(attribute.attr.to_string());
                    rest = &attribute.value;
                }
                Ast::Name(name) if self.program.is_found_by_name(self.file, &name.id) => {
                    names.push(name.id.to_string());
                    break self.file;
                }
                Ast::Name(_) if names.is_empty() => return None,
                // What the process knows as a module has its names under that module's own.
                _ => match self.meaning(rest) {
                    Some(Binding::Module(file)) => break file,
                    _ => return None,
                },
            }
        };
        names.reverse();
        Some(Global { module: Some(self.program.tree.file(file).module.clone()), names })
    }
}

/// Whether a library's name is one of a class, as far as spelling tells.
fn named_class(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name);
    let class = last.starts_with(|first: char| first.is_ascii_uppercase());
    class && !matches!(name, "builtins.NotImplemented" | "builtins.Ellipsis")
}

fn raise_form(span: Span) -> Problem {
    Problem::new(codes::RAISE_FORM, span, "this form of `raise` cannot be compiled")
        .help("write `raise ValueError(\"message\")`, at most with `from None`")
}

/// What stands for statements that `-O` makes reachable, which were not built.
fn never_reached(span: Span) -> Vec<Stmt> {
    let class = Global::builtin("TypeError");
    let raise = StmtKind::Raise { class, arguments: None, suppress_context: false };
    [StmtKind::Assume(None), raise].map(|kind| Stmt { kind, span }).into()
}
