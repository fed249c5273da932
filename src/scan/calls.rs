//! Calls whose value is known: of functions that give the same everywhere, and of `math`, which asks
//! the C library that the interpreter asks.
//!
//! What a module's constants are is compared with this when the package runs, so a C library that
//! rounds another way where it is installed costs speed, not a bit.

use super::arithmetic::{Reason, binary, compare, float, integer, truth};
use super::fold::parse_float;
use super::tables::{array, at, elements, fits};
use super::type_names::scalar;
use crate::types::{BinaryOp, Comparison, Constant, Scalar};

/// The value of a call with constant arguments; `None` if it is not known, or if it raises.
pub fn call(name: &str, arguments: &[Constant]) -> Option<Constant> {
    if let Some(class) = sized_class(name) {
        return match arguments {
            [value] => sized(value, class),
            _ => None,
        };
    }
    match name.split_once('.')? {
        ("builtins", name) => builtin(name, arguments),
        ("math", name) => mathematics(name, arguments),
        ("numpy", "sqrt") => match arguments {
            [value @ (Constant::Int(_) | Constant::Float(_) | Constant::Sized(Scalar::F64, _))] => {
                let value = double(value)?;
                (value >= 0.0).then_some(Constant::Sized(Scalar::F64, value.sqrt()))
            }
            _ => None,
        },
        _ => None,
    }
}

/// NumPy's class of scalars of that name.
pub fn sized_class(name: &str) -> Option<Scalar> {
    scalar(name).filter(|_| name.starts_with("numpy."))
}

/// Whether the C library computes a function, and not always to the nearest number.
pub fn is_doubtful(name: &str) -> bool {
    const EXACT: &[&str] = &[
        "ceil",
        "copysign",
        "degrees",
        "fabs",
        "factorial",
        "floor",
        "gcd",
        "isfinite",
        "isinf",
        "isnan",
        "prod",
        "radians",
        "sqrt",
        "trunc",
    ];
    name.strip_prefix("math.").is_some_and(|name| !EXACT.contains(&name))
}

fn builtin(name: &str, arguments: &[Constant]) -> Option<Constant> {
    let int = |value: i128| Some(Constant::Int(value));
    match (name, arguments) {
        ("float", [Constant::Str(text)]) => parse_float(text).map(Constant::Float),
        ("float", [value]) => double(value).map(Constant::Float),
        ("int", [Constant::Str(text)]) => int(parse_int(text, 10)?),
        ("int", [Constant::Str(text), base]) => int(parse_int(text, integer(base)?)?),
        ("int", [Constant::Float(value) | Constant::Sized(_, value)]) => int(truncate(*value)?),
        ("int", [value]) => int(whole(value)?),
        ("bool", [value]) => Some(Constant::Bool(truth(value))),
        ("complex", [value @ Constant::Complex(..)]) => Some(value.clone()),
        ("complex", [real]) => Some(Constant::Complex(float(real).ok()?, 0.0)),
        ("complex", [real, imag]) => Some(Constant::Complex(float(real).ok()?, float(imag).ok()?)),
        ("len", [Constant::Str(text)]) => int(text.chars().count() as i128),
        ("len", [Constant::Tuple(values)]) => int(values.len() as i128),
        ("len", [Constant::Table(table)]) => int(table.length() as i128),
        ("ord", [Constant::Str(text)]) => {
            let mut letters = text.chars();
            match (letters.next(), letters.next()) {
                (Some(letter), None) => int(i128::from(u32::from(letter))),
                _ => None,
            }
        }
        ("ord", [Constant::Table(table)]) if table.length() == 1 => match at(table, 0)? {
            value @ Constant::Int(_) => Some(value),
            _ => None,
        },
        ("chr", [code]) => {
            let code = u32::try_from(integer(code)?).ok()?;
            char::from_u32(code).map(|letter| Constant::Str(letter.to_string()))
        }
        ("any", [values]) => Some(Constant::Bool(elements(values)?.iter().any(truth))),
        ("all", [values]) => Some(Constant::Bool(elements(values)?.iter().all(truth))),
        ("abs", [Constant::Float(value)]) => Some(Constant::Float(value.abs())),
        ("abs", [Constant::Sized(scalar, value)]) => Some(Constant::Sized(*scalar, value.abs())),
        ("abs", [value]) => int(integer(value)?.checked_abs()?),
        ("min" | "max", [values]) => extreme(name, &elements(values)?),
        ("min" | "max", [_, _, ..]) => extreme(name, arguments),
        ("sum", [values]) => sum(&elements(values)?, Constant::Int(0)),
        ("sum", [values, start]) => sum(&elements(values)?, start.clone()),
        ("round", [Constant::Float(value)]) => int(truncate(value.round_ties_even())?),
        ("round", [value]) => int(integer(value)?),
        ("round", [Constant::Float(value), digits]) => round_to(*value, integer(digits)?),
        ("pow", [base, exponent]) => binary(BinaryOp::Pow, base, exponent).ok(),
        ("divmod", [left, right]) => {
            let op = |op| binary(op, left, right).ok();
            Some(Constant::Tuple(vec![op(BinaryOp::FloorDiv)?, op(BinaryOp::Mod)?]))
        }
        _ => None,
    }
}

/// The functions that CPython hands to the C library after looking for what they raise on. Those
/// are left out here: then the module could not be imported.
fn mathematics(name: &str, arguments: &[Constant]) -> Option<Constant> {
    let whole = |value: f64| truncate(value).map(Constant::Int);
    if let ("gcd", [a, b]) = (name, arguments) {
        let (mut a, mut b) = (integer(a)?.checked_abs()?, integer(b)?.checked_abs()?);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        return Some(Constant::Int(a));
    }
    if let ("prod", [values]) = (name, arguments) {
        let mut product = Constant::Int(1);
        for value in elements(values)? {
            product = binary(BinaryOp::Mul, &product, &value).ok()?;
        }
        return Some(product);
    }
    if let ("factorial", [count]) = (name, arguments) {
        let count = integer(count).filter(|count| (0..=33).contains(count))?;
        return Some(Constant::Int((1..=count).product()));
    }
    if let ("floor" | "ceil" | "trunc", [value]) = (name, arguments)
        && let Some(value) = integer(value)
    {
        return Some(Constant::Int(value));
    }
    let numbers: Option<Vec<f64>> = arguments.iter().map(double).collect();
    let value = match (name, numbers?.as_slice()) {
        ("floor", [x]) => return whole(x.floor()),
        ("ceil", [x]) => return whole(x.ceil()),
        ("trunc", [x]) => return whole(*x),
        ("isnan", [x]) => return Some(Constant::Bool(x.is_nan())),
        ("isinf", [x]) => return Some(Constant::Bool(x.is_infinite())),
        ("isfinite", [x]) => return Some(Constant::Bool(x.is_finite())),
        ("fabs", [x]) => x.abs(),
        ("copysign", [x, y]) => x.copysign(*y),
        ("degrees", [x]) => x * (180.0 / std::f64::consts::PI),
        ("radians", [x]) => x * (std::f64::consts::PI / 180.0),
        ("sqrt", [x]) if *x >= 0.0 => x.sqrt(),
        // Integers beyond a float are taken apart before.
        ("log", [x]) if *x > 0.0 && is_small(arguments) => x.ln(),
        ("log", [x, base]) if *x > 0.0 && *base > 0.0 && *base != 1.0 && is_small(arguments) => {
            x.ln() / base.ln()
        }
        ("log2", [x]) if *x > 0.0 && is_small(arguments) => x.log2(),
        ("log10", [x]) if *x > 0.0 && is_small(arguments) => x.log10(),
        ("log1p", [x]) if *x > -1.0 => x.ln_1p(),
        ("exp", [x]) => x.exp(),
        ("expm1", [x]) => x.exp_m1(),
        ("sin", [x]) if x.is_finite() => x.sin(),
        ("cos", [x]) if x.is_finite() => x.cos(),
        ("tan", [x]) if x.is_finite() => x.tan(),
        ("asin", [x]) if x.abs() <= 1.0 => x.asin(),
        ("acos", [x]) if x.abs() <= 1.0 => x.acos(),
        ("atan", [x]) => x.atan(),
        ("atan2", [y, x]) if y.is_finite() && x.is_finite() => y.atan2(*x),
        ("sinh", [x]) => x.sinh(),
        ("cosh", [x]) => x.cosh(),
        ("tanh", [x]) => x.tanh(),
        ("pow", [x, y]) if *x > 0.0 && x.is_finite() && y.is_finite() => x.powf(*y),
        _ => return None,
    };
    let finite = arguments.iter().all(|it| double(it).is_some_and(f64::is_finite));
    (!finite || value.is_finite()).then_some(Constant::Float(value))
}

/// Whether every integer among numbers is a float without loss.
fn is_small(arguments: &[Constant]) -> bool {
    arguments.iter().all(|it| integer(it).is_none_or(|value| value.unsigned_abs() <= 1 << 53))
}

/// A number as Python's `float`.
fn double(value: &Constant) -> Option<f64> {
    match value {
        Constant::Sized(_, value) => Some(*value),
        Constant::SizedInt(_, value) => Some(*value as f64),
        value => float(value).ok(),
    }
}

/// The value of an integer, NumPy's included.
fn whole(value: &Constant) -> Option<i128> {
    match value {
        Constant::SizedInt(_, value) => Some(*value),
        value => integer(value),
    }
}

fn truncate(value: f64) -> Option<i128> {
    (value.abs() < 2f64.powi(126)).then_some(value.trunc() as i128)
}

/// A scalar of NumPy's, of a number that has its place there.
fn sized(value: &Constant, class: Scalar) -> Option<Constant> {
    if class == Scalar::Bool {
        return match value {
            Constant::Str(_) | Constant::Tuple(_) | Constant::Table(_) | Constant::None => None,
            value => Some(Constant::SizedInt(class, i128::from(truth(value)))),
        };
    }
    if class.is_float() {
        let value = double(value)?;
        let value = if class == Scalar::F32 { f64::from(value as f32) } else { value };
        return Some(Constant::Sized(class, value));
    }
    let value = match value {
        Constant::Float(value) | Constant::Sized(_, value) => truncate(*value)?,
        value => whole(value)?,
    };
    fits(value, class).then_some(Constant::SizedInt(class, value))
}

/// Whether NumPy gives an array of its own for numbers, with elements that are there to be read:
/// those of `np.zeros` and its kin are there to be written.
pub fn makes_array(name: &str) -> bool {
    const MAKING: &[&str] = &["arange", "array", "asarray", "linspace"];
    name.strip_prefix("numpy.").is_some_and(|name| MAKING.contains(&name))
}

/// Puts numbers into the order of `sorted`; `None` where they have none.
pub fn sort(values: &mut [Constant]) -> Option<()> {
    let is_nan = |value: &Constant| matches!(value, Constant::Float(value) if value.is_nan());
    if values.iter().any(is_nan) {
        return None;
    }
    let less = |left: &Constant, right: &Constant| compare(Comparison::Lt, left, right).ok();
    for pair in values.windows(2) {
        if let [left, right] = pair {
            less(left, right)?;
        }
    }
    values.sort_by(|left, right| match (less(left, right), less(right, left)) {
        (Some(true), _) => std::cmp::Ordering::Less,
        (_, Some(true)) => std::cmp::Ordering::Greater,
        _ => std::cmp::Ordering::Equal,
    });
    Some(())
}

/// `np.linspace(start, stop, num)` as NumPy computes it: `arange(num) * step + start`, and the last
/// one exactly.
fn linspace(start: &Constant, stop: &Constant, count: i128) -> Option<Constant> {
    let (start, stop) = (float(start).ok()?, float(stop).ok()?);
    let count = usize::try_from(count).ok().filter(|count| (2..=MAX_ELEMENTS).contains(count))?;
    let (parts, delta) = ((count - 1) as f64, stop - start);
    let step = delta / parts;
    // NumPy goes another way where the step vanishes.
    if step == 0.0 || !step.is_finite() {
        return None;
    }
    let mut values: Vec<f64> = (0..count).map(|index| index as f64 * step + start).collect();
    *values.last_mut()? = stop;
    let values = values.into_iter().map(Constant::Float).collect();
    array(&Constant::Tuple(values), Some(Scalar::F64))
}

/// `np.array(value, dtype)`, `np.asarray`, `np.linspace`, and `np.arange` of integers.
pub fn numpy_array(name: &str, arguments: &[Constant], dtype: Option<Scalar>) -> Option<Constant> {
    match (name, arguments) {
        ("numpy.array" | "numpy.asarray", [value]) => array(value, dtype),
        ("numpy.linspace", [start, stop]) if dtype.is_none() => linspace(start, stop, 50),
        ("numpy.linspace", [start, stop, count]) if dtype.is_none() => {
            linspace(start, stop, integer(count)?)
        }
        ("numpy.arange", bounds) => {
            let bounds: Option<Vec<i128>> = bounds.iter().map(integer).collect();
            let values = range(&bounds?)?;
            array(&Constant::Tuple(values), dtype.or(Some(Scalar::I64)))
        }
        _ => None,
    }
}

/// More elements than this are no constant.
pub const MAX_ELEMENTS: usize = 100_000;

/// The numbers of `range(…)`.
pub fn range(bounds: &[i128]) -> Option<Vec<Constant>> {
    let (start, stop, step) = match bounds {
        [stop] => (0, *stop, 1),
        [start, stop] => (*start, *stop, 1),
        [start, stop, step] => (*start, *stop, *step),
        _ => return None,
    };
    let mut values = Vec::new();
    let mut value = start;
    while step != 0 && if step > 0 { value < stop } else { value > stop } {
        if values.len() == MAX_ELEMENTS {
            return None;
        }
        values.push(Constant::Int(value));
        value = value.checked_add(step)?;
    }
    (step != 0).then_some(values)
}

fn extreme(name: &str, values: &[Constant]) -> Option<Constant> {
    let op = if name == "min" { Comparison::Lt } else { Comparison::Gt };
    let mut best = values.first()?.clone();
    for value in values.iter().skip(1) {
        if compare_values(op, value, &best).ok()? {
            best = value.clone();
        }
    }
    Some(best)
}

/// A comparison of which only the truth counts: of NumPy's scalars those of one type.
fn compare_values(op: Comparison, left: &Constant, right: &Constant) -> Result<bool, Reason> {
    match (left, right) {
        (Constant::Sized(a, x), Constant::Sized(b, y)) if a == b => {
            compare(op, &Constant::Float(*x), &Constant::Float(*y))
        }
        (Constant::SizedInt(a, x), Constant::SizedInt(b, y)) if a == b => {
            compare(op, &Constant::Int(*x), &Constant::Int(*y))
        }
        _ => compare(op, left, right),
    }
}

/// The sum; of floats where it does not matter that Python compensates from 3.12 on.
fn sum(values: &[Constant], start: Constant) -> Option<Constant> {
    let python = |value: &Constant| integer(value).is_some() || matches!(value, Constant::Float(_));
    if !python(&start) || !values.iter().all(python) {
        return None;
    }
    let plain = values.iter().try_fold(start, |total, value| binary(BinaryOp::Add, &total, value));
    let plain = plain.ok()?;
    let Constant::Float(total) = plain else { return Some(plain) };
    let exact = values.iter().all(|value| float(value).is_ok_and(|it| it.fract() == 0.0))
        && total.abs() <= 2f64.powi(52);
    let small: f64 = values.iter().filter_map(|value| float(value).ok()).map(f64::abs).sum();
    (exact && small <= 2f64.powi(52)).then_some(Constant::Float(total))
}

/// `round(value, digits)`: the nearest decimal, then the nearest double.
fn round_to(value: f64, digits: i128) -> Option<Constant> {
    let digits = usize::try_from(digits).ok().filter(|digits| *digits <= 22)?;
    if !value.is_finite() {
        return Some(Constant::Float(value));
    }
    format!("{value:.digits$}").parse().ok().map(Constant::Float)
}

/// `int(text, base)` of a string in ASCII.
fn parse_int(text: &str, base: i128) -> Option<i128> {
    let text = text.trim_matches([' ', '\t', '\n', '\r', '\u{b}', '\u{c}']);
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let lower = digits.to_ascii_lowercase();
    let prefixed = [("0x", 16), ("0o", 8), ("0b", 2)]
        .into_iter()
        .find(|(prefix, radix)| lower.starts_with(prefix) && (base == 0 || base == *radix));
    let (radix, digits) = match prefixed {
        Some((prefix, radix)) => {
            let rest = lower.strip_prefix(prefix)?;
            (radix, rest.strip_prefix('_').unwrap_or(rest))
        }
        // Zeros in front are for other bases.
        None if base == 0
            && lower.starts_with('0')
            && !lower.trim_matches(['0', '_']).is_empty() =>
        {
            return None;
        }
        None => (if base == 0 { 10 } else { base }, lower.as_str()),
    };
    let radix = u32::try_from(radix).ok().filter(|radix| (2..=36).contains(radix))?;
    let misplaced = digits.starts_with('_') || digits.ends_with('_') || digits.contains("__");
    if digits.is_empty() || misplaced || digits.starts_with(['+', '-']) {
        return None;
    }
    let value = i128::from_str_radix(&digits.replace('_', ""), radix).ok()?;
    Some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_of_strings() {
        for (text, base, expected) in [
            ("5", 10, Some(5)),
            (" -1_0\n", 10, Some(-10)),
            ("ff", 16, Some(255)),
            ("0xFF", 16, Some(255)),
            ("0x_ff", 0, Some(255)),
            ("0b11", 0, Some(3)),
            ("011", 0, None),
            ("00", 0, Some(0)),
            ("1__0", 10, None),
            ("+-1", 10, None),
            ("", 10, None),
            ("9", 8, None),
        ] {
            assert_eq!(parse_int(text, base), expected, "{text:?} {base}");
        }
    }

    #[test]
    fn sized_scalars() {
        let single = call("numpy.float32", &[Constant::Float(0.1)]);
        assert_eq!(single, Some(Constant::Sized(Scalar::F32, f64::from(0.1f32))));
        assert_eq!(call("numpy.uint8", &[Constant::Int(256)]), None);
        let byte = call("numpy.int8", &[Constant::Float(-2.9)]);
        assert_eq!(byte, Some(Constant::SizedInt(Scalar::I8, -2)));
    }

    #[test]
    fn rounding_is_pythons() {
        let round = |value, digits| round_to(value, digits);
        assert_eq!(round(2.675, 2), Some(Constant::Float(2.67)));
        assert_eq!(round(0.5, 0), Some(Constant::Float(0.0)));
        assert_eq!(round(-0.04, 1), Some(Constant::Float(-0.0)));
        let halves = call("builtins.round", &[Constant::Float(2.5)]);
        assert_eq!(halves, Some(Constant::Int(2)));
    }

    #[test]
    fn sums_that_depend_on_the_version_are_not_known() {
        let floats = |values: &[f64]| {
            Constant::Tuple(values.iter().map(|value| Constant::Float(*value)).collect())
        };
        assert_eq!(call("builtins.sum", &[floats(&[0.1; 10])]), None);
        let whole = call("builtins.sum", &[floats(&[1.0, 2.0])]);
        assert_eq!(whole, Some(Constant::Float(3.0)));
    }
}
