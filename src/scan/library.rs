//! What is known of libraries without looking at them: constants, and the names of modules from
//! which people import `*`.

use crate::types::Constant;

use super::Binding;

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

/// What `from math import *` binds, constants included.
const MATH: &str = "acos acosh asin asinh atan atan2 atanh cbrt ceil comb copysign cos cosh \
    degrees dist e erf erfc exp exp2 expm1 fabs factorial floor fma fmod frexp fsum gamma gcd \
    hypot inf isclose isfinite isinf isnan isqrt lcm ldexp lgamma log log10 log1p log2 modf nan \
    nextafter perm pi pow prod radians remainder sin sinh sqrt sumprod tan tanh tau trunc ulp";

/// What `from cmath import *` binds.
const CMATH: &str = "acos acosh asin asinh atan atanh cos cosh e exp inf infj isclose isfinite \
    isinf isnan log log10 nan nanj phase pi polar rect sin sinh sqrt tan tanh tau";

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
        "pyjit" => PYJIT,
        // Its types begin with a capital letter; no other name of it matters here.
        "typing" | "typing_extensions" => {
            let is_type = name.starts_with(|first: char| first.is_ascii_uppercase());
            let bound = is_type && !has_word(BUILTINS, name);
            return bound.then(|| member(&format!("{module}.{name}")));
        }
        // Other libraries' names are not known: any name may come from them.
        _ => {
            let reason = format!("it may come from `from {module} import *`");
            return (!name.starts_with('_')).then_some(Binding::Unknown(reason));
        }
    };
    has_word(names, name).then(|| member(&format!("{module}.{name}")))
}

/// What the canonical dotted name stands for: a constant, or itself.
pub fn member(dotted: &str) -> Binding {
    match constant(dotted) {
        Some(value) => Binding::Constant(value),
        None => Binding::Library(dotted.to_owned()),
    }
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
        "numpy.newaxis" => return Some(Constant::None),
        _ => return None,
    };
    Some(Constant::Float(value))
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
    }
}
