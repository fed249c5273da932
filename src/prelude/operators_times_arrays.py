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


@jit
def min_along(a, axis: Known):
    return np.min(a.view("int64"), axis).view(a.dtype)


@jit
def max_along(a, axis: Known):
    return (np.max(a.view("int64") - i64(1), axis) + i64(1)).view(a.dtype)


@jit
def argmin_along(a, axis: Known):
    return np.argmin(a.view("int64"), axis)


@jit
def argmax_along(a, axis: Known):
    return np.argmax(a.view("int64") - i64(1), axis)


@jit
def sum_along(a, axis: Known):
    # In the order of axes that sums of numbers have.
    numbers = np.sum(a.view("int64"), axis)
    numbers[...] = 0
    totals = numbers.view(a.dtype)
    for row in np.moveaxis(a, axis, 0):
        totals += row
    return totals


@jit
def mean_along(a, axis: Known):
    totals = sum_along(a, axis)
    totals /= a.shape[axis]
    return totals


@jit
def cumsum_along(a, axis: Known):
    sums = np.cumsum(a.view("int64"), axis).view(a.dtype)
    rows = np.moveaxis(sums, axis, 0)
    given = np.moveaxis(a, axis, 0)
    for place in range(a.shape[axis]):
        if place == 0:
            rows[place] = given[place]
        else:
            rows[place] = rows[place - 1] + given[place]
    return sums


@jit
def arange(start: int, stop: int, step: int, dtype):
    """Numbers from one to another (``datetime_arange``)."""
    if start == NAT or stop == NAT or step == NAT:
        raise ValueError("arange: cannot use NaT (not-a-time) datetime values")
    if step == 0:
        raise ValueError("arange: step cannot be zero")
    if step > 0:
        count = 0 if stop <= start else (stop - start + step - 1) // step
    else:
        count = 0 if stop >= start else (start - stop - step - 1) // -step
    numbers = np.empty(count, np.int64)
    for place in range(count):
        numbers[place] = start + place * step
    return numbers.view(dtype)
