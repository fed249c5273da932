"""`math`: the functions that take floats apart, compare, round and step them."""

from math import inf

from pyjit import jit
from pyjit.intrinsics import bits_to_float as c_bits_to_float
from pyjit.intrinsics import copysign as c_copysign
from pyjit.intrinsics import fabs as c_fabs
from pyjit.intrinsics import float_to_bits as c_float_to_bits
from pyjit.intrinsics import fma as c_fma
from pyjit.intrinsics import fmod as c_fmod
from pyjit.intrinsics import frexp_exponent as c_frexp_exponent
from pyjit.intrinsics import frexp_fraction as c_frexp_fraction
from pyjit.intrinsics import ldexp as c_ldexp
from pyjit.intrinsics import nextafter as c_nextafter
from pyjit.intrinsics import python_version
from pyjit.intrinsics import trunc as c_trunc


@jit
def ceil(x, /) -> int:
    # Of an int (which `int` and the comparison leave alone) and of a float alike.
    result = int(x)
    if result < x:
        result += 1
    return result


@jit
def copysign(x: float, y: float, /) -> float:
    return c_copysign(x, y)


@jit
def fabs(x: float, /) -> float:
    return c_fabs(x)


@jit
def floor(x, /) -> int:
    result = int(x)
    if result > x:
        result -= 1
    return result


@jit
def fma(x: float, y: float, z: float, /) -> float:
    if python_version() < 313:
        raise AttributeError("module 'math' has no attribute 'fma'")
    result = c_fma(x, y, z)
    if result != result:
        if x == x and y == y and z == z:
            raise ValueError("invalid operation in fma")
    elif c_fabs(result) == inf:
        if c_fabs(x) != inf and c_fabs(y) != inf and c_fabs(z) != inf:
            raise OverflowError("overflow in fma")
    return result


@jit
def frexp(x: float, /) -> tuple[float, int]:
    if x == 0.0 or not c_fabs(x) < inf:
        return x, 0
    return c_frexp_fraction(x), c_frexp_exponent(x)


@jit
def isclose(a: float, b: float, *, rel_tol: float = 1e-09, abs_tol: float = 0.0) -> bool:
    if rel_tol < 0.0 or abs_tol < 0.0:
        raise ValueError("tolerances must be non-negative")
    if a == b:
        return True
    if c_fabs(a) == inf or c_fabs(b) == inf:
        return False
    difference = c_fabs(b - a)
    return (
        difference <= c_fabs(rel_tol * b)
        or difference <= c_fabs(rel_tol * a)
        or difference <= abs_tol
    )


@jit
def isfinite(x: float, /) -> bool:
    return c_fabs(x) < inf


@jit
def isinf(x: float, /) -> bool:
    return c_fabs(x) == inf


@jit
def isnan(x: float, /) -> bool:
    return x != x


@jit
def ldexp(x: float, i: int, /) -> float:
    if x == 0.0 or not c_fabs(x) < inf:
        return x
    result = c_ldexp(x, i)
    if c_fabs(result) == inf:
        raise OverflowError("math range error")
    return result


@jit
def modf(x: float, /) -> tuple[float, float]:
    if c_fabs(x) == inf:
        return c_copysign(0.0, x), x
    whole = c_trunc(x)
    return c_copysign(x - whole, x), whole


@jit
def nextafter(x: float, y: float, /, *, steps=None) -> float:
    if steps is None:
        return c_nextafter(x, y)
    return _nextafter_steps(x, y, steps)


@jit
def _nextafter_steps(x: float, y: float, steps: int) -> float:
    """Goes so many floats, but not beyond y."""
    if python_version() < 312:
        raise TypeError("math.nextafter() takes no keyword arguments")
    if steps < 0:
        raise ValueError("steps must be a non-negative integer")
    if steps == 0 or x != x:
        return x
    if y != y:
        return y
    # The bits of the size of a float count the floats between it and zero.
    from_zero = c_float_to_bits(c_fabs(x))
    to_end = c_float_to_bits(c_fabs(y))
    if c_copysign(1.0, x) == c_copysign(1.0, y):
        if abs(to_end - from_zero) <= steps:
            return y
        there = from_zero + steps if to_end > from_zero else from_zero - steps
        return c_copysign(c_bits_to_float(there), x)
    if from_zero >= steps:
        # A step from the least float of one sign to the zero of that sign; the zeros are one.
        if from_zero == steps and to_end == 0:
            return y
        return c_copysign(c_bits_to_float(from_zero - steps), x)
    if to_end <= steps - from_zero:
        return y
    return c_copysign(c_bits_to_float(steps - from_zero), y)


@jit
def remainder(x: float, y: float, /) -> float:
    """By `fmod`, which is exact: glibc's `remainder` gets a sign of zero wrong."""
    if x != x or y != y:
        return x + y
    if c_fabs(x) == inf or y == 0.0:
        raise ValueError("math domain error")
    if c_fabs(y) == inf:
        return x
    size = c_fabs(x)
    unit = c_fabs(y)
    rest = c_fmod(size, unit)
    above = unit - rest
    if rest == above:
        # A tie: of the two quotients the even one.
        rest -= 2.0 * c_fmod(0.5 * (size - rest), unit)
    elif rest > above:
        rest = -above
    return c_copysign(1.0, x) * rest


@jit
def trunc(x, /) -> int:
    return int(x)


@jit
def ulp(x: float, /) -> float:
    size = c_fabs(x)
    if not size < inf:
        return size
    above = c_nextafter(size, inf)
    if above == inf:
        return size - c_nextafter(size, 0.0)
    return above - size
