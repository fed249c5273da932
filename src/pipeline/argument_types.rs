//! The types of arguments of a call: what a process that runs the source says of them, and what was
//! recorded of such calls.

use std::sync::Arc;

use serde::Deserialize;

use crate::check::type_of_function;
use crate::scan::{self, Binding, Program};
use crate::types::{
    ArrayType, Container, Element, Layout, ListLayout, MAX_NDIM, NamedTuple, Record, Scalar, Time,
    Type,
};

/// The type of an argument.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ArgumentType {
    None,
    Bool,
    Int,
    Float,
    Complex,
    Str,
    Range,
    Generator,
    Bytes,
    Bytearray,
    /// Of unsigned bytes in one dimension.
    Memoryview,
    /// NumPy's scalar, by the name that annotations have for it: `f32`.
    Scalar(String),
    /// `array.array` of Python's `int` (type codes `q` and `l`) or `float` (`d`): `i64` or `f64`.
    ArrayArray(String),
    Array {
        element: String,
        ndim: u8,
        /// Rows lie one after the other without gaps.
        contiguous: bool,
    },
    /// An array of records, which are spelled as `types::Record` prints them.
    Records {
        record: String,
        ndim: u8,
    },
    /// One of them.
    Record(String),
    Tuple(Vec<ArgumentType>),
    /// A list, with the type of its elements; an empty one has none.
    List(Option<Box<ArgumentType>>),
    /// The function of that number in the request.
    Function(usize),
    /// A library's function, by its dotted name there.
    Library(String),
    /// A named tuple, by the module and the name of its class, with its fields.
    Named {
        module: String,
        name: String,
        fields: Vec<(String, ArgumentType)>,
    },
}

impl ArgumentType {
    /// The compiler's type.
    ///
    /// # Errors
    /// What of it is not compiled.
    pub fn ty(&self, program: &Program) -> Result<Type, String> {
        let buffer = |container, element, layout| {
            Type::Array(ArrayType { element: Element::Scalar(element), ndim: 1, layout, container })
        };
        Ok(match self {
            ArgumentType::None => Type::None,
            ArgumentType::Bool => Type::Bool,
            ArgumentType::Int => Type::Int,
            ArgumentType::Float => Type::Float,
            ArgumentType::Complex => Type::Complex,
            ArgumentType::Str => Type::Str,
            ArgumentType::Range => Type::Range,
            ArgumentType::Generator => Type::Generator,
            ArgumentType::Bytes => buffer(Container::Bytes, Scalar::U8, Layout::C),
            ArgumentType::Bytearray => buffer(Container::Bytearray, Scalar::U8, Layout::C),
            ArgumentType::Memoryview => buffer(Container::Memoryview, Scalar::U8, Layout::Strided),
            ArgumentType::Scalar(name) => element(name)?.sized(),
            ArgumentType::ArrayArray(name) => match element(name)? {
                Element::Scalar(element @ (Scalar::I64 | Scalar::F64)) => {
                    buffer(Container::ArrayArray, element, Layout::C)
                }
                _ => return Err(format!("an `array.array` of `{name}` is not compiled")),
            },
            ArgumentType::Array { ndim, .. } if usize::from(*ndim) > MAX_NDIM => {
                return Err(format!("arrays of {ndim} dimensions are not compiled"));
            }
            ArgumentType::Array { element, ndim, contiguous } => Type::Array(ArrayType {
                element: self::element(element)?,
                ndim: *ndim,
                layout: if *contiguous { Layout::C } else { Layout::Strided },
                container: Container::Array,
            }),
            ArgumentType::Records { ndim, .. } if usize::from(*ndim) > MAX_NDIM => {
                return Err(format!("arrays of {ndim} dimensions are not compiled"));
            }
            ArgumentType::Records { record, ndim } => {
                Type::Records(Arc::new(self::record(record)?), *ndim)
            }
            ArgumentType::Record(record) => Type::Record(Arc::new(self::record(record)?)),
            ArgumentType::List(None) => Type::List(None),
            ArgumentType::List(Some(element)) => {
                let element = element.ty(program)?.with_any_layout();
                if ListLayout::of(&element).is_none() {
                    return Err(format!("a list of {element} is not compiled"));
                }
                Type::List(Some(Box::new(element)))
            }
            ArgumentType::Tuple(elements) => {
                let elements: Result<_, String> =
                    elements.iter().map(|element| element.ty(program)).collect();
                Type::Tuple(elements?)
            }
            ArgumentType::Function(index) => {
                let kernel = program.asked().get(*index).copied().flatten();
                let kernel = kernel.ok_or("the text of a function was not found")?;
                function(program, &Binding::Kernel(kernel))?
            }
            ArgumentType::Library(dotted) => function(program, &scan::of_library(program, dotted))?,
            ArgumentType::Named { module, name, fields } => {
                let field =
                    |(name, ty): &(String, ArgumentType)| Ok((name.clone(), ty.ty(program)?));
                let fields: Result<_, String> = fields.iter().map(field).collect();
                let (module, name) = (module.clone(), name.clone());
                Type::Named(Box::new(NamedTuple { module, name, fields: fields? }))
            }
        })
    }
}

fn record(spelling: &str) -> Result<Record, String> {
    Record::parse(spelling).ok_or_else(|| format!("records `{spelling}` are not compiled"))
}

fn function(program: &Program, binding: &Binding) -> Result<Type, String> {
    let no_function = || format!("no kernel can call {}", binding.description());
    type_of_function(program, binding).ok_or_else(no_function)
}

fn element(name: &str) -> Result<Element, String> {
    let known = Element::named(name).or_else(|| Time::named(name).map(Element::Time));
    known.ok_or_else(|| format!("`{name}` is not compiled"))
}
