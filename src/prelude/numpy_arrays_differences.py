"""`numpy`: differences of neighbours, and what is made of them."""

from math import pi

import numpy as np

from pyjit import jit
from pyjit.intrinsics import (
    Known,
    allocate,
    at_axes,
    cast,
    converted,
    dtype_of,
    joined_dtype,
    view_of,
)
from pyjit.prelude.numpy_arrays_broadcast import _as_array
from pyjit.prelude.numpy_arrays_join import _line
from pyjit.prelude.operators_refused import not_compiled

# What `prepend` and `append` are where they are not given.
ABSENT = None


@jit
def diff(a, n: Known = 1, axis: Known = -1, prepend=ABSENT, append=ABSENT):
    if n == 0:
        return a
    elif n < 0:
        return not_compiled()
    elif not isinstance(a, np.ndarray):
        return diff(_as_array(a), n, axis, prepend, append)
    elif prepend is None and append is None:
        return _differences_of(n, a, axis)
    elif append is None:
        return _differences_of(n, np.concatenate((_end(a, prepend, axis), a), axis), axis)
    elif prepend is None:
        return _differences_of(n, np.concatenate((a, _end(a, append, axis)), axis), axis)
    else:
        ends = (_end(a, prepend, axis), a, _end(a, append, axis))
        return _differences_of(n, np.concatenate(ends, axis), axis)


@jit
def _end(a, value, axis: Known):
    """What is put before an array or behind it; a number is repeated."""
    if isinstance(value, tuple):
        return _as_array(value)
    elif isinstance(value, np.ndarray) and value.ndim > 0:
        return value
    elif isinstance(value, np.ndarray):
        return view_of(value, at_axes(a.shape, axis, 1), at_axes(a.strides, None, 0))
    else:
        one = allocate(dtype_of(value), (1,))
        one[0] = value
        return view_of(one, at_axes(a.shape, axis, 1), at_axes(a.strides, None, 0))


@jit
def _differences_of(n: Known, a, axis: Known):
    if n == 1:
        return _differences(a, axis)
    else:
        return _differences_of(n - 1, _differences(a, axis), axis)


@jit
def _differences(a, axis: Known):
    return _subtracted(_all_but(a, axis, 1), _all_but(a, axis, -1))


@jit
def _all_but(a, axis: Known, end: Known):
    """An array without the first or the last of its elements along an axis: a view, so that the
    order of a result in memory is that of the array."""
    if axis == -1 or axis == a.ndim - 1:
        if a.ndim == 1:
            return a[1:] if end == 1 else a[:-1]
        else:
            return a[..., 1:] if end == 1 else a[..., :-1]
    else:
        last = np.swapaxes(a, axis, -1)
        return np.swapaxes(last[..., 1:] if end == 1 else last[..., :-1], axis, -1)


@jit
def _subtracted(behind, before):
    if behind.dtype == np.bool_:
        return behind != before
    else:
        return behind - before


@jit
def _of_same_kind(values, dtype: Known):
    """Numbers as a line of another type, which they must be castable to."""
    line = _line(values)
    return converted(joined_dtype((line,), dtype), line)


@jit
def ediff1d(ary, to_end=None, to_begin=None):
    line = _line(ary)
    if to_end is None and to_begin is None:
        return line[1:] - line[:-1]
    elif to_end is None:
        return _differences_between(line, _of_same_kind(to_begin, line.dtype), line[:0])
    elif to_begin is None:
        return _differences_between(line, line[:0], _of_same_kind(to_end, line.dtype))
    else:
        begin = _of_same_kind(to_begin, line.dtype)
        return _differences_between(line, begin, _of_same_kind(to_end, line.dtype))


@jit
def _differences_between(line, begin, end):
    count = max(len(line) - 1, 0)
    result = allocate(line.dtype, (len(begin) + count + len(end),))
    result[: len(begin)] = begin
    result[len(begin) : len(begin) + count] = line[1:] - line[:-1]
    result[len(begin) + count :] = end
    return result


@jit
def trapezoid(y, x=None, dx=1.0, axis: Known = -1):
    if not isinstance(y, np.ndarray):
        return trapezoid(_as_array(y), x, dx, axis)
    elif x is None:
        return _area(dx, y, axis)
    else:
        return _area_over(_as_array(x), y, axis)


@jit
def trapz(y, x=None, dx=1.0, axis: Known = -1):
    return trapezoid(y, x, dx, axis)


@jit
def _area_over(x, y, axis: Known):
    if x.ndim == 1:
        d = _differences(x, 0)
        return _area(np.reshape(d, at_axes(at_axes(y.shape, None, 1), axis, len(d))), y, axis)
    else:
        return _area(_differences(x, axis), y, axis)


@jit
def _area(d, y, axis: Known):
    return np.sum(d * (_all_but(y, axis, 1) + _all_but(y, axis, -1)) / 2.0, axis)


@jit
def unwrap(p, discont=None, axis: Known = -1, *, period=2 * pi):
    if not isinstance(p, np.ndarray):
        return unwrap(_as_array(p), discont, axis, period=period)
    else:
        d = _differences(p, axis)
        if isinstance(cast(d.dtype, 0) + period, np.integer):
            rest = period % 2
            return _unwrapped(p, d, discont, axis, period, period // 2, rest == 0)
        else:
            return _unwrapped(p, d, discont, axis, period, period / 2, True)


@jit
def _unwrapped(p, d, discont, axis: Known, period, high, is_ambiguous: bool):
    low = -high
    turned = np.mod(d - low, period) + low
    if is_ambiguous:
        turned[(turned == low) & (d > 0)] = cast(turned.dtype, high)
    correct = turned - d
    if discont is None:
        correct[np.abs(d) < period / 2] = cast(correct.dtype, 0)
    else:
        correct[np.abs(d) < discont] = cast(correct.dtype, 0)
    up = converted(correct.dtype, p)
    _all_but(up, axis, 1)[...] = _all_but(p, axis, 1) + np.cumsum(correct, axis)
    return up
