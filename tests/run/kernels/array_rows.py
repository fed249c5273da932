"""Arrays of arrays, which are their rows."""

import numpy as np

from pyjit import f32, f64, i8, i64, jit, u16


@jit
def of_rows(n: int):
    a = np.arange(3)
    b = np.array([0.5, n, 2])
    c = b.astype(np.float32)
    d = np.arange(6).reshape(2, 3).T
    return (
        np.array([a, b]),
        np.array((c, a), np.int8),
        np.array([c, c, c[::-1]], order="F"),
        np.array([d, d]),
        np.array([a.astype(np.int8), a.astype(np.uint16), c]),
        np.array([np.array(n), np.array(2.5)]),
        np.asarray([b]),
        np.array([a[:0], a[:0]]),
        np.mean([a, b], axis=0),
        np.sum((a, a + n), axis=1),
        np.cov([a, b * 2]).shape,
        np.transpose([a, b]),
        np.max([a, a * 2]),
    )


@jit
def of_arguments(a: f64[:], b: i64[:], c: f32[:, :]):
    return np.array([a, b]), np.array([c, c], np.float64), np.array((a, a)).T


@jit
def of_small(a: i8[:], b: u16[:]):
    return np.array([a, b]), np.median([a, a], axis=0)
