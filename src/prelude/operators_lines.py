"""Sorting of lines: arrays of one dimension in C order. NaN comes last, and what is equal stays in
its order.

Real numbers are sorted by keys (`operators_radix.py`), complex ones by a merge sort (Knuth, "The
Art of Computer Programming", volume 3, section 5.2.4) of runs that an insertion sort has made.
"""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import allocate, cast
from pyjit.prelude.operators_radix import bits_of, put_bits, put_keys, sort_many_keys
from pyjit.prelude.operators_sort import is_less

# So many complex numbers are sorted by insertion.
RUN = 16

# So many real numbers are.
FEW = 32


@jit(boundscheck=False)
def _insert(a, low: int, high: int):
    for i in range(low + 1, high):
        x = a[i]
        j = i
        while j > low and is_less(x, a[j - 1]):
            a[j] = a[j - 1]
            j -= 1
        a[j] = x


@jit(boundscheck=False)
def _merge(a, to, low, middle, high):
    i = low
    j = middle
    for k in range(low, high):
        if i < middle and (j >= high or not is_less(a[j], a[i])):
            to[k] = a[i]
            i += 1
        else:
            to[k] = a[j]
            j += 1


@jit(boundscheck=False)
def _merge_sort(a):
    n = len(a)
    for low in range(0, n, RUN):
        _insert(a, low, min(low + RUN, n))
    other = allocate(a.dtype, (n,))
    width = RUN
    while width < n:
        for low in range(0, n, 2 * width):
            _merge(a, other, low, min(low + width, n), min(low + 2 * width, n))
        for i in range(n):
            a[i] = other[i]
        width *= 2


@jit(boundscheck=False)
def _is_special(a):
    """Whether there are floats whose keys do not say all: NaN and the negative zero."""
    bits = bits_of(a)
    negative = bits_of(a)[:1]
    zero = cast(bits.dtype, 1) << cast(bits.dtype, 8 * bits.itemsize - 1)
    found = np.bool_(len(negative) < 0)
    for i in range(len(a)):
        found |= (a[i] != a[i]) | (bits[i] == zero)
    return found


@jit(boundscheck=False)
def _sort_special(a):
    """The numbers by their keys, zeros and NaN as they come."""
    n = len(a)
    others = allocate(a.dtype, (n,))
    numbers = 0
    zeros = 0
    for i in range(n):
        x = a[i]
        if x == x and x != 0:
            others[numbers] = x
            numbers += 1
        elif x == 0:
            zeros += 1
    # Behind the numbers there is room for the zeros and for NaN, each in their order.
    zero = numbers
    nan = numbers + zeros
    for i in range(n):
        x = a[i]
        if x == 0:
            others[zero] = x
            zero += 1
        elif x != x:
            others[nan] = x
            nan += 1
    sort_line(others[:numbers])
    negative = 0
    while negative < numbers and others[negative] < 0:
        negative += 1
    for i in range(negative):
        a[i] = others[i]
    for i in range(zeros):
        a[negative + i] = others[numbers + i]
    for i in range(negative, numbers):
        a[zeros + i] = others[i]
    for i in range(numbers + zeros, n):
        a[i] = others[i]


@jit
def sort_line(a):
    if isinstance(cast(a.dtype, 0), np.complexfloating):
        _merge_sort(a)
    elif len(a) <= FEW:
        _insert(a, 0, len(a))
    elif isinstance(cast(a.dtype, 0), np.floating):
        if _is_special(a):
            _sort_special(a)
        else:
            keys = bits_of(a)
            put_keys(a.dtype, keys, keys)
            sort_many_keys(keys, None)
            put_bits(a.dtype, keys, keys)
    elif isinstance(cast(a.dtype, 0), np.signedinteger):
        keys = bits_of(a)
        put_keys(a.dtype, keys, keys)
        sort_many_keys(keys, None)
        put_bits(a.dtype, keys, keys)
    else:
        sort_many_keys(bits_of(a), None)


@jit(boundscheck=False)
def _insert_places(keys, places, low: int, high: int):
    for i in range(low + 1, high):
        place = places[i]
        j = i
        while j > low and is_less(keys[place], keys[places[j - 1]]):
            places[j] = places[j - 1]
            j -= 1
        places[j] = place


@jit(boundscheck=False)
def _merge_places(keys, places, to, low, middle, high):
    i = low
    j = middle
    for k in range(low, high):
        if i < middle and (j >= high or not is_less(keys[places[j]], keys[places[i]])):
            to[k] = places[i]
            i += 1
        else:
            to[k] = places[j]
            j += 1


@jit(boundscheck=False)
def _merge_sort_places(keys, places):
    n = len(places)
    for low in range(0, n, RUN):
        _insert_places(keys, places, low, min(low + RUN, n))
    other = allocate(np.int64, (n,))
    width = RUN
    while width < n:
        for low in range(0, n, 2 * width):
            middle = min(low + width, n)
            _merge_places(keys, places, other, low, middle, min(low + 2 * width, n))
        for i in range(n):
            places[i] = other[i]
        width *= 2


@jit(boundscheck=False)
def put_order(a, places):
    """Puts the places of the elements of a line in order."""
    n = len(a)
    for i in range(n):
        places[i] = i
    if isinstance(cast(a.dtype, 0), np.complexfloating):
        _merge_sort_places(a, places)
    elif n <= FEW:
        _insert_places(a, places, 0, n)
    elif isinstance(cast(a.dtype, 0), np.floating):
        # Zeros are equal, and so is NaN, which is the greatest.
        numbers = allocate(a.dtype, (n,))
        for i in range(n):
            numbers[i] = a[i] + cast(a.dtype, 0)
        keys = bits_of(numbers)
        put_keys(a.dtype, keys, keys)
        for i in range(n):
            if a[i] != a[i]:
                keys[i] = ~cast(keys.dtype, 0)
        sort_many_keys(keys, places)
    else:
        bits = bits_of(a)
        keys = allocate(bits.dtype, (n,))
        put_keys(a.dtype, bits, keys)
        sort_many_keys(keys, places)
