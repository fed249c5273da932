"""Reductions along axes, with all that NumPy's functions and methods take."""

import numpy as np

from pyjit import f32, f64, i8, i32, i64, jit, u8, u64


@jit
def sums_along(a: f64[:, :, :]):
    return a.sum(0), a.sum(axis=1), np.sum(a, -1), np.sum(a, (0, 2)), a.sum((-1, 0, 1))


@jit
def sums_kept(a: f32[:, :]):
    return (
        a.sum(keepdims=True),
        np.sum(a, axis=0, keepdims=True),
        np.sum(a, axis=(), keepdims=True),
        np.sum(a, axis=()),
        np.prod(a, axis=1, keepdims=True),
    )


@jit
def sums_in_a_type(a: i32[:, :], b: f32[:], c: u8[:]):
    return (
        a.sum(dtype=np.float64),
        np.sum(a, axis=1, dtype=np.float32),
        b.sum(dtype=float),
        np.sum(b, dtype="f8"),
        c.sum(dtype=np.uint8),
        c.prod(dtype=np.int16),
        np.sum(a, axis=0, dtype=a.dtype),
    )


@jit
def sums_from(a: f64[:, :], b: i64[:], x: float):
    return (
        np.sum(a, initial=x),
        np.sum(a, axis=0, initial=-0.0),
        b.sum(initial=5),
        b.prod(initial=2),
        a.min(initial=x),
        np.max(a, axis=1, initial=1),
    )


@jit
def keywords_in_any_order(a: f64[:, :]):
    return a.sum(keepdims=True, axis=1), np.sum(dtype=np.float32, axis=0, a=a)


@jit
def sums_of_no_number(a: f64[:]):
    return a[:0].sum(), a[:0].prod(), np.mean(a[:0]), np.var(a[:0]), a[:0].any(), a[:0].all()


@jit
def small_integers(a: i8[:, :], b: u8[:, :]):
    return a.sum(0), b.sum(1), a.prod(1), b.prod(), np.cumsum(a), np.cumsum(b, axis=0)


@jit
def truths_summed(a: f64[:, :]):
    b = a > 0
    return b.sum(), b.sum(axis=0), b.prod(1), b.mean(0), b.min(0), b.max(), b.argmax(axis=1)


@jit
def large_integers(a: u64[:]):
    return a.sum(), a.max(), a.min(), a.argmax(), a.mean(), a.cumsum(), np.ptp(a)


@jit
def means_along(a: i64[:, :], b: u8[:, :], c: f32[:, :]):
    return (
        a.mean(0),
        a.mean(axis=1),
        b.mean(1, keepdims=True),
        c.mean((0, 1)),
        c.mean(dtype=np.float64),
        np.mean(c, 0),
    )


@jit
def spreads_along(a: f64[:, :], b: i32[:, :], n_small: int):
    return (
        a.var(0),
        np.std(a, axis=1, ddof=1),
        b.var(axis=(0, 1)),
        b.std(1, keepdims=True),
        np.var(a, ddof=n_small),
        np.std(a, ddof=0.5),
        np.var(b, axis=0, ddof=n_small),
    )


@jit
def spreads_of_singles(a: f32[:, :], b: f64[:, :]):
    return a.var(), a.std(1), np.var(a, axis=0, dtype=np.float64), np.var(b > 1, axis=0)


@jit
def extremes_along(a: f64[:, :, :]):
    return a.min(1), np.max(a, axis=(0, 1)), np.amax(a, -1, keepdims=True), np.ptp(a, axis=0)


@jit
def extremes_of_small(a: i8[:, :], b: u8[:, :]):
    return a.min(1), np.max(a, axis=0), b.max(), np.ptp(b, axis=1), np.ptp(a, keepdims=True)


@jit
def extremes_of_nothing(a: f64[:, :]):
    return np.min(a[:, :0], axis=0)


@jit
def extremes_of_no_rows(a: f64[:, :]):
    return np.max(a[:0], axis=0)


@jit
def extremes_in_no_rows(a: f64[:, :]):
    return np.max(a[:0], axis=1)


@jit
def places_along(a: f64[:, :, :]):
    return a.argmin(0), np.argmax(a, axis=1), a.argmax(-1), np.argmin(a, keepdims=True)


@jit
def places_kept(a: i32[:, :]):
    return np.argmax(a, axis=0, keepdims=True), a.argmin(1, keepdims=True), a[::-1].argmax()


@jit
def places_of_no_rows(a: f64[:, :]):
    return np.argmax(a[:0], axis=0)


@jit
def truths_along(a: f64[:, :], b: i32[:, :]):
    return (
        a.any(0),
        np.all(a, axis=1),
        (b == 0).all((0, 1)),
        np.any(b, keepdims=True),
        np.count_nonzero(a, axis=0),
        np.count_nonzero(b > 0, axis=1, keepdims=True),
    )


@jit
def running(a: f64[:, :], b: i32[:, :], c: f32[:]):
    return (
        np.cumsum(a, axis=0),
        a.cumsum(1),
        a.cumprod(-1),
        a.cumsum(),
        b.cumsum(axis=0),
        np.cumprod(b, axis=1),
        c.cumsum(dtype=np.float64),
        np.cumprod(c),
    )


@jit
def into_given(a: f64[:, :], b: i64[:, :]):
    c = np.full(a.shape[1], 7.0)
    d = np.zeros((a.shape[0], 1))
    e = np.empty(b.shape[0], dtype=np.int64)
    f = np.zeros((a.shape[1], a.shape[0]))
    first = np.sum(a, axis=0, out=c)
    first += 1
    a.mean(axis=1, keepdims=True, out=d)
    np.argmax(b + 1, axis=1, out=e)
    np.cumsum(a, axis=0, out=f.T)
    return first, c, d, e, f


@jit
def into_part_of_itself(a: f64[:, :]):
    if a.shape[0] == a.shape[1] and a.shape[0] > 1:
        np.sum(a, axis=0, out=a[1])
        np.max(a, axis=1, out=a[:, 0])
        np.cumsum(a.T, axis=0, out=a)
    return a


@jit
def into_the_wrong_one(a: f64[:, :]):
    return np.sum(a, axis=0, out=np.zeros((2, 2)))


@jit
def of_four(a: f64[:, :], b: f64[:, :]):
    if a.size == 0 or b.size == 0:
        raise ValueError("nothing to reduce")
    c = a[:, :, None, None] * b[None, None, :, :]
    d = c.T
    return c.sum((1, 2)), d.sum((0, 3)), d.mean(1), c.max((0, -1)), d.var(axis=2), d.argmax(1)


@jit
def of_views(a: f64[:, :]):
    b = a[::-1, ::2]
    return b.sum(0), b.sum(1), b.T.sum(1), b.mean(), a.T.cumsum(0), a[:, None].sum(2), b.std(0)


@jit
def of_expressions(a: f64[:, :]):
    return (a * 2 + 1).sum(axis=0), np.abs(a).max(1), (a > a.mean(0)).sum(1), (a - a.min()).sum()


@jit
def products(a: f64[:], b: f64[:], c: i64[:], d: i64[:]):
    return np.inner(c, d), np.vdot(c, d), np.inner(a[:2], b[:2]) if min(len(a), len(b)) > 1 else 0


@jit
def equal_but_for_nan(a: f64[:], b: f64[:]):
    return np.array_equal(a, b, equal_nan=True), np.array_equal(a, a), np.allclose(a, b)
