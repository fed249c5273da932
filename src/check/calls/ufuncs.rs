//! NumPy's functions of scalars: the type that NumPy computes them in, and what computes them.
//!
//! Python's numbers count as `i64`, `f64` and `bool` beside each other and are weak beside sized
//! ones; the result is sized. What is an operator is that operator; what the prelude has for the
//! type is its function.

use crate::check::body::{Body, Within};
use crate::check::build::behind;
use crate::check::library;
use crate::check::library::LibraryKernel;
use crate::check::problem::{Built, refuse};
use crate::check::refusals::{integer_too_large, no_such_function};
use crate::check::rules::arithmetic::{common, operand};
use crate::check::rules::convert::convert;
use crate::check::rules::dtypes::{element_of, promoted, result_type};
use crate::check::rules::kinds::{is_complex, is_numpys};
use crate::check::rules::numba;
use crate::check::rules::promotion::strong;
use crate::check::tree::{Expr, ExprKind};
use crate::source::Span;
use crate::types::{BinaryOp, Constant, Conversion, Element, Scalar, Type};

/// Functions that are operators.
const OPERATORS: &[(&str, BinaryOp)] = &[
    ("add", BinaryOp::Add),
    ("bitwise_and", BinaryOp::BitAnd),
    ("bitwise_or", BinaryOp::BitOr),
    ("bitwise_xor", BinaryOp::BitXor),
    ("divide", BinaryOp::TrueDiv),
    ("float_power", BinaryOp::Pow),
    ("floor_divide", BinaryOp::FloorDiv),
    ("left_shift", BinaryOp::LShift),
    ("mod", BinaryOp::Mod),
    ("multiply", BinaryOp::Mul),
    ("power", BinaryOp::Pow),
    ("remainder", BinaryOp::Mod),
    ("right_shift", BinaryOp::RShift),
    ("subtract", BinaryOp::Sub),
    ("true_divide", BinaryOp::TrueDiv),
];

/// Functions that NumPy computes in `int8` where all arguments are booleans.
const OF_BOOLEANS_AS_BYTES: &[&str] = &["conjugate", "fmod", "reciprocal", "square"];

/// Whether NumPy has a function of scalars of that canonical name that is an operator.
pub fn is_operator(name: &str) -> bool {
    let name = name.strip_prefix("numpy.");
    name.is_some_and(|name| OPERATORS.iter().any(|(known, _)| *known == name))
}

/// Functions of elements that are no ufuncs of NumPy's, or that have two results.
const NO_UFUNCS: &[&str] = &["frexp", "isneginf", "isposinf", "modf"];

/// Whether a function of NumPy's is a ufunc with one result, by its canonical name.
pub fn is_ufunc(name: &str) -> bool {
    let Some(own) = name.strip_prefix("numpy.") else { return false };
    let found = library::find(name);
    let is_known = is_elementwise(name, found) && !NO_UFUNCS.contains(&own);
    is_known || OF_TRUTHS.contains(&own)
}

/// Ufuncs that answer with booleans, which the compiler itself knows.
const OF_TRUTHS: &[&str] = &[
    "equal",
    "greater",
    "greater_equal",
    "less",
    "less_equal",
    "logical_and",
    "logical_not",
    "logical_or",
    "logical_xor",
    "not_equal",
];

/// Whether a function of NumPy's is one of elements, so that it takes arrays.
pub fn is_elementwise(name: &str, found: Option<LibraryKernel>) -> bool {
    name.starts_with("numpy.") && (found.is_some_and(|found| found.exact) || is_operator(name))
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
        let arguments = self.strengthened(arguments);
        if arguments.iter().any(|it| is_numpys(&it.ty)) && is_elementwise(name, found) {
            let arguments = match self.loop_of_arrays(name, found, &arguments) {
                Some(scalar) => arguments.into_iter().map(|it| weak_in(it, scalar)).collect(),
                None => arguments,
            };
            let whole = self.elementwise(arguments, span, &mut |this, parts| {
                let types: Vec<String> = parts.iter().map(|it| it.ty.to_string()).collect();
                match this.call_ufunc(name, found, parts, span)? {
                    Some(built) => Ok(built),
                    None => refuse(no_such_function(name, true, &types, span)),
                }
            });
            return whole.map(Some);
        }
        let Some(name) = name.strip_prefix("numpy.") else { return Ok(None) };
        if arguments.iter().any(|it| is_complex(&it.ty)) {
            return self.of_elements(|this| this.of_complex(name, arguments, span));
        }
        let arguments = match self.kernel_rules().are_numbas() && self.within != Within::Loop {
            true => numba::as_in_loop(arguments, false),
            false => arguments,
        };
        let Some(scalar) = computed_in(&arguments) else { return Ok(None) };
        if let [one] = &*arguments
            && is_python_object(one)
        {
            return refuse(integer_too_large(one.span));
        }
        // Of two arguments NumPy takes the loop first and brings them to its type then: where that
        // is one of floats, every Python integer fits.
        let scalar = match name {
            "float_power" => Scalar::F64,
            _ if scalar == Scalar::Bool
                && (OF_BOOLEANS_AS_BYTES.contains(&name)
                    || self.is_of_bytes(found, arguments.len())) =>
            {
                Scalar::I8
            }
            _ => self.loop_of_floats(name, scalar, found, &arguments).unwrap_or(scalar),
        };
        let ty = Type::Sized(scalar);
        let (before, arguments) = match <[Expr; 2]>::try_from(arguments) {
            Ok(pair) => {
                let (before, pair) = self.operands(pair, &ty);
                (before, Vec::from(pair))
            }
            Err(one) => (Vec::new(), one.into_iter().map(|it| operand(it, &ty)).collect()),
        };
        let built = self.of_elements(|this| this.ufunc_in(name, found, arguments, span))?;
        Ok(built.map(|built| behind(before, built)))
    }

    /// The same with arguments of the type that it is computed in.
    fn ufunc_in(
        &mut self,
        name: &str,
        found: Option<LibraryKernel>,
        arguments: Vec<Expr>,
        span: Span,
    ) -> Built<Option<Expr>> {
        if let Some((_, op)) = OPERATORS.iter().find(|(known, _)| *known == name) {
            let of_truths = arguments.iter().all(|it| it.ty == Type::Sized(Scalar::Bool));
            let op = match op {
                BinaryOp::Add if of_truths => BinaryOp::BitOr,
                BinaryOp::Mul if of_truths => BinaryOp::BitAnd,
                op => *op,
            };
            return match <[Expr; 2]>::try_from(arguments) {
                Ok([left, right]) => self.binary(op, left, right, span).map(Some),
                Err(_) => Ok(None),
            };
        }
        let types: Vec<Type> = arguments.iter().map(|it| it.ty.clone()).collect();
        if let Some(found) = found
            && self.has_signature(found, &types)
        {
            let result = self.call_kernel(found.kernel, arguments, span)?;
            return Ok(Some(as_numpys(result)));
        }
        Ok(None)
    }

    /// The type of floats that a function of arrays of integers is computed in, if it is.
    fn loop_of_arrays(
        &self,
        name: &str,
        found: Option<LibraryKernel>,
        arguments: &[Expr],
    ) -> Option<Scalar> {
        let own = name.strip_prefix("numpy.").unwrap_or(name);
        let integer = arguments.iter().find_map(|it| match it.ty {
            Type::Array(array) => array.element.scalar(),
            _ => None,
        });
        integer.and_then(|it| self.loop_of_floats(own, it, found, arguments))
    }

    /// The type of floats that NumPy computes a function of integers in, of which `scalar` is the
    /// one they have together; `None` where it computes in the type itself, or in half precision.
    fn loop_of_floats(
        &self,
        name: &str,
        scalar: Scalar,
        found: Option<LibraryKernel>,
        arguments: &[Expr],
    ) -> Option<Scalar> {
        if scalar.is_float() {
            return None;
        }
        match OPERATORS.iter().find(|(known, _)| *known == name) {
            Some((_, BinaryOp::TrueDiv)) if self.kernel_rules().are_numbas() => {}
            Some((_, BinaryOp::TrueDiv)) => return Some(Scalar::F64),
            Some(_) => return None,
            None => {}
        }
        let types = vec![Type::Sized(scalar); arguments.len()];
        if found.is_some_and(|found| self.has_signature(found, &types)) {
            return None;
        }
        // Each argument is brought to it: `i8` and `u8` have `i16` together, but fit half precision.
        let sized = |it: &Expr| match &it.ty {
            Type::Array(array) => array.element.scalar(),
            Type::Sized(scalar) => Some(*scalar),
            _ => None,
        };
        let mut known: Vec<Scalar> = arguments.iter().filter_map(sized).collect();
        if known.is_empty() {
            known.push(scalar);
        }
        if self.kernel_rules().are_numbas() {
            return known.into_iter().map(numba::narrowest_float).max();
        }
        known.into_iter().filter_map(narrowest_float).max()
    }

    /// A function of complex numbers: an operator, or a function of its own beside that of floats.
    /// Python's own count as NumPy's of double precision.
    fn of_complex(&mut self, name: &str, arguments: Vec<Expr>, span: Span) -> Built<Option<Expr>> {
        let elements: Option<Vec<Element>> =
            arguments.iter().map(|it| element_of(&it.ty)).collect();
        let known = match arguments.as_slice() {
            [left, right] => result_type(&left.ty, &right.ty),
            _ => None,
        };
        let all = || elements?.into_iter().map(Some).reduce(|a, b| promoted(a?, b?)).flatten();
        let together = known.or_else(all);
        let Some(together) = together else { return Ok(None) };
        let together = match name {
            "float_power" => Element::Complex(Scalar::F64),
            _ => together,
        };
        let ty = together.sized();
        let arguments: Vec<Expr> = arguments.into_iter().map(|it| operand(it, &ty)).collect();
        if let Some((_, op)) = OPERATORS.iter().find(|(known, _)| *known == name) {
            return match <[Expr; 2]>::try_from(arguments) {
                Ok([left, right]) => self.binary(*op, left, right, span).map(Some),
                Err(_) => Ok(None),
            };
        }
        let types: Vec<Type> = arguments.iter().map(|it| it.ty.clone()).collect();
        let own = library::find(&format!("numpy._{name}_of_complex"));
        match own.filter(|found| self.has_signature(*found, &types)) {
            Some(found) => self.call_kernel(found.kernel, arguments, span).map(as_numpys).map(Some),
            None => Ok(None),
        }
    }

    /// Whether a function that knows no booleans takes them for `i8`: the first loop of Numba's that
    /// does. NumPy refuses some of them.
    fn is_of_bytes(&self, found: Option<LibraryKernel>, count: usize) -> bool {
        let has = |scalar| {
            found.is_some_and(|found| self.has_signature(found, &vec![Type::Sized(scalar); count]))
        };
        self.kernel_rules().are_numbas() && !has(Scalar::Bool) && has(Scalar::I8)
    }

    fn has_signature(&self, found: LibraryKernel, types: &[Type]) -> bool {
        let signatures = &self.program.kernel(found.kernel).signatures;
        signatures.iter().any(|signature| signature.parameters == types)
    }
}

/// An integer that NumPy has no type for, where nothing beside it says one.
fn is_python_object(value: &Expr) -> bool {
    match (&value.kind, &value.ty) {
        (ExprKind::Constant(Constant::Int(value)), Type::Int) => {
            i64::try_from(*value).is_err() && u64::try_from(*value).is_err()
        }
        _ => false,
    }
}

/// An `int` of Python's becomes a float of the loop at once, and need not fit the type of arrays
/// beside it.
fn weak_in(operand: Expr, scalar: Scalar) -> Expr {
    match operand.ty {
        Type::Int => {
            let double = convert(operand, &Type::Float, Conversion::Numeric);
            convert(double, &Type::Sized(scalar), Conversion::Cast)
        }
        _ => operand,
    }
}

/// What a function answers as NumPy's boolean.
fn as_numpys(result: Expr) -> Expr {
    match result.ty {
        Type::Bool => convert(result, &Type::Sized(Scalar::Bool), Conversion::Numeric),
        _ => result,
    }
}

/// The type that NumPy brings one or two scalars to.
fn computed_in(arguments: &[Expr]) -> Option<Scalar> {
    match arguments {
        [one] => strong(&one.ty),
        [left, right] => {
            let (first, second) = (strong(&left.ty)?, strong(&right.ty)?);
            Some(common(&left.ty, &right.ty).unwrap_or(first.max(second)))
        }
        _ => None,
    }
}

/// The narrowest type of floats that NumPy takes for the type; `None` for half precision.
fn narrowest_float(scalar: Scalar) -> Option<Scalar> {
    match scalar {
        Scalar::F32 | Scalar::I16 | Scalar::U16 => Some(Scalar::F32),
        Scalar::Bool | Scalar::I8 | Scalar::U8 => None,
        _ => Some(Scalar::F64),
    }
}
