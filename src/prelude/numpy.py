"""`numpy`: the scalar functions whose results on scalars are NumPy's to the bit.

Those that NumPy computes with vector code of its own, which differs from libm in the last bit and
from processor to processor (`exp`, `log`, `sin`, `power` …), are left out, and so are `minimum`
and `maximum` of floats, whose sign of zero differs likewise. A signature is listed where NumPy's
result has that type: Python's numbers count as `f64` and `i64`; arguments of other types are
refused, not converted. Nothing raises: a wrong argument gives NaN.
"""

from pyjit import jit
from pyjit.intrinsics import ceil as c_ceil
from pyjit.intrinsics import copysign as c_copysign
from pyjit.intrinsics import floor as c_floor
from pyjit.intrinsics import nextafter as c_nextafter
from pyjit.intrinsics import rint as c_rint
from pyjit.intrinsics import sqrt as c_sqrt
from pyjit.intrinsics import trunc as c_trunc


@jit(["f64(f64)", "f64(float)", "f32(f32)", "i64(i64)", "i64(int)", "i32(i32)", "i16(i16)",
      "i8(i8)", "u64(u64)", "u32(u32)", "u16(u16)", "u8(u8)"])  # fmt: skip
def absolute(x):
    return abs(x)


@jit(["f64(f64)", "f64(float)"])
def ceil(x):
    return c_ceil(x)


@jit(["f64(f64, f64)", "f64(float, f64)", "f64(f64, float)", "f64(float, float)"])
def copysign(x, y):
    return c_copysign(x, y)


@jit(["f64(f64)", "f64(float)"])
def floor(x):
    return c_floor(x)


@jit(["bool(f64)", "bool(float)", "bool(f32)"])
def isfinite(x):
    return x - x == x - x


@jit(["bool(f64)", "bool(float)", "bool(f32)"])
def isinf(x):
    return x == x and x - x != x - x


@jit(["bool(f64)", "bool(float)", "bool(f32)"])
def isnan(x):
    return x != x


@jit(["i64(i64, i64)", "i32(i32, i32)", "i16(i16, i16)", "i8(i8, i8)",
      "u64(u64, u64)", "u32(u32, u32)", "u16(u16, u16)", "u8(u8, u8)"])  # fmt: skip
def maximum(x, y):
    return x if x >= y else y


@jit(["i64(i64, i64)", "i32(i32, i32)", "i16(i16, i16)", "i8(i8, i8)",
      "u64(u64, u64)", "u32(u32, u32)", "u16(u16, u16)", "u8(u8, u8)"])  # fmt: skip
def minimum(x, y):
    return x if x <= y else y


@jit(["f64(f64, f64)", "f64(float, f64)", "f64(f64, float)", "f64(float, float)"])
def nextafter(x, y):
    return c_nextafter(x, y)


@jit(["f64(f64)", "f64(float)"])
def rint(x):
    return c_rint(x)


@jit(["bool(f64)", "bool(float)"])
def signbit(x):
    return c_copysign(1.0, x) < 0.0


@jit(["f64(f64)", "f64(float)", "f64(i64)", "f64(int)", "f64(i32)", "f64(u64)", "f64(u32)"])
def sqrt(x):
    return c_sqrt(x)


@jit(["f64(f64)", "f64(float)", "f32(f32)", "i64(i64)", "i32(i32)", "i16(i16)", "i8(i8)",
      "u64(u64)", "u32(u32)", "u16(u16)", "u8(u8)"])  # fmt: skip
def square(x):
    return x * x


@jit(["f64(f64)", "f64(float)"])
def trunc(x):
    return c_trunc(x)
