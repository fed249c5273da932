"""Values copied into arrays and out of them: `copyto`, `putmask`, `tolist`, `nditer`."""

import numpy as np

from pyjit import c64, c128, f32, f64, i32, i64, jit, u8


@jit
def copied_over(a: f64[:], b: f64[:], c: i32[:], x: float):
    d = np.zeros(a.shape)
    np.copyto(d, a)
    e = np.ones((2, len(a)))
    np.copyto(e, a)
    f = np.zeros(len(c), np.float32)
    np.copyto(f, c)
    np.copyto(d[1:], d[:-1])
    g = np.zeros(len(a), np.complex128)
    np.copyto(g, x)
    return d, e, f, g


@jit
def copied_from_another(a: f64[:], b: f64[:]):
    c = np.zeros(len(a))
    np.copyto(c, b)
    return c


@jit
def copied_where(a: f64[:], b: i64[:, :], x: int):
    d = a + 1
    np.copyto(d, a, where=a > 0)
    np.copyto(d, 7, where=np.isnan(d))
    e = b.copy()
    np.copyto(e, x, where=b > 1)
    f = np.zeros((3, 4))
    np.copyto(f, np.arange(4), where=np.array([[True], [False], [True]]))
    np.copyto(f, 2.5, where=x > 0)
    return d, e, f


@jit
def copied_bytes(a: u8[:], x: int):
    b = a.copy()
    np.copyto(b, x)
    return b


@jit
def copied_into(a: f64[:], b: i32[:]):
    np.copyto(a, 1.5, where=a > 1)
    np.copyto(b, True)


@jit
def masked_places(a: f64[:], b: i64[:, :], v: f64[:], x: int):
    d = a + 0.0
    np.putmask(d, d > 0, v)
    e = b.copy()
    np.putmask(e, e > 0, x)
    np.putmask(e, e < 0, [1, 2, 3])
    return d, e


@jit
def masked_into(a: f64[:], b: f64[:]):
    np.putmask(a, b > 1, b)


@jit
def nested_lists(a: i64[:], b: f64[:, :], c: u8[:], d: c128[:], e: f32[:]):
    return a.tolist(), b.tolist(), c.tolist(), d.tolist(), e.tolist(), (a > 1).tolist()


@jit
def listed(a: i64[:], b: c64[:]):
    numbers = a.tolist()
    numbers.append(3)
    return numbers, b.tolist(), b[:0].tolist(), a.reshape((1, -1, 1)).tolist()


@jit
def as_they_lie(a: f64[:, :]):
    numbers = []
    for x in np.nditer(a):
        numbers.append(x.item())
    return numbers


@jit
def in_turn(a: i64[:, :], b: f64[:]):
    total = 0
    for x in np.nditer(a, order="C"):
        total = total * 3 + x
    count = 0
    for x in np.nditer(b.reshape((1, -1)).T):
        if x > 0.5:
            count += 1
    return total, count, [float(x) + 1 for x in np.nditer(np.arange(6.0).reshape(2, 3).T)]


@jit
def doubled(a: f64[:, :], b: f64[:]):
    for x in np.nditer(a, op_flags=["readwrite"]):
        x[...] = 2 * x
    for x in np.nditer(b, op_flags=["readwrite"], order="C"):
        x[...] += 1


@jit
def in_three_dimensions(n: int, m: int):
    n = abs(n) % 5
    m = abs(m) % 5
    a = np.arange(n * m * 2).reshape(n, m, 2)
    b = [int(x) for x in np.nditer(a.transpose(2, 0, 1))]
    c = [int(x) for x in np.nditer(a[::-1, :, ::-1])]
    d = [int(x) for x in np.nditer(np.broadcast_to(a, (2, n, m, 2)))]
    return b, c, d


@jit
def limits(a: f64[:], b: i32[:], c: c64[:], x: float):
    return (
        np.finfo(a.dtype).eps,
        np.iinfo(b.dtype).max,
        np.iinfo(b.dtype.type).min,
        np.finfo(c.dtype).tiny,
        np.finfo(x).max,
        np.dtype(a.dtype).itemsize,
    )
