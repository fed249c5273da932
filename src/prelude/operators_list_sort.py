"""Sorting lists: stable, as Python's own sort is, by insertion in short runs and by merging these.

Where elements have an order, every stable sort gives the same. Where a NaN is among them, what
comes out depends on which elements are compared with which, so that Python itself does it.
"""

from pyjit import jit
from pyjit.intrinsics import (
    holds_nan,
    holds_real_numbers,
    list_array,
    list_drop,
    list_get,
    list_like,
    list_of,
    list_put,
    list_resize,
)
from pyjit.prelude.operators_list import copied
from pyjit.prelude.operators_reduce import elsewhere

# So many elements are sorted by insertion.
RUN = 16


@jit
def has_nan(items):
    for item in items:
        if holds_nan(item):
            return True
    return False


@jit
def sort_runs_of_numbers(a, reverse):
    count = len(a)
    for start in range(0, count, RUN):
        for index in range(start + 1, min(start + RUN, count)):
            value = a[index]
            place = index
            if reverse:
                while place > start and a[place - 1] < value:
                    a[place] = a[place - 1]
                    place -= 1
            else:
                while place > start and value < a[place - 1]:
                    a[place] = a[place - 1]
                    place -= 1
            a[place] = value


@jit
def merge_numbers(a, to, low, middle, high, reverse):
    left, right = low, middle
    for place in range(low, high):
        if left < middle and right < high:
            if reverse:
                from_right = a[left] < a[right]
            else:
                from_right = a[right] < a[left]
        else:
            from_right = left >= middle
        if from_right:
            to[place] = a[right]
            right += 1
        else:
            to[place] = a[left]
            left += 1


@jit
def sort_numbers(a, other, reverse):
    """Sorts one array by way of another of its length."""
    count = len(a)
    sort_runs_of_numbers(a, reverse)
    width = RUN
    while width < count:
        for low in range(0, count, 2 * width):
            middle = min(low + width, count)
            merge_numbers(a, other, low, middle, min(middle + width, count), reverse)
        for index in range(count):
            a[index] = other[index]
        width *= 2


@jit
def goes_before(keys, first, second, reverse):
    """Whether the second of two elements comes before the first."""
    if reverse:
        return list_get(keys, first) < list_get(keys, second)
    return list_get(keys, second) < list_get(keys, first)


@jit
def sort_places(places, other, keys, reverse):
    """Sorts the places of elements by what they are."""
    count = len(places)
    for start in range(0, count, RUN):
        for index in range(start + 1, min(start + RUN, count)):
            value = places[index]
            place = index
            while place > start and goes_before(keys, places[place - 1], value, reverse):
                places[place] = places[place - 1]
                place -= 1
            places[place] = value
    width = RUN
    while width < count:
        for low in range(0, count, 2 * width):
            middle = min(low + width, count)
            high = min(middle + width, count)
            left, right = low, middle
            for place in range(low, high):
                from_right = left >= middle
                if left < middle and right < high:
                    from_right = goes_before(keys, places[left], places[right], reverse)
                if from_right:
                    other[place] = places[right]
                    right += 1
                else:
                    other[place] = places[left]
                    left += 1
        for index in range(count):
            places[index] = other[index]
        width *= 2


@jit
def arrange(items, keys, reverse):
    """Brings elements into the order of their keys."""
    if has_nan(keys):
        elsewhere()
    count = len(items)
    places = list_of(0)
    other = list_of(0)
    list_resize(places, count)
    list_resize(other, count)
    for index in range(count):
        list_put(places, index, index)
    sort_places(list_array(places), list_array(other), keys, reverse)
    before = copied(items)
    for index in range(count):
        list_drop(items, index)
        list_put(items, index, list_get(before, list_get(places, index)))


@jit
def sort(items, reverse):
    if holds_real_numbers(items):
        if has_nan(items):
            elsewhere()
        other = list_like(items)
        list_resize(other, len(items))
        sort_numbers(list_array(items), list_array(other), reverse)
    else:
        arrange(items, copied(items), reverse)
