"""`numpy`: functions that NumPy says in Python, of scalars of any type as they are given."""

from math import inf

import numpy as np

from pyjit import f32, f64, i64, jit
from pyjit.intrinsics import Known

# The greatest finite number of single and of double precision.
GREATEST_SINGLE = 3.4028234663852886e38
GREATEST_DOUBLE = 1.7976931348623157e308


@jit
def _inexact(x):
    if isinstance(x, (np.integer, np.bool_)):
        return f64(x)
    if isinstance(x, int):
        return float(x)
    return x


@jit
def isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan: Known = False):
    y = _inexact(b)
    close = abs(a - y) <= atol + rtol * abs(y) and np.isfinite(y) or a == y
    if equal_nan:
        close = close or a != a and y != y
    return np.bool_(close)


@jit
def _sized(x):
    """Python's numbers as NumPy's."""
    if isinstance(x, np.generic):
        return x
    if isinstance(x, bool):
        return np.bool_(x)
    if isinstance(x, int):
        return i64(x)
    return f64(x)


@jit
def _like(value, other):
    if isinstance(other, np.float32):
        return f32(value)
    return f64(value)


@jit
def _finite(number, nan, posinf, neginf):
    """A number, or what is asked for in its place."""
    if isinstance(number, np.floating):
        greatest = GREATEST_SINGLE if isinstance(number, np.float32) else GREATEST_DOUBLE
        if number != number:
            return _like(nan, number)
        if number == inf:
            return _like(greatest if posinf is None else posinf, number)
        if number == -inf:
            return _like(-greatest if neginf is None else neginf, number)
    return number
