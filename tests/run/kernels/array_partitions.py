"""Arrays put in order around places. Only what is promised is told: what stands at the places, and
what stands before them and behind them, sorted."""

import numpy as np

from pyjit import f32, f64, i32, i64, jit, u8


@jit
def around_one(a: f64[:], b: i64[:], k: int):
    p = np.partition(a, k)
    q = np.argpartition(b, k)
    return p[k], np.sort(p[:k]), np.sort(p), b[q[k]], np.sort(b[q[:k]]), np.sort(q)


@jit
def in_place(a: f64[:], b: u8[:], k: int):
    p = a.copy()
    r = b.copy()
    nothing = p.partition(k)
    r.partition(k, kind="introselect")
    q = a.argpartition(k)
    return nothing is None, p[k], r[k], np.sort(p[:k]), a[q[k]]


@jit
def along_axes(a: f64[:, :], b: i32[:, :, :], c: f32[:]):
    p = np.partition(a, 1, axis=0)
    q = np.argpartition(b, [0, -1], axis=1)
    r = np.partition(b, 2, axis=None)
    s = np.partition(c[::-1], (0, -1))
    return (
        p[1],
        np.sort(p, 0),
        q.shape,
        np.take_along_axis(b, q, 1)[:, 0],
        np.take_along_axis(b, q, 1)[:, -1],
        r[2],
        np.sort(r),
        s[0],
        s[-1],
    )


@jit
def of_long_lines(n: int):
    a = np.arange(n * 301) * 7919 % 1009
    b = (a - 500) * 0.25
    c = a % 3
    d = np.arange(n * 100)
    places = (n * 50, 3, n * 20)
    p = np.partition(b, places)
    q = np.argpartition(a, places)
    return (
        p[n * 50],
        p[3],
        np.sort(p[: n * 20]),
        a[q[n * 20]],
        np.sort(a[q[:3]]),
        np.sort(q),
        np.partition(c, n * 40)[n * 40],
        np.partition(d, n * 40)[n * 40],
        np.partition(d[::-1], n * 40)[n * 40],
        np.partition(a, np.arange(20) * n)[: n * 19 + 1 : n],
        np.partition(b + 1j, n * 7)[n * 7],
    )
