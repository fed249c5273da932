"""Elements at places: taken, put, repeated, chosen, left out and put between."""

import numpy as np

from pyjit import f32, f64, i8, i32, i64, jit, u8


@jit
def taken(a: f64[:, :], n: int):
    return (
        np.take(a, n, mode="wrap"),
        a.take([0, -1], axis=0, mode="clip"),
        np.take(a, [[n, 0]], -1, mode="wrap"),
        np.take(a, np.array(n), axis=1, mode="clip"),
        np.take([1, 2, 3], [n], mode="clip"),
    )


@jit
def taken_inside(a: i32[:], n: int, k: i8[:]):
    return np.take(a, n), a.take(k), np.take(a, (n, 0, -1), 0)


@jit
def taken_of_nothing(a: f64[:, :]):
    return np.take(a, [0], axis=0), a.take([]), np.take(a, [], 1)


@jit
def taken_into(a: f64[:], out: f64[:]):
    return np.take(a, [0, -1, 0], out=out)


@jit
def along(a: f64[:, :], n: int):
    return (
        np.take_along_axis(a, np.argsort(a.ravel()), None),
        np.take_along_axis(a, np.zeros((1, a.shape[1]), np.int64), 0),
        np.take_along_axis(a, np.full((a.shape[0], 2), n), axis=-1),
    )


@jit
def put_along(a: f64[:, :], n: int):
    np.put_along_axis(a, np.full((1, a.shape[1]), n), 7.0, 0)
    np.put_along_axis(a, np.array([[0], [1]]), [[1.0], [2.0]], axis=1)


@jit
def put(a: f64[:, :], b: i64[:], n: int):
    a.put([0, -1], [7, 8.5])
    np.put(b, n, 3, mode="wrap")
    np.put(b, [n, 1, 0], b[::-1], mode="clip")
    np.put(b, [0, n], (1, 2))


@jit
def put_frozen(b: f32[:]):
    np.put(b, 0, 1)


@jit
def placed(a: f64[:, :], b: i64[:]):
    np.place(a, a > 2, [7, 8])
    np.place(b, b == 3, b[:2])
    np.place(b, [True, False], 1)


@jit
def compressed(a: f64[:, :], b: i32[:]):
    return (
        np.compress([False, True, True], b),
        np.compress(b > 2, a),
        a.compress([1, 0, 1], axis=0),
        np.extract(a > 2, a),
        np.extract([1, 0], b),
    )


@jit
def repeated(a: f64[:, :], b: i64[:], n: int):
    return (
        np.repeat(a, 2),
        a.repeat(n, axis=0),
        np.repeat(b, np.arange(len(b))),
        np.repeat(a, [2], 1),
        np.repeat([1, 2], [n, 1]),
    )


@jit
def repeated_each(a: f64[:, :], k: i8[:]):
    return np.repeat(a, k % 4, axis=-1)


@jit
def tiled(a: f64[:, :], b: u8[:], n: int):
    return (
        np.tile(a, 2),
        np.tile(a, (n, 1, 2)),
        np.tile(b, (n, 2)),
        np.tile(b, reps=[n]),
        np.tile(3, n),
        np.tile([1, 2], (1, 1)),
        np.resize(b, n),
        np.resize(a, (2, n)),
    )


@jit
def chosen(n: int, b: f64[:]):
    a = np.array([[0, 1, 2], [2, n, 0]])
    rows = np.arange(9).reshape(3, 3)
    return (
        np.choose(a, (1, 2.5, [7, 8, 9]), mode="wrap"),
        a.choose(rows, mode="clip"),
        np.choose(a, [[1, 2, 3], np.arange(3.0), -1]),
        np.choose([0], (b, 1)),
        np.choose(1, (n, 2)),
    )


@jit
def selected(a: f64[:, :], b: i8[:]):
    return (
        np.select([a > 3, a < 2], [a, -a]),
        np.select((b > 3, b < 2), (b, 7), 9),
        np.select([b > 3, b < 2], [1, 2.5], default=3),
        np.select([b > 3], [np.float32(1.5)], 0.1),
        np.select([a.T > 1], [5], a.T),
    )


@jit
def left_out(a: f64[:, :], b: i64[:], n: int):
    return (
        np.delete(b, [0, 1]),
        np.delete(a, 0, 0),
        np.delete(a, [0, -1], axis=1),
        np.delete(b, b > 3),
        np.delete(b, n),
        np.delete(a, []),
    )


@jit
def put_between(a: f64[:, :], b: i64[:], n: int):
    return (
        np.insert(b, n, 7),
        np.insert(b, [0, 1], [8.5, 9]),
        np.insert(a, 1, a[0], axis=0),
        np.insert(a, 0, 2, 1),
        np.insert(a, [0, -1, 1], 3, axis=1),
        np.insert(a, [1], a[:, :1], axis=-1),
    )


@jit
def padded(a: f64[:, :], b: i32[:], n: int):
    return (
        np.pad(a, 1),
        np.pad(a, ((1, n), (0, 2)), constant_values=((1, 2), (3, 4))),
        np.pad(b, (n, 1), "constant", constant_values=7),
        np.pad([1, 2, 3], n, "reflect"),
    )


@jit
def padded_with_elements(a: f64[:, :], b: i32[:], n: int):
    return (
        np.pad(b, (n, 3), "reflect"),
        np.pad(b, n, mode="symmetric"),
        np.pad(b, (1, n), mode="wrap"),
        np.pad(a, ((1,), (n,)), "edge"),
        np.pad(a, [[n, 0], [5, 6]], "reflect"),
        np.pad(a, (n, 2), "wrap"),
    )


@jit
def where_true(a: f64[:, :, :], b: i8[:]):
    return np.argwhere(a > 3), np.argwhere(b), np.argwhere(a)


@jit
def unraveled(n: int, k: i64[:]):
    return (
        np.unravel_index(n, (3, 5)),
        np.unravel_index([[n, 1], [2, 0]], (2, 3, 4), order="F"),
        np.unravel_index(k % 9, (3, 3)),
    )


@jit
def raveled(n: int, m: int):
    return (
        np.ravel_multi_index((n, m), (3, 5), mode="wrap"),
        np.ravel_multi_index(([n, 1], [[m], [0]]), (9, 9), order="F", mode="clip"),
        np.ravel_multi_index((n, m), dims=(4, 6), mode=("clip", "wrap")),
        np.ravel_multi_index((n, [m, 0]), (9, 12)),
    )
