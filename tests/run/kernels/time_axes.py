"""Times along the axes of arrays, between two others, and as constants of the module."""

import numpy as np

from pyjit import jit

EPOCH = np.datetime64("2000-01-01")
MOMENT = np.datetime64("1969-12-31T23:59:59.5")
STEP = np.timedelta64(5, "s")
BACK = np.timedelta64(-3, "25s")
GENERIC = np.timedelta64(7)
NONE = np.datetime64("NaT")
COUNTED = np.datetime64(12, "M")


@jit
def extremes(a: "datetime64[s][:, :]"):
    return a.min(axis=0), a.max(axis=1), np.min(a, axis=-1), np.amax(a, 0)


@jit
def places_of_extremes(a: "timedelta64[ms][:, :]"):
    return a.argmin(axis=0), a.argmax(axis=1), np.argmin(a, 1), np.argmax(a, axis=-2)


@jit
def extremes_of_boxes(a: "datetime64[s][:, :, :]"):
    return a.min(axis=1), a.max(axis=2), np.argmax(a, axis=0)


@jit
def sums(d_small: "timedelta64[s][:, :]"):
    return d_small.sum(axis=0), np.sum(d_small, axis=1), d_small.sum(axis=-1)


@jit
def sums_of_boxes(d_small: "timedelta64[s][:, :, :]"):
    return d_small.sum(axis=0), np.sum(d_small, axis=1), d_small.sum(axis=-1)


@jit
def means(d_small: "timedelta64[s][:, :]"):
    if d_small.size == 0:
        # NumPy warns there.
        return None
    return d_small.mean(axis=0), np.mean(d_small, axis=1)


@jit
def sums_so_far(d_small: "timedelta64[s][:, :]"):
    return d_small.cumsum(axis=0), np.cumsum(d_small, axis=1), np.cumsum(d_small, axis=-2)


@jit
def moved_axes(a: "datetime64[s][:, :, :]"):
    return np.moveaxis(a, 0, 2)


@jit
def between(t_small: "datetime64[s]", u_small: "datetime64[s]"):
    if u_small - t_small < 2000:
        return np.arange(t_small, u_small)
    return None


@jit
def in_steps(t_small: "datetime64[s]", u_small: "datetime64[s]", m: int):
    n = 1000 + m
    return np.arange(t_small, u_small, n * 1000), np.arange(t_small, u_small, -n * 1000)


@jit
def from_a_time(t: "datetime64[s]", m: int):
    return np.arange(t, t + 20, m), np.arange(t, t - 20, np.timedelta64(m, "s"))


@jit
def of_several_units(t_small: "datetime64[D]", m: int):
    d = np.timedelta64(5, "h")
    return np.arange(t_small, t_small + 3, d), np.arange(t_small, np.datetime64("NaT", "D"))


@jit
def spans_between(m: int):
    d = np.timedelta64(m, "s")
    return np.arange(d), np.arange(0, d, 2), np.arange(d, 5), np.arange(d, d + d, STEP)


@jit
def constants(t_small: "datetime64[s]", d_small: "timedelta64[s]"):
    return (
        EPOCH,
        MOMENT,
        STEP,
        BACK,
        GENERIC,
        NONE,
        COUNTED,
        t_small - EPOCH,
        t_small < MOMENT,
        d_small + STEP,
        STEP * 2,
        d_small * 3 + BACK,
        NONE == EPOCH,
        max(COUNTED, COUNTED),
        EPOCH + GENERIC,
    )


@jit
def constants_in_arrays(a: "datetime64[s][:]"):
    a[a < EPOCH] = EPOCH
    return a == EPOCH, a[:1] + STEP, np.full(2, EPOCH), np.arange(EPOCH, EPOCH + 3)
