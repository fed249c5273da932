//! The prelude: library functions written in pyjit's own subset, embedded in the binary.
//!
//! A call of `math.sqrt` or `numpy.floor` in a kernel becomes a call of the function of that name
//! here, which is checked and compiled like any other kernel. Rust holds only the intrinsics that
//! these files import from `pyjit.intrinsics`: the functions of
//! [`MathFunction`](crate::types::MathFunction), in snake case.

/// The files: the path that each would have in a source tree, and its text.
pub const FILES: &[(&str, &str)] = &[
    ("pyjit/prelude/attributes_float.py", include_str!("attributes_float.py")),
    ("pyjit/prelude/attributes_int.py", include_str!("attributes_int.py")),
    ("pyjit/prelude/attributes_sizedfloat.py", include_str!("attributes_sizedfloat.py")),
    ("pyjit/prelude/attributes_sizedint.py", include_str!("attributes_sizedint.py")),
    ("pyjit/prelude/builtins_pow.py", include_str!("builtins_pow.py")),
    ("pyjit/prelude/builtins_round.py", include_str!("builtins_round.py")),
    ("pyjit/prelude/cmath.py", include_str!("cmath.py")),
    ("pyjit/prelude/cmath_hyperbolic.py", include_str!("cmath_hyperbolic.py")),
    ("pyjit/prelude/cmath_inverse.py", include_str!("cmath_inverse.py")),
    ("pyjit/prelude/complex.py", include_str!("complex.py")),
    ("pyjit/prelude/float.py", include_str!("float.py")),
    ("pyjit/prelude/int.py", include_str!("int.py")),
    ("pyjit/prelude/math.py", include_str!("math.py")),
    ("pyjit/prelude/math_floats.py", include_str!("math_floats.py")),
    ("pyjit/prelude/math_integers.py", include_str!("math_integers.py")),
    ("pyjit/prelude/math_special.py", include_str!("math_special.py")),
    ("pyjit/prelude/math_vectors.py", include_str!("math_vectors.py")),
    ("pyjit/prelude/numpy.py", include_str!("numpy.py")),
    ("pyjit/prelude/numpy_functions.py", include_str!("numpy_functions.py")),
    ("pyjit/prelude/numpy_generic.py", include_str!("numpy_generic.py")),
    ("pyjit/prelude/numpy_scalars.py", include_str!("numpy_scalars.py")),
    ("pyjit/prelude/operators.py", include_str!("operators.py")),
    ("pyjit/prelude/operators_complex.py", include_str!("operators_complex.py")),
    ("pyjit/prelude/operators_fsum.py", include_str!("operators_fsum.py")),
    ("pyjit/prelude/operators_range.py", include_str!("operators_range.py")),
    ("pyjit/prelude/operators_reduce.py", include_str!("operators_reduce.py")),
    ("pyjit/prelude/operators_unpack.py", include_str!("operators_unpack.py")),
    ("pyjit/prelude/range.py", include_str!("range.py")),
    ("pyjit/prelude/sizedfloat.py", include_str!("sizedfloat.py")),
    ("pyjit/prelude/sizedint.py", include_str!("sizedint.py")),
];

/// The module-name prefix that all files share.
pub const PACKAGE: &str = "pyjit.prelude";

/// Which function of the prelude a library's function is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LibraryFunction {
    /// The index in [`FILES`].
    pub file: usize,
    /// The function's name in that file.
    pub name: &'static str,
    /// The arguments of the call are to be packed into one tuple, as for `*args`.
    pub packed: bool,
    /// The arguments must have the types of one of its signatures; none is converted.
    pub exact: bool,
}

/// A library function whose prelude function has another name or shape.
struct Alias {
    library: &'static str,
    /// The number of arguments that it is for; `None` for any.
    arguments: Option<usize>,
    name: &'static str,
    packed: bool,
}

/// Functions whose definition depends on the number of arguments.
const ALIASES: &[Alias] = &[
    Alias { library: "cmath.log", arguments: Some(2), name: "log_base", packed: false },
    Alias { library: "math.log", arguments: Some(2), name: "log_base", packed: false },
    Alias { library: "math.nextafter", arguments: Some(3), name: "nextafter_steps", packed: false },
    Alias { library: "math.perm", arguments: Some(1), name: "factorial", packed: false },
    Alias { library: "math.hypot", arguments: None, name: "hypot", packed: true },
    Alias { library: "math.gcd", arguments: Some(2), name: "gcd_two", packed: false },
    Alias { library: "math.gcd", arguments: None, name: "gcd", packed: true },
    Alias { library: "math.lcm", arguments: None, name: "lcm", packed: true },
];

/// The function that stands for the library function of that canonical dotted name (`math.sqrt`,
/// `numpy.floor`) in a call with that many arguments; `None` if the prelude has none.
pub fn find(library: &str, arguments: usize) -> Option<LibraryFunction> {
    let alias = ALIASES.iter().find(|alias| {
        alias.library == library && alias.arguments.is_none_or(|count| count == arguments)
    });
    let (package, plain_name) = library.split_once('.')?;
    let (name, packed) = alias.map_or((plain_name, false), |alias| (alias.name, alias.packed));
    FILES.iter().enumerate().find_map(|(file, (path, text))| {
        let stem = path.rsplit_once('/')?.1.strip_suffix(".py")?;
        let of_package = stem.strip_prefix(package)?;
        if !(of_package.is_empty() || of_package.starts_with('_')) {
            return None;
        }
        let name = defined_name(text, name)?;
        let exact = package == "numpy" && stem != "numpy_generic";
        Some(LibraryFunction { file, name, packed, exact })
    })
}

/// The public function of that name that is defined at the top of a file.
fn defined_name(text: &'static str, name: &str) -> Option<&'static str> {
    text.split("\ndef ")
        .skip(1)
        .filter_map(|definition| definition.split_once('('))
        .map(|(defined, _)| defined)
        .find(|&defined| defined == name && !defined.starts_with('_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_functions_by_name_and_arity() {
        let sqrt = find("math.sqrt", 1).map(|found| (FILES[found.file].0, found.name));
        assert_eq!(sqrt, Some(("pyjit/prelude/math.py", "sqrt")));
        assert_eq!(find("math.log", 2).map(|found| found.name), Some("log_base"));
        assert_eq!(find("math.hypot", 3).map(|found| found.packed), Some(true));
        assert_eq!(find("math.nothing", 1), None);
        assert_eq!(find("mathematics.sqrt", 1), None);
        assert_eq!(find("sqrt", 1), None);
    }

    #[test]
    fn aliases_lead_somewhere() {
        for alias in ALIASES {
            assert!(
                find(alias.library, alias.arguments.unwrap_or(3)).is_some(),
                "{}",
                alias.library
            );
        }
    }
}
