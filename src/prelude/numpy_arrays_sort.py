"""`numpy`: sorting. All sorts are stable, whatever is asked for."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import (
    Known,
    allocate,
    at_axes,
    is_c_order,
    is_read_only,
    view_in_c_order,
)
from pyjit.prelude.operators_axes import last_axis
from pyjit.prelude.operators_lines import put_order, sort_line
from pyjit.prelude.operators_refused import not_compiled


@jit
def _check_kind(kind: Known, order: Known, stable: Known):
    if order is not None:
        not_compiled()
    if kind is not None:
        if stable is not None:
            raise ValueError(
                "`kind` and keyword parameters can't be provided at the same time. "
                "Use only one of them."
            )
        if kind != "quicksort" and kind != "heapsort" and kind != "mergesort" and kind != "stable":
            not_compiled()


@jit
def _sort_lines(a):
    """Sorts each line along the last axis in place."""
    if a.ndim > 1:
        for i in range(a.shape[0]):
            _sort_lines(a[i])
    elif is_c_order(a):
        sort_line(a)
    elif len(a) < 2 or a.strides[0] == a.itemsize:
        sort_line(view_in_c_order(a, a.shape))
    else:
        line = allocate(a.dtype, a.shape)
        line[:] = a
        sort_line(line)
        a[:] = line


@jit
def sort_in_place(a, axis: Known, kind: Known, order: Known, stable: Known):
    _check_kind(kind, order, stable)
    at_axes(a.shape, axis, 1)
    if is_read_only(a):
        raise ValueError("sort array is read-only")
    _sort_lines(last_axis(a, axis))


@jit
def sort(a, axis: Known = -1, kind: Known = None, order: Known = None, *, stable: Known = None):
    if axis is None:
        line = a.flatten()
        sort_in_place(line, 0, kind, order, stable)
        return line
    else:
        b = np.copy(a)
        sort_in_place(b, axis, kind, order, stable)
        return b


@jit
def _put_orders(a, places):
    """Of each line along the last axis."""
    if a.ndim > 1:
        for i in range(a.shape[0]):
            _put_orders(a[i], places[i])
    elif is_c_order(places):
        if is_c_order(a):
            put_order(a, places)
        elif len(a) < 2 or a.strides[0] == a.itemsize:
            put_order(view_in_c_order(a, a.shape), places)
        else:
            line = allocate(a.dtype, a.shape)
            line[:] = a
            put_order(line, places)
    else:
        line = allocate(places.dtype, places.shape)
        _put_orders(a, line)
        places[:] = line


@jit
def argsort(a, axis: Known = -1, kind: Known = None, order: Known = None, *, stable: Known = None):
    _check_kind(kind, order, stable)
    if axis is None:
        return argsort(a.ravel())
    else:
        at_axes(a.shape, axis, 1)
        places = allocate(np.int64, a.shape)
        _put_orders(last_axis(a, axis), last_axis(places, axis))
        return places


@jit
def _reordered(key, places):
    """Sorts places by what is there, those of equal elements as they are."""
    line = key.ravel()[places]
    order = allocate(np.int64, (len(line),))
    put_order(line, order)
    return places[order]


@jit
def _by_keys(keys, places):
    if len(keys) == 0:
        return places
    else:
        if keys[0].ndim != 1:
            not_compiled()
        if len(keys[0]) != len(places):
            raise ValueError("all keys need to be the same shape")
        return _by_keys(keys[1:], _reordered(keys[0], places))


@jit
def lexsort(keys, axis: Known = -1):
    if isinstance(keys, tuple):
        if axis != -1 and axis != 0:
            not_compiled()
        return _by_keys(keys[1:], argsort(keys[0]))
    elif keys.ndim == 2:
        if axis != -1 and axis != 0:
            not_compiled()
        if len(keys) == 0:
            raise TypeError("need sequence of keys with len > 0 in lexsort")
        places = argsort(keys[0])
        for row in range(1, len(keys)):
            places = _reordered(keys[row], places)
        return places
    else:
        return not_compiled()
