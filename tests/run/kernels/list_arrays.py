"""Lists that NumPy makes arrays of, and arrays that lists are made of."""

import numpy as np

from pyjit import f64, i16, jit


@jit
def arrays(xs: list[float], ys: list[complex], zs: list[bool]):
    if len(zs) == 0:
        return np.array(xs), np.array(ys), np.array([True])
    return np.array(xs), np.asarray(ys), np.array(zs)


@jit
def of_ints(xs: list[int]):
    return np.array(xs)


@jit
def of_dtype(xs: list[int], ys: list[i16]):
    return np.array([x % 100 for x in xs], dtype=np.float64), np.array(ys, dtype=np.int32)


@jit
def matrix(rows: list[list[float]]):
    return np.array(rows)


@jit
def points(n: int):
    made = [(i, i * 0.5) for i in range(n)]
    return np.array(made)


@jit
def reduced(xs: list[float]):
    return np.sum(xs), np.mean(xs + [1.0]), np.max(xs + [0.5])


@jit
def lists(a: f64[:], m: f64[:, :]):
    xs = [x for x in a]
    ys = list(a)
    zs = [m[i, j] for i in range(m.shape[0]) for j in range(m.shape[1])]
    ys.extend(a[::2])
    return xs, ys, zs, sorted(a[:3] + 0.0) if len(a) > 3 and not np.isnan(a[:3]).any() else xs


@jit
def sized(a: f64[:], n: int):
    xs = [0.0] * n
    for i in range(min(n, len(a))):
        xs[i] = a[i]
    return xs
