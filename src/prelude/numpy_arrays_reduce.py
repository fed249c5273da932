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
from pyjit.prelude.operators_masked import fits, masked_reduction, refuse_mask_of_mean, spread
from pyjit.prelude.operators_refused import not_compiled

ABSENT = None


@jit
def reduced(op: Known, a, axis: Known, dtype: Known, out, keepdims: Known, initial, where: Known):
    """A reduction of all elements, or of those that a mask says."""
    if isinstance(where, np.ndarray):
        return masked_reduction(op, a, axis, dtype, out, keepdims, initial, where)
    elif where:
        return reduction(op, a, axis, dtype, out, keepdims, initial)
    else:
        return not_compiled()


@jit
def summed(op: Known, a, axis: Known, dtype: Known, out, keepdims: Known, initial, where: Known):
    """Sums and products, which NumPy takes of small integers in 64 bits."""
    if dtype is None:
        return reduced(op, a, axis, sum_dtype(a), out, keepdims, initial, where)
    else:
        return reduced(op, a, axis, dtype, out, keepdims, initial, where)


@jit
def sum(
    a,
    axis: Known = None,
    dtype: Known = None,
    out=None,
    keepdims: Known = False,
    initial=ABSENT,
    where: Known = True,
):
    return summed("add", a, axis, dtype, out, keepdims, initial, where)


@jit
def prod(
    a,
    axis: Known = None,
    dtype: Known = None,
    out=None,
    keepdims: Known = False,
    initial=ABSENT,
    where: Known = True,
):
    return summed("multiply", a, axis, dtype, out, keepdims, initial, where)


@jit
def _divide(total, n, out):
    """A sum by a number, in double precision, as the type of the sum."""
    if not isinstance(total, np.ndarray):
        return cast(dtype_of(total), total / f64(n))
    elif isinstance(n, np.ndarray):
        total[...] = total / n
        return total
    elif out is None:
        numbers = view_in_c_order(total, (total.size,))
        numbers[...] = numbers / f64(n)
        return total
    else:
        total[...] = total / f64(n)
        return total


@jit
def _counted(a, axis: Known, keepdims: Known, where):
    """How many elements of an array are counted by a mask."""
    if not fits(a, where):
        refuse_mask_of_mean(a, where)
    return summed("add", spread(a, where), axis, np.int64, None, keepdims, None, True)


@jit
def _mean(a, axis: Known, dtype: Known, out, keepdims: Known, where: Known):
    if not isinstance(cast(dtype, 0), np.inexact):
        return not_compiled()
    elif isinstance(where, np.ndarray):
        number = _counted(a, axis, keepdims, where)
        total = reduced("add", a, axis, dtype, out, keepdims, None, where)
        return _divide(total, number, out)
    elif where:
        total = reduction("add", a, axis, dtype, out, keepdims, None)
        return _divide(total, count_along(a, axis), out)
    else:
        return not_compiled()


@jit
def mean(
    a,
    axis: Known = None,
    dtype: Known = None,
    out=None,
    keepdims: Known = False,
    *,
    where: Known = True,
):
    if dtype is not None:
        return _mean(a, axis, dtype, out, keepdims, where)
    elif isinstance(cast(a.dtype, 0), np.inexact):
        return _mean(a, axis, a.dtype, out, keepdims, where)
    else:
        return _mean(a, axis, np.float64, out, keepdims, where)


@jit
def _freedom(a, axis: Known, keepdims: Known, ddof, where: Known):
    """What the sum of squares is divided by."""
    if isinstance(where, np.ndarray):
        return np.maximum(_counted(a, axis, keepdims, where) - ddof, 0)
    else:
        divisor = count_along(a, axis) - ddof
        return divisor if divisor > 0 else 0


@jit
def _var_of_all(a, dtype: Known, ddof):
    """The variance of floats, without an array of the differences."""
    total = np.sum(np.square(a - _mean(a, None, dtype, None, False, True)))
    divisor = a.size - ddof
    return _divide(total, divisor if divisor > 0 else 0, None)


@jit
def _var(a, axis: Known, dtype: Known, out, ddof, keepdims: Known, where: Known):
    if isinstance(where, np.ndarray):
        return _var_of_axes(a, axis, dtype, out, ddof, keepdims, where)
    elif not where:
        return not_compiled()
    elif axis is None and out is None and not keepdims and dtype == a.dtype:
        if isinstance(cast(dtype, 0), np.floating):
            return _var_of_all(a, dtype, ddof)
        else:
            return _var_of_axes(a, axis, dtype, out, ddof, keepdims, where)
    else:
        return _var_of_axes(a, axis, dtype, out, ddof, keepdims, where)


@jit
def _var_of_axes(a, axis: Known, dtype: Known, out, ddof, keepdims: Known, where: Known):
    x = a - _mean(a, axis, dtype, None, True, where)
    divisor = _freedom(a, axis, keepdims, ddof, where)
    if isinstance(cast(x.dtype, 0), np.complexfloating):
        parts = parts_of(x)
        parts *= parts
        squares = parts[..., 0]
        squares += parts[..., 1]
        total = reduced("add", squares, axis, squares.dtype, out, keepdims, None, where)
        return _divide(total, divisor, out)
    else:
        # Whatever its order, it is a block of memory.
        numbers = view_in_c_order(x, (x.size,))
        numbers *= numbers
        total = reduced("add", x, axis, dtype, out, keepdims, None, where)
        return _divide(total, divisor, out)


@jit
def var(
    a,
    axis: Known = None,
    dtype: Known = None,
    out=None,
    ddof=0,
    keepdims: Known = False,
    *,
    where: Known = True,
    correction=ABSENT,
):
    if correction is not None:
        if ddof != 0:
            raise ValueError("ddof and correction can't be provided simultaneously.")
        return var(a, axis, dtype, out, correction, keepdims, where=where)
    elif dtype is not None:
        return _var(a, axis, dtype, out, ddof, keepdims, where)
    elif isinstance(cast(a.dtype, 0), np.inexact):
        return _var(a, axis, a.dtype, out, ddof, keepdims, where)
    else:
        return _var(a, axis, np.float64, out, ddof, keepdims, where)


@jit
def std(
    a,
    axis: Known = None,
    dtype: Known = None,
    out=None,
    ddof=0,
    keepdims: Known = False,
    *,
    where: Known = True,
    correction=ABSENT,
):
    squares = var(a, axis, dtype, out, ddof, keepdims, where=where, correction=correction)
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
def min(
    a,
    axis: Known = None,
    out=None,
    keepdims: Known = False,
    initial=ABSENT,
    where: Known = True,
):
    return reduced("minimum", a, axis, a.dtype, out, keepdims, initial, where)


@jit
def max(
    a,
    axis: Known = None,
    out=None,
    keepdims: Known = False,
    initial=ABSENT,
    where: Known = True,
):
    return reduced("maximum", a, axis, a.dtype, out, keepdims, initial, where)


@jit
def amin(
    a,
    axis: Known = None,
    out=None,
    keepdims: Known = False,
    initial=ABSENT,
    where: Known = True,
):
    return reduced("minimum", a, axis, a.dtype, out, keepdims, initial, where)


@jit
def amax(
    a,
    axis: Known = None,
    out=None,
    keepdims: Known = False,
    initial=ABSENT,
    where: Known = True,
):
    return reduced("maximum", a, axis, a.dtype, out, keepdims, initial, where)


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
def any(a, axis: Known = None, out=None, keepdims: Known = False, *, where: Known = True):
    if isinstance(where, np.ndarray):
        return masked_reduction("logical_or", a, axis, np.bool_, out, keepdims, None, where)
    elif not where:
        return not_compiled()
    elif axis is None and out is None and not keepdims:
        for x in a.ravel():
            if x != 0:
                return np.bool_(True)
        return np.bool_(False)
    else:
        return reduction("logical_or", a, axis, np.bool_, out, keepdims, None)


@jit
def all(a, axis: Known = None, out=None, keepdims: Known = False, *, where: Known = True):
    if isinstance(where, np.ndarray):
        return masked_reduction("logical_and", a, axis, np.bool_, out, keepdims, None, where)
    elif not where:
        return not_compiled()
    elif axis is None and out is None and not keepdims:
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
