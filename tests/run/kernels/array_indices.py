"""Masks and arrays of integers as indices, read and written."""

import numpy as np

from pyjit import f64, i32, i64, jit, u8


@jit
def masked(a: f64[:], x: float):
    return a[a > x], a[(a > 0) & (a < 9)], a[a != a]


@jit
def mask_given(a: f64[:], b: i32[:]):
    mask = b > 2
    return a[mask]


@jit
def masked_matrix(a: f64[:, :], b: f64[:]):
    return a[a > 1], a[b > 0]


@jit
def places(a: f64[:], b: i64[:]):
    return a[b]


@jit
def places_of_rows(a: i64[:, :], n: int):
    return a[np.arange(n) - 1]


@jit
def order(a: f64[:], n: int):
    index = np.arange(len(a) - 1, -1, -1)
    return a[index], a[index[1:]]


@jit
def matrix_of_places(a: f64[:]):
    return a[np.array([[0, -1], [-1, 0]])]


@jit
def cleared(a: f64[:], x: float):
    a[a > x] = 0.0
    a[a < 0] = x
    return a


@jit
def cleared_matrix(a: i64[:, :], b: u8[:]):
    a[a > 3] = -1
    return a


@jit
def put(a: f64[:], b: i64[:], x: float):
    a[b] = x
    return a


@jit
def put_many(a: f64[:], b: f64[:]):
    a[a > 2] = b
    return a


@jit
def put_to_places(a: f64[:], b: f64[:]):
    a[np.array([0, -1])] = b[:2]
    return a


@jit
def put_of_itself(a: f64[:]):
    a[a > 1] = a[a > 1][::-1]
    return a


@jit
def changed(a: f64[:], x: float):
    a[a > 1] *= 2
    a[a < 3] += x
    return a


@jit
def bytes_put(a: u8[:], n: int):
    a[a > 100] = n
    return a
