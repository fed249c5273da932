"""Arrays brought to more axes and greater lengths, and loops over indices."""

import numpy as np

from pyjit import f64, i32, i64, jit


@jit
def at_least(a: f64[:], b: i32[:, :], x: float):
    return (
        np.atleast_1d(a),
        np.atleast_2d(a),
        np.atleast_3d(a),
        np.atleast_1d(x, b, [1, 2]),
        np.atleast_2d(np.array(x)),
        np.atleast_3d(b, x),
    )


@jit
def broadcast(a: f64[:], n: int):
    b = np.broadcast_to(a, (n, len(a)))
    return b, np.broadcast_to(a[:1], n), np.broadcast_to(n, (2, 2)), b.flags.writeable


@jit
def broadcast_rows(a: f64[:, :], n: int):
    return np.broadcast_to(a, (2, 3, n)), np.broadcast_to(a, (n, 4))


@jit
def broadcast_too_far(a: f64[:, :]):
    return np.broadcast_to(a, (3,))


@jit
def put_broadcast(a: f64[:]):
    np.broadcast_to(a, (2, len(a)))[0, 0] = 1.0


@jit
def together(a: f64[:], b: i32[:, :]):
    return np.broadcast_arrays(b[:, :1], a, 3.5), np.broadcast_arrays(a)


@jit
def that_differ(a: f64[:], b: i32[:, :]):
    return np.broadcast_arrays(a, b)


@jit
def grids(a: f64[:], b: i64[:]):
    return (
        np.meshgrid(a, b),
        np.meshgrid(a, b, indexing="ij", sparse=True),
        np.meshgrid(a[:2], 1, b[:2]),
        np.meshgrid(a, b, copy=False),
        np.meshgrid([1, 2], b, sparse=True),
        np.meshgrid(a),
    )


@jit
def numbers(n: int):
    return (
        np.indices((n,)),
        np.indices((2, n), np.float32),
        np.indices((n, 2), sparse=True),
    )


@jit
def spaced(n: int, x: float):
    return (
        np.round(np.logspace(0, 2, n), 9),
        np.round(np.logspace(1, 3, n, endpoint=False, base=2), 9),
        np.logspace(0, 3, 4, dtype=np.int64),
        np.round(np.geomspace(1, 256, n), 9),
        np.round(np.geomspace(-2.0, -32, num=n, endpoint=False), 9),
    )


@jit
def spaced_from_zero(x: float):
    return len(np.geomspace(x, 0.0, 3))


@jit
def sizes_along_axes(a: f64[:, :]):
    return np.size(a, (0, 1)), np.size(a, (-1,)), np.size(a, ())


@jit
def shapes(a: f64[:, :], x: float, n: int):
    return (
        np.ndim(x),
        np.shape(n),
        np.size([1, 2]),
        np.shape([[1, 2]]),
        np.size(a, -1),
        np.iscomplexobj(a),
        np.iscomplexobj(1j),
        np.isrealobj(x),
        np.isscalar(x),
        np.isscalar(a),
    )


@jit
def over_indices(n: int, m: int):
    total = 0
    for i, j in np.ndindex(n, 3):
        total += i * 10 + j
    for index in np.ndindex((2, m)):
        total = total * 3 + index[1]
    for k, (i,) in enumerate(np.ndindex(n)):
        total += k * i
    for _ in np.ndindex():
        total += 1
    return total


@jit
def over_elements(a: f64[:, :], b: i64[:]):
    total = 0
    for (i, j), x in np.ndenumerate(a):
        if x > 2:
            total += i * 100 + j
            a[-i - 1, -j - 1] = 0.0
    for (i,), x in np.ndenumerate(b):
        total += i
        if x == 3:
            break
    for n, (index, x) in enumerate(np.ndenumerate(a.T)):
        a[index[1], index[0]] = x + n
    return total


@jit
def over_no_axes(x: float):
    total = 0.0
    for index, y in np.ndenumerate(np.array(x)):
        total += y + len(index)
    return total
