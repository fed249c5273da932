"""`numpy`: arrays with more axes and greater lengths than they have (NumPy's ``shape_base.py``,
``_stride_tricks_impl.py`` and ``iterators.c``)."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import (
    Known,
    allocate,
    array_of,
    as_tuple,
    at_axes,
    protected,
    shape_text,
    view_of,
    with_axis,
)
from pyjit.prelude.operators_refused import not_compiled


@jit
def _as_array(a):
    """A number, or numbers that are written out, as an array."""
    if isinstance(a, np.ndarray):
        return a
    elif isinstance(a, tuple):
        return array_of(a)
    else:
        return np.asarray(a)


@jit
def _as_arrays(values):
    if isinstance(values, list):
        return [_as_array(value) for value in values]
    elif len(values) == 0:
        return ()
    else:
        return (_as_array(values[0]),) + _as_arrays(values[1:])


@jit
def _in_one(a):
    if a.ndim == 0:
        return a[None]
    else:
        return a


@jit
def _all_in_one(arrays):
    if isinstance(arrays, list):
        return [_in_one(a) for a in arrays]
    elif len(arrays) == 1:
        return (_in_one(arrays[0]),)
    else:
        return (_in_one(arrays[0]),) + _all_in_one(arrays[1:])


@jit
def atleast_1d(*arys):
    if len(arys) == 0:
        return ()
    elif len(arys) == 1:
        return _in_one(_as_array(arys[0]))
    else:
        return _all_in_one(_as_arrays(arys))


@jit
def _in_two(a):
    if a.ndim == 0:
        return a[None, None]
    elif a.ndim == 1:
        return a[None]
    else:
        return a


@jit
def _all_in_two(arrays):
    if len(arrays) == 1:
        return (_in_two(arrays[0]),)
    else:
        return (_in_two(arrays[0]),) + _all_in_two(arrays[1:])


@jit
def atleast_2d(*arys):
    if len(arys) == 0:
        return ()
    elif len(arys) == 1:
        return _in_two(_as_array(arys[0]))
    else:
        return _all_in_two(_as_arrays(arys))


@jit
def _in_three(a):
    if a.ndim == 0:
        return a[None, None, None]
    elif a.ndim == 1:
        return with_axis(a, (0, 2))
    elif a.ndim == 2:
        return with_axis(a, 2)
    else:
        return a


@jit
def _all_in_three(arrays):
    if isinstance(arrays, list):
        return [_in_three(a) for a in arrays]
    elif len(arrays) == 1:
        return (_in_three(arrays[0]),)
    else:
        return (_in_three(arrays[0]),) + _all_in_three(arrays[1:])


@jit
def atleast_3d(*arys):
    if len(arys) == 0:
        return ()
    elif len(arys) == 1:
        return _in_three(_as_array(arys[0]))
    else:
        return _all_in_three(_as_arrays(arys))


@jit
def _strides_in(a, lengths):
    """The strides of an array that is brought to a shape of as many axes, zero where it stands
    still; raises where it does not fit."""
    strides = np.empty(a.ndim, np.int64)
    axis = 0
    for own, stride, wanted in zip(a.shape, a.strides, lengths):
        if own != 1 and own != wanted:
            return strides, False
        strides[axis] = 0 if own == 1 else stride
        axis += 1
    return strides, True


@jit
def _brought_to(a, lengths):
    """The view of an array that broadcasts it, which is known to fit."""
    if a.ndim < len(lengths):
        return _brought_to(a[None], lengths)
    else:
        strides, _ = _strides_in(a, lengths)
        return view_of(a, lengths, as_tuple(strides, lengths))


@jit
def _expanded(a, ndim: Known):
    if a.ndim < ndim:
        return _expanded(a[None], ndim)
    else:
        return a


@jit
def _broadcast(a, lengths):
    for length in lengths:
        if length < 0:
            raise ValueError("all elements of broadcast shape must be non-negative")
    if a.ndim > len(lengths):
        if len(lengths) == 0:
            raise ValueError("cannot broadcast a non-scalar to a scalar array")
        raise ValueError("input operand has more dimensions than allowed by the axis remapping")
    else:
        expanded = _expanded(a, len(lengths))
        strides, fits = _strides_in(expanded, lengths)
        if not fits:
            raise ValueError(
                "operands could not be broadcast together with remapped shapes "
                f"[original->remapped]: {shape_text(a.shape)}  and requested shape "
                f"{shape_text(lengths)}"
            )
        return protected(view_of(expanded, lengths, as_tuple(strides, lengths)))


@jit
def broadcast_to(array, shape, subok: Known = False):
    if isinstance(shape, tuple):
        return _broadcast(_as_array(array), shape)
    else:
        return _broadcast(_as_array(array), (shape,))


@jit
def _longest(arrays):
    """The shape of an array that has most axes."""
    if len(arrays) == 1:
        return arrays[0].shape
    else:
        other = _longest(arrays[1:])
        if len(other) > arrays[0].ndim:
            return other
        else:
            return arrays[0].shape


@jit
def _note_lengths(arrays, row: int, lengths):
    a = arrays[0]
    axis = lengths.shape[1] - a.ndim
    for length in a.shape:
        lengths[row, axis] = length
        axis += 1
    if len(arrays) > 1:
        _note_lengths(arrays[1:], row + 1, lengths)


@jit
def _refuse_pair(a, arrays, first: int, number: int, second: int, last: int):
    if number == second:
        named = last if last > 0 else second
        raise ValueError(
            "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between "
            f"arg {first} with shape {a.shape} and arg {named} with shape {arrays[0].shape}."
        )
    if len(arrays) > 1:
        _refuse_pair(a, arrays[1:], first, number + 1, second, last)


@jit
def _refuse_mismatch(arrays, number: int, first: int, second: int, last: int):
    if len(arrays) > 1:
        if number == first:
            _refuse_pair(arrays[0], arrays[1:], first, number + 1, second, last)
        _refuse_mismatch(arrays[1:], number + 1, first, second, last)


@jit
def _together(arrays, last: int = 0):
    """The shape that arrays have together (``PyArray_Broadcast``); `last` is the number of a second
    one, where it is not the next."""
    longest = _longest(arrays)
    lengths = np.ones((len(arrays), len(longest)), np.int64)
    _note_lengths(arrays, 0, lengths)
    found = np.ones(len(longest), np.int64)
    for axis in range(len(longest)):
        source = 0
        for row in range(len(lengths)):
            length = lengths[row, axis]
            if length != 1 and found[axis] == 1:
                found[axis] = length
                source = row
            elif length != 1 and found[axis] != length:
                _refuse_mismatch(arrays, 0, source, row, last)
    return as_tuple(found, longest)


@jit
def _brought_if_needed(a, lengths):
    if a.ndim == len(lengths):
        if a.shape == lengths:
            return a
        return _brought_to(a, lengths)
    else:
        return _brought_to(a, lengths)


@jit
def _all_brought_to(arrays, lengths):
    if len(arrays) == 1:
        return (_brought_if_needed(arrays[0], lengths),)
    else:
        rest = _all_brought_to(arrays[1:], lengths)
        return (_brought_if_needed(arrays[0], lengths),) + rest


@jit
def broadcast_arrays(*args, subok: Known = False):
    if len(args) == 0:
        return ()
    else:
        arrays = _as_arrays(args)
        return _all_brought_to(arrays, _together(arrays))


@jit
def _ones(count: Known):
    if count == 0:
        return ()
    else:
        return (1,) + _ones(count - 1)


@jit
def _lines(values):
    if len(values) == 0:
        return ()
    else:
        first = _as_array(values[0])
        return (np.reshape(first, (first.size,)),) + _lines(values[1:])


@jit
def _along(lines, place: Known, ones, exchanged: Known):
    """Each line along an axis of its own, of as many as there are lines."""
    if len(lines) == 0:
        return ()
    elif exchanged and place < 2:
        line = lines[0]
        own = line.reshape(at_axes(ones, 1 - place, len(line)))
        return (own,) + _along(lines[1:], place + 1, ones, exchanged)
    else:
        line = lines[0]
        own = line.reshape(at_axes(ones, place, len(line)))
        return (own,) + _along(lines[1:], place + 1, ones, exchanged)


@jit
def _copies(arrays):
    if len(arrays) == 0:
        return ()
    else:
        return (arrays[0].copy(),) + _copies(arrays[1:])


@jit
def meshgrid(*xi, copy: Known = True, sparse: Known = False, indexing: Known = "xy"):
    if indexing != "xy" and indexing != "ij":
        raise ValueError("Valid values for `indexing` are 'xy' and 'ij'.")
    elif len(xi) == 0:
        return ()
    else:
        if indexing == "xy" and len(xi) > 1:
            output = _along(_lines(xi), 0, _ones(len(xi)), True)
        else:
            output = _along(_lines(xi), 0, _ones(len(xi)), False)
        if sparse and copy:
            return _copies(output)
        elif sparse:
            # NumPy gives a list.
            return not_compiled()
        elif copy:
            return _copies(_all_brought_to(output, _together(output)))
        else:
            return _all_brought_to(output, _together(output))


@jit
def _put_numbers(grid, lengths, place: Known):
    if place < len(lengths):
        line = np.arange(lengths[place], dtype=grid.dtype)
        grid[place] = line.reshape(at_axes(_ones(len(lengths)), place, len(line)))
        _put_numbers(grid, lengths, place + 1)


@jit
def _open_numbers(dtype: Known, lengths, place: Known):
    if place == len(lengths):
        return ()
    else:
        line = np.arange(lengths[place], dtype=dtype)
        own = line.reshape(at_axes(_ones(len(lengths)), place, lengths[place]))
        return (own,) + _open_numbers(dtype, lengths, place + 1)


@jit
def indices(dimensions, dtype: Known = None, sparse: Known = False):
    if dtype is None:
        return indices(dimensions, np.int64, sparse)
    elif sparse:
        return _open_numbers(dtype, dimensions, 0)
    else:
        grid = allocate(dtype, (len(dimensions),) + dimensions)
        _put_numbers(grid, dimensions, 0)
        return grid
