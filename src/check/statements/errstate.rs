//! `with np.errstate(…):`, whose block is compiled as if it stood alone: kernels issue no warnings.

use rustpython_ast::{Expr as Ast, ExprCall, StmtWith};
use rustpython_text_size::Ranged;

use crate::check::body::Body;
use crate::check::build::together;
use crate::check::problem::{Built, Problem, refuse};
use crate::check::tree::StmtKind;
use crate::diagnostics::codes;
use crate::scan::Binding;
use crate::source::Span;

/// The errors that a state is said of.
const ERRORS: [&str; 5] = ["all", "divide", "invalid", "over", "under"];

impl Body<'_> {
    /// A block whose items are all calls of `errstate`.
    pub fn with_errstate(&mut self, with: &StmtWith, span: Span) -> Built<Option<StmtKind>> {
        for item in &with.items {
            match &item.context_expr {
                Ast::Call(call) if self.is_numpys_errstate(call) => expect_silence(call)?,
                other => {
                    let message =
                        format!("`with {}` cannot be compiled", self.text(other.range().into()));
                    return refuse(
                        Problem::new(codes::WITH, other.range().into(), message)
                            .help("of the context managers only `np.errstate` is compiled"),
                    );
                }
            }
        }
        let body = self.block(&with.body);
        Ok(Some(together(body, span)))
    }

    fn is_numpys_errstate(&self, call: &ExprCall) -> bool {
        matches!(self.global(&call.func), Some(Binding::Library(name)) if name == "numpy.errstate")
    }
}

/// Refuses states in which NumPy does more than to warn.
fn expect_silence(call: &ExprCall) -> Built<()> {
    let arguments = &call.arguments;
    if let Some(argument) = arguments.args.first() {
        return refuse(
            Problem::new(
                codes::WITH,
                argument.range().into(),
                "`np.errstate` takes keywords alone",
            )
            .label("Python raises TypeError here")
            .help("write `np.errstate(all=\"ignore\")`"),
        );
    }
    for keyword in &arguments.keywords {
        let name = keyword.arg.as_ref().map_or("**", |it| it.as_str());
        let state = match &keyword.value {
            Ast::StringLiteral(text) => Some(text.value.to_str()),
            _ => None,
        };
        if ERRORS.contains(&name) && matches!(state, Some("ignore" | "warn")) {
            continue;
        }
        let message = format!("`np.errstate` with `{name}=` of this value cannot be compiled");
        return refuse(
            Problem::new(codes::WITH, keyword.range.into(), message)
                .label("kernels say nothing of errors of floats")
                .help("write `\"ignore\"` or `\"warn\"`; test for what must not happen instead"),
        );
    }
    Ok(())
}
