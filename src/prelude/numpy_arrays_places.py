"""`numpy`: where the least and the greatest elements of arrays are."""

import numpy as np

from pyjit import i64, jit
from pyjit.intrinsics import Known, allocate, at_axes
from pyjit.prelude.operators_accumulate import shaped
from pyjit.prelude.operators_axes import last_axis
from pyjit.prelude.operators_out import has_shape
from pyjit.prelude.operators_refused import not_compiled


@jit
def _place(op: Known, a):
    place = 0
    for i in range(1, len(a)):
        if a[place] != a[place]:
            return place
        if isinstance(a[i], np.complexfloating):
            if op == "argmin":
                if not np.less_equal(a[place], a[i]):
                    place = i
            else:
                if not np.greater_equal(a[place], a[i]):
                    place = i
        elif op == "argmin":
            if a[i] < a[place] or a[i] != a[i]:
                place = i
        else:
            if a[i] > a[place] or a[i] != a[i]:
                place = i
    return place


@jit
def _places(op: Known, a, places):
    """The places in each line along the last axis."""
    if a.ndim == 2:
        for i in range(a.shape[0]):
            places[i, 0] = _place(op, a[i])
    else:
        for i in range(a.shape[0]):
            _places(op, a[i], places[i])


@jit
def _found(op: Known, a, axis: Known, keepdims: Known):
    if axis is None or a.ndim == 1:
        line = a.ravel()
        lengths = at_axes(a.shape, axis, 1)
        if len(line) == 0:
            raise ValueError(f"attempt to get {op} of an empty sequence")
        if keepdims:
            places = allocate(np.int64, lengths)
            places[...] = _place(op, line)
            return places
        else:
            return i64(_place(op, line))
    else:
        lengths = at_axes(a.shape, axis, 1)
        if a.shape[axis] == 0:
            raise ValueError(f"attempt to get {op} of an empty sequence")
        places = allocate(np.int64, lengths)
        _places(op, last_axis(a, axis), last_axis(places, axis))
        return shaped(places, a.shape, axis, keepdims)


@jit
def _put(op: Known, out, places):
    if out is None:
        return places
    elif isinstance(places, np.ndarray) and out.dtype == np.int64 and out.ndim == places.ndim:
        if not has_shape(out, places.shape):
            raise ValueError(f"output array does not match result of np.{op}.")
        out[...] = places
        return out
    else:
        return not_compiled()


@jit
def argmin(a, axis: Known = None, out=None, *, keepdims: Known = False):
    return _put("argmin", out, _found("argmin", a, axis, keepdims))


@jit
def argmax(a, axis: Known = None, out=None, *, keepdims: Known = False):
    return _put("argmax", out, _found("argmax", a, axis, keepdims))
