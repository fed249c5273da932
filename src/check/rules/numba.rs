//! The rules of Numba, for kernels under its decorators: the types of operators, of comparisons and
//! of variables that get values from several places.
//!
//! An `int` is an `i64` that wraps, a `float` an `f64`; NumPy's scalars of these types are the same
//! types here. Operators compute in 64 bits. `tests/numbas/promotion.txt` is what Numba itself says.

use crate::check::rules::arithmetic::{Exponent, Rule, Unfit, promote};
use crate::check::rules::convert::{convert, strong};
use crate::check::tree::{CompareDomain, Expr};
use crate::types::{
    Arithmetic, BinaryOp, Conversion, Element, MixedType, NamedTuple, Rules, Scalar, Type, UnaryOp,
};

/// The one type among those that are the same to Numba.
pub fn canonical(ty: &Type) -> Type {
    match ty {
        Type::Sized(scalar) => of_scalar(*scalar),
        Type::SizedComplex(Scalar::F64) => Type::Complex,
        Type::Mixed(mixed) => of_mixed(mixed),
        Type::Tuple(types) => Type::Tuple(types.iter().map(canonical).collect()),
        Type::Named(named) => Type::Named(Box::new(canonical_fields(named))),
        Type::Optional(inner) => Type::Optional(Box::new(canonical(inner))),
        other => other.clone(),
    }
}

fn canonical_fields(named: &NamedTuple) -> NamedTuple {
    named.with_types(named.types().iter().map(canonical).collect())
}

/// The type of a number of Numba's.
pub fn of_scalar(scalar: Scalar) -> Type {
    match scalar {
        Scalar::Bool => Type::Bool,
        Scalar::I64 => Type::Int,
        Scalar::F64 => Type::Float,
        other => Type::Sized(other),
    }
}

fn of_mixed(mixed: &MixedType) -> Type {
    unified(&mixed.alternatives).unwrap_or_else(|| canonical(&mixed.holder.sized()))
}

/// The type that holds numbers of all these types; `None` for what is no number.
pub fn unified(types: &[Type]) -> Option<Type> {
    if types.iter().any(|ty| matches!(ty, Type::Complex | Type::SizedComplex(_))) {
        let single = |ty: &Type| match ty {
            Type::SizedComplex(Scalar::F32) => true,
            _ => strong(ty).is_some_and(is_small),
        };
        let element = match types.iter().all(single) {
            true => Element::Complex(Scalar::F32),
            false => Element::Complex(Scalar::F64),
        };
        return Some(canonical(&element.sized()));
    }
    let mut scalars = types.iter().map(|ty| match ty {
        Type::Mixed(mixed) => strong(&of_mixed(mixed)),
        ty => strong(ty),
    });
    let first = scalars.next()??;
    let together = scalars.try_fold(first, |known, next| Some(promote(known, next?)))?;
    Some(of_scalar(together))
}

/// Whether Numba computes with such a number in single precision beside an `f32`.
fn is_small(scalar: Scalar) -> bool {
    matches!(scalar, Scalar::Bool | Scalar::I8 | Scalar::I16 | Scalar::U8 | Scalar::F32)
}

fn is_unsigned(scalar: Scalar) -> bool {
    scalar.is_int() && !scalar.is_signed() && scalar != Scalar::Bool
}

/// The type of floats that two numbers are computed in, where one of them is a float.
fn floats(left: Scalar, right: Scalar) -> Scalar {
    if is_small(left) && is_small(right) { Scalar::F32 } else { Scalar::F64 }
}

/// The meaning of `left op right` of two scalars.
///
/// A power of an integer whose exponent may be negative, and one of a float and an integer, are
/// functions of the prelude: see [`is_function`].
pub fn binary(op: BinaryOp, left: &Type, right: &Type, raises: bool) -> Result<Rule, Unfit> {
    let (Some(a), Some(b)) = (strong(left), strong(right)) else { return Err(Unfit::TypeError) };
    let bitwise = matches!(op, BinaryOp::BitAnd | BinaryOp::BitOr | BinaryOp::BitXor);
    let shift = matches!(op, BinaryOp::LShift | BinaryOp::RShift);
    let divides = matches!(op, BinaryOp::TrueDiv | BinaryOp::FloorDiv | BinaryOp::Mod);
    let rule = |scalar: Scalar| {
        let ty = of_scalar(scalar);
        let arithmetic = if divides && raises && scalar != Scalar::Bool {
            Arithmetic::Raising(scalar)
        } else {
            Arithmetic::Sized(scalar)
        };
        Ok(Rule { op, arithmetic, operand: ty.clone(), result: ty })
    };
    if a.is_float() || b.is_float() {
        if bitwise || shift {
            return Err(Unfit::TypeError);
        }
        let integer_power = op == BinaryOp::Pow && a == Scalar::F32 && !b.is_float();
        return rule(if integer_power { Scalar::F32 } else { floats(a, b) });
    }
    if bitwise && a == Scalar::Bool && b == Scalar::Bool {
        return rule(Scalar::Bool);
    }
    let unsigned = is_unsigned(a) && (shift || is_unsigned(b));
    match op {
        BinaryOp::TrueDiv => rule(Scalar::F64),
        _ if unsigned => rule(Scalar::U64),
        _ => rule(Scalar::I64),
    }
}

/// The function of the prelude that a power is, if it is one.
pub fn power_function(
    rule: &Rule,
    right: &Type,
    exponent: Exponent,
    raises: bool,
) -> Option<&'static str> {
    if rule.op != BinaryOp::Pow || exponent == Exponent::NotNegative {
        return None;
    }
    let integer = strong(right).is_some_and(|it| !it.is_float());
    match rule.result {
        Type::Int if !raises => Some("operators_numba.integer_power_or_zero"),
        Type::Int => Some("operators_numba.integer_power"),
        Type::Float | Type::Sized(Scalar::F32) if integer && raises => {
            Some("operators_numba.float_power")
        }
        _ => None,
    }
}

/// What a unary operator is computed in, and the type of its result: an integer is negated in its own
/// width.
pub fn unary(op: UnaryOp, ty: &Type) -> Result<(Scalar, Type), Unfit> {
    let scalar = strong(ty).ok_or(Unfit::TypeError)?;
    Ok(match (op, scalar) {
        (UnaryOp::Invert, Scalar::Bool) => (Scalar::Bool, Type::Bool),
        (UnaryOp::Invert, scalar) if scalar.is_float() => return Err(Unfit::TypeError),
        (_, Scalar::Bool) => (Scalar::I64, Type::Int),
        (_, scalar) if scalar.is_float() => (scalar, of_scalar(scalar)),
        (_, scalar) if is_unsigned(scalar) => (scalar, Type::Sized(Scalar::U64)),
        (_, scalar) => (scalar, Type::Int),
    })
}

/// What two scalars are compared as.
pub fn domain(left: Scalar, right: Scalar) -> CompareDomain {
    if left.is_float() || right.is_float() {
        return CompareDomain::Floats(floats(left, right));
    }
    match promote(left, right).is_float() {
        true => CompareDomain::Floats(Scalar::F64),
        false => CompareDomain::Integers,
    }
}

/// A number as one of another type, as Numba casts: integers wrap, floats are cut off and rounded.
pub fn cast(expr: Expr, to: &Type) -> Expr {
    let conversion = match (strong(&expr.ty), strong(to)) {
        (Some(Scalar::Bool), _) => Conversion::Numeric,
        (Some(_), Some(Scalar::F64)) => Conversion::Numeric,
        _ => Conversion::Cast,
    };
    convert(expr, to, conversion)
}

/// A number with the type that NumPy's functions and arrays see: to Numba none is weak.
pub fn strengthened(expr: Expr) -> Expr {
    let to = match &expr.ty {
        Type::Bool => Type::Sized(Scalar::Bool),
        Type::Int => Type::Sized(Scalar::I64),
        Type::Float => Type::Sized(Scalar::F64),
        Type::Complex => Type::SizedComplex(Scalar::F64),
        _ => return expr,
    };
    convert(expr, &to, Conversion::Numeric)
}

/// The elements that a ufunc of Numba's is given, in the types of the loop that it takes: beside
/// floats integers are such floats, whatever their width. `divides` where integers have no loop.
pub fn as_in_loop(parts: Vec<Expr>, divides: bool) -> Vec<Expr> {
    let scalars: Option<Vec<Scalar>> = parts.iter().map(|part| strong(&part.ty)).collect();
    let Some(scalars) = scalars else { return parts };
    let float = scalars.iter().copied().filter(|it| it.is_float()).max();
    let float = match divides {
        true => float.or(scalars.iter().map(|it| narrowest_float(*it)).max()),
        false => float,
    };
    let Some(float) = float else { return parts };
    let is_cast = |it: &Expr| strong(&it.ty).is_some_and(|it| divides || it.is_int());
    let parts = parts.into_iter();
    parts.map(|it| if is_cast(&it) { cast(it, &Type::Sized(float)) } else { it }).collect()
}

/// Whether a loop of a ufunc takes such numbers: Numba and NumPy take the first that does.
pub fn is_viable(given: &[Type], wanted: &[Type]) -> bool {
    let scalars: Option<Vec<Scalar>> = given.iter().map(strong).collect();
    let Some(scalars) = scalars else { return false };
    let mixed = scalars.iter().any(|it| it.is_float()) && scalars.iter().any(|it| it.is_int());
    scalars.len() == wanted.len()
        && scalars.iter().zip(wanted).all(|(from, to)| match strong(to) {
            Some(to) => {
                let any_float = mixed && from.is_int() && to.is_float();
                any_float || (promote(*from, to) == to && from.is_float() <= to.is_float())
            }
            None => false,
        })
}

/// The type of floats that a function of floats alone takes such a number for.
pub fn narrowest_float(scalar: Scalar) -> Scalar {
    if scalar == Scalar::F32 || scalar.bits() <= 16 { Scalar::F32 } else { Scalar::F64 }
}

/// Whether a kernel of these rules raises where a scalar is divided by zero.
pub fn raises(rules: Rules) -> bool {
    rules == Rules::Numba { raises: true }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOLDEN: &str = include_str!("../../../tests/numbas/promotion.txt");

    const OPERATORS: [(&str, BinaryOp); 12] = [
        ("add", BinaryOp::Add),
        ("sub", BinaryOp::Sub),
        ("mul", BinaryOp::Mul),
        ("truediv", BinaryOp::TrueDiv),
        ("floordiv", BinaryOp::FloorDiv),
        ("mod", BinaryOp::Mod),
        ("pow", BinaryOp::Pow),
        ("lshift", BinaryOp::LShift),
        ("rshift", BinaryOp::RShift),
        ("and_", BinaryOp::BitAnd),
        ("or_", BinaryOp::BitOr),
        ("xor", BinaryOp::BitXor),
    ];

    fn name(ty: &Type) -> String {
        strong(ty).map_or("none".to_owned(), |scalar| scalar.name().to_owned())
    }

    /// What these rules say of an operation of the golden file.
    fn said(operation: &str, types: &[Type]) -> String {
        let rule = |op: BinaryOp| binary(op, &types[0], &types[1], true).map(|it| it.result);
        let operator = OPERATORS.iter().find(|(known, _)| *known == operation);
        let result = match (operation, operator) {
            (_, Some((_, op))) => rule(*op),
            ("unify", _) => unified(types).ok_or(Unfit::TypeError),
            ("neg", _) => unary(UnaryOp::Neg, &types[0]).map(|it| it.1),
            ("invert", _) => unary(UnaryOp::Invert, &types[0]).map(|it| it.1),
            ("compare", _) => {
                let scalars = types.iter().filter_map(strong).collect::<Vec<_>>();
                return match domain(scalars[0], scalars[1]) {
                    CompareDomain::Floats(scalar) => scalar.name().to_owned(),
                    _ => "integers".to_owned(),
                };
            }
            _ => return format!("`{operation}` is not known"),
        };
        result.map_or("none".to_owned(), |ty| name(&ty))
    }

    #[test]
    fn types_are_numbas() {
        let lines = GOLDEN.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let mut count = 0;
        for line in lines {
            let (question, expected) = line.split_once(" -> ").expect(line);
            let mut words = question.split(' ');
            let operation = words.next().unwrap();
            let of_name = |name: &str| Scalar::ALL.iter().find(|it| it.name() == name).copied();
            let types: Vec<Type> =
                words.map(|word| of_scalar(of_name(word).expect(word))).collect();
            assert_eq!(said(operation, &types), expected, "{question}");
            count += 1;
        }
        assert!(count > 1000, "{count}");
    }
}
