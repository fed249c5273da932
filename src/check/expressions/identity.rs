//! `is` and `is not`, where values tell whether they are one object: `None`, booleans, classes, and
//! values of different types, which never are. Whether two numbers are one object is an accident.

use rustpython_ast::{CmpOp, ExprCompare};

use crate::check::body::Body;
use crate::check::build::{all, any, behind, constant, instead_of, is_some, negated, payload};
use crate::check::problem::{Built, Stop, refuse};
use crate::check::refusals::identity;
use crate::check::rules::classes::{class_of, named_class};
use crate::check::rules::comparison::Identity;
use crate::check::rules::dtypes::{dtype_by, is_dtype, record_by};
use crate::check::sources::SourceId;
use crate::check::tree::Expr;
use crate::source::Span;
use crate::types::{Constant, FunctionId, FunctionType, Scalar, Type};

impl Body<'_> {
    /// `left is right` and `left is not right`; `None` if it is neither.
    pub fn identity(&mut self, ast: &ExprCompare) -> Built<Option<Expr>> {
        let ([op @ (CmpOp::Is | CmpOp::IsNot)], [right]) = (&*ast.ops, &*ast.comparators) else {
            return Ok(None);
        };
        let (left, right) = (self.expr(&ast.left)?, self.expr(right)?);
        self.sameness(left, right, *op, ast.range.into()).map(Some)
    }

    /// The same of built operands; of functions and classes `==` asks no more.
    pub fn sameness(&mut self, left: Expr, right: Expr, op: CmpOp, span: Span) -> Built<Expr> {
        let mut body = Vec::new();
        let mut values = self.settled(vec![left, right], &mut body).into_iter();
        let (Some(left), Some(right)) = (values.next(), values.next()) else {
            return Err(Stop::Unknown(span));
        };
        let same = self.is_same(left, right, op, span)?;
        let negates = matches!(op, CmpOp::IsNot | CmpOp::NotEq);
        Ok(behind(body, if negates { negated(same) } else { same }))
    }

    /// Whether two values that can be read several times are one object, a `Bool`.
    fn is_same(&mut self, left: Expr, right: Expr, op: CmpOp, span: Span) -> Built<Expr> {
        match (&left.ty, &right.ty) {
            (Type::None, _) => return self.is_none(right),
            (_, Type::None) => return self.is_none(left),
            (Type::Mixed(_), _) | (_, Type::Mixed(_)) => {
                return self.dispatched(vec![left, right], span, &mut |this, values| {
                    match <[Expr; 2]>::try_from(values) {
                        Ok([left, right]) => this.is_same(left, right, op, span),
                        Err(_) => Err(Stop::Unknown(span)),
                    }
                });
            }
            (Type::Optional(a), Type::Optional(b)) => {
                let [left_some, right_some] = [&left, &right].map(|it| is_some(it.clone(), span));
                let neither =
                    all(vec![negated(left_some.clone()), negated(right_some.clone())], span);
                let values = (payload(left.clone(), a), payload(right.clone(), b));
                let same = self.is_same(values.0, values.1, op, span)?;
                return Ok(any(vec![neither, all(vec![left_some, right_some, same], span)], span));
            }
            (Type::Optional(inner), _) => {
                let some = is_some(left.clone(), span);
                let same = self.is_same(payload(left.clone(), inner), right, op, span)?;
                return Ok(all(vec![some, same], span));
            }
            (_, Type::Optional(_)) => return self.is_same(right, left, op, span),
            (Type::List(_), Type::List(_)) => {
                return self.call_intrinsic("same_list", vec![left, right], span);
            }
            (Type::Bool, Type::Bool) | (Type::Sized(Scalar::Bool), Type::Sized(Scalar::Bool)) => {
                return self.equality(left, right, Identity::Ignored, span);
            }
            _ => {}
        }
        let answer = match (&left.ty, &right.ty) {
            (Type::Function(_), Type::Function(_)) if is_dtype(&left.ty) || is_dtype(&right.ty) => {
                // Which object a dtype is nobody says; it is equal to what means the same.
                let is_equality = matches!(op, CmpOp::Eq | CmpOp::NotEq);
                let dtypes = (dtype_by(&left), dtype_by(&right));
                let records = (record_by(&left), record_by(&right));
                let same = dtypes.0.is_some() && dtypes.0 == dtypes.1;
                is_equality.then_some(same || records.0.is_some() && records.0 == records.1)
            }
            // A dtype is equal to its names; which text a variable holds nobody knows.
            (Type::Function(_), Type::Str) | (Type::Str, Type::Function(_))
                if [&left, &right].iter().any(|it| is_dtype(&it.ty)) =>
            {
                let is_equality = matches!(op, CmpOp::Eq | CmpOp::NotEq);
                match (is_equality, dtype_by(&left), dtype_by(&right)) {
                    (true, Some(left), Some(right)) => Some(left == right),
                    (true, _, _) => None,
                    (false, _, _) => Some(false),
                }
            }
            (Type::Function(a), Type::Function(b)) => self.same_function(a, b),
            (Type::Function(_), _) | (_, Type::Function(_)) => Some(false),
            (a, b) => match (class_of(a), class_of(b)) {
                (Some(a), Some(b)) if a != b => Some(false),
                _ => None,
            },
        };
        match answer {
            Some(answer) => {
                let answer = constant(&Constant::Bool(answer), span)?;
                Ok(instead_of(left, instead_of(right, answer)))
            }
            None => refuse(identity(op.as_str(), span)),
        }
    }

    /// Whether two functions or classes are one; `None` where each may be made anew.
    fn same_function(&self, left: &FunctionType, right: &FunctionType) -> Option<bool> {
        if !left.captured.is_empty() || !right.captured.is_empty() {
            return None;
        }
        match (&left.function, &right.function) {
            (FunctionId::Library(a), FunctionId::Library(b)) => {
                match (named_class(a), named_class(b)) {
                    (Some(a), Some(b)) => Some(a == b),
                    (None, None) => (a == b).then_some(true),
                    _ => Some(false),
                }
            }
            (
                FunctionId::Member { class: a, value: x },
                FunctionId::Member { class: b, value: y },
            ) => Some(a == b && x == y),
            (FunctionId::Compiled(a), FunctionId::Compiled(b)) => {
                let anew = a == b && self.sources.is_inner(SourceId::from(*a));
                (!anew).then_some(a == b)
            }
            _ => Some(false),
        }
    }
}
