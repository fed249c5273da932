"""`numpy`: reductions that leave NaN out (NumPy's ``_nanfunctions_impl.py``)."""

import math

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known, cast, dtype_of
from pyjit.prelude.numpy_arrays_reduce import reduced
from pyjit.prelude.operators_refused import not_compiled

ABSENT = None


@jit
def _without_nan(a, value):
    """A copy of an array with a number in the place of NaN; integers as they are."""
    if isinstance(cast(a.dtype, 0), np.inexact):
        b = np.copy(a)
        b[...] = np.where(b != b, cast(b.dtype, value), b)
        return b
    else:
        return a


@jit
def nansum(
    a,
    axis: Known = None,
    dtype: Known = None,
    out=None,
    keepdims: Known = False,
    initial=ABSENT,
    where: Known = True,
):
    if initial is None:
        return np.sum(_without_nan(a, 0), axis, dtype, out, keepdims, where=where)
    else:
        return np.sum(_without_nan(a, 0), axis, dtype, out, keepdims, initial, where)


@jit
def nanprod(
    a,
    axis: Known = None,
    dtype: Known = None,
    out=None,
    keepdims: Known = False,
    initial=ABSENT,
    where: Known = True,
):
    if initial is None:
        return np.prod(_without_nan(a, 1), axis, dtype, out, keepdims, where=where)
    else:
        return np.prod(_without_nan(a, 1), axis, dtype, out, keepdims, initial, where)


@jit
def nancumsum(a, axis: Known = None, dtype: Known = None, out=None):
    return np.cumsum(_without_nan(a, 0), axis, dtype, out)


@jit
def nancumprod(a, axis: Known = None, dtype: Known = None, out=None):
    return np.cumprod(_without_nan(a, 1), axis, dtype, out)


@jit
def _quotient(total, count):
    """Sums by numbers of elements, in double precision, as the type of the sums."""
    if isinstance(total, np.ndarray):
        total[...] = total / count
        return total
    else:
        return cast(dtype_of(total), total / count)


@jit
def nanmean(
    a,
    axis: Known = None,
    dtype: Known = None,
    out=None,
    keepdims: Known = False,
    *,
    where: Known = True,
):
    if isinstance(cast(a.dtype, 0), np.inexact):
        count = np.sum(a == a, axis, np.int64, None, keepdims, where=where)
        total = np.sum(_without_nan(a, 0), axis, dtype, out, keepdims, where=where)
        return _quotient(total, count)
    else:
        return np.mean(a, axis, dtype, out, keepdims, where=where)


@jit
def nanvar(
    a,
    axis: Known = None,
    dtype: Known = None,
    out=None,
    ddof=0,
    keepdims: Known = False,
    *,
    correction=ABSENT,
):
    if correction is not None:
        if ddof != 0:
            raise ValueError("ddof and correction can't be provided simultaneously.")
        return nanvar(a, axis, dtype, out, correction, keepdims)
    elif isinstance(cast(a.dtype, 0), np.complexfloating):
        return not_compiled()
    elif isinstance(cast(a.dtype, 0), np.inexact):
        x = _without_nan(a, 0)
        number = np.sum(a == a, axis, np.int64, None, True)
        mean = _quotient(np.sum(x, axis, dtype, None, True), number)
        x[...] = np.where(a == a, x - mean, cast(mean.dtype, 0))
        x *= x
        total = np.sum(x, axis, dtype, out, keepdims)
        freedom = np.sum(a == a, axis, np.int64, None, keepdims) - ddof
        return _spread(_quotient(total, freedom), freedom)
    else:
        return np.var(a, axis, dtype, out, ddof, keepdims)


@jit
def _spread(variance, freedom):
    """NaN where there are no degrees of freedom."""
    if isinstance(variance, np.ndarray):
        variance[...] = np.where(freedom <= 0, cast(variance.dtype, math.nan), variance)
        return variance
    else:
        return cast(dtype_of(variance), math.nan) if freedom <= 0 else variance


@jit
def nanstd(
    a,
    axis: Known = None,
    dtype: Known = None,
    out=None,
    ddof=0,
    keepdims: Known = False,
    *,
    correction=ABSENT,
):
    variance = nanvar(a, axis, dtype, out, ddof, keepdims, correction=correction)
    if isinstance(variance, np.ndarray):
        variance[...] = np.sqrt(variance)
        return variance
    else:
        return np.sqrt(variance)


@jit
def nanmin(
    a,
    axis: Known = None,
    out=None,
    keepdims: Known = False,
    initial=ABSENT,
    where: Known = True,
):
    return reduced("fmin", a, axis, a.dtype, out, keepdims, initial, where)


@jit
def nanmax(
    a,
    axis: Known = None,
    out=None,
    keepdims: Known = False,
    initial=ABSENT,
    where: Known = True,
):
    return reduced("fmax", a, axis, a.dtype, out, keepdims, initial, where)


@jit
def _check_slices(a, axis: Known):
    if isinstance(cast(a.dtype, 0), np.inexact) and a.size > 0:
        empty = np.all(a != a, axis, None, True)
        if np.any(empty):
            raise ValueError("All-NaN slice encountered")


@jit
def nanargmin(a, axis: Known = None, out=None, *, keepdims: Known = False):
    _check_slices(a, axis)
    return np.argmin(_without_nan(a, math.inf), axis, out, keepdims=keepdims)


@jit
def nanargmax(a, axis: Known = None, out=None, *, keepdims: Known = False):
    _check_slices(a, axis)
    return np.argmax(_without_nan(a, -math.inf), axis, out, keepdims=keepdims)
