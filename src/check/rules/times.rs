//! What operators mean for points and spans of time: NumPy's rules.

use crate::check::rules::convert::convert;
use crate::check::rules::dtypes::dtype_by;
use crate::check::tree::{Expr, ExprKind};
use crate::types::{BinaryOp, Constant, Conversion, Element, Scalar, Time, TimeKind, Type};

/// What an operator on two operands computes, of which at least one is a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeRule {
    /// The function of `src/prelude/operators_times.py`.
    pub function: &'static str,
    /// How it takes the operands.
    pub operands: [Taken; 2],
    pub result: Given,
}

/// How an operand is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// As a number of units of such a time.
    Time(Time),
    /// As the integer that it is.
    Count,
    /// As the float that it is.
    Factor,
}

/// What a function gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// A number of units of such a time.
    Time(Time),
    /// A number of NumPy's.
    Number,
}

/// What an operand is beside a time.
enum Side {
    Time(Time),
    Count,
    Factor,
}

fn side(ty: &Type) -> Option<Side> {
    Some(match ty {
        Type::Time(time) => Side::Time(*time),
        // A `u64` may be beyond what a time counts.
        Type::Sized(Scalar::U64) => return None,
        Type::Int => Side::Count,
        Type::Sized(scalar) if scalar.is_int() => Side::Count,
        Type::Float => Side::Factor,
        Type::Sized(scalar) if scalar.is_float() => Side::Factor,
        _ => return None,
    })
}

/// The meaning of `left op right`; `None` where NumPy raises, or where it is not compiled.
pub fn binary(op: BinaryOp, left: &Type, right: &Type) -> Option<TimeRule> {
    use Side::{Count, Factor};
    let is_span = |time: Time| time.kind == TimeKind::Timedelta;
    let rule = |function, operands, result| Some(TimeRule { function, operands, result });
    let of_times = |function, a: Time, b: Time, kind: fn(Time) -> Time| {
        let common = a.common(b)?;
        let taken = [a.kind, b.kind].map(|kind| Taken::Time(Time { kind, ..common }));
        rule(function, taken, Given::Time(kind(common)))
    };
    match (op, side(left)?, side(right)?) {
        (BinaryOp::Add, Side::Time(a), Side::Time(b)) => match (is_span(a), is_span(b)) {
            (true, true) => of_times("add", a, b, Time::span),
            (false, false) => None,
            _ => of_times("add", a, b, Time::point),
        },
        (BinaryOp::Sub, Side::Time(a), Side::Time(b)) => match (is_span(a), is_span(b)) {
            (true, false) => None,
            (false, true) => of_times("subtract", a, b, Time::point),
            _ => of_times("subtract", a, b, Time::span),
        },
        (BinaryOp::Add, Side::Time(a), Count) => {
            rule("add", [Taken::Time(a), Taken::Count], Given::Time(a))
        }
        (BinaryOp::Add, Count, Side::Time(b)) => {
            rule("add", [Taken::Count, Taken::Time(b)], Given::Time(b))
        }
        (BinaryOp::Sub, Side::Time(a), Count) => {
            rule("subtract", [Taken::Time(a), Taken::Count], Given::Time(a))
        }
        (BinaryOp::Sub, Count, Side::Time(b)) if is_span(b) => {
            rule("subtract", [Taken::Count, Taken::Time(b)], Given::Time(b))
        }
        (BinaryOp::Mul, Side::Time(a), Count) if is_span(a) => {
            rule("multiply", [Taken::Time(a), Taken::Count], Given::Time(a))
        }
        (BinaryOp::Mul, Count, Side::Time(b)) if is_span(b) => {
            rule("multiply_count", [Taken::Count, Taken::Time(b)], Given::Time(b))
        }
        (BinaryOp::Mul, Side::Time(a), Factor) if is_span(a) => {
            rule("multiply_by_float", [Taken::Time(a), Taken::Factor], Given::Time(a))
        }
        (BinaryOp::Mul, Factor, Side::Time(b)) if is_span(b) => {
            rule("multiply_float", [Taken::Factor, Taken::Time(b)], Given::Time(b))
        }
        (BinaryOp::TrueDiv | BinaryOp::FloorDiv, Side::Time(a), Count) if is_span(a) => {
            rule("divide", [Taken::Time(a), Taken::Count], Given::Time(a))
        }
        (BinaryOp::TrueDiv | BinaryOp::FloorDiv, Side::Time(a), Factor) if is_span(a) => {
            rule("divide_by_float", [Taken::Time(a), Taken::Factor], Given::Time(a))
        }
        (op, Side::Time(a), Side::Time(b)) if is_span(a) && is_span(b) => {
            let TimeRule { operands, .. } = of_times("remainder", a, b, Time::span)?;
            match op {
                BinaryOp::TrueDiv => rule("ratio", operands, Given::Number),
                BinaryOp::FloorDiv => rule("floor_ratio", operands, Given::Number),
                BinaryOp::Mod => of_times("remainder", a, b, Time::span),
                _ => None,
            }
        }
        _ => None,
    }
}

/// What both sides of a comparison, or of a choice between them, are brought to: spans beside
/// integers, and times of one kind.
pub fn compared(left: &Type, right: &Type) -> Option<[Taken; 2]> {
    match (side(left)?, side(right)?) {
        (Side::Time(a), Side::Time(b)) if a.kind == b.kind => {
            a.common(b).map(|common| [Taken::Time(common); 2])
        }
        (Side::Time(a), Side::Count) if a.kind == TimeKind::Timedelta => {
            Some([Taken::Time(a), Taken::Count])
        }
        (Side::Count, Side::Time(b)) if b.kind == TimeKind::Timedelta => {
            Some([Taken::Count, Taken::Time(b)])
        }
        _ => None,
    }
}

/// Whether a value is a time.
pub fn is_time(value: &Expr) -> bool {
    matches!(value.ty, Type::Time(_))
}

/// Whether a time is the type, or what an array of it or a part of it holds.
pub fn holds_time(ty: &Type) -> bool {
    match ty {
        Type::Time(_) => true,
        Type::Array(array) => matches!(array.element, Element::Time(_)),
        _ => ty.parts().is_some_and(|parts| parts.iter().any(holds_time)),
    }
}

/// Whether a value is a dtype of times.
pub fn is_dtype_of_times(value: &Expr) -> bool {
    matches!(dtype_by(value), Some(Element::Time(_)))
}

/// The number of units of a time, an `Int`.
pub fn number_of(value: Expr) -> Expr {
    let (span, i64) = (value.span, Type::Sized(Scalar::I64));
    let number = match value.kind {
        ExprKind::Aggregate(mut parts) if parts.len() == 1 => parts.remove(0),
        kind => {
            let value = Box::new(Expr { kind, ..value });
            Expr { kind: ExprKind::Part { value, index: 0 }, ty: i64, span }
        }
    };
    match number.kind {
        ExprKind::Convert { value, .. } if value.ty == Type::Int => *value,
        kind => convert(Expr { kind, ..number }, &Type::Int, Conversion::Numeric),
    }
}

/// A time of so many units, an `Int` that may have failed to be computed.
pub fn time_of(number: Expr, time: Time) -> Expr {
    let span = number.span;
    let number = convert(number, &Type::Sized(Scalar::I64), Conversion::Exact);
    Expr { kind: ExprKind::Aggregate(vec![number]), ty: Type::Time(time), span }
}

/// An integer as the number of units of a time; `None` for what is none, or may not fit.
pub fn counted(value: Expr, time: Time) -> Option<Expr> {
    match side(&value.ty)? {
        Side::Count => Some(time_of(convert(value, &Type::Int, Conversion::Numeric), time)),
        _ => None,
    }
}

/// A time whose number is known.
pub fn constant_time(number: i64, time: Time, span: crate::source::Span) -> Expr {
    let kind = ExprKind::Constant(Constant::Int(i128::from(number)));
    time_of(Expr { kind, ty: Type::Int, span }, time)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(name: &str) -> Type {
        Type::Time(Time::coded(name).expect(name))
    }

    fn result(op: BinaryOp, left: &Type, right: &Type) -> Option<String> {
        binary(op, left, right).map(|rule| match rule.result {
            Given::Time(time) => time.to_string(),
            Given::Number => rule.function.to_owned(),
        })
    }

    #[test]
    fn operators_are_numpys() {
        let is = |text: &str| Some(text.to_owned());
        let (point, span) = (time("M8[s]"), time("m8[ms]"));
        assert_eq!(result(BinaryOp::Sub, &point, &point), is("timedelta64[s]"));
        assert_eq!(result(BinaryOp::Add, &point, &span), is("datetime64[ms]"));
        assert_eq!(result(BinaryOp::Sub, &span, &point), None);
        assert_eq!(result(BinaryOp::Add, &point, &point), None);
        assert_eq!(result(BinaryOp::Add, &point, &Type::Int), is("datetime64[s]"));
        assert_eq!(result(BinaryOp::Sub, &Type::Int, &point), None);
        assert_eq!(result(BinaryOp::Add, &point, &Type::Float), None);
        assert_eq!(result(BinaryOp::Mul, &span, &Type::Float), is("timedelta64[ms]"));
        assert_eq!(result(BinaryOp::Mul, &point, &Type::Int), None);
        assert_eq!(result(BinaryOp::TrueDiv, &span, &span), is("ratio"));
        assert_eq!(result(BinaryOp::FloorDiv, &span, &span), is("floor_ratio"));
        assert_eq!(result(BinaryOp::Mod, &span, &Type::Int), None);
        assert_eq!(result(BinaryOp::Add, &time("m8[M]"), &time("m8[D]")), None);
        assert_eq!(result(BinaryOp::Add, &time("M8[M]"), &time("m8[D]")), is("datetime64[D]"));
    }
}
