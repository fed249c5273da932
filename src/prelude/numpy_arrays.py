"""`numpy`: functions that make arrays."""

from pyjit import jit
from pyjit.intrinsics import (
    Known,
    allocate,
    allocate_zeroed,
    cast,
    dtype_of,
    laid_out,
)


@jit
def _lengths(shape):
    """The lengths that a shape means: an integer is one."""
    if isinstance(shape, tuple):
        return shape
    return (shape,)


@jit
def _in_fortran_order(a):
    """An array that was just made, with its elements in the other order."""
    n = a.shape
    s = a.itemsize
    if a.ndim == 1:
        return a
    elif a.ndim == 2:
        return laid_out(a, n, (s, s * n[0]))
    elif a.ndim == 3:
        return laid_out(a, n, (s, s * n[0], s * n[0] * n[1]))
    else:
        return laid_out(a, n, (s, s * n[0], s * n[0] * n[1], s * n[0] * n[1] * n[2]))


@jit
def _ordered(a, order: Known):
    if order == "C":
        return a
    elif order == "F":
        return _in_fortran_order(a)
    else:
        raise ValueError("only 'C' or 'F' order is permitted")


@jit
def empty(shape, dtype: Known = None, order: Known = "C"):
    lengths = _lengths(shape)
    if dtype is None:
        a = allocate(float, lengths)
    else:
        a = allocate(dtype, lengths)
    return _ordered(a, order)


@jit
def zeros(shape, dtype: Known = None, order: Known = "C"):
    lengths = _lengths(shape)
    if dtype is None:
        a = allocate_zeroed(float, lengths)
    else:
        a = allocate_zeroed(dtype, lengths)
    return _ordered(a, order)


@jit
def ones(shape, dtype: Known = None, order: Known = "C"):
    a = empty(shape, dtype, order)
    a[...] = cast(a.dtype, 1)
    return a


@jit
def full(shape, fill_value, dtype: Known = None, order: Known = "C"):
    if dtype is None:
        a = empty(shape, dtype_of(fill_value), order)
    else:
        a = empty(shape, dtype, order)
    a[...] = cast(a.dtype, fill_value)
    return a
