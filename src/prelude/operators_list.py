"""What operators and builtins do with lists: elements, slices, `+`, `*`, comparisons.

A list is resized, and its elements are written, by intrinsics that look at nothing; whoever calls
them knows that the index is inside.
"""

from typing import Optional

import numpy as np

from pyjit import jit
from pyjit.intrinsics import (
    Known,
    list_array,
    list_drop,
    list_get,
    list_like,
    list_move,
    list_put,
    list_resize,
    same_list,
    same_or_equal,
)
from pyjit.prelude.operators_reduce import elsewhere
from pyjit.prelude.operators_slice import step_of, window


@jit
def item(items, index: int):
    count = len(items)
    if index < 0:
        index += count
    if index < 0 or index >= count:
        raise IndexError("list index out of range")
    return list_get(items, index)


@jit
def assigned_place(items, index: int):
    count = len(items)
    if index < 0:
        index += count
    if index < 0 or index >= count:
        raise IndexError("list assignment index out of range")
    return index


@jit
def set_item(items, index: int, value):
    index = assigned_place(items, index)
    list_drop(items, index)
    list_put(items, index, value)


@jit
def delete(items, index: int):
    index = assigned_place(items, index)
    list_drop(items, index)
    list_move(items, index, index + 1, len(items) - 1 - index)
    list_resize(items, len(items) - 1)


@jit
def append(items, value):
    count = len(items)
    list_resize(items, count + 1)
    list_put(items, count, value)


@jit
def insert_at(items, index, value):
    """Puts a value before the element at an index that is inside, or at the end."""
    count = len(items)
    list_resize(items, count + 1)
    list_move(items, index + 1, index, count - index)
    list_put(items, index, value)


@jit
def copied(items):
    made = list_like(items)
    count = len(items)
    list_resize(made, count)
    for index in range(count):
        list_put(made, index, list_get(items, index))
    return made


@jit
def extend_by_list(items, others):
    """Python looks at the length of what it appends once; a list may be appended to itself."""
    count = len(items)
    more = len(others)
    list_resize(items, count + more)
    for index in range(more):
        list_put(items, count + index, list_get(others, index))


@jit
def cut(items, first, count):
    """Takes so many elements out."""
    for index in range(first, first + count):
        list_drop(items, index)
    rest = len(items) - first - count
    list_move(items, first, first + count, rest)
    list_resize(items, first + rest)


@jit
def sliced(items, start: Optional[int], stop: Optional[int], step: Optional[int]):
    by = step_of(step)
    first, count = window(start, stop, by, len(items))
    made = list_like(items)
    list_resize(made, count)
    for index in range(count):
        list_put(made, index, list_get(items, first + index * by))
    return made


@jit
def positions(count, start: Optional[int], stop: Optional[int]) -> tuple[int, int]:
    """Where a slice without a step begins, also one without elements, and how many it has."""
    first, last = 0, count
    if start is not None:
        first = max(start + count if start < 0 else start, 0)
        first = min(first, count)
    if stop is not None:
        last = max(stop + count if stop < 0 else stop, 0)
        last = min(last, count)
    return first, max(last - first, 0)


@jit
def set_slice(items, start: Optional[int], stop: Optional[int], step: Optional[int], others):
    if same_list(items, others):
        others = copied(others)
    by = step_of(step)
    more = len(others)
    if by == 1:
        length = len(items)
        first, count = positions(length, start, stop)
        if more > count:
            list_resize(items, length + more - count)
        for index in range(first, first + count):
            list_drop(items, index)
        list_move(items, first + more, first + count, length - first - count)
        if more < count:
            list_resize(items, length + more - count)
        for index in range(more):
            list_put(items, first + index, list_get(others, index))
        return
    first, count = window(start, stop, by, len(items))
    if more != count:
        raise ValueError(
            f"attempt to assign sequence of size {more} to extended slice of size {count}"
        )
    for index in range(count):
        list_drop(items, first + index * by)
        list_put(items, first + index * by, list_get(others, index))


@jit
def delete_slice(items, start: Optional[int], stop: Optional[int], step: Optional[int]):
    by = step_of(step)
    first, count = window(start, stop, by, len(items))
    if by < 0:
        first, by = first + (count - 1) * by, -by
    if count == 0:
        return
    length = len(items)
    kept = first
    for index in range(count):
        place = first + index * by
        list_drop(items, place)
        end = place + by if index + 1 < count else length
        list_move(items, kept, place + 1, end - place - 1)
        kept += end - place - 1
    list_resize(items, kept)


@jit
def concatenated(left, right):
    made = copied(left)
    extend_by_list(made, right)
    return made


@jit
def repeated(items, times: int):
    made = list_like(items)
    count = len(items)
    if times <= 0 or count == 0:
        return made
    if times > 9223372036854775807 // count:
        raise MemoryError
    list_resize(made, count * times)
    if count == 1:
        value = list_get(items, 0)
        for index in range(times):
            list_put(made, index, value)
        return made
    place = 0
    for _ in range(times):
        for index in range(count):
            list_put(made, place, list_get(items, index))
            place += 1
    return made


@jit
def repeat_in_place(items, times: int):
    count = len(items)
    if times <= 0:
        cut(items, 0, count)
        return
    if count > 0 and times > 9223372036854775807 // count:
        raise MemoryError
    list_resize(items, count * times)
    for place in range(count, count * times):
        list_put(items, place, list_get(items, place - count))


@jit
def equal(left, right):
    """Python asks for the lengths first."""
    if len(left) != len(right):
        return False
    index = 0
    while index < len(left) and index < len(right):
        if not same_or_equal(list_get(left, index), list_get(right, index)):
            return False
        index += 1
    return len(left) == len(right)


@jit
def contains(items, value):
    for item in items:
        if same_or_equal(item, value):
            return True
    return False


@jit
def first_difference(left, right):
    """The index of the first elements that differ, or how many the shorter list has."""
    index = 0
    while index < len(left) and index < len(right):
        if not same_or_equal(list_get(left, index), list_get(right, index)):
            return index
        index += 1
    return index


@jit
def less(left, right):
    index = first_difference(left, right)
    if index >= len(left) or index >= len(right):
        return len(left) < len(right)
    return list_get(left, index) < list_get(right, index)


@jit
def less_or_equal(left, right):
    index = first_difference(left, right)
    if index >= len(left) or index >= len(right):
        return len(left) <= len(right)
    return list_get(left, index) <= list_get(right, index)


@jit
def as_array(items):
    """NumPy makes an array of floats of no elements, whatever the list is made for."""
    source = list_array(items)
    if source.dtype != np.float64 and len(items) == 0:
        elsewhere()
    return source.copy()


@jit
def as_array_of_dtype(items):
    """The same where another dtype is asked for."""
    return list_array(items).copy()


@jit
def as_array_together(items, dtype: Known):
    """The same of numbers of several types, of which that dtype is in any case."""
    if dtype != np.float64 and len(items) == 0:
        elsewhere()
    made = np.empty(len(items), dtype)
    for place in range(len(items)):
        made[place] = list_get(items, place)
    return made


@jit
def as_array_for(items, dtype: Known):
    """An array of numbers that are assigned one by one."""
    made = np.empty(len(items), dtype)
    for place in range(len(items)):
        made[place] = list_get(items, place)
    return made


@jit
def put_in_array(part, items):
    """NumPy writes the numbers of a list one by one where there are as many as places."""
    if part.ndim == 1 and len(part) == len(items):
        for place in range(len(items)):
            part[place] = list_get(items, place)
    else:
        part[...] = as_array_for(items, part.dtype)


@jit
def as_matrix(rows):
    """An array of lists of numbers, or of tuples of these, each a row. Of none NumPy tells no
    lengths."""
    count = len(rows)
    if count == 0:
        elsewhere()
    length = len(list_get(rows, 0))
    for row in rows:
        if len(row) != length:
            raise ValueError(
                "setting an array element with a sequence. The requested array has an "
                f"inhomogeneous shape after 1 dimensions. The detected shape was ({count},) "
                "+ inhomogeneous part."
            )
    first = as_row(list_get(rows, 0))
    made = np.empty((count, length), first.dtype)
    for place in range(count):
        made[place] = as_row(list_get(rows, place))
    return made


@jit
def as_array_of_arrays(arrays):
    """An array of arrays of one shape. What NumPy says where they are not depends on how far their
    shapes are the same."""
    if len(arrays) == 0:
        elsewhere()
    shape = list_get(arrays, 0).shape
    for array in arrays:
        if array.shape != shape:
            elsewhere()
    made = np.empty((len(arrays),) + shape, list_get(arrays, 0).dtype)
    for place in range(len(arrays)):
        made[place] = list_get(arrays, place)
    return made


@jit
def as_row(row):
    return as_array(row) if isinstance(row, list) else np.array(row)
