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


@jit
def of_two_axes(a: f64[:, :], b: i64[:], c: u8[:]):
    return a[b, c], a[b[:, None], c]


@jit
def rows(a: f64[:, :], b: i32[:]):
    return a[b, :], a[b, 1:], a[b, ::-1], a[b]


@jit
def columns(a: f64[:, :], b: i64[:]):
    return a[:, b], a[1:, b], a[..., b], a[:, b][0]


@jit
def beside_numbers(a: f64[:, :], b: i64[:], n: int):
    return a[b, 1], a[n, b], a[b, n - 1]


@jit
def new_axes(a: f64[:, :], b: i64[:]):
    return a[b, None], a[None, :, b], a[:, None, b]


@jit
def apart(a: f64[:, :], b: i64[:], n: int):
    c = a.reshape((a.shape[0], a.shape[1], 1))
    return c[b, :, 0], c[n, :, b - b], c[:, b, 0], c[..., b, b - b]


@jit
def masked_axes(a: f64[:, :], b: f64[:]):
    return a[b > 1, 1], a[:, b > 1], a[b > 1, ::2]


@jit
def where_nonzero(a: i64[:, :]):
    return a[np.nonzero(a)], np.nonzero(a > 1), a[np.where(a > 2)]


@jit
def put_pairs(a: f64[:, :], b: i64[:], c: f64[:]):
    a[b, b] = 1.5
    a[b, 0] = c
    return a


@jit
def put_columns(a: f64[:, :], b: i64[:], c: f64[:, :]):
    a[:, b] = c
    a[b] = c[:1]
    return a


@jit
def put_reversed(a: f64[:, :], b: i64[:]):
    a[b] = a[::-1]
    return a


@jit
def put_matrix_in_masked(a: f64[:, :], b: f64[:, :]):
    a[a > 2] = b
    return a


@jit
def put_rows_in_masked(a: f64[:, :], b: f64[:], c: f64[:, :]):
    a[b > 0] = c
    return a


@jit
def added(a: f64[:, :], b: i64[:], c: f64[:]):
    a[b, b] += c
    a[:, b] *= 2
    return a


@jit
def put_places_in_places(a: i64[:]):
    a[a] = a[::-1]
    return a


@jit
def of_views(a: f64[:, :], b: i64[:]):
    a[1:][b] = 3.0
    return a.T[b], a[::-1][b, b]


@jit
def put_numbers_that_do_not_fit(a: i32[:], b: u8[:], n: int):
    b[b > 200] = np.int64(n)
    a[a > 1] = b[0] * np.uint64(2**40)
    a[np.array([0])] = np.float64(2.75)
    return a, b


@jit
def put_an_int_that_does_not_fit(a: u8[:], n: int):
    a[a > 1] = n
    return a


@jit
def changed_beside_another(a: f64[:], b: f64[:]):
    a[a > 1] += b
    return a


@jit
def changed_where_the_sum_is_longer(a: f64[:], b: f64[:]):
    first = a[:1]
    first[first > 1] += b[:2]
    return a
