//! Constant sequences as values: what is joined, repeated, sliced and searched.

use std::sync::Arc;

use super::arithmetic::{Reason, compare, integer};
use super::tables;
use crate::types::{BinaryOp, Comparison, Constant, Container, Table};

/// More elements than this are no constant.
const MAX_LENGTH: usize = 100_000;

/// `left op right` of sequences: joined, or repeated. `None` where neither is one.
pub fn binary(op: BinaryOp, left: &Constant, right: &Constant) -> Option<Result<Constant, Reason>> {
    if !is_sequence(left) && !is_sequence(right) {
        return None;
    }
    let made = match op {
        BinaryOp::Add => joined(left, right),
        BinaryOp::Mul => match (integer(left), integer(right)) {
            (Some(count), None) => repeated(right, count),
            (None, Some(count)) => repeated(left, count),
            _ => None,
        },
        _ => None,
    };
    Some(made.ok_or_else(|| match [left, right].into_iter().any(is_array) {
        true => "it computes with an array".to_owned(),
        false => "it is made of a sequence in a way that is not known".to_owned(),
    }))
}

/// `value[start:stop:step]`, each `None` where it is left out.
///
/// # Errors
/// The reason.
pub fn slice(value: &Constant, bounds: [Option<i128>; 3]) -> Result<Constant, Reason> {
    let unfit = || "it is a slice".to_owned();
    let [start, stop, step] = bounds;
    let step = step.unwrap_or(1);
    let parts = elements(value).ok_or_else(unfit)?;
    let length = parts.len() as i128;
    if step == 0 {
        return Err(super::arithmetic::raises());
    }
    // As `slice.indices` in CPython.
    let (low, high) = if step < 0 { (-1, length - 1) } else { (0, length) };
    let clipped = |bound: i128| {
        let bound = if bound < 0 { bound.saturating_add(length) } else { bound };
        bound.clamp(low, high)
    };
    let first = start.map_or(if step < 0 { high } else { low }, clipped);
    let last = stop.map_or(if step < 0 { low } else { high }, clipped);
    let mut taken = Vec::new();
    let mut position = first;
    while if step > 0 { position < last } else { position > last } {
        let index = usize::try_from(position).map_err(|_| unfit())?;
        taken.push(parts.get(index).cloned().ok_or_else(unfit)?);
        position = position.saturating_add(step);
    }
    like(value, taken).ok_or_else(unfit)
}

/// `item in value`.
///
/// # Errors
/// The reason.
pub fn contains(value: &Constant, item: &Constant) -> Result<bool, Reason> {
    let unknown = || "it tests membership".to_owned();
    if is_array(value) {
        return Err(unknown());
    }
    if let (Constant::Str(text), Constant::Str(part)) = (value, item) {
        return Ok(text.contains(part.as_str()));
    }
    if matches!(value, Constant::Str(_)) {
        return Err(unknown());
    }
    for element in elements(value).ok_or_else(unknown)? {
        // A list finds what is the same object before it compares.
        if matches!(element, Constant::Float(value) if value.is_nan()) {
            return Err(unknown());
        }
        if compare(Comparison::Eq, &element, item)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The elements of what has some; the letters of a string.
fn elements(value: &Constant) -> Option<Vec<Constant>> {
    match value {
        Constant::Str(text) => {
            Some(text.chars().map(|letter| Constant::Str(letter.to_string())).collect())
        }
        _ => tables::elements(value),
    }
}

fn is_sequence(value: &Constant) -> bool {
    matches!(value, Constant::Str(_) | Constant::Tuple(_) | Constant::Table(_))
}

/// An array of NumPy's, whose operators compute.
fn is_array(value: &Constant) -> bool {
    matches!(value, Constant::Table(table) if table.ty.is_numpys())
}

/// What is the same kind of sequence, of those elements.
fn like(value: &Constant, elements: Vec<Constant>) -> Option<Constant> {
    match value {
        Constant::Tuple(_) => Some(Constant::Tuple(elements)),
        Constant::Str(_) => {
            let letters = elements.into_iter().map(|letter| match letter {
                Constant::Str(letter) => Some(letter),
                _ => None,
            });
            letters.collect::<Option<String>>().map(Constant::Str)
        }
        Constant::Table(table) => match table.ty.container {
            Container::List => tables::table(&elements, Container::List).map(as_constant),
            Container::Bytes => {
                let data = elements.iter().map(|it| u8::try_from(integer(it)?).ok());
                data.collect::<Option<Vec<u8>>>().map(Table::of_bytes).map(as_constant)
            }
            _ => tables::array(&Constant::Tuple(elements), table.ty.element.scalar()),
        },
        _ => None,
    }
}

fn as_constant(table: Table) -> Constant {
    Constant::Table(Arc::new(table))
}

fn joined(left: &Constant, right: &Constant) -> Option<Constant> {
    let same = match (left, right) {
        (Constant::Str(_), Constant::Str(_)) | (Constant::Tuple(_), Constant::Tuple(_)) => true,
        (Constant::Table(a), Constant::Table(b)) => {
            a.ty.container == b.ty.container && !is_array(left)
        }
        _ => false,
    };
    let all = [elements(left)?, elements(right)?].concat();
    like(left, all).filter(|_| same)
}

fn repeated(value: &Constant, count: i128) -> Option<Constant> {
    if is_array(value) {
        return None;
    }
    let parts = elements(value)?;
    let count = usize::try_from(count.max(0)).ok()?;
    let fits = parts.len().checked_mul(count).is_some_and(|length| length <= MAX_LENGTH);
    if !fits {
        return None;
    }
    let all = parts.iter().cycle().take(parts.len() * count).cloned();
    like(value, all.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(values: &[i128]) -> Constant {
        Constant::Tuple(values.iter().map(|value| Constant::Int(*value)).collect())
    }

    #[test]
    fn slices_are_pythons() {
        let value = numbers(&[0, 1, 2, 3, 4]);
        for (bounds, expected) in [
            ([None, None, None], &[0, 1, 2, 3, 4][..]),
            ([Some(1), Some(-1), None], &[1, 2, 3]),
            ([None, None, Some(-1)], &[4, 3, 2, 1, 0]),
            ([Some(-9), Some(9), Some(2)], &[0, 2, 4]),
            ([Some(3), Some(0), Some(-2)], &[3, 1]),
            ([Some(9), None, Some(-3)], &[4, 1]),
            ([Some(3), Some(1), None], &[]),
            ([Some(i128::MIN), Some(i128::MAX), Some(i128::MAX)], &[0]),
        ] {
            assert_eq!(slice(&value, bounds), Ok(numbers(expected)), "{bounds:?}");
        }
        assert!(slice(&value, [None, None, Some(0)]).is_err());
        let text = slice(&Constant::Str("häß".to_owned()), [Some(1), None, None]);
        assert_eq!(text, Ok(Constant::Str("äß".to_owned())));
    }

    #[test]
    fn joined_repeated_and_searched() {
        let of = |op, left, right| binary(op, &left, &right);
        let pair = numbers(&[1, 2]);
        let repeated = of(BinaryOp::Mul, Constant::Int(2), pair.clone());
        assert_eq!(repeated, Some(Ok(numbers(&[1, 2, 1, 2]))));
        let none = of(BinaryOp::Mul, pair.clone(), Constant::Int(-1));
        assert_eq!(none, Some(Ok(numbers(&[]))));
        assert!(of(BinaryOp::Mul, pair.clone(), Constant::Int(1 << 60)).unwrap().is_err());
        assert!(of(BinaryOp::Add, pair.clone(), Constant::Str("x".to_owned())).unwrap().is_err());
        assert_eq!(of(BinaryOp::Add, Constant::Int(1), Constant::Int(1)), None);
        assert_eq!(contains(&pair, &Constant::Float(2.0)), Ok(true));
        assert_eq!(contains(&pair, &Constant::None), Ok(false));
        assert!(contains(&Constant::Int(1), &Constant::Int(1)).is_err());
    }
}
