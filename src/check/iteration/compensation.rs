//! What `sum` loses by rounding, and when CPython makes up for it.
//!
//! CPython adds up exact integers; from the first exact float on floats, keeping beside the total
//! what their additions have lost (Neumaier) since 3.12, that of integers too since 3.14; from the
//! first complex number on complex numbers, the same since 3.14. From the first element of another
//! type on it adds with `+` alone; so it does from the start where that is a `bool`. The type of
//! the total thus tells where it is, and so does that of `low`: a float beside floats, a complex
//! number beside complex ones. NaN is a `low` that is never made up for.

use crate::check::body::Body;
use crate::check::build::{constant, node};
use crate::check::problem::{Built, Stop};
use crate::check::rules::convert::convert;
use crate::check::rules::kinds::alternatives;
use crate::check::tree::{Expr, ExprKind};
use crate::source::Span;
use crate::types::{BinaryOp, Constant, Conversion, Type};

/// The type of `low` beside a total of that type that takes in elements of that type; `None` where
/// nothing is made up for.
pub fn type_of_low(start: &Type, total: &Type, element: &Type) -> Option<Type> {
    let pythons = alternatives(element).iter().any(is_pythons);
    match total {
        _ if *start == Type::Bool => None,
        Type::Complex if pythons || *element == Type::Complex => Some(Type::Complex),
        _ if pythons && alternatives(total).contains(&Type::Float) => Some(Type::Float),
        _ => None,
    }
}

fn is_pythons(ty: &Type) -> bool {
    matches!(ty, Type::Bool | Type::Int | Type::Float)
}

impl Body<'_> {
    /// `low` before the first addition.
    pub fn nothing_lost(&mut self, start: &Expr, ty: &Type, span: Span) -> Built<Expr> {
        self.dispatched(vec![start.clone()], span, &mut |_, values| {
            let is_bool = values.first().is_some_and(|it| it.ty == Type::Bool);
            let low = constant(&Constant::Float(if is_bool { f64::NAN } else { 0.0 }), span)?;
            Ok(match ty {
                Type::Complex => {
                    node(ExprKind::Aggregate(vec![low.clone(), low]), ty.clone(), span)
                }
                _ => low,
            })
        })
    }

    /// `low` after an element was added to the total, all of which can be read several times.
    pub fn lost(&mut self, total: &Expr, low: &Expr, element: &Expr, span: Span) -> Built<Expr> {
        self.dispatched(vec![total.clone(), element.clone()], span, &mut |this, values| {
            let Ok([total, element]) = <[Expr; 2]>::try_from(values) else {
                return Err(Stop::Unknown(span));
            };
            let kernel = match (&total.ty, &element.ty) {
                (Type::Float, Type::Float) => "lost",
                (Type::Float, Type::Bool | Type::Int) => "lost_of_integer",
                (Type::Complex, Type::Complex) => "lost_of_complex",
                (Type::Complex, ty) if is_pythons(ty) => "lost_of_real",
                _ => return Ok(low.clone()),
            };
            let element = match element.ty {
                Type::Bool | Type::Int => convert(element, &Type::Float, Conversion::Numeric),
                _ => element,
            };
            this.reduction_kernel(kernel, vec![total, low.clone(), element], span)
        })
    }

    /// The total with an element added to it.
    pub fn with_element(
        &mut self,
        total: &Expr,
        low: Option<&Expr>,
        element: &Expr,
        span: Span,
    ) -> Built<Expr> {
        let both = vec![total.clone(), element.clone()];
        let Some(low) = low.filter(|_| !alternatives(&element.ty).iter().all(is_pythons)) else {
            return self.binary(BinaryOp::Add, total.clone(), element.clone(), span);
        };
        self.dispatched(both, span, &mut |this, values| {
            let Ok([mut total, element]) = <[Expr; 2]>::try_from(values) else {
                return Err(Stop::Unknown(span));
            };
            let floats = total.ty == Type::Float && low.ty == Type::Float;
            if floats && !is_pythons(&element.ty) {
                total = this.compensated(total, low, span)?;
            }
            this.binary(BinaryOp::Add, total, element, span)
        })
    }

    /// The total with what was lost.
    pub fn compensated(&mut self, total: Expr, low: &Expr, span: Span) -> Built<Expr> {
        self.dispatched(vec![total], span, &mut |this, values| {
            let Ok([total]) = <[Expr; 1]>::try_from(values) else {
                return Err(Stop::Unknown(span));
            };
            match total.ty {
                Type::Float => this.reduction_kernel("compensated", vec![total, low.clone()], span),
                Type::Complex => {
                    this.reduction_kernel("compensated_complex", vec![total, low.clone()], span)
                }
                _ => Ok(total),
            }
        })
    }
}
