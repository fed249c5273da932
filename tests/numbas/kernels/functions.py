"""Functions and operators, one after the other, of arrays and scalars by Numba's rules."""

import math

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


@njit(TYPES)
def group_26(a, b, f, u, n, x):
    return (
        round(x, 1),
        abs(n),
        int(x),
        float(n),
        divmod(n, 3),
        divmod(x, 3),
    )


@njit(TYPES)
def group_27(a, b, f, u, n, x):
    return (
        n // 2 * 2.0,
        max(a[0], n),
        min(u[0], n),
        sum([1, 2, n]),
        sum([0.5, n]),
        sum(a),
    )


@njit(TYPES)
def group_28(a, b, f, u, n, x):
    return (
        sum(u),
        sum((1, 2.5, n)),
        max(a),
        min(b),
        sorted(b),
        sorted([3.0, x]),
    )


@njit(TYPES)
def group_29(a, b, f, u, n, x):
    return (
        list(b),
        [2 * i for i in range(n)],
        [v * 2 for v in a],
        [v + 1 for v in u],
        list(range(3)),
        (n, x, u[0]),
    )


@njit(TYPES)
def group_30(a, b, f, u, n, x):
    return (
        len([n]),
        math.floor(x),
        math.sqrt(n),
        math.pow(n, 2),
        math.log(n + 1),
        math.exp(f[0]),
    )


@njit(TYPES)
def group_31(a, b, f, u, n, x):
    return (
        math.hypot(n, x),
        math.fabs(n),
        math.gcd(n, 4),
        math.degrees(n),
        math.erf(x),
        math.pi * n,
    )


@njit(TYPES)
def group_32(a, b, f, u, n, x):
    return (
        math.copysign(n, -x),
        math.ldexp(x, n),
        math.frexp(x),
        math.trunc(x),
        math.atan2(n, x),
        complex(x, n),
    )


@njit(TYPES)
def group_33(a, b, f, u, n, x):
    return (
        abs(complex(x, n)),
        np.exp(1j * x),
        np.abs(1j * a),
        (1j * a).real,
        np.conj(1j * x),
        np.angle(1j * x),
    )


@njit(TYPES)
def group_34(a, b, f, u, n, x):
    return (
        n & 3,
        n ^ 5,
        ~n,
        -n,
        not n,
        n and x,
    )


@njit(TYPES)
def group_35(a, b, f, u, n, x):
    return (
        n or x,
        x if n > 1 else n,
        n == x,
        n < x < 3,
        bool(n),
        a.size,
    )


@njit(TYPES)
def group_36(a, b, f, u, n, x):
    return (
        a.shape,
        a.ndim,
        a.T,
        a.flatten(),
        a.copy(),
        a.argmax(),
    )


@njit(TYPES)
def group_37(a, b, f, u, n, x):
    return (
        a.cumsum(),
        f.cumsum(),
        u.cumsum(),
        a.mean(),
        u.mean(),
        a.any(),
    )


@njit(TYPES)
def group_38(a, b, f, u, n, x):
    return (
        a.nbytes,
        a.itemsize,
        a[::-1],
        a[1:],
        a[a > 0],
        u[b > 0],
    )


@njit(TYPES)
def group_39(a, b, f, u, n, x):
    return (
        a[np.array([0, 1])],
        a[-1],
        a[None, :],
        a * b,
        a * u,
        f * u,
    )


@njit(TYPES)
def group_40(a, b, f, u, n, x):
    return (
        f * n,
        u * u,
        u + b,
        u - 1,
        u / 2,
        u // 2,
    )


@njit(TYPES)
def group_41(a, b, f, u, n, x):
    return (
        u % 7,
        u**2,
        f**2,
        a**0.5,
        -u,
        ~u,
    )


@njit(TYPES)
def group_42(a, b, f, u, n, x):
    return (
        u & 3,
        u << 1,
        u > 3,
        u == b,
        a != f,
        (u > 3) & (a > 0),
    )


@njit(TYPES)
def group_43(a, b, f, u, n, x):
    return (
        (u > 3) + (a > 0),
        (u > 3) * 2.5,
        ~(u > 3),
        a + 1j,
        f + 1j,
        2**n,
    )


@njit(TYPES)
def group_44(a, b, f, u, n, x):
    return (
        2.0**n,
        n**2,
        n**0.5,
        x**n,
        x**2,
        x**-1,
    )


@njit(TYPES)
def group_45(a, b, f, u, n, x):
    return (
        f[0] ** 2,
        f[0] ** n,
        np.float32(x) * n,
        np.float32(2) / 3,
        np.int8(100) + np.int8(100),
        np.uint8(3) - 5,
    )


@njit(TYPES)
def group_46(a, b, f, u, n, x):
    return (
        np.uint64(3) - 5,
        np.uint64(3) - np.uint64(5),
        np.uint64(3) // 2,
        np.uint64(3) / 2,
        np.uint64(3) > -1,
        np.uint32(3) * np.uint32(2**31),
    )


@njit(TYPES)
def group_47(a, b, f, u, n, x):
    return (
        np.int32(2**31 - 1) + 1,
        np.bool_(n) + 1,
        True + n,
        n * True,
        x - True,
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
    "group_26": [TYPES],
    "group_27": [TYPES],
    "group_28": [TYPES],
    "group_29": [TYPES],
    "group_30": [TYPES],
    "group_31": [TYPES],
    "group_32": [TYPES],
    "group_33": [TYPES],
    "group_34": [TYPES],
    "group_35": [TYPES],
    "group_36": [TYPES],
    "group_37": [TYPES],
    "group_38": [TYPES],
    "group_39": [TYPES],
    "group_40": [TYPES],
    "group_41": [TYPES],
    "group_42": [TYPES],
    "group_43": [TYPES],
    "group_44": [TYPES],
    "group_45": [TYPES],
    "group_46": [TYPES],
    "group_47": [TYPES],
}
