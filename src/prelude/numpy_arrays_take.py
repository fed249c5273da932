"""`numpy`: elements at places along an axis, taken and put (NumPy's ``item_selection.c`` and
``_shape_base_impl.py``)."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import (
    Known,
    allocate,
    array_of,
    cast,
    is_read_only,
    joined_dtype,
    view_in_c_order,
    view_of,
    without_axes,
)
from pyjit.prelude.numpy_arrays import is_in_c_order
from pyjit.prelude.numpy_arrays_broadcast import _as_array
from pyjit.prelude.numpy_arrays_more import flatnonzero
from pyjit.prelude.numpy_arrays_repeat import _in_three
from pyjit.prelude.operators_refused import not_compiled


@jit
def _numbers_of(indices):
    """Places as an array: integers that NumPy casts to its own without loss."""
    if isinstance(indices, tuple):
        if len(indices) == 0:
            return allocate(np.int64, (0,))
        else:
            return _numbers_of(array_of(indices))
    elif isinstance(indices, np.ndarray):
        if isinstance(cast(indices.dtype, 0), (np.integer, np.bool_)):
            if indices.dtype == np.uint64:
                return not_compiled()
            else:
                return indices
        else:
            return not_compiled()
    elif isinstance(indices, (int, np.integer, np.bool_)):
        return _numbers_of(np.asarray(indices))
    else:
        return not_compiled()


@jit
def _place(index: int, count: int, axis: int, mode: Known) -> int:
    """What an index means among so many, which are some."""
    if mode == "raise":
        if not -count <= index < count:
            raise IndexError(f"index {index} is out of bounds for axis {axis} with size {count}")
        return index + count if index < 0 else index
    elif mode == "wrap":
        return index % count
    elif mode == "clip":
        if index < 0:
            return 0
        return index if index < count else count - 1
    else:
        not_compiled()
        return index


@jit
def _places(indices, count: int, axis: int, mode: Known):
    line = indices.flatten()
    places = allocate(np.int64, (len(line),))
    if len(line) > 0 and count == 0:
        raise IndexError("cannot do a non-empty take from an empty axes.")
    for k in range(len(line)):
        places[k] = _place(int(line[k]), count, axis, mode)
    return places


@jit(boundscheck=False)
def _take(a, places, to):
    if a.shape[2] == 1:
        for i in range(a.shape[0]):
            for j in range(len(places)):
                to[i, j, 0] = a[i, places[j], 0]
    else:
        for i in range(a.shape[0]):
            for j in range(len(places)):
                for k in range(a.shape[2]):
                    to[i, j, k] = a[i, places[j], k]


@jit
def _taken_in(a, indices, axis: Known, mode: Known):
    """What lies at places along an axis, counted from the front."""
    three = _in_three(a, axis)
    # Where nothing is taken, nothing is looked at.
    places = _places(indices, three.shape[1], axis, mode)
    to = allocate(a.dtype, (three.shape[0], len(places), three.shape[2]))
    _take(three, places, to)
    return view_in_c_order(to, a.shape[:axis] + indices.shape + a.shape[axis + 1 :])


@jit
def _taken(a, indices, axis: Known, mode: Known):
    if axis is None:
        return _taken_in(np.ravel(a), indices, 0, mode)
    elif axis < 0:
        without_axes(a.shape, axis)
        return _taken_in(a, indices, axis + a.ndim, mode)
    else:
        without_axes(a.shape, axis)
        return _taken_in(a, indices, axis, mode)


@jit
def _shape_taken(a, indices, axis: Known):
    if axis is None:
        return indices.shape
    elif axis < 0:
        return _shape_taken(a, indices, axis + a.ndim)
    else:
        return a.shape[:axis] + indices.shape + a.shape[axis + 1 :]


@jit
def _taken_into(out, a, indices, axis: Known, mode: Known):
    """Looks at the output first, as NumPy does."""
    shape = _shape_taken(a, indices, axis)
    if out.ndim != len(shape):
        raise ValueError("output array does not match result of ndarray.take")
    elif out.dtype != a.dtype or mode != "raise":
        return not_compiled()
    else:
        if out.shape != shape:
            raise ValueError("output array does not match result of ndarray.take")
        if is_read_only(out):
            raise ValueError("WRITEBACKIFCOPY base is read-only")
        out[...] = _taken(a, indices, axis, mode)
        return out


@jit
def _element_alone(a):
    if a.ndim == 0:
        return a[()]
    else:
        return a


@jit
def take(a, indices, axis: Known = None, out=None, mode: Known = "raise"):
    if not isinstance(a, np.ndarray):
        return take(_as_array(a), indices, axis, out, mode)
    elif out is not None:
        return _taken_into(out, a, _numbers_of(indices), axis, mode)
    else:
        return _element_alone(_taken(a, _numbers_of(indices), axis, mode))


@jit
def compress(condition, a, axis: Known = None, out=None):
    if not isinstance(a, np.ndarray):
        return compress(condition, _as_array(a), axis, out)
    elif isinstance(condition, tuple):
        return compress(array_of(condition), a, axis, out)
    elif condition.ndim != 1:
        raise ValueError("condition must be a 1-d array")
    else:
        return take(a, flatnonzero(condition), axis, out)


@jit
def extract(condition, arr):
    return take(np.ravel(_as_array(arr)), flatnonzero(np.ravel(_as_array(condition))))


@jit
def _one_at(ndim: Known, axis: Known, length: int, place: Known = 0):
    """A shape of ones but for one axis."""
    if place == ndim:
        return ()
    elif place == axis:
        return (length,) + _one_at(ndim, axis, length, place + 1)
    else:
        return (1,) + _one_at(ndim, axis, length, place + 1)


@jit
def _indices_of(a, indices, axis: Known, place: Known):
    """An index of all axes: in each its own places, in one those that are given."""
    if place == a.ndim:
        return ()
    elif place == axis:
        return (indices,) + _indices_of(a, indices, axis, place + 1)
    else:
        line = np.arange(a.shape[place])
        own = line.reshape(_one_at(a.ndim, place, len(line)))
        return (own,) + _indices_of(a, indices, axis, place + 1)


@jit
def _along(a, indices, axis: Known):
    without_axes(a.shape, axis)
    if not isinstance(cast(indices.dtype, 0), np.integer):
        raise IndexError("`indices` must be an integer array")
    elif indices.ndim != a.ndim:
        raise ValueError("`indices` and `arr` must have the same number of dimensions")
    elif axis < 0:
        return _indices_of(a, indices, axis + a.ndim, 0)
    else:
        return _indices_of(a, indices, axis, 0)


@jit
def take_along_axis(arr, indices, axis: Known = -1):
    if axis is None:
        if indices.ndim != 1:
            raise ValueError("when axis=None, `indices` must have a single dimension.")
        else:
            return take_along_axis(np.ravel(arr), indices, 0)
    else:
        index = _along(arr, indices, axis)
        return arr[index]


@jit
def put_along_axis(arr, indices, values, axis: Known):
    if axis is None:
        # NumPy's versions differ.
        not_compiled()
    elif isinstance(values, tuple):
        put_along_axis(arr, indices, array_of(values, arr.dtype), axis)
    else:
        index = _along(arr, indices, axis)
        arr[index] = values


@jit
def _values_for(a, values):
    """Values that are put one after the other, in the type of the array."""
    if isinstance(values, np.ndarray):
        line = allocate(a.dtype, (values.size,))
        line[:] = np.ravel(values)
        return line
    elif isinstance(values, tuple):
        return array_of(values, a.dtype).ravel()
    else:
        line = allocate(a.dtype, (1,))
        line[0] = values
        return line


@jit
def _put_each(line, indices, values, mode: Known):
    count = len(line)
    if len(values) > 0:
        place = 0
        for k in range(len(indices)):
            line[_place(int(indices[k]), count, 0, mode)] = values[place]
            place += 1
            if place == len(values):
                place = 0


@jit
def put(a, ind, v, mode: Known = "raise"):
    if is_read_only(a):
        raise ValueError("put: output array is read-only")
    places = _numbers_of(ind).flatten()
    values = _values_for(a, v)
    if a.size == 0 and len(places) > 0:
        raise IndexError("cannot replace elements of an empty array")
    if is_in_c_order(a):
        _put_each(view_of(a, (a.size,), (a.itemsize,)), places, values, mode)
    else:
        # NumPy puts into a copy, which is lost where a place is outside.
        line = a.flatten()
        _put_each(line, places, values, mode)
        a[...] = line.reshape(a.shape)


@jit
def place(arr, mask, vals):
    if not isinstance(mask, np.ndarray):
        place(arr, _as_array(mask), vals)
    elif isinstance(vals, np.ndarray) and joined_dtype((arr, vals), None) != arr.dtype:
        # NumPy has no safe way from these to elements.
        not_compiled()
    else:
        if is_read_only(arr):
            raise ValueError("WRITEBACKIFCOPY base is read-only")
        if arr.size != mask.size:
            raise ValueError("place: mask and data must be the same size")
        values = _values_for(arr, vals)
        marks = np.ravel(mask)
        number = 0
        for k in range(len(marks)):
            if marks[k]:
                if len(values) == 0:
                    raise ValueError("Cannot insert from an empty array!")
                if number == len(values):
                    number = 0
                arr.flat[k] = values[number]
                number += 1
