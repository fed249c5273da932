"""`numpy`: diagonals of arrays, and what lies above and below them (NumPy's
``_twodim_base_impl.py`` and ``item_selection.c``)."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import (
    Known,
    allocate,
    allocate_zeroed,
    array_of,
    cast,
    chosen,
    moved,
    protected,
    view_of,
)
from pyjit.prelude.numpy_arrays_broadcast import _as_array
from pyjit.prelude.operators_refused import not_compiled


@jit
def _within(place: int, count: int) -> int:
    """A place in so many, or behind the last one."""
    if place < 0:
        return 0
    return place if place < count else count


@jit
def _mark(a, k: int):
    """Writes ones to the diagonal and below it; where nothing was written there are zeros."""
    for i in range(len(a)):
        for j in range(_within(i + k + 1, a.shape[1])):
            a[i, j] = cast(a.dtype, 1)


@jit
def tri(N: int, M: int | None = None, k: int = 0, dtype: Known = None):
    rows = max(N, 0)
    columns = rows if M is None else max(M, 0)
    if dtype is None:
        a = allocate_zeroed(float, (rows, columns))
    else:
        a = allocate_zeroed(dtype, (rows, columns))
    _mark(a, k)
    return a


@jit
def _below(m, k: int):
    """A mask of the last two axes: where an element lies on the diagonal or below it."""
    if m.ndim == 1:
        mask = allocate_zeroed(np.bool_, (len(m), len(m)))
    else:
        mask = allocate_zeroed(np.bool_, m.shape[-2:])
    _mark(mask, k)
    return mask


@jit
def tril(m, k: int = 0):
    if not isinstance(m, np.ndarray):
        return tril(_as_array(m), k)
    else:
        return chosen(_below(m, k), m, allocate_zeroed(m.dtype, (1,)))


@jit
def triu(m, k: int = 0):
    if not isinstance(m, np.ndarray):
        return triu(_as_array(m), k)
    else:
        return chosen(_below(m, k - 1), allocate_zeroed(m.dtype, (1,)), m)


@jit
def _diagonal(a, offset: int):
    """A view of the diagonals of the last two axes, as the last one."""
    rows, columns = a.shape[-2:]
    if offset >= 0:
        part = a[..., _within(offset, columns) :]
    else:
        part = a[..., _within(-offset, rows) :, :]
    rows, columns = part.shape[-2:]
    first, second = part.strides[-2:]
    count = min(rows, columns)
    return view_of(part, part.shape[:-2] + (count,), part.strides[:-2] + (first + second,))


@jit
def diagonal(a, offset: int = 0, axis1: Known = 0, axis2: Known = 1):
    if not isinstance(a, np.ndarray):
        return diagonal(_as_array(a), offset, axis1, axis2)
    elif a.ndim < 2:
        return not_compiled()
    elif a.ndim == 2 and axis1 == 0 and axis2 == 1:
        return protected(_diagonal(a, offset))
    else:
        return protected(_diagonal(moved(a, (axis1, axis2), (-2, -1)), offset))


@jit
def trace(a, offset: int = 0, axis1: Known = 0, axis2: Known = 1, dtype: Known = None, out=None):
    return np.sum(diagonal(a, offset, axis1, axis2), -1, dtype, out)


@jit
def _with_diagonal(v, k: int):
    """A matrix of zeros but for that diagonal."""
    n = len(v) + abs(k)
    a = allocate_zeroed(v.dtype, (n, n))
    for i in range(len(v)):
        if k >= 0:
            a[i, i + k] = v[i]
        else:
            a[i - k, i] = v[i]
    return a


@jit
def diag(v, k: int = 0):
    if not isinstance(v, np.ndarray):
        return diag(_as_array(v), k)
    elif v.ndim == 1:
        return _with_diagonal(v, k)
    elif v.ndim == 2:
        return diagonal(v, k)
    else:
        raise ValueError("Input must be 1- or 2-d.")


@jit
def diagflat(v, k: int = 0):
    return _with_diagonal(np.ravel(_as_array(v)), k)


@jit
def _expect_equal(lengths):
    for length in lengths:
        if length != lengths[0]:
            raise ValueError("All dimensions of input must be of equal length")


@jit
def fill_diagonal(a, val, wrap: bool = False):
    if a.ndim < 2:
        raise ValueError("array must be at least 2-d")
    elif isinstance(val, tuple):
        fill_diagonal(a, array_of(val, a.dtype), wrap)
    elif a.ndim == 2:
        columns = a.shape[1]
        if wrap:
            a.flat[:: columns + 1] = val
        else:
            a.flat[: columns * columns : columns + 1] = val
    else:
        _expect_equal(a.shape)
        step = 1
        size = 1
        for length in a.shape[:-1]:
            size *= length
            step += size
        a.flat[::step] = val


@jit
def _times(a, count: Known):
    if count == 0:
        return ()
    else:
        return (a,) + _times(a, count - 1)


@jit
def diag_indices(n: int, ndim: Known = 2):
    return _times(np.arange(n), ndim)


@jit
def diag_indices_from(arr):
    if arr.ndim < 2:
        raise ValueError("input array must be at least 2-d")
    else:
        _expect_equal(arr.shape)
        return diag_indices(arr.shape[0], arr.ndim)


@jit
def tril_indices(n: int, k: int = 0, m: int | None = None):
    rows = max(n, 0)
    columns = rows if m is None else max(m, 0)
    count = 0
    for i in range(rows):
        count += _within(i + k + 1, columns)
    first = allocate(np.int64, (count,))
    second = allocate(np.int64, (count,))
    place = 0
    for i in range(rows):
        for j in range(_within(i + k + 1, columns)):
            first[place] = i
            second[place] = j
            place += 1
    return first, second


@jit
def triu_indices(n: int, k: int = 0, m: int | None = None):
    rows = max(n, 0)
    columns = rows if m is None else max(m, 0)
    count = 0
    for i in range(rows):
        count += columns - _within(i + k, columns)
    first = allocate(np.int64, (count,))
    second = allocate(np.int64, (count,))
    place = 0
    for i in range(rows):
        for j in range(_within(i + k, columns), columns):
            first[place] = i
            second[place] = j
            place += 1
    return first, second


@jit
def tril_indices_from(arr, k: int = 0):
    if arr.ndim != 2:
        raise ValueError("input array must be 2-d")
    else:
        return tril_indices(arr.shape[0], k, arr.shape[1])


@jit
def triu_indices_from(arr, k: int = 0):
    if arr.ndim != 2:
        raise ValueError("input array must be 2-d")
    else:
        return triu_indices(arr.shape[0], k, arr.shape[1])
