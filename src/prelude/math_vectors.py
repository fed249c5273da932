"""`math`: the functions on several coordinates.

CPython scales the coordinates by a power of two, adds their squares without loss as pairs of
floats, and corrects the square root by one step of Newton's method. Version 3.9 divides by the
largest coordinate instead, and corrects nothing; 3.10 and 3.11 do so where the largest is
subnormal.
"""

from math import inf, nan

from pyjit import jit
from pyjit.intrinsics import fabs as c_fabs
from pyjit.intrinsics import fma as c_fma
from pyjit.intrinsics import frexp_exponent as c_frexp_exponent
from pyjit.intrinsics import ldexp as c_ldexp
from pyjit.intrinsics import python_version
from pyjit.intrinsics import sqrt as c_sqrt

SMALLEST_NORMAL = 2.2250738585072014e-308


@jit
def _plain_hypot(coordinates, largest):
    total = 1.0
    rest = 0.0
    for coordinate in coordinates:
        size = c_fabs(float(coordinate)) / largest
        square = size * size
        larger = total + square
        rest += (total - larger) + square
        total = larger
    return largest * c_sqrt(total - 1.0 + rest)


@jit
def hypot(*coordinates) -> float:
    largest = 0.0
    count = 0
    has_nan = False
    for coordinate in coordinates:
        size = c_fabs(float(coordinate))
        largest = size if size > largest else largest
        has_nan = has_nan or size != size
        count += 1
    if largest == inf:
        return inf
    if has_nan:
        return nan
    if largest == 0.0 or count == 1:
        return largest
    subnormal = c_frexp_exponent(largest) < -1023
    if python_version() < 310 or (subnormal and python_version() < 312):
        return _plain_hypot(coordinates, largest)
    # Subnormal coordinates are made normal first, since their scale would overflow.
    unit = SMALLEST_NORMAL if subnormal else 1.0
    scale = c_ldexp(1.0, -c_frexp_exponent(largest / unit))
    total = 1.0
    low_squares = 0.0
    low_sums = 0.0
    for coordinate in coordinates:
        size = c_fabs(float(coordinate)) / unit * scale
        square = size * size
        low_squares += c_fma(size, size, -square)
        larger = total + square
        low_sums += (total - larger) + square
        total = larger
    root = c_sqrt(total - 1.0 + (low_squares + low_sums))
    square = -root * root
    low_squares += c_fma(-root, root, -square)
    larger = total + square
    low_sums += (total - larger) + square
    total = larger
    rest = total - 1.0 + (low_squares + low_sums)
    root += rest / (2.0 * root)
    return unit * (root / scale)


@jit
def _two_sum(x: float, y: float):
    """The rounded sum, and what rounding has lost (Knuth)."""
    total = x + y
    part = total - x
    return total, (x - (total - part)) + (y - part)


@jit
def sumprod(p, q, /):
    """Pairs of floats, or of a float and an integer, are multiplied and added up in about three
    times the precision, in three parts, until something else comes (Ogita, Rump and Oishi,
    "Accurate sum and dot product"); all else with `*` and `+`.
    """
    if python_version() < 312:
        raise AttributeError("module 'math' has no attribute 'sumprod'")
    if len(p) != len(q):
        raise ValueError("Inputs are not the same length")
    total = 0
    # The sum of what comes with floats, as long as only such comes; no part of `total` yet.
    parts = None
    only_ints = True
    joining = True
    for left, right in zip(p, q):
        only_ints = only_ints and type(left) is int and type(right) is int
        if joining and not only_ints:
            if (
                type(left) is float
                and (type(right) is float or type(right) is int or type(right) is bool)
                or type(right) is float
                and (type(left) is int or type(left) is bool)
            ):
                larger = _with_product(parts, float(left), float(right))
                if c_fabs(larger[0]) < inf:
                    parts = larger
                    continue
            joining = False
            if parts is not None:
                total = total + _rounded(parts)
                parts = None
        total = total + left * right
    if parts is not None:
        total = total + _rounded(parts)
    return total


@jit
def _with_product(parts, x: float, y: float):
    """A sum in three parts, the largest first, with a product added."""
    high, low, tiny = (0.0, 0.0, 0.0) if parts is None else parts
    product = x * y
    high, lost = _two_sum(high, product)
    low, lost_low = _two_sum(low, c_fma(x, y, -product))
    low, lost = _two_sum(low, lost)
    return high, low, tiny + lost_low + lost


@jit
def _rounded(parts) -> float:
    high, low, tiny = parts
    total, lost = _two_sum(low, high)
    return tiny + lost + total
