"""Expressions of arrays, their elements, stores and functions by Numba's rules."""

import numpy as np
from numba import njit, prange

PAIRS = [
    "(u1[:], u1[:])",
    "(f4[:], i8[:])",
    "(f4[:], f8[:])",
    "(i4[:], u8[:])",
    "(i2[:], f4[:])",
    "(f8[:], f8[:])",
    "(u8[:], i8[:])",
    "(i4[:], i4[:])",
    "(f4[:], f4[:])",
]
SCALARS = ["(u1[:], f8)", "(f4[:], f8)", "(f4[:], i8)", "(i8[:], i8)", "(u8[:], i8)"]


@njit(PAIRS)
def operators(a, b):
    n = min(a.size, b.size)
    a, b = a[:n], b[:n]
    return a + b, a * b, a / b, a - b, a < b, a == b, np.maximum(a, b), np.arctan2(a, b), -a


@njit(SCALARS)
def with_scalars(a, s):
    return a + s, s * a, a / s, s - a, a < s, np.minimum(a, s), np.sqrt(a), np.exp(a)


@njit(PAIRS)
def nested(a, b):
    n = min(a.size, b.size)
    a, b = a[:n], b[:n]
    t = a * b
    return (
        a * b + 1,
        t + 1,
        (a + a) / 2,
        np.add(a, a) / 2,
        np.sqrt(a * b),
        (a * b).sum(),
        a + b < 0,
        -(a + a),
        (a + b) * 0.5,
        np.minimum(a + a, b),
        np.where(a > b, a + b, b),
        (a + b > 1).sum(),
        a**2 + b,
    )


@njit(["(i8[:], i8[:])"])
def quiet(a, b):
    n = min(a.size, b.size, 5)
    a, b = a[:n], b[:n]
    return a / b, a // b, a % b, 1 / a, (a - b) / (b - b)


@njit(["(u1[:],)", "(i4[:],)", "(f4[:],)", "(f8[:],)", "(u8[:],)", "(i8[:],)"])
def reductions(a):
    if a.size == 0:
        return None
    return (
        a.sum(),
        a.min(),
        a.max(),
        a.mean(),
        a.prod(),
        a.argmax(),
        np.sum(a),
        np.mean(a),
        a.cumsum(),
        a.std(),
        np.var(a),
        np.any(a),
    )


@njit(["(u1[:], i8)", "(f4[:], f8)", "(i8[:], f8)"])
def elements(a, n):
    s = 0
    t = 0.0
    for x in a:
        s += x
        t += x * 0.5
    if a.size == 0:
        return None
    return s, t, a[0] + a[-1], a[0] * n, a[0] / 2, -a[0], a[0] == n, [2 * x for x in a]


@njit(["(f8[:, :],)", "(u1[:, :],)"])
def rows(a):
    n, m = a.shape
    out = np.zeros((n, m))
    total = 0
    for i in prange(n):
        for j in range(m):
            out[i, j] = a[i, j] * 2
            total += out[i, j]
    return out, total, a.shape, a.T.copy(), a.ravel(), out.sum(axis=0), a.size / 2


@njit(["(u1[:], i8)", "(i4[:], i8)"])
def stores(a, v):
    a = a.copy()
    if a.size:
        a[0] = v
        a[-1] += 200
        a[0] *= 3
    b = np.empty(3, np.int32)
    b[:] = v
    b[1] = 2.7
    c = np.zeros(2, np.bool_)
    c[0] = v
    g = np.full(2, 1.5, np.float32)
    g[0] += 1
    return a, b, c, np.full(2, v), g, np.arange(3), np.ones(2), np.arange(0.0, 1.0, 0.5)


@njit(["(u1[:], u1[:])"])
def stored_expressions(a, b):
    n = min(a.size, b.size)
    out = np.empty(n, np.uint8)
    out[:] = a[:n] + b[:n] * 2
    more = out.copy()
    more += a[:n]
    halves = np.zeros(n)
    halves[:] = (a[:n] + b[:n]) / 2
    return out, more, halves


@njit(["(u1[:], i8)", "(f4[:], i8)"])
def branches(a, count):
    """An expression of arrays ends where another one that has branches begins."""
    small = np.uint64(3)
    return (
        (a + a) * (count or 1),
        (a + a) * count,
        (a * 3 - small * 2) / (count if count > 1 else 2),
        np.maximum(a + a, count if count > 2 else 7),
        a + a < (count and 100),
        (count or 1) * (a + a),
        np.sign(a > 1),
    )


@njit(["(u1[:], i8)"])
def written_to(a, v):
    for i in range(a.size):
        a[i] = a[i] + v


SIGNATURES = {
    "operators": PAIRS,
    "with_scalars": SCALARS,
    "nested": PAIRS,
    "quiet": ["(i8[:], i8[:])"],
    "reductions": ["(u1[:],)", "(i4[:],)", "(f4[:],)", "(f8[:],)", "(u8[:],)", "(i8[:],)"],
    "elements": ["(u1[:], i8)", "(f4[:], f8)", "(i8[:], f8)"],
    "rows": ["(f8[:, :],)", "(u1[:, :],)"],
    "stores": ["(u1[:], i8)", "(i4[:], i8)"],
    "stored_expressions": ["(u1[:], u1[:])"],
    "branches": ["(u1[:], i8)", "(f4[:], i8)"],
    "written_to": ["(u1[:], i8)"],
}
