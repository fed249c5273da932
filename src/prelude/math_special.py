"""`math`: the error functions, and the gamma function as CPython computes it.

CPython does not use libm's `tgamma` and `lgamma` but the approximation of Lanczos (N = 13,
g = 6.0246800407767296): a rational function of x, times powers and exponentials of x + g - 0.5.
"""

from math import inf, nan, pi

from pyjit import jit
from pyjit.intrinsics import copysign as c_copysign
from pyjit.intrinsics import cos as c_cos
from pyjit.intrinsics import erf as c_erf
from pyjit.intrinsics import erfc as c_erfc
from pyjit.intrinsics import exp as c_exp
from pyjit.intrinsics import fabs as c_fabs
from pyjit.intrinsics import floor as c_floor
from pyjit.intrinsics import fmod as c_fmod
from pyjit.intrinsics import log as c_log
from pyjit.intrinsics import pow as c_pow
from pyjit.intrinsics import sin as c_sin

G = 6.024680040776729583740234375
G_MINUS_HALF = 5.524680040776729583740234375
LOG_PI = 1.144729885849400174143427351353058711647

# The coefficients of Lanczos' sum: of numerator and denominator, by power of x.
POWER_0 = (23531376880.410759688572007674451636754734846804940, 0.0)
POWER_1 = (42919803642.649098768957899047001988850926355848959, 39916800.0)
POWER_2 = (35711959237.355668049440185451547166705960488635843, 120543840.0)
POWER_3 = (17921034426.037209699919755754458931112671403265390, 150917976.0)
POWER_4 = (6039542586.3520280050642916443072979210699388420708, 105258076.0)
POWER_5 = (1439720407.3117216736632230727949123939715485786772, 45995730.0)
POWER_6 = (248874557.86205415651146038641322942321632125127801, 13339535.0)
POWER_7 = (31426415.585400194380614231628318205362874684987640, 2637558.0)
POWER_8 = (2876370.6289353724412254090516208496135991145378768, 357423.0)
POWER_9 = (186056.26539522349504029498971604569928220784236328, 32670.0)
POWER_10 = (8071.6720023658162106380029022722506138218516325024, 1925.0)
POWER_11 = (210.82427775157934587250973392071336271166969580291, 66.0)
POWER_12 = (2.5066282746310002701649081771338373386264310793408, 1.0)


@jit
def erf(x: float, /) -> float:
    return c_erf(x)


@jit
def erfc(x: float, /) -> float:
    return c_erfc(x)


@jit
def _lanczos_small(x: float) -> float:
    """Lanczos' sum for 0 < x < 5: Horner's scheme in x."""
    numerator = 0.0
    denominator = 0.0
    for above, below in (
        POWER_12, POWER_11, POWER_10, POWER_9, POWER_8, POWER_7, POWER_6,
        POWER_5, POWER_4, POWER_3, POWER_2, POWER_1, POWER_0,
    ):  # fmt: skip
        numerator = numerator * x + above
        denominator = denominator * x + below
    return numerator / denominator


@jit
def _lanczos_large(x: float) -> float:
    """Lanczos' sum for x >= 5: in 1/x, where powers of x would overflow."""
    numerator = 0.0
    denominator = 0.0
    for above, below in (
        POWER_0, POWER_1, POWER_2, POWER_3, POWER_4, POWER_5, POWER_6,
        POWER_7, POWER_8, POWER_9, POWER_10, POWER_11, POWER_12,
    ):  # fmt: skip
        numerator = numerator / x + above
        denominator = denominator / x + below
    return numerator / denominator


@jit
def _lanczos_sum(x: float) -> float:
    return _lanczos_small(x) if x < 5.0 else _lanczos_large(x)


@jit
def _sin_pi(x: float) -> float:
    """sin(pi * x) of a finite x, exact where x is a multiple of one half."""
    y = c_fmod(c_fabs(x), 2.0)
    doubled = 2.0 * y
    quarter = int(doubled)
    if doubled - quarter >= 0.5:
        quarter += 1
    if quarter == 0:
        result = c_sin(pi * y)
    elif quarter == 1:
        result = c_cos(pi * (y - 0.5))
    elif quarter == 2:
        result = c_sin(pi * (1.0 - y))
    elif quarter == 3:
        result = -c_cos(pi * (y - 1.5))
    else:
        result = c_sin(pi * (y - 2.0))
    return c_copysign(1.0, x) * result


@jit
def _gamma_of_integer(x: float) -> float:
    """The factorial of x - 1 for 1 <= x <= 23; every product is exact."""
    result = 1.0
    factor = 2.0
    while factor < x:
        result *= factor
        factor += 1.0
    return result


@jit
def _gamma_by_lanczos(x: float) -> float:
    size = c_fabs(x)
    y = size + G_MINUS_HALF
    # The rounding error of that sum, which the power would magnify.
    if size > G_MINUS_HALF:
        error = (y - size) - G_MINUS_HALF
    else:
        error = (y - G_MINUS_HALF) - size
    correction = error * G / y
    # The power is applied in two halves where as a whole it would overflow.
    halves = not size < 140.0
    power = c_pow(y, size / 2.0 - 0.25) if halves else c_pow(y, size - 0.5)
    if x < 0.0:
        result = -pi / _sin_pi(size) / size * c_exp(y) / _lanczos_sum(size)
        result -= correction * result
        result /= power
        return result / power if halves else result
    result = _lanczos_sum(size) / c_exp(y)
    result += correction * result
    result *= power
    return result * power if halves else result


@jit
def _gamma_elsewhere(x: float) -> float:
    """The gamma function where it has no pole, infinite where that is no `float`."""
    if x == c_floor(x) and 0.0 < x <= 23.0:
        return _gamma_of_integer(x)
    if c_fabs(x) < 1e-20:
        return 1.0 / x
    if x > 200.0:
        return inf
    if x < -200.0:
        return 0.0 / _sin_pi(x)
    return _gamma_by_lanczos(x)


@jit
def gamma(x: float, /) -> float:
    if x != x or x == inf:
        return x
    if x == 0.0 or x == -inf:
        raise ValueError("math domain error")
    if x == c_floor(x):
        if x < 0.0:
            raise ValueError("math domain error")
    result = _gamma_elsewhere(x)
    if c_fabs(result) == inf:
        raise OverflowError("math range error")
    return result


@jit
def lgamma(x: float, /) -> float:
    size = c_fabs(x)
    if not size < inf:
        return size
    if x == c_floor(x) and x <= 2.0:
        if x <= 0.0:
            raise ValueError("math domain error")
        return 0.0
    if size < 1e-20:
        return -c_log(size)
    result = _lgamma_elsewhere(x)
    if c_fabs(result) == inf:
        raise OverflowError("math range error")
    return result


@jit
def _lgamma_elsewhere(x: float) -> float:
    """The logarithm of the gamma function's size where it is neither a pole nor near zero."""
    size = c_fabs(x)
    result = c_log(_lanczos_sum(size)) - G
    result += (size - 0.5) * (c_log(size + G - 0.5) - 1.0)
    if x < 0.0:
        result = LOG_PI - c_log(c_fabs(_sin_pi(size))) - c_log(size) - result
    return result


@jit
def _gamma_or_pole(x: float) -> float:
    """The gamma function as C has it: poles are infinite or NaN, and nothing raises."""
    if x != x or x == inf:
        return x
    if x == 0.0:
        return c_copysign(inf, x)
    if x < 0.0 and x == c_floor(x):
        return nan
    return _gamma_elsewhere(x)


@jit
def _lgamma_or_pole(x: float) -> float:
    """The logarithm of the gamma function's size as C has it, infinite at poles."""
    size = c_fabs(x)
    if not size < inf:
        return size
    if x == c_floor(x) and x <= 2.0:
        return inf if x <= 0.0 else 0.0
    return -c_log(size) if size < 1e-20 else _lgamma_elsewhere(x)
