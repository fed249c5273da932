"""`numpy`: medians and quantiles that leave NaN out (NumPy's ``_nanfunctions_impl.py``)."""

import math

import numpy as np

from pyjit import jit
from pyjit.intrinsics import (
    Known,
    allocate,
    at_axes,
    cast,
    dtype_of,
    is_c_order,
    view_in_c_order,
    without_axes,
)
from pyjit.prelude.numpy_arrays_quantiles import (
    _check_range,
    _example,
    _in_c_order,
    _inexact,
    _lines,
    _mean_of_middle,
    _of_line,
    _quantile,
)
from pyjit.prelude.operators_reduce import elsewhere
from pyjit.prelude.operators_refused import not_compiled


@jit
def _spread_into(out, r):
    """Puts a result where it is asked for, which has its type and as many axes."""
    if out is None:
        return r
    elif isinstance(r, np.ndarray):
        if r.ndim != out.ndim or r.dtype != out.dtype:
            return not_compiled()
        else:
            out[...] = r
            return out
    elif out.ndim != 0 or out.dtype != dtype_of(r):
        return not_compiled()
    else:
        out[...] = r
        return out


@jit
def _without_nan(line):
    """The numbers of a line, in their order."""
    numbers = allocate(line.dtype, (len(line),))
    count = 0
    for x in line:
        numbers[count] = x
        count += 1 if x == x else 0
    return numbers[:count]


@jit
def nanmedian(
    a, axis: Known = None, out=None, overwrite_input: Known = False, keepdims: Known = False
):
    return _spread_into(out, _nanmedian(a, axis, keepdims))


@jit
def _nanmedian(a, axis: Known, keepdims: Known):
    if isinstance(axis, tuple):
        return not_compiled()
    elif isinstance(cast(a.dtype, 0), np.complexfloating):
        return not_compiled()
    elif axis is None or a.ndim == 1:
        middle = _mean_of_middle(_without_nan(_in_c_order(a)))
        if keepdims:
            return np.full(at_axes(a.shape, axis, 1), middle)
        return middle
    elif a.ndim > 2 and not is_c_order(a):
        return not_compiled()
    else:
        lines = _lines(a, axis)
        medians = allocate(dtype_of(_inexact(a)), (len(lines),))
        for row in range(len(lines)):
            medians[row] = _mean_of_middle(_without_nan(lines[row]))
        if keepdims:
            return view_in_c_order(medians, at_axes(a.shape, axis, 1))
        return view_in_c_order(medians, without_axes(a.shape, axis))


@jit
def _nanquantile(a, q, axis: Known, method: Known, keepdims: Known, is_weak: Known):
    if not isinstance(cast(a.dtype, 0), np.inexact):
        return _quantile(a, q, axis, method, keepdims, is_weak)
    elif isinstance(axis, tuple):
        return not_compiled()
    elif isinstance(cast(a.dtype, 0), np.complexfloating):
        return not_compiled()
    elif isinstance(q, np.ndarray):
        if len(without_axes(a.shape, axis)) > 0 or keepdims:
            return not_compiled()
        numbers = _without_nan(_in_c_order(a))
        if len(numbers) == 0:
            elsewhere()
        return _quantile(numbers, q, None, method, False, is_weak)
    elif len(without_axes(a.shape, axis)) == 0 and not keepdims:
        numbers = _without_nan(_in_c_order(a))
        if len(numbers) == 0:
            elsewhere()
        return _quantile(numbers, q, None, method, False, is_weak)
    elif method != "linear" and not isinstance(q, (float, np.floating)):
        return not_compiled()
    else:
        lines = _lines(a, axis)
        found = allocate(dtype_of(_example(method, a, q, is_weak)), (len(lines),))
        for row in range(len(lines)):
            numbers = _without_nan(lines[row])
            if len(numbers) == 0:
                found[row] = cast(found.dtype, math.nan)
            else:
                found[row] = _of_line(method, numbers, q, is_weak)
        if keepdims:
            return view_in_c_order(found, at_axes(a.shape, axis, 1))
        return view_in_c_order(found, without_axes(a.shape, axis))


@jit
def nanquantile(
    a,
    q,
    axis: Known = None,
    out=None,
    overwrite_input: Known = False,
    method: Known = "linear",
    keepdims: Known = False,
):
    if isinstance(q, (tuple, list)):
        return nanquantile(a, np.array(q), axis, out, False, method, keepdims)
    else:
        _check_range(q, False)
        if isinstance(q, (int, float)) and not isinstance(q, np.generic):
            return _spread_into(out, _nanquantile(a, q, axis, method, keepdims, True))
        else:
            return _spread_into(out, _nanquantile(a, q, axis, method, keepdims, False))


@jit
def nanpercentile(
    a,
    q,
    axis: Known = None,
    out=None,
    overwrite_input: Known = False,
    method: Known = "linear",
    keepdims: Known = False,
):
    if isinstance(q, (tuple, list)):
        return nanpercentile(a, np.array(q), axis, out, False, method, keepdims)
    else:
        part = np.true_divide(q, 100)
        _check_range(part, True)
        if isinstance(q, (int, float)) and not isinstance(q, np.generic):
            return _spread_into(out, _nanquantile(a, part, axis, method, keepdims, True))
        else:
            return _spread_into(out, _nanquantile(a, part, axis, method, keepdims, False))
