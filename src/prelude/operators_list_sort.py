"""Sorting lists: stable, as Python's own sort is. Real numbers are sorted as those of an array,
other elements by insertion in short runs and by merging these.

Where elements have an order, every stable sort gives the same. Where a NaN is among them, what
comes out depends on which elements are compared with which, so that Python itself does it.
"""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import (
    allocate,
    either,
    holds_nan,
    holds_real_numbers,
    list_array,
    list_drop,
    list_get,
    list_put,
)
from pyjit.prelude.operators_lines import put_order, sort_line
from pyjit.prelude.operators_list import copied
from pyjit.prelude.operators_list_heap import put
from pyjit.prelude.operators_reduce import elsewhere

# So many elements are sorted by insertion.
RUN = 16


@jit
def has_nan(items):
    for item in items:
        if holds_nan(item):
            return True
    return False


@jit(boundscheck=False)
def turn(a):
    count = len(a)
    for place in range(count >> 1):
        value = a[place]
        a[place] = a[count - 1 - place]
        a[count - 1 - place] = value


@jit
def sort_numbers(a, reverse):
    """What is equal stays in its order, so that the other direction is not that of the result."""
    if reverse:
        turn(a)
    sort_line(a)
    if reverse:
        turn(a)


@jit
def goes_before(keys, first, second, reverse):
    """Whether the second of two elements comes before the first."""
    if reverse:
        return list_get(keys, first) < list_get(keys, second)
    return list_get(keys, second) < list_get(keys, first)


@jit(boundscheck=False)
def insert_places(places, keys, start, end, reverse):
    for index in range(start + 1, end):
        value = places[index]
        place = index
        while place > start and goes_before(keys, places[place - 1], value, reverse):
            places[place] = places[place - 1]
            place -= 1
        places[place] = value


@jit(boundscheck=False)
def merge_places(places, to, keys, low, middle, high, reverse):
    left, right, place = low, middle, low
    while left < middle and right < high:
        first, second = places[left], places[right]
        from_right = goes_before(keys, first, second, reverse)
        to[place] = either(from_right, second, first)
        right = either(from_right, right + 1, right)
        left = either(from_right, left, left + 1)
        place += 1
    for index in range(left, middle):
        to[place] = places[index]
        place += 1
    for index in range(right, high):
        to[place] = places[index]
        place += 1


@jit(boundscheck=False)
def sort_places(places, other, keys, reverse):
    """Sorts the places of elements by what they are."""
    count = len(places)
    for start in range(0, count, RUN):
        insert_places(places, keys, start, min(start + RUN, count), reverse)
    width = RUN
    while width < count:
        for low in range(0, count, 2 * width):
            middle = min(low + width, count)
            merge_places(places, other, keys, low, middle, min(middle + width, count), reverse)
        width *= 2
        for low in range(0, count, 2 * width):
            middle = min(low + width, count)
            merge_places(other, places, keys, low, middle, min(middle + width, count), reverse)
        width *= 2


@jit
def order_of_numbers(keys, places, reverse):
    """The places of numbers in their order. What is equal stays in its order."""
    if reverse:
        turn(keys)
    put_order(keys, places)
    if reverse:
        turn(places)
        for index in range(len(places)):
            places[index] = len(places) - 1 - places[index]


@jit
def arrange(items, keys, reverse):
    """Brings elements into the order of their keys, which are lost."""
    if has_nan(keys):
        elsewhere()
    count = len(items)
    places = allocate(np.int64, (count,))
    if holds_real_numbers(keys):
        order_of_numbers(list_array(keys), places, reverse)
    else:
        for index in range(count):
            places[index] = index
        sort_places(places, allocate(np.int64, (count,)), keys, reverse)
    before = copied(items)
    for index in range(count):
        list_drop(items, index)
        list_put(items, index, list_get(before, int(places[index])))


@jit
def is_behind(item, other, reverse):
    """Whether the first of two elements comes after the second."""
    if reverse:
        return item < other
    return other < item


@jit
def insert_elements(items, start, end, reverse):
    for index in range(start + 1, end):
        value = list_get(items, index)
        place = index
        while place > start and is_behind(list_get(items, place - 1), value, reverse):
            put(items, place, list_get(items, place - 1))
            place -= 1
        put(items, place, value)


@jit
def merge_elements(items, to, low, middle, high, reverse):
    left, right, place = low, middle, low
    while left < middle and right < high:
        from_right = is_behind(list_get(items, left), list_get(items, right), reverse)
        put(to, place, list_get(items, either(from_right, right, left)))
        right = either(from_right, right + 1, right)
        left = either(from_right, left, left + 1)
        place += 1
    for index in range(left, middle):
        put(to, place, list_get(items, index))
        place += 1
    for index in range(right, high):
        put(to, place, list_get(items, index))
        place += 1


@jit
def sort_elements(items, other, reverse):
    """Sorts one list by way of another that has the same elements."""
    count = len(items)
    for start in range(0, count, RUN):
        insert_elements(items, start, min(start + RUN, count), reverse)
    width = RUN
    while width < count:
        for low in range(0, count, 2 * width):
            middle = min(low + width, count)
            merge_elements(items, other, low, middle, min(middle + width, count), reverse)
        width *= 2
        for low in range(0, count, 2 * width):
            middle = min(low + width, count)
            merge_elements(other, items, low, middle, min(middle + width, count), reverse)
        width *= 2


@jit
def sort(items, reverse):
    if has_nan(items):
        elsewhere()
    if holds_real_numbers(items):
        sort_numbers(list_array(items), reverse)
    else:
        sort_elements(items, copied(items), reverse)
