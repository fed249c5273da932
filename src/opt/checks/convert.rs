//! The failures of conversions. Each function places the checks and gives the operation that is
//! left to do.

use super::index;
use crate::ir::{Builder, Failure, Local, Op, Operand, StmtKind, exact_failure};
use crate::types::{Arithmetic, Comparison, Container, Conversion, MathFunction, Scalar};

/// A conversion of the source.
pub fn place(
    builder: &mut Builder,
    value: Operand,
    from: Scalar,
    to: Scalar,
    conversion: Conversion,
) -> Op {
    let conversion = match conversion {
        Conversion::Numeric | Conversion::Cast => conversion,
        Conversion::Truncate => {
            check_truncation(builder, value, from, to);
            Conversion::Cast
        }
        Conversion::Exact => {
            let fails = Op::ConvertFails { value, from, to, conversion };
            let fails = builder.value(Scalar::Bool, fails);
            let wide = if from.is_signed() { Scalar::I64 } else { Scalar::U64 };
            let operand = match from.is_int() && from.bits() < 64 {
                true => builder.value(
                    wide,
                    Op::Convert { value, from, to: wide, conversion: Conversion::Numeric },
                ),
                false => value,
            };
            builder.check(fails, exact_failure(from, to), vec![operand]);
            if to.is_float() { Conversion::Numeric } else { Conversion::Cast }
        }
    };
    Op::Convert { value, from, to, conversion }
}

/// `round(x)` of a float: half to even, then as `int(x)`.
pub fn round_to_int(builder: &mut Builder, value: Operand) -> Op {
    let rint = Op::Math { function: MathFunction::Rint, arguments: vec![value] };
    let value = builder.value(Scalar::F64, rint);
    check_truncation(builder, value, Scalar::F64, Scalar::I64);
    let (from, to) = (Scalar::F64, Scalar::I64);
    Op::Convert { value, from, to, conversion: Conversion::Cast }
}

/// An integer as a byte. Where it is none, Python itself says what is wrong: older versions look at
/// the index of a `bytearray` first.
pub fn byte(
    builder: &mut Builder,
    value: Operand,
    from: Scalar,
    (array, index): (Local, Operand),
    container: Container,
) -> Op {
    let wide = if from.is_signed() { Scalar::I64 } else { Scalar::U64 };
    let conversion = Conversion::Numeric;
    let held = match from == wide {
        true => value,
        false => builder.value(wide, Op::Convert { value, from, to: wide, conversion }),
    };
    // As unsigned numbers, negative ones are beyond every byte.
    let most = Operand::Int(wide, 255);
    let failed = builder.compare(Comparison::Gt, Scalar::U64, held, most);
    let then = builder.nested(|builder| {
        let [_, _, outside] = index::outside(builder, array, 0, index);
        let (from, to) = (Scalar::Bool, Scalar::I64);
        let outside = builder.value(to, Op::Convert { value: outside, from, to, conversion });
        builder.check(Operand::Bool(true), Failure::Byte(container), vec![held, outside]);
    });
    builder.push(StmtKind::If { condition: failed, then, otherwise: Vec::new() });
    Op::Convert { value, from, to: Scalar::U8, conversion: Conversion::Cast }
}

/// One test on the way that is taken; which failure it is, is told apart behind it.
fn check_truncation(builder: &mut Builder, value: Operand, from: Scalar, to: Scalar) {
    let conversion = Conversion::Truncate;
    let fails = builder.value(Scalar::Bool, Op::ConvertFails { value, from, to, conversion });
    let then = builder.nested(|builder| {
        let nan = builder.compare(Comparison::Ne, from, value, value);
        builder.check(nan, Failure::NanToInt, Vec::new());
        let arithmetic = Arithmetic::Sized(from);
        let size = builder.value(from, Op::Abs { arithmetic, value });
        let most = Operand::Float(from, f64::INFINITY.to_bits());
        let infinite = builder.compare(Comparison::Eq, from, size, most);
        builder.check(infinite, Failure::InfinityToInt, Vec::new());
        if to == Scalar::I64 {
            return builder.check(Operand::Bool(true), Failure::Overflow, Vec::new());
        }
        // NumPy's elements: by way of a Python integer.
        let wide = Scalar::I64;
        let beyond = Op::ConvertFails { value, from, to: wide, conversion };
        let beyond = builder.value(Scalar::Bool, beyond);
        builder.check(beyond, Failure::Overflow, Vec::new());
        let whole = Op::Convert { value, from, to: wide, conversion: Conversion::Cast };
        let whole = builder.value(wide, whole);
        let failure = Failure::IntegerRange { to, unsigned: false };
        builder.check(Operand::Bool(true), failure, vec![whole]);
    });
    builder.push(StmtKind::If { condition: fails, then, otherwise: Vec::new() });
}
