import math

import numpy as np
import operators

from pyjit import f64, i32, jit


@jit
def roots(a: f64[:]) -> float:
    return np.histogramdd(a)


@jit
def turned(angle: float):
    """NumPy raises TypeError here."""
    return np.cbrt(angle * 1j)


@jit
def bytes_as_truths(data: bytes):
    return np.frombuffer(data, np.bool_)


@jit
def joined_as_integers(a: f64[:]):
    return np.concatenate((a, a), dtype=np.int64)


@jit
def method_of_a_ufunc(a: f64[:]):
    return np.add.reduceat(a, [0, 1])


@jit
def modular(base: i32, exponent: int) -> int:
    """NumPy's integers raise TypeError here."""
    return pow(base, exponent, 7)


@jit
def other_module(x: float) -> bool:
    """No library of ours, though pyjit's own operators bear that name."""
    return operators.contains((x, 1.0), x)


@jit
def base_of_text(x: float) -> float:
    return math.log(x, "2")


@jit
def middle_of_spans(a: "timedelta64[s][:]"):
    return np.median(a)


@jit
def date_of_variable(text: str):
    return np.datetime64(text)


@jit
def memory_of_a_view(data: memoryview):
    return np.frombuffer(data, np.uint8)


@jit
def taken_at_fractions(a: f64[:]):
    """NumPy raises TypeError here."""
    return np.take(a, [0.5])


@jit
def diagonal_of_a_line(a: f64[:]):
    """NumPy raises ValueError here."""
    return np.diagonal(a)


@jit
def list_of_grids(a: f64[:]):
    return np.meshgrid(a, a, sparse=True, copy=False)


@jit
def padded_by_a_function(a: f64[:]):
    return np.pad(a, 1, "linear_ramp")
