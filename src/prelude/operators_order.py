"""The order in which NumPy takes and stores the elements that index arrays mean."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known


@jit
def size_of(lengths):
    size = 1
    for length in lengths:
        size *= length
    return size


@jit
def order_of_axes(strides, order):
    """The axes, the fastest first, for operands whose strides are the rows of a matrix
    (``npyiter_find_best_axis_ordering`` of NumPy's ``nditer_constr.c``)."""
    n = len(order)
    for axis in range(n):
        order[axis] = n - 1 - axis
    for i in range(1, n):
        axis = int(order[i])
        to = i
        for j in range(i - 1, -1, -1):
            other = int(order[j])
            is_known = False
            is_slower = False
            for row in range(strides.shape[0]):
                own = abs(strides[row, axis])
                its = abs(strides[row, other])
                if own != 0 and its != 0:
                    if its <= own:
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


@jit
def _strides_of_arrays(arrays, row: int, strides):
    """The strides of index arrays, each in a row, zero where they stand still."""
    first = arrays[0]
    axis = strides.shape[1] - first.ndim
    for length, stride in zip(first.shape, first.strides):
        strides[row, axis] = 0 if length == 1 else stride
        axis += 1
    if len(arrays) > 1:
        _strides_of_arrays(arrays[1:], row + 1, strides)


@jit
def strides_of_taken(a, arrays, lengths, rest, in_order: Known, found):
    """The strides of what is taken (``PyArray_MapIterNew``)."""
    # Axes that are not indexed keep their order.
    sizes = np.zeros(a.ndim, np.int64)
    axis = 0
    for stride in a.strides:
        sizes[axis] = abs(stride)
        axis += 1
    stride = a.itemsize
    done = np.zeros(len(rest), np.bool_)
    for _ in range(len(rest)):
        fastest = -1
        for axis in range(len(rest)):
            own = sizes[a.ndim - len(rest) + axis]
            if not done[axis] and (fastest < 0 or own <= sizes[a.ndim - len(rest) + fastest]):
                fastest = axis
        done[fastest] = True
        found[len(lengths) + fastest] = stride
        axis = 0
        for length in rest:
            if axis == fastest:
                stride *= length
            axis += 1
    order = np.arange(len(lengths) - 1, -1, -1)
    if not in_order and size_of(rest) == 1:
        strides = np.zeros((len(arrays), len(lengths)), np.int64)
        _strides_of_arrays(arrays, 0, strides)
        order_of_axes(strides, order)
    for place in range(len(order)):
        found[order[place]] = stride
        axis = 0
        for length in lengths:
            if axis == order[place]:
                stride *= length
            axis += 1


@jit
def find_order(arrays, values, lengths, behind: int, place: int, may_flip: bool, order):
    """The positions of index arrays that are brought to one shape, in the order in which values are
    stored; whether it is another one than C order."""
    ndim = len(lengths)
    strides = np.zeros((len(arrays) + 1, ndim), np.int64)
    _strides_of_arrays(arrays, 0, strides)
    axis = ndim + behind - values.ndim - place
    for length, stride in zip(values.shape, values.strides):
        if 0 <= axis < ndim and length != 1:
            strides[len(arrays), axis] = stride
        axis += 1
    axes = np.empty(ndim, np.int64)
    order_of_axes(strides, axes)
    steps = np.empty(ndim, np.int64)
    counts = np.empty(ndim, np.int64)
    axis = 0
    for length in lengths:
        counts[axis] = length
        axis += 1
    step = 1
    is_other = False
    for axis in range(ndim - 1, -1, -1):
        steps[axis] = step
        step *= int(counts[axis])
        is_other = is_other or axes[ndim - 1 - axis] != axis
    # Where all operands run backwards, the iteration does (``npyiter_flip_negative_strides``).
    is_flipped = np.zeros(ndim, np.bool_)
    for axis in range(ndim if may_flip else 0):
        if np.max(strides[:, axis]) <= 0 and np.min(strides[:, axis]) < 0:
            is_flipped[axis] = True
            is_other = True
    if is_other:
        for k in range(len(order)):
            position = 0
            left = k
            for axis in axes:
                count = int(counts[axis])
                number = left % count
                left //= count
                position += int(steps[axis]) * (count - 1 - number if is_flipped[axis] else number)
            order[k] = position
    return is_other
