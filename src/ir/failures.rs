//! What each operation declares about how it can fail. `opt::checks` places a check for every
//! failure listed here, and the verifier demands that none is left after it.

use super::{Bounds, Local, Op, StmtKind};
use crate::types::{Arithmetic, BinaryOp, Container, Conversion, Scalar, UnaryOp};

/// A way in which an operation can fail, and what is raised then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Failure {
    /// `OverflowError`, or another run in Python if the outermost kernel is pure.
    Overflow,
    /// A negative exponent of an `int`: Python's answer is a float. Handled like `Overflow`.
    NegativeExponent,
    /// `ZeroDivisionError` of `/`, `//` or `%`, or where there is no operator of `divmod`, of two
    /// integers or two floats.
    ZeroDivision { op: Option<BinaryOp>, float: bool },
    /// `ZeroDivisionError`, zero to a negative power.
    ZeroToNegativePower,
    /// A negative number to a fractional power: Python's answer is a complex number. Handled like
    /// `Overflow`.
    ComplexPower,
    /// `OverflowError` of float `**`: Python's answer too.
    FloatOverflow,
    /// `ValueError`, negative shift count.
    NegativeShift,
    /// `IndexError`; the operands are the index and the length, the axis is that of the message.
    Index { axis: u8, container: Container, written: bool },
    /// What writing to read-only memory raises, an array's or a `memoryview`'s.
    ReadOnly(Container),
    /// What Python raises when that container is to hold an integer that is no byte; the operands
    /// are the integer and whether the index is outside, which some versions see first.
    Byte(Container),
    /// `OverflowError`: the operand, an integer, is outside the range of a sized one.
    IntegerRange { to: Scalar, unsigned: bool },
    /// `ValueError`: NaN has no integer.
    NanToInt,
    /// `OverflowError`: an infinity has no integer.
    InfinityToInt,
    /// `MemoryError`.
    Memory,
    /// `UnboundLocalError`; the local is the variable's flag, which carries its name.
    Unbound(Local),
    /// `ValueError`: `range()` with step zero.
    ZeroStep,
    /// `AssertionError` without a message.
    Assertion,
    /// `TypeError`: an assertion that `-O` leaves out does not hold, and types rest on it. Handled
    /// like `Overflow`.
    Assumption,
    /// `ValueError`: the modulus of three-argument `pow` is zero.
    ZeroModulus,
    /// `ValueError` of NumPy: a sized integer to a negative sized integer's power.
    SizedNegativeExponent,
}

impl Op {
    /// The ways in which the operation can fail as it stands. Calls declare none: an exception
    /// in the callee leaves the caller without a check.
    pub fn failures(&self) -> Vec<Failure> {
        match self {
            Op::Unary { op: UnaryOp::Neg, arithmetic: Arithmetic::PythonInt, .. }
            | Op::Abs { arithmetic: Arithmetic::PythonInt, .. } => vec![Failure::Overflow],
            Op::Binary { op, arithmetic: Arithmetic::PythonInt, .. } => int_failures(*op),
            Op::Binary { op: BinaryOp::Pow, arithmetic: Arithmetic::Sized(scalar), .. }
                if scalar.is_signed() =>
            {
                vec![Failure::SizedNegativeExponent]
            }
            Op::Binary { op, arithmetic: Arithmetic::PythonFloat, .. } => float_failures(*op),
            Op::Binary {
                op: op @ (BinaryOp::TrueDiv | BinaryOp::FloorDiv | BinaryOp::Mod),
                arithmetic: Arithmetic::Raising(scalar),
                ..
            } => vec![Failure::ZeroDivision { op: Some(*op), float: scalar.is_float() }],
            Op::DivMod { arithmetic: Arithmetic::Raising(scalar), .. } => {
                vec![Failure::ZeroDivision { op: None, float: scalar.is_float() }]
            }
            Op::DivMod { arithmetic: Arithmetic::PythonInt, .. } => {
                vec![Failure::ZeroDivision { op: None, float: false }, Failure::Overflow]
            }
            Op::DivMod { arithmetic: Arithmetic::PythonFloat, .. } => {
                vec![Failure::ZeroDivision { op: None, float: true }]
            }
            Op::Convert { from, to, conversion, .. } => {
                conversion_failures(*from, *to, *conversion)
            }
            Op::RoundToInt(_) => {
                vec![Failure::NanToInt, Failure::InfinityToInt, Failure::Overflow]
            }
            Op::PowMod { arithmetic: Arithmetic::PythonInt, .. } => {
                vec![Failure::ZeroModulus, Failure::NegativeExponent]
            }
            Op::Inside { axis, first, container, .. } => {
                let (axis, container) = (axis.saturating_sub(*first), *container);
                vec![Failure::Index { axis, container, written: false }]
            }
            Op::Load { indices, bounds, .. } => index_failures(indices.len(), *bounds, false),
            Op::Reach { indices, bounds, .. } => {
                let mut failures = read_only_failures(*bounds);
                failures.append(&mut index_failures(indices.len(), *bounds, true));
                failures
            }
            Op::Byte { container, .. } => vec![Failure::Byte(*container)],
            Op::Allocate { checked: false, .. }
            | Op::NewGenerator { checked: false, .. }
            | Op::NewList { checked: false, .. }
            | Op::ListResize { checked: false, .. } => vec![Failure::Memory],
            _ => Vec::new(),
        }
    }
}

impl StmtKind {
    /// The ways in which the statement itself can fail, those of its operation included.
    pub fn failures(&self) -> Vec<Failure> {
        match self {
            StmtKind::Assign { op, .. } => op.failures(),
            StmtKind::ReadBound(flag) => vec![Failure::Unbound(*flag)],
            StmtKind::Assume(_) => vec![Failure::Assumption],
            _ => Vec::new(),
        }
    }
}

fn int_failures(op: BinaryOp) -> Vec<Failure> {
    match op {
        BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul => vec![Failure::Overflow],
        BinaryOp::TrueDiv | BinaryOp::Mod => {
            vec![Failure::ZeroDivision { op: Some(op), float: false }]
        }
        BinaryOp::FloorDiv => {
            vec![Failure::ZeroDivision { op: Some(op), float: false }, Failure::Overflow]
        }
        BinaryOp::Pow => {
            vec![Failure::ZeroToNegativePower, Failure::NegativeExponent, Failure::Overflow]
        }
        BinaryOp::LShift => vec![Failure::NegativeShift, Failure::Overflow],
        BinaryOp::RShift => vec![Failure::NegativeShift],
        BinaryOp::BitAnd | BinaryOp::BitOr | BinaryOp::BitXor => Vec::new(),
    }
}

fn float_failures(op: BinaryOp) -> Vec<Failure> {
    match op {
        BinaryOp::TrueDiv | BinaryOp::FloorDiv | BinaryOp::Mod => {
            vec![Failure::ZeroDivision { op: Some(op), float: true }]
        }
        BinaryOp::Pow => {
            vec![Failure::ZeroToNegativePower, Failure::ComplexPower, Failure::FloatOverflow]
        }
        _ => Vec::new(),
    }
}

fn conversion_failures(from: Scalar, to: Scalar, conversion: Conversion) -> Vec<Failure> {
    match conversion {
        Conversion::Numeric | Conversion::Cast => Vec::new(),
        Conversion::Truncate => {
            vec![Failure::NanToInt, Failure::InfinityToInt, Failure::Overflow]
        }
        Conversion::Exact => vec![exact_failure(from, to)],
    }
}

/// What an `Exact` conversion that would change the value raises. Where Python itself would have
/// kept the value (a `u64` or an `int` beside floats), running again in Python is the answer;
/// a Python `int` into a narrower integer raises as NumPy does.
pub fn exact_failure(from: Scalar, to: Scalar) -> Failure {
    let narrower = from == Scalar::I64 || to != Scalar::I64;
    if from.is_int() && to.is_int() && narrower {
        Failure::IntegerRange { to, unsigned: !from.is_signed() }
    } else {
        Failure::Overflow
    }
}

/// The containers that may be of memory that is not to be written.
fn read_only_failures(bounds: Bounds) -> Vec<Failure> {
    match bounds {
        Bounds::Python {
            container: container @ (Container::Array | Container::Memoryview | Container::Frozen),
            ..
        } => {
            vec![Failure::ReadOnly(container)]
        }
        Bounds::Python { .. } | Bounds::Proved => Vec::new(),
    }
}

fn index_failures(axes: usize, bounds: Bounds, written: bool) -> Vec<Failure> {
    match bounds {
        Bounds::Proved => Vec::new(),
        Bounds::Python { container, inside } => {
            let failure = |axis| Failure::Index { axis: axis as u8, container, written };
            (0..axes.saturating_sub(inside.into())).map(failure).collect()
        }
    }
}
