"""Arrays put together: of several types, along any axis, lists and tuples alike."""

import numpy as np

from pyjit import c64, f32, f64, i8, i32, i64, jit, u8, u64


@jit
def of_types(a: i64[:], b: f64[:], c: i32[:], d: f32[:], e: u8[:], f: i8[:], g: u64[:]):
    return (
        np.concatenate((a, b)),
        np.concatenate([c, d]),
        np.concatenate((e, f)),
        np.concatenate((a, g)),
        np.hstack((e, c, d)),
        np.concatenate((a > 0, e)),
        np.concatenate((d, np.array([1j]))),
    )


@jit
def of_complex(a: c64[:], b: f64[:]):
    return np.concatenate((a, b)), np.append(a, b[:1])


@jit
def in_a_type(a: i64[:], b: f32[:]):
    return (
        np.concatenate((a, b), dtype=np.float64),
        np.concatenate((b, b), dtype=np.float32),
        np.stack((b, b), dtype=np.float64),
        np.vstack((a, a), dtype=np.float32),
        np.hstack((a, a), dtype=np.int8),
    )


@jit
def with_numbers(a: f64[:], b: i64[:]):
    return np.concatenate(([0.0], a, (1, 2))), np.concatenate([[0], b]), np.hstack(([1, 2], [3.5]))


@jit
def along_axes(a: f64[:, :], b: i64[:, :]):
    return (
        np.concatenate((a, a), axis=0),
        np.concatenate((a, a.astype(np.float32)), axis=-1),
        np.concatenate((a, a), axis=None),
        np.concatenate((b[:, :1], b, b), axis=1),
        np.concatenate((a.T, a.T)),
        np.concatenate((b, b.T.copy().T), axis=1),
    )


@jit
def of_other_lengths(a: f64[:, :], b: f64[:, :]):
    return np.concatenate((a, b))


@jit
def beside_other_lengths(a: f64[:, :], b: f64[:, :]):
    return np.concatenate((a, a, b), axis=1)


@jit
def of_three(a: f64[:, :], n: int):
    b = np.arange(abs(n) * 6.0).reshape(-1, 2, 3)
    c = b.T
    return (
        np.concatenate((b, b), axis=1),
        np.concatenate((b, b + 1), axis=-1),
        np.concatenate((c, c), axis=0),
        np.vstack((b, b)),
        np.hstack((b, b)),
        np.concatenate((c, c.copy()), axis=1),
    )


@jit
def stacked(a: f64[:, :], b: i64[:, :]):
    return (
        np.stack((a, a)),
        np.stack((a, a + 1), axis=1),
        np.stack([a, a], axis=-1),
        np.stack((b, b.astype(np.float64))),
        np.stack((a.T, a.T), axis=2),
        np.stack((a[0], a[0]), 1) if a.shape[0] > 0 else np.stack((a.ravel(), a.ravel()), 1),
    )


@jit
def stacked_of_other_shapes(a: f64[:, :], b: f64[:, :]):
    return np.stack((a, b))


@jit
def one_on_the_other(a: f64[:], b: f64[:, :]):
    return np.vstack((a, a, a)), np.vstack((b, b)), np.vstack([b[:1], b]), np.vstack((a[None], a))


@jit
def rows_on_a_matrix(a: f64[:], b: f64[:, :]):
    return np.vstack((b, a)), np.column_stack((b.T, a))


@jit
def in_columns(a: f64[:], b: i64[:]):
    return np.column_stack((a, a)), np.column_stack((b, b, b > 0))


@jit
def in_depth(a: f64[:], b: f64[:, :]):
    return np.dstack((a, a)), np.dstack((b, b + 1)), np.dstack([b.T, b.T])


@jit
def in_depth_of_other_lengths(a: f64[:, :], b: f64[:, :]):
    return np.dstack((a, b))


@jit
def appended(a: f64[:], b: i64[:], x: float, n: int):
    return (
        np.append(a, x),
        np.append(b, n),
        np.append(b, x),
        np.append(a, [1, 2]),
        np.append(b, (3, 4.5)),
        np.append(a, b),
        np.append(a, np.zeros((2, 2))),
    )


@jit
def appended_rows(a: f64[:, :], b: f64[:, :]):
    return np.append(a, a, axis=0), np.append(a, a[:, :1], axis=1), np.append(a, b)


@jit
def joined_in_the_order_of_the_second(n: int):
    a = np.ones((1, 3))
    b = np.arange(6.0).reshape(3, 2).T
    return np.concatenate((a, b)), np.concatenate((b, a)), np.concatenate((a, a.T.copy().T))
