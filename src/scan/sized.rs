//! Python's operators on constants of which one is a scalar of NumPy, by the rules of NEP 50.
//!
//! `src/check/rules/arithmetic.rs` has these rules for values that are not known when compiling.

use super::arithmetic::{Reason, float, integer, raises};
use super::tables::fits;
use crate::types::{BinaryOp, Constant, Scalar, UnaryOp};

const UNKNOWN: &str = "it computes with a scalar of NumPy";

/// `left op right`; `Err` for what is not computed here.
pub fn binary(op: BinaryOp, left: &Constant, right: &Constant) -> Result<Constant, Reason> {
    let common = match (scalar_of(left), scalar_of(right)) {
        (Some(a), Some(b)) if a == b => Some(a),
        (Some(a), None) => weak(a, right),
        (None, Some(b)) => weak(b, left),
        _ => None,
    };
    match common {
        Some(Scalar::Bool) | None => Err(UNKNOWN.to_owned()),
        Some(scalar) if scalar.is_float() => floats(op, scalar, left, right),
        Some(scalar) => integers(op, scalar, left, right),
    }
}

/// `op value`.
pub fn unary(op: UnaryOp, value: &Constant) -> Result<Constant, Reason> {
    match (op, value) {
        (UnaryOp::Pos, Constant::Sized(..)) => Ok(value.clone()),
        (UnaryOp::Neg, Constant::Sized(scalar, value)) => Ok(Constant::Sized(*scalar, -value)),
        (UnaryOp::Invert, Constant::Sized(..)) => Err(raises()),
        (_, Constant::SizedInt(Scalar::Bool, _)) => Err(UNKNOWN.to_owned()),
        (UnaryOp::Pos, Constant::SizedInt(..)) => Ok(value.clone()),
        (UnaryOp::Neg, Constant::SizedInt(scalar, value)) => Ok(wrapped(*scalar, -value)),
        (UnaryOp::Invert, Constant::SizedInt(scalar, value)) => Ok(wrapped(*scalar, !value)),
        _ => Err(raises()),
    }
}

fn scalar_of(value: &Constant) -> Option<Scalar> {
    match value {
        Constant::Sized(scalar, _) | Constant::SizedInt(scalar, _) => Some(*scalar),
        _ => None,
    }
}

/// The type that a scalar and a number of Python have in common.
fn weak(scalar: Scalar, number: &Constant) -> Option<Scalar> {
    match number {
        Constant::Bool(_) | Constant::Int(_) => Some(scalar),
        // Of an integer and a `float`, NumPy's own `float64`.
        Constant::Float(_) if scalar.is_float() => Some(scalar),
        Constant::Float(_) => Some(Scalar::F64),
        _ => None,
    }
}

fn floats(
    op: BinaryOp,
    scalar: Scalar,
    left: &Constant,
    right: &Constant,
) -> Result<Constant, Reason> {
    // Python's numbers are rounded to the type first; operations of single precision are those of
    // double precision, rounded once more.
    let rounded = |value: f64| if scalar == Scalar::F32 { f64::from(value as f32) } else { value };
    let number = |value: &Constant| match value {
        Constant::Sized(_, value) => Ok(*value),
        Constant::SizedInt(_, value) => Ok(*value as f64),
        value => float(value).map(rounded),
    };
    let (left, right) = (number(left)?, number(right)?);
    let result = match op {
        BinaryOp::Add => left + right,
        BinaryOp::Sub => left - right,
        BinaryOp::Mul => left * right,
        BinaryOp::TrueDiv if right != 0.0 => left / right,
        _ => return Err(UNKNOWN.to_owned()),
    };
    Ok(Constant::Sized(scalar, rounded(result)))
}

fn integers(
    op: BinaryOp,
    scalar: Scalar,
    left: &Constant,
    right: &Constant,
) -> Result<Constant, Reason> {
    let number = |value: &Constant| match value {
        Constant::SizedInt(_, value) => Ok(*value),
        // An `int` that has no place in the type is an OverflowError.
        value => integer(value).filter(|value| fits(*value, scalar)).ok_or_else(raises),
    };
    let (a, b) = (number(left)?, number(right)?);
    let unknown = || Err(UNKNOWN.to_owned());
    let result = match op {
        BinaryOp::Add => a + b,
        BinaryOp::Sub => a - b,
        BinaryOp::Mul => match a.checked_mul(b) {
            Some(product) => product,
            None => return unknown(),
        },
        BinaryOp::FloorDiv if b != 0 => a.div_euclid(b) - i128::from(b < 0 && a % b != 0),
        BinaryOp::Mod if b != 0 => {
            let rest = a.rem_euclid(b);
            if b < 0 && rest != 0 { rest + b } else { rest }
        }
        BinaryOp::BitAnd => a & b,
        BinaryOp::BitOr => a | b,
        BinaryOp::BitXor => a ^ b,
        BinaryOp::LShift if (0..i128::from(scalar.bits())).contains(&b) => a << b,
        BinaryOp::RShift if (0..i128::from(scalar.bits())).contains(&b) => a >> b,
        // Both are floats without a loss.
        BinaryOp::TrueDiv if b != 0 && a.abs() <= 1 << 53 && b.abs() <= 1 << 53 => {
            return Ok(Constant::Sized(Scalar::F64, a as f64 / b as f64));
        }
        _ => return unknown(),
    };
    Ok(wrapped(scalar, result))
}

/// The value that a type keeps of an integer.
fn wrapped(scalar: Scalar, value: i128) -> Constant {
    let unused = 128 - scalar.bits();
    let value = match scalar.is_signed() {
        true => value << unused >> unused,
        false => ((value as u128) << unused >> unused) as i128,
    };
    Constant::SizedInt(scalar, value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_wrap() {
        let byte = |value| Constant::SizedInt(Scalar::U8, value);
        let of = |op, left: &Constant, right: &Constant| binary(op, left, right).ok();
        assert_eq!(of(BinaryOp::Add, &byte(200), &byte(100)), Some(byte(44)));
        assert_eq!(of(BinaryOp::Sub, &byte(1), &Constant::Int(2)), Some(byte(255)));
        assert_eq!(of(BinaryOp::Add, &byte(1), &Constant::Int(256)), None);
        assert_eq!(of(BinaryOp::Add, &byte(1), &Constant::SizedInt(Scalar::I8, 1)), None);
        let signed = |value| Constant::SizedInt(Scalar::I8, value);
        for (op, a, b, expected) in [
            (BinaryOp::FloorDiv, -7, 2, -4),
            (BinaryOp::FloorDiv, 7, -2, -4),
            (BinaryOp::FloorDiv, -7, -2, 3),
            (BinaryOp::FloorDiv, -6, 2, -3),
            (BinaryOp::FloorDiv, -128, -1, -128),
            (BinaryOp::Mod, -7, 2, 1),
            (BinaryOp::Mod, 7, -2, -1),
            (BinaryOp::Mod, -7, -2, -1),
            (BinaryOp::Mod, 6, -2, 0),
            (BinaryOp::LShift, 64, 1, -128),
        ] {
            assert_eq!(of(op, &signed(a), &signed(b)), Some(signed(expected)), "{a} {op:?} {b}");
        }
        assert_eq!(unary(UnaryOp::Neg, &signed(-128)), Ok(signed(-128)));
        assert_eq!(unary(UnaryOp::Invert, &byte(1)), Ok(byte(254)));
    }

    #[test]
    fn floats_are_rounded_to_their_type() {
        let single = |value: f32| Constant::Sized(Scalar::F32, f64::from(value));
        let product = binary(BinaryOp::Mul, &single(0.1), &Constant::Float(0.1));
        assert_eq!(product, Ok(single(0.1 * 0.1)));
        let int = Constant::SizedInt(Scalar::I64, 3);
        let half = binary(BinaryOp::Mul, &int, &Constant::Float(0.5));
        assert_eq!(half, Ok(Constant::Sized(Scalar::F64, 1.5)));
        assert!(binary(BinaryOp::TrueDiv, &single(1.0), &Constant::Int(0)).is_err());
        assert!(binary(BinaryOp::Add, &single(1.0), &int).is_err());
    }
}
