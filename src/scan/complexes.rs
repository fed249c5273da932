//! Operators on constants that are complex numbers, with the algorithms of CPython.
//!
//! `src/prelude/operators_complex.py` has the same for numbers that are not known when compiling.

use super::arithmetic::{Reason, raises};
use crate::types::{BinaryOp, Constant};

/// A real and an imaginary part.
type Parts = (f64, f64);

/// Integers up to this size are exponents of repeated multiplication.
const LARGEST_EXPONENT: f64 = 100.0;

/// `left op right`; powers only where no function of the platform's libm decides about them.
pub fn binary(op: BinaryOp, left: Parts, right: Parts) -> Result<Constant, Reason> {
    let (real, imag) = match op {
        BinaryOp::Add => (left.0 + right.0, left.1 + right.1),
        BinaryOp::Sub => (left.0 - right.0, left.1 - right.1),
        BinaryOp::Mul => multiply(left, right),
        BinaryOp::TrueDiv => divide(left, right)?,
        BinaryOp::Pow => power(left, right)?,
        _ => return Err(raises()),
    };
    Ok(Constant::Complex(real, imag))
}

fn multiply(left: Parts, right: Parts) -> Parts {
    (left.0 * right.0 - left.1 * right.1, left.0 * right.1 + left.1 * right.0)
}

/// Smith's algorithm.
fn divide(left: Parts, right: Parts) -> Result<Parts, Reason> {
    if right == (0.0, 0.0) {
        return Err(raises());
    }
    if right.0.abs() >= right.1.abs() {
        let ratio = right.1 / right.0;
        let denominator = right.0 + right.1 * ratio;
        let real = left.0 + left.1 * ratio;
        return Ok((real / denominator, (left.1 - left.0 * ratio) / denominator));
    }
    if right.1.abs() >= right.0.abs() {
        let ratio = right.0 / right.1;
        let denominator = right.0 * ratio + right.1;
        let real = left.0 * ratio + left.1;
        return Ok((real / denominator, (left.1 * ratio - left.0) / denominator));
    }
    Ok((f64::NAN, f64::NAN))
}

fn power(base: Parts, exponent: Parts) -> Result<Parts, Reason> {
    let count = exponent.0;
    if exponent.1 != 0.0 || count != count.floor() || count.abs() > LARGEST_EXPONENT {
        return Err("it is a power of a complex number".to_owned());
    }
    let (mut result, mut square, mut rest) = ((1.0, 0.0), base, count.abs() as u32);
    while rest > 0 {
        if rest % 2 == 1 {
            result = multiply(result, square);
        }
        square = multiply(square, square);
        rest /= 2;
    }
    if count <= 0.0 {
        result = divide((1.0, 0.0), result)?;
    }
    // `OverflowError`.
    if result.0.is_infinite() || result.1.is_infinite() { Err(raises()) } else { Ok(result) }
}
