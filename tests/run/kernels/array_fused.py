"""Reductions of expressions: there is no array of their elements, and the order is that of one."""

import numpy as np

from pyjit import f32, f64, i8, i64, jit, u8


@jit
def sums(a: f64[:], b: f64[:]):
    return (a * b).sum(), np.sum(a - b), np.sum(np.sqrt(abs(a)) + 1.0), (-a).sum()


@jit
def sums_of_singles(a: f32[:], b: f32[:]):
    return (a * b).sum(), np.mean(a + b), (a * 2).prod(), np.max(a - b) + 0, (a + 1.5).mean()


@jit
def sums_of_integers(a: i8[:], b: u8[:]):
    return (a + a).sum(), np.sum(b * b), (a * b).prod(), (b - b[::-1]).mean(), (a + b).max()


@jit
def extremes(a: f64[:], b: i64[:]):
    return (a + 0.5).min() + 0, np.max(-a) + 0, np.amin(b + 1), (b // 3).max(), np.amax(b * 2)


@jit
def truths(a: f64[:], b: f64[:]):
    return (
        (a > 0).any(),
        np.all(a == a),
        (a > b[::-1]).sum(),
        np.count_nonzero(a < 1),
        (a >= 0).mean(),
        np.any(a - a),
    )


@jit
def of_one_more(a: f64[:], b: f64[:], c: f64[:, ::1]):
    return (a[:, None] * b).sum(), (c + c[:1]).mean(), (c * 0.5).min() + 0, (c - c).any()


@jit
def of_any_matrix(a: f64[:, :], b: f64[:, :]):
    return (a * 2).sum(), (a.T + 1).sum(), (a + b).mean(), np.max(a - 1) + 0, (a > b).all()


@jit
def that_do_not_fit(a: f64[:], b: f64[:]):
    return (a[1:] + b[2:] * 2).sum()


@jit
def without_elements(a: f64[:], n: int):
    return (a[:n] * 2).max()


@jit
def sums_of_no_number(a: f64[:]):
    b = a[:0]
    return (b + 1).sum(), (b + 1).prod(), (b + 1).mean(), (b > 1).any(), (b > 1).all()


@jit
def with_arguments(a: f64[:], b: f64[:, :]):
    return (
        (a + 1).sum(axis=0),
        np.sum(b * 2, axis=1),
        np.sum(a * 2, dtype=np.float32),
        (a + a).sum(keepdims=True),
        (a * a).sum(initial=1.0),
        np.min(a + 1, initial=0.0) + 0,
    )


@jit
def inside_of_one_another(a: f64[:]):
    b = a - a.mean()
    return (b / (1 + abs(a - (a * a).mean()).max())).sum(), ((a - np.sum(a * a)) ** 2).sum()


@jit
def in_a_loop(a: f64[:, :]):
    total = 0.0
    for i in range(len(a)):
        total += (a[i] * a[-1 - i]).sum()
    return total


@jit
def of_two_powers(a: i64[:], b: i64[:]):
    # An exponent below zero raises, whatever is done with the elements.
    return (abs(a) ** (b % 5 - 1)).sum()
