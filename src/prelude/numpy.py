"""`numpy`: the functions of floats, and some of integers, that NumPy computes exactly, to the bit.

The arguments have been brought to the type that NumPy computes in, and a function is for the types
that its signatures list. Nothing raises: a wrong argument gives NaN. Which zero `maximum` and its
kin give of two zeros, and which NaN, is not defined.
"""

from math import inf, nan
from typing import TypeVar

import numpy as np

from pyjit import f32, f64, i8, i16, i32, i64, jit, u8, u16, u32, u64
from pyjit.intrinsics import ceil as c_ceil
from pyjit.intrinsics import copysign as c_copysign
from pyjit.intrinsics import fabs as c_fabs
from pyjit.intrinsics import floor as c_floor
from pyjit.intrinsics import fmod as c_fmod
from pyjit.intrinsics import nextafter as c_nextafter
from pyjit.intrinsics import rint as c_rint
from pyjit.intrinsics import sqrt as c_sqrt
from pyjit.intrinsics import trunc as c_trunc

Floating = TypeVar("Floating", f32, f64)
Number = TypeVar("Number", i8, i16, i32, i64, u8, u16, u32, u64, f32, f64)
Ordered = TypeVar("Ordered", np.bool_, i8, i16, i32, i64, u8, u16, u32, u64, f32, f64)

LEAST_I32 = -0x80000000
LEAST_I64 = -0x8000000000000000

# A degree in radians and a radian in degrees, as quotients in the precision of the function.
DEGREE = 0.017453292519943295
DEGREE_SINGLE = 0.01745329238474369
RADIAN = 57.29577951308232
RADIAN_SINGLE = 57.2957763671875


@jit
def ceil(x: Ordered, /) -> Ordered:
    if isinstance(x, np.floating):
        return c_ceil(x)
    return x


@jit
def copysign(x: Floating, y: Floating, /) -> Floating:
    return c_copysign(x, y)


@jit
def deg2rad(x: Floating, /) -> Floating:
    if isinstance(x, np.float32):
        return x * f32(DEGREE_SINGLE)
    return x * f64(DEGREE)


@jit
def degrees(x: Floating, /) -> Floating:
    return rad2deg(x)


@jit
def fabs(x: Floating, /) -> Floating:
    return c_fabs(x)


@jit
def floor(x: Ordered, /) -> Ordered:
    if isinstance(x, np.floating):
        return c_floor(x)
    return x


@jit
def fmax(x: Ordered, y: Ordered, /) -> Ordered:
    return x if x >= y or y != y else y


@jit
def fmin(x: Ordered, y: Ordered, /) -> Ordered:
    return x if x <= y or y != y else y


@jit
def fmod(x: Number, y: Number, /) -> Number:
    if isinstance(x, np.floating):
        return c_fmod(x, y)
    # Integers as in C: the rest has the sign of the first one.
    rest = x % y
    if rest != 0 and (x < 0) != (y < 0):
        return rest - y
    return rest


@jit
def heaviside(x: Floating, y: Floating, /) -> Floating:
    if x != x:
        return x
    if x == 0.0:
        return y
    if x < 0.0:
        return 0.0
    return 1.0


@jit
def maximum(x: Ordered, y: Ordered, /) -> Ordered:
    return x if x >= y or x != x else y


@jit
def minimum(x: Ordered, y: Ordered, /) -> Ordered:
    return x if x <= y or x != x else y


@jit
def nextafter(x: Floating, y: Floating, /) -> Floating:
    return c_nextafter(x, y)


@jit
def rad2deg(x: Floating, /) -> Floating:
    if isinstance(x, np.float32):
        return x * f32(RADIAN_SINGLE)
    return x * f64(RADIAN)


@jit
def radians(x: Floating, /) -> Floating:
    return deg2rad(x)


@jit
def reciprocal(x: Number, /) -> Number:
    if isinstance(x, np.floating):
        return 1.0 / x
    if x == 1:
        return 1
    if isinstance(x, np.signedinteger) and x == -1:
        return -1
    # What infinity is when it is cast.
    if x == 0 and isinstance(x, np.int32):
        return LEAST_I32
    if x == 0 and isinstance(x, np.int64):
        return LEAST_I64
    return 0


@jit
def rint(x: Floating, /) -> Floating:
    return c_rint(x)


@jit
def sign(x: Number, /) -> Number:
    if x > 0:
        return 1
    if x < 0:
        return -1
    if x == 0:
        return 0
    return x


@jit
def spacing(x: Floating, /) -> Floating:
    """The distance to the next number that is farther from zero."""
    if not c_fabs(x) < inf:
        return nan
    if isinstance(x, np.float32):
        return c_nextafter(x, f32(-inf) if x < 0.0 else f32(inf)) - x
    return c_nextafter(x, f64(-inf) if x < 0.0 else f64(inf)) - x


@jit
def sqrt(x: Floating, /) -> Floating:
    return c_sqrt(x)


@jit
def square(x: Number, /) -> Number:
    return x * x


@jit
def trunc(x: Ordered, /) -> Ordered:
    if isinstance(x, np.floating):
        return c_trunc(x)
    return x
