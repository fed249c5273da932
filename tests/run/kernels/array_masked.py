"""Reductions with `where=`: of the elements that a mask says."""

import numpy as np

from pyjit import c128, f32, f64, i8, i64, jit, u8


@jit
def of_lines(a: f64[:], b: f64[:]):
    c = a > 0
    return np.sum(a, where=c), a.sum(where=~c, initial=1.5), a.prod(where=a < 2), np.prod(b, where=b > 0)


@jit
def of_long_lines(n: int):
    a = np.sin(np.arange(abs(n) * 3000.0)) * 1e3
    b = np.arange(len(a)) % 7 != 3
    c = np.arange(len(a)) > 200
    d = a.astype(np.float32)
    return a.sum(where=b), a.sum(where=c), d.sum(where=b), d.sum(where=c, dtype=np.float64)


@jit
def of_long_matrices(n: int):
    a = np.cos(np.arange(abs(n) * 900.0)).reshape(-1, 300) * 1e3
    b = np.arange(300) % 11 != 5
    c = a > -900
    return (
        a.sum(where=b),
        a.sum(where=c),
        a.sum(axis=0, where=b),
        a.sum(axis=1, where=b),
        a.sum(axis=1, where=c),
        a.prod(axis=0, where=c),
        a.sum(where=c[:, :1]),
        a.sum(where=c[:1]),
    )


@jit
def of_long_views(n: int):
    a = np.cos(np.arange(abs(n) * 1800.0)).reshape(-1, 300) * 1e3
    b = a[:, ::2]
    c = b > -500
    d = a.T
    e = np.arange(300) % 11 != 5
    return (
        b.sum(where=c),
        b.sum(axis=0, where=c),
        b.sum(axis=1, where=c),
        d.sum(where=d > 0),
        d.sum(axis=0, where=d > 0),
        d.sum(axis=1, where=d > 0),
        d.sum(where=e[:, None]),
        d.prod(axis=0, where=np.abs(d) < 2),
        d.astype(np.float32).sum(axis=0, where=d > 0, dtype=np.float64),
        a[::-1].sum(where=e),
        a.sum(axis=(0, 1), where=a > 0, keepdims=True),
    )


@jit
def of_long_cubes(n: int):
    a = np.cos(np.arange(abs(n) * 600.0)).reshape(-1, 20, 30) * 1e3
    b = a.transpose(2, 0, 1)
    c = a > 0
    return (
        a.sum(axis=(0, 2), where=c),
        a.sum(axis=1, where=c),
        a.sum(axis=(1, 2), where=c[:, :1]),
        b.sum(axis=(0, 1), where=b > 0),
        b.sum(axis=2, where=b > 0),
        b.sum(axis=0, where=b[:1] > 0),
        b.mean(axis=(1, 2), where=b > 1),
        a[:, ::2].sum(where=c[:, ::2]),
    )


@jit
def of_integers(a: i64[:, :], b: i8[:], c: u8[:]):
    return (
        np.sum(a, where=a > 0),
        a.sum(axis=0, where=a > 1),
        a.prod(axis=1, where=a != 0, keepdims=True),
        a.T.sum(axis=0, where=a.T > 0),
        a[::-1, ::2].sum((0, 1), where=a[::-1, ::2] < 3),
        b.sum(where=b > 3),
        c.prod(where=c < 9, dtype=np.uint8),
        np.sum(c > 3, where=c < 9),
    )


@jit
def extremes(a: f64[:, :], b: i64[:]):
    return (
        np.max(a, where=a < 2, initial=-1),
        a.min(axis=0, where=a > 0, initial=9.5),
        a.max(1, keepdims=True, initial=-3.0, where=a == a),
        b.min(initial=7, where=b > 2),
        np.amax(b, where=b > 2, initial=-7),
    )


@jit
def extreme_without_initial(a: f64[:]):
    return a.max(where=a > 0)


@jit
def truths(a: f64[:, :], b: i64[:]):
    return (
        np.any(a, where=a < 0),
        np.all(a, where=a > 0),
        a.any(axis=0, where=a < 1),
        np.all(a > 1, axis=1, where=a > 0),
        b.all(where=b > 3, keepdims=True),
    )


@jit
def means(a: f64[:], b: f32[:], c: i64[:]):
    return (
        np.mean(a, where=a > 0),
        a.mean(where=a < 100, keepdims=True),
        b.mean(where=b > 0),
        c.mean(where=c > 0),
        np.mean(c, where=c > 100, dtype=np.float32),
    )


@jit
def spreads(a: f64[:], c: i64[:]):
    d = (a < 1e100) & (a > -1e100)
    return np.var(a, where=d), a.std(where=d, ddof=1), c.var(where=abs(c) < 1000), np.std(a, where=a > 9)


@jit
def means_of_matrices(n: int):
    a = np.sin(np.arange(abs(n) * 12.0)).reshape(-1, 3, 4)
    b = a > 0
    return (
        a.mean(where=b),
        a.mean(axis=0, where=b),
        a.mean(axis=1, where=b, keepdims=True),
        a.var(axis=2, where=b),
        a.std(axis=0, where=b, ddof=1),
        np.mean(a, axis=1, where=np.array([True, False, True, True])),
    )


@jit
def of_complex(a: c128[:]):
    b = np.isfinite(a)
    return a.sum(where=b), a.mean(where=b), np.any(a, where=b)


@jit
def masks_of_other_lengths(a: f64[:], b: f64[:]):
    return np.sum(a, where=b > 0)


@jit
def masks_of_columns(a: f64[:, :], b: f64[:]):
    return a.sum(where=b > 0), a.sum(axis=1, where=b > 0)


@jit
def masks_of_matrices(a: f64[:, :], b: f64[:, :]):
    return a.sum(axis=0, where=b > 0)


@jit
def means_of_columns(a: f64[:, :], b: f64[:]):
    return a.mean(axis=0, where=b > 0)


@jit
def all_of_them(a: f64[:, :]):
    return a.sum(where=True), a.mean(axis=0, where=True), a.max(initial=0, where=True)
