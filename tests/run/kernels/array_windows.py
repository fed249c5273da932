"""Windows of signals and what they are made of, how variables vary together, counts of pairs."""

import numpy as np

from pyjit import f32, f64, i32, i64, jit


@jit
def windows(n: int):
    m = n % 40
    return (
        np.bartlett(m),
        np.round(np.blackman(m), 10),
        np.round(np.hamming(m), 10),
        np.round(np.hanning(m), 10),
        np.round(np.kaiser(m, 5), 10),
        np.round(np.kaiser(m, -0.5), 10),
        np.hanning(m - 0.5).shape,
    )


@jit
def bessel_and_sinc(a: f64[:], b: i64[:, :], c: f32[:], n: int):
    return (
        np.round(np.i0(np.clip(a, -20, 20)), 4),
        np.round(np.i0(b % 7), 8),
        np.i0(c % 2).dtype == c.dtype,
        np.round(np.i0(n % 9), 8),
        np.round(np.sinc(np.clip(a, -9, 9)), 10),
        np.round(np.sinc(b % 5), 10),
        np.round(np.sinc(c % 2), 4),
        np.round(np.sinc(n % 3 + 0.25), 10),
    )


@jit
def covariances(n: int):
    x = np.array([1.0, 2.0, 4.0, 9.0])
    y = np.array([0, 2, 3, 7 + n % 2])
    rows = np.stack((x, y * 2.0, x[::-1]))
    return (
        np.round(np.cov(x, y), 10),
        np.round(np.cov(y), 10),
        np.round(np.cov(rows), 10),
        np.round(np.cov(rows.T, rowvar=False, bias=True), 10),
        np.round(np.cov(rows, y, ddof=0), 10),
        np.round(np.cov(rows, fweights=[1, 2, 1, 4], ddof=2), 10),
        np.round(np.cov(rows, aweights=[0.5, 1, 1, 1.5]), 10),
        np.round(np.cov(rows, None, True, False, 1, y, x), 10),
        np.cov(rows, dtype=np.float32).dtype == np.float32,
        np.round(np.corrcoef(x, y), 10),
        np.round(np.corrcoef(rows.T, rowvar=False), 10),
        np.round(np.corrcoef(x, 1j * y), 10),
        np.corrcoef(x),
    )


@jit
def weights_of_covariances(x: f64[:], f: f64[:], a: f64[:]):
    # NumPy may multiply the first ones where they are.
    return np.cov(x, fweights=f * 1.0, aweights=a).ndim


@jit
def counts_of_pairs(n: int):
    x = np.arange(n + 5) * 7 % 11 * 0.5
    y = np.arange(n + 5) * 5 % 13
    return (
        np.histogram2d(x, y),
        np.histogram2d(x, y, 3, density=True),
        np.histogram2d(x, y, (2, 4), [[0, 4], [1, 5]], weights=y),
        np.histogram2d(y, x, bins=[3, [0, 1, 2.5]], range=(None, (0, 1))),
        np.histogram2d(x, y, [0.0, 1, 2, 9], weights=x, density=True),
        np.histogram_bin_edges(x, 4),
        np.histogram_bin_edges(y, [0, 1, 4]),
        np.histogram_bin_edges(y, range=(1, 2)),
    )


@jit
def pairs_of_arguments(x: f64[:], y: f64[:], n: int):
    return np.histogram2d(x, y, n)


@jit
def along_the_way(a: i32[:], b: f64[:, :]):
    return (
        np.cumulative_sum(a),
        np.cumulative_sum(a, include_initial=True),
        np.cumulative_sum(b, axis=-2, dtype=np.float32),
        np.cumulative_prod(b, axis=1, include_initial=True),
        np.cumulative_prod(a, axis=0),
    )
