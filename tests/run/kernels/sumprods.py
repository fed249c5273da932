"""`math.sumprod`: in three times the precision where floats are, else by `*` and `+`."""

from __future__ import annotations

import array
import math

from pyjit import f32, f64, i64, jit

WEIGHTS = [0.5, 1e100, 1.0, -1e100]
TENTHS = (0.1,) * 10


@jit
def of_floats(x: float, y: float):
    return math.sumprod((x, y), (y, x)), math.sumprod((x, -x, y), (y, y, 0.1))


@jit
def cancelled(x: float, y: float):
    return math.sumprod((x, 1.0, x), (1e16, y, -1e16))


@jit
def constants(x: float):
    return math.sumprod(WEIGHTS, (x, 1.0, 3.0, 1.0)), math.sumprod(TENTHS, TENTHS)


@jit
def of_ints(i: int, j: int):
    return math.sumprod((i, j), (j, 3))


@jit
def mixed(x: float, i: int, b: bool):
    # Integers first; floats with any of Python's numbers; then integers again, and a float.
    return math.sumprod((i, x, i, b, b, x), (i, x, x, x, i, i))


@jit
def of_bools(a: bool, b: bool, x: float):
    return math.sumprod((a, b), (b, True)), math.sumprod((a, b), (b, x))


@jit
def of_sized(x: f32, i: i64, y: float):
    return math.sumprod((x, x), (x, y)), math.sumprod((i, i), (i, 2)), math.sumprod((y,), (x,))


@jit
def of_arrays(a: f64[:], b: f64[:]):
    return math.sumprod(a, b)


@jit
def of_integers(a: i64[:]):
    return math.sumprod(a, a), math.sumprod(a, range(len(a)))


@jit
def of_array_and_floats(a: f64[:], x: float):
    return math.sumprod(a, (x, 2.0))


@jit
def of_numbers(numbers: array.array[float], n: int):
    return math.sumprod(numbers, numbers), math.sumprod(numbers, range(n & 3))


@jit
def of_ranges(n: int):
    n = n & 1023
    return math.sumprod(range(n), range(n, 0, -1)), math.sumprod(b"abc", range(3))


@jit
def of_nothing():
    return math.sumprod((), ())


@jit
def of_uneven(x: float):
    return math.sumprod((x, x), (x,))
