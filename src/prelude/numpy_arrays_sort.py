"""`numpy`: sorting.

Both sorts are stable merge sorts (Knuth, "The Art of Computer Programming", volume 3, section
5.2.4) of runs that an insertion sort has made; NaN comes last, as NumPy has it.
"""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known, allocate, is_c_order
from pyjit.prelude.operators_refused import not_compiled
from pyjit.prelude.operators_sort import is_less

# So many elements are sorted by insertion.
RUN = 16


@jit(boundscheck=False)
def _sort_runs(a):
    n = len(a)
    for first in range(0, n, RUN):
        end = first + RUN if first + RUN < n else n
        for i in range(first + 1, end):
            x = a[i]
            j = i
            while j > first and is_less(x, a[j - 1]):
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


@jit
def _sort_in_place(a):
    n = len(a)
    _sort_runs(a)
    other = np.empty(n, a.dtype)
    width = RUN
    while width < n:
        for low in range(0, n, 2 * width):
            middle = low + width if low + width < n else n
            high = low + 2 * width if low + 2 * width < n else n
            _merge(a, other, low, middle, high)
        a[:] = other
        width *= 2


@jit
def sort(a, axis: Known = -1):
    if a.ndim == 1 and (axis == -1 or axis == 0):
        b = np.empty(len(a), a.dtype)
        b[:] = a
        _sort_in_place(b)
        return b
    else:
        return not_compiled()


@jit(boundscheck=False)
def _sort_runs_of_places(places, keys):
    n = len(places)
    for first in range(0, n, RUN):
        end = first + RUN if first + RUN < n else n
        for i in range(first + 1, end):
            place = places[i]
            j = i
            while j > first and is_less(keys[place], keys[places[j - 1]]):
                places[j] = places[j - 1]
                j -= 1
            places[j] = place


@jit(boundscheck=False)
def _merge_places(places, to, keys, low, middle, high):
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
def _places(a):
    n = len(a)
    places = allocate(np.int64, (n,))
    for i in range(n):
        places[i] = i
    _sort_runs_of_places(places, a)
    other = allocate(np.int64, (n,))
    width = RUN
    while width < n:
        for low in range(0, n, 2 * width):
            middle = low + width if low + width < n else n
            high = low + 2 * width if low + 2 * width < n else n
            _merge_places(places, other, a, low, middle, high)
        places[:] = other
        width *= 2
    return places


@jit
def argsort(a, axis: Known = -1):
    if a.ndim == 1 and (axis == -1 or axis == 0):
        if is_c_order(a):
            return _places(a)
        else:
            b = allocate(a.dtype, (len(a),))
            b[:] = a
            return _places(b)
    else:
        return not_compiled()
