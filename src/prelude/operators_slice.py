"""The bounds of slices, as ``slice.indices`` has them (CPython's ``PySlice_AdjustIndices``)."""

from typing import Optional

from pyjit import jit


@jit
def step_of(step: Optional[int]) -> int:
    return 1 if step is None else step


@jit
def bound_of(bound: Optional[int], default: int, low: int, high: int, count: int) -> int:
    """A bound, brought inside of an axis with so many elements."""
    if bound is None:
        return default
    if bound < 0:
        bound += count
    return min(max(bound, low), high)


@jit
def window(start: Optional[int], stop: Optional[int], step: int, count: int) -> tuple[int, int]:
    """The first position of a slice, counted from the front, and the number of positions."""
    if step == 0:
        raise ValueError("slice step cannot be zero")
    if step > 0:
        first = bound_of(start, 0, 0, count, count)
        last = bound_of(stop, count, 0, count, count)
        if first >= last:
            return 0, 0
        return first, (last - first - 1) // step + 1
    first = bound_of(start, count - 1, -1, count - 1, count)
    last = bound_of(stop, -1, -1, count - 1, count)
    if first <= last:
        return 0, 0
    return first, (last - first + 1) // step + 1
