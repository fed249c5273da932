"""`numpy`: the functions of scalars that need no loop of NumPy's own to give NumPy's bits.

The arguments have been brought to the type that NumPy computes in, and a function is for the types
that its signatures list; of other floats NumPy's own loop is called. Nothing raises: a wrong
argument gives NaN.
"""

from pyjit import jit
from pyjit.intrinsics import ceil as c_ceil
from pyjit.intrinsics import copysign as c_copysign
from pyjit.intrinsics import floor as c_floor
from pyjit.intrinsics import nextafter as c_nextafter
from pyjit.intrinsics import rint as c_rint
from pyjit.intrinsics import sqrt as c_sqrt
from pyjit.intrinsics import trunc as c_trunc


@jit(["f64(f64)"])
def ceil(x):
    return c_ceil(x)


@jit(["f64(f64, f64)"])
def copysign(x, y):
    return c_copysign(x, y)


@jit(["f64(f64)"])
def floor(x):
    return c_floor(x)


@jit(["f64(f64, f64)"])
def nextafter(x, y):
    return c_nextafter(x, y)


@jit(["f64(f64)"])
def rint(x):
    return c_rint(x)


@jit(["i64(i64)", "i32(i32)", "i16(i16)", "i8(i8)", "u64(u64)", "u32(u32)", "u16(u16)", "u8(u8)"])
def sign(x):
    return 1 if x > 0 else (-1 if x < 0 else 0)


@jit(["f64(f64)", "f64(i64)", "f64(i32)", "f64(u64)", "f64(u32)"])
def sqrt(x):
    return c_sqrt(x)


@jit(["f64(f64)", "f32(f32)", "i64(i64)", "i32(i32)", "i16(i16)", "i8(i8)",
      "u64(u64)", "u32(u32)", "u16(u16)", "u8(u8)"])  # fmt: skip
def square(x):
    return x * x


@jit(["f64(f64)"])
def trunc(x):
    return c_trunc(x)
