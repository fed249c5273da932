"""`numpy`: the functions of floats that are not exact: within 2 units in the last place of the
exact value, and within 1 for `exp`, `log`, `sin`, `cos` and powers.

Those of the C library are so near but for a few, which are written here. What the arguments are is
said in `numpy.py`. Nothing raises: a wrong argument gives NaN, a pole infinity.
"""

from math import inf
from typing import TypeVar

import numpy as np

from pyjit import f32, f64, jit
from pyjit.intrinsics import acos as c_acos
from pyjit.intrinsics import acosh as c_acosh
from pyjit.intrinsics import asin as c_asin
from pyjit.intrinsics import asinh as c_asinh
from pyjit.intrinsics import atan as c_atan
from pyjit.intrinsics import atan2 as c_atan2
from pyjit.intrinsics import atanh as c_atanh
from pyjit.intrinsics import bits_to_float as c_bits_to_float
from pyjit.intrinsics import cbrt as c_cbrt
from pyjit.intrinsics import copysign as c_copysign
from pyjit.intrinsics import cos as c_cos
from pyjit.intrinsics import cosh as c_cosh
from pyjit.intrinsics import exp as c_exp
from pyjit.intrinsics import exp2 as c_exp2
from pyjit.intrinsics import expm1 as c_expm1
from pyjit.intrinsics import fabs as c_fabs
from pyjit.intrinsics import float_to_bits as c_float_to_bits
from pyjit.intrinsics import fma as c_fma
from pyjit.intrinsics import hypot as c_hypot
from pyjit.intrinsics import log as c_log
from pyjit.intrinsics import log1p as c_log1p
from pyjit.intrinsics import log2 as c_log2
from pyjit.intrinsics import log10 as c_log10
from pyjit.intrinsics import sin as c_sin
from pyjit.intrinsics import sinh as c_sinh
from pyjit.intrinsics import sqrt as c_sqrt
from pyjit.intrinsics import tan as c_tan
from pyjit.intrinsics import tanh as c_tanh

Floating = TypeVar("Floating", f32, f64)

LOG_2 = 0.6931471805599453
LOG2_E = 1.4426950408889634

# Of `cbrt`: subnormal numbers are scaled by 2**54 and back by the cube root of that.
LEAST_NORMAL = 2.2250738585072014e-308
TO_NORMAL = 18014398509481984.0
FROM_NORMAL = 3.814697265625e-06
# What makes an approximation of a third of a float's bits; it is off by a ratio from 0.91 to 1.11.
THIRD = 3071314208378322944
# The inverse cube root of that ratio, interpolated in Chebyshev's points.
C0 = 1.8694105901373177
C1 = -1.8590119068149584
C2 = 1.582819579864663
C3 = -0.7329153113104822
C4 = 0.1396970215408447
# Of `tanh(x) / x - 1`, over `x * x`, up to 0.55, interpolated in Chebyshev's points.
T0 = -0.3333333333333333
T1 = 0.1333333333333331
T2 = -0.05396825396822037
T3 = 0.021869488534073906
T4 = -0.0088632354631468
T5 = 0.0035921267699626346
T6 = -0.001455819097151351
T7 = 0.0005899052969492733
T8 = -0.0002384727248015252
T9 = 9.455133052924858e-05
T10 = -3.372080112046316e-05
T11 = 7.874274345344419e-06


@jit
def arccos(x: Floating, /) -> Floating:
    return c_acos(x)


@jit
def arccosh(x: Floating, /) -> Floating:
    if isinstance(x, np.float32):
        return f32(c_acosh(float(x)))
    if not 1.0 < x < 2.0:
        return c_acosh(x)
    # `log1p(t + sqrt(2 t + t t))`, with what rounding loses of the square root and of the sum.
    t = x - 1.0
    square = f64(c_fma(t, t, 2.0 * t))
    root = f64(c_sqrt(square))
    below = (c_fma(-root, root, square) + c_fma(t, t, 2.0 * t - square)) / (2.0 * root)
    total = root + t
    below += t - (total - root)
    return c_log1p(total) + below / (1.0 + total)


@jit
def arcsin(x: Floating, /) -> Floating:
    return c_asin(x)


@jit
def arcsinh(x: Floating, /) -> Floating:
    return c_asinh(x)


@jit
def arctan(x: Floating, /) -> Floating:
    return c_atan(x)


@jit
def arctan2(y: Floating, x: Floating, /) -> Floating:
    return c_atan2(y, x)


@jit
def arctanh(x: Floating, /) -> Floating:
    return c_atanh(x)


@jit
def cbrt(x: Floating, /) -> Floating:
    if isinstance(x, np.float32):
        return c_cbrt(x)
    size = f64(c_fabs(x))
    if not size < inf or size == 0.0:
        return x
    unit = 1.0
    if size < LEAST_NORMAL:
        size *= TO_NORMAL
        unit = FROM_NORMAL
    # A third of the exponent; a polynomial, good to 24 bits; of these 26, so that the square is
    # exact; and one step of Halley's.
    guess = f64(c_bits_to_float(c_float_to_bits(size) // 3 + THIRD))
    ratio = guess * guess * (guess / size)
    factor = ((C4 * ratio + C3) * ratio + C2) * ratio + C1
    guess *= factor * ratio + C0
    guess = f64(c_bits_to_float((c_float_to_bits(guess) + (1 << 26)) & -(1 << 27)))
    quotient = size / (guess * guess)
    guess += guess * ((quotient - guess) / (guess + guess + quotient))
    return c_copysign(guess * unit, x)


@jit
def cos(x: Floating, /) -> Floating:
    return c_cos(x)


@jit
def cosh(x: Floating, /) -> Floating:
    return c_cosh(x)


@jit
def exp(x: Floating, /) -> Floating:
    return c_exp(x)


@jit
def exp2(x: Floating, /) -> Floating:
    return c_exp2(x)


@jit
def expm1(x: Floating, /) -> Floating:
    return c_expm1(x)


@jit
def hypot(x: Floating, y: Floating, /) -> Floating:
    return c_hypot(x, y)


@jit
def log(x: Floating, /) -> Floating:
    return c_log(x)


@jit
def log10(x: Floating, /) -> Floating:
    if isinstance(x, np.float32):
        return f32(c_log10(float(x)))
    return c_log10(x)


@jit
def log1p(x: Floating, /) -> Floating:
    return c_log1p(x)


@jit
def log2(x: Floating, /) -> Floating:
    return c_log2(x)


@jit
def logaddexp(x: Floating, y: Floating, /) -> Floating:
    if isinstance(x, np.float32):
        # Where the terms cancel, single precision would lose most of the sum.
        return f32(logaddexp(f64(x), f64(y)))
    if x == y:
        return x + LOG_2
    away = x - y
    if away > 0.0:
        return x + c_log1p(c_exp(-away))
    if away <= 0.0:
        return y + c_log1p(c_exp(away))
    return away


@jit
def logaddexp2(x: Floating, y: Floating, /) -> Floating:
    if isinstance(x, np.float32):
        # Where the terms cancel, single precision would lose most of the sum.
        return f32(logaddexp2(f64(x), f64(y)))
    if x == y:
        return x + 1.0
    away = x - y
    if away > 0.0:
        return x + c_log1p(c_exp2(-away)) * LOG2_E
    if away <= 0.0:
        return y + c_log1p(c_exp2(away)) * LOG2_E
    return away


@jit
def sin(x: Floating, /) -> Floating:
    return c_sin(x)


@jit
def sinh(x: Floating, /) -> Floating:
    return c_sinh(x)


@jit
def tan(x: Floating, /) -> Floating:
    return c_tan(x)


@jit
def tanh(x: Floating, /) -> Floating:
    if isinstance(x, np.float32):
        return f32(c_tanh(float(x)))
    size = f64(c_fabs(x))
    if size > 0.55:
        return c_copysign(1.0 - 2.0 / f64(c_exp(2.0 * size) + 1.0), x)
    z = size * size
    p = (((T11 * z + T10) * z + T9) * z + T8) * z + T7
    p = (((p * z + T6) * z + T5) * z + T4) * z + T3
    # Zeros keep their sign.
    return c_copysign(x + x * (((p * z + T2) * z + T1) * z + T0) * z, x)
