//! What calls of a library's names mean: tables, and the functions of the prelude.

use crate::prelude;
use crate::scan::KernelId;
use crate::types::{MathFunction, Type};

/// A function of the prelude.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LibraryKernel {
    pub kernel: KernelId,
    /// Only arguments of exactly the types of a signature are taken.
    pub exact: bool,
    /// It takes arrays and whatever else, or makes arrays.
    pub of_arrays: bool,
}

/// The function that stands for a library's function of that canonical name.
pub fn find(name: &str) -> Option<LibraryKernel> {
    let number = prelude::find(name)?;
    prelude::function(number).filter(|function| function.compiled)?;
    let file = prelude::file_of(number)?;
    let stem = file.path.rsplit('/').next().unwrap_or_default();
    let of_arrays = stem.starts_with("numpy_arrays") || stem.starts_with("numpy_random");
    let exact = name.starts_with("numpy.") && stem != "numpy_generic.py" && !of_arrays;
    Some(LibraryKernel { kernel: KernelId::of_prelude(number), exact, of_arrays })
}

/// The libraries whose functions kernels can call by name; the prelude's others are methods of types
/// and operators, and no module that happens to be called so.
const LIBRARIES: [&str; 10] = [
    "bisect",
    "builtins",
    "cmath",
    "heapq",
    "math",
    "numpy",
    "numpy.lib.stride_tricks",
    "numpy.linalg",
    "numpy.random",
    "operator",
];

/// The signature of a library's function that kernels can call.
pub fn signature(name: &str) -> Option<&'static prelude::Function> {
    let (library, _) = name.rsplit_once('.')?;
    LIBRARIES.contains(&library).then(|| method(name)).flatten()
}

/// The same of a method or an attribute, by the library's name that its type has.
pub fn method(name: &str) -> Option<&'static prelude::Function> {
    let (_, own) = name.rsplit_once('.')?;
    prelude::find(name).filter(|_| !own.starts_with('_')).and_then(prelude::function)
}

/// The name by which kernels call a function of the prelude.
pub fn name_of(kernel: KernelId) -> Option<&'static str> {
    let name = prelude::name_of(kernel.as_prelude()?)?;
    signature(name).map(|_| name)
}

/// The method of arrays or lists that a function of the prelude is.
pub fn method_of(kernel: KernelId) -> Option<&'static str> {
    let name = prelude::name_of(kernel.as_prelude()?)?;
    name.strip_prefix("array.").or_else(|| name.strip_prefix("list."))
}

/// The functions that make iterators, or give them.
const COMBINATIONS: &[&str] = &[
    "builtins.enumerate",
    "builtins.filter",
    "builtins.iter",
    "builtins.map",
    "builtins.reversed",
    "builtins.zip",
    "itertools.accumulate",
    "itertools.chain",
    "itertools.chain.from_iterable",
    "itertools.combinations",
    "itertools.combinations_with_replacement",
    "itertools.compress",
    "itertools.count",
    "itertools.cycle",
    "itertools.dropwhile",
    "itertools.filterfalse",
    "itertools.islice",
    "itertools.pairwise",
    "itertools.permutations",
    "itertools.product",
    "itertools.repeat",
    "itertools.starmap",
    "itertools.takewhile",
    "itertools.zip_longest",
];

/// Whether a library's name is such a function.
pub fn is_combination(name: &str) -> Option<&'static str> {
    COMBINATIONS.iter().copied().find(|it| *it == name)
}

/// The functions that take one iterable, and can be handed to others.
const REDUCTIONS: &[&str] = &[
    "builtins.all",
    "builtins.any",
    "builtins.list",
    "builtins.max",
    "builtins.min",
    "builtins.sorted",
    "builtins.sum",
    "builtins.tuple",
    "math.fsum",
    "math.prod",
];

/// Whether a library's name is such a function.
pub fn is_reduction(name: &str) -> bool {
    REDUCTIONS.contains(&name)
}

/// Whether a module is one of the prelude's.
pub fn is_prelude(module: &str) -> bool {
    module.strip_prefix(prelude::PACKAGE).is_some_and(|rest| rest.starts_with('.'))
}

/// An intrinsic of `pyjit.intrinsics`, by its name there: its parameters and result.
pub fn intrinsic(name: &str) -> Option<(MathFunction, Vec<Type>, Type)> {
    use MathFunction as M;
    let function = MATH.iter().find(|(_, known)| *known == name)?.0;
    let (parameters, result) = match function {
        M::Atan2 | M::Copysign | M::Fmod | M::Hypot | M::Nextafter | M::Pow => {
            (vec![Type::Float; 2], Type::Float)
        }
        M::Fma => (vec![Type::Float; 3], Type::Float),
        M::Ldexp | M::RoundDecimal => (vec![Type::Float, Type::Int], Type::Float),
        M::FrexpExponent | M::FloatToBits => (vec![Type::Float], Type::Int),
        M::BitsToFloat => (vec![Type::Int], Type::Float),
        M::LeadingZeros | M::PopulationCount => (vec![Type::Int], Type::Int),
        M::PythonVersion | M::NumpyInterface | M::Debug => (Vec::new(), Type::Int),
        _ => (vec![Type::Float], Type::Float),
    };
    Some((function, parameters, result))
}

/// The names of the intrinsics.
const MATH: &[(MathFunction, &str)] = &[
    (MathFunction::Acos, "acos"),
    (MathFunction::Acosh, "acosh"),
    (MathFunction::Asin, "asin"),
    (MathFunction::Asinh, "asinh"),
    (MathFunction::Atan, "atan"),
    (MathFunction::Atan2, "atan2"),
    (MathFunction::Atanh, "atanh"),
    (MathFunction::Cbrt, "cbrt"),
    (MathFunction::Ceil, "ceil"),
    (MathFunction::Copysign, "copysign"),
    (MathFunction::Cos, "cos"),
    (MathFunction::Cosh, "cosh"),
    (MathFunction::Erf, "erf"),
    (MathFunction::Erfc, "erfc"),
    (MathFunction::Exp, "exp"),
    (MathFunction::Exp2, "exp2"),
    (MathFunction::Expm1, "expm1"),
    (MathFunction::Fabs, "fabs"),
    (MathFunction::Floor, "floor"),
    (MathFunction::Fma, "fma"),
    (MathFunction::Fmod, "fmod"),
    (MathFunction::FrexpFraction, "frexp_fraction"),
    (MathFunction::FrexpExponent, "frexp_exponent"),
    (MathFunction::Hypot, "hypot"),
    (MathFunction::Ldexp, "ldexp"),
    (MathFunction::Log, "log"),
    (MathFunction::Log10, "log10"),
    (MathFunction::Log1p, "log1p"),
    (MathFunction::Log2, "log2"),
    (MathFunction::Nextafter, "nextafter"),
    (MathFunction::Pow, "pow"),
    (MathFunction::Rint, "rint"),
    (MathFunction::RoundDecimal, "round_decimal"),
    (MathFunction::Sin, "sin"),
    (MathFunction::Sinh, "sinh"),
    (MathFunction::Sqrt, "sqrt"),
    (MathFunction::Tan, "tan"),
    (MathFunction::Tanh, "tanh"),
    (MathFunction::Trunc, "trunc"),
    (MathFunction::FloatToBits, "float_to_bits"),
    (MathFunction::BitsToFloat, "bits_to_float"),
    (MathFunction::LeadingZeros, "leading_zeros"),
    (MathFunction::PopulationCount, "population_count"),
    (MathFunction::PythonVersion, "python_version"),
    (MathFunction::NumpyInterface, "numpy_interface"),
    (MathFunction::Debug, "debug"),
];
