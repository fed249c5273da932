"""`numpy`: functions of scalars of many types, each in the type that NumPy computes it in.

The arguments have been brought to that type, and a function is for the types that its signatures
list; see `numpy.py`. Integers wrap.
"""

from math import inf
from typing import TypeVar

import numpy as np

from pyjit import f32, f64, i8, i16, i32, i64, jit, u8, u16, u32, u64
from pyjit.intrinsics import copysign as c_copysign
from pyjit.intrinsics import fabs as c_fabs
from pyjit.intrinsics import frexp_exponent as c_frexp_exponent
from pyjit.intrinsics import frexp_fraction as c_frexp_fraction
from pyjit.intrinsics import ldexp as c_ldexp
from pyjit.intrinsics import population_count as c_population_count
from pyjit.intrinsics import trunc as c_trunc

Floating = TypeVar("Floating", f32, f64)
Integer = TypeVar("Integer", i8, i16, i32, i64, u8, u16, u32, u64)
# Integers and booleans.
Bits = TypeVar("Bits", np.bool_, i8, i16, i32, i64, u8, u16, u32, u64)
Number = TypeVar("Number", i8, i16, i32, i64, u8, u16, u32, u64, f32, f64)
Scalar = TypeVar("Scalar", np.bool_, i8, i16, i32, i64, u8, u16, u32, u64, f32, f64)
Question = TypeVar("Question", complex, np.bool_, i8, i16, i32, i64, u8, u16, u32, u64, f32, f64)


@jit
def _like(value: float, other: Floating) -> Floating:
    """The value in the type of the other one."""
    if isinstance(other, np.float32):
        return f32(value)
    return f64(value)


@jit
def absolute(x: Scalar, /) -> Scalar:
    return abs(x)


@jit
def bitwise_count(x: Bits, /) -> u8:
    """The one bits of the size."""
    if isinstance(x, (np.bool_, np.unsignedinteger)):
        return u8(c_population_count(int(i64(x))))
    return u8(c_population_count(int(abs(i64(x)))))


@jit
def _clip(x: Scalar, low: Scalar, high: Scalar) -> Scalar:
    if low != low:
        return low
    if high != high:
        return high
    if x < low:
        x = low
    return high if x > high else x


@jit
def conjugate(x: Number, /) -> Number:
    return x


@jit
def frexp(x: Floating, /) -> tuple[Floating, i32]:
    value = float(x)
    if value == 0.0 or not c_fabs(value) < inf:
        return x, i32(0)
    return _like(c_frexp_fraction(value), x), i32(c_frexp_exponent(value))


@jit
def _not_positive(x: Integer) -> Integer:
    """Minus the size, which every signed type holds; unsigned numbers as they are."""
    if isinstance(x, np.signedinteger):
        return x if x < 0 else -x
    return x


@jit
def gcd(x: Integer, y: Integer, /) -> Integer:
    a = _not_positive(x)
    b = _not_positive(y)
    while b != 0:
        a, b = b, a % b
    if isinstance(a, np.signedinteger):
        return -a
    return a


@jit
def lcm(x: Integer, y: Integer, /) -> Integer:
    a = _not_positive(x)
    b = _not_positive(y)
    while b != 0:
        a, b = b, a % b
    if a == 0:
        return a
    return _not_positive(x) // a * abs(y)


@jit
def invert(x: Bits, /) -> Bits:
    if isinstance(x, np.bool_):
        return not x
    return ~x


@jit
def isfinite(x: Question, /) -> bool:
    if isinstance(x, complex):
        return c_fabs(x.real) < inf and c_fabs(x.imag) < inf
    if isinstance(x, np.floating):
        return c_fabs(x) < inf
    return True


@jit
def isinf(x: Question, /) -> bool:
    if isinstance(x, complex):
        return c_fabs(x.real) == inf or c_fabs(x.imag) == inf
    if isinstance(x, np.floating):
        return c_fabs(x) == inf
    return False


@jit
def isnan(x: Question, /) -> bool:
    return x != x


@jit
def isneginf(x: Scalar) -> bool:
    if isinstance(x, np.floating):
        return float(x) == -inf
    return False


@jit
def isposinf(x: Scalar) -> bool:
    if isinstance(x, np.floating):
        return float(x) == inf
    return False


@jit
def _ldexp_f32(x: f32, i: int) -> f32:
    return f32(c_ldexp(x, i))


@jit
def _ldexp_f64(x: f64, i: int) -> f64:
    return f64(c_ldexp(x, i))


@jit
def modf(x: Floating, /) -> tuple[Floating, Floating]:
    value = float(x)
    if c_fabs(value) == inf:
        return _like(c_copysign(0.0, value), x), x
    whole = c_trunc(value)
    return _like(c_copysign(value - whole, value), x), _like(whole, x)


@jit
def negative(x: Number, /) -> Number:
    return -x


@jit
def positive(x: Number, /) -> Number:
    return x


@jit
def signbit(x: Scalar, /) -> bool:
    if isinstance(x, np.floating):
        return c_copysign(1.0, x) < 0.0
    if isinstance(x, np.bool_):
        return False
    return x < 0
