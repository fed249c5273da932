"""Counts of numbers, and histograms."""

import numpy as np

from pyjit import f32, f64, i32, i64, jit, u8


@jit
def counted(a: u8[:], b: i64[:], n: int):
    return np.bincount(a), np.bincount(a, minlength=5), np.bincount(b > 1), np.bincount(a, minlength=n)


@jit
def counted_with_sign(a: i32[:]):
    return np.bincount(a % 50), np.bincount(a[:3] % 9 - 4)


@jit
def counted_with_weights(a: u8[:], n: int):
    w = np.arange(len(a)) * 0.1 - 1
    return (
        np.bincount(a, w),
        np.bincount(a, weights=np.arange(len(a)), minlength=9),
        np.bincount(a, weights=w > 0),
        np.bincount(a[:n], w),
    )


@jit
def of_equal_bins(a: f64[:], b: i64[:], c: u8[:, :], d: f32[:], n: int):
    return (
        np.histogram(np.cos(np.arange(n * 30 + 3) * 1.0) // 0.125),
        np.histogram(b % 1000, 7),
        np.histogram(c, bins=n),
        np.histogram(a, 5, (-2.5, 3)),
        np.histogram(d, 5, range=(0, 10)),
        np.histogram(a, 4, (1, 1)),
    )


@jit
def of_single_precision(n: int):
    a = ((np.arange(n * 30 + 3) * 7919 % 1009) / 1009).astype(np.float32)
    return np.histogram(a), np.histogram(a, 9, (0.1, 0.7)), np.histogram(a, density=True)


@jit
def of_infinite_numbers(a: f64[:]):
    return np.histogram(a)


@jit
def of_no_bins(a: f64[:], n: int, x: float):
    return np.histogram(a, n, (0, x))


@jit
def of_edges(a: f64[:], b: i64[:], c: u8[:]):
    edges = np.array([0.0, 1.0, 2.5, 9.0])
    return (
        np.histogram(a, edges),
        np.histogram(b, [0, 3, 5]),
        np.histogram(c, bins=(1, 2, 4)),
        np.histogram(b, edges, density=True),
    )


@jit
def of_edges_in_no_order(a: f64[:], b: f64[:]):
    return np.histogram(a, b)


@jit
def of_weights(n: int):
    a = np.arange(n * 30 + 3) * 7919 % 1009
    w = a * 0.1 - 7
    return (
        np.histogram(a, 6, weights=w),
        np.histogram(a, 6, weights=a % 5, density=True),
        np.histogram(a, np.array([0, 100, 700, 1008]), weights=a),
        np.histogram(a * 0.5, 6, (10, 300), weights=w),
    )


@jit
def of_weights_that_do_not_fit(a: f64[:], b: f64[:]):
    return np.histogram(a, 3, (0, 1), weights=b)
