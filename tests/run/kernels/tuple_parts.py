"""Comparisons of tuples with elements that are of several types, absent, lists or ranges."""

import numpy as np

from pyjit import f64, jit


@jit
def of_several_types(x: float, n: int, xs: f64[::1]):
    t = (xs[0] if len(xs) > 1 else x, n)
    u = (1.5, 2)
    return t < u, t <= u, t == u, t != u, t > u, t >= u, u < t, u > t, (1 if t < u else 0)


@jit
def in_chains(x: float, n: int, xs: f64[::1]):
    t = (xs[0] if len(xs) > 1 else x, n)
    return (0.0, 1) < t < (2.0, 2), (0.0, 1) == t == t, t == t != t


@jit
def of_lists(n: int, m: int):
    t, u = ([1] * n, n), ([1] * m, 2)
    return t < u, t <= u, t == u, t != u, t > u, t >= u, u < t, u > t


@jit
def of_what_is_absent(n: int):
    t, u = (1, None if n == 0 else n), (1, 2)
    return t == u, t != u, u == t, t == t


@jit
def of_tuples(n: int, x: float):
    t, u = ((1, x if n == 0 else n), n), ((1, 2), 2)
    return t < u, t == u, t >= u, (t, 1) < (u, 2), (n, [t]) <= (n, [u])


@jit
def of_ranges(n: int):
    t, u = (range(n), 1), (range(2), 1)
    return t == u, t != u, t in (u, (range(3), 1))


@jit
def with_others(n: int):
    t = (n, [n])
    return t == n, t != n, t == (n,), t == (n, [n], 3), t < (n, [n], 3), t > (n, [n], 3)


@jit
def in_lists(n: int, x: f64[::1]):
    heap = [(1.0, 3), (0.5, 2)]
    for i in range(min(n, len(x))):
        heap.append((x[i], i))
    return (
        sorted(heap),
        min(heap),
        max(heap),
        heap.index(heap[-1]),
        heap < heap[1:],
        heap == heap[:],
    )


@jit
def of_complex_numbers(n: int):
    z = np.array([1j, 2.0])
    t = (z[n % 2], [n])
    return t == (1j, [0]), t != (2, [5])
