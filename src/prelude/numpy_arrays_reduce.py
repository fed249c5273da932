"""`numpy`: what reduces arrays to numbers, or along axes (NumPy's ``fromnumeric.py`` and
``_methods.py``)."""

import numpy as np

from pyjit import f64, i64, jit
from pyjit.intrinsics import (
    Known,
    cast,
    converted,
    dtype_of,
    is_boolean,
    parts_of,
    sum_dtype,
    view_in_c_order,
)
from pyjit.prelude.operators_accumulate import reduction
from pyjit.prelude.operators_axes import count_along
from pyjit.prelude.operators_refused import not_compiled

ABSENT = None


@jit
def _summed(op: Known, a, axis: Known, dtype: Known, out, keepdims: Known, initial):
    if dtype is None:
        return reduction(op, a, axis, sum_dtype(a), out, keepdims, initial)
    else:
        return reduction(op, a, axis, dtype, out, keepdims, initial)


@jit
def sum(
    a, axis: Known = None, dtype: Known = None, out=None, keepdims: Known = False, initial=ABSENT
):
    return _summed("add", a, axis, dtype, out, keepdims, initial)


@jit
def prod(
    a, axis: Known = None, dtype: Known = None, out=None, keepdims: Known = False, initial=ABSENT
):
    return _summed("multiply", a, axis, dtype, out, keepdims, initial)


@jit
def _divide(total, n, out):
    """A sum by a number, in double precision, as the type of the sum."""
    if not isinstance(total, np.ndarray):
        return cast(dtype_of(total), total / f64(n))
    elif out is None:
        numbers = view_in_c_order(total, (total.size,))
        numbers[...] = numbers / f64(n)
        return total
    else:
        total[...] = total / f64(n)
        return total


@jit
def _mean(a, axis: Known, dtype: Known, out, keepdims: Known):
    if isinstance(cast(dtype, 0), np.inexact):
        total = reduction("add", a, axis, dtype, out, keepdims, None)
        return _divide(total, count_along(a, axis), out)
    else:
        return not_compiled()


@jit
def mean(a, axis: Known = None, dtype: Known = None, out=None, keepdims: Known = False):
    if dtype is not None:
        return _mean(a, axis, dtype, out, keepdims)
    elif isinstance(cast(a.dtype, 0), np.inexact):
        return _mean(a, axis, a.dtype, out, keepdims)
    else:
        return _mean(a, axis, np.float64, out, keepdims)


@jit
def _var_of_all(a, dtype: Known, ddof):
    """The variance of floats, without an array of the differences."""
    total = np.sum(np.square(a - _mean(a, None, dtype, None, False)))
    divisor = a.size - ddof
    return _divide(total, divisor if divisor > 0 else 0, None)


@jit
def _var(a, axis: Known, dtype: Known, out, ddof, keepdims: Known):
    if axis is None and out is None and not keepdims and dtype == a.dtype:
        if isinstance(cast(dtype, 0), np.floating):
            return _var_of_all(a, dtype, ddof)
        else:
            return _var_of_axes(a, axis, dtype, out, ddof, keepdims)
    else:
        return _var_of_axes(a, axis, dtype, out, ddof, keepdims)


@jit
def _var_of_axes(a, axis: Known, dtype: Known, out, ddof, keepdims: Known):
    x = a - _mean(a, axis, dtype, None, True)
    divisor = count_along(a, axis) - ddof
    if isinstance(cast(x.dtype, 0), np.complexfloating):
        parts = parts_of(x)
        parts *= parts
        squares = parts[..., 0]
        squares += parts[..., 1]
        total = reduction("add", squares, axis, squares.dtype, out, keepdims, None)
        return _divide(total, divisor if divisor > 0 else 0, out)
    else:
        # Whatever its order, it is a block of memory.
        numbers = view_in_c_order(x, (x.size,))
        numbers *= numbers
        total = reduction("add", x, axis, dtype, out, keepdims, None)
        return _divide(total, divisor if divisor > 0 else 0, out)


@jit
def var(a, axis: Known = None, dtype: Known = None, out=None, ddof=0, keepdims: Known = False):
    if dtype is not None:
        return _var(a, axis, dtype, out, ddof, keepdims)
    elif isinstance(cast(a.dtype, 0), np.inexact):
        return _var(a, axis, a.dtype, out, ddof, keepdims)
    else:
        return _var(a, axis, np.float64, out, ddof, keepdims)


@jit
def std(a, axis: Known = None, dtype: Known = None, out=None, ddof=0, keepdims: Known = False):
    squares = var(a, axis, dtype, out, ddof, keepdims)
    if not isinstance(squares, np.ndarray):
        return np.sqrt(squares)
    elif out is None:
        numbers = view_in_c_order(squares, (squares.size,))
        numbers[...] = np.sqrt(numbers)
        return squares
    else:
        squares[...] = np.sqrt(squares)
        return squares


@jit
def min(a, axis: Known = None, out=None, keepdims: Known = False, initial=ABSENT):
    return reduction("minimum", a, axis, a.dtype, out, keepdims, initial)


@jit
def max(a, axis: Known = None, out=None, keepdims: Known = False, initial=ABSENT):
    return reduction("maximum", a, axis, a.dtype, out, keepdims, initial)


@jit
def amin(a, axis: Known = None, out=None, keepdims: Known = False, initial=ABSENT):
    return reduction("minimum", a, axis, a.dtype, out, keepdims, initial)


@jit
def amax(a, axis: Known = None, out=None, keepdims: Known = False, initial=ABSENT):
    return reduction("maximum", a, axis, a.dtype, out, keepdims, initial)


@jit
def ptp(a, axis: Known = None, out=None, keepdims: Known = False):
    if out is None:
        return max(a, axis, None, keepdims) - min(a, axis, None, keepdims)
    else:
        least = min(a, axis, None, keepdims)
        greatest = max(a, axis, out, keepdims)
        greatest -= least
        return greatest


@jit
def any(a, axis: Known = None, out=None, keepdims: Known = False):
    if axis is None and out is None and not keepdims:
        for x in a.ravel():
            if x != 0:
                return np.bool_(True)
        return np.bool_(False)
    else:
        return reduction("logical_or", a, axis, np.bool_, out, keepdims, None)


@jit
def all(a, axis: Known = None, out=None, keepdims: Known = False):
    if axis is None and out is None and not keepdims:
        for x in a.ravel():
            if x == 0:
                return np.bool_(False)
        return np.bool_(True)
    else:
        return reduction("logical_and", a, axis, np.bool_, out, keepdims, None)


@jit
def count_nonzero(a, axis: Known = None, *, keepdims: Known = False):
    if axis is None and not keepdims:
        count = 0
        for x in a.ravel():
            if x != 0:
                count += 1
        return i64(count)
    elif is_boolean(a):
        return reduction("add", a, axis, np.int64, None, keepdims, None)
    else:
        truths = converted(np.bool_, a)
        return reduction("add", truths, axis, np.int64, None, keepdims, None)
