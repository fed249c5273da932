//! Functions of `math` that do not take every number alike: what C code makes of their arguments.

use crate::check::body::Body;
use crate::check::build::{constant, elements, node};
use crate::check::library;
use crate::check::problem::{Built, Problem, Stop, refuse};
use crate::check::refusals::described;
use crate::check::rules::convert::{convert, to_index};
use crate::check::tree::{Expr, ExprKind};
use crate::diagnostics::codes;
use crate::source::Span;
use crate::types::{Arithmetic, BinaryOp, Constant, Conversion, Scalar, Type};

/// `math.floor` and `math.ceil`: NumPy's integers have no such methods and go by way of a float.
pub fn floor(body: &mut Body, arguments: Vec<Expr>, span: Span) -> Built<Option<Expr>> {
    rounded(body, "math.floor", arguments, span)
}

/// See [`floor`].
pub fn ceil(body: &mut Body, arguments: Vec<Expr>, span: Span) -> Built<Option<Expr>> {
    rounded(body, "math.ceil", arguments, span)
}

fn rounded(body: &mut Body, name: &str, arguments: Vec<Expr>, span: Span) -> Built<Option<Expr>> {
    let Some(function) = library::find(name) else { return Ok(None) };
    let of_numpy = |it: &Expr| matches!(it.ty, Type::Sized(_));
    if !arguments.iter().all(of_numpy) {
        return Ok(None);
    }
    let arguments = arguments.into_iter().map(as_float).collect();
    body.call_kernel(function.kernel, arguments, span).map(Some)
}

/// `math.trunc`: of NumPy's scalars only `f64` has `__trunc__`, being a `float`.
pub fn trunc(_: &mut Body, arguments: Vec<Expr>, _: Span) -> Built<Option<Expr>> {
    match arguments.iter().find(|it| matches!(it.ty, Type::Sized(it) if it != Scalar::F64)) {
        Some(value) => refuse(type_error("math.trunc", value)),
        None => Ok(None),
    }
}

/// Functions of integers alone, which NumPy's booleans are not.
pub fn of_integers(_: &mut Body, arguments: Vec<Expr>, _: Span) -> Built<Option<Expr>> {
    match arguments.iter().find(|it| it.ty == Type::Sized(Scalar::Bool)) {
        Some(value) => refuse(type_error("this function of `math`", value)),
        None => Ok(None),
    }
}

/// `math.ldexp`: the exponent must be a Python `int`.
pub fn ldexp(_: &mut Body, arguments: Vec<Expr>, _: Span) -> Built<Option<Expr>> {
    match arguments.last().filter(|it| matches!(it.ty, Type::Sized(_))) {
        Some(value) => refuse(type_error("math.ldexp", value)),
        None => Ok(None),
    }
}

/// `math.gcd` of any number of integers.
pub fn gcd(body: &mut Body, arguments: Vec<Expr>, span: Span) -> Built<Option<Expr>> {
    integers(body, "math.gcd", arguments, span)
}

/// `math.lcm` of any number of integers.
pub fn lcm(body: &mut Body, arguments: Vec<Expr>, span: Span) -> Built<Option<Expr>> {
    integers(body, "math.lcm", arguments, span)
}

fn integers(body: &mut Body, name: &str, arguments: Vec<Expr>, span: Span) -> Built<Option<Expr>> {
    let mut converted = Vec::new();
    for argument in arguments {
        let value = match argument.ty {
            Type::Bool => Some(convert(argument.clone(), &Type::Int, Conversion::Numeric)),
            _ => to_index(argument.clone()),
        };
        match value {
            Some(value) => converted.push(value),
            None => return refuse(type_error(name, &argument)),
        }
    }
    match <[Expr; 2]>::try_from(converted) {
        // Without a loop over them.
        Ok(pair) if name == "math.gcd" => {
            let Some(function) = library::find("math._gcd_two") else { return Ok(None) };
            body.call_kernel(function.kernel, pair.into(), span).map(Some)
        }
        Ok(pair) => packed(body, name, pair.into(), span).map(Some),
        Err(converted) => packed(body, name, converted, span).map(Some),
    }
}

/// `math.hypot` of any number of coordinates.
pub fn hypot(body: &mut Body, arguments: Vec<Expr>, span: Span) -> Built<Option<Expr>> {
    if let Some(value) = arguments.iter().find(|it| it.ty.scalar().is_none()) {
        return refuse(type_error("math.hypot", value));
    }
    let coordinates = arguments.into_iter().map(as_float).collect();
    packed(body, "math.hypot", coordinates, span).map(Some)
}

/// A call of a function of the prelude that takes its arguments, all of one type, as a tuple; of
/// none, the function is a constant.
fn packed(body: &mut Body, name: &str, arguments: Vec<Expr>, span: Span) -> Built<Expr> {
    let Some(function) = library::find(name) else {
        return Err(Stop::Unknown(span));
    };
    if arguments.is_empty() {
        let nothing = match name {
            "math.gcd" => Constant::Int(0),
            "math.lcm" => Constant::Int(1),
            _ => Constant::Float(0.0),
        };
        return constant(&nothing, span);
    }
    let arguments = body.completed(function.kernel, arguments, span)?;
    body.call_kernel(function.kernel, arguments, span)
}

fn as_float(value: Expr) -> Expr {
    convert(value, &Type::Float, Conversion::Numeric)
}

fn type_error(name: &str, value: &Expr) -> Problem {
    let message = format!("`{name}` does not work on {}", described(&value.ty));
    Problem::new(codes::ARGUMENT_TYPE, value.span, message)
        .help("Python raises TypeError here; convert the argument")
}

/// `math.dist` of two tuples of one length: the length of their difference.
pub fn distance(body: &mut Body, arguments: Vec<Expr>, span: Span) -> Built<Option<Expr>> {
    let Ok([from, to]) = <[Expr; 2]>::try_from(arguments) else { return Ok(None) };
    let (Type::Tuple(left), Type::Tuple(right)) = (&from.ty, &to.ty) else { return Ok(None) };
    let numbers = left.iter().chain(right).all(|ty| ty.scalar().is_some());
    if !numbers {
        return Ok(None);
    }
    if left.len() != right.len() {
        let message = "both points must have the same number of dimensions";
        return refuse(
            Problem::new(codes::ARGUMENT_TYPE, span, message)
                .help("Python raises ValueError here; pass tuples of one length"),
        );
    }
    let apart = |body: &mut Body, from: Expr, to: Expr| -> Built<Expr> {
        let pairs = elements(from).into_iter().flatten().zip(elements(to).into_iter().flatten());
        let differences: Vec<Expr> = pairs
            .map(|(from, to)| {
                let (left, right) = (Box::new(as_float(from)), Box::new(as_float(to)));
                let (op, arithmetic) = (BinaryOp::Sub, Arithmetic::PythonFloat);
                let kind = ExprKind::Binary { op, arithmetic, left, right };
                node(kind, Type::Float, span)
            })
            .collect();
        packed(body, "math.hypot", differences, span)
    };
    let built =
        body.with_place(from, |body, from| body.with_place(to, |body, to| apart(body, from, to)));
    built.map(Some)
}
