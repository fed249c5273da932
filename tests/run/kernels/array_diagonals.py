"""Diagonals, and what lies above and below them."""

import numpy as np

from pyjit import c64, f64, i8, i32, i64, jit


@jit
def triangles(n: int, m: int):
    return (
        np.tri(n),
        np.tri(n, k=m),
        np.tri(n, n + 1, -1, np.int32),
        np.tri(n, 2, dtype=bool),
        np.tri(2, n, 1, np.complex64),
    )


@jit
def of_matrices(a: f64[:, :], k_small: int):
    return np.tril(a), np.tril(a, k_small), np.triu(a), np.triu(a, k=k_small)


@jit
def of_others(a: i8[:], b: c64[:, :, :]):
    return np.tril(a), np.triu(a, 1), np.tril(b, -1), np.triu(b), np.triu([[1, 2], [3, 4]])


@jit
def diagonals(a: i32[:, :], k_small: int):
    return (
        np.diag(a),
        np.diag(a, k_small),
        a.diagonal(offset=k_small),
        np.diagonal(a, k_small, 1, 0),
        a.diagonal().flags.writeable,
    )


@jit
def of_three(a: f64[:, :, :]):
    return np.diagonal(a), a.diagonal(1, -1, 0), np.diagonal(a, axis1=1, axis2=2, offset=-1)


@jit
def put_on_a_view(a: f64[:, :]):
    d = np.diagonal(a)
    d[0] = 1.0


@jit
def made(a: f64[:], b: i64[:, :], k_small: int):
    return np.diag(a), np.diag(a, k_small), np.diagflat(b, k_small), np.diagflat(a)


@jit
def of_no_matrix(b: f64[:, :, :]):
    return np.diag(b)


@jit
def traces(a: f64[:, :], b: i8[:, :], k_small: int):
    return (
        np.trace(a),
        a.trace(k_small),
        np.trace(b, k_small),
        b.trace(dtype=np.float64),
        np.trace([[1, 2], [3, 4]]),
    )


@jit
def traces_of_three(a: i32[:, :, :]):
    return a.trace(), np.trace(a, 1, -1, axis2=0), a.trace(axis1=1, axis2=2, dtype=np.int16)


@jit
def filled(a: f64[:, :], x: float):
    np.fill_diagonal(a, x)
    return a


@jit
def filled_in_turn(a: i64[:, :], b: i64[:]):
    np.fill_diagonal(a, [1, 2])
    np.fill_diagonal(a[::-1], b, wrap=True)


@jit
def filled_cubes(a: f64[:, :, :]):
    np.fill_diagonal(a, 7)


@jit
def indices(n: int, k_small: int):
    return (
        np.diag_indices(abs(n)),
        np.diag_indices(2, 3),
        np.tril_indices(n),
        np.tril_indices(n, k_small, 2),
        np.triu_indices(n, k_small),
        np.triu_indices(n, m=4, k=-1),
    )


@jit
def indices_from(a: f64[:, :]):
    return np.tril_indices_from(a, 1), np.triu_indices_from(a), np.diag_indices_from(a)


@jit
def put_below(a: f64[:, :]):
    a[np.tril_indices_from(a)] = 0.0
    return a
