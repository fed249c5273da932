//! The names that libraries have for types.

use std::borrow::Cow;

use super::shaped;
use crate::types::{ArrayType, Container, Element, Layout, Scalar, Type};

/// A one-dimensional buffer.
pub fn buffer(element: Scalar, container: Container) -> Type {
    // Such objects hold their elements without gaps, but a view of them need not.
    let layout = match container {
        Container::Memoryview => Layout::Strided,
        _ => Layout::C,
    };
    Type::Array(ArrayType { element: element.into(), ndim: 1, layout, container })
}

/// Numba has its types under several names: as what it exports itself.
fn short_name(name: &str) -> Cow<'_, str> {
    let own =
        ["numba.types.", "numba.core.types."].iter().find_map(|begin| name.strip_prefix(begin));
    own.map_or(Cow::Borrowed(name), |own| Cow::Owned(format!("numba.{own}")))
}

/// The type of a library's name.
pub fn named(name: &str) -> Option<Type> {
    let name = &*short_name(name);
    Some(match name {
        "builtins.bool" => Type::Bool,
        "builtins.int" => Type::Int,
        "builtins.float" => Type::Float,
        "builtins.str" | "numba.unicode_type" | "numba.string" => Type::Str,
        "builtins.complex" => Type::Complex,
        "builtins.range" => Type::Range,
        "numpy.random.Generator" => Type::Generator,
        "builtins.bytes" => buffer(Scalar::U8, Container::Bytes),
        "builtins.bytearray" => buffer(Scalar::U8, Container::Bytearray),
        "builtins.memoryview" => buffer(Scalar::U8, Container::Memoryview),
        "numba.void" | "numba.none" | "types.NoneType" => Type::None,
        _ if name.ends_with(']') => Type::Shaped(Box::new(shaped::named(name)?)),
        _ => element(name).filter(|_| !name.starts_with("builtins."))?.sized(),
    })
}

/// What an array of a library's name holds.
pub fn element(name: &str) -> Option<Element> {
    complex(name).map(Element::Complex).or_else(|| scalar(name).map(Element::Scalar))
}

/// The parts of a complex number of NumPy's, by a library's name of it.
pub fn complex(name: &str) -> Option<Scalar> {
    match &*short_name(name) {
        "pyjit.c64" | "numpy.complex64" | "numpy.csingle" | "numba.complex64" | "numba.c8" => {
            Some(Scalar::F32)
        }
        "pyjit.c128" | "numpy.complex128" | "numpy.cdouble" | "numba.complex128" | "numba.c16" => {
            Some(Scalar::F64)
        }
        _ => None,
    }
}

/// The sized scalar of a library's name: what an array of it holds.
pub fn scalar(name: &str) -> Option<Scalar> {
    let name = &*short_name(name);
    let (library, name) = name.split_once('.')?;
    let width = match (library, name) {
        ("pyjit", _) => name,
        ("builtins", "bool") => "bool",
        ("numpy" | "numba", "bool" | "bool_" | "boolean" | "b1") => "bool",
        ("numpy" | "numba", "int8") | ("numpy", "byte") => "i8",
        ("numpy" | "numba", "int16") | ("numpy", "short") => "i16",
        ("numpy" | "numba", "int32" | "intc") => "i32",
        ("numpy" | "numba", "int64" | "intp" | "int_" | "longlong") => "i64",
        ("numpy" | "numba", "uint8") | ("numpy", "ubyte") => "u8",
        ("numpy" | "numba", "uint16") | ("numpy", "ushort") => "u16",
        ("numpy" | "numba", "uint32" | "uintc") => "u32",
        ("numpy" | "numba", "uint64" | "uintp" | "ulonglong") | ("numpy", "uint") => "u64",
        ("numpy" | "numba", "float32") | ("numpy", "single") => "f32",
        ("numpy" | "numba", "float64") | ("numpy", "double") => "f64",
        ("numba", "i1" | "char") => "i8",
        ("numba", "i2" | "short") => "i16",
        ("numba", "i4") => "i32",
        ("numba", "i8" | "long_") => "i64",
        ("numba", "u1" | "byte" | "uchar") => "u8",
        ("numba", "u2" | "ushort") => "u16",
        ("numba", "u4") => "u32",
        ("numba", "u8" | "uint" | "ulong") => "u64",
        ("numba", "f4" | "float_") => "f32",
        ("numba", "f8" | "double") => "f64",
        _ => return None,
    };
    Scalar::ALL.into_iter().find(|scalar| scalar.name() == width)
}
