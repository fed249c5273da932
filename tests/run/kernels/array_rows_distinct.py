"""What is distinct along an axis, and sets whose elements are said to be distinct."""

import numpy as np

from pyjit import c128, f64, i64, jit, u8


@jit
def distinct_rows(a: i64[:, :], b: f64[:, :], c: u8[:, :]):
    return np.unique(a, axis=0), np.unique(b, axis=1), np.unique(c > 1, axis=-1)


@jit
def distinct_rows_with_counts(a: i64[:, :], b: f64[:, :]):
    return (
        np.unique(a, axis=0, return_counts=True),
        np.unique(b, axis=0, return_index=True, return_counts=True),
        np.unique(b, axis=1, return_index=True),
    )


@jit
def distinct_in_three_dimensions(n: int, m: int):
    n = abs(n) % 5
    m = abs(m) % 5
    a = (np.arange(n * m * 6) % 4).reshape(n, 2, m, 3)
    b = np.zeros((n, m, 2))
    return np.unique(a, axis=1), np.unique(a, axis=2, return_counts=True), np.unique(b, axis=2)


@jit
def distinct_along_a_line(a: f64[:], b: c128[:], c: i64[:]):
    return (
        np.unique(a, axis=0),
        np.unique(b, axis=0, return_counts=True),
        np.unique(c, axis=0, return_index=True),
        np.unique(a, axis=-1, return_inverse=True, equal_nan=False),
    )


@jit
def in_others(n: int, m: int):
    a = np.arange(n) * 3
    b = np.arange(m)[::-1]
    return np.isin(a, b, assume_unique=True), np.isin(b, [0, 3, 6], True, True)


@jit
def in_others_that_repeat(a: i64[:], b: i64[:, :]):
    return np.isin(a, b, assume_unique=True), np.isin(b, a, assume_unique=True, invert=True)
