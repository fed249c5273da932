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
    view_of,
)
from pyjit.prelude.numpy_arrays_rows import _of_arrays
from pyjit.prelude.operators_refused import not_compiled, refuse_copy

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
    if isinstance(fill_value, np.ndarray):
        a[...] = fill_value
    elif isinstance(fill_value, int):
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
def _like(a, value, dtype: Known, order: Known, shape):
    """An array of one value that is like another one but for what is asked for."""
    if shape is not None:
        lengths = _lengths(shape)
        if order == "C" or order == "F":
            return full(lengths, value, dtype, order)
        elif order == "A":
            if _is_by_columns(a):
                return full(lengths, value, dtype, "F")
            return full(lengths, value, dtype, "C")
        elif order != "K":
            return not_compiled()
        elif len(lengths) != a.ndim or a.ndim < 2 or is_c_order(a):
            return full(lengths, value, dtype, "C")
        else:
            if is_in_c_order(a):
                return full(lengths, value, dtype, "C")
            if is_in_c_order(a.T):
                return full(lengths, value, dtype, "F")
            # Only its lengths and strides are looked at.
            return filled_like(dtype, view_of(a, lengths, a.strides), value)
    elif order == "K" or order == "A" and (a.ndim < 2 or is_c_order(a)):
        return filled_like(dtype, a, value)
    elif order == "A":
        if _is_by_columns(a):
            return full(a.shape, value, dtype, "F")
        return full(a.shape, value, dtype, "C")
    else:
        return full(a.shape, value, dtype, order)


@jit
def _is_by_columns(a):
    """Whether an array is in Fortran order, and not in C order."""
    return is_in_c_order(a.T) and not is_in_c_order(a)


@jit
def empty_like(
    prototype, /, dtype: Known = None, order: Known = "K", subok: Known = True, shape=None
):
    if dtype is None:
        return _like(prototype, 0, prototype.dtype, order, shape)
    else:
        return _like(prototype, 0, dtype, order, shape)


@jit
def zeros_like(a, dtype: Known = None, order: Known = "K", subok: Known = True, shape=None):
    if dtype is None:
        return _like(a, 0, a.dtype, order, shape)
    else:
        return _like(a, 0, dtype, order, shape)


@jit
def ones_like(a, dtype: Known = None, order: Known = "K", subok: Known = True, shape=None):
    if dtype is None:
        return _like(a, 1, a.dtype, order, shape)
    else:
        return _like(a, 1, dtype, order, shape)


@jit
def full_like(
    a, fill_value, dtype: Known = None, order: Known = "K", subok: Known = True, shape=None
):
    if dtype is None:
        return _like(a, fill_value, a.dtype, order, shape)
    else:
        return _like(a, fill_value, dtype, order, shape)


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
def asarray(a, dtype: Known = None, order: Known = "K", *, copy: Known = None):
    if copy is not None or order != "K" and isinstance(a, np.ndarray):
        return array(a, dtype, copy=copy, order=order)
    elif isinstance(a, tuple):
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
    if len(rows) == 0:
        return _of_numbers(rows, dtype)
    elif isinstance(rows[0], np.ndarray):
        return _of_arrays(rows, dtype)
    else:
        return _of_numbers(rows, dtype)


@jit
def _of_numbers(rows, dtype: Known):
    if dtype is None:
        return array_of(rows)
    else:
        return array_of(rows, dtype)


@jit
def asanyarray(a, dtype: Known = None, order: Known = "K", *, copy: Known = None):
    return asarray(a, dtype, order, copy=copy)


@jit
def array(
    object,
    dtype: Known = None,
    *,
    copy: Known = True,
    order: Known = "K",
    ndmin: Known = 0,
):
    if isinstance(copy, str):
        # NumPy raises for every one.
        return not_compiled()
    elif isinstance(object, np.ndarray):
        return _with_axes(_array_of(object, dtype, copy, order), ndmin)
    elif copy is not None and not copy:
        # NumPy cannot make an array of numbers without a copy.
        refuse_copy()
        return array(object, dtype, order=order, ndmin=ndmin)
    elif isinstance(object, tuple):
        return _with_axes(_in_order(_of_rows(object, dtype), order), ndmin)
    else:
        return _with_axes(_of_number(object, dtype), ndmin)


@jit
def _with_axes(a, ndmin: Known):
    """Axes of length one in front, so that there are as many as are asked for."""
    if a.ndim >= ndmin:
        return a
    else:
        return _with_axes(a[None], ndmin)


@jit
def _in_order(a, order: Known):
    if order == "F":
        return _copied(a, "F")
    elif order == "C" or order == "A" or order == "K":
        return a
    else:
        return not_compiled()


@jit
def _copied(a, order: Known):
    """A copy in an order, which an array without dimensions does not have."""
    if a.ndim == 0:
        return converted(a.dtype, a)
    else:
        return copy(a, order)


@jit
def _array_of(a, dtype: Known, copy: Known, order: Known):
    """What `np.array` makes of an array."""
    if dtype is not None and dtype != a.dtype:
        if copy is not None and not copy:
            refuse_copy()
            return converted(dtype, a)
        elif order == "K" or order == "A":
            return converted(dtype, a)
        else:
            return _put_in(a, dtype, order)
    elif copy is None or not copy:
        if order == "C":
            if not is_c_order(a) and not is_in_c_order(a):
                if copy is not None:
                    refuse_copy()
                return _copied(a, "C")
            return a
        elif order == "F" and a.ndim > 1:
            if not is_in_c_order(a.T):
                if copy is not None:
                    refuse_copy()
                return _copied(a, "F")
            return a
        elif order == "K" or order == "A" or a.ndim == 0:
            return a
        else:
            if not is_in_c_order(a):
                if copy is not None:
                    refuse_copy()
                return _copied(a, "C")
            return a
    else:
        return _copied(a, order)


@jit
def _cast_in_order(a, dtype: Known, order: Known):
    """A copy as `astype` makes it."""
    if order == "K" or order == "A" and (a.ndim < 2 or is_c_order(a)):
        return converted(dtype, a)
    elif order == "A":
        if _is_by_columns(a):
            return _put_in(a, dtype, "F")
        return _put_in(a, dtype, "C")
    else:
        return _put_in(a, dtype, order)


@jit
def _put_in(a, dtype: Known, order: Known):
    b = empty(a.shape, dtype, order)
    b[...] = converted(dtype, a)
    return b


@jit
def eye(N, M=None, k: int = 0, dtype: Known = None, order: Known = "C"):
    if M is None:
        m = N
    else:
        m = M
    a = zeros((N, m), dtype, order)
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
    axis: Known = 0,
):
    if axis != 0 and axis != -1:
        return not_compiled()
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
def _range_of(dtype: Known, start, step, n):
    """The second number is rounded on its own; it and the first give the distance."""
    a = allocate(dtype, (n,))
    first = cast(dtype, start)
    second = cast(dtype, start + step)
    if isinstance(start, int) and isinstance(start + step, int):
        # Looked at as an assignment does.
        if n > 0:
            a[0] = start
        if n > 1:
            a[1] = start + step
    else:
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
