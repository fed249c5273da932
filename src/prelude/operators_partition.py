"""Lines put in order around places: what stands there is what would stand there in the sorted line,
and nothing before it is greater, nothing behind it less (Hoare's "Find").

`places` are taken along with the elements, or `None`. What is less than a pivot is put before the
others without a branch that depends on it; a part that shrinks too slowly is sorted.
"""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known, allocate
from pyjit.prelude.operators_lines import put_order, sort_line
from pyjit.prelude.operators_sort import is_less

# So few elements are sorted.
FEW = 32

# From so many elements on three pivots are looked for, and the middle one is taken.
MANY = 512

# From so many places on everything is sorted.
SEVERAL = 16


@jit
def _middle_of(x, y, z):
    if is_less(y, x):
        x, y = y, x
    if is_less(z, x):
        return x
    if is_less(y, z):
        return y
    return z


@jit
def _pivot(a, low: int, high: int):
    middle = low + (high - low) // 2
    if high - low < MANY:
        return _middle_of(a[low], a[middle], a[high - 1])
    eighth = (high - low) // 8
    return _middle_of(
        _middle_of(a[low], a[low + eighth], a[low + 2 * eighth]),
        _middle_of(a[middle - eighth], a[middle], a[middle + eighth]),
        _middle_of(a[high - 1], a[high - 1 - eighth], a[high - 1 - 2 * eighth]),
    )


@jit
def _goes_before(x, pivot, with_equal: Known, are_numbers: Known):
    if are_numbers:
        return x <= pivot if with_equal else x < pivot
    elif with_equal:
        return not is_less(pivot, x)
    else:
        return is_less(x, pivot)


@jit(boundscheck=False)
def _moved_before(
    a, places, low: int, high: int, pivot, with_equal: Known, are_numbers: Known
) -> int:
    end = low
    for i in range(low, high):
        x = a[i]
        a[i] = a[end]
        a[end] = x
        if places is not None:
            place = places[i]
            places[i] = places[end]
            places[end] = place
        end += 1 if _goes_before(x, pivot, with_equal, are_numbers) else 0
    return end


@jit
def _put_before(a, places, low: int, high: int, pivot, with_equal: Known) -> int:
    """Puts what is less than a pivot (or equal to it) before the others; gives the end of it."""
    if isinstance(pivot, np.floating):
        if pivot == pivot:
            # NaN is neither less nor equal, so the machine's comparisons do.
            return _moved_before(a, places, low, high, pivot, with_equal, True)
    return _moved_before(a, places, low, high, pivot, with_equal, False)


@jit
def _sort_part(a, places, low: int, high: int):
    if places is None:
        sort_line(a[low:high])
    else:
        order = allocate(np.int64, (high - low,))
        put_order(a[low:high], order)
        values = a[low:high].copy()
        old = places[low:high].copy()
        for i in range(high - low):
            a[low + i] = values[order[i]]
            places[low + i] = old[order[i]]


@jit
def _part(a, places, place: int, low: int, high: int):
    rounds = 2 * (high - low).bit_length()
    while high - low > FEW and rounds > 0:
        rounds -= 1
        pivot = _pivot(a, low, high)
        end = _put_before(a, places, low, high, pivot, False)
        if place < end:
            high = end
        elif end - low > (high - low) // 8:
            low = end
        else:
            # There may be many that are equal.
            end = _put_before(a, places, end, high, pivot, True)
            if place < end:
                return
            low = end
    _sort_part(a, places, low, high)


@jit
def partition_line(a, places, kth):
    """Around sorted places that it has."""
    if len(kth) >= SEVERAL:
        _sort_part(a, places, 0, len(a))
    else:
        low = 0
        for place in kth:
            _part(a, places, int(place), low, len(a))
            low = int(place)
