"""Functions of elements with `out=`, `where=` and `dtype=`."""

import numpy as np

from pyjit import c128, f32, f64, i32, i64, jit, u8


@jit
def into_new(a: f64[:], b: f64[:]):
    c = np.empty(a.shape)
    first = np.add(a, b, out=c)
    first *= 2
    return first, c, np.subtract(a, b, np.zeros(a.shape)), np.multiply(a, b, out=(np.ones(a.shape),))


@jit
def into_arguments(a: f64[:], b: f64[:]):
    np.sqrt(np.abs(a), out=a)
    np.fabs(a, a)
    np.copysign(a, b, out=a)
    return np.negative(b, out=b)


@jit
def into_parts(a: f64[:], b: f64[:]):
    c = np.zeros(2 * len(a))
    np.multiply(a, b, out=c[::2])
    np.minimum(np.abs(a), 2, out=c[::-1][::2])
    return c


@jit
def into_what_overlaps(a: f64[:], b: f64[:, :]):
    np.add(a[1:], a[:-1], out=a[1:])
    np.subtract(a[1:], a[:-1], out=a[:-1])
    np.multiply(a[::-1], 2, out=a)
    n = min(b.shape)
    return np.add(b[:n, :n], b[:n, :n].T, out=b[:n, :n])


@jit
def into_other_shapes(a: f64[:], b: f64[:, :], x: float):
    c = np.zeros((2, 3))
    np.add(1, 2.5, out=c[1])
    np.multiply(a, x, out=b)
    return np.add(np.ones(1), np.ones((2, 1)), out=c)


@jit
def into_another_shape(a: f64[:], b: f64[:]):
    return np.add(a, b, out=np.zeros(3))


@jit
def into_another_shape_beside_numbers(a: f64[:], x: float):
    return np.subtract(x, a, out=np.zeros(3))


@jit
def into_one_element(a: f64[:]):
    return np.floor(a, out=np.zeros(1))


@jit
def into_other_types(a: i32[:], b: u8[:], c: f64[:]):
    d = np.zeros(len(a))
    e = np.zeros(len(a), dtype=np.int64)
    f = np.zeros(len(c), dtype=np.float32)
    g = np.zeros(len(c), dtype=np.complex128)
    np.add(a, a, out=d)
    np.multiply(a, a, out=e)
    np.divide(c, 3, out=f)
    np.less(c, 1, out=g)
    return d, e, f, g, np.add(b, b, out=np.zeros(b.shape, np.int16))


@jit
def into_truths(a: f64[:], b: f64[:], c: i64[:]):
    d = np.zeros(a.shape, dtype=np.bool_)
    e = np.zeros(c.shape, dtype=np.bool_)
    np.greater_equal(a, b, out=d)
    np.logical_not(c, out=e)
    return d, e, np.isnan(a, out=np.ones(a.shape)), np.add(e, e, out=e), np.logical_xor(d, b > 0, d)


@jit
def numbers_that_may_not_fit(a: u8[:], n: int):
    return np.add(a, n, out=np.zeros(a.shape))


@jit
def into_a_matrix(a: f64[:], b: f64[:, :], n: int):
    np.add(a, n, out=b)
    return b


@jit
def into_complex(a: c128[:], b: f64[:]):
    np.conj(a, out=a)
    np.abs(a, out=np.zeros(a.shape))
    return np.multiply(a, 2j, out=a), np.add(b, 1, out=np.zeros(b.shape, np.complex64))


@jit
def where_some(a: f64[:], b: f64[:]):
    c = np.full(a.shape, 7.0)
    np.divide(a, b, out=c, where=b != 0)
    np.sqrt(a, out=a, where=a > 0)
    return c, np.add(b, 1, b, where=True)


@jit
def where_of_another_shape(a: f64[:, :], b: f64[:]):
    c = np.zeros((2, 3))
    np.add(c, 1, out=c, where=np.array([True, False, True]))
    np.multiply(c, 3, out=c, where=np.array([[True], [False]]))
    np.add(a, 1, out=a, where=b > 0)
    return c


@jit
def where_power_would_raise(a: i64[:]):
    np.power(a, a, out=a, where=(a >= 0) & (a < 10))
    return a


@jit
def where_itself(a: i64[:]):
    b = a > 0
    np.logical_not(b, out=b, where=b)
    np.logical_or(b[1:], b[:-1], out=b[1:], where=b[:-1])
    return b


@jit
def in_a_type(a: i32[:], b: f32[:], c: u8[:], n: int):
    return (
        np.multiply(a, a, dtype=np.int64),
        np.add(b, 1, dtype=np.float64),
        np.divide(a, 3, dtype=np.float32),
        np.add(c, n % 5, dtype=np.int16),
        np.sqrt(c, dtype=np.float64),
        np.subtract(a, 1, out=np.zeros(a.shape), dtype=np.float32),
        np.add(1, 2, dtype=np.float32),
    )


@jit
def rounded(a: f64[:], b: i64[:]):
    c = np.zeros(a.shape)
    np.round(a, 1, out=c)
    np.around(a, decimals=2, out=a)
    return c, np.rint(b, out=np.zeros(b.shape)), np.rint(a, out=a)


@jit
def rounded_into_another_shape(a: f64[:]):
    return np.round(a, 1, out=np.zeros(3))


@jit
def clipped(a: f64[:], b: f64[:], c: i64[:]):
    d = np.clip(a, 1, 2, out=np.zeros(a.shape))
    np.clip(b, None, 3.5, b)
    return d, np.clip(a, b, 5.0, out=a), np.clip(c, -2, 3, out=np.zeros(c.shape))


@jit
def clipped_into_another_shape(a: f64[:]):
    return np.clip(a, 0.5, 1, out=np.zeros(3))


@jit
def in_steps(a: f64[:], b: f64[:]):
    """No array is made."""
    for _ in range(3):
        np.multiply(a, 0.5, out=a)
        np.add(a, b, out=a)
    return a


@jit
def given_on(a: f64[:], b: f64[:]):
    c = np.add(np.multiply(a, 2, out=a), np.add(b, 1, out=b), out=b)
    return c, a


@jit
def methods(a: f64[:], b: i64[:], n: int):
    c = np.zeros(a.shape)
    first = a.round(2, c)
    return (
        a.clip(0.5, 2),
        a.clip(max=1.5),
        b.clip(n, n + 3),
        b.clip(-1, None, np.zeros(b.shape)),
        a.round(),
        a.round(decimals=1),
        first,
        c,
    )
