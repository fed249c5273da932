"""Differences, gradients and areas, products of vectors and tables, convolutions, polynomials, bits
and windows: NumPy's numeric functions of arrays."""

import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view

from pyjit import f32, f64, i64, jit, u8


@jit
def differences_with_ends(a: i64[:], b: f32[:]):
    return (
        np.diff(a, prepend=0),
        np.diff(a, append=[1, 2], prepend=0.5),
        np.diff(b, 2, prepend=b[:1], append=3),
        np.diff([1, 4, 9]),
    )


@jit
def differences_along_axes(a: f64[:, :], b: i64[:, :, :]):
    return (
        np.diff(a, axis=0, prepend=0, append=a[:1]),
        np.diff(a, n=2, append=a[:, :1]),
        np.diff(a.T, axis=-2, prepend=1.5),
        np.diff(b, axis=1, prepend=2),
    )


@jit
def differences_of_lines(a: f64[:, :], b: i64[:]):
    return np.ediff1d(a), np.ediff1d(b, to_end=7, to_begin=[1, 2]), np.ediff1d(b, b[:1])


@jit
def areas(a: f64[:], b: f64[:, :], c: i64[:, :]):
    return (
        np.trapezoid(a),
        np.trapezoid(a, dx=0.25),
        np.trapezoid(a, a[::-1]),
        np.trapezoid(b, axis=0),
        np.trapezoid(c, np.arange(c.shape[1]) ** 2),
        np.trapezoid(c, c, axis=0),
    )


@jit
def unwrapped(a: f64[:, :], b: i64[:], c: f32[:]):
    return (
        np.unwrap(a * 3),
        np.unwrap(a, 4.0, axis=0),
        np.unwrap(b % 9, period=4),
        np.unwrap(b % 9, period=3.5, discont=3),
        np.unwrap(c % 9, period=2),
    )


@jit
def gradients(a: f64[:], b: i64[:], c: f32[:]):
    return (
        np.gradient(a),
        np.gradient(b, 2),
        np.gradient(c, 0.5),
        np.gradient(a, np.arange(len(a)) ** 2),
        np.gradient(b, np.arange(len(b)) * 0.5),
    )


@jit
def second_order_gradients(a: f64[:], b: f64[:, :]):
    return (
        np.gradient(a, edge_order=2),
        np.gradient(a, np.arange(len(a)) ** 2, edge_order=2),
        np.gradient(b, 0.1, axis=-1, edge_order=2),
    )


@jit
def gradients_of_tables(a: f64[:, :]):
    rows, columns = np.gradient(a)
    x, y = np.gradient(a, 2, np.arange(a.shape[1]) ** 2)
    return rows, columns, x + y, np.gradient(a, axis=0)


@jit
def crossed(a: f64[:, :], b: i64[:]):
    v = np.array([1.0, -2.0, 0.5])
    return np.cross(a[:, :3], v), np.cross(v, a[:, 1:4]), np.cross(b[:3], b[-3:])


@jit
def crossed_along_axes(a: f64[:, :, :]):
    return (
        np.cross(a[:3], a[-3:], axis=0),
        np.cross(a[:, :3], a[:, -3:], axisa=1, axisb=1, axisc=0),
        np.cross(a, a, axisa=1),
    )


@jit
def kronecker(a: i64[:, :], b: i64[:]):
    return np.kron(a, a), np.kron(a, b[:2]), np.kron(b[:3], a.T), np.kron(b, [1, 2])


@jit
def tensors(a: i64[:, :, :], b: i64[:, :]):
    return (
        np.tensordot(a, a.T, 1),
        np.tensordot(a, a, axes=3),
        np.tensordot(a, b, axes=0),
        np.tensordot(a, a, ([1, 0], [1, 0])),
        np.tensordot(b, b, axes=(0, 0)),
        np.tensordot(b, b, axes=((0, 1), (0, 1))),
    )


@jit
def tensors_that_do_not_fit(a: i64[:, :, :], b: i64[:, :]):
    return np.tensordot(a, b, axes=(0, 1))


@jit
def products_of_more_axes(a: i64[:, :, :], b: i64[:, :]):
    return (
        a @ a.transpose(0, 2, 1),
        a @ a[:1].transpose(0, 2, 1),
        np.dot(a, a.transpose(2, 1, 0)[:, :, :2].transpose(1, 0, 2)),
        np.inner(a, a),
        np.inner(b, b),
        np.dot(2, b),
        np.dot(b > 1, (b > 2).T),
        np.vdot(b > 1, b > 2),
    )


@jit
def products_that_do_not_fit(a: i64[:, :, :], b: i64[:, :]):
    return np.inner(b, a)


@jit
def stacks_that_do_not_fit(a: i64[:, :, :], b: i64[:, :, :]):
    return a @ b


@jit
def convolved(a: i64[:], b: u8[:]):
    return (
        np.convolve(a, [1, 2, 1]),
        np.convolve(a, a[:4], "same"),
        np.convolve(b, b[:12], mode="valid"),
        np.convolve(a[:2], b),
        np.convolve(a > 0, a > 1),
    )


@jit
def correlated(a: i64[:], b: u8[:]):
    return (
        np.correlate(a, a[::-2]),
        np.correlate(a[:3], a, "full"),
        np.correlate(b, b[:3], mode="same"),
        np.correlate(a[:2] * 1j, a * (1 + 2j), "full"),
    )


@jit
def polynomials(p: f64[:], x: i64[:], y: float, z: f32[:]):
    return np.polyval(p, x), np.polyval(p, y), np.polyval([3, 0, -1], z), np.polyval(x, 2)


@jit
def powers_of_vector(x: i64[:], y: f32[:]):
    return np.vander(x), np.vander(y, 3, increasing=True), np.vander(x > 1, 2)


@jit
def packed(a: i64[:], b: u8[:, :]):
    return (
        np.packbits(a > 2),
        np.packbits(a),
        np.packbits(b % 2, axis=0, bitorder="little"),
        np.packbits(b, axis=-1),
        np.packbits(b),
    )


@jit
def unpacked(a: u8[:], b: u8[:, :], n: int):
    # Of none, NumPy leaves what it should fill.
    rows = np.vstack((b, np.full((1, b.shape[1]), 9, np.uint8)))
    return (
        np.unpackbits(np.append(a, rows[-1, :1]), count=n) if b.size > 0 else a,
        np.unpackbits(a[:3], bitorder="little"),
        np.unpackbits(rows, axis=0, count=11),
        np.unpackbits(b, axis=1),
    )


@jit
def windows(a: f64[:], n: int):
    return sliding_window_view(a, n), sliding_window_view(a, (n,)).sum(axis=1)


@jit
def windows_of_tables(a: f64[:, :]):
    return (
        sliding_window_view(a, (2, 1)),
        sliding_window_view(a, 2, axis=-1),
        np.lib.stride_tricks.sliding_window_view(a, (1, 1), axis=(0, 0)),
    )


@jit
def strided(a: i64[:]):
    b = a.copy()
    rows = as_strided(b, (len(b) // 2, 2), (16, 8))
    rows[:1] = 5
    return b, as_strided(b, shape=rows.shape, strides=(8, 0), writeable=False)
