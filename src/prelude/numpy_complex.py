"""`numpy`: the functions of complex scalars, and of the elements of complex arrays.

They are computed in double precision, with the results of C99's annex G for infinities and NaN, as
the C library's functions have them which NumPy calls. Nothing raises: a pole gives infinity, a
wrong argument NaN. The formulas of finite numbers are `cmath`'s.
"""

import cmath
from math import inf, nan
from typing import TypeVar

import numpy as np

from pyjit import c64, c128, jit
from pyjit.intrinsics import atan2 as c_atan2
from pyjit.intrinsics import cast, dtype_of
from pyjit.intrinsics import copysign as c_copysign
from pyjit.intrinsics import cos as c_cos
from pyjit.intrinsics import cosh as c_cosh
from pyjit.intrinsics import exp as c_exp
from pyjit.intrinsics import expm1 as c_expm1
from pyjit.intrinsics import fabs as c_fabs
from pyjit.intrinsics import hypot as c_hypot
from pyjit.intrinsics import log as c_log
from pyjit.intrinsics import sin as c_sin
from pyjit.intrinsics import sinh as c_sinh

Complex = TypeVar("Complex", c64, c128)

E = 2.718281828459045
HALF_PI = 1.5707963267948966
LN_2 = 0.6931471805599453
LN_10 = 2.302585092994046
# The greatest finite number of single precision.
GREATEST_SINGLE = 3.4028234663852886e38
# The logarithm of a quarter of the largest float: beyond it `exp(x)` may overflow.
LOG_LARGE = 708.3964185322641


@jit
def _like(z, real, imag):
    """A complex number of the type of `z`."""
    return cast(dtype_of(z), complex(real, imag))


@jit(["f32(c64)", "f64(c128)"])
def _absolute_of_complex(z):
    return c_hypot(z.real, z.imag)


@jit
def _arccos_of_complex(z: Complex) -> Complex:
    return cast(dtype_of(z), cmath.acos(complex(z)))


@jit
def _arccosh_of_complex(z: Complex) -> Complex:
    if z.real == 0 and z.imag != z.imag:
        return _like(z, nan, HALF_PI)
    return cast(dtype_of(z), cmath.acosh(complex(z)))


@jit
def _arcsin_of_complex(z: Complex) -> Complex:
    return cast(dtype_of(z), cmath.asin(complex(z)))


@jit
def _arcsinh_of_complex(z: Complex) -> Complex:
    return cast(dtype_of(z), cmath.asinh(complex(z)))


@jit
def _arctan_of_complex(z: Complex) -> Complex:
    if z.real == 0 and c_fabs(float(z.imag)) == 1.0:
        return _like(z, z.real, c_copysign(inf, float(z.imag)))
    return cast(dtype_of(z), cmath.atan(complex(z)))


@jit
def _arctanh_of_complex(z: Complex) -> Complex:
    if z.imag == 0 and c_fabs(float(z.real)) == 1.0:
        return _like(z, c_copysign(inf, float(z.real)), z.imag)
    return cast(dtype_of(z), cmath.atanh(complex(z)))


@jit
def _clip_of_complex(z: Complex, low: Complex, high: Complex) -> Complex:
    """NaN in a bound counts as nothing that is greater or less (``clip.cpp``)."""
    number = z
    if z == z and not z > low:
        number = low
    if number == number and not number < high:
        number = high
    return number


@jit
def _conjugate_of_complex(z: Complex) -> Complex:
    return _like(z, z.real, -z.imag)


@jit
def _cos_of_complex(z: Complex) -> Complex:
    return cast(dtype_of(z), _cosh(-float(z.imag), float(z.real)))


@jit
def _cosh_of_complex(z: Complex) -> Complex:
    return cast(dtype_of(z), _cosh(float(z.real), float(z.imag)))


@jit
def _cosh(x: float, y: float) -> complex:
    if c_fabs(y) == inf and x == x:
        if c_fabs(x) == inf:
            return complex(inf, nan)
        return complex(nan, 0.0 if x == 0.0 else nan)
    if c_fabs(x) > LOG_LARGE and c_fabs(x) < inf and y == y:
        less = x - c_copysign(1.0, x)
        imag = c_sin(y) * c_sinh(less) * E if y != 0.0 else c_copysign(1.0, x) * y
        return complex(c_cos(y) * c_cosh(less) * E, imag)
    return cmath.cosh(complex(x, y))


@jit
def _exp_of_complex(z: Complex) -> Complex:
    return cast(dtype_of(z), _exp(float(z.real), float(z.imag)))


@jit
def _exp(x: float, y: float) -> complex:
    if c_fabs(y) == inf and x == x:
        if x == -inf:
            return complex(0.0, c_copysign(0.0, y))
        return complex(inf if x == inf else nan, nan)
    if x > LOG_LARGE and x < inf and y == y:
        # `exp(x)` may overflow where the product does not.
        size = c_exp(x - 1.0)
        return complex(size * c_cos(y) * E, size * c_sin(y) * E if y != 0.0 else y)
    return cmath.exp(complex(x, y))


@jit
def _exp2_of_complex(z: Complex) -> Complex:
    return cast(dtype_of(z), _exp(float(z.real) * LN_2, float(z.imag) * LN_2))


@jit
def _expm1_of_complex(z: Complex) -> Complex:
    x, y = float(z.real), float(z.imag)
    half = c_sin(y / 2.0)
    size = c_exp(x)
    if isinstance(z, np.complex64) and size > GREATEST_SINGLE:
        # NumPy's factor is infinite, of which a product with zero is NaN.
        size = inf
    return _like(z, c_expm1(x) * c_cos(y) - 2.0 * half * half, size * c_sin(y))


@jit
def _fmax_of_complex(x: Complex, y: Complex) -> Complex:
    return x if y != y or np.greater_equal(x, y) else y


@jit
def _fmin_of_complex(x: Complex, y: Complex) -> Complex:
    return x if y != y or np.less_equal(x, y) else y


@jit
def _isfinite_of_complex(z: Complex) -> np.bool_:
    return np.bool_(c_fabs(float(z.real)) < inf and c_fabs(float(z.imag)) < inf)


@jit
def _isinf_of_complex(z: Complex) -> np.bool_:
    return np.bool_(c_fabs(float(z.real)) == inf or c_fabs(float(z.imag)) == inf)


@jit
def _isnan_of_complex(z: Complex) -> np.bool_:
    return np.bool_(z.real != z.real or z.imag != z.imag)


@jit
def _log(x: float, y: float) -> complex:
    if x == 0.0 and y == 0.0:
        return complex(-inf, c_atan2(y, x))
    return cmath.log(complex(x, y))


@jit
def _log_of_complex(z: Complex) -> Complex:
    return cast(dtype_of(z), _log(float(z.real), float(z.imag)))


@jit
def _log10_of_complex(z: Complex) -> Complex:
    natural = _log(float(z.real), float(z.imag))
    return _like(z, natural.real / LN_10, natural.imag / LN_10)


@jit
def _log2_of_complex(z: Complex) -> Complex:
    natural = _log(float(z.real), float(z.imag))
    return _like(z, natural.real / LN_2, natural.imag / LN_2)


@jit
def _log1p_of_complex(z: Complex) -> Complex:
    x, y = float(z.real) + 1.0, float(z.imag)
    return _like(z, c_log(c_hypot(x, y)), c_atan2(y, x))


@jit
def _maximum_of_complex(x: Complex, y: Complex) -> Complex:
    """Of two NaN it is the first one."""
    return x if x != x or np.greater_equal(x, y) else y


@jit
def _minimum_of_complex(x: Complex, y: Complex) -> Complex:
    return x if x != x or np.less_equal(x, y) else y


@jit
def _negative_of_complex(z: Complex) -> Complex:
    return -z


@jit
def _positive_of_complex(z: Complex) -> Complex:
    return z


@jit
def _reciprocal_of_complex(z: Complex) -> Complex:
    """Smith's algorithm, as NumPy has it for this."""
    if c_fabs(float(z.imag)) <= c_fabs(float(z.real)):
        ratio = z.imag / z.real
        size = z.real + z.imag * ratio
        return _like(z, 1 / size, -ratio / size)
    else:
        ratio = z.real / z.imag
        size = z.real * ratio + z.imag
        return _like(z, ratio / size, -1 / size)


@jit
def _rint_of_complex(z: Complex) -> Complex:
    return _like(z, np.rint(z.real), np.rint(z.imag))


@jit
def _sign_of_complex(z: Complex) -> Complex:
    """The number of size one in the same direction."""
    size = c_hypot(z.real, z.imag)
    if size != size:
        return _like(z, nan, nan)
    elif size == inf:
        if c_fabs(float(z.real)) == inf and c_fabs(float(z.imag)) == inf:
            return _like(z, nan, nan)
        elif c_fabs(float(z.real)) == inf:
            return _like(z, c_copysign(1.0, float(z.real)), 0.0)
        return _like(z, 0.0, c_copysign(1.0, float(z.imag)))
    elif size == 0:
        return _like(z, 0.0, 0.0)
    return _like(z, z.real / size, z.imag / size)


@jit
def _sin_of_complex(z: Complex) -> Complex:
    turned = _sinh(-float(z.imag), float(z.real))
    return _like(z, turned.imag, -turned.real)


@jit
def _sinh_of_complex(z: Complex) -> Complex:
    return cast(dtype_of(z), _sinh(float(z.real), float(z.imag)))


@jit
def _sinh(x: float, y: float) -> complex:
    if x == 0.0 and not c_fabs(y) < inf:
        return complex(x, nan)
    if c_fabs(y) == inf and x == x:
        return complex(x if c_fabs(x) == inf else nan, nan)
    if c_fabs(x) > LOG_LARGE and c_fabs(x) < inf and y == y:
        less = x - c_copysign(1.0, x)
        imag = c_sin(y) * c_cosh(less) * E if y != 0.0 else y
        return complex(c_cos(y) * c_sinh(less) * E, imag)
    return cmath.sinh(complex(x, y))


@jit
def _sqrt_of_complex(z: Complex) -> Complex:
    return cast(dtype_of(z), cmath.sqrt(complex(z)))


@jit
def _square_of_complex(z: Complex) -> Complex:
    return z * z


@jit
def _tan_of_complex(z: Complex) -> Complex:
    turned = _tanh(-float(z.imag), float(z.real))
    return _like(z, turned.imag, -turned.real)


@jit
def _tanh_of_complex(z: Complex) -> Complex:
    return cast(dtype_of(z), _tanh(float(z.real), float(z.imag)))


@jit
def _tanh(x: float, y: float) -> complex:
    if x == 0.0 and not c_fabs(y) < inf:
        return complex(x, nan)
    if c_fabs(y) == inf and c_fabs(x) < inf:
        return complex(nan, nan)
    if c_fabs(y) == inf and c_fabs(x) == inf:
        return complex(c_copysign(1.0, x), c_copysign(0.0, y))
    return cmath.tanh(complex(x, y))
