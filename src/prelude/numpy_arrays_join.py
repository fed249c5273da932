"""`numpy`: arrays put together along an axis, one that they have or a new one (NumPy's
``PyArray_ConcatenateArrays`` and ``shape_base.py``). They are a tuple or a list."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import (
    Known,
    allocate,
    are_c_order,
    array_of,
    as_tuple,
    at_axes,
    joined_dtype,
    laid_out,
    moved,
    with_axis,
)
from pyjit.prelude.numpy_arrays_broadcast import (
    _all_in_one,
    _all_in_three,
    _as_array,
    _as_arrays,
)
from pyjit.prelude.operators_refused import not_compiled


@jit
def _expect_lengths(first, a, number: int, axis: Known):
    """Looks at the lengths of all axes but the one that is joined."""
    place = 0
    for wanted, length, joined in zip(first.shape, a.shape, at_axes(first.shape, axis, -1)):
        if length != wanted and joined >= 0:
            raise ValueError(
                "all the input array dimensions except for the concatenation axis must match "
                f"exactly, but along dimension {place}, the array at index 0 has size {wanted} and "
                f"the array at index {number} has size {length}"
            )
        place += 1


@jit
def _note_axes_of(a, row: int, lengths, strides):
    column = 0
    for length, stride in zip(a.shape, a.strides):
        lengths[row, column] = length
        # One without elements counts as one in C order.
        strides[row, column] = abs(stride) if a.size > 0 else a.ndim - column
        column += 1


@jit
def _note_axes(arrays, row: int, lengths, strides):
    """Puts the lengths and the strides of each array into a row."""
    if isinstance(arrays, list):
        for number, a in enumerate(arrays):
            _note_axes_of(a, number, lengths, strides)
    else:
        _note_axes_of(arrays[0], row, lengths, strides)
        if len(arrays) > 1:
            _note_axes(arrays[1:], row + 1, lengths, strides)


@jit
def _axes_by_strides(arrays):
    """The axes of arrays, that with the greatest strides first
    (``PyArray_CreateMultiSortedStridePerm``)."""
    ndim = arrays[0].ndim
    lengths = np.empty((len(arrays), ndim), np.int64)
    strides = np.empty((len(arrays), ndim), np.int64)
    _note_axes(arrays, 0, lengths, strides)
    order = np.arange(ndim)
    for i in range(1, ndim):
        axis = order[i]
        to = i
        for j in range(i - 1, -1, -1):
            other = order[j]
            is_known = False
            is_slower = False
            for row in range(len(lengths)):
                if lengths[row, axis] != 1 and lengths[row, other] != 1:
                    if strides[row, axis] <= strides[row, other]:
                        is_slower = False
                    elif not is_known:
                        is_slower = True
                    is_known = True
            if is_known:
                if not is_slower:
                    break
                to = j
        for j in range(i, to, -1):
            order[j] = order[j - 1]
        order[to] = axis
    return order


@jit
def _room(arrays, shape, dtype: Known, given):
    """An array that arrays are put into, whose axes are in the order of theirs; `given` are these
    arrays without axes of length one."""
    room = allocate(dtype, shape)
    if are_c_order(given) or len(shape) == 1:
        return room
    else:
        order = _axes_by_strides(arrays)
        lengths = np.empty(len(shape), np.int64)
        place = 0
        for length in shape:
            lengths[place] = length
            place += 1
        strides = np.empty(len(shape), np.int64)
        stride = room.itemsize
        for place in range(len(shape) - 1, -1, -1):
            axis = order[place]
            strides[axis] = stride
            stride *= int(lengths[axis])
        return laid_out(room, shape, as_tuple(strides, shape))


@jit
def _length_together(first, arrays, number: int, axis: Known):
    """The length along the axis that is joined; raises where others differ."""
    if isinstance(arrays, list):
        together = 0
        for place, array in enumerate(arrays):
            _expect_lengths(first, array, place, axis)
            together += array.shape[axis]
        return together
    a = arrays[0]
    if a.ndim != first.ndim:
        # NumPy raises ValueError.
        not_compiled()
    _expect_lengths(first, a, number, axis)
    if len(arrays) == 1:
        return a.shape[axis]
    else:
        return a.shape[axis] + _length_together(first, arrays[1:], number + 1, axis)


@jit
def _put_one(joined, a, place: int, axis: Known):
    end = place + a.shape[axis]
    if axis == 0:
        joined[place:end] = a
    else:
        part = moved(joined, axis, 0)
        part[place:end] = moved(a, axis, 0)
    return end


@jit
def _put(joined, arrays, place: int, axis: Known):
    if isinstance(arrays, list):
        end = place
        for a in arrays:
            end = _put_one(joined, a, end, axis)
    else:
        end = _put_one(joined, arrays[0], place, axis)
        if len(arrays) > 1:
            _put(joined, arrays[1:], end, axis)


@jit
def _expect_some(arrays):
    if isinstance(arrays, list):
        if len(arrays) == 0:
            raise ValueError("need at least one array to concatenate")


@jit
def _joined(arrays, axis: Known, dtype: Known, given):
    _expect_some(arrays)
    first = arrays[0]
    shape = at_axes(first.shape, axis, _length_together(first, arrays, 0, axis))
    joined = _room(arrays, shape, joined_dtype(arrays, dtype), given)
    _put(joined, arrays, 0, axis)
    return joined


@jit
def _raveled(arrays):
    if isinstance(arrays, list):
        return [a.ravel() for a in arrays]
    elif len(arrays) == 1:
        return (arrays[0].ravel(),)
    else:
        return (arrays[0].ravel(),) + _raveled(arrays[1:])


@jit
def concatenate(arrays, /, axis: Known = 0, *, dtype: Known = None):
    given = _as_arrays(arrays)
    if axis is None:
        lines = _raveled(given)
        return _joined(lines, 0, dtype, lines)
    else:
        return _joined(given, axis, dtype, given)


@jit
def concat(arrays, /, axis: Known = 0, *, dtype: Known = None):
    return concatenate(arrays, axis, dtype=dtype)


@jit
def _matrix_of_rows(a):
    if a.ndim == 0:
        return a[None, None]
    elif a.ndim == 1:
        return with_axis(a, 0)
    else:
        return a


@jit
def _matrices_of_rows(arrays):
    if isinstance(arrays, list):
        return [_matrix_of_rows(a) for a in arrays]
    elif len(arrays) == 1:
        return (_matrix_of_rows(arrays[0]),)
    else:
        return (_matrix_of_rows(arrays[0]),) + _matrices_of_rows(arrays[1:])


@jit
def vstack(tup, *, dtype: Known = None):
    given = _as_arrays(tup)
    matrices = _matrices_of_rows(given)
    return _joined(matrices, 0, dtype, matrices)


@jit
def _side_by_side(first, given, dtype: Known):
    if first.ndim == 1:
        return _joined(given, 0, dtype, given)
    else:
        return _joined(given, 1, dtype, given)


@jit
def hstack(tup, *, dtype: Known = None):
    given = _all_in_one(_as_arrays(tup))
    _expect_some(given)
    return _side_by_side(given[0], given, dtype)


@jit
def _matrix_of_columns(a):
    if a.ndim == 0:
        return a[None, None]
    elif a.ndim == 1:
        return with_axis(a, 1)
    else:
        return a


@jit
def _matrices_of_columns(arrays):
    if isinstance(arrays, list):
        return [_matrix_of_columns(a) for a in arrays]
    elif len(arrays) == 1:
        return (_matrix_of_columns(arrays[0]),)
    else:
        return (_matrix_of_columns(arrays[0]),) + _matrices_of_columns(arrays[1:])


@jit
def column_stack(tup):
    matrices = _matrices_of_columns(_as_arrays(tup))
    return _joined(matrices, 1, None, matrices)


@jit
def dstack(tup):
    given = _all_in_three(_as_arrays(tup))
    return _joined(given, 2, None, given)


@jit
def _with_new_axis(arrays, axis: Known):
    if isinstance(arrays, list):
        return [with_axis(a, axis) for a in arrays]
    elif len(arrays) == 1:
        return (with_axis(arrays[0], axis),)
    else:
        return (with_axis(arrays[0], axis),) + _with_new_axis(arrays[1:], axis)


@jit
def _expect_shape(first, arrays):
    if isinstance(arrays, list):
        for a in arrays:
            if a.shape != first.shape:
                raise ValueError("all input arrays must have the same shape")
        return
    if arrays[0].ndim != first.ndim:
        # NumPy raises ValueError.
        not_compiled()
    elif arrays[0].shape != first.shape:
        raise ValueError("all input arrays must have the same shape")
    if len(arrays) > 1:
        _expect_shape(first, arrays[1:])


@jit
def stack(arrays, axis: Known = 0, *, dtype: Known = None):
    given = _as_arrays(arrays)
    if isinstance(given, list):
        if len(given) == 0:
            raise ValueError("need at least one array to stack")
    _expect_shape(given[0], given)
    expanded = _with_new_axis(given, axis)
    return _joined(expanded, axis, dtype, given)


@jit
def _line(values):
    """Numbers as an array of one dimension."""
    if isinstance(values, np.ndarray):
        return values.ravel()
    elif isinstance(values, tuple):
        return array_of(values).ravel()
    else:
        return array_of((values,))


@jit
def append(arr, values, axis: Known = None):
    if axis is None:
        lines = (_line(arr), _line(values))
        return _joined(lines, 0, None, lines)
    else:
        given = (_as_array(arr), _as_array(values))
        return _joined(given, axis, None, given)
