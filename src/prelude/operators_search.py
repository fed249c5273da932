"""Places in lines of ordered numbers, as `searchsorted` and what tells members by them look for."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known, cast
from pyjit.prelude.operators_sort import is_less


@jit
def sum_of_two(x, y):
    """A number of the type that NumPy has two numbers in together; truth values stay such."""
    if isinstance(x, np.bool_) and isinstance(y, np.bool_):
        return x
    else:
        return x + y


@jit(boundscheck=False)
def place_between(a, v, side: Known, of: Known, low: int, high: int):
    """How many elements are less than a value (from the right: not greater), which are known to be
    between two numbers. Elements that are not in order show which of them are looked at: those
    that NumPy looks at. There is no branch that depends on them."""
    place = low
    left = high - low
    while left > 0:
        half = left >> 1
        if side == "left":
            is_before = is_less(cast(of, a[place + half]), v)
        else:
            is_before = not is_less(v, cast(of, a[place + half]))
        place += half + 1 if is_before else 0
        left = half - (int(is_before) & ~left & 1)
    return place


@jit(boundscheck=False)
def is_in_order(a, of: Known):
    is_less_before = np.bool_(len(a) < 0)
    for i in range(1, len(a)):
        is_less_before |= is_less(cast(of, a[i]), cast(of, a[i - 1]))
    return not is_less_before


@jit(boundscheck=False)
def places_before(a, v, of: Known):
    """How many elements of a line in order are less than a value. There is no branch that depends
    on them."""
    place = 0
    left = len(a)
    while left > 1:
        half = left >> 1
        place += half if is_less(cast(of, a[place + half - 1]), v) else 0
        left -= half
    if left == 1 and is_less(cast(of, a[place]), v):
        place += 1
    return place


@jit(boundscheck=False)
def places_behind(a, v, of: Known):
    """How many are not greater."""
    place = 0
    left = len(a)
    while left > 1:
        half = left >> 1
        place += 0 if is_less(v, cast(of, a[place + half - 1])) else half
        left -= half
    if left == 1 and not is_less(v, cast(of, a[place])):
        place += 1
    return place
