"""Reductions that leave NaN out."""

import numpy as np

from pyjit import f32, f64, i32, jit


@jit
def sums(a: f64[:], b: f64[:, :], c: i32[:]):
    return np.nansum(a), np.nansum(b, axis=0), np.nansum(b, 1, keepdims=True), np.nansum(c)


@jit
def products(a: f64[:], b: f32[:, :], c: i32[:]):
    return np.nanprod(a), np.nanprod(b, axis=0), np.nanprod(b, (0, 1)), np.nanprod(c)


@jit
def means(a: f64[:], b: f32[:, :], c: i32[:, :]):
    return np.nanmean(a), np.nanmean(b, axis=0), np.nanmean(b, -1), np.nanmean(c, axis=0)


@jit
def spreads(a: f64[:], b: f32[:, :], c: i32[:], n_small: int):
    return (
        np.nanvar(a),
        np.nanstd(a, ddof=n_small),
        np.nanvar(b, axis=0),
        np.nanstd(b, axis=1, ddof=1, keepdims=True),
        np.nanvar(c),
    )


@jit
def extremes(a: f64[:, :], b: i32[:]):
    return np.nanmin(a), np.nanmax(a, axis=0), np.nanmin(a, 1, keepdims=True), np.nanmax(b)


@jit
def extremes_from(a: f64[:]):
    return np.nanmin(a, initial=0.5), np.nanmax(a, initial=0.5)


@jit
def places(a: f64[:], b: i32[:]):
    return np.nanargmin(a), np.nanargmax(a), np.nanargmin(b)


@jit
def places_along(a: f64[:, :]):
    return np.nanargmin(a, axis=0), np.nanargmax(a, axis=1, keepdims=True)


@jit
def running(a: f64[:, :], b: f32[:]):
    return np.nancumsum(a), np.nancumprod(a, axis=0), np.nancumsum(b), np.nancumsum(a, axis=1)


@jit
def into_given(a: f64[:, :]):
    b = np.zeros(a.shape[1])
    return np.nansum(a, axis=0, out=b), b
