"""`numpy`: functions of whole arrays that are neither of their elements alone nor reductions."""

import numpy as np

from pyjit import i64, jit
from pyjit.intrinsics import Known, allocate, chosen
from pyjit.prelude.operators_refused import not_compiled
from pyjit.prelude.operators_sort import is_less


@jit
def where(condition, x=None, y=None, /):
    if x is None:
        return nonzero(condition)
    else:
        return chosen(condition, x, y)


@jit
def flatnonzero(a):
    line = a.ravel()
    count = 0
    for x in line:
        if x != 0:
            count += 1
    places = allocate(np.int64, (count,))
    count = 0
    for i in range(len(line)):
        if line[i] != 0:
            places[count] = i
            count += 1
    return places


@jit
def nonzero(a):
    places = flatnonzero(a)
    if a.ndim == 1:
        return (places,)
    else:
        # The columns of a matrix, as NumPy has them.
        found = allocate(np.int64, (len(places), a.ndim))
        for k in range(len(places)):
            rest = places[k]
            for axis in range(a.ndim - 1, -1, -1):
                found[k, axis] = rest % a.shape[axis]
                rest //= a.shape[axis]
        if a.ndim == 2:
            return found[:, 0], found[:, 1]
        elif a.ndim == 3:
            return found[:, 0], found[:, 1], found[:, 2]
        elif a.ndim == 4:
            return found[:, 0], found[:, 1], found[:, 2], found[:, 3]
        else:
            return not_compiled()


@jit
def array_equal(a1, a2, equal_nan: Known = False):
    if a1.ndim == a2.ndim:
        if a1.shape != a2.shape:
            return False
        if equal_nan:
            return bool(np.all((a1 == a2) | (a1 != a1) & (a2 != a2)))
        return bool(np.all(a1 == a2))
    else:
        return False


@jit
def allclose(a, b, rtol=1e-05, atol=1e-08, equal_nan: Known = False):
    return bool(np.all(np.isclose(a, b, rtol, atol, equal_nan)))


@jit
def diff(a, n: Known = 1, axis: Known = -1):
    if n == 0:
        return a
    elif n < 0:
        return not_compiled()
    elif n == 1:
        return _differences(a, axis)
    else:
        return diff(_differences(a, axis), n - 1, axis)


@jit
def _differences(a, axis: Known):
    if axis == -1 or axis == a.ndim - 1:
        if a.ndim == 1:
            return _subtracted(a[1:], a[:-1])
        else:
            return _subtracted(a[..., 1:], a[..., :-1])
    else:
        # Views: the order of the result in memory is that of the array.
        last = np.swapaxes(a, axis, -1)
        behind = np.swapaxes(last[..., 1:], axis, -1)
        return _subtracted(behind, np.swapaxes(last[..., :-1], axis, -1))


@jit
def _subtracted(behind, before):
    if behind.dtype == np.bool_:
        return behind != before
    else:
        return behind - before


@jit
def searchsorted(a, v, side: Known = "left"):
    if isinstance(v, np.ndarray):
        line = v.ravel()
        places = allocate(np.int64, (len(line),))
        for i in range(len(line)):
            places[i] = _place(a, line[i], side)
        return places.reshape(v.shape)
    return _place(a, v, side)


@jit
def _place(a, v, side: Known):
    if side == "right":
        return i64(_place_behind(a, v))
    elif side == "left":
        return i64(_place_before(a, v))
    else:
        raise ValueError("side must be one of 'left' or 'right'")


@jit
def _place_before(a, v):
    low = 0
    high = len(a)
    while low < high:
        middle = low + (high - low) // 2
        if is_less(a[middle], v):
            low = middle + 1
        else:
            high = middle
    return low


@jit
def _place_behind(a, v):
    low = 0
    high = len(a)
    while low < high:
        middle = low + (high - low) // 2
        if is_less(v, a[middle]):
            high = middle
        else:
            low = middle + 1
    return low


@jit
def real(val):
    return val.real


@jit
def imag(val):
    return val.imag
