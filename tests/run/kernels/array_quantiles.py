"""Medians, quantiles and means with weights."""

import numpy as np

from pyjit import f32, f64, i32, i64, jit, u8


@jit
def medians(a: f64[:], b: i64[:], c: f32[:, :], d: u8[:], e: i64[:]):
    return np.median(a), np.median(b), np.median(c), np.median(d), np.median(e > 1)


@jit
def medians_along_axes(a: f64[:, :], b: i32[:, :, :]):
    return (
        np.median(a, axis=0),
        np.median(a, axis=-1, keepdims=True),
        np.median(a, keepdims=True),
        np.median(b, axis=1),
        np.median(b, axis=(0, 2)),
        np.median(b, axis=(1, 0), keepdims=True),
    )


@jit
def medians_of_long_lines(n: int):
    a = np.arange(n * 301) * 7919 % 1009
    b = (a - 500) * 0.25
    return (
        np.median(a),
        np.median(b),
        np.median(b[1:]),
        np.median(b.astype(np.float32)),
        np.median(a * a * 77777777),
        np.median(a % 2),
        np.percentile(b, 10),
        np.quantile(a, 0.999),
        np.percentile(b, [10, 20, 50, 70.5, 100]),
    )


@jit
def percentiles(a: f64[:], b: i64[:], c: u8[:]):
    return (
        np.percentile(a, 30),
        np.percentile(b, 99.5),
        np.percentile(a, np.array([0.0, 12.5, 50.0])),
        np.percentile(c, (25, 75)),
        np.percentile(b, [50]),
    )


@jit
def percentiles_along_axes(a: f64[:, :], b: i32[:, :, :]):
    return (
        np.percentile(a, 30, axis=0),
        np.percentile(a, 30, axis=1, keepdims=True),
        np.percentile(a, [10, 90], axis=0),
        np.percentile(b, [10.0, 50.0, 90.0], axis=1, keepdims=True),
        np.percentile(b, 77, axis=(0, 2)),
        np.percentile(b, [77], keepdims=True),
    )


@jit
def quantiles_by_place(a: f64[:], q: float):
    part = abs(q) % 1.0
    return (
        np.quantile(a, part, method="lower"),
        np.quantile(a, part, method="higher"),
        np.quantile(a, part, method="nearest"),
        np.quantile(a, part, method="inverted_cdf"),
        np.quantile(a, part, method="closest_observation"),
        np.quantile(a, 0.5, method="closest_observation"),
    )


@jit
def quantiles_between(a: f64[:], b: i64[:]):
    q = np.array([0.0, 0.1, 0.25, 0.5, 0.9, 1.0])
    return (
        np.quantile(a, q, method="midpoint"),
        np.quantile(a, q, method="averaged_inverted_cdf"),
        np.quantile(a, q, method="interpolated_inverted_cdf"),
        np.quantile(b, q, method="hazen"),
        np.quantile(b, q, method="weibull"),
        np.quantile(a, q, method="median_unbiased"),
        np.quantile(a, q, method="normal_unbiased"),
    )


@jit
def quantiles_of_integers(a: i64[:]):
    return np.quantile(a, 1), np.quantile(a, [0, 1])


@jit
def quantiles_out_of_range(a: f64[:], q: float):
    return np.quantile(a, q)


@jit
def quantiles_of_single_precision(a: f32[:], q: f32):
    part = abs(q) % 100
    return np.percentile(a, 33.3), np.percentile(a, [20.0, 80.0]), np.percentile(a, part)


@jit
def without_nan(a: f64[:, :], b: i64[:], c: f64[:]):
    return (
        np.nanmedian(a, axis=0),
        np.nanmedian(a, axis=1, keepdims=True),
        np.nanmedian(b),
        np.nanmedian(c),
        np.nanpercentile(c, 40),
        np.nanquantile(c, [0.1, 0.5]),
        np.nanpercentile(b, 40),
        np.nanquantile(a, 0.3, axis=1, method="lower"),
    )


@jit
def averages(a: f64[:], b: i64[:, :], c: f32[:]):
    return np.average(a), np.average(b, axis=0), np.average(b, 1, returned=True), np.average(c)


@jit
def weighted(a: f64[:], b: i64[:, :]):
    w = np.arange(len(a)) + 1.5
    v = np.arange(b.shape[0]) + 1
    return (
        np.average(a, weights=w),
        np.average(a, weights=w, returned=True),
        np.average(b, axis=0, weights=v),
        np.average(b, axis=0, weights=v, returned=True, keepdims=True),
        np.average(b, weights=b * b + 1),
    )


@jit
def weighted_by_nothing(a: f64[:], w: i64[:]):
    return np.average(a, weights=w)


@jit
def into_outputs(a: f64[:, :], n: int):
    low = np.zeros((2, len(a)))
    middle = np.full(a.shape[1], 7.5)
    one = np.zeros(())
    return (
        np.median(a, axis=0, out=middle),
        middle,
        np.quantile(a, [0.25, 0.5], axis=1, out=low),
        low,
        np.percentile(a, 30, out=one),
        np.nanmedian(a, axis=0, out=np.zeros(a.shape[1])),
        np.nanpercentile(a, 30, axis=1, out=np.zeros(len(a))),
        np.median(a.copy(), overwrite_input=True),
        np.quantile(a.copy(), 0.5, overwrite_input=True, axis=0),
        np.median(np.array(n)),
        np.percentile(np.array(n * 0.5), 30),
    )
