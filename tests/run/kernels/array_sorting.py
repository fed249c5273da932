"""Sorting of arrays, and places in what is sorted. Equal elements stay in their order, which NumPy
promises of stable sorts alone."""

import numpy as np

from pyjit import c64, f32, f64, i8, i32, i64, jit, u8, u16, u64


@jit
def by_types(a: i8[:], b: u16[:], c: u64[:], d: i64[:]):
    return np.sort(a), np.sort(b, kind="stable"), np.sort(c, stable=True), np.sort(d > 1)


@jit
def of_floats(a: f64[:], b: f32[:]):
    return np.sort(a + 0.0), np.sort(b, kind="stable"), np.sort(a, kind="mergesort")


@jit
def in_place(a: i64[:], b: f32[:], c: u8[:, :]):
    a.sort()
    b.sort(kind="stable")
    c.sort(axis=0)
    return a, b, c


@jit
def part_in_place(a: i64[:], b: i64[:, :]):
    a[1::2].sort()
    b[:, 1:].sort(axis=1)
    b[::2].sort(0)


@jit
def along_axes(a: i64[:, :], b: i32[:, :, :]):
    return (
        np.sort(a),
        np.sort(a, axis=0),
        np.sort(a, axis=None),
        np.sort(b, axis=1),
        np.sort(b.T, axis=-1),
    )


@jit
def places_along_axes(a: i64[:, :], b: i32[:, :, :]):
    return (
        np.argsort(a, kind="stable"),
        np.argsort(a, axis=0, kind="stable"),
        np.argsort(a, axis=None, stable=True),
        b.argsort(1, kind="stable"),
        b.T.argsort(kind="stable"),
    )


@jit
def places_of_types(a: f64[:], b: f32[:], c: u8[:], d: i64[:], e: c64[:]):
    return (
        np.argsort(a, kind="stable"),
        np.argsort(b, kind="stable"),
        np.argsort(c, kind="stable"),
        np.argsort(d > 1, kind="stable"),
        np.argsort(e, kind="stable"),
    )


@jit
def in_long_lines(n: int):
    a = np.arange(n * 401) * 7919 % 1009
    b = (a - 500) * 0.25
    c = (a * a * 77777).astype(np.uint64) * np.uint64(2654435761)
    return (
        np.sort(b),
        np.argsort(b, kind="stable"),
        np.sort(c),
        np.argsort(c, kind="stable"),
        np.sort(a.astype(np.int16)),
        np.sort(b.astype(np.float32)),
    )


@jit
def in_long_lines_with_zeros(n: int):
    b = (np.arange(n * 101) * 7919 % 109 - 50.0) / 8
    b[::3] = 0.0
    b[1::5] = -0.0
    b[2::7] = np.nan
    b[3::11] = -np.inf
    return np.sort(b, kind="stable"), np.argsort(b, kind="stable")


@jit
def in_very_long_lines(n: int):
    a = np.arange(max(n, 0) * 4001) * 7919 % 100003
    b = np.sort(a)
    c = np.argsort(a, kind="stable")
    return b[::97], c[::97], bool(np.all(b[1:] >= b[:-1])), np.array_equal(a[c], b)


@jit
def by_several_keys(a: i64[:], b: f64[:], c: i64[:]):
    n = min(len(a), len(b), len(c))
    return np.lexsort((a[:n], b[:n], c[:n] > 1)), np.lexsort((a,))


@jit
def by_keys_that_do_not_fit(a: i64[:], b: f64[:]):
    return np.lexsort((a, b))


@jit
def by_rows(a: i64[:, :]):
    return np.lexsort(a)


@jit
def places_by_order(a: i64[:], v: i64[:], w: f64[:]):
    order = np.argsort(a, kind="stable")
    return (
        np.searchsorted(a, v, sorter=order),
        a.searchsorted(w, side="right", sorter=order),
        np.searchsorted(a, 3, "right", order),
    )


@jit
def places_by_no_order(a: i64[:], v: i64[:], n: int):
    return np.searchsorted(np.sort(a), v, sorter=np.arange(n))


@jit
def places_of_types_of_values(a: u8[:], b: u64[:], v: i8[:], w: f64[:], x: i64[:]):
    a.sort()
    b.sort()
    y = np.sort(x > 1)
    return (
        np.searchsorted(a, v),
        np.searchsorted(a, w),
        np.searchsorted(b, v, "right"),
        np.searchsorted(a, -1),
        np.searchsorted(b, 5),
        np.searchsorted(y, y, "right"),
        np.searchsorted(y, v),
    )


@jit
def bins(a: f64[:], n: int):
    edges = np.array([0.0, 1.0, 2.5, 4.0, 10.0])
    return (
        np.digitize(a, edges),
        np.digitize(a, edges, right=True),
        np.digitize(a, edges[::-1]),
        np.digitize(a, edges[::-1], right=True),
        np.digitize(n, edges),
        np.digitize(2.5, edges),
    )


@jit
def bins_in_no_order(a: f64[:], b: i64[:]):
    return np.digitize(a, b)


@jit
def interpolated(a: f64[:], x: float):
    xp = np.array([-1.0, 0.5, 2.0, 2.5, 7.0, 100.0])
    fp = np.array([1.0, -3.5, np.inf, 2.0, 2.0, -1e300])
    return (
        np.interp(a, xp, fp),
        np.interp(x, xp, fp),
        np.interp(a, xp, fp, left=-7.0, right=9),
        np.interp(a, xp[:3], fp[:3]),
        np.interp(a, xp[:1], fp[:1]),
        np.interp(a, xp, fp, period=3.7),
    )


@jit
def interpolated_in_no_order(a: f64[:], b: i64[:], c: f64[:]):
    return np.interp(a, b, c)


@jit
def nearly_sorted(n: int, m: int):
    size = 300 + abs(n) % 50 * 40
    step = 7 + abs(m) % 60
    a = np.arange(size) * 0.5
    a[::step] = -a[::step]
    a[size // 2] = np.nan
    b = np.arange(size) // 3
    b[5::step] = 1
    c = np.arange(size, dtype=np.float32)[::-1].copy()
    c[1::step] = 3.0
    d = np.concatenate((np.arange(size), np.arange(step)))
    return np.sort(a), np.argsort(a), np.argsort(b, kind="stable"), np.sort(c), np.sort(d)


@jit
def nearly_sorted_lists(n: int, m: int):
    size = 200 + abs(n) % 50
    step = 7 + abs(m) % 60
    pairs = [(float(i), -i) for i in range(size)]
    for i in range(0, size, step):
        pairs[i] = (0.0, i)
    numbers = [p[0] for p in pairs]
    numbers.sort(reverse=True)
    pairs.sort()
    return numbers, pairs, sorted(range(size), key=lambda i: i % step)
