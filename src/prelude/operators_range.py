"""What is done with ranges, as functions: length, elements, slices, membership, equality.

A length beyond 63 bits overflows, as `len` does in Python.
"""

from typing import Optional

from pyjit import jit
from pyjit.intrinsics import floor as c_floor
from pyjit.prelude.operators_slice import bound_of


@jit
def length(values: range) -> int:
    if values.step > 0:
        if values.start >= values.stop:
            return 0
        return (values.stop - values.start - 1) // values.step + 1
    if values.start <= values.stop:
        return 0
    return (values.stop - values.start + 1) // values.step + 1


@jit
def item(values: range, index: int) -> int:
    count = length(values)
    if index < 0:
        index += count
    if index < 0 or index >= count:
        raise IndexError("range object index out of range")
    return values.start + index * values.step


@jit
def cut(values: range, start: Optional[int], stop: Optional[int], step: Optional[int]) -> range:
    by = 1 if step is None else step
    if by == 0:
        raise ValueError("slice step cannot be zero")
    count = length(values)
    if by > 0:
        first = bound_of(start, 0, 0, count, count)
        last = bound_of(stop, count, 0, count, count)
    else:
        first = bound_of(start, count - 1, -1, count - 1, count)
        last = bound_of(stop, -1, -1, count - 1, count)
    way = values.step
    return range(values.start + first * way, values.start + last * way, by * way)


@jit
def contains(values: range, number: int) -> bool:
    if values.step > 0:
        inside = values.start <= number < values.stop
    else:
        inside = values.stop < number <= values.start
    return inside and number % values.step == values.start % values.step


@jit
def contains_float(values: range, number: float) -> bool:
    """A float is in a range if it equals an element."""
    if not (-9223372036854775808.0 <= number < 9223372036854775808.0):
        return False
    return c_floor(number) == number and contains(values, int(number))


@jit
def equal(left: range, right: range) -> bool:
    """Ranges are equal if they hold the same numbers."""
    count = length(left)
    if count != length(right):
        return False
    if count == 0:
        return True
    return left.start == right.start and (count == 1 or left.step == right.step)
