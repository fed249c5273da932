"""Functions and methods that make arrays of arrays, and that reduce them."""

import numpy as np

from pyjit import f32, f64, i8, i32, i64, jit, u8


@jit
def likes(a: f64[:, :], n: int):
    b = np.empty_like(a)
    b[...] = n
    return np.zeros_like(a), np.ones_like(a, dtype=np.int32), np.full_like(a, n), b


@jit
def copies(a: f64[:, :]):
    return a.copy(), np.copy(a), np.array(a), a.astype(np.float32), a.flatten()


@jit
def casts(a: i32[:], b: u8[:]):
    return a.astype(float), a.astype(np.int8), b.astype(np.int64), a.astype(bool)


@jit
def literals(x: float, n: int):
    return (
        np.array([1, 2, n]),
        np.array([x, 2, 0.5]),
        np.array([[1, 2], [3, n]]),
        np.array((x, x), dtype=np.float32),
        np.array([True, False]),
        np.array([[x], [1]]),
        np.asarray([1.5, x]),
    )


@jit
def same_or_converted(a: f64[:]):
    return np.asarray(a) is None, np.asarray(a), np.asarray(a, np.float32), np.asarray(a, float)


@jit
def contiguous(a: f64[:, :], b: f64[:]):
    return np.ascontiguousarray(a), np.ascontiguousarray(b), np.ascontiguousarray(b, dtype=np.int8)


@jit
def contiguous_ints(a: i64[:, :]):
    return np.ascontiguousarray(a), np.ascontiguousarray(a[:, ::2]), a.ravel(), a[:, 0].ravel()


@jit
def ranges(n: int, m: int):
    return np.arange(n), np.arange(n, m), np.arange(n, m, 3), np.arange(m, n, -2)


@jit
def ranges_of_floats(n: int, x_small: float):
    return np.arange(0.5, 3.0), np.arange(0, 1, 0.1), np.arange(n, dtype=float), np.arange(2.5)


@jit
def ranges_of_any_floats(start: float, stop: float, step: float):
    if step != 0 and 1e4 < abs((stop - start) / step) < 1e20:  # more than a test has room for
        return np.arange(start, stop, (stop - start) / 7)
    return np.arange(start, stop, step)


@jit
def ranges_of_any_steps(n: int, step: int):
    return np.arange(n, n + 3, step), np.arange(n + 0.1, n + 1000.7, step * 331.3)


@jit
def ranges_of_small(n: int):
    return np.arange(5, dtype=np.uint8), np.arange(3, dtype=np.float32)


@jit
def between(n: int, x: float, y: float):
    return np.linspace(x, y, n), np.linspace(0, 1, 5), np.linspace(x, 2.0, n, endpoint=False)


@jit
def eyes(n: int, m: int):
    return np.eye(n), np.eye(n, m, 1, dtype=np.int32), np.identity(n), np.eye(3, k=-1)


@jit
def lists_as_shapes(n: int):
    return np.zeros([n, 2]), np.ones([3])


@jit
def sums(a: f64[:], b: i32[:], c: u8[:]):
    return np.sum(a), a.sum(), b.sum(), c.sum(), np.sum(b < 3), np.sum(a[::2]), np.sum(a[::-1])


@jit
def sums_of_singles(a: f32[:]):
    return a.sum(), np.mean(a), (a * 2).sum()


@jit
def sums_of_matrix(a: f64[:, :]):
    return np.sum(a, axis=0), np.sum(a, axis=1), a.sum(-1), a.sum(axis=-2)


@jit
def sum_of_matrix(a: f64[:, :]):
    return np.sum(a)


@jit
def sums_of_integers(a: i64[:, :]):
    return np.sum(a), np.sum(a, axis=0), np.sum(a, axis=1)


@jit
def long_sums(n: int):
    a = np.arange(n * 997) * 0.37 + 0.1
    b = a.astype(np.float32)
    return np.sum(a), np.mean(a), np.sum(b), np.mean(b), np.sum(a[::3]), np.mean(np.arange(n * 997))


@jit
def means(a: f64[:], b: i32[:], c: u8[:]):
    return np.mean(a), a.mean(), b.mean(), np.mean(c), np.mean(a > 0)


@jit
def means_of_matrix(a: f64[:, :]):
    return np.mean(a, axis=0), a.mean(axis=1)


@jit
def spreads(a: f64[:], b: i32[:]):
    return np.var(a), a.std(), np.var(b), np.std(a, ddof=1), b.var(ddof=2)


@jit
def products(a: f64[:], b: i8[:]):
    return np.prod(a), b.prod(), np.prod(a[:3] + 1)


@jit
def extremes(a: f64[:], b: i32[:]):
    return np.min(a), a.max(), b.min(), np.amax(b), np.ptp(b)


@jit
def extremes_of_matrix(a: f64[:, :]):
    return np.min(a), a.max(), a.min(axis=0), np.max(a, axis=1), np.amin(a, 1)


@jit
def extremes_of_bytes(a: u8[:]):
    return a.min(), a.max(), a.argmin(), np.argmax(a)


@jit
def places(a: f64[:]):
    return np.argmin(a), a.argmax()


@jit
def places_in_matrix(a: f64[:, :]):
    return np.argmin(a), a.argmax(axis=0), np.argmin(a, axis=1), a.argmax()


@jit
def truths(a: f64[:], b: i32[:]):
    return np.any(a), np.all(a), (a > 0).any(), np.all(b == 0), np.count_nonzero(a), np.any(a != a)


@jit
def products_of_integers(a: i64[:], b: i64[:]):
    return np.dot(a, b)


@jit
def fused_sum(a: f64[:], b: f64[:]):
    return np.sqrt((a - b) ** 2 + b * 0.5).sum(), np.abs(a - b).max() if len(a) > 0 else 0.0


@jit
def extremes_of_no_elements(a: f64[:, :]):
    none = a[:0, :0]
    return a[:, :0].max(axis=0), none.max(axis=1)


@jit
def places_of_no_elements(a: f64[:, :]):
    none = a[:0, :0]
    return a[:0].argmin(axis=1), none.argmin(axis=0)
