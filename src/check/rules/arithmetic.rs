//! The rules of operators: which arithmetic an operator on two types means, and its result.
//!
//! Python's rules for Python's numbers; NEP 50 for sized scalars, where Python's numbers are weak.
//! Checked against NumPy 2.

use crate::check::rules::convert::convert;
use crate::check::rules::promotion::promote;
use crate::check::tree::Expr;
use crate::types::{
    Arithmetic, BinaryOp, Constant, Conversion, Element, MixedType, Scalar, Type, UnaryOp,
};

/// What an operator on two types means.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// The operator, where another does the same: `*` of NumPy's booleans is `&`.
    pub op: BinaryOp,
    pub arithmetic: Arithmetic,
    /// What both operands are converted to.
    pub operand: Type,
    pub result: Type,
}

/// Why an operator cannot be compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Python or NumPy raises `TypeError`.
    TypeError,
    /// NumPy's booleans under an operator that means something else for Python's.
    NumpyBool,
    /// A sized integer to a negative power: NumPy raises `ValueError`.
    NegativePower,
}

/// What is known of the right operand of `**`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exponent {
    NotNegative,
    Negative,
    Unknown,
}

impl Exponent {
    /// What is known of an exponent from its type and value.
    pub fn of(ty: &Type, constant: Option<&Constant>) -> Exponent {
        match (constant, ty) {
            (Some(Constant::Int(value)), _) if *value < 0 => Exponent::Negative,
            (Some(Constant::Int(_)), _) => Exponent::NotNegative,
            (_, Type::Bool) => Exponent::NotNegative,
            (_, Type::Sized(scalar)) if !scalar.is_signed() && !scalar.is_float() => {
                Exponent::NotNegative
            }
            _ => Exponent::Unknown,
        }
    }
}

/// The meaning of `left op right`; `exponent` matters for `**` alone.
pub fn binary(op: BinaryOp, left: &Type, right: &Type, exponent: Exponent) -> Result<Rule, Unfit> {
    if left.scalar().is_none() || right.scalar().is_none() {
        return Err(Unfit::TypeError);
    }
    match common(left, right) {
        Some(scalar) => sized(op, scalar, exponent),
        None => python(op, left, right, exponent),
    }
}

fn is_bitwise(op: BinaryOp) -> bool {
    matches!(op, BinaryOp::BitAnd | BinaryOp::BitOr | BinaryOp::BitXor)
}

fn is_integral(op: BinaryOp) -> bool {
    is_bitwise(op) || matches!(op, BinaryOp::LShift | BinaryOp::RShift)
}

fn python(op: BinaryOp, left: &Type, right: &Type, exponent: Exponent) -> Result<Rule, Unfit> {
    let rule = |arithmetic, operand, result| Ok(Rule { op, arithmetic, operand, result });
    if *left == Type::Float || *right == Type::Float {
        if is_integral(op) {
            return Err(Unfit::TypeError);
        }
        return rule(Arithmetic::PythonFloat, Type::Float, Type::Float);
    }
    if is_bitwise(op) && *left == Type::Bool && *right == Type::Bool {
        return rule(Arithmetic::Sized(Scalar::Bool), Type::Bool, Type::Bool);
    }
    match op {
        BinaryOp::TrueDiv => rule(Arithmetic::PythonInt, Type::Int, Type::Float),
        // CPython computes negative powers of integers as powers of floats.
        BinaryOp::Pow if exponent == Exponent::Negative => {
            rule(Arithmetic::PythonFloat, Type::Float, Type::Float)
        }
        _ => rule(Arithmetic::PythonInt, Type::Int, Type::Int),
    }
}

fn sized(op: BinaryOp, common: Scalar, exponent: Exponent) -> Result<Rule, Unfit> {
    if common.is_float() && is_integral(op) {
        return Err(Unfit::TypeError);
    }
    let rule = |op, scalar| {
        let ty = Type::Sized(scalar);
        Ok(Rule { op, arithmetic: Arithmetic::Sized(scalar), operand: ty.clone(), result: ty })
    };
    match op {
        BinaryOp::TrueDiv if !common.is_float() => rule(op, Scalar::F64),
        BinaryOp::Pow if !common.is_float() && exponent == Exponent::Negative => {
            Err(Unfit::NegativePower)
        }
        _ if common != Scalar::Bool || is_bitwise(op) => rule(op, common),
        BinaryOp::Mul => rule(BinaryOp::BitAnd, Scalar::Bool),
        // NumPy's `+` is a logical or, and `-` raises; Python's compute with integers. A variable
        // may hold either kind of boolean, so neither is compiled.
        BinaryOp::Add | BinaryOp::Sub => Err(Unfit::NumpyBool),
        _ => rule(op, Scalar::I8),
    }
}

/// The type that NumPy brings two numbers to; `None` if neither is sized.
pub fn common(left: &Type, right: &Type) -> Option<Scalar> {
    match (left, right) {
        (Type::Sized(left), Type::Sized(right)) => Some(promote(*left, *right)),
        (Type::Sized(scalar), weak) | (weak, Type::Sized(scalar)) => match (weak, scalar) {
            (Type::Int, Scalar::Bool) => Some(Scalar::I64),
            (Type::Float, scalar) if !scalar.is_float() => Some(Scalar::F64),
            (Type::Bool | Type::Int | Type::Float, scalar) => Some(*scalar),
            _ => None,
        },
        _ => None,
    }
}

/// An operand brought to the type of its operation. Python's numbers are weak: an `int` that does
/// not fit a sized integer raises, a `float` is rounded.
pub fn operand(expr: Expr, to: &Type) -> Expr {
    if let Type::SizedComplex(part) = to {
        let real = match expr.ty.scalar() {
            Some(_) => operand(expr, &Type::Sized(*part)),
            None => expr,
        };
        return convert(real, to, Conversion::Cast);
    }
    let conversion = match (&expr.ty, to) {
        (Type::Int, Type::Sized(scalar)) if scalar.is_int() => Conversion::Exact,
        // By way of a double, as NumPy does.
        (Type::Int, Type::Sized(Scalar::F32)) => {
            let double = convert(expr, &Type::Float, Conversion::Numeric);
            return convert(double, to, Conversion::Cast);
        }
        (Type::Bool | Type::Int, _) => Conversion::Numeric,
        (Type::Float, Type::Sized(Scalar::F32)) => Conversion::Cast,
        (Type::Float, _) => Conversion::Numeric,
        _ => Conversion::Cast,
    };
    convert(expr, to, conversion)
}

/// An operand that is a number of several types brought to the type of its operation. Whichever it
/// is, the holder represents it exactly, so it is converted as the strictest of them is.
pub fn mixed_operand(expr: Expr, mixed: &MixedType, to: &Type) -> Expr {
    if *to == mixed.holder.sized() || to.scalar().is_some_and(|to| mixed.holder == to) {
        return convert(expr, to, Conversion::Numeric);
    }
    let held = if mixed.holder.is_float() { Type::Float } else { Type::Int };
    let python = mixed.alternatives.iter().any(|ty| matches!(ty, Type::Int | Type::Float));
    let held = match mixed.holder {
        Element::Scalar(Scalar::I64 | Scalar::F64) if python => held,
        holder => holder.sized(),
    };
    operand(convert(expr, &held, Conversion::Numeric), to)
}

/// The arithmetic of a unary operator and the type of operand and result.
pub fn unary(op: UnaryOp, ty: &Type) -> Result<(Arithmetic, Type), Unfit> {
    match (op, ty) {
        (UnaryOp::Invert, Type::Float | Type::Sized(Scalar::F32 | Scalar::F64)) => {
            Err(Unfit::TypeError)
        }
        (UnaryOp::Invert, Type::Sized(Scalar::Bool)) => Err(Unfit::NumpyBool),
        (_, Type::Sized(Scalar::Bool)) => Err(Unfit::TypeError),
        (_, Type::Bool | Type::Int) => Ok((Arithmetic::PythonInt, Type::Int)),
        (_, Type::Float) => Ok((Arithmetic::PythonFloat, Type::Float)),
        (_, Type::Sized(scalar)) => Ok((Arithmetic::Sized(*scalar), ty.clone())),
        _ => Err(Unfit::TypeError),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Scalar::*;

    fn result(op: BinaryOp, left: Type, right: Type) -> Result<Type, Unfit> {
        binary(op, &left, &right, Exponent::Unknown).map(|rule| rule.result)
    }

    #[test]
    fn promotion_is_numpys() {
        // The rows of NumPy's table, from `bool` to `f64`.
        let table = [
            [Bool, I8, I16, I32, I64, U8, U16, U32, U64, F32, F64],
            [I8, I8, I16, I32, I64, I16, I32, I64, F64, F32, F64],
            [I16, I16, I16, I32, I64, I16, I32, I64, F64, F32, F64],
            [I32, I32, I32, I32, I64, I32, I32, I64, F64, F64, F64],
            [I64, I64, I64, I64, I64, I64, I64, I64, F64, F64, F64],
            [U8, I16, I16, I32, I64, U8, U16, U32, U64, F32, F64],
            [U16, I32, I32, I32, I64, U16, U16, U32, U64, F32, F64],
            [U32, I64, I64, I64, I64, U32, U32, U32, U64, F64, F64],
            [U64, F64, F64, F64, F64, U64, U64, U64, U64, F64, F64],
            [F32, F32, F32, F64, F64, F32, F32, F64, F64, F32, F64],
            [F64; 11],
        ];
        for (left, row) in Scalar::ALL.iter().zip(table) {
            for (right, expected) in Scalar::ALL.iter().zip(row) {
                assert_eq!(promote(*left, *right), expected, "{left} and {right}");
            }
        }
    }

    #[test]
    fn python_numbers_are_weak() {
        let byte = || Type::Sized(U8);
        assert_eq!(result(BinaryOp::Add, byte(), Type::Int), Ok(byte()));
        assert_eq!(result(BinaryOp::Add, byte(), Type::Float), Ok(Type::Sized(F64)));
        assert_eq!(result(BinaryOp::Add, Type::Sized(F32), Type::Float), Ok(Type::Sized(F32)));
        assert_eq!(result(BinaryOp::Add, Type::Sized(Bool), Type::Int), Ok(Type::Sized(I64)));
        assert_eq!(result(BinaryOp::TrueDiv, byte(), byte()), Ok(Type::Sized(F64)));
    }

    #[test]
    fn python_rules() {
        assert_eq!(result(BinaryOp::Add, Type::Bool, Type::Bool), Ok(Type::Int));
        assert_eq!(result(BinaryOp::BitAnd, Type::Bool, Type::Bool), Ok(Type::Bool));
        assert_eq!(result(BinaryOp::BitAnd, Type::Bool, Type::Int), Ok(Type::Int));
        assert_eq!(result(BinaryOp::TrueDiv, Type::Int, Type::Bool), Ok(Type::Float));
        assert_eq!(result(BinaryOp::Pow, Type::Int, Type::Int), Ok(Type::Int));
        assert_eq!(result(BinaryOp::LShift, Type::Float, Type::Int), Err(Unfit::TypeError));
    }
}
