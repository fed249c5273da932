"""Other shapes of arrays, and functions of whole arrays."""

import numpy as np

from pyjit import f32, f64, i32, i64, jit, u8


@jit
def reshaped(a: f64[:], n: int):
    b = a[: len(a) // 2 * 2]
    return b.reshape(2, -1), b.reshape((-1, 2)), np.reshape(b, (2, len(b) // 2)), b.reshape(-1)


@jit
def reshaped_matrix(a: i64[:, :]):
    return a.reshape(-1), a.reshape(a.shape[1], -1), a.reshape(1, -1, 1), a.reshape(a.size)


@jit
def wrongly_reshaped(a: f64[:], n: int, m: int):
    return a.reshape(n, m)


@jit
def written_through_a_reshape(a: f64[:, :]):
    b = a.reshape(-1)
    if len(b) > 0:
        b[0] = 77.0
    c = a.ravel()
    if len(c) > 1:
        c[1] = 78.0
    d = a.flatten()
    if len(d) > 2:
        d[2] = 79.0
    return a


@jit
def written_through_a_part(a: f64[:, :]):
    b = a[:, ::2].reshape(a.shape[0], -1, 1)
    b[:] = 5.0
    return a, b


@jit
def chosen(a: f64[:], b: f64[:]):
    return np.where(a > 0, a, b), np.where(a > b, 1, 0), np.where(a < 1, a, 2.5)


@jit
def chosen_of_types(a: i32[:], b: u8[:], x: float):
    return np.where(a > 3, a, 7), np.where(a, 1.5, a), np.where(b > a, x, -x)


@jit
def chosen_that_do_not_fit(a: u8[:], b: i32[:], n: int, x: float):
    return np.where(a > 3, a, n), np.where(a > 1, 300, a), np.where(b > 0, b, n)


@jit
def chosen_beside_numbers(a: f64[:], b: f64[:], x: float):
    return np.where(a > 0, b, x)


@jit
def clipped_beside_numbers(a: f64[:], b: f64[:], x: float):
    return np.clip(a, b, x)


@jit
def equal(a: f64[:], b: f64[:]):
    return np.array_equal(a, b), np.array_equal(a, a[::-1]), np.allclose(a, a), np.allclose(a, a + 1)


@jit
def close(a: f64[:]):
    b = a * (1 + 1e-9)
    return np.isclose(a, b), np.isclose(a, 1.0), np.isclose(a, b, equal_nan=True)


@jit
def logical(a: f64[:], b: i32[:]):
    return np.logical_and(a > 1, a < 9), np.logical_not(b), np.less(b, 3), np.nan_to_num(a)


@jit
def rounded(a: f64[:], b: f32[:]):
    return np.round(a), np.round(b, 1), np.floor(a), np.rint(b)


@jit
def accumulated(a: f64[:], b: u8[:], c: i64[:, :]):
    return np.cumsum(a), b.cumsum(), np.cumsum(c), np.cumprod(a[:5]), b.cumprod()


@jit
def differences(a: f64[:], b: i64[:, :]):
    return np.diff(a), np.diff(b)


@jit
def products(a: i64[:], b: i64[:], c: i64[:, :]):
    return np.outer(a, b), c @ c.T, c.T @ c, np.dot(c, c[0]), c[0] @ c.T


@jit
def wrong_products(a: i64[:], b: i64[:], c: i64[:, :]):
    return c @ a


@jit
def places(a: f64[:], x: float):
    b = np.cumsum(np.abs(a))
    return np.searchsorted(b, x), np.searchsorted(b, x, side="right"), np.searchsorted(b, 3)


@jit
def places_of_arrays(a: f64[:], b: f64[:], c: i32[:], d: f64[:, :]):
    e = np.sort(a)
    f = np.sort(c)
    return e.searchsorted(b), np.searchsorted(f, c, "right"), np.searchsorted(f, b), e.searchsorted(d)


@jit
def shapes(a: f64[:, :]):
    return np.shape(a), np.size(a), np.ndim(a), np.size(a, 0), np.transpose(a), np.expand_dims(a, 0)


@jit
def one_item(a: f64[:]):
    return a[:1].item()


@jit
def found(a: f64[:], b: i32[:]):
    return np.flatnonzero(a > 1), np.nonzero(b), np.where(a < 3)[0], a.nonzero()


@jit
def clipped(a: f64[:], b: i32[:], c: u8[:], x: float):
    return np.clip(a, 0.5, x), np.clip(b, -1, 3), np.clip(c, 2, 100), np.clip(a, a_min=1, a_max=None)


@jit
def sorted_ones(a: f64[:], b: i64[:], c: u8[:]):
    return np.sort(a), np.sort(b), np.sort(c[::-1]), a[np.argsort(a)], b[b.argsort()]


@jit
def sorted_many(n: int):
    a = (np.arange(n * 41) * 7919 % 1009) * 0.5
    return np.sort(a), a[np.argsort(a)]


@jit
def joined(a: f64[:], b: f64[:]):
    return np.concatenate((a, b)), np.concatenate([a[::2], b, a])
