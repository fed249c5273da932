//! What is known of libraries without looking at them: constants, and the names of modules from
//! which people import `*`.

use rustpython_ast::{Expr, ExprCall, Number, UnaryOp};

use crate::types::{Constant, Element, Record, Scalar, Time, TimeKind, Type, dates};

use super::type_names::element;
use super::{Binding, Member, records};

/// Why an expression that is made of more than names and attributes means nothing.
pub const NO_NAME: &str = "it is part of a value that is not known";

/// The names that every module sees without importing them.
const BUILTINS: &str = "ArithmeticError AssertionError AttributeError BaseException \
    BaseExceptionGroup BlockingIOError BrokenPipeError BufferError BytesWarning ChildProcessError \
    ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError \
    DeprecationWarning EOFError EncodingWarning EnvironmentError Exception ExceptionGroup \
    FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError \
    ImportError ImportWarning IndentationError IndexError InterruptedError IsADirectoryError \
    KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError \
    NotADirectoryError NotImplemented NotImplementedError OSError OverflowError \
    PendingDeprecationWarning PermissionError ProcessLookupError RecursionError ReferenceError \
    ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError \
    SyntaxWarning SystemError SystemExit TabError TimeoutError TypeError UnboundLocalError \
    UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning \
    UserWarning ValueError Warning ZeroDivisionError __build_class__ __debug__ __import__ abs \
    aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile \
    complex copyright credits delattr dict dir divmod enumerate eval exec exit filter float \
    format frozenset getattr globals hasattr hash help hex id input int isinstance issubclass \
    iter len license list locals map max memoryview min next object oct open ord pow print \
    property quit range repr reversed round set setattr slice sorted staticmethod str sum super \
    tuple type vars zip";

/// The integers of an interpreter.
const INTERPRETERS: &str = "sys.api_version sys.flags.optimize sys.hexversion \
    sys.hash_info.modulus sys.hash_info.width sys.version_info.major sys.version_info.micro \
    sys.version_info.minor";

/// What `from math import *` binds, constants included.
const MATH: &str = "acos acosh asin asinh atan atan2 atanh cbrt ceil comb copysign cos cosh \
    degrees dist e erf erfc exp exp2 expm1 fabs factorial floor fma fmod frexp fsum gamma gcd \
    hypot inf isclose isfinite isinf isnan isqrt lcm ldexp lgamma log log10 log1p log2 modf nan \
    nextafter perm pi pow prod radians remainder sin sinh sqrt sumprod tan tanh tau trunc ulp";

/// What `from cmath import *` binds.
const CMATH: &str = "acos acosh asin asinh atan atanh cos cosh e exp inf infj isclose isfinite \
    isinf isnan log log10 nan nanj phase pi polar rect sin sinh sqrt tan tanh tau";

/// What `import *` binds of the modules about iterators.
const BISECT: &str = "bisect bisect_left bisect_right insort insort_left insort_right";
const FUNCTOOLS: &str = "WRAPPER_ASSIGNMENTS WRAPPER_UPDATES cache cached_property cmp_to_key \
    lru_cache partial partialmethod reduce singledispatch singledispatchmethod total_ordering \
    update_wrapper wraps";
const HEAPQ: &str = "heapify heappop heappush heappushpop heapreplace merge nlargest nsmallest";
const ITERTOOLS: &str = "accumulate batched chain combinations combinations_with_replacement \
    compress count cycle dropwhile filterfalse groupby islice pairwise permutations product repeat \
    starmap takewhile tee zip_longest";
const OPERATOR: &str = "abs add and_ attrgetter call concat contains countOf delitem eq floordiv ge \
    getitem gt iadd iand iconcat ifloordiv ilshift imatmul imod imul index indexOf inv invert ior \
    ipow irshift is_ is_not isub itemgetter itruediv ixor le length_hint lshift lt matmul \
    methodcaller mod mul ne neg not_ or_ pos pow rshift setitem sub truediv truth xor";

/// The builtins that `from numpy import *` replaces.
const NUMPY_BUILTINS: &str = "abs all any bool divmod max min pow round sum";

/// What `from pyjit import *` binds.
const PYJIT: &str = "jit jit_immediate prange i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 c64 c128";

/// What a name means that the module does not bind: a builtin, or nothing.
pub fn builtin(name: &str) -> Binding {
    if has_word(BUILTINS, name) {
        return Binding::Library(format!("builtins.{name}"));
    }
    Binding::Unknown("it is not defined in the module".to_owned())
}

/// What `from module import *` binds `name` to. `None` if it does not bind it.
pub fn star_member(module: &str, name: &str) -> Option<Binding> {
    let names = match module {
        "math" => MATH,
        "cmath" => CMATH,
        "bisect" => BISECT,
        "functools" => FUNCTOOLS,
        "heapq" => HEAPQ,
        "itertools" => ITERTOOLS,
        "operator" => OPERATOR,
        "pyjit" => PYJIT,
        // Its types begin with a capital letter; no other name of it matters here.
        "typing" | "typing_extensions" => {
            let is_type = name.starts_with(|first: char| first.is_ascii_uppercase());
            let bound = is_type && !has_word(BUILTINS, name);
            return bound.then(|| member(&format!("{module}.{name}")));
        }
        "numpy" if has_word(BUILTINS, name) && !has_word(NUMPY_BUILTINS, name) => return None,
        // Other libraries' names are not known: any name may come from them.
        _ => {
            let reason = format!("it may come from `from {module} import *`");
            return (!name.starts_with('_')).then_some(Binding::Unknown(reason));
        }
    };
    has_word(names, name).then(|| member(&format!("{module}.{name}")))
}

/// An attribute of the member of an enumeration.
pub fn attribute_of_member(member: &Member, name: &str) -> Binding {
    match name {
        "value" | "_value_" => Binding::Constant(member.value.clone()),
        "name" | "_name_" => Binding::Constant(Constant::Str(member.name.clone())),
        _ => Binding::Unknown(format!(
            "it is an attribute of the member `{}.{}`",
            member.class, member.name
        )),
    }
}

/// What the canonical dotted name stands for: a constant, or itself.
pub fn member(dotted: &str) -> Binding {
    if let Some(value) = constant(dotted).or_else(|| limit(dotted)) {
        return Binding::Constant(value);
    }
    if has_word(INTERPRETERS, dotted) {
        return Binding::Number { ty: Type::Int, once: true, estimate: None };
    }
    let of_dtype = dotted
        .split_once(").")
        .and_then(|(owner, attribute)| of_dtype(dtype(&format!("{owner})"))?, attribute));
    of_dtype.unwrap_or_else(|| Binding::Library(dotted.to_owned()))
}

fn constant(dotted: &str) -> Option<Constant> {
    let value = match dotted {
        "math.pi" | "cmath.pi" | "numpy.pi" => std::f64::consts::PI,
        "math.e" | "cmath.e" | "numpy.e" => std::f64::consts::E,
        "math.tau" | "cmath.tau" => std::f64::consts::TAU,
        "math.inf" | "cmath.inf" | "numpy.inf" => f64::INFINITY,
        "math.nan" | "cmath.nan" | "numpy.nan" => f64::NAN,
        "cmath.infj" => return Some(Constant::Complex(0.0, f64::INFINITY)),
        "cmath.nanj" => return Some(Constant::Complex(0.0, f64::NAN)),
        "numpy.euler_gamma" => 0.577_215_664_901_532_9,
        "sys.float_info.max" => f64::MAX,
        "sys.float_info.min" => f64::MIN_POSITIVE,
        "sys.float_info.epsilon" => f64::EPSILON,
        // Compiled code runs on 64-bit platforms only.
        "sys.maxsize" => return Some(Constant::Int(i128::from(i64::MAX))),
        // Compiled code runs on little-endian Linux only.
        "sys.byteorder" => return Some(Constant::Str("little".to_owned())),
        "sys.platform" => return Some(Constant::Str("linux".to_owned())),
        "os.name" => return Some(Constant::Str("posix".to_owned())),
        "typing.TYPE_CHECKING" | "typing_extensions.TYPE_CHECKING" => {
            return Some(Constant::Bool(false));
        }
        "numpy.newaxis" => return Some(Constant::None),
        "numpy.True_" => return Some(Constant::SizedInt(Scalar::Bool, 1)),
        "numpy.False_" => return Some(Constant::SizedInt(Scalar::Bool, 0)),
        _ => return None,
    };
    Some(Constant::Float(value))
}

/// What `np.finfo(…)`, `np.iinfo(…)` and `np.dtype(…)` of a type give, as a library's name:
/// `numpy.finfo(f64)`. `None` if NumPy raises.
pub fn limits_of(function: &str, element: Element) -> Option<String> {
    let name = match function {
        // Of complex numbers, their parts'.
        "numpy.finfo" => element.part().is_float().then(|| element.part().name().to_owned()),
        "numpy.iinfo" => element.is_int().then(|| element.name()),
        _ => Some(element.name()),
    };
    name.map(|name| format!("{function}({name})"))
}

/// What an array holds whose `dtype` is given by a library's name, that of `numpy.dtype(…)` included.
pub fn dtype(name: &str) -> Option<Element> {
    if let Some(known) = name.strip_prefix("numpy.dtype(").and_then(|it| it.strip_suffix(')')) {
        let time = Time::named(known).map(Element::Time);
        return time.or_else(|| element(&format!("pyjit.{known}")));
    }
    match name {
        "builtins.int" => Some(Element::Scalar(Scalar::I64)),
        "builtins.float" => Some(Element::Scalar(Scalar::F64)),
        "builtins.bool" => Some(Element::Scalar(Scalar::Bool)),
        "builtins.complex" => Some(Element::Complex(Scalar::F64)),
        _ => element(name).filter(|_| !name.starts_with("pyjit.")),
    }
}

/// What an array holds whose `dtype` is given by a string, in the order of this machine's bytes.
pub fn dtype_of_text(text: &str) -> Option<Element> {
    let text = text.strip_prefix(['<', '=', '|']).unwrap_or(text);
    if let Some(time) = Time::coded(text).or_else(|| Time::named(text)) {
        return Some(Element::Time(time));
    }
    Some(Element::Scalar(match text {
        "F" | "c8" | "complex64" | "csingle" => return Some(Element::Complex(Scalar::F32)),
        "D" | "c16" | "complex128" | "complex" | "cdouble" => {
            return Some(Element::Complex(Scalar::F64));
        }
        "?" | "b1" | "bool" => Scalar::Bool,
        "b" | "i1" | "int8" | "byte" => Scalar::I8,
        "h" | "i2" | "int16" | "short" => Scalar::I16,
        "i" | "i4" | "int32" | "intc" => Scalar::I32,
        "l" | "q" | "p" | "i8" | "int64" | "int" | "intp" | "long" | "longlong" => Scalar::I64,
        "B" | "u1" | "uint8" | "ubyte" => Scalar::U8,
        "H" | "u2" | "uint16" | "ushort" => Scalar::U16,
        "I" | "u4" | "uint32" | "uintc" => Scalar::U32,
        "L" | "Q" | "P" | "u8" | "uint64" | "uint" | "uintp" => Scalar::U64,
        "f" | "f4" | "float32" | "single" => Scalar::F32,
        "d" | "f8" | "float64" | "float" | "double" => Scalar::F64,
        _ => return None,
    }))
}

/// What a call makes that has no value of its own but attributes that do: `np.finfo(…)`,
/// `np.iinfo(…)`, `np.dtype(…)`; `resolve` says what names mean.
pub fn limits(call: &ExprCall, resolve: &mut dyn FnMut(&Expr) -> Binding) -> Binding {
    let unknown = || Binding::Unknown(NO_NAME.to_owned());
    if let Some(record) = records::dtype_call(call, resolve) {
        return Binding::Library(record.dtype_name());
    }
    if let Some(name) = time_call(call, resolve) {
        return Binding::Library(name);
    }
    let [ty] = &*call.arguments.args else { return unknown() };
    if !call.func.is_attribute_expr() && !call.func.is_name_expr() {
        return unknown();
    }
    let Binding::Library(function) = resolve(&call.func) else { return unknown() };
    // Numba's types of records are the dtypes that they are made of.
    if matches!(function.as_str(), "numba.from_dtype" | "numba.np.numpy_support.from_dtype")
        && call.arguments.keywords.is_empty()
    {
        return match resolve(ty) {
            Binding::Library(name) if Record::of_dtype_name(&name).is_some() => {
                Binding::Library(name)
            }
            _ => unknown(),
        };
    }
    if !matches!(function.as_str(), "numpy.finfo" | "numpy.iinfo" | "numpy.dtype")
        || !call.arguments.keywords.is_empty()
    {
        return unknown();
    }
    let element = match ty {
        Expr::StringLiteral(text) => dtype_of_text(text.value.to_str()),
        Expr::Name(_) | Expr::Attribute(_) | Expr::Call(_) => match resolve(ty) {
            Binding::Library(ty) => dtype(&ty),
            Binding::Constant(Constant::Str(text)) => dtype_of_text(&text),
            _ => None,
        },
        _ => None,
    };
    element.and_then(|it| limits_of(&function, it)).map_or_else(unknown, Binding::Library)
}

/// The name of the point or span of time that `np.datetime64(…)` or `np.timedelta64(…)` makes of a text
/// or a number that is written out.
fn time_call(call: &ExprCall, resolve: &mut dyn FnMut(&Expr) -> Binding) -> Option<String> {
    let (value, unit) = match &*call.arguments.args {
        [value] => (value, None),
        [value, Expr::StringLiteral(unit)] => (value, Some(unit.value.to_str())),
        _ => return None,
    };
    // Only what may be one is looked up.
    let is_name = call.func.is_attribute_expr() || call.func.is_name_expr();
    let is_literal = matches!(value, Expr::StringLiteral(_) | Expr::NumberLiteral(_))
        || matches!(value, Expr::UnaryOp(it) if it.op == UnaryOp::USub);
    if !is_name || !is_literal || !call.arguments.keywords.is_empty() {
        return None;
    }
    let kind = match resolve(&call.func) {
        Binding::Library(name) if name == "numpy.datetime64" => TimeKind::Datetime,
        Binding::Library(name) if name == "numpy.timedelta64" => TimeKind::Timedelta,
        _ => return None,
    };
    let unit = match unit {
        None => None,
        Some(unit) => Some(Time::of_unit(kind, unit)?),
    };
    let whole = |expression: &Expr| match &expression.as_number_literal_expr()?.value {
        Number::Int(number) => number.as_i64(),
        _ => None,
    };
    let (number, time) = match value {
        Expr::StringLiteral(text) => dates::written(kind, text.value.to_str(), unit)?,
        Expr::UnaryOp(minus) => dates::counted(kind, -whole(&minus.operand)?, unit)?,
        number => dates::counted(kind, whole(number)?, unit)?,
    };
    Some(dates::name_of(number, time))
}

/// An attribute of what `np.dtype(…)` gives.
fn of_dtype(element: Element, attribute: &str) -> Option<Binding> {
    let text = |text: &str| Some(Binding::Constant(Constant::Str(text.to_owned())));
    match attribute {
        "itemsize" => Some(Binding::Constant(Constant::Int(i128::from(element.size())))),
        "alignment" => Some(Binding::Constant(Constant::Int(i128::from(element.part().size())))),
        "kind" => text(match element {
            Element::Complex(_) => "c",
            Element::Time(time) if time.kind == TimeKind::Datetime => "M",
            Element::Time(_) => "m",
            Element::Scalar(Scalar::Bool) => "b",
            _ if element.is_float() => "f",
            _ if element.is_signed() => "i",
            _ => "u",
        }),
        "name" | "type" => {
            let name = element.numpy_name();
            match attribute {
                "name" => text(&name),
                _ => Some(Binding::Library(match element {
                    Element::Scalar(Scalar::Bool) => "numpy.bool_".to_owned(),
                    Element::Time(time) if time.kind == TimeKind::Datetime => {
                        "numpy.datetime64".to_owned()
                    }
                    Element::Time(_) => "numpy.timedelta64".to_owned(),
                    _ => format!("numpy.{name}"),
                })),
            }
        }
        _ => None,
    }
}

/// An attribute of what `limits_of` names.
fn limit(dotted: &str) -> Option<Constant> {
    let (function, rest) = dotted.strip_prefix("numpy.")?.split_once('(')?;
    let (name, attribute) = rest.split_once(").")?;
    let scalar = Scalar::ALL.into_iter().find(|scalar| scalar.name() == name)?;
    let bits = scalar.bits();
    if function == "iinfo" {
        let least = if scalar.is_signed() { -(1i128 << (bits - 1)) } else { 0 };
        return Some(Constant::Int(match attribute {
            "bits" => i128::from(bits),
            "max" => least + (1i128 << bits) - 1,
            "min" => least,
            _ => return None,
        }));
    }
    let single = scalar == Scalar::F32;
    let (digits, exponent) = if single { (23, 127) } else { (52, 1023) };
    let greatest = if single { f64::from(f32::MAX) } else { f64::MAX };
    let integer = match attribute {
        "bits" => Some(i128::from(bits)),
        "nmant" => Some(i128::from(digits)),
        "nexp" => Some(i128::from(bits) - 1 - i128::from(digits)),
        "maxexp" => Some(i128::from(exponent) + 1),
        "minexp" => Some(1 - i128::from(exponent)),
        "precision" => Some(if single { 6 } else { 15 }),
        _ => None,
    };
    if let Some(integer) = integer {
        return Some(Constant::Int(integer));
    }
    let value = match attribute {
        "eps" => 2f64.powi(-digits),
        "epsneg" => 2f64.powi(-digits - 1),
        "max" => greatest,
        "min" => -greatest,
        "resolution" => {
            if single {
                f64::from(1e-6f32)
            } else {
                1e-15
            }
        }
        "smallest_normal" | "tiny" if single => f64::from(f32::MIN_POSITIVE),
        "smallest_normal" | "tiny" => f64::MIN_POSITIVE,
        "smallest_subnormal" => {
            if single {
                2f64.powi(-149)
            } else {
                f64::from_bits(1)
            }
        }
        _ => return None,
    };
    Some(Constant::Sized(scalar, value))
}

fn has_word(words: &str, word: &str) -> bool {
    words.split(' ').any(|candidate| candidate == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        assert_eq!(builtin("len"), Binding::Library("builtins.len".to_owned()));
        assert!(matches!(builtin("lens"), Binding::Unknown(_)));
        assert!(matches!(star_member("math", "tau"), Some(Binding::Constant(_))));
        assert_eq!(star_member("math", "len"), None);
        assert!(matches!(star_member("numpy", "sum"), Some(Binding::Unknown(_))));
        assert_eq!(star_member("numpy", "float"), None);
    }

    #[test]
    fn limits() {
        let limit = |function, ty, attribute: &str| {
            limit(&format!("{}.{attribute}", limits_of(function, dtype(ty)?)?))
        };
        let single = |value: f32| Some(Constant::Sized(Scalar::F32, f64::from(value)));
        assert_eq!(limit("numpy.finfo", "numpy.float32", "eps"), single(f32::EPSILON));
        assert_eq!(limit("numpy.finfo", "numpy.single", "smallest_subnormal"), single(1e-45));
        let double = |value| Some(Constant::Sized(Scalar::F64, value));
        assert_eq!(limit("numpy.finfo", "builtins.float", "eps"), double(f64::EPSILON));
        assert_eq!(limit("numpy.finfo", "numpy.float64", "min"), double(f64::MIN));
        let integer = |value| Some(Constant::Int(value));
        assert_eq!(limit("numpy.finfo", "numpy.float64", "nexp"), integer(11));
        assert_eq!(limit("numpy.iinfo", "builtins.int", "max"), integer(i128::from(i64::MAX)));
        assert_eq!(limit("numpy.iinfo", "numpy.uint64", "max"), integer(i128::from(u64::MAX)));
        assert_eq!(limit("numpy.iinfo", "numpy.int8", "min"), integer(-128));
        assert_eq!(limit("numpy.iinfo", "numpy.float64", "max"), None);
        assert_eq!(limit("numpy.iinfo", "numpy.bool_", "max"), None);
        assert_eq!(limit("numpy.iinfo", "numpy.dtype(i8)", "max"), integer(127));
    }

    #[test]
    fn dtypes() {
        let constant = |dotted| match member(dotted) {
            Binding::Constant(value) => value,
            other => panic!("{dotted} is {other:?}"),
        };
        assert_eq!(constant("numpy.dtype(f32).itemsize"), Constant::Int(4));
        assert_eq!(constant("numpy.dtype(u16).name"), Constant::Str("uint16".to_owned()));
        assert_eq!(constant("numpy.dtype(bool).kind"), Constant::Str("b".to_owned()));
        let class = Binding::Library("numpy.int64".to_owned());
        assert_eq!(member("numpy.dtype(i64).type"), class);
        // The number counts bytes, not bits.
        assert_eq!(dtype_of_text("<i8"), Some(Element::Scalar(Scalar::I64)));
        assert_eq!(dtype_of_text("c16"), Some(Element::Complex(Scalar::F64)));
        assert_eq!(dtype_of_text(">i8"), None);
    }
}
