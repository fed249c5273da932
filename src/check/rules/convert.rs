//! Conversions: bringing a built expression to another type, each for its purpose.

use crate::check::build::{constant, elements, instead_of, is_place};
use crate::check::rules::join::{Fact, embeds, fits, strided, survives};
use crate::check::tree::{Expr, ExprKind, Intrinsic, ListOperation};
use crate::source::Span;
use crate::types::{Constant, Conversion, MixedType, Scalar, Type};

/// `expr` as `to` by that conversion; nothing where the types are the same. Constants are
/// converted at once where that cannot fail.
pub fn convert(expr: Expr, to: &Type, conversion: Conversion) -> Expr {
    if expr.ty == *to {
        return expr;
    }
    if let (ExprKind::Constant(constant), Type::Mixed(mixed)) = (&expr.kind, to)
        && let Some(parts) = mixed_constant(constant, &expr.ty, mixed)
    {
        return Expr { kind: ExprKind::Aggregate(parts), ty: to.clone(), span: expr.span };
    }
    if let ExprKind::Constant(constant) = &expr.kind
        && let Some(folded) = fold(constant, to, conversion)
    {
        return Expr { kind: ExprKind::Constant(folded), ty: to.clone(), span: expr.span };
    }
    let span = expr.span;
    let kind = ExprKind::Convert { value: Box::new(expr), conversion };
    Expr { kind, ty: to.clone(), span }
}

/// The constant as a constant of another type, if the conversion is exact.
fn fold(constant: &Constant, to: &Type, conversion: Conversion) -> Option<Constant> {
    let scalar = to.scalar()?;
    let number = match constant {
        Constant::Bool(value) if scalar != Scalar::Bool => &Constant::Int(i128::from(*value)),
        other => other,
    };
    match (number, scalar) {
        (Constant::Bool(_), Scalar::Bool) => Some(number.clone()),
        (Constant::Int(value), Scalar::F32 | Scalar::F64) if fits(number, scalar) => {
            Some(Constant::Float(*value as f64))
        }
        (Constant::Int(value), Scalar::F64) if conversion == Conversion::Numeric => {
            Some(Constant::Float(*value as f64))
        }
        // `f32(0.1)`: rounded here as it would be there.
        (Constant::Float(value), Scalar::F32) if conversion == Conversion::Cast => {
            Some(Constant::Float(f64::from(*value as f32)))
        }
        _ if fits(number, scalar) => Some(number.clone()),
        _ => None,
    }
}

/// The conversion of a scalar to the type it was joined to; see [`super::join`].
fn joining(from: &Type, to: &Type) -> Conversion {
    // In a complex number the real part holds what is real.
    let target = match to {
        Type::Mixed(mixed) => Some(mixed.holder.part()),
        _ => to.scalar(),
    };
    match (held(from), target) {
        // Only Numba brings one number to the type of another.
        (Some(_), Some(scalar)) if !matches!(to, Type::Mixed(_)) => match scalar {
            Scalar::F64 => Conversion::Numeric,
            _ => Conversion::Cast,
        },
        (Some(from), Some(to)) if !embeds(from, to) => Conversion::Exact,
        _ => Conversion::Numeric,
    }
}

/// The scalar that holds a number.
pub fn held(ty: &Type) -> Option<Scalar> {
    match ty {
        Type::Mixed(mixed) => mixed.holder.scalar(),
        _ => ty.scalar(),
    }
}

/// The sized type that a Python number counts as, where no other argument is sized.
pub fn strong(ty: &Type) -> Option<Scalar> {
    match ty {
        Type::Bool => Some(Scalar::Bool),
        Type::Int => Some(Scalar::I64),
        Type::Float => Some(Scalar::F64),
        Type::Sized(scalar) => Some(*scalar),
        _ => None,
    }
}

/// The operands of what is computed in floats: an `int` of Python's becomes one at once, and need not
/// fit the type of arrays beside it.
pub fn as_floats(operands: Vec<Expr>) -> Vec<Expr> {
    let as_float = |operand: Expr| match operand.ty {
        Type::Int => convert(operand, &Type::Float, Conversion::Numeric),
        _ => operand,
    };
    operands.into_iter().map(as_float).collect()
}

/// A constant among numbers of several types, as it is held. Not an `int` of more than 64 bits: the
/// holder may have room for it, but what reads it as the `int` that it is has not.
fn mixed_constant(constant: &Constant, from: &Type, mixed: &MixedType) -> Option<Vec<Expr>> {
    if *from == Type::Int && !fits(constant, Scalar::I64) {
        return None;
    }
    let span = Span::default();
    let holder = mixed.holder.sized();
    let value = fold(constant, &holder, Conversion::Exact)?;
    let flag = |ty: &Type| {
        let kind = ExprKind::Constant(Constant::Bool(ty == from));
        Expr { kind, ty: Type::Bool, span }
    };
    let held = Expr { kind: ExprKind::Constant(value), ty: holder, span };
    let flags = mixed.alternatives.iter().skip(1).map(flag);
    Some(std::iter::once(held).chain(flags).collect())
}

/// `expr` as a value of the type that it was joined with others to. `None` if a tuple would have to
/// be taken apart that is not at hand.
pub fn to_joined(expr: Expr, to: &Type) -> Option<Expr> {
    let expr = match &expr.ty {
        Type::Known(known) if expr.ty != *to => constant(&known.constant(), expr.span).ok()?,
        _ => expr,
    };
    each(expr, to, &|from, to| is_among(from, to).then(|| joining(from, to)))
}

/// Whether a number of several types has a place for each type of another: else what that was would
/// be forgotten.
fn is_among(from: &Type, to: &Type) -> bool {
    match (from, to) {
        (Type::Mixed(from), Type::Mixed(to)) => {
            from.alternatives.iter().all(|one| to.alternatives.contains(one))
        }
        _ => true,
    }
}

/// Why an argument or result does not become its declared type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// A value could be lost: a way out is to convert explicitly.
    Lossy,
    /// There is no conversion.
    Never,
}

/// `expr` as the declared type of a parameter, result or variable: integers become floats as
/// `float()` does it, Python's numbers become sized where they fit; what could lose something does
/// not.
pub fn to_declared(expr: Expr, to: &Type) -> Result<Expr, Misfit> {
    fits_declared(&Fact::of(&expr), to)?;
    if let (Type::Array(_), Type::Array(_)) = (&expr.ty, to) {
        return Ok(convert(expr, to, Conversion::Numeric));
    }
    each(expr, to, &declared).ok_or(Misfit::Never)
}

/// Whether a value could be brought to a declared type if it stood in a variable: then its parts can
/// be taken one by one.
pub fn fits_in_a_variable(expr: &Expr, to: &Type) -> bool {
    !is_place(expr) && fits_declared(&Fact::of(expr), to).is_ok()
}

/// Whether a value keeps its own type where a parameter or variable is declared that: Python goes on
/// in the arithmetic of NumPy's scalars, whatever the annotation says. Not told of a value of the
/// very type.
pub fn keeps_its_type(from: &Type, to: &Type) -> bool {
    let is_python = |ty: &Type| matches!(ty, Type::Bool | Type::Int | Type::Float);
    let fits = |from: &Type, to: &Type| from == to || keeps_its_type(from, to);
    match (from, to) {
        (Type::Optional(from), Type::Optional(to)) => keeps_its_type(from, to),
        (from, Type::Optional(to)) => keeps_its_type(from, to),
        (Type::Sized(_), to) => is_python(to),
        (Type::SizedComplex(_), Type::Complex) => true,
        (Type::Mixed(mixed), to) => {
            is_python(to) && mixed.alternatives.iter().all(|from| fits(from, to))
        }
        (Type::Tuple(from), Type::Tuple(to)) => {
            from != to
                && from.len() == to.len()
                && from.iter().zip(to).all(|(from, to)| fits(from, to))
        }
        (Type::Named(from), Type::Named(to)) => {
            from != to
                && from.is_same_class(to)
                && from.types().iter().zip(&to.types()).all(|(from, to)| fits(from, to))
        }
        _ => false,
    }
}

/// An argument of a library's function that is said to take a `float` or a `complex`: what C code
/// makes of it with `float(x)`, which rounds large integers. Any other argument is left as it is.
pub fn as_library_float(expr: Expr, to: &Type) -> Expr {
    match (held(&expr.ty), to) {
        (Some(_), Type::Complex) => from_real(convert(expr, &Type::Float, Conversion::Numeric)),
        (Some(scalar), Type::Float) if !scalar.is_float() => convert(expr, to, Conversion::Numeric),
        _ => expr,
    }
}

/// A `Float` as the complex number with that real part.
pub fn from_real(real: Expr) -> Expr {
    let span = real.span;
    let zero = Expr { kind: ExprKind::Constant(Constant::Float(0.0)), ty: Type::Float, span };
    Expr { kind: ExprKind::Aggregate(vec![real, zero]), ty: Type::Complex, span }
}

fn fits_declared(fact: &Fact, to: &Type) -> Result<(), Misfit> {
    match (fact, to) {
        (Fact::Value(Type::None, _), Type::Optional(_)) => Ok(()),
        (Fact::Value(Type::Optional(from), _), Type::Optional(inner)) => {
            fits_declared(&Fact::of_type(from), inner)
        }
        (_, Type::Optional(inner)) => fits_declared(fact, inner),
        (Fact::Tuple(facts), Type::Tuple(types)) if facts.len() == types.len() => {
            facts.iter().zip(types).try_for_each(|(fact, ty)| fits_declared(fact, ty))
        }
        (Fact::Value(Type::Named(from), _), Type::Named(to)) if from.is_same_class(to) => {
            let fields = from.types().into_iter().zip(to.types());
            fields.into_iter().try_for_each(|(from, to)| fits_declared(&Fact::of_type(&from), &to))
        }
        (Fact::Value(Type::Mixed(mixed), _), _) => {
            let facts = mixed.alternatives.iter().map(Fact::of_type);
            facts.into_iter().try_for_each(|fact| fits_declared(&fact, to))
        }
        // Python would go on in the arithmetic of real numbers.
        (Fact::Value(from, _), Type::Complex | Type::SizedComplex(_))
            if from.scalar().is_some() =>
        {
            Err(Misfit::Lossy)
        }
        (Fact::Value(from @ (Type::Complex | Type::SizedComplex(_)), _), _) => {
            declared(from, to).map(|_| ()).ok_or(Misfit::Never)
        }
        (Fact::Value(Type::List(None), _), Type::List(_)) => Ok(()),
        (Fact::Value(Type::Array(from), _), Type::Array(to)) => {
            let fits = from == to || strided(*from) == *to;
            fits.then_some(()).ok_or(Misfit::Never)
        }
        (Fact::Value(from, constant), _) => match (from.scalar(), to.scalar()) {
            (Some(_), Some(scalar)) => {
                let exact = constant.as_ref().is_some_and(|constant| {
                    matches!(to, Type::Sized(_)) && survives(from, Some(constant), scalar)
                });
                if exact || declared(from, to).is_some() { Ok(()) } else { Err(Misfit::Lossy) }
            }
            (None, None) if from == to => Ok(()),
            _ => Err(Misfit::Never),
        },
        (Fact::Tuple(_), _) => Err(Misfit::Never),
    }
}

/// The conversion of a scalar to a declared type, if every value that fits survives it.
fn declared(from: &Type, to: &Type) -> Option<Conversion> {
    if from == to {
        return Some(Conversion::Numeric);
    }
    if let Type::Mixed(mixed) = from {
        return declared_mixed(mixed, to);
    }
    if let Type::Complex | Type::SizedComplex(_) = from {
        let exact = matches!(
            (from, to),
            (Type::SizedComplex(_), Type::Complex) | (_, Type::SizedComplex(Scalar::F64))
        );
        return exact.then_some(Conversion::Numeric);
    }
    let (source, target) = (from.scalar()?, to.scalar()?);
    match (from, to) {
        (Type::Bool, _) | (Type::Sized(Scalar::Bool), Type::Bool) => Some(Conversion::Numeric),
        (Type::Sized(Scalar::Bool), _) => Some(Conversion::Numeric),
        (_, Type::Bool | Type::Sized(Scalar::Bool)) => None,
        // Checked: an integer that does not fit is an `OverflowError`, as at the entry.
        (Type::Int, _) if target.is_int() => Some(Conversion::Exact),
        (Type::Sized(Scalar::U64), Type::Int) => Some(Conversion::Exact),
        (_, Type::Int) if source.is_int() => Some(Conversion::Numeric),
        // A declaration does not round: Python would go on with the integer itself.
        (_, Type::Float | Type::Sized(Scalar::F64)) if source.is_int() && source.bits() == 64 => {
            Some(Conversion::Exact)
        }
        (_, Type::Float | Type::Sized(Scalar::F64)) => Some(Conversion::Numeric),
        (Type::Sized(_), Type::Sized(_)) if can_cast_safely(source, target) => {
            Some(Conversion::Cast)
        }
        _ => None,
    }
}

/// The same for a number of several types, if it goes for all of them.
fn declared_mixed(mixed: &MixedType, to: &Type) -> Option<Conversion> {
    let conversions: Option<Vec<_>> =
        mixed.alternatives.iter().map(|from| declared(from, to)).collect();
    let checked = conversions?.contains(&Conversion::Exact);
    Some(if checked { Conversion::Exact } else { Conversion::Numeric })
}

/// NumPy's `can_cast(source, target, "safe")` for numbers.
fn can_cast_safely(source: Scalar, target: Scalar) -> bool {
    match (source.is_int(), target.is_int()) {
        (true, true) if source.is_signed() == target.is_signed() => source.bits() <= target.bits(),
        (true, true) => target.is_signed() && source.bits() < target.bits(),
        (true, false) => source.bits() <= 16 || target == Scalar::F64,
        (false, false) => source.bits() <= target.bits(),
        (false, true) => false,
    }
}

/// Converts an expression, a tuple element by element, with the conversion that `choose` picks.
fn each(
    expr: Expr,
    to: &Type,
    choose: &dyn Fn(&Type, &Type) -> Option<Conversion>,
) -> Option<Expr> {
    if expr.ty == *to {
        return Some(expr);
    }
    if let (Type::Array(from), Type::Array(wanted)) = (&expr.ty, to) {
        return (strided(*from) == *wanted).then(|| convert(expr, to, Conversion::Numeric));
    }
    if let Type::List(_) = to {
        // A new list without elements is one of any.
        let is_new = is_new_list(&expr) && matches!(expr.ty, Type::List(None));
        return is_new.then(|| Expr { ty: to.clone(), ..expr });
    }
    if let Type::Optional(inner) = to {
        return optional(expr, inner, choose);
    }
    let types = match (&expr.ty, to) {
        (_, Type::Tuple(types)) => Some(types.clone()),
        (Type::Named(from), Type::Named(to)) if from.is_same_class(to) => Some(to.types()),
        _ => None,
    };
    let Some(types) = types else {
        let constant = matches!(expr.kind, ExprKind::Constant(_));
        let conversion = match choose(&expr.ty, to) {
            Some(conversion) => conversion,
            // A constant that fits is folded whatever the conversion.
            None if constant => Conversion::Exact,
            None => return None,
        };
        return Some(convert(expr, to, conversion));
    };
    let span = expr.span;
    if let ExprKind::Block { body, value } = expr.kind {
        let value = Box::new(each(*value, to, choose)?);
        return Some(Expr { kind: ExprKind::Block { body, value }, ty: to.clone(), span });
    }
    let elements = elements(expr)?;
    let converted: Option<Vec<Expr>> =
        elements.into_iter().zip(&types).map(|(element, ty)| each(element, ty, choose)).collect();
    Some(Expr { kind: ExprKind::Aggregate(converted?), ty: to.clone(), span })
}

fn is_new_list(expr: &Expr) -> bool {
    let new = Intrinsic::List(ListOperation::New);
    matches!(&expr.kind, ExprKind::Intrinsic { intrinsic, .. } if *intrinsic == new)
}

/// Converts an expression to `inner | None`.
fn optional(
    expr: Expr,
    inner: &Type,
    choose: &dyn Fn(&Type, &Type) -> Option<Conversion>,
) -> Option<Expr> {
    let span = expr.span;
    let ty = Type::Optional(Box::new(inner.clone()));
    let whole = |some: Expr, value: Expr| {
        let kind = ExprKind::Aggregate(vec![some, value]);
        Expr { kind, ty: ty.clone(), span }
    };
    let flag =
        |value| Expr { kind: ExprKind::Constant(Constant::Bool(value)), ty: Type::Bool, span };
    match &expr.ty {
        Type::None => {
            let placeholder = Expr { kind: ExprKind::Placeholder, ty: inner.clone(), span };
            let none = whole(flag(false), placeholder);
            Some(instead_of(expr, none))
        }
        // The payload of a `None` is zero, which every conversion takes.
        Type::Optional(from) if is_place(&expr) => {
            let part = |index, ty: &Type| {
                let kind = ExprKind::Part { value: Box::new(expr.clone()), index };
                Expr { kind, ty: ty.clone(), span }
            };
            Some(whole(part(0, &Type::Bool), each(part(1, from), inner, choose)?))
        }
        Type::Optional(_) => {
            let parts: [Expr; 2] = elements(expr)?.try_into().ok()?;
            let [some, value] = parts;
            let value = match value.kind {
                ExprKind::Placeholder => Expr { ty: inner.clone(), ..value },
                _ => each(value, inner, choose)?,
            };
            Some(whole(some, value))
        }
        _ => Some(whole(flag(true), each(expr, inner, choose)?)),
    }
}

/// `expr` as an index, a bound of a range or the like: an `Int`. `None` if it is no integer.
pub fn to_index(expr: Expr) -> Option<Expr> {
    match &expr.ty {
        Type::Mixed(mixed) => {
            let integer = |ty: &Type| *ty == Type::Int || ty.scalar().is_some_and(Scalar::is_int);
            let unsigned = mixed.holder == Scalar::U64;
            let how = if unsigned { Conversion::Exact } else { Conversion::Numeric };
            mixed.alternatives.iter().all(integer).then(|| convert(expr, &Type::Int, how))
        }
        Type::Int => Some(expr),
        Type::Sized(Scalar::U64) => Some(convert(expr, &Type::Int, Conversion::Exact)),
        Type::Sized(scalar) if scalar.is_int() => {
            Some(convert(expr, &Type::Int, Conversion::Numeric))
        }
        _ => None,
    }
}
