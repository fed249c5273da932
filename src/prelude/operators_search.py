"""Places in lines of ordered numbers, as `searchsorted` and what tells members by them look for."""

import numpy as np

from pyjit import jit, u64
from pyjit.intrinsics import Known, cast, either
from pyjit.prelude.operators_sort import is_less


@jit
def sum_of_two(x, y):
    """A number of the type that NumPy has two numbers in together; truth values stay such."""
    if isinstance(x, np.bool_) and isinstance(y, np.bool_):
        return x
    else:
        return x + y


@jit
def _is_before(x, v, side: Known):
    """Whether a value is looked for behind an element."""
    if side == "left":
        return is_less(x, v)
    else:
        return not is_less(v, x)


@jit(boundscheck=False)
def place_between(a, v, side: Known, of: Known, low: int, high: int):
    """How many elements are less than a value (from the right: not greater), which are known to be
    between two numbers. Elements that are not in order show which of them are looked at: those
    that NumPy looks at. There is no branch that depends on them."""
    place = u64(low)
    left = u64(high) - u64(low)
    while left > 0:
        half = left >> 1
        is_before = _is_before(cast(of, a[place + half]), v, side)
        place = either(is_before, place + half + 1, place)
        left = either(is_before, left - half - 1, half)
    return int(place)


@jit(boundscheck=False)
def is_in_order(a, of: Known):
    is_less_before = np.bool_(len(a) < 0)
    for i in range(1, len(a)):
        is_less_before |= is_less(cast(of, a[i]), cast(of, a[i - 1]))
    return not is_less_before


@jit
def halvings(count: int):
    """How often so many elements are halved, the greater half left, until one is left."""
    times = 0
    while count > 1:
        count -= count >> 1
        times += 1
    return times


@jit
def _is_number_before(x, v, side: Known):
    """The same of a value that is not NaN."""
    if isinstance(v, np.complexfloating):
        return _is_before(x, v, side)
    elif side == "left":
        return x < v
    else:
        return x <= v


@jit(boundscheck=False)
def place_of_number(a, v, side: Known, of: Known, halvings: int):
    """How many elements of a line in order, which has some, are less than a value (from the right:
    not greater), which is not NaN. There is no branch that depends on them."""
    place = u64(0)
    left = u64(len(a))
    for _ in range(halvings):
        half = left >> 1
        further = place + half
        is_before = _is_number_before(cast(of, a[further - 1]), v, side)
        place = either(is_before, further, place)
        left -= half
    if _is_number_before(cast(of, a[place]), v, side):
        place += 1
    return int(place)


@jit(boundscheck=False)
def put_places_in_order(a, line, side: Known, of: Known, places):
    """The places of values in order in a line in order."""
    place = 0
    for i in range(len(line)):
        value = cast(of, line[i])
        while place < len(a) and _is_before(cast(of, a[place]), value, side):
            place += 1
        places[i] = place


@jit(boundscheck=False)
def put_places(a, line, side: Known, of: Known, places):
    """Of any values."""
    times = halvings(len(a))
    for i in range(len(line)):
        value = cast(of, line[i])
        if value == value and len(a) > 0:
            places[i] = place_of_number(a, value, side, of, times)
        else:
            places[i] = place_between(a, value, side, of, 0, len(a))
