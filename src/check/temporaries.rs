//! Values in variables of their own, where an operation looks at them more than once.

use crate::check::body::Body;
use crate::check::build::{assignment, behind, block, is_place, is_repeatable, new_list, variable};
use crate::check::problem::{Built, Stop, refuse};
use crate::check::rules::convert::to_joined;
use crate::check::rules::join::Fact;
use crate::check::rules::refusals::clash_of_values;
use crate::check::tree::{Expr, Stmt, Target};
use crate::source::Span;
use crate::types::Type;

impl Body<'_> {
    /// A variable that holds the value, and its assignment at the end of `body`.
    pub fn bind(&mut self, value: Expr, body: &mut Vec<Stmt>) -> Expr {
        let (ty, span) = (value.ty.clone(), value.span);
        let hidden = self.hide("value", &ty);
        body.push(assignment(Target::Variable(hidden), value, span));
        variable(hidden, &ty, span)
    }

    /// The values as expressions that can be read any number of times and in any order: as they are
    /// if they all are variables or constants, else variables that `body` assigns.
    pub fn settled(&mut self, values: Vec<Expr>, body: &mut Vec<Stmt>) -> Vec<Expr> {
        if values.iter().all(is_repeatable) {
            return values;
        }
        values.into_iter().map(|value| self.bind(value, body)).collect()
    }

    /// The value as one that can be read several times.
    pub fn settle_one(&mut self, value: Expr, body: &mut Vec<Stmt>) -> Expr {
        if is_repeatable(&value) { value } else { self.bind(value, body) }
    }

    /// Gives `build` an expression that can be evaluated twice: the value itself, or a hidden
    /// variable that holds it.
    pub fn with_place(
        &mut self,
        value: Expr,
        build: impl FnOnce(&mut Self, Expr) -> Built<Expr>,
    ) -> Built<Expr> {
        if is_place(&value) {
            return build(self, value);
        }
        let span = value.span;
        let mut body = Vec::new();
        let place = self.bind(value, &mut body);
        Ok(block(body, build(self, place)?, span))
    }

    /// The values brought to one type.
    pub fn joined(&mut self, values: Vec<Expr>, span: Span) -> Built<(Vec<Expr>, Type)> {
        let facts: Vec<Fact> = values.iter().map(Fact::of).collect();
        let ty = match self.join(&facts) {
            Ok(Some(ty)) => ty,
            Ok(None) => return Err(Stop::Unknown(span)),
            Err(clash) => return refuse(clash_of_values(&clash, span)),
        };
        let values: Built<Vec<Expr>> =
            values.into_iter().map(|value| self.as_joined(value, &ty)).collect();
        Ok((values?, ty))
    }

    /// A value as the type that it was joined with others to. What must be taken apart for that is
    /// put into a variable first.
    pub fn as_joined(&mut self, value: Expr, ty: &Type) -> Built<Expr> {
        if let Some(converted) = to_joined(value.clone(), ty) {
            return Ok(converted);
        }
        let span = value.span;
        // `[]`, which nothing else knows.
        let wanted = match ty {
            Type::Optional(inner) => inner,
            ty => ty,
        };
        if matches!(wanted, Type::List(_)) && value == new_list(Type::List(None), span) {
            let made = new_list(wanted.clone(), span);
            return to_joined(made, ty).ok_or(Stop::Unknown(span));
        }
        let mut body = Vec::new();
        let place = self.bind(value, &mut body);
        match to_joined(place, ty) {
            Some(converted) => Ok(behind(body, converted)),
            // Types that are not settled yet.
            None => Err(Stop::Unknown(span)),
        }
    }
}
