//! Constant sequences of numbers as tables: literals of bytes, lists, arrays that NumPy makes.

use std::sync::Arc;

use crate::types::{Constant, Container, MAX_NDIM, Scalar, Table, table_type};

/// A table of numbers of one of Python's types; `None` for others, and where an element has no place
/// in 64 bits or is a NaN, which is found in a list by identity alone.
pub fn table(values: &[Constant], container: Container) -> Option<Table> {
    let scalar = match values.first()? {
        Constant::Bool(_) => Scalar::Bool,
        Constant::Int(_) => Scalar::I64,
        Constant::Float(_) => Scalar::F64,
        _ => return None,
    };
    let mut data = Vec::new();
    for value in values {
        let fits = match (value, scalar) {
            (Constant::Bool(_), Scalar::Bool) | (Constant::Int(_), Scalar::I64) => true,
            (Constant::Float(value), Scalar::F64) => !value.is_nan(),
            _ => false,
        };
        if !fits {
            return None;
        }
        push(&mut data, value, scalar)?;
    }
    let shape = vec![values.len() as u64];
    Some(Table { ty: table_type(scalar, 1, container), shape, data })
}

/// `np.array(value, dtype)` of nested sequences of numbers.
pub fn array(value: &Constant, dtype: Option<Scalar>) -> Option<Constant> {
    let mut shape = Vec::new();
    let mut level = vec![value.clone()];
    while level.iter().all(|it| elements(it).is_some()) && !level.is_empty() {
        let rows: Vec<Vec<Constant>> = level.iter().filter_map(elements).collect();
        let length = rows.first()?.len();
        if rows.iter().any(|row| row.len() != length) || shape.len() == MAX_NDIM {
            return None;
        }
        shape.push(length as u64);
        level = rows.concat();
    }
    if shape.is_empty() {
        return None;
    }
    let scalar = match dtype {
        Some(scalar) => scalar,
        None => common(&level)?,
    };
    let mut data = Vec::new();
    for value in &level {
        push(&mut data, value, scalar)?;
    }
    let ty = table_type(scalar, u8::try_from(shape.len()).ok()?, Container::Frozen);
    Some(Constant::Table(Arc::new(Table { ty, shape, data })))
}

/// The type that NumPy finds for numbers of Python and its own of one type.
fn common(values: &[Constant]) -> Option<Scalar> {
    let kinds: Option<Vec<Scalar>> = values
        .iter()
        .map(|value| match value {
            Constant::Bool(_) => Some(Scalar::Bool),
            Constant::Int(_) => Some(Scalar::I64),
            Constant::Float(_) => Some(Scalar::F64),
            Constant::Sized(scalar, _) | Constant::SizedInt(scalar, _) => Some(*scalar),
            _ => None,
        })
        .collect();
    let kinds = kinds?;
    let Some(first) = kinds.first() else { return Some(Scalar::F64) };
    if kinds.iter().all(|kind| kind == first) {
        return Some(*first);
    }
    let python = |value: &Constant| {
        matches!(value, Constant::Bool(_) | Constant::Int(_) | Constant::Float(_))
    };
    // Booleans among numbers are numbers; integers among floats are floats.
    values
        .iter()
        .all(python)
        .then(|| if kinds.contains(&Scalar::F64) { Scalar::F64 } else { Scalar::I64 })
}

/// Appends a number as an element, if it has that value there, or the nearest of a float type.
fn push(data: &mut Vec<u8>, value: &Constant, scalar: Scalar) -> Option<()> {
    if scalar.is_float() {
        let value = match value {
            Constant::Bool(value) => f64::from(u8::from(*value)),
            Constant::Int(value) | Constant::SizedInt(_, value) => *value as f64,
            Constant::Float(value) | Constant::Sized(_, value) => *value,
            _ => return None,
        };
        match scalar {
            Scalar::F32 => data.extend((value as f32).to_le_bytes()),
            _ => data.extend(value.to_le_bytes()),
        }
        return Some(());
    }
    let value = match value {
        Constant::Bool(value) => i128::from(*value),
        Constant::Int(value) | Constant::SizedInt(_, value) => *value,
        _ => return None,
    };
    if !fits(value, scalar) {
        return None;
    }
    data.extend(value.to_le_bytes().get(..scalar.size() as usize)?);
    Some(())
}

/// Whether an integer has a place in a sized one.
pub fn fits(value: i128, scalar: Scalar) -> bool {
    let (low, high) = match (scalar, scalar.is_signed()) {
        (Scalar::Bool, _) => (0, 1),
        (_, true) => (-(1i128 << (scalar.bits() - 1)), (1i128 << (scalar.bits() - 1)) - 1),
        (_, false) => (0, (1i128 << scalar.bits()) - 1),
    };
    (low..=high).contains(&value)
}

/// The elements of a constant sequence; the rows of an array of more dimensions are none.
pub fn elements(value: &Constant) -> Option<Vec<Constant>> {
    match value {
        Constant::Tuple(values) => Some(values.clone()),
        Constant::Table(table) if table.shape.len() == 1 => {
            (0..table.length()).map(|position| at(table, position)).collect()
        }
        _ => None,
    }
}

/// The element of a table at a position, all axes counted.
pub fn at(table: &Table, position: usize) -> Option<Constant> {
    let bits = table.bits(position)?;
    let scalar = table.ty.element.scalar()?;
    let numpys = table.ty.is_numpys();
    Some(match scalar {
        Scalar::F64 | Scalar::F32 => {
            let value = match scalar {
                Scalar::F32 => f64::from(f32::from_bits(bits as u32)),
                _ => f64::from_bits(bits),
            };
            if numpys { Constant::Sized(scalar, value) } else { Constant::Float(value) }
        }
        Scalar::Bool if numpys => Constant::SizedInt(scalar, i128::from(bits != 0)),
        Scalar::Bool => Constant::Bool(bits != 0),
        _ => {
            let unused = 64 - scalar.bits();
            let value = match scalar.is_signed() {
                true => i128::from((bits << unused) as i64 >> unused),
                false => i128::from(bits),
            };
            if numpys { Constant::SizedInt(scalar, value) } else { Constant::Int(value) }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_one_type_make_a_table() {
        let ints = [Constant::Int(-1), Constant::Int(i128::from(i64::MAX))];
        let made = table(&ints, Container::List).unwrap();
        assert_eq!(
            (at(&made, 0), at(&made, 1), at(&made, 2)),
            (Some(ints[0].clone()), Some(ints[1].clone()), None)
        );
        assert_eq!(table(&[Constant::Int(1), Constant::Float(2.0)], Container::List), None);
        assert_eq!(table(&[Constant::Int(1 << 63)], Container::List), None);
        assert_eq!(table(&[Constant::Float(f64::NAN)], Container::List), None);
        assert_eq!(table(&[], Container::List), None);
    }

    #[test]
    fn arrays_have_numpys_types() {
        let row = |values: &[i128]| {
            Constant::Tuple(values.iter().map(|value| Constant::Int(*value)).collect())
        };
        let matrix = Constant::Tuple(vec![row(&[1, 2, 3]), row(&[4, 5, -6])]);
        let Some(Constant::Table(made)) = array(&matrix, Some(Scalar::I8)) else { panic!() };
        assert_eq!(made.shape, [2, 3]);
        assert_eq!(at(&made, 5), Some(Constant::SizedInt(Scalar::I8, -6)));
        assert_eq!(array(&row(&[300]), Some(Scalar::U8)), None);
        assert_eq!(array(&Constant::Tuple(vec![row(&[1]), row(&[1, 2])]), None), None);
        let mixed = Constant::Tuple(vec![Constant::Int(1), Constant::Float(0.5)]);
        let Some(Constant::Table(made)) = array(&mixed, None) else { panic!() };
        assert_eq!(at(&made, 0), Some(Constant::Sized(Scalar::F64, 1.0)));
    }
}
