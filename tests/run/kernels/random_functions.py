"""The functions of `np.random`: the stream is that of NumPy's one generator, which goes on in Python."""

from __future__ import annotations

import numpy as np

from pyjit import f64, i64, jit


@jit
def floats(n: int):
    np.random.seed(n)
    a = np.random.rand(), np.random.rand(3), np.random.rand(2, 3), np.random.random()
    b = np.random.random(4), np.random.random_sample((2, 2)), np.random.sample(), np.random.ranf(2)
    return a, b, np.random.uniform(), np.random.uniform(-1, 3, 4), np.random.uniform(size=2)


@jit
def goes_on():
    return np.random.rand(), np.random.randint(1 << 40)


@jit
def normals(n: int):
    np.random.seed(n)
    a = np.random.randn(), np.random.randn(3), np.random.normal(), np.random.normal(1, 2, (2, 3))
    return a, np.random.standard_normal(), np.random.standard_normal(3), np.random.randn(1, 2)


@jit
def normals_go_on():
    return np.random.randn()


@jit
def seeds_between(n: int):
    x = np.random.randn()
    np.random.seed(n)
    y = np.random.randn()
    np.random.seed(n)
    return y, np.random.randn(), x - x


@jit
def exponentials(n: int):
    np.random.seed(n)
    return np.random.exponential(), np.random.exponential(2.5, 3), np.random.standard_exponential(2)


@jit
def integers(n: int):
    np.random.seed(n)
    a = np.random.randint(7), np.random.randint(-3, 9), np.random.randint(5, size=4)
    b = np.random.randint(0, 100, 9, np.uint8), np.random.randint(0, 60000, 7, dtype=np.uint16)
    c = np.random.randint(0, 3 << 61, 9), np.random.randint(0, 1 << 32, 5, np.uint32)
    d = np.random.randint(0, 2, 40, bool), np.random.randint(9, dtype=np.int8)
    return a, b, c, d, np.random.randint(0, 1 << 32, 3), np.random.randint(5, 6, (2, 2))


@jit
def empty(n_small: int):
    return np.random.randint(n_small)


@jit
def shuffled(a: f64[:], b: i64[:, :], xs: list[int]):
    np.random.seed(5)
    np.random.shuffle(a)
    np.random.shuffle(b)
    np.random.shuffle(xs)
    return np.random.permutation(6), np.random.permutation(a), np.random.permutation(b)


@jit
def chosen(n: int):
    np.random.seed(n)
    a = np.arange(10.0) * 1.5
    p = np.array([0.1, 0.25, 0.0, 0.65])
    x = np.random.choice(7), np.random.choice(7, 4), np.random.choice(a), np.random.choice(a, (2, 3))
    y = np.random.choice(7, 3, replace=False), np.random.choice(a, 10, False)
    return x, y, np.random.choice(4, p=p), np.random.choice(4, 9, p=p), np.random.choice(4, 3, False, p)


@jit
def refused(n_small: int):
    if n_small == 0:
        return np.random.choice(0)
    if n_small == 1:
        return np.random.choice(3, p=np.array([0.5, 0.6, 0.5]))
    if n_small == 2:
        np.random.seed(-1)
    if n_small == 3:
        return np.random.normal(0, -1)
    return np.random.choice(3, 4, replace=False)[0]


@jit
def beside(g: np.random.Generator):
    return g.random(), np.random.rand() < 2.0, g.normal()
