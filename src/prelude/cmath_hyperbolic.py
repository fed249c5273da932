"""`cmath`: the hyperbolic functions, and the circular ones: theirs, turned by a right angle.

CPython's formulas, with the results of C99's annex G for infinities and NaN.
"""

from math import inf, nan

from pyjit import jit
from pyjit.intrinsics import copysign as c_copysign
from pyjit.intrinsics import cos as c_cos
from pyjit.intrinsics import cosh as c_cosh
from pyjit.intrinsics import exp as c_exp
from pyjit.intrinsics import fabs as c_fabs
from pyjit.intrinsics import sin as c_sin
from pyjit.intrinsics import sinh as c_sinh
from pyjit.intrinsics import tan as c_tan
from pyjit.intrinsics import tanh as c_tanh

E = 2.718281828459045
# The logarithm of a quarter of the largest float: beyond it `cosh(x)` may overflow.
LOG_LARGE = 708.3964185322641


@jit
def _is_finite(z: complex) -> bool:
    return c_fabs(z.real) < inf and c_fabs(z.imag) < inf


@jit
def _in_range(z: complex) -> complex:
    if not _is_finite(z):
        raise OverflowError("math range error")
    return z


@jit
def _infinite(x: float, y: float) -> complex:
    """Infinite parts with the signs of `exp(1j * y)`, the real one negated where `x` is."""
    if y == 0.0:
        return complex(x, y)
    return complex(x * c_copysign(1.0, c_cos(y)), c_copysign(inf, c_sin(y)))


@jit
def cos(z: complex, /) -> complex:
    return cosh(complex(-z.imag, z.real))


@jit
def cosh(z: complex, /) -> complex:
    x, y = z.real, z.imag
    if not _is_finite(z):
        return _cosh_special(x, y)
    if c_fabs(x) > LOG_LARGE:
        less = x - c_copysign(1.0, x)
        return _in_range(complex(c_cos(y) * c_cosh(less) * E, c_sin(y) * c_sinh(less) * E))
    return _in_range(complex(c_cos(y) * c_cosh(x), c_sin(y) * c_sinh(x)))


@jit
def _cosh_special(x: float, y: float) -> complex:
    if c_fabs(x) == inf and c_fabs(y) < inf:
        result = _infinite(inf, y)
        return complex(result.real, c_copysign(1.0, x) * result.imag)
    if c_fabs(y) == inf and x == x:
        raise ValueError("math domain error")
    return complex(inf if c_fabs(x) == inf else nan, 0.0 if x == 0.0 or y == 0.0 else nan)


@jit
def sin(z: complex, /) -> complex:
    turned = sinh(complex(-z.imag, z.real))
    return complex(turned.imag, -turned.real)


@jit
def sinh(z: complex, /) -> complex:
    x, y = z.real, z.imag
    if not _is_finite(z):
        return _sinh_special(x, y)
    if c_fabs(x) > LOG_LARGE:
        less = x - c_copysign(1.0, x)
        return _in_range(complex(c_cos(y) * c_sinh(less) * E, c_sin(y) * c_cosh(less) * E))
    return _in_range(complex(c_cos(y) * c_sinh(x), c_sin(y) * c_cosh(x)))


@jit
def _sinh_special(x: float, y: float) -> complex:
    if c_fabs(x) == inf and c_fabs(y) < inf:
        return _infinite(x, y)
    if c_fabs(y) == inf and x == x:
        raise ValueError("math domain error")
    if x == 0.0:
        return complex(0.0, nan)
    return complex(inf if c_fabs(x) == inf else nan, y if y == 0.0 else nan)


@jit
def tan(z: complex, /) -> complex:
    turned = tanh(complex(-z.imag, z.real))
    return complex(turned.imag, -turned.real)


@jit
def tanh(z: complex, /) -> complex:
    x, y = z.real, z.imag
    if not _is_finite(z):
        return _tanh_special(x, y)
    if c_fabs(x) > LOG_LARGE:
        return complex(c_copysign(1.0, x), 4.0 * c_sin(y) * c_cos(y) * c_exp(-2.0 * c_fabs(x)))
    real, tangent = c_tanh(x), c_tan(y)
    inverse = 1.0 / c_cosh(x)
    product = real * tangent
    denominator = 1.0 + product * product
    imag = tangent / denominator * inverse * inverse
    return complex(real * (1.0 + tangent * tangent) / denominator, imag)


@jit
def _tanh_special(x: float, y: float) -> complex:
    if c_fabs(x) == inf:
        if y == 0.0:
            return complex(c_copysign(1.0, x), y)
        if c_fabs(y) < inf:
            return complex(c_copysign(1.0, x), c_copysign(0.0, 2.0 * c_sin(y) * c_cos(y)))
        return complex(c_copysign(1.0, x), 0.0)
    if c_fabs(y) == inf and x == x:
        raise ValueError("math domain error")
    return complex(nan, y if y == 0.0 else nan)
