"""`math`: the functions that take floats apart, compare, round and step them.

`fma` (3.13) and `nextafter` and `ulp` (3.9) are there whatever interpreter runs the kernel.
"""

from math import inf

from pyjit import jit
from pyjit.intrinsics import copysign as c_copysign
from pyjit.intrinsics import fabs as c_fabs
from pyjit.intrinsics import fma as c_fma
from pyjit.intrinsics import frexp_exponent as c_frexp_exponent
from pyjit.intrinsics import frexp_fraction as c_frexp_fraction
from pyjit.intrinsics import ldexp as c_ldexp
from pyjit.intrinsics import nextafter as c_nextafter
from pyjit.intrinsics import remainder as c_remainder
from pyjit.intrinsics import trunc as c_trunc


@jit
def ceil(x) -> int:
    # Of an int (which `int` and the comparison leave alone) and of a float alike.
    result = int(x)
    if result < x:
        result += 1
    return result


@jit
def copysign(x: float, y: float) -> float:
    return c_copysign(x, y)


@jit
def fabs(x: float) -> float:
    return c_fabs(x)


@jit
def floor(x) -> int:
    result = int(x)
    if result > x:
        result -= 1
    return result


@jit
def fma(x: float, y: float, z: float) -> float:
    result = c_fma(x, y, z)
    if result != result:
        if x == x and y == y and z == z:
            raise ValueError("invalid operation in fma")
    elif c_fabs(result) == inf:
        if c_fabs(x) != inf and c_fabs(y) != inf and c_fabs(z) != inf:
            raise OverflowError("overflow in fma")
    return result


@jit
def frexp(x: float) -> tuple[float, int]:
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
def isfinite(x: float) -> bool:
    return c_fabs(x) < inf


@jit
def isinf(x: float) -> bool:
    return c_fabs(x) == inf


@jit
def isnan(x: float) -> bool:
    return x != x


@jit
def ldexp(x: float, i: int) -> float:
    if x == 0.0 or not c_fabs(x) < inf:
        return x
    result = c_ldexp(x, i)
    if c_fabs(result) == inf:
        raise OverflowError("math range error")
    return result


@jit
def modf(x: float) -> tuple[float, float]:
    if c_fabs(x) == inf:
        return c_copysign(0.0, x), x
    whole = c_trunc(x)
    return c_copysign(x - whole, x), whole


@jit
def nextafter(x: float, y: float) -> float:
    return c_nextafter(x, y)


@jit
def remainder(x: float, y: float) -> float:
    result = c_remainder(x, y)
    if result != result and x == x and y == y:
        raise ValueError("math domain error")
    return result


@jit
def trunc(x) -> int:
    return int(x)


@jit
def ulp(x: float) -> float:
    size = c_fabs(x)
    if not size < inf:
        return size
    above = c_nextafter(size, inf)
    if above == inf:
        return size - c_nextafter(size, 0.0)
    return above - size
