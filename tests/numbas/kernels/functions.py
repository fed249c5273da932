"""Functions of NumPy's, one after the other, by Numba's rules."""

import numpy as np
from numba import njit

TYPES = "(f8[:], i8[:], f4[:], u1[:], i8, f8)"


@njit(TYPES)
def group_0(a, b, f, u, n, x):
    return (
        np.clip(a, 0, 1),
        np.clip(f, 0.25, 1),
        np.clip(u, 2, 50),
        np.where(a > 0, a, 0),
        np.where(u > 2, u, 1.5),
        np.where(f > 0, f, 1),
    )


@njit(TYPES)
def group_1(a, b, f, u, n, x):
    return (
        np.where(a > 0),
        np.argsort(b),
        np.concatenate((a, a)),
        np.concatenate((f, a)),
        np.zeros_like(u),
        np.linspace(0, 1, 3),
    )


@njit(TYPES)
def group_2(a, b, f, u, n, x):
    return (
        np.full(3, 7),
        np.full(3, 2.5),
        np.full(2, x),
        np.eye(2),
        np.array([1, 2.5]),
        np.array([1, 2]),
    )


@njit(TYPES)
def group_3(a, b, f, u, n, x):
    return (
        np.array([n, x]),
        np.array([u[0], u[1]]),
        a.astype(np.float32),
        np.isfinite(a),
        np.sort(a),
        np.unique(b),
    )


@njit(TYPES)
def group_4(a, b, f, u, n, x):
    return (
        np.round(a, 1, a.copy()),
        np.abs(b),
        np.sum(b),
        np.sum(u),
        np.cumsum(u),
        np.cumprod(b),
    )


@njit(TYPES)
def group_5(a, b, f, u, n, x):
    return (
        np.max(u),
        np.argmin(b),
        np.mean(b),
        np.mean(f),
        np.mean(u),
        np.var(u),
    )


@njit(TYPES)
def group_6(a, b, f, u, n, x):
    return (
        np.bincount(u),
        np.searchsorted(np.array([1, 5, 9]), n),
        np.searchsorted(np.array([1.0, 5.0, 9.0]), a),
        np.any(b > 0),
        np.all(b > 0),
        np.count_nonzero(b),
    )


@njit(TYPES)
def group_7(a, b, f, u, n, x):
    return (
        np.sqrt(b),
        np.floor(b / 2),
        b // 3,
        b % 3,
        np.power(b, 2),
        np.median(a),
    )


@njit(TYPES)
def group_8(a, b, f, u, n, x):
    return (
        np.median(u),
        np.percentile(a, 30),
        np.quantile(a, 0.5),
        np.minimum(b, 2.5),
        np.zeros(2, np.uint8) + np.uint8(3),
        np.ones(2, np.int32) * 2,
    )


@njit(TYPES)
def group_9(a, b, f, u, n, x):
    return (
        np.prod(u),
        np.prod(f),
        np.nansum(a),
        np.nanmean(a),
        np.nanmax(a),
        np.ptp(a),
    )


@njit(TYPES)
def group_10(a, b, f, u, n, x):
    return (
        np.histogram(a, 3, (0.0, 5.0)),
        np.digitize(a, np.array([0.0, 1.0, 2.0])),
        np.interp(a, np.array([0.0, 1.0, 2.0]), np.array([3.0, 4.0, 5.0])),
        np.outer(a, b),
        np.vstack((a, a)),
        np.column_stack((a, a)),
    )


@njit(TYPES)
def group_11(a, b, f, u, n, x):
    return (
        np.hstack((a, f)),
        np.stack((a, a)),
        np.flip(a),
        np.roll(a, 1),
        np.repeat(a, 2),
        np.append(a, 3),
    )


@njit(TYPES)
def group_12(a, b, f, u, n, x):
    return (
        np.append(u, 3),
        np.delete(a, 0),
        np.triu(np.outer(a, a)),
        np.trace(np.outer(a, a)),
        np.sum(np.outer(a, b), axis=0),
        np.sum(np.outer(a, b), axis=1),
    )


@njit(TYPES)
def group_13(a, b, f, u, n, x):
    return (
        np.arange(n),
        np.arange(0, 1, 0.25),
        np.arange(3, dtype=np.float32),
        np.nonzero(b),
        np.argwhere(b > 0),
        np.flatnonzero(b),
    )


@njit(TYPES)
def group_14(a, b, f, u, n, x):
    return (
        np.cross(np.array([1.0, 2.0, 3.0]), np.array([3.0, 4.0, 5.0])),
        np.sign(a),
        np.sign(b),
        np.ceil(a),
        np.trunc(a),
        np.hypot(a, 2),
    )


@njit(TYPES)
def group_15(a, b, f, u, n, x):
    return (
        np.log1p(u),
        np.exp(f),
        np.mod(a, 2),
        np.remainder(b, -3),
        np.floor_divide(a, 2),
        np.bitwise_and(b, 3),
    )


@njit(TYPES)
def group_16(a, b, f, u, n, x):
    return (
        np.left_shift(b, 2),
        np.logical_and(a > 0, b > 0),
        np.isnan(f),
        np.nan_to_num(a),
        np.maximum(f, 1),
        np.fmax(a, f),
    )


@njit(TYPES)
def group_17(a, b, f, u, n, x):
    return (
        np.array_equal(a, a),
        np.allclose(a, a),
        np.convolve(a, np.array([1.0, 2.0])),
        np.correlate(a, np.array([1.0, 2.0])),
        np.cov(np.outer(a, a)),
        np.corrcoef(a, a * 2 + 1),
    )


@njit(TYPES)
def group_18(a, b, f, u, n, x):
    return (
        np.take(a, np.array([0, 1])),
        np.expand_dims(a, 0),
        np.ascontiguousarray(a[::2]),
        np.rot90(np.outer(a, a)),
        np.intersect1d(b, b),
        np.union1d(b, b),
    )


@njit(TYPES)
def group_19(a, b, f, u, n, x):
    return (
        np.tri(2),
        np.ediff1d(a),
        np.full_like(a, 3),
        np.ones_like(f),
        np.divmod(b, 3),
        np.real(a),
    )


@njit(TYPES)
def group_20(a, b, f, u, n, x):
    return (
        np.shape(a),
        np.size(a),
        np.ravel(np.outer(a, a)),
        np.transpose(np.outer(a, b)),
        np.copy(a),
        np.atleast_2d(a),
    )


@njit(TYPES)
def group_21(a, b, f, u, n, x):
    return (
        np.array_split(a, 2),
        np.split(a, 2),
        np.average(a),
        np.broadcast_to(a, (2, a.size)),
        np.unwrap(a),
        np.sinc(a),
    )


@njit(TYPES)
def group_22(a, b, f, u, n, x):
    return (
        np.angle(a),
        np.iinfo(np.int32).max,
        np.finfo(np.float64).eps,
        np.float64(n) / 3,
        np.int32(x),
        np.uint8(n),
    )


@njit(TYPES)
def group_23(a, b, f, u, n, x):
    return (
        a.sum() / a.size,
        a.max() - a.min(),
        u.max() - u.min(),
        u[0] - u[1],
        u[0] - 1,
        u.sum() - 100,
    )


@njit(TYPES)
def group_24(a, b, f, u, n, x):
    return (
        f.sum() * 0.1,
        f[0] * 0.1,
        f[0] / 3,
        f[0] + 1,
        f.mean() * 2.0,
        b.sum() / 2,
    )


@njit(TYPES)
def group_25(a, b, f, u, n, x):
    return (
        b[0] ** 2,
        u[0] ** 2,
        u[0] << 4,
        (u[0] + u[1]) // 2,
        len(a) / 2,
        round(x),
    )


ARGUMENTS = [
    [
        np.array([0.38, -0.4, 1.92, 0.31, -1.61, 1.08]),
        np.array([-3, 5, 0, 8, -5, 2]),
        np.array([2.5, -0.25, 0.1, 1.5, -3.0, 0.7], np.float32),
        np.array([217, 44, 22, 243, 5, 195], np.uint8),
        4,
        -2.75,
    ],
    [
        np.array([0.0, -1.0, 2.5, 7.0]),
        np.array([3, 3, -7, 0]),
        np.array([1, 2, 3, 0.5], np.float32),
        np.array([255, 1, 128, 0], np.uint8),
        3,
        2.5,
    ],
]

SIGNATURES = {
    "group_0": [TYPES],
    "group_1": [TYPES],
    "group_2": [TYPES],
    "group_3": [TYPES],
    "group_4": [TYPES],
    "group_5": [TYPES],
    "group_6": [TYPES],
    "group_7": [TYPES],
    "group_8": [TYPES],
    "group_9": [TYPES],
    "group_10": [TYPES],
    "group_11": [TYPES],
    "group_12": [TYPES],
    "group_13": [TYPES],
    "group_14": [TYPES],
    "group_15": [TYPES],
    "group_16": [TYPES],
    "group_17": [TYPES],
    "group_18": [TYPES],
    "group_19": [TYPES],
    "group_20": [TYPES],
    "group_21": [TYPES],
    "group_22": [TYPES],
    "group_23": [TYPES],
    "group_24": [TYPES],
    "group_25": [TYPES],
}
