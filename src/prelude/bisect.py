"""`bisect`: places in what is sorted."""

from typing import Optional

from pyjit import jit
from pyjit.intrinsics import python_version
from pyjit.prelude.operators_reduce import elsewhere


@jit
def _end(a, lo, hi, key):
    """Where the search ends. Before 3.10 there is no `key`."""
    if key is not None:
        if python_version() < 310:
            elsewhere()
    if lo < 0:
        raise ValueError("lo must be non-negative")
    if hi is None:
        return len(a)
    return len(a) if hi == -1 else hi


@jit
def bisect_right(a, x, lo: int = 0, hi: Optional[int] = None, *, key=None) -> int:
    end = _end(a, lo, hi, key)
    while lo < end:
        middle = lo + (end - lo) // 2
        item = a[middle]
        value = item if key is None else key(item)
        if x < value:
            end = middle
        else:
            lo = middle + 1
    return lo


@jit
def bisect_left(a, x, lo: int = 0, hi: Optional[int] = None, *, key=None) -> int:
    end = _end(a, lo, hi, key)
    while lo < end:
        middle = lo + (end - lo) // 2
        item = a[middle]
        value = item if key is None else key(item)
        if value < x:
            lo = middle + 1
        else:
            end = middle
    return lo


@jit
def insort_right(a, x, lo: int = 0, hi: Optional[int] = None, *, key=None):
    if key is None:
        a.insert(bisect_right(a, x, lo, hi), x)
    else:
        a.insert(bisect_right(a, key(x), lo, hi, key=key), x)


@jit
def insort_left(a, x, lo: int = 0, hi: Optional[int] = None, *, key=None):
    if key is None:
        a.insert(bisect_left(a, x, lo, hi), x)
    else:
        a.insert(bisect_left(a, key(x), lo, hi, key=key), x)
