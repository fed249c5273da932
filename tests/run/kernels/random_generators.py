"""Random numbers of a generator that is an argument: the stream is NumPy's, and what a call leaves."""

from __future__ import annotations

import numpy as np

from pyjit import f32, f64, i64, jit


@jit
def floats(g: np.random.Generator):
    return g.random(), g.random(3), g.random((2, 3)), g.random(size=()), g.random(0), g.random()


@jit
def singles(g: np.random.Generator):
    return g.random(dtype=np.float32), g.random(5, dtype="float32"), g.random(2, np.float64)


@jit
def more_singles(g: np.random.Generator, a: f32[:]):
    x = g.standard_normal(2000, np.float32), g.standard_normal(dtype="float32")
    y = g.standard_exponential(2000, np.float32), g.standard_exponential(3, np.float32, "inv")
    z = g.standard_gamma([0.3, 1.0, 2.5], (200, 3), np.float32), g.standard_gamma(0, dtype=np.float32)
    g.standard_normal(dtype=np.float32, out=a)
    first = a.copy()
    return x, y, z, first, g.standard_gamma(1.5, dtype=np.float32, out=a), g.random()


@jit
def normals(g: np.random.Generator):
    a = g.standard_normal(20000)
    return a, g.standard_normal(), g.normal(1.5, 2), g.normal(size=(2, 2)), g.normal(loc=2, scale=0)


@jit
def exponentials(g: np.random.Generator):
    a = g.standard_exponential(20000)
    b = g.standard_exponential(4, method="inv")
    return a, b, g.standard_exponential(), g.exponential(), g.exponential(scale=2.5, size=3)


@jit
def uniforms(g: np.random.Generator, x: float):
    return g.uniform(), g.uniform(-2, x), g.uniform(x, 5.0, 3), g.uniform(high=x, size=(1, 2))


@jit
def scales(g: np.random.Generator, x: float):
    a = g.exponential(x, 2)
    return a, g.normal(0.0, x)


@jit
def below(g: np.random.Generator, n_small: int):
    return g.integers(n_small), g.integers(n_small, size=3), g.integers(-3, n_small, endpoint=True)


@jit
def wide(g: np.random.Generator):
    a = g.integers(0, 1 << 32, 5), g.integers(0, (1 << 32) - 1, 5), g.integers(0, 3 << 61, 40)
    b = g.integers(-(1 << 63), (1 << 63) - 1, 5, endpoint=True), g.integers(5, 6, 3)
    return a, b, g.integers(1 << 33), g.integers(10, 20, (2, 3)), g.integers(0, 0, 0)


@jit
def narrow(g: np.random.Generator):
    a = g.integers(0, 100, 9, np.uint8), g.integers(-100, 100, 9, np.int8)
    b = g.integers(0, 60000, 7, np.uint16), g.integers(-5, 5, (3, 3), dtype="int16")
    c = g.integers(0, 256, 5, np.uint8), g.integers(0, 65536, 5, dtype=np.uint16)
    d = g.integers(0, 2, 40, dtype=bool), g.integers(1, 2, 3, dtype=bool)
    return a, b, c, d


@jit
def middle(g: np.random.Generator):
    a = g.integers(0, 1 << 32, 4, np.uint32), g.integers(-(1 << 31), 1 << 31, 4, np.int32)
    return a, g.integers(7, size=9, dtype=np.int32), g.integers(3 << 30, size=9, dtype=np.uint32)


@jit
def alone(g: np.random.Generator):
    a = g.integers(100, dtype=np.uint8), g.integers(-5, 5, dtype=np.int16), g.integers(9)
    b = g.integers(2, dtype=bool), g.integers(9, dtype=int), g.integers(1 << 40, dtype=np.uint64)
    return a, b, g.integers(2, dtype=np.bool_), g.integers(300, dtype=np.int32)


@jit
def outside(g: np.random.Generator, n_small: int):
    if n_small % 3 == 0:
        return g.integers(n_small, 256, 2, np.uint8)
    return g.integers(0, 254 + n_small, 2, np.uint8)


@jit
def filled(g: np.random.Generator, a: f64[:, :]):
    b = g.random(out=a)
    first = a.copy()
    g.standard_normal(out=a)
    b[0:1] = 5.0
    return first, b, g.standard_exponential(size=a.shape, out=a)


@jit
def shuffled(g: np.random.Generator, a: f64[:], b: i64[:, :], xs: list[float]):
    g.shuffle(a)
    g.shuffle(b)
    g.shuffle(b, axis=1)
    g.shuffle(xs)
    return g.random()


@jit
def permuted(g: np.random.Generator, a: f64[:], b: i64[:, :]):
    x = g.permutation(6), g.permutation(0), g.permutation(np.int32(5)), g.permutation(a)
    return x, g.permutation(b), g.permutation(b, axis=1), g.permutation(b, 0), g.random()


@jit
def chosen(g: np.random.Generator):
    a = np.arange(10.0) * 1.5
    x = g.choice(7), g.choice(7, 4), g.choice(a), g.choice(a, (2, 3)), g.choice(a, 0)
    y = g.choice(7, 3, replace=False), g.choice(a, 10, False), g.choice(7, replace=False)
    z = g.choice(200, 50, replace=False, shuffle=False), g.choice(12000, 700, False)[::50]
    return x, y, z, g.choice(12000, 30, False), g.choice(12000, 300, False, shuffle=False)[::50]


@jit
def chosen_by(g: np.random.Generator):
    a = np.arange(12).reshape(4, 3)
    p = np.array([0.1, 0.25, 0.0, 0.65])
    x = g.choice(4, p=p), g.choice(4, 9, p=p), g.choice(np.arange(4.0), (2, 2), p=p)
    y = g.choice(4, 3, replace=False, p=p), g.choice(4, 2, False, p[::-1])
    return x, y, (g.choice(a), g.choice(a, 3), g.choice(a, 2, axis=1))


@jit
def refused_choices(g: np.random.Generator, n_small: int):
    if n_small == 0:
        return g.choice(0)
    if n_small == 1:
        return g.choice(3, p=np.array([0.5, 0.6, 0.5]))
    if n_small == 2:
        return g.choice(3, p=np.array([0.5, 0.5]))
    if n_small == 3:
        return g.choice(3, p=np.array([1.5, -0.5, 0.0]))
    return g.choice(3, 4, replace=False)[0]


@jit
def of_lists(g: np.random.Generator, xs: list[int]):
    if len(xs) == 0:
        return g.choice([1.5, 2.5, 3.5]), g.permutation([3, 4, 5, 6])
    return g.choice(xs) + 0.5, g.permutation(xs)


@jit
def shapes(g: np.random.Generator):
    a = g.standard_gamma(0.5, 5), g.standard_gamma(1), g.standard_gamma(0), g.gamma(3.7, 2.0, 9)
    b = g.chisquare(3, 4), g.standard_cauchy(), g.lognormal(1, 0.5, 2), g.laplace(1, 2, 5)
    c = g.gumbel(size=3), g.logistic(1.0, 2), g.rayleigh(2, 3), g.pareto(3, 3), g.weibull(1.5, 3)
    return a, b, c, g.power(2.5, 3), g.weibull(0), g.gamma(0.1, size=20)


@jit
def counts(g: np.random.Generator, x: float):
    a = g.poisson(3, 20), g.poisson(55.5, 40), g.poisson(0), g.poisson(), g.poisson(1e15)
    if abs(x) > 100:
        return a, 0
    return a, g.poisson(x)


@jit
def refused_shapes(g: np.random.Generator, x: float):
    if x < -100:
        return g.gamma(x)
    if x < -1:
        return g.gamma(1, x)
    if x < 0:
        return g.chisquare(x)
    return g.laplace(scale=x)


@jit
def truth(g: np.random.Generator | None):
    if not g:
        return 1
    return 2 if isinstance(g, np.random.Generator) else 3


@jit
def handed_on(g: np.random.Generator, n: int):
    draw = g
    x = 0.0
    for i in range(n):
        x = draw.random() if i % 2 == 0 else walk(draw, x)
    return x


@jit
def walk(g, x):
    return x + g.normal()


@jit
def two(g: np.random.Generator, h: np.random.Generator):
    return g.random(), h.random(), g.normal(), h.integers(10)


@jit
def maybe(g: np.random.Generator | None, n_small: int):
    if g is None:
        return 0.0
    if n_small > 3:
        raise ValueError(g.integers(100))
    return g.random()

