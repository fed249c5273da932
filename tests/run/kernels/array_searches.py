"""Places in arrays that are in no order: those of the steps that NumPy takes; and indices of shapes
that are too large."""

import numpy as np

from pyjit import f64, i64, jit


@jit
def searched(a: f64[:], b: i64[:], v: f64[:]):
    return (
        np.searchsorted(a, v),
        np.searchsorted(a, v, "right"),
        np.searchsorted(b, v),
        np.searchsorted(b, v[::-1], "right"),
        np.searchsorted(a, 1.5),
        np.searchsorted(b, 1, "right"),
    )


@jit
def searched_long(n: int):
    a = np.arange(n * 97) * 7919 % 101
    v = np.arange(n * 31) * 17 % 113 * 0.75
    return np.searchsorted(a, v), np.searchsorted(a, v, "right"), np.searchsorted(np.sort(a), v)


@jit
def large_integers(n: int):
    x = 2**54
    return (
        np.digitize(x, [x + n, x - n]),
        np.digitize(x, [x - n, x + n]),
        np.digitize([x, x + n], [x + 1, x - 1, x], right=True),
    )


@jit
def raveled(n: int, m: int):
    return np.ravel_multi_index(([0], [0]), (n, m * 2**60))


@jit
def raveled_by_columns(n: int, m: int):
    return np.ravel_multi_index((0, 0, 0), (m * 2**60, 4, n), order="F")


@jit
def unraveled(n: int, m: int):
    return np.unravel_index(n, (m * 2**60, 4)), np.unravel_index([n, 1], (m * 2**60, 4))


@jit
def of_rows(n: int):
    rows = np.array([[1, 2, n % 3], [3, 0, 1]])
    places = np.array([2, n % 6, 5], np.uint64)
    return (
        np.ravel_multi_index(rows, (3, 4)),
        np.ravel_multi_index(rows[:, ::2], (3, 4), order="F"),
        np.ravel_multi_index(rows, (2, 2), mode="clip"),
        np.unravel_index(places, (2, 3)),
        np.ravel_multi_index((places, places), (6, 9)),
    )


@jit
def between_points_without_order(a: f64[:], n: int):
    x = np.linspace(-3.0, 12.0, 40)
    points = np.array([0.0, 3.0, np.nan, 1.0, 2.0, 8.0, 5.0])
    values = np.arange(7.0) * 1.5
    return (
        np.interp(x, points, values),
        np.interp(a, points, values),
        np.interp(x[::-1], points[:2], values[:2], left=-1.0),
        np.interp(1.5, points, values),
        np.interp(x, np.arange(7.0), np.where(points > n, np.nan, points)),
    )
