//! The functions of a request, and what their names stand for in the process, as JSON.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use serde::Deserialize;

use crate::scan::{self, Asked};
use crate::source::{FileId, LoadedModule};
use crate::types::{Constant, Container, MAX_NDIM, Scalar, Table, table_type};

/// More elements than this are no constant, as in the text.
const MAX_ELEMENTS: u64 = 100_000;

/// A function of the process.
///
/// ```json
/// {"root": "/home/me/project", "path": "pkg/k.py", "kernel": "make.<locals>.f", "line": 7,
///  "text": "…", "shown_as": "In [3]",
///  "live": {"n": {"value": {"int": "3"}}, "g": {"function": 1}, "np": {"library": "numpy"}}}
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Function {
    /// The folder that its module was found from.
    pub root: PathBuf,
    /// The module's file, relative to the root. Several functions may have one path and different
    /// texts, as cells of a notebook: then each text is a file.
    pub path: PathBuf,
    /// What the process runs, where no file holds it: a cell of a notebook, say.
    #[serde(default)]
    pub text: Option<String>,
    /// What messages call the file, where it has another name.
    #[serde(default)]
    pub shown_as: Option<String>,
    /// Its `__qualname__`.
    pub kernel: String,
    /// Its `co_firstlineno`.
    pub line: u32,
    /// `sys.modules` has its globals under the dotted name that the path tells. Those of the first
    /// function's module are found in any case, and so are those of modules that others of the
    /// request import in their texts. Where this is none of these (a script that a library calls
    /// back), nothing is compiled that would have to look names up there.
    #[serde(default)]
    pub by_name: bool,
    /// What names in it stand for: those that it reads and that are no variables of its own, those of
    /// the functions in it included; and those of its decorators and annotations. What is not here
    /// means what the text says; but a variable of a function around it is only known from here.
    #[serde(default)]
    pub live: BTreeMap<String, Live>,
}

/// A class of the process that no file defines, as a text that says what a kernel may know of it.
///
/// ```json
/// {"root": "/home/me/project", "path": "__main__.py", "name": "Point",
///  "text": "from typing import NamedTuple\nclass Point(NamedTuple):\n    x: float\n"}
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Class {
    /// Where its module would be, as for functions.
    pub root: PathBuf,
    pub path: PathBuf,
    pub text: String,
    /// Its name in the text, and in its module.
    pub name: String,
}

/// What a name stands for.
///
/// ```json
/// {"value": {"float": "3ff8000000000000"}}
/// {"function": 1}
/// {"class": 0}
/// {"library": "math.sqrt"}
/// {"unknown": "it is a list"}
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Live {
    Value(Value),
    /// The function of that number in the request; the first one has number 0.
    Function(usize),
    /// The class of that number in the request.
    Class(usize),
    /// Something of a library, or a module, by its dotted name. What lies below the root is read as
    /// if the text imported it.
    Library(String),
    /// What is none of these: a clause that says what it is, for the refusal of a kernel that uses it.
    Unknown(String),
}

/// A value.
///
/// ```json
/// "none"
/// {"bool": true}
/// {"int": "-18446744073709551616"}
/// {"float": "8000000000000000"}
/// {"complex": ["3ff0000000000000", "7ff8000000000000"]}
/// {"str": "text"}
/// {"bytes": "00ff"}
/// {"tuple": [{"int": "1"}, {"tuple": []}]}
/// {"scalar": ["f32", "3ff8000000000000"]}
/// {"scalar": ["u8", "255"]}
/// {"table": {"element": "i16", "shape": [2, 1], "data": "0100ffff"}}
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Value {
    None,
    Bool(bool),
    /// In decimal digits: of any size, though what needs more than 64 bits is refused where a kernel
    /// uses it.
    Int(String),
    /// The 16 hexadecimal digits of its bits, the most significant first: `struct.pack(">d", x).hex()`.
    Float(String),
    /// The real and the imaginary part, as floats.
    Complex(String, String),
    Str(String),
    /// Two hexadecimal digits for each: `x.hex()`.
    Bytes(String),
    Tuple(Vec<Value>),
    /// NumPy's scalar, by the name that annotations have for its type (`f32`, `bool`): of floats,
    /// `float(x)` as a float; of integers, decimal digits; of booleans, `0` or `1`.
    Scalar(String, String),
    /// An array of NumPy's that nobody writes to.
    Table {
        /// The name that annotations have for the type of the elements.
        element: String,
        /// One length for each dimension.
        shape: Vec<u64>,
        /// The bytes of the elements in C order, each with the least significant one first, two
        /// hexadecimal digits for each: `numpy.ascontiguousarray(x).tobytes().hex()`.
        data: String,
    },
}

/// What is wrong with a request.
type Garbage = String;

/// A value, or why no kernel can hold it.
type Held<T> = Result<T, String>;

impl Function {
    /// Its module.
    pub fn module(&self) -> LoadedModule {
        LoadedModule {
            root: self.root.clone(),
            path: self.path.clone(),
            text: self.text.clone(),
            shown_as: self.shown_as.clone(),
            imports: self.live.values().filter_map(Live::library).collect(),
        }
    }

    /// The function as `scan` wants it, whose file is known; `count` is how many the request has,
    /// and `classes` are the classes of the request.
    ///
    /// # Errors
    /// The request is none.
    pub fn asked(
        &self,
        file: FileId,
        count: usize,
        classes: &[(FileId, String)],
    ) -> Result<Asked, Garbage> {
        let mut live = BTreeMap::new();
        for (name, stands_for) in &self.live {
            let stands_for =
                stands_for.read(count, classes).map_err(|what| format!("`{name}`: {what}"))?;
            live.insert(name.clone(), stands_for);
        }
        let (qualified_name, line, by_name) = (self.kernel.clone(), self.line, self.by_name);
        Ok(Asked { file, qualified_name, line, by_name, live })
    }
}

impl Class {
    /// Its text as a module.
    pub fn module(&self) -> LoadedModule {
        LoadedModule {
            root: self.root.clone(),
            path: self.path.clone(),
            text: Some(self.text.clone()),
            shown_as: Some(format!("class {}", self.name)),
            imports: Vec::new(),
        }
    }
}

impl Live {
    fn library(&self) -> Option<String> {
        match self {
            Live::Library(dotted) => Some(dotted.clone()),
            _ => None,
        }
    }

    fn read(&self, count: usize, classes: &[(FileId, String)]) -> Result<scan::Live, Garbage> {
        Ok(match self {
            Live::Value(value) => match value.constant()? {
                Ok(constant) => scan::Live::Value(constant),
                Err(reason) => scan::Live::Unknown(reason),
            },
            Live::Function(index) if *index < count => scan::Live::Function(*index),
            Live::Function(index) => {
                return Err(format!("there is no function {index} in the request"));
            }
            Live::Class(index) => match classes.get(*index) {
                Some((file, name)) => scan::Live::Class(*file, name.clone()),
                None => return Err(format!("there is no class {index} in the request")),
            },
            Live::Library(dotted) => scan::Live::Library(dotted.clone()),
            Live::Unknown(reason) => scan::Live::Unknown(reason.clone()),
        })
    }
}

impl Value {
    /// The compiler's constant.
    fn constant(&self) -> Result<Held<Constant>, Garbage> {
        Ok(Ok(match self {
            Value::None => Constant::None,
            Value::Bool(value) => Constant::Bool(*value),
            Value::Int(digits) => match integer(digits)? {
                Ok(value) => Constant::Int(value),
                Err(reason) => return Ok(Err(reason)),
            },
            Value::Float(bits) => Constant::Float(float(bits)?),
            Value::Complex(real, imaginary) => Constant::Complex(float(real)?, float(imaginary)?),
            Value::Str(text) => Constant::Str(text.clone()),
            Value::Bytes(digits) => Constant::Table(Arc::new(Table::of_bytes(bytes(digits)?))),
            Value::Tuple(values) if values.len() as u64 > MAX_ELEMENTS => {
                let count = values.len();
                return Ok(Err(format!("it is a tuple of {count} elements")));
            }
            Value::Tuple(values) => {
                let mut constants = Vec::new();
                for value in values {
                    match value.constant()? {
                        Ok(constant) => constants.push(constant),
                        Err(reason) => return Ok(Err(reason)),
                    }
                }
                Constant::Tuple(constants)
            }
            Value::Scalar(name, value) => return sized(name, value),
            Value::Table { element, shape, data } => return table(element, shape, data),
        }))
    }
}

fn integer(digits: &str) -> Result<Held<i128>, Garbage> {
    let figures = digits.strip_prefix('-').unwrap_or(digits);
    if figures.is_empty() || !figures.bytes().all(|figure| figure.is_ascii_digit()) {
        return Err(format!("`{digits}` is no integer"));
    }
    Ok(digits.parse().map_err(|_| "it is an integer of more than 128 bits".to_owned()))
}

fn float(digits: &str) -> Result<f64, Garbage> {
    match <[u8; 8]>::try_from(bytes(digits)?) {
        Ok(bytes) => Ok(f64::from_be_bytes(bytes)),
        Err(_) => Err(format!("`{digits}` are not the bits of a float")),
    }
}

/// The bytes that two hexadecimal digits each stand for.
fn bytes(digits: &str) -> Result<Vec<u8>, Garbage> {
    let (pairs, rest) = digits.as_bytes().as_chunks::<2>();
    let value = |digit: u8| char::from(digit).to_digit(16).map(|value| value as u8);
    let byte = |[high, low]: &[u8; 2]| Some(value(*high)? << 4 | value(*low)?);
    let all: Option<Vec<u8>> = pairs.iter().map(byte).collect();
    all.filter(|_| rest.is_empty()).ok_or_else(|| "these are no hexadecimal digits".to_owned())
}

fn element(name: &str) -> Held<Scalar> {
    let known = Scalar::ALL.into_iter().find(|scalar| scalar.name() == name);
    known.ok_or_else(|| format!("`{name}` is not compiled"))
}

fn sized(name: &str, value: &str) -> Result<Held<Constant>, Garbage> {
    let scalar = match element(name) {
        Ok(scalar) => scalar,
        Err(reason) => return Ok(Err(reason)),
    };
    if scalar.is_float() {
        let value = float(value)?;
        let held = if scalar == Scalar::F32 { f64::from(value as f32) } else { value };
        return Ok(Ok(Constant::Sized(scalar, held)));
    }
    match integer(value)? {
        Ok(value) if scan::fits(value, scalar) => Ok(Ok(Constant::SizedInt(scalar, value))),
        _ => Err(format!("{value} is no `{name}`")),
    }
}

fn table(name: &str, shape: &[u64], data: &str) -> Result<Held<Constant>, Garbage> {
    if !(1..=MAX_NDIM).contains(&shape.len()) {
        return Ok(Err(format!("it is an array of {} dimensions", shape.len())));
    }
    let scalar = match element(name) {
        Ok(scalar) => scalar,
        Err(reason) => return Ok(Err(format!("it is an array, and {reason}"))),
    };
    let count = shape.iter().try_fold(1u64, |count, length| count.checked_mul(*length));
    let count = count.ok_or("the array is too large")?;
    if count > MAX_ELEMENTS || shape.iter().any(|length| *length > MAX_ELEMENTS) {
        return Ok(Err(format!(
            "it is an array of {count} elements, and constants have no more than {MAX_ELEMENTS}: \
             pass it as an argument"
        )));
    }
    let mut data = bytes(data)?;
    if scalar == Scalar::Bool {
        data.iter_mut().for_each(|byte| *byte = u8::from(*byte != 0));
    }
    if data.len() as u64 != count * u64::from(scalar.size()) {
        return Err(format!("an array of {count} elements does not have {} bytes", data.len()));
    }
    let ty = table_type(scalar, shape.len() as u8, Container::Frozen);
    Ok(Ok(Constant::Table(Arc::new(Table { ty, shape: shape.to_vec(), data }))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Held<Constant>, Garbage> {
        let value: Value = serde_json::from_str(json).map_err(|error| error.to_string())?;
        value.constant()
    }

    fn held(json: &str) -> Constant {
        read(json).unwrap().unwrap()
    }

    #[test]
    fn values_of_every_kind() {
        assert_eq!(held("\"none\""), Constant::None);
        assert_eq!(held(r#"{"bool": false}"#), Constant::Bool(false));
        assert_eq!(held(r#"{"int": "-18446744073709551616"}"#), Constant::Int(-(1 << 64)));
        let Constant::Float(zero) = held(r#"{"float": "8000000000000000"}"#) else { panic!() };
        assert_eq!(zero.to_bits(), (-0.0f64).to_bits());
        let complex = held(r#"{"complex": ["3ff8000000000000", "fff0000000000000"]}"#);
        assert_eq!(complex, Constant::Complex(1.5, f64::NEG_INFINITY));
        assert_eq!(held(r#"{"str": "\u00e4"}"#), Constant::Str("ä".to_owned()));
        let bytes = Constant::Table(Arc::new(Table::of_bytes(vec![0, 255])));
        assert_eq!(held(r#"{"bytes": "00fF"}"#), bytes);
        let tuple = Constant::Tuple(vec![Constant::Int(1), Constant::Tuple(Vec::new())]);
        assert_eq!(held(r#"{"tuple": [{"int": "1"}, {"tuple": []}]}"#), tuple);
        let half = held(r#"{"scalar": ["f32", "3fe0000000000000"]}"#);
        assert_eq!(half, Constant::Sized(Scalar::F32, 0.5));
        assert_eq!(held(r#"{"scalar": ["u8", "255"]}"#), Constant::SizedInt(Scalar::U8, 255));
        let table = held(r#"{"table": {"element": "i16", "shape": [2, 1], "data": "0100ffff"}}"#);
        let Constant::Table(table) = table else { panic!() };
        assert_eq!((table.bits(0), table.bits(1)), (Some(1), Some(0xffff)));
    }

    #[test]
    fn what_no_kernel_holds_has_a_reason() {
        let digits = "9".repeat(40);
        for json in [
            format!(r#"{{"int": "{digits}"}}"#),
            format!(r#"{{"tuple": [{{"int": "{digits}"}}]}}"#),
            r#"{"scalar": ["f16", ""]}"#.to_owned(),
            r#"{"table": {"element": "f16", "shape": [1], "data": ""}}"#.to_owned(),
            r#"{"table": {"element": "f64", "shape": [], "data": ""}}"#.to_owned(),
            r#"{"table": {"element": "i8", "shape": [1, 1, 1, 1, 1, 1, 1, 1, 1], "data": "00"}}"#
                .to_owned(),
            r#"{"table": {"element": "i8", "shape": [1000000], "data": ""}}"#.to_owned(),
            r#"{"table": {"element": "i8", "shape": [0, 18446744073709551615], "data": ""}}"#
                .to_owned(),
        ] {
            assert!(matches!(read(&json), Ok(Err(_))), "{json}");
        }
    }

    #[test]
    fn garbage_is_told() {
        for json in [
            r#"{"int": ""}"#,
            r#"{"int": "+1"}"#,
            r#"{"int": "0x1"}"#,
            r#"{"int": 1}"#,
            r#"{"float": "1"}"#,
            r#"{"float": "zzzzzzzzzzzzzzzz"}"#,
            r#"{"float": "ää"}"#,
            r#"{"complex": ["3ff8000000000000"]}"#,
            r#"{"bytes": "0"}"#,
            r#"{"scalar": ["u8", "256"]}"#,
            r#"{"scalar": ["bool", "2"]}"#,
            r#"{"table": {"element": "f64", "shape": [1], "data": "00"}}"#,
            r#"{"table": {"element": "f64", "shape": [4294967296, 4294967296], "data": ""}}"#,
            r#"{"table": {"element": "f64", "shape": [-1], "data": ""}}"#,
            r#"{"set": []}"#,
        ] {
            assert!(read(json).is_err(), "{json}");
        }
    }
}
