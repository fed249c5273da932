//! NumPy's functions of scalars: the type that NumPy computes them in, and what computes them.
//!
//! Python's numbers count as `i64`, `f64` and `bool` beside each other and are weak beside sized
//! ones; the result is sized. What is an operator is that operator; what the prelude has for the
//! type is its function; everything else on floats is NumPy's own loop.

use super::arithmetic::{common, operand};
use super::body::{Body, node};
use super::convert::convert;
use super::library::LibraryKernel;
use super::problem::Built;
use super::tree::{Expr, ExprKind, Intrinsic};
use super::tuples::behind;
use crate::source::Span;
use crate::types::{BinaryOp, Conversion, MathFunction, Scalar, Type, Ufunc};

/// Functions that are operators.
const OPERATORS: &[(&str, BinaryOp)] = &[
    ("add", BinaryOp::Add),
    ("bitwise_and", BinaryOp::BitAnd),
    ("bitwise_or", BinaryOp::BitOr),
    ("bitwise_xor", BinaryOp::BitXor),
    ("divide", BinaryOp::TrueDiv),
    ("floor_divide", BinaryOp::FloorDiv),
    ("left_shift", BinaryOp::LShift),
    ("mod", BinaryOp::Mod),
    ("multiply", BinaryOp::Mul),
    ("remainder", BinaryOp::Mod),
    ("right_shift", BinaryOp::RShift),
    ("subtract", BinaryOp::Sub),
    ("true_divide", BinaryOp::TrueDiv),
];

/// Functions of floats that NumPy computes otherwise where all arguments are integers.
const OF_INTEGERS_TOO: &[&str] = &[
    "ceil",
    "floor",
    "fmax",
    "fmin",
    "fmod",
    "maximum",
    "minimum",
    "power",
    "reciprocal",
    "sign",
    "square",
    "trunc",
];

/// Whether NumPy has a function of scalars of that canonical name that is not in the prelude.
pub fn is_ufunc(name: &str) -> bool {
    name.strip_prefix("numpy.").is_some_and(|name| {
        Ufunc::find(name, false).is_some() || OPERATORS.iter().any(|(known, _)| *known == name)
    })
}

impl Body<'_> {
    /// A call of a function of NumPy on scalars; `None` if it is not compiled for these types.
    pub fn call_ufunc(
        &mut self,
        name: &str,
        found: Option<LibraryKernel>,
        arguments: Vec<Expr>,
        span: Span,
    ) -> Built<Option<Expr>> {
        let Some(name) = name.strip_prefix("numpy.") else { return Ok(None) };
        let Some(scalar) = computed_in(&arguments) else { return Ok(None) };
        let ty = Type::Sized(scalar);
        let (before, arguments) = match <[Expr; 2]>::try_from(arguments) {
            Ok(pair) => {
                let (before, pair) = self.operands(pair, &ty);
                (before, Vec::from(pair))
            }
            Err(one) => (Vec::new(), one.into_iter().map(|it| operand(it, &ty)).collect()),
        };
        let built = self.ufunc_in(name, scalar, found, arguments, span)?;
        Ok(built.map(|built| behind(before, built)))
    }

    /// The same with arguments of the type that it is computed in.
    fn ufunc_in(
        &mut self,
        name: &str,
        scalar: Scalar,
        found: Option<LibraryKernel>,
        arguments: Vec<Expr>,
        span: Span,
    ) -> Built<Option<Expr>> {
        let is_power = name == "power" && !scalar.is_float();
        let operator = OPERATORS.iter().find(|(known, _)| *known == name).map(|(_, op)| *op);
        if let Some(op) = operator.or(is_power.then_some(BinaryOp::Pow)) {
            return match <[Expr; 2]>::try_from(arguments) {
                Ok([left, right]) => self.binary(op, left, right, span).map(Some),
                Err(_) => Ok(None),
            };
        }
        if let Some(found) = found
            && self.has_signature(found, &arguments)
        {
            let result = self.call_kernel(found.kernel, arguments, span)?;
            // What NumPy's functions answer is NumPy's boolean.
            return Ok(Some(match result.ty {
                Type::Bool => convert(result, &Type::Sized(Scalar::Bool), Conversion::Numeric),
                _ => result,
            }));
        }
        if !scalar.is_float() && OF_INTEGERS_TOO.contains(&name) {
            return Ok(None);
        }
        Ok(float_loop(name, scalar, arguments, span))
    }

    fn has_signature(&self, found: LibraryKernel, arguments: &[Expr]) -> bool {
        self.program.kernel(found.kernel).signatures.iter().any(|signature| {
            signature.parameters.len() == arguments.len()
                && signature.parameters.iter().zip(arguments).all(|(ty, it)| it.ty == *ty)
        })
    }
}

/// The type that NumPy brings one or two scalars to.
fn computed_in(arguments: &[Expr]) -> Option<Scalar> {
    let strong = |ty: &Type| match ty {
        Type::Bool => Some(Scalar::Bool),
        Type::Int => Some(Scalar::I64),
        Type::Float => Some(Scalar::F64),
        Type::Sized(scalar) => Some(*scalar),
        _ => None,
    };
    match arguments {
        [one] => strong(&one.ty),
        [left, right] => {
            let (first, second) = (strong(&left.ty)?, strong(&right.ty)?);
            Some(common(&left.ty, &right.ty).unwrap_or(first.max(second)))
        }
        _ => None,
    }
}

/// NumPy's loop on floats, in the narrowest of them that NumPy takes for the type.
fn float_loop(name: &str, scalar: Scalar, arguments: Vec<Expr>, span: Span) -> Option<Expr> {
    let single = match scalar {
        Scalar::F32 | Scalar::I16 | Scalar::U16 => true,
        // Half precision.
        Scalar::Bool | Scalar::I8 | Scalar::U8 => return None,
        _ => false,
    };
    let ufunc = Ufunc::find(name, single).filter(|it| it.arity() == arguments.len())?;
    let ty = Type::Sized(if single { Scalar::F32 } else { Scalar::F64 });
    let arguments = arguments.into_iter().map(|it| convert(it, &ty, Conversion::Cast)).collect();
    let intrinsic = Intrinsic::Math(MathFunction::Numpy(ufunc));
    Some(node(ExprKind::Intrinsic { intrinsic, arguments }, ty, span))
}
