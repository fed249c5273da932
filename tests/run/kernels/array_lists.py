"""Lists that stand for arrays of positions, and for masks."""

import numpy as np

from pyjit import f64, i64, jit


@jit
def taken(a: f64[:], b: f64[:, :]):
    if len(a) < 3 or min(b.shape) < 2:
        raise ValueError("too short")
    return a[[0, 2, -1]], b[[1, 0]], b[[0, 1], [1, 0]], b[:, [0, -1, 0]], b[[[0, 1], [1, 0]], 1:]


@jit
def taken_of_none(a: f64[:], b: f64[:, :]):
    return a[[]], b[:, []], b[[], []]


@jit
def out_of_range(a: f64[:], n: int):
    return a[[0, n]]


@jit
def masked(a: f64[:]):
    return a[[True, False, True]]


@jit
def masked_matrix(n: int):
    a = np.arange(6.0).reshape(2, 3)
    return a[[True, False]], a[:, [False, True, n > 0]], a[[[True, False, True], [False, True, True]]]


@jit
def stored(a: f64[:], b: i64[:], x: float):
    a[[0, -1]] = x
    a[[0, 0, 1]] += 1
    b[[1, 0]] = b[[0, 1]]
    b[[]] = 7


@jit
def stored_rows(a: f64[:, :]):
    a[[0, -1]] = 1.5
    a[:, [0]] = 2.5
    a[[0], [0]] *= 3


@jit
def of_variables(a: f64[:], n: int, m: int):
    return a[[n, m, n]] if len(a) > 0 else a
