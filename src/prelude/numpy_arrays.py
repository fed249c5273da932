"""`numpy`: functions that make arrays."""

import math

import numpy as np

from pyjit import f64, i64, jit
from pyjit.intrinsics import (
    Known,
    allocate,
    allocate_zeroed,
    array_of,
    as_tuple,
    cast,
    converted,
    dtype_of,
    filled_like,
    is_c_order,
    laid_out,
)

END_OF_INT = 9223372036854775808.0


@jit
def _lengths(shape):
    """The lengths that a shape means: an integer is one."""
    if isinstance(shape, tuple):
        return shape
    return (shape,)


@jit
def _in_fortran_order(a):
    """An array that was just made, with its elements in the other order."""
    if a.ndim < 2:
        return a
    elif a.ndim == 2:
        return laid_out(a, a.shape, (a.itemsize, a.itemsize * a.shape[0]))
    else:
        strides = allocate("int64", (a.ndim,))
        stride = a.itemsize
        axis = 0
        for length in a.shape:
            strides[axis] = stride
            stride *= length
            axis += 1
        return laid_out(a, a.shape, as_tuple(strides, a.shape))


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
    if isinstance(fill_value, int):
        # Looked at as an assignment does.
        a[...] = fill_value
    else:
        a[...] = cast(a.dtype, fill_value)
    return a


@jit
def copy(a, order: Known = "K"):
    if order == "K":
        return converted(a.dtype, a)
    elif order == "A" and (a.ndim == 1 or is_c_order(a)):
        return copy(a, "C")
    elif order == "A":
        if is_in_c_order(a.T) and not is_in_c_order(a):
            return copy(a, "F")
        return copy(a, "C")
    else:
        b = empty(a.shape, a.dtype, order)
        b[...] = a
        return b


@jit
def empty_like(prototype, /, dtype: Known = None):
    if dtype is None:
        return filled_like(prototype.dtype, prototype, 0)
    else:
        return filled_like(dtype, prototype, 0)


@jit
def zeros_like(a, dtype: Known = None):
    if dtype is None:
        return filled_like(a.dtype, a, 0)
    else:
        return filled_like(dtype, a, 0)


@jit
def ones_like(a, dtype: Known = None):
    if dtype is None:
        return filled_like(a.dtype, a, 1)
    else:
        return filled_like(dtype, a, 1)


@jit
def full_like(a, fill_value, dtype: Known = None):
    if dtype is None:
        return filled_like(a.dtype, a, fill_value)
    else:
        return filled_like(dtype, a, fill_value)


@jit
def is_in_c_order(a):
    """Whether the elements of a strided array lie one behind the other."""
    if a.size == 0:
        return True
    expected = a.itemsize
    for axis in range(a.ndim):
        length, stride = _axis(a, a.ndim - 1 - axis)
        if length != 1 and stride != expected:
            return False
        expected *= length
    return True


@jit
def _axis(a, axis: int):
    length, stride = 1, 0
    number = 0
    for n, s in zip(a.shape, a.strides):
        if number == axis:
            length, stride = n, s
        number += 1
    return length, stride


@jit
def ascontiguousarray(a, dtype: Known = None):
    if dtype is None or dtype == a.dtype:
        if is_c_order(a):
            return a
        else:
            if is_in_c_order(a):
                return a
            return copy(a, "C")
    else:
        b = empty(a.shape, dtype)
        b[...] = a
        return b


@jit
def asfortranarray(a, dtype: Known = None):
    if dtype is None or dtype == a.dtype:
        if a.ndim == 1:
            return ascontiguousarray(a)
        else:
            if is_in_c_order(a.T):
                return a
            return copy(a, "F")
    else:
        b = empty(a.shape, dtype, "F")
        b[...] = a
        return b


@jit
def asarray(a, dtype: Known = None):
    if isinstance(a, tuple):
        return _of_rows(a, dtype)
    elif not isinstance(a, np.ndarray):
        return _of_number(a, dtype)
    elif dtype is None or dtype == a.dtype:
        return a
    else:
        return converted(dtype, a)


@jit
def _of_number(x, dtype: Known):
    """An array without dimensions. A number of Python's must fit it, one of NumPy's is cast."""
    if dtype is None:
        a = allocate(dtype_of(x), ())
    else:
        a = allocate(dtype, ())
    if isinstance(x, np.generic):
        a[()] = cast(a.dtype, x)
    else:
        a[()] = x
    return a


@jit
def _of_rows(rows, dtype: Known):
    if dtype is None:
        return array_of(rows)
    else:
        return array_of(rows, dtype)


@jit
def array(object, dtype: Known = None, *, order: Known = "K"):
    if order != "K":
        return copy(array(object, dtype), order)
    elif isinstance(object, tuple):
        return _of_rows(object, dtype)
    elif not isinstance(object, np.ndarray):
        return _of_number(object, dtype)
    elif dtype is None:
        return converted(object.dtype, object)
    else:
        return converted(dtype, object)


@jit
def eye(N, M=None, k: int = 0, dtype: Known = None):
    if M is None:
        m = N
    else:
        m = M
    a = zeros((N, m), dtype)
    for i in range(N):
        if 0 <= i + k < m:
            a[i, i + k] = cast(a.dtype, 1)
    return a


@jit
def identity(n, dtype: Known = None):
    return eye(n, dtype=dtype)


@jit
def _inexact_sum(start, stop):
    """A number of the type that NumPy computes in between two others."""
    if isinstance(start, (int, np.integer, np.bool_)) and isinstance(
        stop, (int, np.integer, np.bool_)
    ):
        return f64(0)
    else:
        return start + stop


@jit
def _evenly_spaced(first, last, num, endpoint):
    """So many numbers, and their distance (``numpy.linspace``, whose operations these are)."""
    a = allocate(dtype_of(first), (num,))
    div = num - 1 if endpoint else num
    delta = last - first
    parts = cast(dtype_of(first), div)
    step = delta / parts if div > 0 else cast(dtype_of(first), math.nan)
    for i in range(num):
        place = cast(dtype_of(first), i)
        if div <= 0:
            a[i] = place * delta + first
        elif step == 0:  # where the distance is too small for a number of its own
            a[i] = place / parts * delta + first
        else:
            a[i] = place * step + first
    if endpoint and num > 1:
        a[num - 1] = last
    return a, step


@jit
def linspace(
    start,
    stop,
    num: int = 50,
    endpoint: bool = True,
    retstep: Known = False,
    dtype: Known = None,
):
    if num < 0:
        raise ValueError(f"Number of samples, {num}, must be non-negative.")
    computed = dtype_of(_inexact_sum(start, stop))
    a, step = _evenly_spaced(cast(computed, start), cast(computed, stop), num, endpoint)
    if retstep:
        return _spaced_as(dtype, a), step
    else:
        return _spaced_as(dtype, a)


@jit
def _spaced_as(dtype: Known, a):
    """Numbers with equal distances as an array of what was asked for."""
    if dtype is None:
        return a
    elif isinstance(cast(dtype, 0), np.integer):
        return converted(dtype, np.floor(a))
    else:
        return converted(dtype, a)


@jit
def _steps(start, stop, step):
    """How many numbers there are between two others (``_calc_length``)."""
    span = stop - start
    count = span / step
    if count == 0 and span != 0:  # the quotient is below the smallest number
        return 0 if math.copysign(1.0, count) < 0 else 1
    if count != count:
        raise ValueError("arange: cannot compute length")
    if not -END_OF_INT <= count < END_OF_INT:
        raise ValueError("Maximum allowed size exceeded")
    whole = math.ceil(count)
    return whole if whole > 0 else 0


@jit
def _range_of(dtype, start, step, n):
    """The second number is rounded on its own; it and the first give the distance."""
    a = allocate(dtype, (n,))
    first = cast(dtype, start)
    second = cast(dtype, start + step)
    if n > 0:
        a[0] = first
    if n > 1:
        a[1] = second
    delta = second - first
    for i in range(2, n):
        a[i] = first + cast(dtype, i) * delta
    return a


@jit
def arange(start_or_stop, /, stop=None, step=1, *, dtype: Known = None):
    if stop is None:
        return _numbers_between(0, start_or_stop, step, dtype)
    else:
        return _numbers_between(start_or_stop, stop, step, dtype)


@jit
def _numbers_between(start, stop, step, dtype: Known):
    n = _steps(start, stop, step)
    if dtype is None:
        # At least as wide as an index.
        return _range_of(dtype_of(i64(0) + start + stop + step), start, step, n)
    else:
        return _range_of(dtype, start, step, n)
