//! `type(x)`: the class of a value, which is known when compiling. As a value it is that class, so it
//! is compared and called like any other; a test of it is decided like `isinstance`.

use rustpython_ast::{CmpOp, Expr as Ast, ExprCall, ExprCompare};

use crate::check::body::Body;
use crate::check::build::{instead_of, negated};
use crate::check::known::Facts;
use crate::check::problem::{Built, Problem, refuse};
use crate::check::refusals::described;
use crate::check::rules::classes::{Kind, NAMED, class_of};
use crate::check::tree::Expr;
use crate::diagnostics::codes;
use crate::scan::Binding;
use crate::source::Span;
use crate::types::{FunctionId, Type};

impl Body<'_> {
    /// `type(value)`.
    pub fn type_of(&mut self, ast: &ExprCall) -> Built<Expr> {
        let span: Span = ast.range.into();
        let ([value], []) = (&*ast.arguments.args, &*ast.arguments.keywords) else {
            return refuse(
                Problem::new(codes::CALL_ARGUMENTS, span, "`type` takes one argument here")
                    .help("classes are not made in kernels; write `type(x)`"),
            );
        };
        let value = self.expr(value)?;
        self.dispatched(vec![value], span, &mut |this, values| {
            let Some(value) = values.into_iter().next() else {
                return refuse(unknown(&Type::None, span));
            };
            match class_of(&value.ty).filter(|class| !class.starts_with(NAMED)) {
                Some(class) => {
                    let id = FunctionId::Library(class.clone());
                    Ok(instead_of(value, this.global_function(id, class, span)))
                }
                None => refuse(unknown(&value.ty, span)),
            }
        })
    }

    /// `type(x) is int`, `type(x) in (int, float)` and the like; `None` if it is none.
    pub fn type_test(&mut self, ast: &ExprCompare) -> Built<Option<Expr>> {
        let Some((value, classes, is_negated)) = self.asked_for_type(ast) else { return Ok(None) };
        let Ok(names) = self.class_names(classes) else { return Ok(None) };
        let value = self.expr(value)?;
        if matches!(value.ty, Type::Function(_)) {
            return Ok(None);
        }
        let answer = self.class_test(value, classes, &names, Kind::Exact, ast.range.into())?;
        Ok(Some(if is_negated { negated(answer) } else { answer }))
    }

    /// The value, the classes, and whether the test is negated.
    fn asked_for_type<'a>(&self, ast: &'a ExprCompare) -> Option<(&'a Ast, &'a Ast, bool)> {
        let ([op], [classes]) = (&*ast.ops, &*ast.comparators) else { return None };
        let negated = match (op, classes) {
            (CmpOp::Is | CmpOp::Eq, Ast::Name(_) | Ast::Attribute(_) | Ast::Call(_)) => false,
            (CmpOp::IsNot | CmpOp::NotEq, Ast::Name(_) | Ast::Attribute(_) | Ast::Call(_)) => true,
            (CmpOp::In, Ast::Tuple(_)) => false,
            (CmpOp::NotIn, Ast::Tuple(_)) => true,
            _ => return None,
        };
        let Ast::Call(call) = &*ast.left else { return None };
        let ([value], []) = (&*call.arguments.args, &*call.arguments.keywords) else { return None };
        let library = Binding::Library("builtins.type".to_owned());
        (self.global(&call.func) == Some(library)).then_some((value, classes, negated))
    }

    /// What follows for a variable that may be `None` from such a test, and from its contrary.
    pub fn implied_by_type(&self, ast: &ExprCompare) -> (Facts, Facts) {
        let Some((value, classes, negated)) = self.asked_for_type(ast) else {
            return Default::default();
        };
        let (yes, no) = self.implied_by_classes(value, classes, Kind::Exact);
        if negated { (no, yes) } else { (yes, no) }
    }
}

fn unknown(ty: &Type, span: Span) -> Problem {
    let message = format!("the class of {} is not known when compiling", described(ty));
    Problem::new(codes::LIBRARY_FUNCTION, span, message)
        .help("test for `None` first, or ask with `isinstance`")
}
