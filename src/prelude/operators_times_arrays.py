"""Arrays of points and spans of time, as the numbers of units that they hold."""

import numpy as np

from pyjit import i64, jit
from pyjit.intrinsics import Known
from pyjit.prelude.operators_times import add, divide

NAT = -9223372036854775808


@jit
def _numbers(a):
    """Those of all elements, in C order."""
    return a.ravel().view("int64")


@jit
def min(a):
    numbers = _numbers(a)
    if len(numbers) == 0:
        raise ValueError("zero-size array to reduction operation minimum which has no identity")
    # The number of ``NaT`` is the least of all.
    return int(np.min(numbers))


@jit
def max(a):
    numbers = _numbers(a)
    if len(numbers) == 0:
        raise ValueError("zero-size array to reduction operation maximum which has no identity")
    found = int(numbers[0])
    for number in numbers:
        if number == NAT:
            return NAT
        if number > found:
            found = int(number)
    return found


@jit
def argmin(a):
    numbers = _numbers(a)
    if len(numbers) == 0:
        raise ValueError("attempt to get argmin of an empty sequence")
    return np.argmin(numbers)


@jit
def argmax(a):
    numbers = _numbers(a)
    if len(numbers) == 0:
        raise ValueError("attempt to get argmax of an empty sequence")
    found = 0
    for place in range(len(numbers)):
        if numbers[place] == NAT:
            return i64(place)
        if numbers[place] > numbers[found]:
            found = place
    return i64(found)


@jit
def sum(a):
    total = 0
    for number in _numbers(a):
        total = add(total, int(number))
    return total


@jit
def mean(a):
    return divide(sum(a), a.size)


@jit
def _keys(a):
    """Numbers in the order of the times: that of ``NaT`` becomes the greatest."""
    return _numbers(a) - i64(1)


@jit
def sort(a):
    return (np.sort(_keys(a)) + i64(1)).view(a.dtype)


@jit
def argsort(a):
    return np.argsort(_keys(a))


@jit
def cumsum(a):
    sums = np.empty(a.size, np.int64)
    total = 0
    place = 0
    for number in _numbers(a):
        total = add(total, int(number))
        sums[place] = total
        place += 1
    return sums.view(a.dtype)


@jit
def place(a, number: int, side: Known):
    return np.searchsorted(_keys(a), i64(number) - i64(1), side)


@jit
def places(a, v, side: Known):
    return np.searchsorted(_keys(a), _keys(v).reshape(v.shape), side)
