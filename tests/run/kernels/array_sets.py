"""What arrays hold as sets."""

import numpy as np

from pyjit import c128, f64, i32, i64, jit, u8


@jit
def distinct(a: i64[:], b: u8[:, :], c: i64[:]):
    return np.unique(a), np.unique(b), np.unique(c > 1)


@jit
def distinct_floats(a: f64[:]):
    b = a + 0.0
    return np.unique(b), np.unique(b, equal_nan=False), np.unique(b, return_counts=True)


@jit
def distinct_with_places(a: f64[:], b: c128[:]):
    return (
        np.unique(a, True),
        np.unique(a, return_inverse=True),
        np.unique(a, return_index=True, return_inverse=True, return_counts=True),
        np.unique(b, return_index=True, return_counts=True),
    )


@jit
def distinct_with_counts(a: i64[:], b: i32[:, :], n: int):
    c = np.arange(n * 50) % 7
    return (
        np.unique(a, return_counts=True),
        np.unique(b, return_inverse=True, return_counts=True),
        np.unique(b, return_index=True, return_inverse=True),
        np.unique(c, return_index=True, return_counts=True),
    )


@jit
def both(a: i64[:], b: i64[:]):
    return (
        np.union1d(a, b),
        np.intersect1d(a, b),
        np.setdiff1d(a, b),
        np.setxor1d(a, b),
        np.intersect1d(a, b, return_indices=True),
    )


@jit
def both_of_types(a: i32[:], b: f64[:], c: u8[:, :]):
    d = b + 0.0
    return np.union1d(a, d), np.intersect1d(c, a), np.setdiff1d(c, a), np.setxor1d(c, d)


@jit
def both_unique(n: int, m: int):
    a = np.arange(n) * 3
    b = np.arange(m)[::-1]
    return (
        np.intersect1d(a, b, assume_unique=True),
        np.intersect1d(a, b, True, True),
        np.setdiff1d(b, a, assume_unique=True),
        np.setxor1d(a, b, assume_unique=True),
    )


@jit
def members(a: i64[:], b: i64[:], c: u8[:, :]):
    return (
        np.isin(a, b),
        np.isin(c, a, invert=True),
        np.isin(a, [1, 2, 3]),
        np.isin(c, (4, 5), kind="sort"),
    )


@jit
def members_of_types(a: f64[:], b: i32[:], c: c128[:], d: i64[:]):
    return np.isin(a, b), np.isin(b, a), np.isin(c, a), np.isin(b, c), np.isin(d > 1, b), np.isin(a, d > 1)
