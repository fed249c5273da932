//! Equality of two values of whatever types, as `match` and `in` ask for it.

use crate::check::body::Body;
use crate::check::build::{
    all, any, as_number, constant, is_some, negated, node, parts_of, payload, plain_throughout,
    truth, tuple,
};
use crate::check::problem::{Built, Problem, Stop, refuse};
use crate::check::refusals::of_an_array;
use crate::check::rules::arithmetic::operand;
use crate::check::rules::comparison::{Identity, comparable, domain};
use crate::check::rules::convert::convert;
use crate::check::rules::dtypes::result_type;
use crate::check::tree::{CompareDomain, Compared, Expr, ExprKind};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{Comparison, Constant, Conversion, Scalar, Type};

impl Body<'_> {
    /// `left == right` as a `Bool`; constant where the types alone decide. Both can be evaluated
    /// several times.
    pub fn equality(
        &mut self,
        left: Expr,
        right: Expr,
        identity: Identity,
        span: Span,
    ) -> Built<Expr> {
        let (left, right) = (plain_throughout(as_number(left)), plain_throughout(as_number(right)));
        match (&left.ty, &right.ty) {
            (Type::None, ty) if !ty.compares_elements() => return self.is_none(right),
            (ty, Type::None) if !ty.compares_elements() => return self.is_none(left),
            (Type::Optional(_), Type::Optional(_)) => {
                return self.equal_optionals(left, right, identity, span);
            }
            (Type::Optional(inner), _) => {
                let some = is_some(left.clone(), span);
                let equal = self.equality(payload(left.clone(), inner), right, identity, span)?;
                return Ok(all(vec![some, equal], span));
            }
            (_, Type::Optional(_)) => return self.equality(right, left, identity, span),
            (Type::List(_), _) | (_, Type::List(_)) => {
                return self.list_comparison([left, right], Comparison::Eq, span);
            }
            (Type::Range, Type::Range) => {
                return self.range_kernel("equal", vec![left, right], span);
            }
            (Type::Mixed(_), _) | (_, Type::Mixed(_)) => {
                return self.dispatched(vec![left, right], span, &mut |this, values| {
                    match <[Expr; 2]>::try_from(values) {
                        Ok([left, right]) => this.equality(left, right, identity, span),
                        Err(_) => Err(Stop::Unknown(span)),
                    }
                });
            }
            _ => {}
        }
        if let Some(element) = result_type(&left.ty, &right.ty).filter(|it| it.is_complex()) {
            // In the type that NumPy compares them in; Python's complex numbers have the same values.
            let [left, right] = [left, right].map(|side| {
                let side = operand(side, &element.sized());
                convert(side, &Type::Complex, Conversion::Numeric)
            });
            return self.equality(left, right, identity, span);
        }
        if let Some((mut compared, ty)) = comparable(left.clone(), right.clone()) {
            if identity == Identity::Counts && compared.iter().any(|side| holds_float(&side.ty)) {
                let [left, right] = compared.map(|side| tuple(vec![side], span));
                return Ok(equal(left, right, CompareDomain::Tuples, Type::Bool, span));
            }
            let domain = domain(&compared[0].ty, &compared[1].ty);
            let Some(domain) = domain else { return never(span) };
            for side in &mut compared {
                side.span = span;
            }
            let [left, right] = compared;
            return truth(equal(left, right, domain, ty, span));
        }
        match (&left.ty, &right.ty) {
            (Type::Array(_), _) | (_, Type::Array(_)) => refuse(of_an_array(span)),
            (Type::Tuple(left_types), Type::Tuple(right_types)) => {
                if left_types.len() != right_types.len() {
                    return never(span);
                }
                let pairs = parts_of(left).into_iter().zip(parts_of(right));
                let equal: Built<Vec<Expr>> = pairs
                    .map(|(left, right)| self.equality(left, right, Identity::Counts, span))
                    .collect();
                Ok(all(equal?, span))
            }
            // NumPy compares a scalar with each element.
            (Type::Sized(_), Type::Tuple(_) | Type::Range)
            | (Type::Tuple(_) | Type::Range, Type::Sized(_)) => refuse(
                Problem::new(
                    codes::INCOMPARABLE,
                    span,
                    "a sized number is compared with a sequence",
                )
                .help("convert it: `int(x)` or `float(x)`"),
            ),
            (left, right) if kind(left).zip(kind(right)).is_some_and(|(a, b)| a != b) => {
                never(span)
            }
            _ => refuse(
                Problem::new(codes::INCOMPARABLE, span, "these values are not compared")
                    .help("compare numbers, strings and tuples"),
            ),
        }
    }

    fn equal_optionals(
        &mut self,
        left: Expr,
        right: Expr,
        identity: Identity,
        span: Span,
    ) -> Built<Expr> {
        let (Type::Optional(left_type), Type::Optional(right_type)) =
            (left.ty.clone(), right.ty.clone())
        else {
            return never(span);
        };
        let [left_some, right_some] = [&left, &right].map(|side| is_some(side.clone(), span));
        let values = (payload(left, &left_type), payload(right, &right_type));
        let equal = self.equality(values.0, values.1, identity, span)?;
        let both = all(vec![left_some.clone(), right_some.clone(), equal], span);
        let neither = all(vec![negated(left_some), negated(right_some)], span);
        Ok(any(vec![neither, both], span))
    }
}

/// Values of different kinds are never equal.
fn kind(ty: &Type) -> Option<u8> {
    Some(match ty {
        Type::Str => 0,
        Type::Tuple(_) => 1,
        Type::Range => 2,
        Type::Complex => 3,
        _ => {
            ty.scalar()?;
            3
        }
    })
}

/// Whether a NaN can be in a value of the type.
fn holds_float(ty: &Type) -> bool {
    ty.scalar().is_some_and(Scalar::is_float)
        || ty.parts().is_some_and(|parts| parts.iter().any(holds_float))
}

fn equal(left: Expr, right: Expr, domain: CompareDomain, ty: Type, span: Span) -> Expr {
    let rest = vec![Compared { op: Comparison::Eq, domain, operand: right }];
    node(ExprKind::Compare { first: Box::new(left), rest }, ty, span)
}

fn never(span: Span) -> Built<Expr> {
    constant(&Constant::Bool(false), span)
}
