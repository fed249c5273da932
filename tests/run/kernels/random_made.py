"""Generators of random numbers that kernels make, hand on and return."""

from __future__ import annotations

import numpy as np

from pyjit import jit


@jit
def made(n: int):
    rng = np.random.default_rng(n)
    return rng.random(), rng.normal(size=3), rng.integers(10, dtype=int)


@jit
def made_often(n: int):
    total = 0.0
    for i in range(n):
        rng = np.random.default_rng(seed=i)
        total += rng.random()
        if i % 3 == 2:
            continue
        total -= rng.standard_normal()
    return total


@jit
def several(n: int):
    g = np.random.default_rng(abs(n))
    h = g
    for i in range(3):
        k = np.random.default_rng(i)
        if i == 1:
            h = k
    g, h = h, g
    return g.random(), h.random(), k.random()


@jit
def maker(seed: int):
    return np.random.default_rng(seed)


@jit
def of_seed_or_generator(g: np.random.Generator, n: int):
    same = np.random.default_rng(g)
    other = maker(n % 7)
    return same.random(), g.random(), other.random(), maker(3).random(2)


@jit
def without_seed():
    rng = np.random.default_rng()
    other = np.random.default_rng(None)
    return 0.0 <= rng.random() < 1.0, rng.random() == other.random()


@jit
def overflows(rounds: int):
    """Python runs it again: the stream is the same."""
    rng = np.random.default_rng(5)
    x = 1
    for _ in range(rounds):
        x *= 3 + int(rng.integers(3))
    return x


@jit
def fails(n: int):
    rng = np.random.default_rng(n)
    x = rng.random(3)
    if n > 2:
        raise ValueError("after all", int(rng.integers(100)))
    return x


@jit
def beside_the_module(n: int):
    np.random.seed(n % 9)
    rng = np.random.default_rng(n % 9)
    return np.random.rand(), rng.random(), np.random.randn()


@jit
def returned(g: np.random.Generator, n_small: int):
    g.random()
    return g, n_small, (g, g.random())


@jit
def returned_new(n: int):
    rng = np.random.default_rng(n)
    x = rng.random()
    return rng, x, rng


@jit
def returned_maybe(g: np.random.Generator, n_small: int):
    if n_small > 0:
        return g
    return None


@jit
def captured(n: int):
    rng = np.random.default_rng(abs(n))

    def draw(k):
        return rng.random(k).sum()

    x = [rng.random() for _ in range(3)]
    return float(draw(2) + draw(3)), max(rng.random() for _ in range(4)), x
