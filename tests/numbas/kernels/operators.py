"""Functions and operators of scalars and arrays, one after the other, by Numba's rules."""

import math

import numpy as np
from numba import njit

TYPES = "(f8[:], i8[:], f4[:], u1[:], i8, f8)"


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
