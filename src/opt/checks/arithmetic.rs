//! The failures of Python's arithmetic. Each function places the checks and gives the operation
//! that is left to do.

use crate::ir::{Builder, Failure, Op, Operand, ValueType};
use crate::types::{Arithmetic, BinaryOp, Comparison, Conversion, MathFunction, Scalar, UnaryOp};

const LEAST: Operand = Operand::Int(Scalar::I64, i64::MIN as i128);
const ZERO: Operand = Operand::Int(Scalar::I64, 0);

/// What stands for a Python arithmetic once its checks are placed: integers that wrap do as NumPy's.
fn proved(builder: &Builder, arithmetic: Arithmetic) -> Arithmetic {
    match arithmetic {
        Arithmetic::PythonInt if builder.options.wraps => Arithmetic::Sized(Scalar::I64),
        Arithmetic::PythonInt => Arithmetic::Proved,
        Arithmetic::PythonFloat => Arithmetic::Sized(Scalar::F64),
        Arithmetic::Raising(scalar) => Arithmetic::Sized(scalar),
        other => other,
    }
}

/// `-x` of an `int` fails on the least integer.
pub fn unary(builder: &mut Builder, op: UnaryOp, arithmetic: Arithmetic, value: Operand) -> Op {
    if op == UnaryOp::Neg && arithmetic == Arithmetic::PythonInt {
        check_least(builder, value);
    }
    Op::Unary { op, arithmetic: proved(builder, arithmetic), value }
}

/// `abs(x)` of an `int` fails on the least integer.
pub fn abs(builder: &mut Builder, arithmetic: Arithmetic, value: Operand) -> Op {
    if arithmetic == Arithmetic::PythonInt {
        check_least(builder, value);
    }
    Op::Abs { arithmetic: proved(builder, arithmetic), value }
}

fn check_least(builder: &mut Builder, value: Operand) {
    if builder.options.wraps {
        return;
    }
    let least = builder.compare(Comparison::Eq, Scalar::I64, value, LEAST);
    builder.check(least, Failure::Overflow, Vec::new());
}

/// A binary operation of Python's `int`.
pub fn int(builder: &mut Builder, op: BinaryOp, left: Operand, right: Operand) -> Op {
    let mut right = right;
    match op {
        BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul => {
            return overflowing(builder, op, left, right);
        }
        BinaryOp::Pow => {
            let negative = builder.compare(Comparison::Lt, Scalar::I64, right, ZERO);
            let zero = builder.compare(Comparison::Eq, Scalar::I64, left, ZERO);
            let both = and(builder, negative, zero);
            builder.check(both, Failure::ZeroToNegativePower, Vec::new());
            builder.check(negative, Failure::NegativeExponent, Vec::new());
            return overflowing(builder, op, left, right);
        }
        BinaryOp::LShift => {
            check_shift(builder, right);
            return overflowing(builder, op, left, right);
        }
        BinaryOp::RShift => {
            check_shift(builder, right);
            right = limit_shift(builder, right);
        }
        BinaryOp::TrueDiv => check_zero(builder, Some(op), right),
        BinaryOp::FloorDiv => {
            check_zero(builder, Some(op), right);
            let least = builder.compare(Comparison::Eq, Scalar::I64, left, LEAST);
            let minus_one = builder.compare(Comparison::Eq, Scalar::I64, right, Operand::i64(-1));
            if builder.options.wraps {
                let arithmetic = Arithmetic::Sized(Scalar::I64);
                return Op::Binary { op, arithmetic, left, right };
            }
            let both = and(builder, least, minus_one);
            builder.check(both, Failure::Overflow, Vec::new());
        }
        BinaryOp::Mod => {
            check_zero(builder, Some(op), right);
            right = avoid_minus_one(builder, right);
        }
        BinaryOp::BitAnd | BinaryOp::BitOr | BinaryOp::BitXor => {}
    }
    Op::Binary { op, arithmetic: Arithmetic::Proved, left, right }
}

/// Computes with the overflow flag, checks it, and leaves the copying of the result.
fn overflowing(builder: &mut Builder, op: BinaryOp, left: Operand, right: Operand) -> Op {
    let wraps = builder.options.wraps;
    // Passes take the result of other operations than `**` for exact.
    if wraps && op != BinaryOp::Pow {
        return Op::Binary { op, arithmetic: Arithmetic::Sized(Scalar::I64), left, right };
    }
    let result = builder.local("", ValueType::Scalar(Scalar::I64));
    let overflow = builder.local("", ValueType::Scalar(Scalar::Bool));
    builder.push(crate::ir::StmtKind::Assign {
        targets: vec![result, overflow],
        op: Op::Overflowing { op, left, right },
    });
    if !wraps {
        builder.check(Operand::Local(overflow), Failure::Overflow, Vec::new());
    }
    Op::Copy(Operand::Local(result))
}

/// The check of `divmod`, whose words are its own.
pub fn divmod(builder: &mut Builder, arithmetic: Arithmetic, right: Operand) {
    match arithmetic {
        Arithmetic::PythonInt => check_zero(builder, None, right),
        Arithmetic::PythonFloat => check_zero_of(builder, Scalar::F64, None, right),
        Arithmetic::Raising(scalar) => check_zero_of(builder, scalar, None, right),
        _ => {}
    }
}

/// A binary operation of a scalar of Numba's: as NumPy's, but where it divides by zero.
pub fn raising(
    builder: &mut Builder,
    op: BinaryOp,
    scalar: Scalar,
    left: Operand,
    right: Operand,
) -> Op {
    if matches!(op, BinaryOp::TrueDiv | BinaryOp::FloorDiv | BinaryOp::Mod) {
        check_zero_of(builder, scalar, Some(op), right);
    }
    Op::Binary { op, arithmetic: Arithmetic::Sized(scalar), left, right }
}

fn check_zero_of(builder: &mut Builder, scalar: Scalar, op: Option<BinaryOp>, right: Operand) {
    let float = scalar.is_float();
    let nothing = if float { Operand::Float(scalar, 0) } else { Operand::Int(scalar, 0) };
    let zero = builder.compare(Comparison::Eq, scalar, right, nothing);
    builder.check(zero, Failure::ZeroDivision { op, float }, Vec::new());
}

fn check_zero(builder: &mut Builder, op: Option<BinaryOp>, right: Operand) {
    let zero = builder.compare(Comparison::Eq, Scalar::I64, right, ZERO);
    builder.check(zero, Failure::ZeroDivision { op, float: false }, Vec::new());
}

fn check_shift(builder: &mut Builder, count: Operand) {
    let negative = builder.compare(Comparison::Lt, Scalar::I64, count, ZERO);
    builder.check(negative, Failure::NegativeShift, Vec::new());
}

/// Shifting right by 63 or more gives the sign alone.
fn limit_shift(builder: &mut Builder, count: Operand) -> Operand {
    let most = Operand::i64(63);
    let beyond = builder.compare(Comparison::Gt, Scalar::I64, count, most);
    builder.value(
        Scalar::I64,
        Op::Select { condition: beyond, then: most, otherwise: count, unpredictable: false },
    )
}

/// The remainder by -1 is that by 1, and the machine traps on the least integer by -1.
fn avoid_minus_one(builder: &mut Builder, divisor: Operand) -> Operand {
    let minus_one = builder.compare(Comparison::Eq, Scalar::I64, divisor, Operand::i64(-1));
    let one = Operand::i64(1);
    builder.value(
        Scalar::I64,
        Op::Select { condition: minus_one, then: one, otherwise: divisor, unpredictable: false },
    )
}

/// `pow(base, exponent, modulus)`; a negative exponent asks for an inverse, which is left to
/// Python.
pub fn pow_mod(builder: &mut Builder, base: Operand, exponent: Operand, modulus: Operand) -> Op {
    let zero = builder.compare(Comparison::Eq, Scalar::I64, modulus, ZERO);
    builder.check(zero, Failure::ZeroModulus, Vec::new());
    let negative = builder.compare(Comparison::Lt, Scalar::I64, exponent, ZERO);
    builder.check(negative, Failure::NegativeExponent, Vec::new());
    Op::PowMod { arithmetic: Arithmetic::Proved, base, exponent, modulus }
}

/// A binary operation of Python's `float`.
pub fn float(builder: &mut Builder, op: BinaryOp, left: Operand, right: Operand) -> Op {
    match op {
        BinaryOp::TrueDiv | BinaryOp::FloorDiv | BinaryOp::Mod => {
            let zero = builder.compare(Comparison::Eq, Scalar::F64, right, Operand::f64(0.0));
            builder.check(zero, Failure::ZeroDivision { op: Some(op), float: true }, Vec::new());
        }
        BinaryOp::Pow => return float_pow(builder, left, right),
        _ => {}
    }
    Op::Binary { op, arithmetic: Arithmetic::Sized(Scalar::F64), left, right }
}

/// `float.__pow__`: C's `pow`, but zero to a finite negative power and what overflows from finite
/// operands raise, and a negative number to a fraction is complex.
fn float_pow(builder: &mut Builder, left: Operand, right: Operand) -> Op {
    let zero = Operand::f64(0.0);
    let lowest = Operand::f64(f64::NEG_INFINITY);
    let left_zero = builder.compare(Comparison::Eq, Scalar::F64, left, zero);
    let right_negative = builder.compare(Comparison::Lt, Scalar::F64, right, zero);
    let right_above = builder.compare(Comparison::Gt, Scalar::F64, right, lowest);
    let failed = and(builder, left_zero, right_negative);
    let failed = and(builder, failed, right_above);
    builder.check(failed, Failure::ZeroToNegativePower, Vec::new());

    // `floor(right) < right` is false for integers, infinities and NaN.
    let left_negative = builder.compare(Comparison::Lt, Scalar::F64, left, zero);
    let left_above = builder.compare(Comparison::Gt, Scalar::F64, left, lowest);
    let floor = Op::Math { function: MathFunction::Floor, arguments: vec![right] };
    let floor = builder.value(Scalar::F64, floor);
    let fraction = builder.compare(Comparison::Lt, Scalar::F64, floor, right);
    let failed = and(builder, left_negative, left_above);
    let failed = and(builder, failed, fraction);
    builder.check(failed, Failure::ComplexPower, Vec::new());

    let arithmetic = Arithmetic::Sized(Scalar::F64);
    let power = Op::Binary { op: BinaryOp::Pow, arithmetic, left, right };
    let power = builder.value(Scalar::F64, power);
    let most = Operand::f64(f64::INFINITY);
    let [power_size, left_size, right_size] =
        [power, left, right].map(|value| builder.value(Scalar::F64, Op::Abs { arithmetic, value }));
    let infinite = builder.compare(Comparison::Eq, Scalar::F64, power_size, most);
    let left_finite = builder.compare(Comparison::Lt, Scalar::F64, left_size, most);
    let right_finite = builder.compare(Comparison::Lt, Scalar::F64, right_size, most);
    let failed = and(builder, infinite, left_finite);
    let failed = and(builder, failed, right_finite);
    builder.check(failed, Failure::FloatOverflow, Vec::new());
    Op::Copy(power)
}

/// NumPy's scalars fail in one case only: a negative exponent of integers. The power itself is
/// taken in 64 bits, whose low bits are those of any narrower power.
pub fn sized(
    builder: &mut Builder,
    op: BinaryOp,
    scalar: Scalar,
    left: Operand,
    right: Operand,
) -> Op {
    if op != BinaryOp::Pow || !scalar.is_signed() {
        return Op::Binary { op, arithmetic: Arithmetic::Sized(scalar), left, right };
    }
    let [left, right] = [left, right].map(|value| {
        let conversion = Conversion::Numeric;
        builder.value(Scalar::I64, Op::Convert { value, from: scalar, to: Scalar::I64, conversion })
    });
    let negative = builder.compare(Comparison::Lt, Scalar::I64, right, ZERO);
    builder.check(negative, Failure::SizedNegativeExponent, Vec::new());
    let result = builder.local("", ValueType::Scalar(Scalar::I64));
    let overflow = builder.local("", ValueType::Scalar(Scalar::Bool));
    builder.push(crate::ir::StmtKind::Assign {
        targets: vec![result, overflow],
        op: Op::Overflowing { op, left, right },
    });
    let (value, from) = (Operand::Local(result), Scalar::I64);
    Op::Convert { value, from, to: scalar, conversion: Conversion::Cast }
}

/// Logical and of two `Bool`s.
fn and(builder: &mut Builder, left: Operand, right: Operand) -> Operand {
    let arithmetic = Arithmetic::Sized(Scalar::Bool);
    builder.value(Scalar::Bool, Op::Binary { op: BinaryOp::BitAnd, arithmetic, left, right })
}
