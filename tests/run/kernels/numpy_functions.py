"""NumPy's scalar functions that the prelude has, on Python's numbers and on elements."""

import numpy as np

from pyjit import f64, i32, i64, jit, u8


@jit
def of_float(x: float):
    return np.sqrt(x), np.floor(x), np.ceil(x), np.trunc(x), np.rint(x), np.abs(x)


@jit
def questions(x: float):
    return np.isnan(x), np.isinf(x), np.isfinite(x), np.signbit(x)


@jit
def of_two(x: float, y: f64):
    return np.copysign(x, y), np.nextafter(x, y)


@jit
def of_ints(a: i32, b: i32):
    return np.minimum(a, b), np.maximum(a, b), np.absolute(a), np.square(b)


@jit
def divides_as_numpy(x: float):
    return 1.0 / np.floor(x)


@jit
def of_python_int(a: int):
    return np.sqrt(a), np.abs(a)


@jit
def of_elements(values: f64[:], others: u8[:]):
    total = 0.0
    greatest = u8(0)
    for value in values:
        if not np.isnan(value):
            total += np.sqrt(np.abs(value))
    for other in others:
        greatest = np.maximum(greatest, other)
    return total, greatest


@jit
def casts(a: int, x: float):
    return np.int32(a & 255), np.float64(a), np.float32(x), np.uint8(a & 7), np.int64(a)


@jit
def constants(x: float):
    return x * np.pi, np.inf, np.e


@jit
def annotated(a: np.int64, x: np.float64):
    return a * 2, x / 0.5


@jit
def sum_of_cubes(values: i64[:]):
    total = np.int64(0)
    for value in values:
        total += value**3
    return total
