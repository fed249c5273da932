//! The scalar functions that the compiler knows by name.

/// Scalar functions on floats that never raise: libm's, and a few bit-level helpers. The names are
/// those of C. Domain checks are in the prelude.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MathFunction {
    Acos,
    Acosh,
    Asin,
    Asinh,
    Atan,
    Atan2,
    Atanh,
    Cbrt,
    Ceil,
    Copysign,
    Cos,
    Cosh,
    Erf,
    Erfc,
    Exp,
    Exp2,
    Expm1,
    Fabs,
    Floor,
    Fma,
    Fmod,
    /// The fraction in `[0.5, 1)` of `frexp`.
    FrexpFraction,
    /// The exponent of `frexp`, an `I64`.
    FrexpExponent,
    /// libm's, not `math.hypot`.
    Hypot,
    /// `ldexp(F64, I64)`; the exponent is clamped to what an `int` holds.
    Ldexp,
    Log,
    Log10,
    Log1p,
    Log2,
    Nextafter,
    Pow,
    /// Half to even.
    Rint,
    /// `RoundDecimal(F64, I64)`: the exact decimal value rounded half to even to that many digits
    /// behind the point (before it where negative), as the nearest float.
    RoundDecimal,
    Sin,
    Sinh,
    Sqrt,
    Tan,
    Tanh,
    Trunc,
    /// Reinterprets the bits of an `F64` as an `I64`.
    FloatToBits,
    /// Reinterprets an `I64` as an `F64`.
    BitsToFloat,
    /// The leading zero bits of an `I64`, 64 of zero.
    LeadingZeros,
    /// The one bits of an `I64`.
    PopulationCount,
    /// The version of the running interpreter: 309 for CPython 3.9, 313 for 3.13.
    PythonVersion,
    /// 1, or 0 where Python was started with `-O`: the running interpreter's `__debug__`.
    Debug,
    /// A function of the running NumPy.
    Numpy(Ufunc),
}

/// A function of NumPy that is computed by NumPy's own loop, on `F32` or on `F64`: the result
/// depends on NumPy's version and, since it is vector code, on the processor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ufunc {
    /// The position in the table of the runtime, which is in the order of this one.
    pub index: u8,
    pub single: bool,
}

/// Their names and numbers of arguments, sorted.
const UFUNCS: &[(&str, usize)] = &[
    ("arccos", 1),
    ("arccosh", 1),
    ("arcsin", 1),
    ("arcsinh", 1),
    ("arctan", 1),
    ("arctan2", 2),
    ("arctanh", 1),
    ("cbrt", 1),
    ("ceil", 1),
    ("copysign", 2),
    ("cos", 1),
    ("cosh", 1),
    ("deg2rad", 1),
    ("degrees", 1),
    ("exp", 1),
    ("exp2", 1),
    ("expm1", 1),
    ("fabs", 1),
    ("float_power", 2),
    ("floor", 1),
    ("fmax", 2),
    ("fmin", 2),
    ("fmod", 2),
    ("heaviside", 2),
    ("hypot", 2),
    ("log", 1),
    ("log10", 1),
    ("log1p", 1),
    ("log2", 1),
    ("logaddexp", 2),
    ("logaddexp2", 2),
    ("maximum", 2),
    ("minimum", 2),
    ("nextafter", 2),
    ("power", 2),
    ("rad2deg", 1),
    ("radians", 1),
    ("reciprocal", 1),
    ("rint", 1),
    ("sign", 1),
    ("sin", 1),
    ("sinh", 1),
    ("spacing", 1),
    ("sqrt", 1),
    ("square", 1),
    ("tan", 1),
    ("tanh", 1),
    ("trunc", 1),
];

/// Those of complex numbers, given as their parts, behind the others.
const OF_COMPLEX: &[(&str, usize)] = &[("absolute", 2)];

impl Ufunc {
    /// The function of that name of a complex number, whose two parts it takes.
    pub fn of_complex(name: &str) -> Option<Ufunc> {
        let index = OF_COMPLEX.iter().position(|(known, _)| *known == name)?;
        Some(Ufunc { index: u8::try_from(UFUNCS.len() + index).ok()?, single: false })
    }

    /// The function of that name in `numpy`.
    pub fn find(name: &str, single: bool) -> Option<Ufunc> {
        let index = UFUNCS.binary_search_by_key(&name, |(known, _)| known).ok()?;
        Some(Ufunc { index: u8::try_from(index).ok()?, single })
    }

    /// The number of its arguments.
    pub fn arity(self) -> usize {
        let mut all = UFUNCS.iter().chain(OF_COMPLEX);
        all.nth(usize::from(self.index)).map_or(1, |(_, arity)| *arity)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_runtime_has_the_same_table() {
        let text = include_str!("../../templates/runtime/ufuncs.c");
        let table = text.split_once("names[] = {").unwrap().1.split_once('}').unwrap().0;
        let names: Vec<&str> = table.split('"').skip(1).step_by(2).collect();
        let all = UFUNCS.iter().chain(OF_COMPLEX);
        assert_eq!(names, all.map(|(name, _)| *name).collect::<Vec<_>>());
        assert!(UFUNCS.is_sorted());
        assert_eq!(Ufunc::find("hypot", false).map(Ufunc::arity), Some(2));
    }
}
