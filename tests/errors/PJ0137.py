"""A keyword argument of a library's function that is not compiled."""

import math

import numpy as np
from pyjit import f64, i64, jit


@jit
def decay(x: float) -> float:
    return np.exp(-x, casting="unsafe")


@jit
def sum_of_some(a: f64[:], b: f64[:]):
    return np.add(a, b, where=a > 0)


@jit
def told_behind(a: f64[:]):
    return np.sqrt(a, out=a, order="F")


@jit
def compared_in_a_type(a: f64[:], b: f64[:]):
    return np.less(a, b, dtype=bool)


@jit
def quotients_of_a_type(a: i64[:]):
    return np.divide(a, 2, dtype=np.int64)


@jit
def root(x: float) -> float:
    return math.sqrt(x=x)


@jit
def nearest(x: float) -> float:
    return np.round(x, decimals=1, where=True)
