"""Lists and tuples of numbers where NumPy makes arrays of them: beside arrays, assigned to parts of
arrays, as indices and as arguments."""

import numpy as np

from pyjit import jit


@jit
def put_in_parts(n: int):
    x = np.zeros(4)
    t = 0.0
    for v in x:
        t += v
    x[:2] = t + 1, n
    x[2:] = [n, 1.5]
    return x


@jit
def put_in_rows(n: int):
    x = np.zeros((3, 4), np.int64)
    xs = [n, 1, 2, 3]
    x[0] = xs
    x[1] = n, 2, 3, 4
    x[:, 1] = [7, 8, 9]
    x[2, 1:3] = (n,)
    return x


@jit
def too_few_for_a_row(n: int):
    x = np.zeros((3, 4))
    xs = [n, 1]
    x[0] = xs
    return x


@jit
def small_numbers_of_a_list(n: int):
    x = np.zeros(3, np.uint8)
    x[:] = [n, 254 + n, 3]
    return x


@jit
def small_numbers_of_a_tuple(n: int):
    x = np.zeros(3, np.uint8)
    x[:] = n, 254 + n, 3
    return x


@jit
def floats_in_integers(n: int):
    x = np.zeros(3, np.int32)
    x[:] = [n + 0.5, 2.7, 3]
    x[:2] = (n * 0.5, True)
    return x


@jit
def put_and_changed(n: int):
    x = np.zeros((2, 3))
    x[:] = [1, 2, n]
    x[:, :2] = [[1, n], [3, 4]]
    x[:, 1:] += (n, 2)
    x[1, :] -= [1, 2, 3]
    return x


@jit
def put_by_arrays(n: int):
    x = np.arange(6.0)
    x[[0, 1]] = n, 7
    x[x > 4] = [n]
    x[x > 3] += [n] if n else [4]
    return x


@jit
def put_by_masks(n: int):
    x = np.arange(6.0)
    x[x > 3] = [n, 2]
    return x


@jit
def arithmetic(n: int):
    x = np.arange(3.0)
    xs = [n, 2, 3]
    m = np.ones((2, 3), np.float32)
    k = np.arange(3)
    return (
        x + xs,
        xs * x,
        x - (1, 2, n),
        [1.5, 2, n] / x.clip(1),
        m + xs,
        m * (1.5, 2, 3),
        k * xs,
        k * (1.5, n, 2),
        k // [1, 2, 3],
        k % (2, 2, 2),
    )


@jit
def compared(n: int):
    x = np.arange(3.0)
    xs = [n, 2, 3]
    k = np.arange(3)
    return (
        x == xs,
        xs < x,
        x >= (1, n, 0),
        (0, 1, 2) == k,
        k != [0, 1, n],
        k & [1, 1, 1],
        (k > 0) | [True, False, True],
        k ** [2, 2, 2],
        k << (1, 2, 3),
    )


@jit
def of_other_lengths(n: int):
    x = np.arange(3.0)
    return x + [n, 2]


@jit
def broadcast(n: int):
    x = np.arange(3.0).reshape(3, 1)
    e = [n][: n % 2]  # without elements it is of float64, which Python finds out
    return (
        x + [n, 2],
        x * (1, 2, 3),
        x[:0] + e,
        x + ((1, 2), (3, n), (4, 5)),
        x + [[1, 2], [3, n], [4, 5]],
    )


@jit
def lists_that_grow(n: int):
    x = np.arange(4.0)
    xs = [1, 2, 3]

    def grow():
        xs.append(n)
        return x

    return xs + grow(), grow()[:4] + xs[:4]


@jit
def indices(n: int):
    x = np.arange(6.0)
    m = np.arange(12).reshape(3, 4)
    xs = [n % 3, 2]
    e = xs[:0]
    x[xs] += 1
    x[[0, 1][:n]] = 9
    return x[xs], m[xs], m[:, xs], m[xs, xs], m[xs, 1], x[e], m[xs, [0, 1]], m[1:, xs].shape


@jit
def masks(n: int):
    x = np.arange(3.0)
    b = [n > 0, True, n > 3]
    return x[b], x[[True, False, n > 1]]


@jit
def indices_found(n: int):
    x = np.arange(6.0)
    xs = [int(v) for v in x if v < n]
    x[xs] = x[xs] * 2
    return x, x[sorted(xs, reverse=True)]


@jit
def in_functions(n: int):
    x = np.arange(3.0)
    return (
        np.sum((1, n)),
        np.mean([1, n]),
        np.max([n, 2]),
        np.sort((n, 2)),
        np.argmin((n, 2)),
        np.sqrt((1, n)),
        np.maximum(x, (1, 2, n)),
        np.dot(x, (1, 2, n)),
        np.cumsum((n, 2)),
        np.array((1, n)),
        np.where((n > 1, True, False), x, (1, 2, 3)),
        np.add((1, n), (2, 3)),
        np.prod((1.5, n)),
        np.any((n, 0)),
        np.std((n, 1.0)),
        np.linspace(0, n, 3),
        np.isclose((1.0, 2.0), [1.0, n]),
    )


@jit
def not_shapes(n: int):
    return (
        np.zeros((2, n)).sum(axis=(0, 1)),
        np.full((2, 2), (n, 1)),
        np.transpose(np.zeros((1, 2, 3)), (2, 0, 1)).shape,
        np.sum(((1, n), (2, 3)), axis=0),
        np.concatenate(((1, n), [2])),
        np.stack(((1, 2), (n, 3))),
    )


@jit
def of_several_types(n: int):
    x = np.arange(3.0)
    t = 0.0
    for v in x:
        t += v
    xs = [t, 1.0]
    return (
        np.array(xs),
        np.sum(xs),
        np.array([t, 1.0]),
        x[:2] + xs,
        x[:2] + (t, t),
        x[:2] < (t, 1.0),
        np.max(xs),
        np.sort(xs),
    )


@jit
def of_several_types_perhaps_none(n: int):
    x = np.arange(3.0)
    t = 0.0
    for v in x:
        t += v
    xs = [t, 1.0][:n]
    return np.array(xs)


@jit
def complex_numbers(n: int):
    z = np.zeros(2, np.complex128)
    z[:] = 1j, n
    return z + [1j, 2], z == (1j, 0), z * (1, n)


@jit
def points(n: int):
    p = np.empty((n, 3))
    for i in range(n):
        p[i] = i, i * 0.5, -i
        p[i, :2] = p[i, 1:]
        p[i, 1:] = p[i, 0], p[i, 1]
        p[i, 0], p[i, 2] = p[i, 2], p[i, 0]
    return p


@jit
def spread_in_functions(n: int):
    xs = [n, 2]
    t = (n, 3)
    return np.sum([*xs, 1]), np.array([*t, 1]), np.sqrt([*t, n])


@jit
def products(n: int):
    x = np.arange(3.0)
    return x + [*(n, 2, 3)], x @ [n, 1, 2.5], (1, n, 2) @ x, [[1, 2, n]] @ x


@jit
def in_loops(n: int):
    x = np.arange(3.0)
    for v in x + [1, 2, n]:
        n += int(v)
    y = -x * [1.5, 2, n] - (1, 2, 3)
    return n, y, abs(y - [n, 1, 2]).max()


@jit
def of_elements(n: int):
    x = np.arange(6).reshape(2, 3)
    r = []
    for i in range(2):
        r.append(x[i, 0] + n)
    x[:, 0] = r
    x[:, 1] = [v * 2 for v in r]
    x[n % 2] = n, 2, 3
    return x


@jit
def of_pairs(n: int):
    x = np.zeros((2, 2))
    p = (n, n + 1)
    x[0] = p
    x[1] = p[::-1]
    x[:] -= p
    q = x[0] * p
    return x, q, p * 2, x.dot(p), x.dot([1, n])


@jit
def truth_values(n: int):
    m = np.zeros(3, bool)
    m[:] = [True, n > 1, False]
    m[0] = n
    m[1:] = n, 0
    return m


@jit
def nan_in_integers(n: int):
    m = np.zeros(3, np.int8)
    x = np.array([np.nan, 1.0])
    m[:2] = [x[n % 2], x[1]]
    return m


@jit
def through_views(n: int):
    x = np.zeros(2)
    x[...] = n, 5
    x[::-1] = [n, 7]
    x[None] = (1, n)
    return x


@jit
def nothing(n: int):
    x = np.zeros(3)
    x[:] = ()
    return x
