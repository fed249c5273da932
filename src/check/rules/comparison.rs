//! What a comparison of two types is made on.

use crate::check::rules::arithmetic::common;
use crate::check::rules::kinds::is_python;
use crate::check::tree::{CompareDomain, Expr, ExprKind};
use crate::types::{Comparison, Constant, Scalar, Type};

/// Whether an object is taken to be equal to itself, a NaN too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity {
    /// `==`, as in patterns.
    Ignored,
    /// `is` or `==`, as in `in`.
    Counts,
}

/// Two values as a comparison takes them, and the type of its answer; `None` if they are not
/// compared.
pub fn comparable(mut left: Expr, mut right: Expr) -> Option<([Expr; 2], Type)> {
    let domain = domain(&left.ty, &right.ty)?;
    let sized = common(&left.ty, &right.ty).is_some();
    if domain == CompareDomain::Integers {
        widen(&mut left);
        widen(&mut right);
    }
    let ty = if sized { Type::Sized(Scalar::Bool) } else { Type::Bool };
    Some(([left, right], ty))
}

/// A constant that only a `u64` holds becomes one: integers are compared by value.
pub fn widen(expr: &mut Expr) {
    if let ExprKind::Constant(Constant::Int(value)) = &expr.kind
        && i64::try_from(*value).is_err()
        && u64::try_from(*value).is_ok()
    {
        expr.ty = Type::Sized(Scalar::U64);
    }
}

/// What a comparison of two types is made on; `None` if they are not compared.
pub fn domain(left: &Type, right: &Type) -> Option<CompareDomain> {
    if let (Type::Tuple(left), Type::Tuple(right)) = (left, right) {
        let mut pairs = left.iter().zip(right);
        let comparable = pairs.all(|(left, right)| domain(left, right).is_some());
        return comparable.then_some(CompareDomain::Tuples);
    }
    if (left, right) == (&Type::Str, &Type::Str) {
        return Some(CompareDomain::Texts);
    }
    if (left, right) == (&Type::None, &Type::None) {
        // There is nothing to compare.
        return Some(CompareDomain::Integers);
    }
    if *left == Type::Complex || *right == Type::Complex {
        let python = |ty: &Type| *ty == Type::Complex || is_python(ty);
        return (python(left) && python(right)).then_some(CompareDomain::Complexes);
    }
    let integral = |ty: &Type| ty.scalar().map(|scalar| !scalar.is_float());
    if integral(left)? && integral(right)? {
        return Some(CompareDomain::Integers);
    }
    Some(match (left, right) {
        (Type::Int, Type::Float) | (Type::Float, Type::Int) => CompareDomain::IntWithFloat,
        _ if is_python(left) && is_python(right) => CompareDomain::Floats(Scalar::F64),
        _ => CompareDomain::Floats(common(left, right)?),
    })
}

/// The operator as it is written.
pub fn spelled(op: Comparison) -> &'static str {
    match op {
        Comparison::Eq => "==",
        Comparison::Ne => "!=",
        Comparison::Lt => "<",
        Comparison::Le => "<=",
        Comparison::Gt => ">",
        Comparison::Ge => ">=",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_of_any_width_are_compared_by_value() {
        let wide = Type::Sized(Scalar::U64);
        assert_eq!(domain(&wide, &Type::Sized(Scalar::I8)), Some(CompareDomain::Integers));
        assert_eq!(domain(&wide, &Type::Int), Some(CompareDomain::Integers));
    }

    #[test]
    fn floats_follow_promotion() {
        let single = Type::Sized(Scalar::F32);
        let floats = |scalar| Some(CompareDomain::Floats(scalar));
        assert_eq!(domain(&single, &Type::Float), floats(Scalar::F32));
        assert_eq!(domain(&single, &Type::Int), floats(Scalar::F32));
        assert_eq!(domain(&single, &Type::Sized(Scalar::I32)), floats(Scalar::F64));
        assert_eq!(domain(&Type::Int, &Type::Float), Some(CompareDomain::IntWithFloat));
        assert_eq!(domain(&Type::Sized(Scalar::U8), &Type::Float), floats(Scalar::F64));
    }

    #[test]
    fn tuples_by_their_elements() {
        let pair = Type::Tuple(vec![Type::Int, Type::Float]);
        assert_eq!(domain(&pair, &pair), Some(CompareDomain::Tuples));
        assert_eq!(domain(&pair, &Type::Tuple(vec![Type::Int])), Some(CompareDomain::Tuples));
        assert_eq!(domain(&pair, &Type::Tuple(vec![pair.clone()])), None);
    }
}
