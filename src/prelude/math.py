"""`math`: the elementary functions: libm's, with CPython's checks of domain and range around them.

A result that is NaN although no argument was one is a domain error (`ValueError`); an infinite
result of a finite argument is a range error (`OverflowError`) where the function can overflow, and
a domain error at a pole. Where versions of CPython differ, the running one decides; a function
that it does not have raises as Python does.
"""

from math import inf, pi

from pyjit import jit
from pyjit.intrinsics import acos as c_acos
from pyjit.intrinsics import acosh as c_acosh
from pyjit.intrinsics import asin as c_asin
from pyjit.intrinsics import asinh as c_asinh
from pyjit.intrinsics import atan as c_atan
from pyjit.intrinsics import atan2 as c_atan2
from pyjit.intrinsics import atanh as c_atanh
from pyjit.intrinsics import cbrt as c_cbrt
from pyjit.intrinsics import copysign as c_copysign
from pyjit.intrinsics import cos as c_cos
from pyjit.intrinsics import cosh as c_cosh
from pyjit.intrinsics import exp as c_exp
from pyjit.intrinsics import exp2 as c_exp2
from pyjit.intrinsics import expm1 as c_expm1
from pyjit.intrinsics import fabs as c_fabs
from pyjit.intrinsics import fmod as c_fmod
from pyjit.intrinsics import log as c_log
from pyjit.intrinsics import log1p as c_log1p
from pyjit.intrinsics import log2 as c_log2
from pyjit.intrinsics import log10 as c_log10
from pyjit.intrinsics import pow as c_pow
from pyjit.intrinsics import python_version
from pyjit.intrinsics import sin as c_sin
from pyjit.intrinsics import sinh as c_sinh
from pyjit.intrinsics import sqrt as c_sqrt
from pyjit.intrinsics import tan as c_tan
from pyjit.intrinsics import tanh as c_tanh

# The default of a parameter for which no caller can give `None`.
ABSENT = None


@jit
def acos(x: float, /) -> float:
    if c_fabs(x) > 1.0:
        raise ValueError("math domain error")
    return c_acos(x)


@jit
def acosh(x: float, /) -> float:
    if x < 1.0:
        raise ValueError("math domain error")
    return c_acosh(x)


@jit
def asin(x: float, /) -> float:
    if c_fabs(x) > 1.0:
        raise ValueError("math domain error")
    return c_asin(x)


@jit
def asinh(x: float, /) -> float:
    return c_asinh(x)


@jit
def atan(x: float, /) -> float:
    return c_atan(x)


@jit
def atan2(y: float, x: float, /) -> float:
    return c_atan2(y, x)


@jit
def atanh(x: float, /) -> float:
    if c_fabs(x) >= 1.0:
        raise ValueError("math domain error")
    return c_atanh(x)


@jit
def cbrt(x: float, /) -> float:
    if python_version() < 311:
        raise AttributeError("module 'math' has no attribute 'cbrt'")
    return c_cbrt(x)


@jit
def cos(x: float, /) -> float:
    if c_fabs(x) == inf:
        raise ValueError("math domain error")
    return c_cos(x)


@jit
def cosh(x: float, /) -> float:
    result = c_cosh(x)
    if result == inf and c_fabs(x) != inf:
        raise OverflowError("math range error")
    return result


@jit
def degrees(x: float, /) -> float:
    return x * (180.0 / pi)


@jit
def exp(x: float, /) -> float:
    result = c_exp(x)
    if result == inf and x != inf:
        raise OverflowError("math range error")
    return result


@jit
def exp2(x: float, /) -> float:
    if python_version() < 311:
        raise AttributeError("module 'math' has no attribute 'exp2'")
    result = c_exp2(x)
    if result == inf and x != inf:
        raise OverflowError("math range error")
    return result


@jit
def expm1(x: float, /) -> float:
    result = c_expm1(x)
    if result == inf and x != inf:
        raise OverflowError("math range error")
    return result


@jit
def fmod(x: float, y: float, /) -> float:
    result = c_fmod(x, y)
    if result != result and x == x and y == y:
        raise ValueError("math domain error")
    return result


@jit
def _natural_log(x: float) -> float:
    if x <= 0.0:
        raise ValueError("math domain error")
    return c_log(x)


@jit
def log(x: float, base=ABSENT, /) -> float:
    """Base 1 divides by zero, as in Python."""
    if base is None:
        return _natural_log(x)
    return _natural_log(x) / _natural_log(base)


@jit
def log10(x: float, /) -> float:
    if x <= 0.0:
        raise ValueError("math domain error")
    return c_log10(x)


@jit
def log1p(x: float, /) -> float:
    if x <= -1.0:
        raise ValueError("math domain error")
    return c_log1p(x)


@jit
def log2(x: float, /) -> float:
    if x <= 0.0:
        raise ValueError("math domain error")
    return c_log2(x)


@jit
def _is_odd(x: float) -> bool:
    return c_fabs(x) != inf and c_fmod(c_fabs(x), 2.0) == 1.0


@jit
def _pow_special(x: float, y: float) -> float:
    """The cases of C99's annex F, some of which not every libm gets right."""
    if x != x:
        return 1.0 if y == 0.0 else x
    if y != y:
        return 1.0 if x == 1.0 else y
    if c_fabs(x) == inf:
        if y == 0.0:
            return 1.0
        size = inf if y > 0.0 else 0.0
        return c_copysign(size, x) if _is_odd(y) else size
    if c_fabs(x) == 1.0:
        return 1.0
    if x == 0.0 and y < 0.0 and python_version() < 311:
        raise ValueError("math domain error")
    return inf if (y > 0.0) == (c_fabs(x) > 1.0) else 0.0


@jit
def pow(x: float, y: float, /) -> float:
    if not (c_fabs(x) < inf and c_fabs(y) < inf):
        return _pow_special(x, y)
    result = c_pow(x, y)
    if result != result:
        raise ValueError("math domain error")
    if c_fabs(result) == inf:
        if x == 0.0:
            raise ValueError("math domain error")
        raise OverflowError("math range error")
    return result


@jit
def radians(x: float, /) -> float:
    return x * (pi / 180.0)


@jit
def sin(x: float, /) -> float:
    if c_fabs(x) == inf:
        raise ValueError("math domain error")
    return c_sin(x)


@jit
def sinh(x: float, /) -> float:
    result = c_sinh(x)
    if c_fabs(result) == inf and c_fabs(x) != inf:
        raise OverflowError("math range error")
    return result


@jit
def sqrt(x: float, /) -> float:
    if x < 0.0:
        raise ValueError("math domain error")
    return c_sqrt(x)


@jit
def tan(x: float, /) -> float:
    if c_fabs(x) == inf:
        raise ValueError("math domain error")
    return c_tan(x)


@jit
def tanh(x: float, /) -> float:
    return c_tanh(x)
