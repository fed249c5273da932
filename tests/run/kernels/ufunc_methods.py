"""Methods of NumPy's ufuncs."""

import numpy as np

from pyjit import c128, f32, f64, i8, i64, jit, u8


@jit
def reduced(a: f64[:, :], b: i8[:], c: u8[:]):
    return (
        np.add.reduce(a),
        np.add.reduce(a, axis=1),
        np.add.reduce(a, axis=None),
        np.add.reduce(a, (0, 1), keepdims=True),
        np.add.reduce(b),
        np.multiply.reduce(c),
        np.multiply.reduce(a, -1),
        np.add.reduce(b, dtype=np.float32),
        np.add.reduce(a, initial=2.5),
        np.add.reduce(a, where=a > 0),
    )


@jit
def extremes(a: f64[:], b: i64[:, :]):
    if len(a) == 0 or b.size == 0:
        return np.maximum.reduce(a), np.minimum.reduce(b), a[0], a[0]
    return np.maximum.reduce(a), np.minimum.reduce(b), np.fmax.reduce(a), np.fmin.reduce(a)


@jit
def truths(a: f64[:], b: i64[:, :]):
    c = a > 0
    return (
        np.logical_and.reduce(a),
        np.logical_or.reduce(b),
        np.logical_xor.reduce(b, axis=1),
        np.logical_and.reduce(c),
        np.add.reduce(c),
    )


@jit
def bits(a: i64[:], b: u8[:]):
    return np.bitwise_and.reduce(a), np.bitwise_or.reduce(b), np.bitwise_xor.reduce(a)


@jit
def reduced_into(a: f64[:, :]):
    b = np.zeros(a.shape[1])
    return np.add.reduce(a, out=b), b


@jit
def so_far(a: f64[:], b: i64[:, :], c: u8[:]):
    return (
        np.add.accumulate(a),
        np.maximum.accumulate(a),
        np.multiply.accumulate(b, axis=1),
        np.minimum.accumulate(b),
        np.add.accumulate(c),
        np.add.accumulate(c, dtype=np.uint8),
        np.logical_or.accumulate(a),
        np.bitwise_or.accumulate(c),
    )


@jit
def of_every_pair(a: f64[:], b: i64[:], c: f64[:, :]):
    return (
        np.multiply.outer(a, b),
        np.subtract.outer(a, c),
        np.add.outer(c.T, b),
        np.less.outer(a, b),
        np.maximum.outer(b, b),
        np.add.outer(a, 2),
        np.subtract.outer(2, b),
    )


@jit
def scattered(a: f64[:], b: i64[:], x: float, n: int):
    a, b = a.copy(), b.copy()
    np.add.at(a, b % 3, x)
    np.subtract.at(a, b % 2, np.arange(float(len(b))))
    np.maximum.at(a, np.array([0, 0, -1]), 2)
    np.add.at(b, [0, 0, 1], n)
    return a, b


@jit
def scattered_far(a: f64[:], b: i64[:]):
    c = a.copy()
    np.add.at(c, b, 1.0)
    return c


@jit
def scattered_of_other_length(a: f64[:], b: f64[:]):
    c = a.copy()
    np.add.at(c, [0, 0], b)
    return c


@jit
def counted(a: u8[:]):
    histogram = np.zeros(256, dtype=np.int64)
    np.add.at(histogram, a, 1)
    weights = np.zeros(256, dtype=np.float32)
    np.add.at(weights, a, 0.1)
    np.multiply.at(weights, a[::-1], 1.1)
    return histogram, weights


@jit
def scattered_casts(a: i64[:], b: f64[:]):
    c = np.zeros(3, dtype=np.int64)
    np.add.at(c, [0, 2, 2], 2.7)
    d = np.zeros(3, dtype=np.float32)
    np.add.at(d, [0, 0], 1e-9)
    return c, d


@jit
def scattered_in_rows(a: f64[:, :], b: f64[:]):
    c = np.zeros((4, 3))
    np.add.at(c, [0, 0, -1], np.array([1.0, 2.0, 3.0]))
    np.multiply.at(c, [3, 3], 2)
    np.add.at(c, [1, 1, 2], np.arange(9.0).reshape(3, 3))
    d = a.copy()
    np.add.at(d, [0, 0], b)
    return c, d


@jit
def scattered_in_pairs(a: f64[:, :], b: i64[:], c: i64[:]):
    d = a.copy()
    np.add.at(d, (b, c), 1.5)
    return d


@jit
def scattered_in_known_pairs(n: int):
    a = np.zeros((3, 4))
    np.add.at(a, ([0, 0, 1], [1, 1, -2]), [1.0, 2.0, 3.0])
    np.add.at(a, ([2], [0, 1, 1]), n)
    return a


@jit
def scattered_under_masks(a: f64[:], b: i64[:], c: f64[:, :]):
    d, e = a.copy(), b.copy()
    np.add.at(d, a > 0, 1)
    np.subtract.at(e, e != 1, np.arange(float((e != 1).sum())).astype(np.int64))
    np.multiply.at(d, d == d, 2.5)
    f = c.copy()
    np.add.at(f, f[:, 0] > 0, 1.5)
    return d, e, f


@jit
def scattered_under_another_mask(a: f64[:], b: f64[:]):
    c = a.copy()
    np.add.at(c, b > 0, 1)
    return c


@jit
def scattered_of_other_count(a: f64[:], b: f64[:]):
    c = a.copy()
    np.add.at(c, a > 0, b)
    return c


@jit
def from_itself(a: f64[:]):
    b = a.copy()
    np.add.at(b, np.arange(len(b)), b[::-1])
    return b


@jit
def of_complex(a: c128[:], b: f32[:]):
    return np.add.reduce(a), np.subtract.outer(a[:3], b[:3]), np.add.accumulate(a)
