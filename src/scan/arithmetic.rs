//! Python's operators on constants, exactly; `Err` says why there is no answer.
//!
//! Integers are exact in 128 bits; what leaves them has no answer. Whatever raises in Python has
//! no answer either: then the module could not be imported.

use std::cmp::Ordering;

use super::{complexes, sequences, sized};
use crate::types::{BinaryOp, Comparison, Constant, UnaryOp};

/// Why a constant has no value, as a clause.
pub type Reason = String;

const NUMPYS: &str = "it compares a scalar of NumPy, or a sequence that is no tuple";

/// `left op right`.
pub fn binary(op: BinaryOp, left: &Constant, right: &Constant) -> Result<Constant, Reason> {
    match (left, right) {
        (Constant::Bool(a), Constant::Bool(b)) => match op {
            BinaryOp::BitAnd => Ok(Constant::Bool(a & b)),
            BinaryOp::BitOr => Ok(Constant::Bool(a | b)),
            BinaryOp::BitXor => Ok(Constant::Bool(a ^ b)),
            _ => integers(op, i128::from(*a), i128::from(*b)),
        },
        _ if let Some(sequence) = sequences::binary(op, left, right) => sequence,
        (Constant::Sized(..) | Constant::SizedInt(..), _)
        | (_, Constant::Sized(..) | Constant::SizedInt(..)) => sized::binary(op, left, right),
        (Constant::Complex(..), _) | (_, Constant::Complex(..)) => {
            complexes::binary(op, complex(left)?, complex(right)?)
        }
        _ => match (integer(left), integer(right)) {
            (Some(a), Some(b)) => integers(op, a, b),
            _ => floats(op, float(left)?, float(right)?),
        },
    }
}

/// `op value`.
pub fn unary(op: UnaryOp, value: &Constant) -> Result<Constant, Reason> {
    if let Constant::Float(value) = value {
        return match op {
            UnaryOp::Neg => Ok(Constant::Float(-value)),
            UnaryOp::Pos => Ok(Constant::Float(*value)),
            UnaryOp::Invert => Err(raises()),
        };
    }
    if let Constant::Sized(..) | Constant::SizedInt(..) = value {
        return sized::unary(op, value);
    }
    if let Constant::Table(_) = value {
        return Err("it computes with an array".to_owned());
    }
    if let Constant::Complex(real, imag) = value {
        return match op {
            UnaryOp::Neg => Ok(Constant::Complex(-real, -imag)),
            UnaryOp::Pos => Ok(value.clone()),
            UnaryOp::Invert => Err(raises()),
        };
    }
    let value = integer(value).ok_or_else(raises)?;
    let result = match op {
        UnaryOp::Neg => value.checked_neg(),
        UnaryOp::Pos => Some(value),
        UnaryOp::Invert => Some(!value),
    };
    result.map(Constant::Int).ok_or_else(too_large)
}

/// `left op right` for a comparison.
pub fn compare(op: Comparison, left: &Constant, right: &Constant) -> Result<bool, Reason> {
    let equality = matches!(op, Comparison::Eq | Comparison::Ne);
    let ordering = match (left, right) {
        // The answer would be NumPy's boolean.
        (Constant::Sized(..) | Constant::SizedInt(..) | Constant::Table(_), _)
        | (_, Constant::Sized(..) | Constant::SizedInt(..) | Constant::Table(_)) => {
            return Err(NUMPYS.to_owned());
        }
        (Constant::Str(a), Constant::Str(b)) => Some(a.cmp(b)),
        (Constant::None, Constant::None) if equality => Some(Ordering::Equal),
        (Constant::Tuple(a), Constant::Tuple(b)) => return compare_tuples(op, a, b),
        _ if is_number(left) && is_number(right) => compare_numbers(left, right)?,
        (Constant::Complex(..), _) | (_, Constant::Complex(..)) if equality => {
            return compare_complexes(op, left, right);
        }
        // Values of different kinds are unequal and have no order.
        _ if equality => return Ok(op == Comparison::Ne),
        _ => return Err(raises()),
    };
    Ok(match (op, ordering) {
        (Comparison::Ne, ordering) => ordering != Some(Ordering::Equal),
        (_, None) => false,
        (Comparison::Eq, Some(ordering)) => ordering.is_eq(),
        (Comparison::Lt, Some(ordering)) => ordering.is_lt(),
        (Comparison::Le, Some(ordering)) => ordering.is_le(),
        (Comparison::Gt, Some(ordering)) => ordering.is_gt(),
        (Comparison::Ge, Some(ordering)) => ordering.is_ge(),
    })
}

/// Whether Python takes the value for true.
pub fn truth(value: &Constant) -> bool {
    match value {
        Constant::None => false,
        Constant::Bool(value) => *value,
        Constant::Int(value) => *value != 0,
        Constant::Float(value) | Constant::Sized(_, value) => *value != 0.0,
        Constant::Complex(real, imag) => *real != 0.0 || *imag != 0.0,
        Constant::Str(value) => !value.is_empty(),
        Constant::SizedInt(_, value) => *value != 0,
        Constant::Tuple(values) => !values.is_empty(),
        Constant::Table(table) => table.length() > 0,
    }
}

/// The value of an `int` or `bool`.
pub fn integer(value: &Constant) -> Option<i128> {
    match value {
        Constant::Bool(value) => Some(i128::from(*value)),
        Constant::Int(value) => Some(*value),
        _ => None,
    }
}

/// The value as `float()` gives it for numbers: rounded to nearest, ties to even.
pub fn float(value: &Constant) -> Result<f64, Reason> {
    match value {
        Constant::Float(value) => Ok(*value),
        _ => integer(value).map(|value| value as f64).ok_or_else(raises),
    }
}

/// The value as the parts of a `complex`, as CPython brings numbers to one before it adds them.
fn complex(value: &Constant) -> Result<(f64, f64), Reason> {
    match value {
        Constant::Complex(real, imag) => Ok((*real, *imag)),
        _ => float(value).map(|real| (real, 0.0)),
    }
}

/// Equality where one is complex: of the parts, by value.
fn compare_complexes(op: Comparison, left: &Constant, right: &Constant) -> Result<bool, Reason> {
    let parts = |value: &Constant| match value {
        Constant::Complex(real, imag) => Some((Constant::Float(*real), *imag)),
        _ if is_number(value) => Some((value.clone(), 0.0)),
        _ => None,
    };
    let equal = match (parts(left), parts(right)) {
        (Some(left), Some(right)) => {
            compare(Comparison::Eq, &left.0, &right.0)? && left.1 == right.1
        }
        _ => false,
    };
    Ok(equal == (op == Comparison::Eq))
}

pub fn raises() -> Reason {
    "its expression raises an exception".to_owned()
}

fn too_large() -> Reason {
    "its value does not fit 128 bits".to_owned()
}

fn is_number(value: &Constant) -> bool {
    matches!(value, Constant::Bool(_) | Constant::Int(_) | Constant::Float(_))
}

/// The order of two numbers by value; `None` beside a NaN.
fn compare_numbers(left: &Constant, right: &Constant) -> Result<Option<Ordering>, Reason> {
    match (integer(left), integer(right)) {
        (Some(a), Some(b)) => Ok(Some(a.cmp(&b))),
        (None, None) => Ok(float(left)?.partial_cmp(&float(right)?)),
        (Some(a), None) => Ok(compare_integer(a, float(right)?)),
        (None, Some(b)) => Ok(compare_integer(b, float(left)?).map(Ordering::reverse)),
    }
}

fn compare_integer(integer: i128, float: f64) -> Option<Ordering> {
    if float.is_nan() {
        return None;
    }
    // 2^127 is a float; what lies beyond is beyond every integer here.
    let limit = 2f64.powi(127);
    if float >= limit {
        return Some(Ordering::Less);
    }
    if float < -limit {
        return Some(Ordering::Greater);
    }
    let whole = float.floor();
    Some(integer.cmp(&(whole as i128)).then(if float > whole {
        Ordering::Less
    } else {
        Ordering::Equal
    }))
}

fn compare_tuples(op: Comparison, left: &[Constant], right: &[Constant]) -> Result<bool, Reason> {
    for (a, b) in left.iter().zip(right) {
        if !compare(Comparison::Eq, a, b)? {
            return match op {
                Comparison::Eq => Ok(false),
                Comparison::Ne => Ok(true),
                _ => compare(op, a, b),
            };
        }
    }
    let length = |values: &[Constant]| Constant::Int(values.len() as i128);
    compare(op, &length(left), &length(right))
}

fn integers(op: BinaryOp, a: i128, b: i128) -> Result<Constant, Reason> {
    let shift = |count: i128| u32::try_from(count).ok();
    let result = match op {
        BinaryOp::Add => a.checked_add(b),
        BinaryOp::Sub => a.checked_sub(b),
        BinaryOp::Mul => a.checked_mul(b),
        BinaryOp::TrueDiv => return divide(a, b),
        BinaryOp::FloorDiv | BinaryOp::Mod if b == 0 => return Err(raises()),
        BinaryOp::FloorDiv => a.checked_div(b).map(|quotient| {
            let inexact = a % b != 0 && (a < 0) != (b < 0);
            quotient - i128::from(inexact)
        }),
        BinaryOp::Mod => a
            .checked_rem(b)
            .map(|rest| if rest != 0 && (rest < 0) != (b < 0) { rest + b } else { rest }),
        BinaryOp::Pow if b < 0 => return power(a as f64, b as f64),
        BinaryOp::Pow => match (a, u32::try_from(b)) {
            (0 | 1, _) => Some(if b == 0 { 1 } else { a }),
            (-1, _) => Some(if b % 2 == 0 { 1 } else { -1 }),
            (_, Ok(exponent)) => a.checked_pow(exponent),
            (_, Err(_)) => None,
        },
        BinaryOp::LShift | BinaryOp::RShift if b < 0 => return Err(raises()),
        BinaryOp::LShift if a == 0 => Some(0),
        BinaryOp::LShift => match shift(b) {
            Some(count @ 0..=126) => a.checked_mul(1 << count),
            _ => None,
        },
        BinaryOp::RShift => Some(a >> shift(b).unwrap_or(127).min(127)),
        BinaryOp::BitAnd => Some(a & b),
        BinaryOp::BitOr => Some(a | b),
        BinaryOp::BitXor => Some(a ^ b),
    };
    result.map(Constant::Int).ok_or_else(too_large)
}

/// `a / b`, correctly rounded.
fn divide(a: i128, b: i128) -> Result<Constant, Reason> {
    if b == 0 {
        return Err(raises());
    }
    // Where both are floats without loss, the division of floats rounds once, as Python's does.
    let exact = |value: i128| value.unsigned_abs() <= 1 << 53;
    if exact(a) && exact(b) {
        return Ok(Constant::Float(a as f64 / b as f64));
    }
    if a.checked_rem(b) == Some(0) {
        return a.checked_div(b).map(|it| Constant::Float(it as f64)).ok_or_else(too_large);
    }
    Err("it divides integers beyond 2**53".to_owned())
}

fn floats(op: BinaryOp, a: f64, b: f64) -> Result<Constant, Reason> {
    let result = match op {
        BinaryOp::Add => a + b,
        BinaryOp::Sub => a - b,
        BinaryOp::Mul => a * b,
        BinaryOp::TrueDiv | BinaryOp::FloorDiv | BinaryOp::Mod if b == 0.0 => {
            return Err(raises());
        }
        BinaryOp::TrueDiv => a / b,
        BinaryOp::FloorDiv => floor_divide(a, b).0,
        BinaryOp::Mod => floor_divide(a, b).1,
        BinaryOp::Pow => return power(a, b),
        _ => return Err(raises()),
    };
    Ok(Constant::Float(result))
}

/// Quotient and rest, step by step as CPython's `float_divmod` finds them.
fn floor_divide(a: f64, b: f64) -> (f64, f64) {
    let mut rest = a % b;
    let mut quotient = (a - rest) / b;
    if rest != 0.0 {
        if (b < 0.0) != (rest < 0.0) {
            rest += b;
            quotient -= 1.0;
        }
    } else {
        rest = 0f64.copysign(b);
    }
    if quotient == 0.0 {
        return (0f64.copysign(a / b), rest);
    }
    let mut floor = quotient.floor();
    if quotient - floor > 0.5 {
        floor += 1.0;
    }
    (floor, rest)
}

/// `a ** b` of floats.
fn power(a: f64, b: f64) -> Result<Constant, Reason> {
    if a == 0.0 && b < 0.0 {
        return Err(raises());
    }
    if a < 0.0 && a.is_finite() && b.is_finite() && b.floor() != b {
        return Err("it is a complex number".to_owned());
    }
    let result = a.powf(b);
    if result.is_infinite() && a.is_finite() && b.is_finite() {
        return Err(raises());
    }
    Ok(Constant::Float(result))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn int(op: BinaryOp, a: i128, b: i128) -> Option<Constant> {
        binary(op, &Constant::Int(a), &Constant::Int(b)).ok()
    }

    #[test]
    fn integers_follow_python() {
        for (op, a, b, expected) in [
            (BinaryOp::FloorDiv, -7, 2, -4),
            (BinaryOp::FloorDiv, 7, -2, -4),
            (BinaryOp::Mod, -7, 2, 1),
            (BinaryOp::Mod, 7, -2, -1),
            (BinaryOp::Mod, -6, -2, 0),
            (BinaryOp::Pow, 2, 100, 1 << 100),
            (BinaryOp::Pow, -1, 1 << 80, 1),
            (BinaryOp::LShift, -1, 126, -1 << 126),
            (BinaryOp::RShift, -5, 1 << 70, -1),
            (BinaryOp::BitXor, -1, 5, -6),
        ] {
            assert_eq!(int(op, a, b), Some(Constant::Int(expected)), "{a} {op:?} {b}");
        }
        assert_eq!(int(BinaryOp::Pow, 2, 127), None);
        assert_eq!(int(BinaryOp::LShift, 1, -1), None);
        assert_eq!(int(BinaryOp::FloorDiv, 1, 0), None);
        assert_eq!(int(BinaryOp::Pow, 2, -1), Some(Constant::Float(0.5)));
        assert_eq!(int(BinaryOp::TrueDiv, 1, 3), Some(Constant::Float(1.0 / 3.0)));
        assert_eq!(int(BinaryOp::TrueDiv, (1 << 60) + 1, 3), None);
    }

    #[test]
    fn floats_follow_python() {
        assert_eq!(floor_divide(-7.5, 2.0), (-4.0, 0.5));
        assert_eq!(floor_divide(7.5, -2.0), (-4.0, -0.5));
        assert!(floor_divide(-0.0, 2.0).0.is_sign_negative());
        let float = |op, a, b| binary(op, &Constant::Float(a), &Constant::Float(b)).ok();
        assert_eq!(float(BinaryOp::TrueDiv, 1.0, 0.0), None);
        assert_eq!(float(BinaryOp::Pow, -8.0, 1.0 / 3.0), None);
        assert_eq!(float(BinaryOp::Pow, 10.0, 400.0), None);
    }

    #[test]
    fn comparisons_are_exact() {
        let big = Constant::Int((1 << 53) + 1);
        let float = Constant::Float((1u64 << 53) as f64);
        assert_eq!(compare(Comparison::Gt, &big, &float), Ok(true));
        assert_eq!(compare(Comparison::Eq, &Constant::Bool(true), &Constant::Float(1.0)), Ok(true));
        let nan = Constant::Float(f64::NAN);
        assert_eq!(compare(Comparison::Ne, &nan, &nan), Ok(true));
        assert_eq!(compare(Comparison::Lt, &Constant::Int(-3), &Constant::Float(-2.5)), Ok(true));
        assert_eq!(compare(Comparison::Lt, &Constant::Int(-2), &Constant::Float(-2.5)), Ok(false));
        let tuple = |a, b| Constant::Tuple(vec![Constant::Int(a), Constant::Int(b)]);
        assert_eq!(compare(Comparison::Lt, &tuple(1, 2), &tuple(1, 3)), Ok(true));
        assert!(compare(Comparison::Lt, &tuple(1, 2), &big).is_err());
    }
}
