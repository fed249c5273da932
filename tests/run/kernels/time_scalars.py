"""Points and spans of time of NumPy's as scalars: their operators, casts and constants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional

import numpy as np

from pyjit import jit

if TYPE_CHECKING:
    from numba import types


@jit
def numbas(t: types.NPDatetime("ns"), a: types.NPTimedelta("s")[:]):
    return t, len(a)


@jit("(datetime64[ns], timedelta64[s][:])")
def in_a_signature(t, a):
    return t, len(a)


@jit
def passed(t: "datetime64[ns]", d: "timedelta64['25s']", g: "timedelta64[generic]"):
    return t, d, g, (g, t)


@jit
def compared(t: "datetime64[s]", u: "datetime64[s]"):
    return t < u, t <= u, t == u, t != u, t > u, t >= u


@jit
def compared_in_units(t: "datetime64[s]", u: "datetime64[us]"):
    return t < u, t <= u, t == u, t != u, t > u, t >= u


@jit
def compared_with_dates(t: "datetime64[M]", u: "datetime64[D]"):
    return t < u, u <= t, t == u, t != u


@jit
def spans_compared(d: "timedelta64[ms]", e: "timedelta64[h]", n: int):
    return d < e, d >= e, d == e, d != e, d < n, n <= d, d == n, d != n


@jit
def chained(t: "datetime64[D]", u: "datetime64[D]", v: "datetime64[D]"):
    return 1 if t < u < v else 2 if t == u else 3


@jit
def differences(t: "datetime64[s]", u: "datetime64[ms]"):
    return t - u, u - t, t - t


@jit
def months_and_days(t: "datetime64[M]", u: "datetime64[D]", y: "datetime64[Y]"):
    return u - t, t - y, u - y


@jit
def moved(t: "datetime64[s]", d: "timedelta64[ms]"):
    return t + d, d + t, t - d


@jit
def moved_by_counts(t: "datetime64[s]", d: "timedelta64[s]", n: int):
    return t + n, n + t, t - n, d + n, n + d, d - n, n - d


@jit
def moved_by_units(t: "datetime64[M]", d: "timedelta64[D]", y: "timedelta64[Y]"):
    return t + d, t - d, t + y


@jit
def spans_added(d: "timedelta64['25s']", e: "timedelta64['10s']"):
    return d + e, d - e


@jit
def scaled(d: "timedelta64[s]", n: int, x: float):
    return d * n, n * d, d * x, x * d


@jit
def divided(d: "timedelta64[s]", n: int, x: float):
    return d / n, d // n, d / x, d // x


@jit
def ratios(d: "timedelta64[s]", e: "timedelta64[ms]"):
    return d / e, d // e, d % e, e / d, e // d, e % d


@jit
def signs(d: "timedelta64[s]"):
    return -d, +d, abs(d), np.abs(d), np.negative(d), np.absolute(d)


@jit
def generic_spans(d: "timedelta64[generic]", e: "timedelta64[s]"):
    return d + d, d - e, e + d, d < e, d == e, -d, d * 2


@jit
def numbers(t: "datetime64[ns]", d: "timedelta64[D]"):
    return t.astype(np.int64), d.astype(np.int64), t.astype("i4"), d.astype(float), d.astype(bool)


@jit
def other_units(t: "datetime64[ms]", d: "timedelta64[ms]"):
    return t.astype("M8[s]"), t.astype("M8[D]"), t.astype("M8[us]"), d.astype("m8[h]")


@jit
def calendars(t: "datetime64[D]"):
    return t.astype("M8[M]"), t.astype("M8[Y]"), t.astype("datetime64[W]"), t.astype("M8[3M]")


@jit
def first_days(t: "datetime64[M]", y: "datetime64[Y]"):
    return t.astype("M8[D]"), y.astype("M8[D]"), y.astype("M8[M]"), t.astype("M8[Y]")


@jit
def truths(t: "datetime64[s]", d: "timedelta64[s]"):
    return bool(t), bool(d), not d, 1 if t else 2


@jit
def none(t: "datetime64[s]", d: "timedelta64[s]"):
    return np.isnat(t), np.isnat(d), np.isnan(t), np.isfinite(d), np.isinf(t)


@jit
def extremes(t: "datetime64[s]", u: "datetime64[s]", v: "datetime64[ms]"):
    return min(t, u), max(t, u), np.minimum(t, v), np.maximum(t, v), np.fmin(t, v), np.fmax(v, u)


@jit
def constants():
    return (
        np.datetime64("NaT"),
        np.datetime64("NaT", "s"),
        np.timedelta64("NaT"),
        np.datetime64("2020"),
        np.datetime64("2020-02"),
        np.datetime64("2020-02-29"),
        np.datetime64("2020-02-29T23"),
        np.datetime64("1969-12-31 23:59"),
        np.datetime64("0001-01-01T00:00:01"),
        np.datetime64("2020-02-29T23:59:59.5"),
        np.datetime64("2020-02-29T23:59:59.0625"),
        np.datetime64("2020-02-29T23:59:59.123456789"),
        np.datetime64("2020-02-29", "s"),
        np.datetime64("2020-02-29T05", "D"),
        np.datetime64("2020-02-29", "M"),
        np.datetime64(5, "ns"),
        np.timedelta64(5),
        np.timedelta64(-5, "25s"),
    )


@jit
def made(n: int, t: "datetime64[ms]"):
    return np.datetime64(n, "D"), np.timedelta64(n, "h"), np.timedelta64(n), np.datetime64(t, "s")


@jit
def beside_none(t: "datetime64[s]"):
    return t == np.datetime64("NaT"), t != np.datetime64("NaT"), t - np.datetime64("1970-01-01")


@jit
def latest(t: Optional["datetime64[s]"], u: "datetime64[s]"):
    if t is None:
        return u
    return t if t > u else u


@jit
def perhaps(t: "datetime64[s]", b: bool):
    return t if b else None


@jit
def kinds(t: "datetime64[s]", d: "timedelta64[s]"):
    return (
        isinstance(t, np.datetime64),
        isinstance(d, np.datetime64),
        isinstance(d, np.timedelta64),
        isinstance(d, np.integer),
        isinstance(t, np.integer),
        isinstance(t, np.generic),
        isinstance(t, int),
        type(t) is np.datetime64,
    )
