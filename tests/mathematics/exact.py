"""The exact values of the functions, through mpmath, and the distance to them in units in the last
place."""

import cmath
import math

from mpmath import mp, mpf

PRECISION = 160
# Of double and of single precision: the bits of the significand and the least exponent of a unit.
FORMATS = {"f64": (53, -1074), "f32": (24, -149)}
# Beyond these no float is finite, or different from zero.
BEYOND = 1200


def real(value):
    return value if isinstance(value, mpf) and mp.isfinite(value) else None


def two_to(exponent):
    """A power of two; of exponents that are far away, of one that is beyond every float."""
    return mp.power(2, max(min(exponent, BEYOND), -3 * BEYOND))


def exp(x):
    return mp.exp(max(min(x, BEYOND), -3 * BEYOND))


def power(x, y):
    if x == 0 or y == 0:
        return None
    size = y * mp.log(abs(x), 2)
    if x < 0 and y != mp.floor(y):
        return None
    odd = x < 0 and mp.fmod(y, 2) != 0
    result = two_to(size) if abs(size) > BEYOND else mp.power(abs(x), y)
    return -result if odd else result


def added(x, y, exp, unit):
    """The logarithm of a sum of exponentials; `unit` is the logarithm of the base."""
    return max(x, y) + (mp.log1p(exp(-abs(x - y))) / unit if abs(x - y) < 3 * BEYOND else 0)


def inside(low, high, function):
    """A function of the numbers between two."""
    return lambda x: function(x) if low < x < high else None


EXACT = {
    "absolute": lambda z: mp.hypot(z.real, z.imag),
    "arccos": inside(-1, 1, mp.acos),
    "arccosh": inside(1, mp.inf, mp.acosh),
    "arcsin": inside(-1, 1, mp.asin),
    "arcsinh": mp.asinh,
    "arctan": mp.atan,
    "arctan2": lambda x, y: mp.atan2(x, y) if x and y else None,
    "arctanh": inside(-1, 1, mp.atanh),
    "cbrt": lambda x: mp.sign(x) * mp.cbrt(abs(x)),
    "cos": mp.cos,
    "cosh": lambda x: (exp(abs(x)) + exp(-abs(x))) / 2,
    "exp": exp,
    "exp2": two_to,
    "expm1": lambda x: mp.expm1(x) if abs(x) < 1 else exp(x) - 1,
    "float_power": power,
    "hypot": mp.hypot,
    "log": inside(0, mp.inf, mp.log),
    "log10": inside(0, mp.inf, lambda x: mp.log(x, 10)),
    "log1p": inside(-1, mp.inf, mp.log1p),
    "log2": inside(0, mp.inf, lambda x: mp.log(x, 2)),
    "logaddexp": lambda x, y: added(x, y, mp.exp, 1),
    "logaddexp2": lambda x, y: added(x, y, two_to, mp.log(2)),
    "power": power,
    "sin": mp.sin,
    "sinh": lambda x: mp.sinh(x) if abs(x) < 1 else mp.sign(x) * (exp(abs(x)) - exp(-abs(x))) / 2,
    "tan": mp.tan,
    "tanh": lambda x: mp.tanh(x) if abs(x) < BEYOND else mp.sign(x),
}


def exact(name, arguments):
    """The value for finite arguments; `None` at poles and outside the domain, where the limits of
    NumPy's own function are the definition."""
    if not all(map(cmath.isfinite, arguments)):
        return None
    mp.prec = PRECISION
    given = [mp.mpc(it) if isinstance(it, complex) else mpf(it) for it in arguments]
    return real(EXACT[name](*given))


def distance(found, value, scalar, scale=0):
    """How many units in the last place `found` is from the exact value; units of `scale`, where
    that is greater. Infinity counts as the first number that the format does not hold."""
    bits, least = FORMATS[scalar]
    mp.prec = PRECISION
    if found != found:
        return math.inf
    greatest = mpf(2) ** ({"f64": 1024, "f32": 128}[scalar])
    found = mpf(found) if math.isfinite(found) else mp.sign(found) * greatest
    # An exact value beyond the format rounds to infinity.
    value = max(min(value, greatest), -greatest)
    size = max(abs(value), abs(mpf(scale)))
    exponent = least if size == 0 else max(int(mp.floor(mp.log(size, 2))) - bits + 1, least)
    return float(abs(found - value) / mpf(2) ** exponent)
