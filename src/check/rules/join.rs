//! The type of a variable, result or conditional expression that gets values from several places.
//!
//! Numbers of different types make a number that is one of them, [`Type::Mixed`], if one scalar
//! represents all their values: a constant is known to fit, an `int` fits an `i64`, a `float` an
//! `f64`.

use std::collections::BTreeSet;

use crate::check::rules::kinds::is_complex;
use crate::check::rules::numba;
use crate::check::tree::{Expr, ExprKind};
use crate::types::{
    ArrayType, Constant, Container, Element, Layout, MixedType, NamedTuple, Rules, Scalar, Type,
};

/// What is known of one value that flows into a place.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
    /// Anything but a tuple, and its value if it is a constant.
    Value(Type, Option<Constant>),
    Tuple(Vec<Fact>),
}

/// Two types that cannot be one.
#[derive(Clone, Debug, PartialEq)]
pub struct Clash {
    pub first: Type,
    pub second: Type,
}

impl Fact {
    /// What is known of an expression.
    pub fn of(expr: &Expr) -> Fact {
        match &expr.kind {
            ExprKind::Aggregate(elements) if matches!(expr.ty, Type::Tuple(_)) => {
                Fact::Tuple(elements.iter().map(Fact::of).collect())
            }
            ExprKind::Constant(constant) => Fact::Value(expr.ty.clone(), Some(constant.clone())),
            _ => Fact::of_type(&expr.ty),
        }
    }

    /// What is known of a value from its type alone.
    pub fn of_type(ty: &Type) -> Fact {
        match ty {
            Type::Tuple(elements) => Fact::Tuple(elements.iter().map(Fact::of_type).collect()),
            _ => Fact::Value(ty.clone(), None),
        }
    }

    /// The type of the value.
    pub fn ty(&self) -> Type {
        match self {
            Fact::Value(ty, _) => ty.clone(),
            Fact::Tuple(elements) => Type::Tuple(elements.iter().map(Fact::ty).collect()),
        }
    }
}

/// The type that holds all the values; `None` if there are none.
#[cfg(test)]
pub fn join(facts: &[Fact]) -> Result<Option<Type>, Clash> {
    join_by(Rules::Python, facts)
}

/// The same for a kernel of these rules.
pub fn join_by(rules: Rules, facts: &[Fact]) -> Result<Option<Type>, Clash> {
    if facts.iter().any(|fact| matches!(fact.ty(), Type::Known(_))) {
        return join_known(rules, facts);
    }
    if facts.iter().any(|fact| matches!(fact.ty(), Type::None | Type::Optional(_))) {
        return join_optional(rules, facts);
    }
    let Some(first) = facts.first() else { return Ok(None) };
    let clash = |other: &Fact| Clash { first: first.ty(), second: other.ty() };
    if let Fact::Tuple(elements) = first {
        let mut columns: Vec<Vec<Fact>> = vec![Vec::new(); elements.len()];
        for fact in facts {
            match fact {
                Fact::Tuple(others) if others.len() == elements.len() => {
                    columns.iter_mut().zip(others).for_each(|(column, f)| column.push(f.clone()));
                }
                _ => return Err(clash(fact)),
            }
        }
        let types: Result<Vec<_>, _> =
            columns.iter().map(|column| join_by(rules, column)).collect();
        return Ok(Some(Type::Tuple(types?.into_iter().flatten().collect())));
    }
    if let Some(tuple) = facts.iter().find(|fact| matches!(fact, Fact::Tuple(_))) {
        return Err(clash(tuple));
    }
    match first.ty() {
        Type::Array(array) => join_arrays(array, facts, &clash),
        Type::Named(named) => join_named(rules, &named, facts, &clash),
        Type::List(_) => join_lists(rules, facts, &clash),
        same @ (Type::Range
        | Type::Generator
        | Type::Str
        | Type::Time(_)
        | Type::Function(_)
        | Type::Records(..)
        | Type::Record(_)) => match facts.iter().find(|fact| fact.ty() != same) {
            Some(other) => Err(clash(other)),
            None => Ok(Some(same)),
        },
        _ if rules.are_numbas() => join_numbas(facts, &clash),
        _ => join_scalars(facts, &clash),
    }
}

/// Whether the type that holds some values holds that one too, so that it stays what it is. Where
/// this says no, it may still be so.
pub fn holds(joined: &Type, fact: &Fact) -> bool {
    match (joined, fact) {
        (Type::Tuple(types), Fact::Tuple(facts)) => {
            types.len() == facts.len() && types.iter().zip(facts).all(|(ty, fact)| holds(ty, fact))
        }
        (Type::Optional(_), Fact::Value(Type::None, _)) => true,
        (Type::Optional(inner), Fact::Value(Type::Optional(ty), _)) => {
            holds(inner, &Fact::of_type(ty))
        }
        (Type::Optional(inner), _) => holds(inner, fact),
        (Type::Mixed(mixed), Fact::Value(ty, constant)) => {
            let one_of_them = mixed.alternatives.contains(ty);
            let source = ty.scalar().map(|scalar| Source { scalar, constant: constant.as_ref() });
            let survives = match source {
                Some(source) => source.survives_in(mixed.holder.part()),
                None => mixed.holder == Element::Complex(Scalar::F64),
            };
            one_of_them && survives
        }
        (_, Fact::Value(ty, _)) => ty == joined,
        (_, Fact::Tuple(_)) => false,
    }
}

/// Where some of the values are part of their types: they stay so if they are one.
fn join_known(rules: Rules, facts: &[Fact]) -> Result<Option<Type>, Clash> {
    let first = facts.first().map(Fact::ty);
    if facts.iter().all(|fact| Some(fact.ty()) == first) {
        return Ok(first);
    }
    let widened = |fact: &Fact| match fact {
        Fact::Value(Type::Known(known), _) => Fact::Value(known.ty(), Some(known.constant())),
        other => other.clone(),
    };
    join_by(rules, &facts.iter().map(widened).collect::<Vec<_>>())
}

/// Lists of what all of them have.
fn join_lists(
    rules: Rules,
    facts: &[Fact],
    clash: &dyn Fn(&Fact) -> Clash,
) -> Result<Option<Type>, Clash> {
    let mut types = facts.iter().map(Fact::ty);
    if let Some(first) = types.next()
        && types.all(|ty| ty == first)
    {
        return Ok(Some(first));
    }
    let mut elements = Vec::new();
    for fact in facts {
        match fact.ty() {
            Type::List(element) => elements.extend(element.map(|it| Fact::of_type(&it))),
            _ => return Err(clash(fact)),
        }
    }
    Ok(Some(Type::List(join_by(rules, &elements)?.map(Box::new))))
}

/// Named tuples of one class, field by field.
fn join_named(
    rules: Rules,
    first: &NamedTuple,
    facts: &[Fact],
    clash: &dyn Fn(&Fact) -> Clash,
) -> Result<Option<Type>, Clash> {
    let mut columns: Vec<Vec<Fact>> = vec![Vec::new(); first.fields.len()];
    for fact in facts {
        match fact {
            Fact::Value(Type::Named(named), _) if named.is_same_class(first) => {
                let types = named.types();
                columns.iter_mut().zip(&types).for_each(|(all, ty)| all.push(Fact::of_type(ty)));
            }
            _ => return Err(clash(fact)),
        }
    }
    let types: Result<Vec<_>, _> = columns.iter().map(|column| join_by(rules, column)).collect();
    let types = types?.into_iter().flatten().collect();
    Ok(Some(Type::Named(Box::new(first.with_types(types)))))
}

/// Where some of the values are or may be `None`.
fn join_optional(rules: Rules, facts: &[Fact]) -> Result<Option<Type>, Clash> {
    let inner: Vec<Fact> = present(facts);
    Ok(Some(match join_by(rules, &inner)? {
        Some(inner) => Type::Optional(Box::new(inner)),
        None => Type::None,
    }))
}

/// The facts without those that are `None`.
fn present(facts: &[Fact]) -> Vec<Fact> {
    let inner = facts.iter().filter_map(|fact| match fact {
        Fact::Value(Type::None, _) => None,
        Fact::Value(Type::Optional(inner), _) => Some(Fact::of_type(inner)),
        other => Some(other.clone()),
    });
    inner.collect()
}

fn join_arrays(
    first: ArrayType,
    facts: &[Fact],
    clash: &dyn Fn(&Fact) -> Clash,
) -> Result<Option<Type>, Clash> {
    let mut joined = first;
    for fact in facts {
        match fact.ty() {
            Type::Array(array) if array == joined => {}
            Type::Array(array) if strided(array) == strided(joined) => joined = strided(joined),
            _ => return Err(clash(fact)),
        }
    }
    Ok(Some(Type::Array(joined)))
}

/// The type that a constant array of NumPy's has as an argument; the callee is compiled for one that
/// is not written.
pub fn thawed(array: ArrayType) -> ArrayType {
    match array.container {
        Container::Frozen => ArrayType { container: Container::Array, ..array },
        _ => array,
    }
}

/// The same array type with any strides.
pub fn strided(array: ArrayType) -> ArrayType {
    ArrayType { layout: Layout::Strided, ..array }
}

fn join_scalars(facts: &[Fact], clash: &dyn Fn(&Fact) -> Clash) -> Result<Option<Type>, Clash> {
    let mut alternatives: BTreeSet<Type> = BTreeSet::new();
    let mut sources: Vec<Source> = Vec::new();
    for fact in facts {
        match fact {
            Fact::Value(Type::Mixed(mixed), _) => {
                alternatives.extend(mixed.alternatives.iter().cloned());
                sources.push(Source { scalar: mixed.holder.part(), constant: None });
            }
            Fact::Value(ty, constant) if let Some(scalar) = ty.scalar() => {
                alternatives.insert(ty.clone());
                sources.push(Source { scalar, constant: constant.as_ref() });
            }
            Fact::Value(ty, _) if is_complex(ty) => {
                alternatives.insert(ty.clone());
            }
            _ => return Err(clash(fact)),
        }
    }
    let alternatives: Vec<Type> = alternatives.into_iter().collect();
    if let [only] = alternatives.as_slice() {
        return Ok(Some(only.clone()));
    }
    match holder(&alternatives, &sources) {
        Some(holder) => Ok(Some(Type::Mixed(Box::new(MixedType { alternatives, holder })))),
        None => Err(Clash {
            first: alternatives.last().cloned().unwrap_or(Type::None),
            second: alternatives.first().cloned().unwrap_or(Type::None),
        }),
    }
}

/// The one type that Numba brings numbers to.
fn join_numbas(facts: &[Fact], clash: &dyn Fn(&Fact) -> Clash) -> Result<Option<Type>, Clash> {
    let types: Vec<Type> = facts.iter().map(Fact::ty).collect();
    match (numba::unified(&types), facts.iter().find(|fact| !is_number(&fact.ty()))) {
        (Some(ty), None) => Ok(Some(ty)),
        (_, other) => match other.or(facts.last()) {
            Some(other) => Err(clash(other)),
            None => Ok(None),
        },
    }
}

fn is_number(ty: &Type) -> bool {
    matches!(ty, Type::Mixed(_)) || ty.scalar().is_some() || is_complex(ty)
}

/// A value that flows into a number of several types: how it is held, and what it is if it is a
/// constant.
struct Source<'f> {
    scalar: Scalar,
    constant: Option<&'f Constant>,
}

impl Source<'_> {
    /// Whether the scalar represents every such value exactly.
    fn survives_in(&self, holder: Scalar) -> bool {
        match self.constant {
            Some(constant) => self.scalar == holder || fits(constant, holder),
            None => embeds(self.scalar, holder),
        }
    }
}

/// The scalar that holds the values of all those types: one of their own if it can be, so that sums
/// over arrays are computed in the type of the elements. What might not be exact is checked: an
/// integer beside floats, a Python integer beside a `u64`.
fn holder(alternatives: &[Type], sources: &[Source]) -> Option<Element> {
    if alternatives.iter().any(is_complex) {
        return Some(Element::Complex(Scalar::F64));
    }
    real_holder(alternatives, sources).map(Element::Scalar)
}

/// The same of real numbers.
fn real_holder(alternatives: &[Type], sources: &[Source]) -> Option<Scalar> {
    let own = alternatives.iter().rev().filter_map(Type::scalar);
    let mut exact = own.chain([Scalar::I64, Scalar::F64]);
    let all = |holder| sources.iter().all(|source| source.survives_in(holder));
    let float = alternatives.iter().filter_map(Type::scalar).any(Scalar::is_float);
    if let Some(holder) = exact.find(|&holder| (float || !holder.is_float()) && all(holder)) {
        return Some(holder);
    }
    let signed = |ty: &Type| matches!(ty, Type::Sized(scalar) if scalar.is_signed());
    match alternatives.last() {
        _ if float => Some(Scalar::F64),
        // Python's integers beside a `u64` are seldom negative.
        Some(Type::Sized(Scalar::U64)) if !alternatives.iter().any(signed) => Some(Scalar::U64),
        _ => None,
    }
}

/// Whether the wider scalar represents every value of the narrower one.
pub fn embeds(narrow: Scalar, wide: Scalar) -> bool {
    if narrow == wide || narrow == Scalar::Bool {
        return true;
    }
    match (narrow.is_float(), wide.is_float()) {
        _ if wide == Scalar::Bool => false,
        (true, true) => narrow.bits() <= wide.bits(),
        (true, false) => false,
        (false, true) => narrow.bits() <= if wide == Scalar::F32 { 16 } else { 32 },
        (false, false) if narrow.is_signed() == wide.is_signed() => narrow.bits() <= wide.bits(),
        (false, false) => wide.is_signed() && narrow.bits() < wide.bits(),
    }
}

/// Whether a scalar of that type (and value) can become the sized scalar without a loss.
pub fn survives(ty: &Type, constant: Option<&Constant>, scalar: Scalar) -> bool {
    match (ty, constant) {
        (Type::Sized(other), _) => *other == scalar,
        (Type::Bool, _) => true,
        // An `int` that an `f64` does not hold exactly fails where it is converted.
        (Type::Int, None) => matches!(scalar, Scalar::I64 | Scalar::F64),
        (Type::Float, None) => scalar == Scalar::F64,
        (_, Some(constant)) => fits(constant, scalar),
        _ => false,
    }
}

/// Whether the scalar represents the constant exactly, as a number of the same kind.
pub fn fits(constant: &Constant, scalar: Scalar) -> bool {
    match constant {
        Constant::Bool(_) => true,
        Constant::Int(value) => match scalar {
            Scalar::Bool => false,
            Scalar::F32 => (*value as f32) as i128 == *value,
            Scalar::F64 => (*value as f64) as i128 == *value,
            _ => {
                let (low, high) = range(scalar);
                (low..=high).contains(value)
            }
        },
        Constant::Float(value) => match scalar {
            Scalar::F64 => true,
            Scalar::F32 => value.is_nan() || f64::from(*value as f32) == *value,
            _ => false,
        },
        _ => false,
    }
}

/// The least and greatest value of an integer type.
pub fn range(scalar: Scalar) -> (i128, i128) {
    let bits = scalar.bits();
    match scalar.is_signed() {
        true => (-(1 << (bits - 1)), (1 << (bits - 1)) - 1),
        false => (0, (1 << bits) - 1),
    }
}

/// The common type, or where there is none, the one to go on with.
pub fn guess<'a>(rules: Rules, facts: impl Iterator<Item = &'a Fact>) -> Option<Type> {
    let facts: Vec<Fact> = facts.cloned().collect();
    join_by(rules, &facts).unwrap_or_else(|clash| Some(clash.first))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn int(value: i128) -> Fact {
        Fact::Value(Type::Int, Some(Constant::Int(value)))
    }

    fn of(ty: Type) -> Fact {
        Fact::Value(ty, None)
    }

    fn mixed(alternatives: &[Type], holder: Scalar) -> Result<Option<Type>, Clash> {
        let (alternatives, holder) = (alternatives.to_vec(), holder.into());
        Ok(Some(Type::Mixed(Box::new(MixedType { alternatives, holder }))))
    }

    #[test]
    fn python_numbers_are_held_side_by_side() {
        let (bool, float) = (of(Type::Bool), of(Type::Float));
        assert_eq!(join(&[bool, of(Type::Int)]), mixed(&[Type::Bool, Type::Int], Scalar::I64));
        let numbers = mixed(&[Type::Int, Type::Float], Scalar::F64);
        assert_eq!(join(&[float.clone(), of(Type::Int)]), numbers);
        assert_eq!(join(&[float, int(0)]), numbers);
        assert_eq!(join(&[int(1), of(Type::Int)]), Ok(Some(Type::Int)));
        let optional = Type::Optional(Box::new(Type::Int));
        assert_eq!(join(&[of(Type::None), of(Type::Int)]), Ok(Some(optional)));
    }

    #[test]
    fn constants_are_held_in_the_sized_type_they_fit() {
        let (u8, f32) = (Type::Sized(Scalar::U8), Type::Sized(Scalar::F32));
        let byte = || of(Type::Sized(Scalar::U8));
        assert_eq!(join(&[int(0), byte()]), mixed(&[Type::Int, u8.clone()], Scalar::U8));
        assert_eq!(join(&[int(256), byte()]), mixed(&[Type::Int, u8.clone()], Scalar::I64));
        assert_eq!(join(&[of(Type::Int), byte()]), mixed(&[Type::Int, u8], Scalar::I64));
        assert!(join(&[of(Type::Sized(Scalar::I64)), of(Type::Sized(Scalar::U64))]).is_err());
        let single = of(f32.clone());
        let held = mixed(&[Type::Int, f32.clone()], Scalar::F32);
        assert_eq!(join(&[int(0), single.clone()]), held);
        let tenth = Fact::Value(Type::Float, Some(Constant::Float(0.1)));
        assert_eq!(join(&[tenth, single]), mixed(&[Type::Float, f32], Scalar::F64));
    }

    /// Every list of up to three facts: one more that is held changes nothing.
    #[test]
    fn what_is_held_changes_nothing() {
        let numbers = [Type::Bool, Type::Int, Type::Float, Type::Sized(Scalar::U8)];
        let others = [Type::Sized(Scalar::F32), Type::Sized(Scalar::U64), Type::None, Type::Str];
        let mut facts: Vec<Fact> = numbers.into_iter().chain(others).map(of).collect();
        facts.extend([int(0), int(-1), int(300), int(1 << 40)]);
        facts.push(Fact::Value(Type::Float, Some(Constant::Float(0.1))));
        facts.extend(facts.clone().into_iter().map(|fact| Fact::Tuple(vec![fact])));
        let (mut held, mut grown) = (0, 0);
        for first in &facts {
            for second in &facts {
                for third in &facts {
                    let all = [first.clone(), second.clone(), third.clone()];
                    let Ok(Some(joined)) = join(&all[..2]) else { continue };
                    let after = join(&all);
                    if holds(&joined, third) {
                        assert_eq!(after, Ok(Some(joined)), "{first:?} {second:?} {third:?}");
                        held += 1;
                    } else if after != Ok(Some(joined)) {
                        grown += 1;
                    }
                }
            }
        }
        assert!(held > 100 && grown > 100, "{held} {grown}");
    }

    #[test]
    fn tuples_join_by_element() {
        let left = Fact::Tuple(vec![int(1), of(Type::Sized(Scalar::I8))]);
        let right = Fact::Tuple(vec![int(2), of(Type::Sized(Scalar::I8))]);
        let joined = Type::Tuple(vec![Type::Int, Type::Sized(Scalar::I8)]);
        assert_eq!(join(&[left.clone(), right]), Ok(Some(joined)));
        assert!(join(&[left, Fact::Tuple(vec![])]).is_err());
    }
}
