"""Polynomials as arrays of their coefficients; what is real and complex; shapes together."""

import numpy as np

from pyjit import c128, f32, f64, i32, i64, jit


@jit
def sums_of_polynomials(a: f64[:], b: i64[:], c: c128[:]):
    return (
        np.polyadd(a, b),
        np.polysub(b, a),
        np.polyadd(c, 1),
        np.polysub([1, 2, 3], b),
        np.polyadd(2.5, a),
    )


@jit
def products_of_polynomials(n: int, m: int):
    a = np.arange(n) - 1
    b = np.arange(m) * 0.5
    return np.polymul(a, b), np.polymul(a, [0, 0, 2]), np.polymul([0], a)


@jit
def derived(a: i64[:], n: int):
    b = np.arange(n + 3) + 1.5
    return np.polyder(a), np.polyder(b, 2), np.polyder(b, m=0), np.polyint(a), np.polyint(b, 3)


@jit
def derived_from_few(a: f64[:]):
    return np.polyint(a[:1]), np.polyint(a[:0]), np.polyadd(a[:1], a[:0])


@jit
def from_zeros(a: i64[:], b: f32[:], n: int):
    return np.poly(a[:4]), np.poly(b[:3]), np.poly(np.arange(n))


@jit
def without_imaginary_part(a: c128[:], b: f64[:], x: float, z: complex):
    return (
        np.isreal(a),
        np.iscomplex(a),
        np.isreal(b),
        np.iscomplex(b),
        np.isreal(x),
        np.iscomplex(z),
        np.isreal([1, 2]),
    )


@jit
def shapes_together(a: f64[:, :], b: i32[:]):
    return (
        np.broadcast_shapes(a.shape, (1, 1)),
        np.broadcast_shapes((3, 1), b.shape),
        np.broadcast_shapes(4, (2, 1, 1), ()),
        np.broadcast_shapes(),
    )


@jit
def fitted(n: int, m: int):
    x = np.linspace(-1, 2, abs(n) + 5)
    y = 3 * x**2 - x + 0.5
    line = np.polyfit(x, y, 2)
    both = np.polyfit(x, np.column_stack((y, 2 * y)), abs(m) % 3 + 2)
    return np.round(line, 6) + 0.0, np.round(both, 6) + 0.0
