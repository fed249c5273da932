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
