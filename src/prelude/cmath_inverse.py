"""`cmath`: the inverses of the circular and hyperbolic functions.

CPython's formulas (after Kahan), with the results of C99's annex G for infinities and NaN.
"""

from cmath import sqrt
from math import inf, nan, pi

from pyjit import jit
from pyjit.intrinsics import asinh as c_asinh
from pyjit.intrinsics import atan2 as c_atan2
from pyjit.intrinsics import copysign as c_copysign
from pyjit.intrinsics import fabs as c_fabs
from pyjit.intrinsics import hypot as c_hypot
from pyjit.intrinsics import log as c_log
from pyjit.intrinsics import log1p as c_log1p
from pyjit.intrinsics import sqrt as c_sqrt

TWO_LN_2 = 1.3862943611198906
# A quarter of the largest float and its square root, beyond which squares overflow.
LARGE = 4.4942328371557893e307
ROOT_LARGE = 6.703903964971298e153
# The square root of the smallest normal float.
ROOT_SMALL = 1.4916681462400413e-154


@jit
def _is_finite(z: complex) -> bool:
    return c_fabs(z.real) < inf and c_fabs(z.imag) < inf


@jit
def _is_large(z: complex) -> bool:
    return c_fabs(z.real) > LARGE or c_fabs(z.imag) > LARGE


@jit
def _log_of_double(z: complex) -> float:
    """The logarithm of twice the size of a large number."""
    return c_log(c_hypot(z.real / 2.0, z.imag / 2.0)) + TWO_LN_2


@jit
def acos(z: complex, /) -> complex:
    x, y = z.real, z.imag
    if not _is_finite(z):
        return _acos_special(x, y)
    if _is_large(z):
        return complex(c_atan2(c_fabs(y), x), -c_copysign(_log_of_double(z), y))
    below, above = sqrt(complex(1.0 - x, -y)), sqrt(complex(1.0 + x, y))
    real = 2.0 * c_atan2(below.real, above.real)
    return complex(real, c_asinh(above.real * below.imag - above.imag * below.real))


@jit
def _acos_special(x: float, y: float) -> complex:
    if x == x and y == y:
        return complex(c_atan2(c_fabs(y), x), -c_copysign(inf, y))
    real = pi / 2.0 if x == 0.0 else nan
    if c_fabs(x) == inf:
        return complex(real, inf)
    return complex(real, -y if c_fabs(y) == inf else nan)


@jit
def acosh(z: complex, /) -> complex:
    x, y = z.real, z.imag
    if not _is_finite(z):
        real = inf if c_fabs(x) == inf or c_fabs(y) == inf else nan
        return complex(real, c_atan2(y, x))
    if _is_large(z):
        return complex(_log_of_double(z), c_atan2(y, x))
    below, above = sqrt(complex(x - 1.0, y)), sqrt(complex(x + 1.0, y))
    real = c_asinh(below.real * above.real + below.imag * above.imag)
    return complex(real, 2.0 * c_atan2(below.imag, above.real))


@jit
def asin(z: complex, /) -> complex:
    turned = asinh(complex(-z.imag, z.real))
    return complex(turned.imag, -turned.real)


@jit
def asinh(z: complex, /) -> complex:
    x, y = z.real, z.imag
    if not _is_finite(z):
        return _asinh_special(x, y)
    if _is_large(z):
        return complex(c_copysign(_log_of_double(z), x), c_atan2(y, c_fabs(x)))
    left, right = sqrt(complex(1.0 + y, -x)), sqrt(complex(1.0 - y, x))
    real = c_asinh(left.real * right.imag - right.real * left.imag)
    return complex(real, c_atan2(y, left.real * right.real - left.imag * right.imag))


@jit
def _asinh_special(x: float, y: float) -> complex:
    if x == x and y == y:
        return complex(c_copysign(inf, x), c_atan2(y, c_fabs(x)))
    if c_fabs(x) == inf:
        return complex(x, nan)
    if c_fabs(y) == inf:
        return complex(inf, nan)
    return complex(nan, y if y == 0.0 else nan)


@jit
def atan(z: complex, /) -> complex:
    turned = atanh(complex(-z.imag, z.real))
    return complex(turned.imag, -turned.real)


@jit
def atanh(z: complex, /) -> complex:
    if not _is_finite(z):
        return _atanh_special(z.real, z.imag)
    if z.real < 0.0:
        return -_atanh_right(-z)
    return _atanh_right(z)


@jit
def _atanh_right(z: complex) -> complex:
    """Of a finite number whose real part is not negative."""
    x, y = z.real, c_fabs(z.imag)
    if x > ROOT_LARGE or y > ROOT_LARGE:
        size = c_hypot(x / 2.0, y / 2.0)
        return complex(x / 4.0 / size / size, c_copysign(pi / 2.0, z.imag))
    if x == 1.0 and y < ROOT_SMALL:
        if y == 0.0:
            raise ValueError("math domain error")
        real = -c_log(c_sqrt(y) / c_sqrt(c_hypot(y, 2.0)))
        return complex(real, c_copysign(c_atan2(2.0, -y) / 2.0, z.imag))
    real = c_log1p(4.0 * x / ((1.0 - x) * (1.0 - x) + y * y)) / 4.0
    return complex(real, -c_atan2(-2.0 * z.imag, (1.0 - x) * (1.0 + x) - y * y) / 2.0)


@jit
def _atanh_special(x: float, y: float) -> complex:
    if y != y:
        return complex(c_copysign(0.0, x) if c_fabs(x) == inf or x == 0.0 else nan, nan)
    if x != x:
        if c_fabs(y) == inf:
            return complex(0.0, c_copysign(pi / 2.0, y))
        return complex(nan, nan)
    return complex(c_copysign(0.0, x), c_copysign(pi / 2.0, y))
