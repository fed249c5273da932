//! The classes of values: which one `type` gives for a type, and what `isinstance` answers.

use crate::scan::{complex_named, scalar_named};
use crate::types::{Container, Element, MixedType, Scalar, Time, TimeKind, Type};

/// The classes that are values without being functions that are compiled.
const CLASSES: &[&str] = &[
    "array.array",
    "builtins.bytearray",
    "builtins.bytes",
    "builtins.dict",
    "builtins.frozenset",
    "builtins.list",
    "builtins.memoryview",
    "builtins.object",
    "builtins.range",
    "builtins.set",
    "builtins.str",
    "builtins.tuple",
    "numpy.datetime64",
    "numpy.ndarray",
    "numpy.timedelta64",
    "numpy.void",
    "types.NoneType",
];

/// What the name of a named tuple of the tree begins with among the canonical names of classes.
pub const NAMED: &str = "named tuple ";

/// Whether a library's name is a class that can be a value.
pub fn is_class(name: &str) -> bool {
    CLASSES.contains(&name) || named_class(name).is_some()
}

/// The one name of a class that is the class of some value, whichever name of it is given.
pub fn named_class(name: &str) -> Option<String> {
    const PLAIN: &[&str] = &["bool", "complex", "float", "int"];
    if CLASSES.contains(&name)
        || name.strip_prefix("builtins.").is_some_and(|it| PLAIN.contains(&it))
    {
        return Some(name.to_owned());
    }
    // Those are classes of their own, of the same width as others.
    let other = matches!(name, "numpy.longlong" | "numpy.ulonglong");
    if let Some(part) = complex_named(name).filter(|_| name.starts_with("numpy.")) {
        return Some(class_of_complex(part));
    }
    match scalar_named(name) {
        Some(scalar) if name.starts_with("numpy.") && !other => Some(class_of_scalar(scalar)),
        _ => None,
    }
}

fn class_of_complex(part: Scalar) -> String {
    format!("numpy.{}", Element::Complex(part).numpy_name())
}

fn class_of_time(time: Time) -> String {
    let name = match time.kind {
        TimeKind::Datetime => "datetime64",
        TimeKind::Timedelta => "timedelta64",
    };
    format!("numpy.{name}")
}

fn class_of_scalar(scalar: Scalar) -> String {
    let name = match scalar {
        Scalar::Bool => "bool",
        Scalar::I8 => "int8",
        Scalar::I16 => "int16",
        Scalar::I32 => "int32",
        Scalar::I64 => "int64",
        Scalar::U8 => "uint8",
        Scalar::U16 => "uint16",
        Scalar::U32 => "uint32",
        Scalar::U64 => "uint64",
        Scalar::F32 => "float32",
        Scalar::F64 => "float64",
    };
    format!("numpy.{name}")
}

/// The class of the values of a type, by its canonical name; `None` where it is not known.
pub fn class_of(ty: &Type) -> Option<String> {
    let name = match ty {
        Type::Known(known) => return class_of(&known.ty()),
        Type::None => "types.NoneType",
        Type::Bool => "builtins.bool",
        Type::Int => "builtins.int",
        Type::Float => "builtins.float",
        Type::Complex => "builtins.complex",
        Type::Range => "builtins.range",
        Type::Str => "builtins.str",
        Type::Tuple(_) => "builtins.tuple",
        Type::Sized(scalar) => return Some(class_of_scalar(*scalar)),
        Type::SizedComplex(part) => return Some(class_of_complex(*part)),
        Type::Time(time) => return Some(class_of_time(*time)),
        Type::Named(named) => return Some(format!("{NAMED}{}.{}", named.module, named.name)),
        Type::Array(array) => match array.container {
            Container::Array | Container::Frozen => "numpy.ndarray",
            Container::Bytes => "builtins.bytes",
            Container::Bytearray => "builtins.bytearray",
            Container::Memoryview => "builtins.memoryview",
            Container::ArrayArray => "array.array",
            Container::List => "builtins.list",
            Container::Tuple => "builtins.tuple",
        },
        Type::Shaped(_) => return class_of(&ty.of_variable()),
        Type::Records(..) => "numpy.ndarray",
        Type::Record(_) => "numpy.void",
        Type::List(_) => "builtins.list",
        Type::Generator => "numpy.random.Generator",
        Type::Optional(_) | Type::Function(_) | Type::Mixed(_) => return None,
    };
    Some(name.to_owned())
}

/// Whether values of a type are of exactly that class; `None` if that is not known.
pub fn is_exactly(ty: &Type, class: &str) -> Option<bool> {
    let class = match class.strip_prefix(NAMED) {
        Some(_) => class.to_owned(),
        None => named_class(class)?,
    };
    class_of(ty).map(|own| own == class)
}

/// How a value belongs to a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// As `isinstance` asks: a class derived from it does, too.
    Instance,
    /// As a comparison of `type(x)` asks.
    Exact,
}

/// What `isinstance` answers for all values of a type.
pub enum Answers {
    Always(bool),
    /// That for a value, the contrary for `None`.
    UnlessNone(bool),
}

pub fn answers(ty: &Type, names: &[String], kind: Kind) -> Option<Answers> {
    let any = |ty: &Type| {
        let answer = |name: &String| match kind {
            Kind::Instance => is_instance(ty, name),
            Kind::Exact => is_exactly(ty, name),
        };
        let all: Option<Vec<bool>> = names.iter().map(answer).collect();
        all.map(|all| all.contains(&true))
    };
    if let Type::Mixed(mixed) = ty {
        let mut each = each_instance(mixed, names, kind)?.into_iter();
        let first = each.next()?;
        return each.all(|other| other == first).then_some(Answers::Always(first));
    }
    let Type::Optional(inner) = ty else { return any(ty).map(Answers::Always) };
    let (some, none) = (any(inner)?, any(&Type::None)?);
    Some(if some == none { Answers::Always(some) } else { Answers::UnlessNone(some) })
}

/// The answer for each of the types that a number may be of.
pub fn each_instance(mixed: &MixedType, names: &[String], kind: Kind) -> Option<Vec<bool>> {
    let answer = |ty| match answers(ty, names, kind) {
        Some(Answers::Always(answer)) => Some(answer),
        _ => None,
    };
    mixed.alternatives.iter().map(answer).collect()
}

/// Whether values of the type are instances of a library's class, by its canonical name; `None` if
/// that is not known. Sized numbers are NumPy's scalars.
pub fn is_instance(ty: &Type, class: &str) -> Option<bool> {
    if let Some(class) = class.strip_prefix(NAMED) {
        return match ty {
            Type::Named(named) => Some(format!("{}.{}", named.module, named.name) == class),
            Type::Optional(_) => None,
            _ => Some(false),
        };
    }
    if let Type::Mixed(mixed) = ty {
        let mut answers = mixed.alternatives.iter().map(|ty| is_instance(ty, class));
        let first = answers.next()??;
        return answers.all(|answer| answer == Some(first)).then_some(first);
    }
    let (library, name) = class.split_once('.')?;
    match (library, name) {
        ("builtins", "object") => return Some(true),
        ("builtins", _) => return is_builtin(ty, name),
        ("types", "NoneType") if !matches!(ty, Type::Optional(_)) => {
            return Some(*ty == Type::None);
        }
        ("numbers", _) => return is_abstract_number(ty, name),
        ("numpy", "random.Generator") => {
            return match ty {
                Type::Optional(_) => None,
                ty => Some(*ty == Type::Generator),
            };
        }
        ("numpy", "ndarray") => {
            return match ty {
                Type::Array(array) => Some(array.is_numpys()),
                Type::Records(..) => Some(true),
                Type::Optional(_) => None,
                _ => Some(false),
            };
        }
        ("numpy", _) if matches!(ty, Type::Record(_)) => {
            return match name {
                "void" | "flexible" | "generic" => Some(true),
                _ => named_element(class).is_some().then_some(false),
            };
        }
        ("numpy", "void") if !matches!(ty, Type::Optional(_)) => return Some(false),
        ("array", "array") => {
            return match ty {
                // Such a parameter takes any buffer.
                Type::Array(array) if array.container == Container::Array => None,
                Type::Array(array) => Some(array.container == Container::ArrayArray),
                Type::Optional(_) => None,
                _ => Some(false),
            };
        }
        ("numpy", _) => {}
        _ => return None,
    }
    let element = match ty {
        Type::Sized(scalar) => Element::Scalar(*scalar),
        Type::SizedComplex(part) => Element::Complex(*part),
        Type::Time(time) => Element::Time(*time),
        _ => {
            let integer = Element::Scalar(Scalar::I64);
            let known = is_numpy_kind(integer, name).is_some() || named_element(class).is_some();
            return (known && !matches!(ty, Type::Optional(_))).then_some(false);
        }
    };
    match is_numpy_kind(element, name) {
        Some(answer) => Some(answer),
        None => named_element(class).map(|named| named == element),
    }
}

fn is_builtin(ty: &Type, class: &str) -> Option<bool> {
    const CLASSES: &[&str] = &[
        "bool",
        "bytearray",
        "bytes",
        "complex",
        "dict",
        "float",
        "frozenset",
        "int",
        "list",
        "memoryview",
        "range",
        "set",
        "str",
        "tuple",
    ];
    if !CLASSES.contains(&class) {
        return None;
    }
    Some(match ty {
        Type::Known(known) => return is_builtin(&known.ty(), class),
        Type::Bool => matches!(class, "bool" | "int"),
        Type::Int => class == "int",
        // `np.float64` is a class derived from `float`.
        Type::Float | Type::Sized(Scalar::F64) => class == "float",
        // `np.complex128` is a class derived from `complex`.
        Type::Complex | Type::SizedComplex(Scalar::F64) => class == "complex",
        Type::Range => class == "range",
        Type::Str => class == "str",
        Type::Tuple(_) | Type::Named(_) => class == "tuple",
        Type::Array(array) => match array.container {
            Container::Bytes => class == "bytes",
            Container::Bytearray => class == "bytearray",
            Container::Memoryview => class == "memoryview",
            Container::List => class == "list",
            Container::Tuple => class == "tuple",
            Container::Array | Container::ArrayArray | Container::Frozen => false,
        },
        Type::Shaped(_) => return is_builtin(&ty.of_variable(), class),
        Type::None | Type::Sized(_) | Type::SizedComplex(_) | Type::Time(_) | Type::Function(_) => {
            false
        }
        Type::Records(..) | Type::Record(_) | Type::Generator => false,
        Type::List(_) => class == "list",
        Type::Optional(_) | Type::Mixed(_) => return None,
    })
}

/// The classes of `numbers`, with which NumPy registers its scalars but for booleans.
fn is_abstract_number(ty: &Type, class: &str) -> Option<bool> {
    const TOWER: [&str; 5] = ["Number", "Complex", "Real", "Rational", "Integral"];
    let class = TOWER.iter().position(|name| *name == class)?;
    let place = match ty {
        Type::Bool | Type::Int => 4,
        Type::Sized(scalar) if scalar.is_int() => 4,
        Type::Sized(scalar) if scalar.is_float() => 2,
        Type::Float => 2,
        Type::Complex | Type::SizedComplex(_) => 1,
        // A `timedelta64` is registered as an integer.
        Type::Optional(_) | Type::Time(_) => return None,
        _ => return Some(false),
    };
    Some(class <= place)
}

/// NumPy's abstract classes of scalars.
fn is_numpy_kind(element: Element, class: &str) -> Option<bool> {
    Some(match class {
        "generic" => true,
        "datetime64" | "timedelta64" => match element {
            Element::Time(time) => class_of_time(time).ends_with(class),
            _ => false,
        },
        // A `timedelta64` is a signed integer to NumPy.
        "number" | "integer" | "signedinteger" if matches!(element, Element::Time(_)) => {
            matches!(element, Element::Time(time) if time.kind == TimeKind::Timedelta)
        }
        "number" => element != Scalar::Bool,
        "integer" => element.is_int(),
        "signedinteger" => element.is_signed(),
        "unsignedinteger" => element.is_int() && !element.is_signed(),
        "inexact" => element.part().is_float(),
        "floating" => element.is_float(),
        "complexfloating" => element.is_complex(),
        _ => return None,
    })
}

/// What values of a class of NumPy's are, but for those that are another class of the same width.
fn named_element(class: &str) -> Option<Element> {
    match class {
        "numpy.longlong" | "numpy.ulonglong" => None,
        _ => {
            let complex = complex_named(class).map(Element::Complex);
            complex.or_else(|| scalar_named(class).map(Element::Scalar))
        }
    }
}
