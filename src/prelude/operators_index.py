"""Arrays as indices: masks and places along axes (``mapping.c`` of NumPy)."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import (
    Known,
    allocate,
    as_tuple,
    cast,
    flat_view,
    is_c_order,
    laid_out,
    shape_text,
    view_in_c_order,
)
from pyjit.prelude.operators_order import find_order, size_of, strides_of_taken


@jit
def check_mask(a, mask, first: int):
    """Whether a mask fits the axes of an array from the first one on."""
    axis = 0
    number = 0
    for wanted in a.shape:
        if axis >= first:
            number = 0
            for given in mask.shape:
                # One of no elements takes nothing, whatever there is.
                if number == axis - first and wanted != given and given > 0:
                    raise IndexError(
                        f"boolean index did not match indexed array along axis {axis}; size of "
                        f"axis is {wanted} but size of corresponding boolean axis is {given}"
                    )
                number += 1
        axis += 1


@jit
def length_of_both(x: int, y: int) -> int:
    """The length that two axes have together, negative if they do not fit."""
    if x == y or y == 1 or x < 0:
        return x
    return y if x == 1 else -1


@jit
def check_together(lengths, arrays):
    for length in lengths:
        if length < 0:
            raise IndexError(
                "shape mismatch: indexing arrays could not be broadcast together with shapes "
                f"{shape_text(arrays)}"
            )


@jit
def _is_empty(lengths):
    for length in lengths:
        if length == 0:
            return True
    return False


@jit
def _line(index, is_read: Known, is_alone: Known, rest):
    """The elements of an index array in the order in which NumPy looks at them: as they lie in
    memory. Where elements are read with one array alone, it looks at them on the way, in the order
    in which it fills the result."""
    follows = is_alone and is_read and size_of(rest) > 0
    if index.ndim == 1:
        line = np.empty(len(index), np.int64)
        line[:] = index
        if not follows and index.dtype != np.int64 and index.strides[0] < 0:
            return line[::-1]
        return line[:]
    elif is_c_order(index):
        return flat_view(index)
    else:
        whole = np.empty(index.shape, np.int64)
        whole[...] = index
        line = flat_view(whole)
        if follows and size_of(rest) > 1:
            return line
        order = np.empty(len(line), np.int64)
        if find_order((index,), index, index.shape, 0, 0, not follows, order):
            return line[order]
        return line


@jit
def places(index, count: int, axis: int, lengths, rest, is_read: Known, is_alone: Known):
    """The places that an index array means in an axis of so many, counted from the front, one after
    the other, for each element of the shape that it is brought to."""
    whole = np.empty(lengths, np.int64)
    if not _is_empty(lengths):
        line = _line(index, is_read, is_alone, rest)
        for k in range(len(line)):
            place = int(cast(np.int64, line[k]))
            if place < -count or place >= count:
                raise IndexError(
                    f"index {place} is out of bounds for axis {axis} with size {count}"
                )
    whole[...] = index
    found = flat_view(whole)
    for k in range(len(found)):
        if found[k] < 0:
            found[k] += count
    return found


@jit(boundscheck=False)
def _at(a, places, k: int):
    """What is at one of the places, axis by axis."""
    first = places[0]
    place = first[k]
    if len(places) == 1:
        return a[place]
    else:
        return _at(a[place], places[1:], k)


@jit(boundscheck=False)
def _put_at(a, places, k: int, value):
    first = places[0]
    place = first[k]
    if len(places) == 1:
        a[place] = value
    else:
        _put_at(a[place], places[1:], k, value)


@jit(boundscheck=False)
def _gather(a, places, to):
    if len(places) == 1:
        first = places[0]
        for k in range(len(first)):
            to[k] = a[first[k]]
    elif len(places) == 2:
        first, second = places
        for k in range(len(first)):
            to[k] = a[first[k], second[k]]
    elif len(places) == 3:
        first, second, third = places
        for k in range(len(first)):
            to[k] = a[first[k], second[k], third[k]]
    else:
        for k in range(len(places[0])):
            to[k] = _at(a, places, k)


@jit
def taken(a, places, arrays, lengths, rest, in_order: Known, keeps_order: Known):
    """The elements at these places of the first axes, the other axes behind them: in C order where
    the index arrays are `in_order` and the other axes' order is kept, else as NumPy has them."""
    count = len(places[0])
    if in_order and keeps_order:
        made = allocate(a.dtype, (count,) + rest)
        _gather(a, places, made)
        return view_in_c_order(made, lengths + rest)
    else:
        strides = np.empty(len(lengths) + len(rest), np.int64)
        strides_of_taken(a, arrays, lengths, rest, in_order, strides)
        shape = lengths + rest
        room = allocate(a.dtype, shape)
        result = laid_out(room, shape, as_tuple(strides, shape))
        if len(lengths) == 1:
            _gather(a, places, result)
        else:
            made = allocate(a.dtype, (count,) + rest)
            _gather(a, places, made)
            result[...] = view_in_c_order(made, shape)
        return result


@jit(boundscheck=False)
def put_one(a, places, value):
    """Stores a number, which is an element already."""
    if len(places) == 1:
        first = places[0]
        for k in range(len(first)):
            a[first[k]] = value
    elif len(places) == 2:
        first, second = places
        for k in range(len(first)):
            a[first[k], second[k]] = value
    elif len(places) == 3:
        first, second, third = places
        for k in range(len(first)):
            a[first[k], second[k], third[k]] = value
    else:
        for k in range(len(places[0])):
            _put_at(a, places, k, value)


@jit(boundscheck=False)
def _scatter(a, places, values):
    if len(places) == 1:
        first = places[0]
        for k in range(len(first)):
            a[first[k]] = values[k]
    elif len(places) == 2:
        first, second = places
        for k in range(len(first)):
            a[first[k], second[k]] = values[k]
    elif len(places) == 3:
        first, second, third = places
        for k in range(len(first)):
            a[first[k], second[k], third[k]] = values[k]
    else:
        for k in range(len(places[0])):
            _put_at(a, places, k, values[k])


@jit
def room(a, lengths):
    return np.empty(lengths, a.dtype)


@jit
def check_values(values, behind, lengths):
    """Whether values can be broadcast to a shape, of which `behind` are the last lengths."""
    for given, wanted in zip(values.shape, behind):
        if given != 1 and given != wanted:
            raise ValueError(
                f"shape mismatch: value array of shape {shape_text(values.shape)} could not be "
                f"broadcast to indexing result of shape {shape_text(lengths)}"
            )


@jit
def put(a, places, arrays, given, values, lengths, rest, place: int):
    """Stores the values given, which lie in C order in `values`. Where places are the same, the
    last one counts in NumPy's order of iteration."""
    line = view_in_c_order(values, (len(places[0]),) + rest)
    if len(arrays) == 1 and len(lengths) == 1:
        _scatter(a, places, line)
    else:
        order = np.empty(len(places[0]), np.int64)
        behind = len(rest)
        if size_of(rest) == 1 and find_order(arrays, given, lengths, behind, place, True, order):
            _scatter(a, _reordered(places, order), line[order])
        else:
            _scatter(a, places, line)


@jit
def _reordered(places, order):
    if len(places) == 1:
        return (places[0][order],)
    else:
        return (places[0][order],) + _reordered(places[1:], order)


@jit
def put_masked(a, mask, places, values):
    """``a[mask] = values`` with a mask of all axes."""
    count = len(places[0])
    if a.shape != mask.shape:
        # The mask has no elements.
        if values.ndim > 1 or (len(values) != 1 and len(values) != count):
            raise ValueError(
                f"shape mismatch: value array of shape {shape_text(values.shape)} could not be "
                "broadcast to indexing result of shape (0,)"
            )
    elif values.ndim > 1:
        raise TypeError(
            "NumPy boolean array indexing assignment requires a 0 or 1-dimensional input, input "
            f"has {values.ndim} dimensions"
        )
    else:
        if len(values) != 1 and len(values) != count:
            raise ValueError(
                f"NumPy boolean array indexing assignment cannot assign {len(values)} input values "
                f"to the {count} output values where the mask is true"
            )
        line = np.empty(count, a.dtype)
        line[:] = values
        _scatter(a, places, line)


@jit
def count_indices(lengths):
    """How many indices an array of these lengths has."""
    for length in lengths:
        if length < 0:
            raise ValueError("negative dimensions are not allowed")
    return size_of(lengths)


@jit
def index_at(lengths, place: int):
    """The index of an element, whose place is counted in C order."""
    if len(lengths) == 0:
        return ()
    elif len(lengths) == 1:
        return (place,)
    else:
        behind = size_of(lengths[1:])
        return (place // behind,) + index_at(lengths[1:], place % behind)
