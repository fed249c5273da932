"""Arrays that kernels make, and arrays as results: of the kernel's own, arguments, views."""

from typing import NamedTuple, Optional

import numpy as np

from pyjit import f32, f64, i32, i64, jit, u8


class Halves(NamedTuple):
    low: f64
    high: f64


@jit
def counted(n: int):
    a = np.empty(n)
    for i in range(n):
        a[i] = i * 0.5
    return a


@jit
def table(n: int, m: int):
    a = np.empty((n, m), dtype=np.int32)
    for i in range(n):
        for j in range(m):
            a[i, j] = i * 100 + j
    return a


@jit
def of_shape(a: f64[:, :]):
    b = np.zeros(a.shape, a.dtype)
    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            b[i, j] = a[i, j] * 2
    return b


@jit
def fortran(n: int, m: int):
    a = np.zeros((n, m), order="F")
    for i in range(n):
        for j in range(m):
            a[i, j] = i * 10 - j
    return a


@jit
def fortran_of_three(n: int):
    a = np.ones((n, 2, 3), np.uint8, "F")
    b = np.zeros(4, bool, "F")
    return a, b


@jit
def dtypes(n: int):
    return (
        np.zeros(n, int),
        np.zeros(n, float),
        np.zeros(n, bool),
        np.ones(n, np.int8),
        np.ones(n, "u2"),
        np.ones(n, "float32"),
        np.full(n, 7),
        np.full(n, 1.5),
        np.full(n, True),
        np.full((n, 1), 3, dtype=np.uint64),
        np.full(shape=n, fill_value=2, dtype="f8"),
        np.ones(shape=(n,), dtype=np.intp),
    )


@jit
def of_sized_lengths(a: i32[:]):
    if len(a) < 2:
        return np.zeros((0, 0))
    return np.ones((a[0] % 3, a[1] % 4))


@jit
def argument(a: f64[:]):
    return a


@jit
def argument_twice(a: f64[:], b: f64[:]):
    return a, b, a


@jit
def one_of_two(a: f64[:], b: f64[:], first: bool):
    return a if first else b


@jit
def perhaps(a: f64[:], given: bool) -> Optional[f64[:]]:
    return a if given else None


@jit
def perhaps_made(n: int, given: bool):
    if given:
        return np.ones(n)
    return None


@jit
def tail(a: f64[:]):
    return a[1:]


@jit
def views(a: i64[:, :]):
    return a[::-1], a[:, ::2], a.T, a[:], a[..., None]


@jit
def row(a: f32[:, :], i: int):
    return a[i]


@jit
def view_of_own(n: int):
    a = np.zeros((4, n + 4))
    a[1] = 2.0
    return a[1, 1:-1], a[:, 0]


@jit
def whole_and_view(n: int):
    a = np.full(n + 3, 2.0)
    return a, a[1:], a, a[:]


@jit
def argument_or_new(a: f64[:], n: int):
    if n > 3:
        a = np.zeros(n)
        a[0] = 1.0
    return a


@jit
def assigned_anew(n: int):
    a = np.zeros(1)
    for i in range(n):
        b = np.empty(i + 2)
        b[0] = a[-1]
        for j in range(1, i + 2):
            b[j] = b[j - 1] + i
        a = b
    return a


@jit
def exchanged(n: int):
    a = np.zeros(3)
    b = np.ones(3)
    for i in range(n):
        a[0] = a[0] + b[1] + i
        a, b = b, a
    return a, b


@jit
def shrinking(a: f64[:]):
    total = 0.0
    while len(a) > 0:
        total = total * 0.5 + float(a[0])
        a = a[1:]
    return total, a


@jit
def rows_of_own(n: int):
    a = np.zeros((n, 3))
    last = a[:, 0]
    for i in range(n):
        r = a[i]
        r[1] = i
        last = r
    return a, last


@jit
def kept_in_tuple(a: f64[:], n: int):
    t = (np.zeros(n), a)
    t[0][...] = 4.0
    u = t
    return u[0], len(u[1]), t


@jit
def tuple_of_loop(n: int):
    t = (np.zeros(1), 0)
    for i in range(n):
        t = (np.full(i + 1, 1.0 * i), i)
    return t


@jit
def doubled(a: f64[:]):
    b = np.empty(len(a))
    for i in range(len(a)):
        b[i] = a[i] * 2
    return b


@jit
def through_calls(a: f64[:]):
    return doubled(doubled(a))


@jit
def same(a: f64[:]):
    return a


@jit
def written_through_a_call(a: f64[:], n: int) -> int:
    b = same(a)
    if len(b) > 0:
        b[0] = n
    return n


@jit
def pure_with_memory(n: int) -> int:
    a = np.zeros(2, dtype=np.int64)
    a[0] = n
    return int(a[0]) * 2**62


@jit
def fails_half_way(a: f64[:], i: int):
    b = np.zeros(len(a))
    c = b[1:]
    d = (np.ones(3), a)
    b[i] = a[i]
    return b, c, d


@jit
def fails_in_a_call(a: f64[:], i: int):
    b = doubled(a)
    return fails_half_way(b, i), b


@jit
def recursive(n: int):
    if n <= 0:
        return np.zeros(1)
    a = recursive(n - 1)
    b = np.empty(n + 1)
    for i in range(n):
        b[i] = a[i]
    b[n] = n
    return b


@jit
def inner_function(n: int):
    a = np.zeros(n + 1)

    def put(i: int, x: float):
        a[i] = x

    for i in range(n):
        put(i, i * 1.5)
    return a


@jit
def chosen(n: int, m: int):
    a = np.zeros(n) if m > 0 else np.ones(n + 1)
    return a


@jit
def dropped(n: int) -> int:
    np.zeros(n)
    doubled(np.ones(3))
    return len(np.zeros(n)) + len(doubled(np.ones(2))[1:])


@jit
def asked_for_dtype(a: u8[:]):
    if a.dtype == np.uint8 and a.dtype != np.int8 and len(a) > 1:
        return np.zeros(2, a.dtype), a.dtype.itemsize, a.nbytes, a.strides
    return np.zeros(1, a.dtype), 0, 0, (0,)


@jit
def read_only_view(a: f64[:]):
    return a[:2]


@jit
def ndims(a: f64[:, :]) -> int:
    if a.ndim == 1:
        return len(a[0:1])
    elif a.ndim == 2:
        return a.shape[1]
    else:
        return a.shape[2]


@jit
def declared(a: f64[:]) -> f64[:]:
    return a


@jit
def declared_without_dimensions(a: f64[:]) -> "np.typing.NDArray[np.float64]":
    b: np.ndarray = np.zeros(2)
    return b if len(a) > 2 else a


@jit
def declared_without_anything(a: f64[:]) -> np.ndarray:
    return a[None]


@jit
def declared_in_tuple(a: f64[:], n: int) -> tuple[np.ndarray, int]:
    return a[::2], n


@jit
def halves(a: f64[:]):
    h = Halves(a[: len(a) // 2], a[len(a) // 2 :])
    return h


@jit
def too_large(n: int):
    return np.zeros((n, 2**40, 2**40))


@jit
def without_elements(n: int):
    return np.zeros((n, 0, 3)), np.zeros((0, n)), np.empty((0, 2**62, 2**62))
