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
    /// The number of NumPy's C interface: 21 for NumPy 2.4, 22 for 2.5.
    NumpyInterface,
    /// 1, or 0 where Python was started with `-O`: the running interpreter's `__debug__`.
    Debug,
}

impl MathFunction {
    /// Whether it takes and gives floats alone, all of one width: of double precision, or all of
    /// single precision.
    pub fn is_of_floats(self) -> bool {
        use MathFunction as M;
        !matches!(
            self,
            M::FrexpFraction
                | M::FrexpExponent
                | M::Ldexp
                | M::RoundDecimal
                | M::FloatToBits
                | M::BitsToFloat
                | M::LeadingZeros
                | M::PopulationCount
                | M::PythonVersion
                | M::NumpyInterface
                | M::Debug
        )
    }
}
