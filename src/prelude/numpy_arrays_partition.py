"""`numpy`: arrays put in order around places. The order of the others is nobody's concern, and
NumPy's differs from processor to processor."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import (
    Known,
    allocate,
    at_axes,
    cast,
    is_c_order,
    is_read_only,
    view_in_c_order,
)
from pyjit.prelude.operators_axes import last_axis
from pyjit.prelude.operators_lines import sort_line
from pyjit.prelude.operators_partition import partition_line
from pyjit.prelude.operators_refused import not_compiled


@jit
def _sorted_places(kth, count: int):
    """Places as integers from 0 on, the least first."""
    if isinstance(kth, np.ndarray):
        if kth.ndim > 1 or not isinstance(cast(kth.dtype, 0), np.integer):
            return not_compiled()
        elif kth.dtype == np.uint64:
            return not_compiled()
        else:
            places = np.array(kth, np.int64).ravel()
            for i in range(len(places)):
                if places[i] < 0:
                    places[i] += count
                if not 0 <= places[i] < count:
                    raise ValueError(f"kth(={places[i]}) out of bounds ({count})")
            sort_line(places)
            return places
    elif isinstance(kth, (int, np.integer)) and not isinstance(kth, bool):
        return _sorted_places(np.full(1, int(kth)), count)
    else:
        return not_compiled()


@jit
def _check_kind(kind: Known, order: Known):
    if kind != "introselect" or order is not None:
        not_compiled()


@jit
def _partition_lines(a, kth):
    """Each line along the last axis in place."""
    if a.ndim > 1:
        for i in range(a.shape[0]):
            _partition_lines(a[i], kth)
    elif is_c_order(a):
        partition_line(a, None, kth)
    elif len(a) < 2 or a.strides[0] == a.itemsize:
        partition_line(view_in_c_order(a, a.shape), None, kth)
    else:
        line = allocate(a.dtype, a.shape)
        line[:] = a
        partition_line(line, None, kth)
        a[:] = line


@jit
def _partition_in_place(a, kth, axis: Known, kind: Known, order: Known):
    _check_kind(kind, order)
    at_axes(a.shape, axis, 1)
    if is_read_only(a):
        raise ValueError("partition array is read-only")
    if a.size > 0:
        _partition_lines(last_axis(a, axis), _sorted_places(kth, a.shape[axis]))


@jit
def partition(a, kth, axis: Known = -1, kind: Known = "introselect", order: Known = None):
    if axis is None:
        line = a.flatten()
        _partition_in_place(line, kth, 0, kind, order)
        return line
    else:
        b = np.copy(a)
        _partition_in_place(b, kth, axis, kind, order)
        return b


@jit
def _put_partitions(a, kth, places):
    """Of each line along the last axis."""
    if a.ndim > 1:
        for i in range(a.shape[0]):
            _put_partitions(a[i], kth, places[i])
    elif is_c_order(places):
        line = allocate(a.dtype, a.shape)
        line[:] = a
        for i in range(len(places)):
            places[i] = i
        partition_line(line, places, kth)
    else:
        line = allocate(places.dtype, places.shape)
        _put_partitions(a, kth, line)
        places[:] = line


@jit
def argpartition(a, kth, axis: Known = -1, kind: Known = "introselect", order: Known = None):
    _check_kind(kind, order)
    if axis is None:
        return argpartition(a.ravel(), kth, -1, kind, order)
    else:
        at_axes(a.shape, axis, 1)
        places = allocate(np.int64, a.shape)
        if a.size > 0:
            kths = _sorted_places(kth, a.shape[axis])
            _put_partitions(last_axis(a, axis), kths, last_axis(places, axis))
        return places
