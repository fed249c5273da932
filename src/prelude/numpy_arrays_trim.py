"""`numpy`: arrays without zeros around, in order as complex numbers, and looked at for NaN."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known, at_axes, cast
from pyjit.prelude.operators_refused import not_compiled


@jit
def sort_complex(a):
    if isinstance(a, tuple):
        return sort_complex(np.array(a))
    else:
        b = np.sort(a)
        if isinstance(cast(b.dtype, 0), np.complexfloating):
            return b
        elif b.itemsize <= 2 and isinstance(cast(b.dtype, 0), np.integer):
            return b.astype(np.complex64)
        else:
            return b.astype(np.complex128)


@jit
def asarray_chkfinite(a, dtype: Known = None, order: Known = None):
    b = np.asarray(a, dtype, "K" if order is None else order)
    if isinstance(cast(b.dtype, 0), np.inexact):
        if not np.all(np.isfinite(b)):
            raise ValueError("array must not contain infs or NaNs")
    return b


@jit
def _trimmed(a, axis: Known, marks, front: Known, back: Known):
    """Without what has no mark at the ends of an axis."""
    first = 0
    last = len(marks)
    while first < last and not marks[first]:
        first += 1
    while last > first and not marks[last - 1]:
        last -= 1
    if first == last:
        first = last = 0
        if axis == 0:
            return a[:0]
        else:
            return np.swapaxes(np.swapaxes(a, 0, axis)[:0], 0, axis)
    if not front:
        first = 0
    if not back:
        last = len(marks)
    if axis == 0:
        return a[first:last]
    else:
        return np.swapaxes(np.swapaxes(a, 0, axis)[first:last], 0, axis)


@jit
def _marks(a, axis: Known):
    """Where along an axis there is anything but zeros."""
    if a.ndim == 1:
        return a != 0
    else:
        rows = np.moveaxis(a, axis, 0)
        marks = np.zeros(len(rows), np.bool_)
        for i in range(len(rows)):
            marks[i] = np.any(rows[i] != 0)
        return marks


@jit
def _trimmed_along(a, whole, number: Known, axis: Known, front: Known, back: Known):
    """Along that axis, or along all from a number on."""
    if axis is not None:
        at_axes(whole.shape, axis, 1)
        if isinstance(axis, tuple):
            return not_compiled()
        elif axis < 0:
            return _trimmed(a, axis + a.ndim, _marks(whole, axis), front, back)
        else:
            return _trimmed(a, axis, _marks(whole, axis), front, back)
    elif number == a.ndim:
        return a
    else:
        part = _trimmed(a, number, _marks(whole, number), front, back)
        return _trimmed_along(part, whole, number + 1, axis, front, back)


@jit
def trim_zeros(filt, trim: Known = "fb", axis: Known = None):
    if not isinstance(filt, np.ndarray):
        return not_compiled()
    elif trim == "fb" or trim == "bf" or trim == "FB":
        return _trimmed_along(filt, filt, 0, axis, True, True)
    elif trim == "f" or trim == "F":
        return _trimmed_along(filt, filt, 0, axis, True, False)
    elif trim == "b" or trim == "B":
        return _trimmed_along(filt, filt, 0, axis, False, True)
    else:
        raise ValueError(f"unexpected character(s) in `trim`: '{trim}'")
