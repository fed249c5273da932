//! NumPy's functions of scalars whose arguments are not all brought to one type first.
//!
//! Where all arguments are Python's numbers they count as NumPy's; beside a sized one they are weak.

use crate::check::body::Body;
use crate::check::build::{behind, node, truth};
use crate::check::calls::numbers::divmod;
use crate::check::calls::table::Builtin;
use crate::check::library;
use crate::check::problem::Built;
use crate::check::rules::arithmetic::{common, operand};
use crate::check::rules::convert::{convert, held, strong, to_index};
use crate::check::rules::dtypes::result_type;
use crate::check::rules::kinds::is_complex;
use crate::check::tree::{Expr, ExprKind};
use crate::source::Span;
use crate::types::{BinaryOp, Comparison, Conversion, Scalar, Type};

/// The functions: see [`Builtin`].
pub const FUNCTIONS: &[Builtin] = &[
    Builtin { name: "numpy.divmod", build: quotient_and_rest },
    Builtin { name: "numpy.equal", build: |b, a, s| compared(b, Comparison::Eq, a, s) },
    Builtin { name: "numpy.greater", build: |b, a, s| compared(b, Comparison::Gt, a, s) },
    Builtin { name: "numpy.greater_equal", build: |b, a, s| compared(b, Comparison::Ge, a, s) },
    Builtin { name: "numpy.ldexp", build: ldexp },
    Builtin { name: "numpy.less", build: |b, a, s| compared(b, Comparison::Lt, a, s) },
    Builtin { name: "numpy.less_equal", build: |b, a, s| compared(b, Comparison::Le, a, s) },
    Builtin { name: "numpy.logical_and", build: |b, a, s| logical(b, BinaryOp::BitAnd, a, s) },
    Builtin { name: "numpy.logical_not", build: logical_not },
    Builtin { name: "numpy.logical_or", build: |b, a, s| logical(b, BinaryOp::BitOr, a, s) },
    Builtin { name: "numpy.logical_xor", build: |b, a, s| logical(b, BinaryOp::BitXor, a, s) },
    Builtin { name: "numpy.not_equal", build: |b, a, s| compared(b, Comparison::Ne, a, s) },
    Builtin { name: "numpy.round", build: round },
];

/// Functions of numbers that are no ufuncs of the prelude, and that arrays are taken by, too.
const OF_ELEMENTS: &[&str] = &[
    "numpy.equal",
    "numpy.greater",
    "numpy.greater_equal",
    "numpy.isclose",
    "numpy.ldexp",
    "numpy.less",
    "numpy.less_equal",
    "numpy.logical_and",
    "numpy.logical_not",
    "numpy.logical_or",
    "numpy.logical_xor",
    "numpy.not_equal",
    "numpy.round",
];

/// Whether a function of NumPy's is one of these.
pub fn is_of_elements(name: &str) -> bool {
    OF_ELEMENTS.contains(&name)
}

/// Names that mean the same function as another.
const SYNONYMS: &[(&str, &str)] = &[
    ("bisect.bisect", "bisect.bisect_right"),
    ("bisect.insort", "bisect.insort_right"),
    ("numba.typed.List", "builtins.list"),
    ("numpy.abs", "numpy.absolute"),
    ("numpy.acos", "numpy.arccos"),
    ("numpy.acosh", "numpy.arccosh"),
    ("numpy.around", "numpy.round"),
    ("numpy.asin", "numpy.arcsin"),
    ("numpy.asinh", "numpy.arcsinh"),
    ("numpy.atan", "numpy.arctan"),
    ("numpy.atan2", "numpy.arctan2"),
    ("numpy.atanh", "numpy.arctanh"),
    ("numpy.bitwise_invert", "numpy.invert"),
    ("numpy.bitwise_left_shift", "numpy.left_shift"),
    ("numpy.bitwise_not", "numpy.invert"),
    ("numpy.bitwise_right_shift", "numpy.right_shift"),
    ("numpy.conj", "numpy.conjugate"),
    ("numpy.fix", "numpy.trunc"),
    ("numpy.pow", "numpy.power"),
    ("operator.abs", "builtins.abs"),
    ("operator.inv", "operator.invert"),
];

/// The name that a function is known by.
pub fn known_as(name: &str) -> &str {
    SYNONYMS.iter().find(|(synonym, _)| *synonym == name).map_or(name, |(_, known)| known)
}

/// Whether a function of NumPy's that is generic in the prelude takes these values: scalars, `None`
/// for a default, and complex numbers where it asks for them. Other libraries' functions take any.
pub fn takes(name: &str, arguments: &[Expr]) -> bool {
    let of_complex = name == "numpy.isclose";
    let fits = |ty: &Type| match ty {
        Type::None => true,
        Type::Complex | Type::SizedComplex(_) => of_complex,
        _ => held(ty).is_some(),
    };
    !name.starts_with("numpy.") || arguments.iter().all(|it| fits(&it.ty))
}

/// A Python number as the sized one that it counts as.
pub fn strengthened(value: Expr) -> Expr {
    match strong(&value.ty) {
        Some(scalar) => convert(value, &Type::Sized(scalar), Conversion::Numeric),
        None => value,
    }
}

/// Two numbers, Python's as NumPy's if both are Python's.
fn pair(arguments: Vec<Expr>) -> Option<[Expr; 2]> {
    let [left, right] = <[Expr; 2]>::try_from(arguments).ok()?;
    strong(&left.ty).and(strong(&right.ty))?;
    Some(match common(&left.ty, &right.ty) {
        Some(_) => [left, right],
        None => [strengthened(left), strengthened(right)],
    })
}

fn numpys_bool(value: Expr) -> Expr {
    convert(value, &Type::Sized(Scalar::Bool), Conversion::Numeric)
}

fn compared(
    body: &mut Body,
    op: Comparison,
    arguments: Vec<Expr>,
    span: Span,
) -> Built<Option<Expr>> {
    if arguments.iter().any(|it| is_complex(&it.ty)) {
        let numbers: Vec<Expr> = arguments.into_iter().map(as_numpys_complex).collect();
        let pair = <[Expr; 2]>::try_from(numbers).ok();
        let known = pair.filter(|pair| result_type(&pair[0].ty, &pair[1].ty).is_some());
        let compared = known.map(|pair| body.complex_elements_compared(pair, op, span));
        return compared.transpose().map(|built| built.map(numpys_bool));
    }
    match pair(arguments) {
        Some(pair) => body.compare_all(pair.into(), &[op], false, span).map(Some),
        None => Ok(None),
    }
}

/// A complex number of Python's as NumPy's.
fn as_numpys_complex(value: Expr) -> Expr {
    match value.ty {
        Type::Complex => convert(value, &Type::SizedComplex(Scalar::F64), Conversion::Numeric),
        _ => value,
    }
}

fn quotient_and_rest(body: &mut Body, arguments: Vec<Expr>, span: Span) -> Built<Option<Expr>> {
    match pair(arguments) {
        Some(pair) => divmod(body, pair.into(), span),
        None => Ok(None),
    }
}

/// The truth of each of them, all being numbers.
fn truths(arguments: Vec<Expr>) -> Built<Option<Vec<Expr>>> {
    if !arguments.iter().all(|it| held(&it.ty).is_some() || is_complex(&it.ty)) {
        return Ok(None);
    }
    arguments.into_iter().map(truth).collect::<Built<Vec<Expr>>>().map(Some)
}

fn logical(body: &mut Body, op: BinaryOp, arguments: Vec<Expr>, span: Span) -> Built<Option<Expr>> {
    let Some(truths) = truths(arguments)? else { return Ok(None) };
    let Ok([left, right]) = <[Expr; 2]>::try_from(truths) else { return Ok(None) };
    Ok(Some(numpys_bool(body.binary(op, left, right, span)?)))
}

fn logical_not(_: &mut Body, arguments: Vec<Expr>, span: Span) -> Built<Option<Expr>> {
    let Some(value) = truths(arguments)?.and_then(|mut it| it.pop()) else { return Ok(None) };
    Ok(Some(numpys_bool(node(ExprKind::Not(Box::new(value)), Type::Bool, span))))
}

/// An integer as a number of digits or an exponent: an `Int`.
fn count(value: Expr) -> Option<Expr> {
    match value.ty {
        Type::Bool => Some(convert(value, &Type::Int, Conversion::Numeric)),
        _ => to_index(value),
    }
}

/// `np.round(x)` and `np.round(x, decimals)`.
fn round(body: &mut Body, arguments: Vec<Expr>, span: Span) -> Built<Option<Expr>> {
    let mut arguments = arguments.into_iter();
    let (Some(value), digits) = (arguments.next(), arguments.next()) else { return Ok(None) };
    let value = strengthened(as_numpys_complex(value));
    if is_complex(&value.ty) {
        let mut arguments = vec![value];
        if let Some(digits) = digits {
            let Some(digits) = count(digits) else { return Ok(None) };
            arguments.push(digits);
        }
        let function = if arguments.len() == 1 { "nearest" } else { "rounded" };
        let name = format!("operators_sizedcomplex.{function}");
        return body.prelude_kernel(&name, arguments, span).map(Some);
    }
    let scalar = match value.ty {
        Type::Sized(scalar) if scalar != Scalar::Bool => scalar,
        _ => return Ok(None),
    };
    let Some(digits) = digits else {
        if !scalar.is_float() {
            return Ok(Some(value));
        }
        let found = library::find("numpy.rint");
        return body.call_ufunc("numpy.rint", found, vec![value], span);
    };
    let function = match scalar {
        Scalar::F64 => "builtins._round_f64",
        Scalar::F32 => "builtins._round_f32",
        _ => "builtins._round_sized",
    };
    let (Some(digits), Some(found)) = (count(digits), library::find(function)) else {
        return Ok(None);
    };
    body.call_kernel(found.kernel, vec![value, digits], span).map(Some)
}

/// `np.ldexp(x, i)`: a weak `i` beside a sized `x` must fit 32 bits.
fn ldexp(body: &mut Body, arguments: Vec<Expr>, span: Span) -> Built<Option<Expr>> {
    let Ok([value, exponent]) = <[Expr; 2]>::try_from(arguments) else { return Ok(None) };
    let sized = |it: &Expr| matches!(it.ty, Type::Sized(_));
    let to = match &value.ty {
        Type::Float => Scalar::F64,
        // Beside a sized exponent it is brought to half precision.
        Type::Int if !sized(&exponent) => Scalar::F64,
        Type::Sized(Scalar::F32 | Scalar::I16 | Scalar::U16) => Scalar::F32,
        Type::Sized(Scalar::Bool | Scalar::I8 | Scalar::U8) => return Ok(None),
        Type::Sized(_) => Scalar::F64,
        _ => return Ok(None),
    };
    let weak = sized(&value) && exponent.ty == Type::Int;
    let mut before = Vec::new();
    let mut both = body.settled(vec![value, exponent], &mut before).into_iter();
    let (Some(value), Some(exponent)) = (both.next(), both.next()) else { return Ok(None) };
    let exponent = match exponent.ty {
        Type::Int if weak => {
            let narrow = convert(exponent, &Type::Sized(Scalar::I32), Conversion::Exact);
            convert(narrow, &Type::Int, Conversion::Numeric)
        }
        Type::Int => exponent,
        Type::Float | Type::Sized(Scalar::U64 | Scalar::F32 | Scalar::F64) => return Ok(None),
        _ if exponent.ty.scalar().is_some() => convert(exponent, &Type::Int, Conversion::Numeric),
        _ => return Ok(None),
    };
    let value = operand(value, &Type::Sized(to));
    let name = if to == Scalar::F32 { "numpy._ldexp_f32" } else { "numpy._ldexp_f64" };
    let Some(found) = library::find(name) else { return Ok(None) };
    let built = body.call_kernel(found.kernel, vec![value, exponent], span)?;
    Ok(Some(behind(before, built)))
}
