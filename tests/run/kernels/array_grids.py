"""Grids and what is joined by an index, blocks, open meshes, functions of lines, zeros around."""

import numpy as np

from pyjit import f64, i16, i64, jit


@jit
def grids(a: int, b: float):
    n = a % 5
    x = b % 4.0
    return (
        np.mgrid[0:n, 1:3],
        np.mgrid[n:0:-1],
        np.mgrid[0:5:3j, :n],
        np.mgrid[0:x, :n:2, :2],
        np.mgrid[0:n:4j],
        np.ogrid[0:n, 0:x:0.5],
        np.ogrid[0:3,],
        np.ogrid[x:5],
    )


@jit
def grids_of_arguments(a: int, b: int):
    return np.mgrid[0 : a % 9, 0 : 7 // b]


@jit
def joined(a: i16[:], b: f64[:], n: int):
    return (
        np.r_[a, 0, b],
        np.r_[1:4, n % 7, a],
        np.r_[0:1:3j, [1, 2]],
        np.r_[True, 2],
        np.r_[a, 5],
        np.c_[a],
        np.c_[a, np.arange(len(a))],
        np.c_[1, 2.5],
        np.c_[b[:, None], b],
        np.c_[1:3, [n, 2]],
    )


@jit
def joined_of_arguments(a: i16[:], b: f64[:], n: int):
    return np.r_[a, n], np.c_[a, b]


@jit
def blocks(a: f64[:, :], b: i64[:]):
    return (
        np.block([[a, a], [a, a[::-1]]]),
        np.block([b, b[:1], 5]),
        np.block([1, 2, 3]),
        np.block([[1, 2.0], [3, 4]]),
        np.block([[b], [b]]),
        np.block([[np.eye(2), np.zeros((2, 1))], [np.ones((1, 2)), 5]]),
        np.block([[[a]], [[a.T.T]]]),
        np.block(b),
    )


@jit
def open_meshes(a: f64[:, :], b: i64[:]):
    rows = np.arange(len(a))[::2]
    return (
        a[np.ix_(rows, [0, -1])] if a.size > 0 else a,
        np.ix_(b, [True, False, True]),
        np.ix_(b > 0),
        np.mask_indices(len(b), np.triu, 1),
        np.mask_indices(3, np.tril),
        np.array_equiv(b, [1, 2]),
        np.array_equiv(a[:1], a),
        np.array_equiv(b, b[None]),
    )


@jit
def spread(v, times=1):
    return (np.max(v) - np.min(v)) * times


@jit
def of_lines(n: int):
    a = np.arange(24.0).reshape(2, 3, 4) * 7 % 5
    b = np.arange(6 + n % 3) * 5 % 7
    return (
        np.apply_along_axis(spread, 0, a),
        np.apply_along_axis(spread, -1, a, 3),
        np.apply_along_axis(np.sum, 1, a),
        np.apply_along_axis(lambda v: v[::-1] * n, 0, a),
        np.apply_along_axis(np.sort, 1, a[0]),
        np.apply_along_axis(np.cumsum, 0, b),
        np.apply_along_axis(np.sum, 0, b),
    )


@jit
def of_no_lines(a: f64[:, :]):
    return np.apply_along_axis(np.cumsum, 1, a), np.apply_along_axis(np.cumsum, 0, a)


@jit
def pieces(x: f64[:], y: i64[:]):
    return (
        np.piecewise(x, [x < 0, x >= 2], [-1, 1]),
        np.piecewise(x, [x < 0], [lambda v: -v, lambda v: v * 2]),
        np.piecewise(y, [y < 0, y > 1], [lambda v, k: v + k, 7, lambda v, k: v - k], 3),
    )


@jit
def one_piece(x: f64[:], n: int):
    y = np.array([n, 1, 2])
    return (
        np.piecewise(x, x > 1, [5, 6]),
        np.piecewise(y, [True, n > 1, False], [5]),
        np.piecewise(y, [[True, False, n < 1]], [lambda v: v + 1, 0]),
    )


@jit
def trimmed(a: f64[:], b: i64[:, :]):
    return (
        np.trim_zeros(a),
        np.trim_zeros(a, "f"),
        np.trim_zeros(a, trim="b"),
        np.sort_complex(b),
        np.sort_complex(a),
    )


@jit
def trimmed_around(n: int):
    a = np.zeros((3, 5), np.int64)
    a[1, 2:4] = n % 3
    return np.trim_zeros(a), np.trim_zeros(a, axis=1), np.trim_zeros(a, "b", 0)


@jit
def finite(a: f64[:]):
    return np.asarray_chkfinite(a)
