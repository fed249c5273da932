"""Lists of arrays, and what NumPy's functions make of them."""

import numpy as np

from pyjit import f64, i64, jit


@jit
def collected(a: f64[:], n: int):
    parts = []
    for i in range(n):
        parts.append(a[i:])
    total = 0.0
    for part in parts:
        for value in part:
            total += value
    return total, len(parts), parts


@jit
def of_several_orders(a: f64[:, :], n: int):
    x = [a, a.T, a[::-1], a[:, ::2], np.zeros((n % 3, 2))]
    x.reverse()
    x.append(x[1])
    return x, x[0], x[-1], len(x[2])


@jit
def same_object(a: f64[:]):
    x = [a, a]
    y = np.arange(2.0)
    x.append(y)
    x.insert(0, y)
    return x, a, y


@jit
def elements(a: f64[:, :], n: int):
    x = [np.zeros((2, 3)), np.ones((2, 3))]
    x[0][1] = n
    x[1][0, 1] = 4
    x[1][0][1] += 4
    x[1][1][:] = 9
    x[0][:1] += 1
    x[-1][x[0] > 1] = -1
    x[0][[0, 1], [1, 0]] = 8
    x[n % 2][n % 2, 0], x[0][1, 1] = 3, 4
    return x, x[1][0][1], x[1][1], x[0][1:], x[1][:, 0][1], x[1].T, x[0].shape[0], x[-1][-1][-1]


@jit
def element_of_any(x: list[f64[:]], i: int, j: int):
    return x[i][j], x[i][j:], x[i].sum(), len(x[i])


@jit
def put_in_element(x: list[f64[:]], i: int, j: int, value: float):
    x[i][j] = value
    x[i][j] += 1
    x[i] *= 2
    return x[i]


@jit
def changed(x: list[f64[:]], a: f64[:], n: int):
    x.append(a)
    x.append(a[1:])
    x.reverse()
    x.insert(n, np.full(2, n, np.float64))
    last = x.pop()
    del x[1:2]
    return last, len(x)


@jit
def replaced(x: list[f64[:]], n: int):
    for i in range(len(x)):
        x[i] = x[i][::-1]
        if len(x[i]) > n:
            raise ValueError("too long")


@jit
def swapped(x: list[f64[:]]):
    x[0], x[-1] = x[-1], x[0]
    return x


@jit
def copied(x: list[f64[:]], n: int):
    y = x.copy()
    z = x[:n]
    y[:1] = z
    y += z
    return y, z, x * 2, y + z, [part + 1 for part in x if len(part) > 1]


@jit
def pairs(n: int):
    x = [(i, np.arange(i)) for i in range(n)]
    total = 0
    for i, part in x:
        total += i * len(part)
    return x, total, x[-1][1]


@jit
def parts_of_tuples(n: int):
    t = (np.zeros(3), np.ones((2, 2)))
    t[0][1] = n
    t[1][0, 1] = 4
    t[1][0][1] += 4
    t[1][1][:] = 9
    t[0][:2] += 1
    return t, t[1][0][1], t[1][1], t[0][1:], t[1][:, 0][1]


@jit
def optional(n: int):
    x = [None, np.zeros(2)]
    x.append(None)
    if n > 1:
        x[0] = np.ones(3)
    total = 0.0
    for part in x:
        if part is not None:
            total += part.sum()
    return x, total


@jit
def nested(n: int):
    rows = [[np.zeros(2) for _ in range(j)] for j in range(n)]
    for row in rows:
        for j, part in enumerate(row):
            part[0] = j
    return rows


@jit
def helper(x, a):
    x.append(a)
    return x


@jit
def through_helpers(a: f64[:], n: int):
    x = helper(helper([a], a[:n]), a * 2)
    x[0][:1] = 7
    return x, a


@jit
def written_through(x: list[f64[:]], n: int):
    helper(x, x[0])
    x[-1][:] = n
    return n * n + 2**62


@jit
def joined(a: f64[:, :], n: int):
    x = [a, a[:n], a[:, ::-1]]
    return (
        np.concatenate(x),
        np.concatenate(x[1:], axis=0),
        np.concatenate(x, axis=None),
        np.concatenate([a.T, a.T][:n], axis=-1),
        np.vstack(x),
        np.hstack([a, a]),
    )


@jit
def joined_lines(x: list[f64[:]]):
    return np.concatenate(x), np.hstack(x), np.concatenate(x, dtype=np.float32)


@jit
def stacked(x: list[f64[:]]):
    return np.stack(x), np.stack(x, axis=1), np.vstack(x), np.column_stack(x), np.dstack(x)


@jit
def split(a: f64[:, :], n: int):
    return (
        np.array_split(a, 3),
        np.array_split(a, [1, n]),
        np.array_split(a, 2, axis=1),
        np.split(a, [n, -1]),
        np.split(a, (2,), axis=-1),
        np.vsplit(a, [1]),
        np.hsplit(a, [n]),
    )


@jit
def split_equally(a: i64[:], n: int):
    return np.split(a, n), np.hsplit(a, 1)


@jit
def split_places(a: i64[:], places: i64[:]):
    parts = np.split(a, places)
    parts[0][:1] = 7
    return parts, sum([len(part) for part in parts])


@jit
def array_of_arrays(x: list[f64[:]]):
    return np.array(x), np.sum(x), np.mean(x, axis=0), np.zeros(2) + [part[:1] for part in x]
