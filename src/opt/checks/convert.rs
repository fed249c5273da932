//! The failures of conversions. Each function places the checks and gives the operation that is
//! left to do.

use crate::ir::{Builder, Failure, Op, Operand, StmtKind, exact_failure};
use crate::types::{Arithmetic, Comparison, Conversion, MathFunction, Scalar};

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
            builder.check(fails, exact_failure(from, to), Vec::new());
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
        builder.check(Operand::Bool(true), Failure::Overflow, Vec::new());
    });
    builder.push(StmtKind::If { condition: fails, then, otherwise: Vec::new() });
}
