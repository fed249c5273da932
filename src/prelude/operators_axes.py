"""The order in which NumPy's iterator goes through an array that is reduced along some of its axes.

``nditer_constr.c`` of NumPy: the axes are sorted by their strides
(``npyiter_find_best_axis_ordering``), a new result gets its elements in the same order, and axes
that lie one behind the other are made one (``npyiter_coalesce_axes``). An axis is a row of a table,
that with the smallest stride is the first.
"""

import numpy as np

from pyjit import i64, jit
from pyjit.intrinsics import (
    Known,
    allocate,
    as_tuple,
    at_axes,
    is_c_order,
    view_in_c_order,
    view_of,
    without_axes,
)

# The columns of a table of axes: the length, the distance of elements in the array and in a result
# that is given, and the place of the axis in the shape.
LENGTH = 0
STEP = 1
GIVEN = 2
AXIS = 3


@jit(boundscheck=False)
def _sort(axes):
    """A stable insertion sort. Where the array and the result say different things of two axes, or
    neither of them anything, these stay as they are."""
    for i in range(1, len(axes)):
        step = abs(axes[i, STEP])
        other = abs(axes[i, GIVEN])
        place = i
        for j in range(i - 1, -1, -1):
            first = abs(axes[j, STEP])
            second = abs(axes[j, GIVEN])
            says_first = step != 0 and first != 0
            says_second = other != 0 and second != 0
            if says_first and first <= step or says_second and second <= other:
                break
            if says_first or says_second:
                place = j
        for j in range(i, place, -1):
            for column in range(4):
                kept = axes[j, column]
                axes[j, column] = axes[j - 1, column]
                axes[j - 1, column] = kept


@jit(boundscheck=False)
def sorted_axes(a, given):
    """The table of the axes of an array, of which a result has the strides `given`, 0 where it is
    reduced; all are 0 for a result that is yet to be made."""
    axes = allocate(np.int64, (a.ndim, 4))
    row = a.ndim - 1
    for length, step, other in zip(a.shape, a.strides, given):
        axes[row, LENGTH] = length
        axes[row, STEP] = step if length != 1 else 0
        axes[row, GIVEN] = other if length != 1 else 0
        axes[row, AXIS] = a.ndim - 1 - row
        row -= 1
    _sort(axes)
    return axes


@jit(boundscheck=False)
def ordered_strides(axes, itemsize: int, lengths):
    """The strides of a new array of these lengths, whose elements lie in the order of a table."""
    own = _as_array(lengths)
    strides = allocate(np.int64, (len(lengths),))
    stride = i64(itemsize)
    for row in range(len(axes)):
        axis = axes[row, AXIS]
        strides[axis] = stride
        stride *= own[axis]
    return as_tuple(strides, lengths)


@jit(boundscheck=False)
def _as_array(numbers):
    array = allocate(np.int64, (len(numbers),))
    place = 0
    for number in numbers:
        array[place] = number
        place += 1
    return array


@jit(boundscheck=False)
def _coalesce(axes, steps):
    for row in range(len(axes)):
        axes[row, GIVEN] = steps[axes[row, AXIS]] if axes[row, LENGTH] != 1 else 0
    last = 0
    for row in range(1, len(axes)):
        length = axes[last, LENGTH]
        if axes[row, LENGTH] == 1:
            continue
        if (
            length != 1
            and axes[last, STEP] * length == axes[row, STEP]
            and axes[last, GIVEN] * length == axes[row, GIVEN]
        ):
            axes[last, LENGTH] = length * axes[row, LENGTH]
        else:
            if length != 1:
                last += 1
            for column in range(4):
                axes[last, column] = axes[row, column]
    for row in range(last + 1, len(axes)):
        axes[row, LENGTH] = 1
        axes[row, STEP] = 0
        axes[row, GIVEN] = 0


@jit
def coalesced(axes, steps):
    """Makes one of axes that lie one behind the other, both in the array and in the result that has
    `steps` along the axes of the shape, and puts these in the place of what was given. Rows that
    are left over have the length 1."""
    _coalesce(axes, _as_array(steps))


@jit(boundscheck=False)
def is_one_line(axes, itemsize: int):
    """Whether the elements lie one behind the other in the order of a table."""
    expected = i64(itemsize)
    for row in range(len(axes)):
        if axes[row, LENGTH] != 1 and axes[row, STEP] != expected:
            return False
        expected *= axes[row, LENGTH]
    return True


@jit(boundscheck=False)
def _backwards(axes, column: int):
    numbers = allocate(np.int64, (len(axes),))
    for row in range(len(axes)):
        numbers[len(axes) - 1 - row] = axes[row, column]
    return numbers


@jit
def in_c_order(a, axes):
    """The elements of an array that lie one behind the other as a view whose last axis is the first
    one of a table."""
    return view_in_c_order(a, as_tuple(_backwards(axes, LENGTH), a.shape))


@jit
def in_order(a, axes, column: int):
    """The elements of an array as a view whose last axis is the first one of a table."""
    strides = as_tuple(_backwards(axes, column), a.shape)
    return view_of(a, as_tuple(_backwards(axes, LENGTH), a.shape), strides)


@jit
def last_axis(a, axis: Known):
    """A view whose last axis is that one."""
    if is_c_order(a) and (axis == -1 or axis == a.ndim - 1):
        return a
    else:
        lengths = without_axes(a.shape, axis) + (a.shape[axis],)
        return view_of(a, lengths, without_axes(a.strides, axis) + (a.strides[axis],))


@jit
def count_along(a, axis: Known):
    """How many elements of an array become one of the result."""
    count = 1
    for length, reduced in zip(a.shape, at_axes(a.shape, axis, -1)):
        if reduced < 0:
            count *= length
    return count
