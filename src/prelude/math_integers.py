"""`math`: the functions on integers.

A result (or an intermediate value) outside 64 bits overflows as any `int` of a kernel does. No
intermediate value is greater than the result, so what fits is always found.
"""

from pyjit import jit
from pyjit.intrinsics import sqrt as c_sqrt

# The greatest integer whose square fits 64 bits.
GREATEST_ROOT = 3037000499


@jit
def comb(n: int, k: int, /) -> int:
    if n < 0:
        raise ValueError("n must be a non-negative integer")
    if k < 0:
        raise ValueError("k must be a non-negative integer")
    if k > n:
        return 0
    if k > n - k:
        k = n - k
    result = 1
    for taken in range(1, k + 1):
        # result * (n - taken + 1) // taken, divided before it is multiplied.
        common = _gcd_two(result, taken)
        result = result // common * ((n - taken + 1) // (taken // common))
    return result


@jit
def factorial(n: int, /) -> int:
    if n < 0:
        raise ValueError("factorial() not defined for negative values")
    result = 1
    for factor in range(2, n + 1):
        result *= factor
    return result


@jit
def gcd(*integers) -> int:
    result = 0
    for integer in integers:
        result = _gcd_two(result, integer)
    return result


@jit
def _gcd_two(a: int, b: int) -> int:
    a = abs(a)
    b = abs(b)
    while b != 0:
        a, b = b, a % b
    return a


@jit
def isqrt(n: int, /) -> int:
    if n < 0:
        raise ValueError("isqrt() argument must be nonnegative")
    # The rounded root of the rounded argument is off by one at the most.
    root = min(int(c_sqrt(float(n))), GREATEST_ROOT)
    if root * root > n:
        root -= 1
    elif n - root * root > 2 * root:
        root += 1
    return root


@jit
def lcm(*integers) -> int:
    result = 1
    for integer in integers:
        result = _lcm_two(result, integer)
    return result


@jit
def _lcm_two(a: int, b: int) -> int:
    if a == 0 or b == 0:
        return 0
    return abs(a // _gcd_two(a, b) * b)


@jit
def perm(n: int, k=None, /) -> int:
    if k is None:
        return factorial(n)
    return _perm_of(n, k)


@jit
def _perm_of(n: int, k: int) -> int:
    if n < 0:
        raise ValueError("n must be a non-negative integer")
    if k < 0:
        raise ValueError("k must be a non-negative integer")
    if k > n:
        return 0
    result = 1
    for taken in range(k):
        result *= n - taken
    return result
