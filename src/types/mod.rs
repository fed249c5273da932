//! The types of values: Python's own scalars, NumPy's sized scalars, tuples and arrays.
//!
//! Types are plain values that hash, compare and print. Python's `int` and `float` are kept apart
//! from NumPy's `i64` and `f64` although both are held in the same machine words, because they
//! obey different rules: `int` overflow is an error and `float` division by zero raises, while
//! sized scalars wrap and divide as NumPy's scalars do.

pub mod dates;
mod element;
mod frozen;
mod generator;
mod holding;
mod known;
mod list;
mod math;
mod named;
mod options;
mod record;
mod scalar;
mod shaped;
mod table;
mod time;

pub use element::Element;
pub use frozen::{Frozen, Meaning};
pub use generator::{Draw, GENERATOR};
pub use known::KnownValue;
pub use list::{ListLayout, ListPart, MAX_LISTS, list_depth};
pub use math::MathFunction;
pub use named::NamedTuple;
pub use options::{FastMath, KernelOptions, Rules};
pub use record::{Content, Record, RecordField};
pub use scalar::Scalar;
pub use shaped::ShapedType;
pub use table::{Table, table_type};
pub use time::{Scaling, Time, TimeKind, TimeUnit};

use std::fmt;
use std::sync::Arc;

/// The greatest [`Type::size`] that is compiled: each part becomes a variable of its own.
pub const MAX_SIZE: usize = 256;

/// The most dimensions an array can have.
pub const MAX_NDIM: usize = 8;

/// What holds a list: a view of its head, of which only operations on lists know what it is.
pub const LIST_HEAD: ArrayType = ArrayType {
    element: Element::Scalar(Scalar::I64),
    ndim: 0,
    layout: Layout::C,
    container: Container::Array,
};

/// The oldest CPython whose stable ABI has what kernels need.
pub const OLDEST_PYTHON: (u8, u8) = (3, 9);

/// The type of a Python expression inside a kernel.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Type {
    /// Python's `None`.
    None,
    /// Python's `bool`.
    Bool,
    /// Python's `int`, held in 64 bits; overflow is detected.
    Int,
    /// Python's `float`.
    Float,
    /// Python's `complex`; its parts are two `Float`s, real and imaginary.
    Complex,
    /// Python's `range`; its parts are three `Int`s: start, stop, and a step that is not zero.
    Range,
    /// A NumPy scalar of that width; follows NEP 50.
    Sized(Scalar),
    /// A complex number of NumPy's whose two parts are floats of that width; they are `Sized`.
    SizedComplex(Scalar),
    /// A point or a span of time of NumPy's; its part is the number of units, an `i64`.
    Time(Time),
    /// Python's `str`, held as a reference that its owner keeps alive: an argument, a constant.
    Str,
    /// A tuple with one type for each element.
    Tuple(Vec<Type>),
    /// A tuple of a class of the tree, whose elements have names.
    Named(Box<NamedTuple>),
    /// A view of a buffer.
    Array(ArrayType),
    /// Of a parameter: an array of which lengths or order are declared.
    Shaped(Box<ShapedType>),
    /// An array of NumPy's whose elements are records, and its number of dimensions; its part is a
    /// view of their first bytes, with any strides.
    Records(Arc<Record>, u8),
    /// One record of an array (`np.void`): a part of its memory, held as a view without dimensions.
    Record(Arc<Record>),
    /// Python's `list` with elements of one type; `None` where nothing is known of them: such a list is
    /// empty. Its part is a view of its head, an array without dimensions.
    List(Option<Box<Type>>),
    /// NumPy's `np.random.Generator`; its part is a view of its bit generator.
    Generator,
    /// `X | None`. Its parts are whether there is a value, and the value.
    Optional(Box<Type>),
    /// A function that is known when compiling.
    Function(Box<FunctionType>),
    /// A number that is of one type on one path and of another on the other.
    Mixed(Box<MixedType>),
    /// A value that is known when compiling, of a parameter that asks for it; nothing is passed.
    /// Where it is read it is a constant.
    Known(Box<KnownValue>),
}

/// The types that a number may be of, and how it is held: a value that the holder represents
/// exactly, whichever it is, and for each alternative but the first whether it is of that type.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MixedType {
    /// Two or more types of numbers, sorted.
    pub alternatives: Vec<Type>,
    pub holder: Element,
}

/// Which function a value is, and what it carries: a type of its own for each function, so that
/// calling the value is calling the function.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FunctionType {
    pub function: FunctionId,
    /// Its name in messages: qualified, or a library's.
    pub name: String,
    /// The types of the values that it captured.
    pub captured: Vec<Type>,
}

/// Which function, among those of a program and of libraries.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FunctionId {
    /// A kernel or a function inside one, by its number in `check`.
    Compiled(u64),
    /// A library's, by its canonical dotted name.
    Library(String),
    /// No function but a value that is known like one: the member of an `IntEnum`, by the place of
    /// its class and its name; what number it is.
    Member { class: (u32, String), value: i64 },
}

/// The type of an array or buffer parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArrayType {
    /// What the memory holds.
    pub element: Element,
    /// The number of dimensions, at most [`MAX_NDIM`]; an array without any has one element.
    pub ndim: u8,
    /// How the memory is laid out.
    pub layout: Layout,
    /// Which Python object it was declared as; decides the type of an element.
    pub container: Container,
}

/// The memory layout of an array.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layout {
    /// Rows lie one after the other without gaps.
    C,
    /// Any strides, also negative or zero ones.
    Strided,
}

/// The declared kind of a buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Container {
    /// `f64[:]` and NumPy's spellings: NumPy's arrays; elements are sized.
    Array,
    /// `bytes`: read-only; elements are Python's `int`, as in all the kinds below.
    Bytes,
    /// `bytearray`.
    Bytearray,
    /// `memoryview` of unsigned bytes in one dimension.
    Memoryview,
    /// `array.array[int]` (type code `q` or `l`) or `array.array[float]` (`d`).
    ArrayArray,
    /// A list of numbers that is a constant of a module; never written, as those below.
    List,
    /// A tuple of numbers of one type that is a constant, where it is too long to be a [`Type::Tuple`].
    Tuple,
    /// An array of NumPy's that is a constant of a module; elements are sized.
    Frozen,
}

impl Container {
    /// Whether it is written byte by byte: what is stored must be an integer of one byte.
    pub fn holds_bytes(self) -> bool {
        matches!(self, Container::Bytearray | Container::Memoryview)
    }
}

/// The rules that an arithmetic operation follows; both operands already have its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Arithmetic {
    /// Python's `int` in 64 bits: overflow and division by zero are failures.
    PythonInt,
    /// Python's `float`: division by zero is a failure, `**` follows `float.__pow__`.
    PythonFloat,
    /// NumPy's scalars: integers wrap, `x // 0` is 0, floats give infinities and NaN.
    Sized(Scalar),
    /// The same but for division by zero, which is a failure: scalars of Numba's.
    Raising(Scalar),
    /// 64-bit signed integers whose result is known to fit: what is left of `PythonInt` once the
    /// checks are placed or proved away. Appears only in KIR after `opt::checks`.
    Proved,
}

/// How a scalar is converted to another type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Conversion {
    /// As Python's arithmetic converts (`int` to `float` rounds to nearest even; `bool` to `int`);
    /// never fails.
    Numeric,
    /// The value must survive unchanged, else `OverflowError`: Python's `int` into a sized integer,
    /// `u64` into `int`, `int` into `float` where a variable holds both.
    Exact,
    /// `int(x)` of a float: truncates; NaN raises `ValueError`, what does not fit `OverflowError`.
    Truncate,
    /// NumPy's `astype`: wraps integers, truncates and rounds; never fails.
    Cast,
}

/// A comparison, as in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Comparison {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

/// A binary operator of Python.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BinaryOp {
    Add,
    Sub,
    Mul,
    TrueDiv,
    FloorDiv,
    Mod,
    Pow,
    LShift,
    RShift,
    BitAnd,
    BitOr,
    BitXor,
}

impl BinaryOp {
    /// The operator as it is written.
    pub fn symbol(self) -> &'static str {
        match self {
            BinaryOp::Add => "+",
            BinaryOp::Sub => "-",
            BinaryOp::Mul => "*",
            BinaryOp::TrueDiv => "/",
            BinaryOp::FloorDiv => "//",
            BinaryOp::Mod => "%",
            BinaryOp::Pow => "**",
            BinaryOp::LShift => "<<",
            BinaryOp::RShift => ">>",
            BinaryOp::BitAnd => "&",
            BinaryOp::BitOr => "|",
            BinaryOp::BitXor => "^",
        }
    }
}

/// A unary operator of Python, `not` excepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum UnaryOp {
    Neg,
    Pos,
    Invert,
}

/// A Python value known when compiling.
#[derive(Clone, Debug, PartialEq)]
pub enum Constant {
    None,
    Bool(bool),
    /// Values outside 64 bits are kept so that they can be refused with their place.
    Int(i128),
    Float(f64),
    /// The real and the imaginary part.
    Complex(f64, f64),
    Str(String),
    /// A float that is one of NumPy's scalars.
    Sized(Scalar, f64),
    /// An integer or boolean that is one of NumPy's scalars; the value fits it.
    SizedInt(Scalar, i128),
    Tuple(Vec<Constant>),
    /// Many numbers of one type.
    Table(Arc<Table>),
}

/// A global name of Python, and attributes behind it, looked up when it is needed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Global {
    /// The module whose names are searched before the builtins; `None` for builtins alone.
    pub module: Option<String>,
    /// The name and the attributes.
    pub names: Vec<String>,
}

impl Comparison {
    /// The comparison with its sides exchanged.
    pub fn swapped(self) -> Comparison {
        match self {
            Comparison::Lt => Comparison::Gt,
            Comparison::Le => Comparison::Ge,
            Comparison::Gt => Comparison::Lt,
            Comparison::Ge => Comparison::Le,
            Comparison::Eq | Comparison::Ne => self,
        }
    }

    /// Whether it is true of two values in that order.
    pub fn holds(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Comparison::Eq => ordering.is_eq(),
            Comparison::Ne => ordering.is_ne(),
            Comparison::Lt => ordering.is_lt(),
            Comparison::Le => ordering.is_le(),
            Comparison::Gt => ordering.is_gt(),
            Comparison::Ge => ordering.is_ge(),
        }
    }
}

impl Global {
    /// A name of the builtins.
    pub fn builtin(name: &str) -> Global {
        Global { module: None, names: vec![name.to_owned()] }
    }

    /// What a library has under a canonical name. A dot in front of the module says that it is found
    /// by that name wherever the tree's own modules lie.
    pub fn of_library(name: &str) -> Option<Global> {
        let (module, own) = name.rsplit_once('.')?;
        Some(Global { module: Some(format!(".{module}")), names: vec![own.to_owned()] })
    }
}

impl fmt::Display for Global {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(module) = &self.module {
            write!(formatter, "{module}:")?;
        }
        formatter.write_str(&self.names.join("."))
    }
}

impl ArrayType {
    /// The type of one element as an expression of the kernel.
    pub fn element_type(&self) -> Type {
        match self.container {
            Container::Array | Container::Frozen => self.element.sized(),
            _ if self.element.is_float() => Type::Float,
            _ if self.element == Scalar::Bool => Type::Bool,
            _ => Type::Int,
        }
    }

    /// Whether it is an array of NumPy's.
    pub fn is_numpys(&self) -> bool {
        matches!(self.container, Container::Array | Container::Frozen)
    }

    /// Whether its elements can be assigned.
    pub fn is_writable(&self) -> bool {
        match self.container {
            Container::Array
            | Container::Bytearray
            | Container::Memoryview
            | Container::ArrayArray => true,
            Container::Bytes | Container::List | Container::Tuple | Container::Frozen => false,
        }
    }
}

impl Type {
    /// The types of the values that a value of this type is made of, for types that are; such a
    /// value is held as its parts, one behind the other.
    pub fn parts(&self) -> Option<Vec<Type>> {
        match self {
            Type::Tuple(elements) => Some(elements.clone()),
            Type::Named(named) => Some(named.types()),
            Type::Complex => Some(vec![Type::Float, Type::Float]),
            Type::SizedComplex(part) => Some(vec![Type::Sized(*part); 2]),
            Type::Time(_) => Some(vec![Type::Sized(Scalar::I64)]),
            Type::Range => Some(vec![Type::Int; 3]),
            Type::Optional(inner) => Some(vec![Type::Bool, (**inner).clone()]),
            Type::Function(function) => Some(function.captured.clone()),
            Type::Records(_, ndim) => Some(vec![Type::Array(Record::bytes(*ndim))]),
            Type::Record(_) => Some(vec![Type::Array(Record::bytes(0))]),
            Type::List(_) => Some(vec![Type::Array(LIST_HEAD)]),
            Type::Generator => Some(vec![Type::Array(GENERATOR)]),
            Type::Known(_) => Some(Vec::new()),
            Type::Mixed(mixed) => {
                let flags = mixed.alternatives.iter().skip(1).map(|_| Type::Bool);
                Some(std::iter::once(mixed.holder.sized()).chain(flags).collect())
            }
            Type::None
            | Type::Bool
            | Type::Int
            | Type::Float
            | Type::Sized(_)
            | Type::Str
            | Type::Array(_)
            | Type::Shaped(_) => None,
        }
    }

    /// The type of the variable that a parameter of this type is: an array of declared lengths is an
    /// array.
    pub fn of_variable(&self) -> Type {
        match self {
            Type::Shaped(shaped) => Type::Array(shaped.array),
            other => other.clone(),
        }
    }

    /// How many types it is written with, itself and those of its parts: at most [`MAX_SIZE`] in a
    /// kernel.
    pub fn size(&self) -> usize {
        let inner = match self {
            Type::List(Some(element)) => element.size(),
            _ => self.parts().iter().flatten().map(Type::size).sum(),
        };
        1 + inner
    }

    /// The arrays that are the type or parts of it.
    pub fn arrays(&self) -> Vec<ArrayType> {
        match self {
            Type::Array(array) => vec![*array],
            Type::Shaped(shaped) => vec![shaped.array],
            // What holds it is none.
            Type::List(_) | Type::Generator => Vec::new(),
            _ => self.parts().iter().flatten().flat_map(Type::arrays).collect(),
        }
    }

    /// The machine scalar that holds a value of this type, if one does.
    pub fn scalar(&self) -> Option<Scalar> {
        match self {
            Type::Bool => Some(Scalar::Bool),
            Type::Int => Some(Scalar::I64),
            Type::Float => Some(Scalar::F64),
            Type::Sized(scalar) => Some(*scalar),
            Type::None
            | Type::Complex
            | Type::SizedComplex(_)
            | Type::Time(_)
            | Type::Range
            | Type::Str
            | Type::Tuple(_)
            | Type::Named(_)
            | Type::Array(_)
            | Type::Shaped(_)
            | Type::Records(..)
            | Type::Record(_)
            | Type::List(_)
            | Type::Generator
            | Type::Optional(_)
            | Type::Function(_)
            | Type::Known(_)
            | Type::Mixed(_) => None,
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Type::None => formatter.write_str("None"),
            Type::Bool => formatter.write_str("bool"),
            Type::Int => formatter.write_str("int"),
            Type::Float => formatter.write_str("float"),
            Type::Str => formatter.write_str("str"),
            Type::Complex => formatter.write_str("complex"),
            Type::Range => formatter.write_str("range"),
            // `bool` alone is Python's; NumPy's prints under NumPy's name.
            Type::Sized(Scalar::Bool) => formatter.write_str("np.bool"),
            Type::Sized(scalar) => write!(formatter, "{scalar}"),
            Type::SizedComplex(part) => write!(formatter, "{}", Element::Complex(*part)),
            Type::Time(time) => write!(formatter, "{time}"),
            Type::Tuple(elements) if elements.is_empty() => formatter.write_str("tuple[()]"),
            Type::Tuple(elements) => {
                formatter.write_str("tuple")?;
                write_list(formatter, elements)
            }
            Type::Named(named) => write!(formatter, "{named}"),
            Type::Known(known) => write!(formatter, "{known}"),
            Type::Array(array) => write!(formatter, "{array}"),
            Type::Shaped(shaped) => write!(formatter, "{shaped}"),
            Type::Records(record, 0) => write!(formatter, "{record}[()]"),
            Type::Records(record, ndim) => {
                let axes = vec![":"; usize::from(*ndim)].join(", ");
                write!(formatter, "{record}[{axes}]")
            }
            Type::Record(record) => write!(formatter, "{record}"),
            Type::Generator => formatter.write_str("np.random.Generator"),
            Type::List(None) => formatter.write_str("list"),
            Type::List(Some(element)) => write!(formatter, "list[{element}]"),
            Type::Optional(inner) => write!(formatter, "{inner} | None"),
            Type::Function(function) => {
                write!(formatter, "function {}", function.name)?;
                match function.captured.is_empty() {
                    true => Ok(()),
                    false => write_list(formatter, &function.captured),
                }
            }
            Type::Mixed(mixed) => {
                for (index, ty) in mixed.alternatives.iter().enumerate() {
                    let separator = if index == 0 { "" } else { " | " };
                    write!(formatter, "{separator}{ty}")?;
                }
                Ok(())
            }
        }
    }
}

/// Types in brackets.
fn write_list(formatter: &mut fmt::Formatter<'_>, types: &[Type]) -> fmt::Result {
    formatter.write_str("[")?;
    for (index, ty) in types.iter().enumerate() {
        let separator = if index == 0 { "" } else { ", " };
        write!(formatter, "{separator}{ty}")?;
    }
    formatter.write_str("]")
}

impl fmt::Display for ArrayType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.container {
            // Of an array without dimensions there is nothing to say of its order.
            Container::Array | Container::Frozen if self.ndim == 0 => {
                write!(formatter, "{}[()]", self.element)
            }
            Container::Array | Container::Frozen => {
                write!(formatter, "{}[", self.element)?;
                for axis in 0..self.ndim {
                    let last = axis + 1 == self.ndim;
                    let separator = if axis == 0 { "" } else { ", " };
                    let colons = if last && self.layout == Layout::C { "::1" } else { ":" };
                    write!(formatter, "{separator}{colons}")?;
                }
                formatter.write_str("]")
            }
            Container::List => write!(formatter, "list[{}]", self.element_type()),
            Container::Tuple => write!(formatter, "tuple[{}, ...]", self.element_type()),
            Container::Bytes => formatter.write_str("bytes"),
            Container::Bytearray => formatter.write_str("bytearray"),
            Container::Memoryview => formatter.write_str("memoryview"),
            Container::ArrayArray if self.element.is_float() => {
                formatter.write_str("array.array[float]")
            }
            Container::ArrayArray => formatter.write_str("array.array[int]"),
        }
    }
}
