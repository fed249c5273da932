"""`numpy`: arrays with elements less or more along an axis (NumPy's ``_function_base_impl.py`` and
``_arraypad_impl.py``)."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import (
    Known,
    allocate,
    array_of,
    at_axes,
    is_c_order,
    moved,
    without_axes,
)
from pyjit.prelude.numpy_arrays import _is_by_columns
from pyjit.prelude.numpy_arrays_take import _numbers_of
from pyjit.prelude.operators_refused import not_compiled


@jit
def _made_like(a, shape):
    """A new array in the order of another one."""
    if a.ndim > 1 and not is_c_order(a):
        if _is_by_columns(a):
            return np.empty(shape, a.dtype, "F")
        return np.empty(shape, a.dtype)
    else:
        return np.empty(shape, a.dtype)


@jit
def _first(a, axis: Known):
    if axis == 0:
        return a
    else:
        return moved(a, axis, 0)


@jit
def _without_one(a, index: int, axis: Known):
    count = a.shape[axis]
    if index < -count or index >= count:
        raise IndexError(f"index {index} is out of bounds for axis {axis} with size {count}")
    place = index + count if index < 0 else index
    made = _made_like(a, at_axes(a.shape, axis, count - 1))
    to = _first(made, axis)
    source = _first(a, axis)
    to[:place] = source[:place]
    to[place:] = source[place + 1 :]
    return made


@jit
def _kept(a, keep, axis: Known):
    if axis == 0:
        return a[keep]
    elif axis == 1:
        return a[:, keep]
    elif axis == 2:
        return a[:, :, keep]
    elif axis == 3:
        return a[:, :, :, keep]
    else:
        return not_compiled()


@jit
def _without_several(a, places, axis: Known):
    if len(places) == 1:
        return _without_one(a, int(places[0]), axis)
    keep = np.ones(a.shape[axis], np.bool_)
    keep[places] = False
    return _kept(a, keep, axis)


@jit
def _without_marked(a, marks, axis: Known):
    if len(marks) != a.shape[axis]:
        raise ValueError(
            "boolean array argument obj to delete must be one dimensional and match the axis "
            f"length of {a.shape[axis]}"
        )
    return _kept(a, ~marks, axis)


@jit
def _deleted(a, obj, axis: Known):
    if isinstance(obj, tuple):
        if len(obj) == 0:
            return _kept(a, np.ones(a.shape[axis], np.bool_), axis)
        else:
            return _deleted(a, array_of(obj), axis)
    elif isinstance(obj, np.ndarray):
        if obj.dtype == np.bool_:
            if obj.ndim != 1:
                return not_compiled()
            else:
                return _without_marked(a, obj, axis)
        elif obj.ndim > 1:
            return not_compiled()
        elif obj.ndim == 0:
            return _without_one(a, int(_numbers_of(obj)[()]), axis)
        else:
            return _without_several(a, _numbers_of(obj), axis)
    elif isinstance(obj, (int, np.integer)) and not isinstance(obj, bool):
        return _without_one(a, int(obj), axis)
    else:
        return not_compiled()


@jit
def delete(arr, obj, axis: Known = None):
    if not isinstance(arr, np.ndarray):
        if isinstance(arr, tuple):
            return delete(array_of(arr), obj, axis)
        else:
            return not_compiled()
    elif axis is None:
        return _deleted(np.ravel(arr), obj, 0)
    else:
        without_axes(arr.shape, axis)
        if axis < 0:
            return _deleted(arr, obj, axis + arr.ndim)
        else:
            return _deleted(arr, obj, axis)


@jit
def _in_type(a, values):
    """Values as elements of an array, cast as an assignment does."""
    if isinstance(values, np.ndarray):
        if values.dtype == a.dtype:
            return values
        else:
            return values.astype(a.dtype)
    elif isinstance(values, tuple):
        return array_of(values, a.dtype)
    else:
        made = allocate(a.dtype, ())
        made[()] = values
        return made


@jit
def _with_axes(a, ndim: Known):
    if a.ndim < ndim:
        return _with_axes(a[None], ndim)
    else:
        return a


@jit
def _with_one(a, index: int, values, axis: Known, is_number: Known):
    count = a.shape[axis]
    if index < -count or index > count:
        raise IndexError(f"index {index} is out of bounds for axis {axis} with size {count}")
    place = index + count if index < 0 else index
    whole = _with_axes(_in_type(a, values), a.ndim)
    if whole.ndim > a.ndim:
        return not_compiled()
    elif is_number and axis > 0:
        return _put_between(a, place, moved(whole, 0, axis), axis)
    else:
        return _put_between(a, place, whole, axis)


@jit
def _put_between(a, place: int, values, axis: Known):
    more = values.shape[axis]
    made = _made_like(a, at_axes(a.shape, axis, a.shape[axis] + more))
    to = _first(made, axis)
    source = _first(a, axis)
    to[:place] = source[:place]
    to[place : place + more] = _first(values, axis)
    to[place + more :] = source[place:]
    return made


@jit
def _put_kept(made, mask, a, axis: Known):
    to = _first(made, axis)
    source = _first(a, axis)
    number = 0
    for k in range(len(mask)):
        if mask[k]:
            to[k] = source[number]
            number += 1


@jit
def _put_new(made, places, values, axis: Known):
    if axis == 0:
        made[places] = values
    elif axis == 1:
        made[:, places] = values
    elif axis == 2:
        made[:, :, places] = values
    elif axis == 3:
        made[:, :, :, places] = values
    else:
        not_compiled()


@jit
def _with_several(a, given, values, axis: Known):
    count = a.shape[axis]
    places = np.empty(len(given), np.int64)
    places[:] = given
    for k in range(len(places)):
        if places[k] < 0:
            places[k] += count
    order = np.argsort(places)
    for k in range(len(order)):
        places[order[k]] += k
    made = _made_like(a, at_axes(a.shape, axis, count + len(places)))
    mask = np.ones(count + len(places), np.bool_)
    mask[places] = False
    _put_new(made, places, values, axis)
    _put_kept(made, mask, a, axis)
    return made


@jit
def _inserted(a, obj, values, axis: Known):
    if isinstance(obj, tuple):
        if len(obj) == 0:
            return _with_several(a, np.empty(0, np.int64), _in_type(a, values), axis)
        elif len(obj) == 1:
            return _with_one(a, int(_numbers_of(obj)[0]), values, axis, False)
        else:
            return _with_several(a, _numbers_of(obj), _in_type(a, values), axis)
    elif isinstance(obj, np.ndarray):
        if obj.ndim != 1 or obj.dtype == np.bool_:
            # What truth values mean there depends on NumPy's version.
            return not_compiled()
        else:
            places = _numbers_of(obj)
            if len(places) == 1:
                return _with_one(a, int(places[0]), values, axis, False)
            return _with_several(a, places, _in_type(a, values), axis)
    elif isinstance(obj, (int, np.integer)) and not isinstance(obj, bool):
        return _with_one(a, int(obj), values, axis, True)
    else:
        return not_compiled()


@jit
def insert(arr, obj, values, axis: Known = None):
    if not isinstance(arr, np.ndarray):
        if isinstance(arr, tuple):
            return insert(array_of(arr), obj, values, axis)
        else:
            return not_compiled()
    elif axis is None:
        return _inserted(np.ravel(arr), obj, values, 0)
    else:
        without_axes(arr.shape, axis)
        if axis < 0:
            return _inserted(arr, obj, values, axis + arr.ndim)
        else:
            return _inserted(arr, obj, values, axis)
