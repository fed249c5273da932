"""`numpy`: indices of several axes, and places in C or Fortran order (``compiled_base.c``)."""

import numpy as np

from pyjit import i64, jit
from pyjit.intrinsics import Known, allocate, converted
from pyjit.prelude.numpy_arrays_broadcast import (
    _all_brought_to,
    _as_array,
    _as_arrays,
    _together,
)
from pyjit.prelude.numpy_arrays_more import flatnonzero
from pyjit.prelude.numpy_arrays_take import _numbers_of
from pyjit.prelude.operators_order import size_of
from pyjit.prelude.operators_reduce import elsewhere
from pyjit.prelude.operators_refused import not_compiled


@jit
def argwhere(a):
    if not isinstance(a, np.ndarray):
        return argwhere(_as_array(a))
    else:
        return _argwhere(a)


@jit
def _argwhere(a):
    places = flatnonzero(a)
    found = allocate(np.int64, (a.ndim, len(places)))
    for k in range(len(places)):
        rest = places[k]
        for axis in range(a.ndim - 1, -1, -1):
            found[axis, k] = rest % a.shape[axis]
            rest //= a.shape[axis]
    return found.T


# The greatest size that an array may have.
MOST = 9223372036854775807


@jit
def _positions(indices):
    """Places as integers with a sign, which NumPy casts those without one to."""
    if isinstance(indices, np.ndarray):
        if indices.dtype == np.uint64:
            return converted(np.int64, indices)
        else:
            return _numbers_of(indices)
    elif isinstance(indices, np.uint64):
        return _numbers_of(i64(indices))
    else:
        return _numbers_of(indices)


@jit
def _rows(a, number: Known, count: Known):
    if number == count:
        return ()
    else:
        return (a[number, ...],) + _rows(a, number + 1, count)


@jit
def _check_dims(lengths, order: Known):
    """The sizes of the axes together, from the first or the last on, fit an integer."""
    size = 1
    for i in range(len(lengths)):
        length = int(lengths[len(lengths) - 1 - i] if order == "C" else lengths[i])
        if length < 0:
            elsewhere()
        if length != 0 and size > MOST // length:
            raise ValueError(
                "invalid dims: array size defined by dims is larger than the maximum possible size."
            )
        size *= length


@jit
def _expect_no_zero(lengths):
    for length in lengths:
        if length == 0:
            raise ValueError("cannot unravel if shape has zero entries (is empty).")


@jit
def _size_within(lengths):
    """The number of elements of an array of these lengths."""
    size = 1
    is_too_large = False
    for length in lengths:
        if length < 0:
            elsewhere()
        if length == 0:
            return 0
        is_too_large = is_too_large or size > MOST // int(length)
        if not is_too_large:
            size *= int(length)
    if is_too_large:
        raise ValueError(
            "dimensions are too large; arrays and shapes with a total size greater than 'intp' are "
            "not supported."
        )
    return size


@jit
def _unraveled(place: int, lengths, order: Known):
    """The index of a place that is inside."""
    if len(lengths) == 0:
        return ()
    elif len(lengths) == 1:
        return (i64(place),)
    elif order == "C":
        behind = size_of(lengths[1:])
        return (i64(place // behind),) + _unraveled(place % behind, lengths[1:], order)
    else:
        rest = _unraveled(place // lengths[0], lengths[1:], order)
        return (i64(place % lengths[0]),) + rest


@jit
def _check_place(place: int, size: int):
    if not 0 <= place < size:
        raise ValueError(f"index {place} is out of bounds for array with size {size}")


@jit
def _columns(found, number: Known, count: Known):
    if number == count:
        return ()
    else:
        return (found[..., number],) + _columns(found, number + 1, count)


@jit
def _unraveled_each(places, lengths, order: Known):
    size = _size_within(lengths)
    found = allocate(np.int64, (places.size, len(lengths)))
    line = places.flatten()
    for k in range(len(line)):
        _check_place(int(line[k]), size)
        rest = int(line[k])
        if order == "C":
            for axis in range(len(lengths) - 1, -1, -1):
                found[k, axis] = rest % lengths[axis]
                rest //= lengths[axis]
        else:
            for axis in range(len(lengths)):
                found[k, axis] = rest % lengths[axis]
                rest //= lengths[axis]
    whole = found.reshape(places.shape + (len(lengths),))
    return _columns(whole, 0, len(lengths))


@jit
def unravel_index(indices, shape, order: Known = "C"):
    if order != "C" and order != "F":
        raise ValueError("only 'C' or 'F' order is permitted")
    elif not isinstance(shape, tuple):
        return unravel_index(indices, (shape,), order)
    elif isinstance(indices, (int, np.integer)) and not isinstance(indices, bool):
        _check_place(int(indices), _size_within(shape))
        return _unraveled(int(indices), shape, order)
    elif isinstance(indices, (np.ndarray, tuple)):
        places = _positions(indices)
        if places.ndim == 0 or places.dtype == np.bool_:
            return not_compiled()
        else:
            return _unraveled_each(places, shape, order)
    else:
        return not_compiled()


@jit
def _coordinate(index: int, length: int, mode: Known) -> int:
    if mode == "wrap":
        return index % length
    elif mode == "clip":
        return min(max(index, 0), length - 1)
    elif mode == "raise":
        if not 0 <= index < length:
            raise ValueError("invalid entry in coordinates array")
        return index
    else:
        not_compiled()
        return index


@jit
def _raveled(arrays, lengths, k: int, mode: Known, order: Known, place: int = 0, step: int = 1):
    """The place that the k-th index means."""
    if len(arrays) == 0:
        return place
    elif order == "C":
        line = arrays[0]
        own = _coordinate(int(line[k]), int(lengths[0]), mode[0])
        place = place * int(lengths[0]) + own
        return _raveled(arrays[1:], lengths[1:], k, mode[1:], order, place, step)
    else:
        line = arrays[0]
        place += step * _coordinate(int(line[k]), int(lengths[0]), mode[0])
        step *= int(lengths[0])
        return _raveled(arrays[1:], lengths[1:], k, mode[1:], order, place, step)


@jit
def _flattened(arrays):
    if len(arrays) == 0:
        return ()
    else:
        return (_positions(arrays[0]).flatten(),) + _flattened(arrays[1:])


@jit
def ravel_multi_index(multi_index, dims, mode: Known = "raise", order: Known = "C"):
    if order != "C" and order != "F":
        return not_compiled()
    elif not isinstance(dims, tuple):
        return ravel_multi_index(multi_index, (dims,), mode, order)
    elif not isinstance(mode, tuple):
        return ravel_multi_index(multi_index, dims, (mode,) * len(dims), order)
    elif len(mode) != len(dims):
        return not_compiled()
    elif isinstance(multi_index, np.ndarray):
        if multi_index.ndim == 0:
            return not_compiled()
        else:
            if len(multi_index) != len(dims):
                # Its words depend on what is missing.
                elsewhere()
            rows = _rows(multi_index, 0, len(dims))
            return ravel_multi_index(rows, dims, mode, order)
    elif len(multi_index) != len(dims):
        return not_compiled()
    else:
        _check_dims(dims, order)
        arrays = _as_arrays(multi_index)
        brought = _all_brought_to(arrays, _together(arrays))
        lines = _flattened(brought)
        if len(lines[0]) > 0:
            _expect_no_zero(dims)
        made = allocate(np.int64, (len(lines[0]),))
        for k in range(len(made)):
            made[k] = _raveled(lines, dims, k, mode, order)
        if brought[0].ndim == 0:
            return made[0]
        else:
            return made.reshape(brought[0].shape)
