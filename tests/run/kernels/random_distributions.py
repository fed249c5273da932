"""Distributions whose parameters are arrays, and those that draw along lines."""

from __future__ import annotations

import numpy as np

from pyjit import f64, i64, jit


@jit
def along(g: np.random.Generator):
    a, b = np.array([1.5, 0.0, 30.0]), np.array([[1.0], [2.0]])
    x = g.normal(a, b), g.normal(a, 2.0, (2, 3)), g.poisson(a), g.gamma(a, [1.0, 2.0, 3.0])
    y = g.uniform(0, a), g.exponential(b[:, 0]), g.standard_gamma(a[::2], size=2), g.beta(1, b)
    return x, y, g.normal(np.array([1, 2]), np.array([True])), g.laplace((1.0, 2.0)), g.random()


@jit
def counts_along(g: np.random.Generator):
    n, p = np.array([3, 40, 0, 100]), np.array([[0.0], [0.5], [1.0]])
    x = g.binomial(n, 0.4), g.binomial(50, p), g.binomial(n, p, (3, 4)), g.binomial(9.7, 0.5)
    y = g.hypergeometric(n, 50, 3), g.hypergeometric(60, n + 12, [[5], [30]]), g.zipf(p + 1.5)
    return x, y, g.negative_binomial(n + 1, 0.3), g.geometric(p[1:]), g.logseries(p / 2), g.random()


@jit
def three_along(g: np.random.Generator, a: f64[:]):
    if np.any(np.isnan(a)):
        return np.zeros(3), g.triangular(0, np.array([1.0, 2.0]), [[2.5], [3.5]])
    return g.noncentral_f(np.array([1.0, 2.0, 3.0]), 2.0, 0.5), g.triangular(a, a, a + 1.0)[None]


@jit
def along_of_the_module(n: int):
    np.random.seed(n % 5)
    a, b = np.array([1.5, 0.0, 30.0]), np.array([[1.0], [2.0]])
    x = np.random.normal(a, b), np.random.poisson(a, (2, 3)), np.random.gamma(a, [1.0, 2.0, 3.0])
    y = np.random.uniform(0, a), np.random.binomial([3, 40, 100], 0.4), np.random.standard_t(b)
    return x, y, np.random.hypergeometric([20, 30], 50, b.astype(int) * 7), np.random.randn()


@jit
def without_dimensions(g: np.random.Generator, x: float):
    a = np.array(2.5)
    return g.normal(a, 1.0), g.poisson(a), g.binomial(np.array(7), 0.5), np.random.gamma(a) < 1e9


@jit
def sizes(g: np.random.Generator, a: f64[:], b: f64[:, :], n_small: int):
    if n_small % 4 == 0:
        return g.uniform(0.0, np.ones(b.shape), n_small), 0.0
    if n_small % 4 == 1:
        return g.normal(np.ones(len(a)), size=n_small), 0.0
    if n_small % 4 == 2:
        return g.normal(np.ones(len(a)), np.ones(3)), 0.0
    x = g.normal(np.ones(len(a)), np.ones((2, 1)), (n_small, len(a)))
    return x[:, 0], g.random()


@jit
def refused_numbers(g: np.random.Generator, x: float):
    return g.poisson(np.array([x])), g.binomial(5, np.array([[x]])), g.geometric([1.0, x])


@jit
def refused_widths(g: np.random.Generator, a: f64[:]):
    if len(a) % 4 == 0:
        return g.normal(0.0, a)
    if len(a) % 4 == 1:
        return g.uniform(a, 1.0)
    if len(a) % 4 == 2:
        return g.zipf(a) * 1.0
    return g.chisquare(a)


@jit
def simplex(g: np.random.Generator):
    a = np.array([0.5, 2.0, 7.0])
    x = g.dirichlet(a), g.dirichlet([0.05, 0.02, 0.0, 0.01], 4), g.dirichlet((1, 2), (2, 3))
    return x, g.dirichlet(a, 0), g.dirichlet(np.zeros(2)), g.dirichlet(a[:0], 2), g.random()


@jit
def shares(g: np.random.Generator):
    p = np.array([0.2, 0.0, 0.3, 0.5])
    x = g.multinomial(20, p), g.multinomial(100000, p, 3), g.multinomial(0, [0.5, 0.5], (2, 2))
    return x, g.multinomial(np.array([[5], [1000]]), p), g.multinomial(7, [1, 0]), g.random()


@jit
def shares_of_lines(g: np.random.Generator):
    p = np.array([[0.2, 0.3, 0.5], [0.5, 0.5, 0.0]])
    x = g.multinomial([5, 100], p), g.multinomial([[5], [7], [9]], p), g.multinomial(5, p, (3, 2))
    return x, g.multinomial([5, 6], p[0], (2, 2)), g.multinomial(np.array(9), p[1]), g.random()


@jit
def refused_shares(g: np.random.Generator, n_small: int):
    p = np.array([[0.2, 0.3, 0.5], [0.5, 0.5, 0.0]])
    if n_small == 0:
        return g.multinomial([5, 6], p, 2)
    if n_small == 1:
        return g.multinomial([5, 6, 7], p)
    if n_small == 2:
        return g.multinomial([5, 6], p, 3)
    if n_small == 3:
        return g.multinomial([5, -6], p)
    if n_small == -1:
        return g.multinomial(5, p * 1.5)
    return g.multinomial([5], p, (1, 2))[0]


@jit
def lines_of_the_module(n: int):
    np.random.seed(n % 5)
    p = np.array([0.2, 0.0, 0.3, 0.5])
    x = np.random.dirichlet(p + 0.1), np.random.dirichlet([0.05, 0.02], 4)
    return x, np.random.multinomial(20, p), np.random.multinomial(100000, p, 3), np.random.randn()


@jit
def refused_lines(g: np.random.Generator, n_small: int):
    p = np.array([0.2, 0.3, 0.5])
    if n_small == 0:
        return g.multinomial(5, p * 2)
    if n_small == 1:
        return g.multinomial(-5, p)
    if n_small == 2:
        return g.multinomial(5, p - 0.4)
    if n_small == 3:
        return g.multinomial(5, p[:0])
    if n_small == -1:
        np.random.dirichlet(p - 0.2)
    if n_small == -2:
        return g.multinomial(5, np.array([0.5, 0.5000005, 0.0], np.float32))
    g.dirichlet(p - 0.3)
    return np.arange(3)


@jit
def reordered(g: np.random.Generator, a: f64[:], b: i64[:, :], c: i64[:, :, ::1]):
    x = g.permuted(a), g.permuted(b), g.permuted(b, axis=0), g.permuted(b, axis=-1)
    y = g.permuted(c), g.permuted(c.T), g.permuted(c.transpose((1, 0, 2))), g.permuted(c, axis=1)
    return x, y, g.permuted([1, 2, 3, 4]), g.permuted(b.T, axis=0), g.random()


@jit
def reordered_to(g: np.random.Generator, a: f64[:], b: i64[:, :], out: f64[:]):
    room = np.zeros((b.shape[0], 2 * b.shape[1]), np.int64)
    x = g.permuted(b, out=room[:, ::2])
    y = g.permuted(b, axis=1, out=room[:, 1::2])
    return x, y, room, g.permuted(a, out=out), g.random()


@jit
def between(g: np.random.Generator):
    low, high = np.array([0, -5, 100]), np.array([[120], [101]])
    x = g.integers(low, high), g.integers(high), g.integers(low, 101, (4, 3)), g.integers([3, 9])
    y = g.integers(low, high, dtype=np.int8, endpoint=True), g.integers(0, high, 1, np.uint16)
    z = g.integers([0, 0, 1], [1, 2, 2], (20, 3), bool), g.integers(0, [1 << 32, 1 << 40], (9, 2))
    return x, y, z, g.integers(low, high, dtype=np.uint32, size=0), g.random()


@jit
def between_of_the_module(n: int):
    np.random.seed(n % 5)
    low, high = np.array([0, -5, 100]), np.array([[120], [101]])
    x = np.random.randint(low, high), np.random.randint([3, 9], dtype=np.uint8)
    return x, np.random.randint(low, 127, (5, 3), np.int8), np.random.randint(0, low + 6, 2)


@jit
def refused_between(g: np.random.Generator, b: i64[:, :], n_small: int):
    if n_small % 3 == 0:
        return g.integers(b, n_small + 3, endpoint=True)
    if n_small % 3 == 1:
        return g.integers(np.array([[0, 1]]), np.arange(n_small)) + 0
    g.integers(np.array([n_small, 0]), [253 + n_small, 256], 2, np.uint8)
    return b


@jit
def filled_with_gammas(g: np.random.Generator, a: f64[:], b: f64[:, :]):
    x = g.standard_gamma(2.0, out=a)
    first = a.copy()
    g.standard_gamma(np.linspace(0.5, 2.0, len(a)), len(a), out=a)
    return first, x, g.standard_gamma(np.ones(b.shape[1]), out=b), g.random()
