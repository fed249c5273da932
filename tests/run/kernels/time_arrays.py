"""Arrays of points and spans of time: elements, views, whole arrays, functions of them."""

from __future__ import annotations

import numpy as np

from pyjit import i64, jit


@jit
def element(a: "datetime64[ns][:]", i_small: int):
    return a[i_small]


@jit
def element_of_rows(a: "timedelta64[s][:, :]", i_small: int, j_small: int):
    return a[i_small, j_small], a[i_small][j_small]


@jit
def looped(a: "datetime64[s][:]", t: "datetime64[s]"):
    count = 0
    latest = t
    for u in a:
        if u > latest:
            latest = u
            count += 1
    return latest, count, len(a), a.shape, a.size, a.itemsize, a.ndim


@jit
def put(a: "datetime64[s][:]", i_small: int, t: "datetime64[s]"):
    a[i_small] = t


@jit
def put_others(a: "datetime64[s][:]", t_small: "datetime64[ms]", n: int):
    a[0] = t_small
    a[1] = n
    a[2] = np.datetime64("2020-01-01")
    a[-1] = np.datetime64("NaT")


@jit
def put_spans(a: "timedelta64[ms][:]", d_small: "timedelta64[s]", n: int):
    # NumPy 2.0 stores a `NaT` of another unit as a number.
    if not np.isnat(d_small):
        a[0] = d_small
        a[1:2] = d_small
    a[2:4] = n


@jit
def put_parts(a: "datetime64[s][:]", b_small: "datetime64[ms][:]", t: "datetime64[s]"):
    a[: len(b_small)] = b_small
    a[1:3] = t
    a[a > t] = t


@jit
def views(a: "datetime64[us][:]"):
    return a[1:], a[::-1], a[::2], a[:0]


@jit
def rows(a: "timedelta64[s][:, :]"):
    return a.T, a[:, ::-1], a.ravel(), a.copy(), a.reshape(a.size)


@jit
def masked(a: "datetime64[s][:]", t: "datetime64[s]"):
    return a[a < t], a[~np.isnat(a)], np.where(a < t, a, t)


@jit
def taken(a: "datetime64[s][:]", i_small: int):
    places = np.array([0, i_small, -1])
    return a[places]


@jit
def compared(a: "datetime64[s][:]", b: "datetime64[s][:]"):
    return a < b, a <= b, a == b, a != b, a > b, a >= b


@jit
def compared_in_units(a: "datetime64[s][:]", t: "datetime64[us]"):
    return a < t, a == t, t != a


@jit
def differences(a: "datetime64[s][:]", b: "datetime64[ms][:]"):
    # Of arrays that do not fit each other NumPy may find first that a number does not fit.
    return a[: len(b)] - b[: len(a)]


@jit
def of_one_unit(a: "datetime64[D][:]", b: "datetime64[D][:]"):
    return a - b, np.subtract(a, b)


@jit
def from_a_day(a: "datetime64[h][:]"):
    return a - np.datetime64("2000-01-01"), np.datetime64("2000-01-01T05") - a


@jit
def moved(a: "datetime64[s][:]", b: "timedelta64[s][:]", n: int):
    return a + b, b + a, a - b, a + n, b - n


@jit
def moved_by_numbers(a: "datetime64[s][:]", b: i64[:]):
    return a + b


@jit
def in_rows(a: "timedelta64[s][:, :]", b: "timedelta64[s][:]"):
    return a + b[0], a - a, (a + a) - a, -a


@jit
def scaled(a: "timedelta64[s][:]", n: int, x: float):
    return a * n, n * a, a * x, a / n, a // n, a / x


@jit
def ratios(a: "timedelta64[s][:]", d: "timedelta64[ms]"):
    return a / d, a // d, a % d, np.divide(a, d), np.remainder(a, d)


@jit
def signs(a: "timedelta64[s][:]"):
    return -a, +a, abs(a), np.abs(a), np.negative(a)


@jit
def in_place(a_small: "datetime64[s][:]", d_small: "timedelta64[s]", n_small: int):
    a_small += d_small
    a_small[0] -= d_small
    a_small[1:] -= n_small


@jit
def spans_in_place(a_small: "timedelta64[s][:]", n_small: int):
    a_small *= n_small
    a_small[0] += n_small
    a_small[0] *= 1.5


@jit
def numbers(a: "datetime64[ns][:]", b: "timedelta64[s][:]"):
    return a.astype(np.int64), a.view(np.int64), b.view("i8"), b.astype("i4"), b.astype(float)


@jit
def booleans(a: "timedelta64[s][:]"):
    return a.astype(bool)


@jit
def written_as_numbers(a: "datetime64[ns][:]", n: int):
    a.view(np.int64)[:] = n


@jit
def from_numbers(a: i64[:]):
    return a.view("M8[ns]"), a.astype("timedelta64[s]"), a.astype("M8[D]"), a.view("m8")


@jit
def other_units(a: "datetime64[ms][:]", b: "timedelta64[ms][:]"):
    return a.astype("M8[s]"), a.astype("datetime64[D]"), a.astype("M8[us]"), b.astype("m8[s]")


@jit
def calendars(a: "datetime64[D][:]"):
    return a.astype("M8[M]"), a.astype("M8[Y]"), a.astype("M8[W]")


@jit
def first_days(a: "datetime64[M][:]"):
    return a.astype("M8[D]"), a.astype("M8[h]"), a.astype("M8[Y]")


@jit
def none(a: "datetime64[s][:]", b: "timedelta64[s][:]"):
    return np.isnat(a), np.isnan(b), np.isfinite(a), np.isinf(b)


@jit
def extremes(a: "datetime64[s][:]"):
    return a.min(), a.max(), np.min(a), np.max(a), a.argmin(), a.argmax(), np.argmin(a)


@jit
def extremes_of_rows(a: "timedelta64[s][:, :]"):
    return a.min(), a.max(), a.argmin(), a.argmax()


@jit
def totals(a: "timedelta64[s][:]"):
    return a.sum(), np.sum(a), a.mean(), np.mean(a), a.sum(axis=0)


@jit
def totals_of_rows(a: "timedelta64[s][:, :]"):
    return a.sum(), np.mean(a)


@jit
def in_order(a: "datetime64[s][:]"):
    return np.sort(a)


@jit
def places_in_order(a: "timedelta64[s][:]"):
    return a[np.argsort(a)], a[a.argsort()]


@jit
def sums_so_far(a: "timedelta64[s][:]", b: "timedelta64[s][:, :]"):
    return a.cumsum(), np.cumsum(a), np.cumsum(b)


@jit
def places(a: "datetime64[s][:]", t: "datetime64[s]", b: "datetime64[s][:]"):
    line = np.sort(a)
    return (
        np.searchsorted(line, t),
        np.searchsorted(line, t, side="right"),
        line.searchsorted(b),
    )


@jit
def within(a: "datetime64[s][:]", t: "datetime64[s]", u: "datetime64[s]"):
    return np.clip(a, t, u), np.clip(t, a, a), np.clip(t, u, t)


@jit
def chosen(a: "datetime64[s][:]", t: "datetime64[ms]"):
    return np.minimum(a, t), np.maximum(t, a), np.fmin(a, t), np.fmax(a, t)


@jit
def steps(a: "datetime64[s][:]", b: "timedelta64[ms][:]"):
    return np.diff(a), np.diff(b)


@jit
def allocated(n: int, a: "datetime64[s][:]"):
    b = np.empty(n, "datetime64[D]")
    b[:] = np.datetime64("2020-01-01")
    c = np.empty_like(a)
    c[...] = a
    return b, c, np.zeros(n, np.dtype("m8[ns]")), np.zeros_like(a), np.zeros(n, a.dtype)


@jit
def full(n: int, t: "datetime64[ms]"):
    return np.full(n, t), np.full(n, t, "M8[s]"), np.full(n, 5, "m8[s]")


@jit
def dtypes(a: "datetime64['25s'][:]"):
    return a.dtype == np.dtype("M8[25s]"), a.dtype.itemsize, a.dtype.kind, a.dtype.name


@jit
def arranged(a: "datetime64[s][:]"):
    return np.concatenate((a, a)), np.stack((a, a)), np.vstack((a, a)), np.hstack((a, a[:1]))


@jit
def with_axes(a: "timedelta64[s][:, :]"):
    return np.expand_dims(a, 1), np.swapaxes(a, 0, 1), np.transpose(a), a.flatten()


@jit
def itself(a: "datetime64[s][:]"):
    return a


@jit
def latest_of(a: "datetime64[s][:]"):
    latest = None
    for t in a:
        if latest is None or t > latest:
            latest = t
    return latest


@jit
def contiguous(a: "timedelta64[ns][::1]"):
    return a[0] + a[-1], a
