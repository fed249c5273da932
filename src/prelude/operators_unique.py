"""What is distinct along an axis of an array (NumPy's ``_arraysetops_impl.py``).

Rows are compared element by element and sorted by the first ones; those with NaN are all distinct.
"""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known, allocate


@jit
def _order_of(rows):
    """The places of the rows of a matrix in sorted order; the same ones stay as they are."""
    if rows.shape[1] == 0:
        return np.arange(len(rows))
    return np.lexsort(rows.T[::-1])


@jit(boundscheck=False)
def _is_new(rows, one: int, other: int):
    for column in range(rows.shape[1]):
        if rows[one, column] != rows[other, column]:
            return True
    return False


@jit(boundscheck=False)
def _starts_of(rows, order):
    """Where in the order each distinct row begins."""
    starts = allocate(np.int64, (len(order),))
    count = 0
    for i in range(len(order)):
        if i == 0 or _is_new(rows, order[i], order[i - 1]):
            starts[count] = i
            count += 1
    return starts[:count]


@jit(boundscheck=False)
def numbers_of(order, starts):
    """For each row, or element, which distinct one it is."""
    numbers = allocate(np.int64, (len(order),))
    for number in range(len(starts)):
        end = starts[number + 1] if number + 1 < len(starts) else len(order)
        for i in range(starts[number], end):
            numbers[order[i]] = number
    return numbers


@jit(boundscheck=False)
def counts_of(starts, end: int):
    """How many there are of each distinct one."""
    counts = allocate(np.int64, (len(starts),))
    for i in range(len(starts)):
        counts[i] = (starts[i + 1] if i + 1 < len(starts) else end) - starts[i]
    return counts


@jit
def _with_index(found, asked: Known, order, starts):
    if asked:
        return (*found, order[starts])
    else:
        return found


@jit
def _with_inverse(found, asked: Known, order, starts):
    if asked:
        return (*found, numbers_of(order, starts))
    else:
        return found


@jit
def with_counts(found, asked: Known, starts, end: int):
    if asked:
        return (*found, counts_of(starts, end))
    else:
        return found


@jit
def _size_of(lengths):
    size = 1
    for length in lengths:
        size *= length
    return size


@jit
def parts_of_axis(a, index: Known, inverse: Known, counts: Known, axis: Known):
    moved = np.moveaxis(a, axis, 0)
    behind = moved.shape[1:]
    rows = np.ascontiguousarray(moved).reshape((len(moved), _size_of(behind)))
    order = _order_of(rows)
    starts = _starts_of(rows, order)
    distinct = rows[order[starts]].reshape((len(starts),) + behind)
    found = np.moveaxis(distinct, 0, axis)
    if index or inverse or counts:
        first = _with_index((found,), index, order, starts)
        second = _with_inverse(first, inverse, order, starts)
        return with_counts(second, counts, starts, len(order))
    else:
        return found
