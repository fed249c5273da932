"""`cmath`: parts and angles, roots, logarithms and powers of e.

CPython's formulas, with the results of C99's annex G for infinities and NaN. The other functions
are in `cmath_hyperbolic.py` and `cmath_inverse.py`.
"""

from math import inf, nan

from pyjit import jit
from pyjit.intrinsics import atan2 as c_atan2
from pyjit.intrinsics import copysign as c_copysign
from pyjit.intrinsics import cos as c_cos
from pyjit.intrinsics import exp as c_exp
from pyjit.intrinsics import fabs as c_fabs
from pyjit.intrinsics import hypot as c_hypot
from pyjit.intrinsics import ldexp as c_ldexp
from pyjit.intrinsics import log as c_log
from pyjit.intrinsics import log1p as c_log1p
from pyjit.intrinsics import sin as c_sin
from pyjit.intrinsics import sqrt as c_sqrt

E = 2.718281828459045
LN_2 = 0.6931471805599453
LN_10 = 2.302585092994046
# A quarter of the largest float, beyond which sums of squares are scaled down, and its logarithm.
LARGE = 4.4942328371557893e307
LOG_LARGE = 708.3964185322641
# The smallest normal float, below which they are scaled up.
SMALL = 2.2250738585072014e-308
DIGITS = 53
# The default of a parameter for which no caller can give `None`.
ABSENT = None


@jit
def _is_finite(z: complex) -> bool:
    return c_fabs(z.real) < inf and c_fabs(z.imag) < inf


@jit
def exp(z: complex, /) -> complex:
    x, y = z.real, z.imag
    if not _is_finite(z):
        return _exp_special(x, y)
    if x > LOG_LARGE:
        # `exp(x)` may overflow where the product does not.
        size = c_exp(x - 1.0)
        result = complex(size * c_cos(y) * E, size * c_sin(y) * E)
    else:
        size = c_exp(x)
        result = complex(size * c_cos(y), size * c_sin(y))
    if not _is_finite(result):
        raise OverflowError("math range error")
    return result


@jit
def _exp_special(x: float, y: float) -> complex:
    if c_fabs(x) == inf and c_fabs(y) < inf:
        size = inf if x > 0.0 else 0.0
        if y == 0.0:
            return complex(size, y)
        return complex(c_copysign(size, c_cos(y)), c_copysign(size, c_sin(y)))
    if x == -inf:
        return complex(0.0, 0.0)
    if c_fabs(y) == inf and x == x:
        raise ValueError("math domain error")
    return complex(inf if x == inf else nan, y if y == 0.0 else nan)


@jit
def isclose(a: complex, b: complex, *, rel_tol: float = 1e-09, abs_tol: float = 0.0) -> bool:
    if rel_tol < 0.0 or abs_tol < 0.0:
        raise ValueError("tolerances must be non-negative")
    if a == b:
        return True
    if isinf(a) or isinf(b):
        return False
    difference = _size(a - b)
    return (
        difference <= rel_tol * _size(b)
        or difference <= rel_tol * _size(a)
        or difference <= abs_tol
    )


@jit
def isfinite(z: complex, /) -> bool:
    return _is_finite(z)


@jit
def isinf(z: complex, /) -> bool:
    return c_fabs(z.real) == inf or c_fabs(z.imag) == inf


@jit
def isnan(z: complex, /) -> bool:
    return z.real != z.real or z.imag != z.imag


@jit
def _log(z: complex) -> complex:
    """The logarithm; of zero, minus infinity."""
    x, y = c_fabs(z.real), c_fabs(z.imag)
    if not _is_finite(z):
        return complex(inf if isinf(z) else nan, c_atan2(z.imag, z.real))
    if x > LARGE or y > LARGE:
        real = c_log(c_hypot(x / 2.0, y / 2.0)) + LN_2
    elif x < SMALL and y < SMALL:
        if x == 0.0 and y == 0.0:
            real = -inf
        else:
            scaled = c_hypot(c_ldexp(x, DIGITS), c_ldexp(y, DIGITS))
            real = c_log(scaled) - DIGITS * LN_2
    else:
        size = c_hypot(x, y)
        if 0.71 <= size and size <= 1.73:
            # Near 1 most digits of the size say nothing of its logarithm.
            more, less = (x, y) if x > y else (y, x)
            real = c_log1p((more - 1.0) * (more + 1.0) + less * less) / 2.0
        else:
            real = c_log(size)
    return complex(real, c_atan2(z.imag, z.real))


@jit
def _natural_log(z: complex) -> complex:
    if z == 0.0:
        raise ValueError("math domain error")
    return _log(z)


@jit
def log(z: complex, base=ABSENT, /) -> complex:
    if base is None:
        return _natural_log(z)
    # CPython forgets an error of the first logarithm.
    numerator, denominator = _log(z), _natural_log(base)
    if denominator == 0.0:
        raise ValueError("math domain error")
    return numerator / denominator


@jit
def log10(z: complex, /) -> complex:
    result = _natural_log(z)
    return complex(result.real / LN_10, result.imag / LN_10)


@jit
def phase(z: complex, /) -> float:
    result = c_atan2(z.imag, z.real)
    if result == 0.0 and z.imag != 0.0 and c_fabs(z.real) < inf:
        # An underflow, which the C library reports and CPython hands on.
        raise OverflowError("math range error")
    return result


@jit
def polar(z: complex, /) -> tuple[float, float]:
    size = _size(z)
    if size == inf and not isinf(z):
        raise OverflowError("math range error")
    return size, c_atan2(z.imag, z.real)


@jit
def rect(r: float, phi: float, /) -> complex:
    if c_fabs(r) < inf and c_fabs(phi) < inf:
        if phi == 0.0:
            return complex(r, r * phi)
        return complex(r * c_cos(phi), r * c_sin(phi))
    if c_fabs(r) == inf and c_fabs(phi) < inf:
        sign = c_copysign(1.0, r)
        if phi == 0.0:
            return complex(r, sign * phi)
        return complex(r * c_copysign(1.0, c_cos(phi)), r * c_copysign(1.0, c_sin(phi)))
    if r == 0.0:
        return complex(0.0, 0.0)
    if c_fabs(phi) == inf and r == r:
        raise ValueError("math domain error")
    return complex(inf if c_fabs(r) == inf else nan, 0.0 if phi == 0.0 else nan)


@jit
def _size(z: complex) -> float:
    """The absolute value; infinity where it overflows."""
    if isinf(z):
        return inf
    return nan if isnan(z) else c_hypot(z.real, z.imag)


@jit
def sqrt(z: complex, /) -> complex:
    if not _is_finite(z):
        return _sqrt_special(z.real, z.imag)
    if z.real == 0.0 and z.imag == 0.0:
        return complex(0.0, z.imag)
    x, y = c_fabs(z.real), c_fabs(z.imag)
    if x < SMALL and y < SMALL:
        # Scaled up by 2**53, once more and down by its root, so that nothing is subnormal.
        x = c_ldexp(x, DIGITS)
        root = c_ldexp(c_sqrt(x + c_hypot(x, c_ldexp(y, DIGITS))), -27)
    else:
        x /= 8.0
        root = 2.0 * c_sqrt(x + c_hypot(x, y / 8.0))
    other = y / (2.0 * root)
    if z.real >= 0.0:
        return complex(root, c_copysign(other, z.imag))
    return complex(other, c_copysign(root, z.imag))


@jit
def _sqrt_special(x: float, y: float) -> complex:
    if c_fabs(y) == inf:
        return complex(inf, y)
    if x == inf:
        return complex(inf, c_copysign(0.0, y) if y == y else nan)
    if x == -inf:
        return complex(0.0 if y == y else nan, c_copysign(inf, y) if y == y else inf)
    return complex(nan, nan)
