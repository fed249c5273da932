"""`numpy`: medians and quantiles (NumPy's ``_median`` and ``_quantile``)."""

import math

import numpy as np

from pyjit import i64, jit
from pyjit.intrinsics import (
    Known,
    allocate,
    as_tuple,
    at_axes,
    cast,
    dtype_of,
    flat_view,
    is_read_only,
    shape_text,
    view_in_c_order,
    view_of,
    without_axes,
)
from pyjit.prelude.operators_axes import count_along, last_axis
from pyjit.prelude.operators_lines import sort_line
from pyjit.prelude.operators_out import has_shape
from pyjit.prelude.operators_reduce import elsewhere
from pyjit.prelude.operators_refused import not_compiled
from pyjit.prelude.operators_select import has_nan, neighbours

# From so many quantiles of one line on it is sorted.
SEVERAL = 4

# So many elements are always sorted.
SHORT = 256


@jit
def _inexact(a):
    """A zero of the type that means of the elements have."""
    if isinstance(cast(a.dtype, 0), np.inexact):
        return cast(a.dtype, 0)
    else:
        return np.float64(0)


@jit
def _not_a_number(a):
    return cast(dtype_of(_inexact(a)), math.nan)


@jit
def _mean_of_middle(line):
    """The median of a line in C order."""
    if len(line) == 0 or has_nan(line):
        return _not_a_number(line)
    half = len(line) // 2
    if len(line) % 2 == 1:
        middle, _ = neighbours(line, half)
        return cast(dtype_of(_inexact(line)), middle)
    low, high = neighbours(line, half - 1)
    total = cast(dtype_of(_inexact(line)), low) + cast(dtype_of(_inexact(line)), high)
    return cast(dtype_of(total), total / 2)


@jit
def _in_c_order(a):
    """The elements as a line in C order."""
    return np.ascontiguousarray(a.ravel()).ravel()


@jit
def _columns(a, axis: Known):
    """A view with the axes behind the others that are reduced, in their order."""
    lengths = allocate(np.int64, (len(axis),))
    strides = allocate(np.int64, (len(axis),))
    place = 0
    for length, stride, kept in zip(a.shape, a.strides, at_axes(a.shape, axis, -1)):
        if kept < 0:
            lengths[place] = length
            strides[place] = stride
            place += 1
    return view_of(
        a,
        without_axes(a.shape, axis) + as_tuple(lengths, axis),
        without_axes(a.strides, axis) + as_tuple(strides, axis),
    )


@jit
def _merged(a, axis: Known):
    """The same with one axis in the place of these."""
    if a.size == 0:
        # NumPy finds no shape for it.
        elsewhere()
    lengths = without_axes(a.shape, axis)
    return np.reshape(_columns(a, axis), lengths + (count_along(a, axis),))


@jit
def _medians(a, axis: Known):
    """Of each line along an axis."""
    ordered = last_axis(np.sort(a, axis), axis)
    half = a.shape[axis] // 2
    if a.shape[axis] % 2 == 1:
        medians = np.mean(ordered[..., half : half + 1], -1)
    else:
        medians = np.mean(ordered[..., max(half - 1, 0) : half + 1], -1)
    if isinstance(cast(a.dtype, 0), np.inexact) and a.shape[axis] > 0:
        greatest = ordered[..., -1]
        medians[...] = np.where(greatest != greatest, greatest, medians)
    return medians


@jit
def _kept(r, lengths, axis: Known, keepdims: Known):
    """A result with the axes of length 1 that are asked for."""
    if not keepdims:
        return r
    elif isinstance(axis, tuple):
        return r.reshape(at_axes(lengths, axis, 1))
    else:
        return np.expand_dims(r, axis)


@jit
def _put_into(out, r):
    """Puts a result where it is asked for, which has its type and its lengths."""
    if out is None:
        return r
    elif isinstance(r, np.ndarray):
        if r.ndim != out.ndim or r.dtype != out.dtype:
            return not_compiled()
        else:
            if not has_shape(out, r.shape):
                raise ValueError(
                    "operands could not be broadcast together with shapes "
                    f"{shape_text(r.shape)} {shape_text(out.shape)} "
                )
            out[...] = r
            return out
    elif out.ndim != 0 or out.dtype != dtype_of(r):
        return not_compiled()
    else:
        out[...] = r
        return out


@jit
def _check_out(out):
    if out is not None:
        if is_read_only(out):
            raise ValueError("output array is read-only")


@jit
def median(
    a, axis: Known = None, out=None, overwrite_input: Known = False, keepdims: Known = False
):
    # What may be overwritten need not be.
    _check_out(out)
    return _put_into(out, _median(a, axis, keepdims))


@jit
def _median(a, axis: Known, keepdims: Known):
    if isinstance(cast(a.dtype, 0), np.complexfloating):
        return not_compiled()
    elif len(without_axes(a.shape, axis)) == 0:
        middle = _mean_of_middle(_in_c_order(a))
        if keepdims:
            return np.full(at_axes(a.shape, axis, 1), middle)
        return middle
    elif isinstance(axis, tuple):
        return _kept(_medians(_merged(a, axis), -1), a.shape, axis, keepdims)
    else:
        return _kept(_medians(a, axis), a.shape, axis, keepdims)


@jit
def _from(n: int, q, alpha: float, beta: float):
    return n * q + (alpha + q * (1 - alpha - beta)) - 1


@jit
def _bounded(index):
    return i64(0) if index < 0 else i64(index)


@jit
def _place(method: Known, n: int, q):
    """Where a quantile is in a sorted line of so many elements: between two of them, or at one."""
    if method == "linear":
        return (n - 1) * q
    elif method == "lower":
        return i64(np.floor((n - 1) * q))
    elif method == "higher":
        return i64(np.ceil((n - 1) * q))
    elif method == "nearest":
        return i64(np.rint((n - 1) * q))
    elif method == "midpoint":
        return 0.5 * (np.floor((n - 1) * q) + np.ceil((n - 1) * q))
    elif method == "inverted_cdf":
        index = n * q - 1
        before = np.floor(index)
        return _bounded(before if index - before == 0 else before + 1)
    elif method == "closest_observation":
        index = n * q - 1 - 0.5
        before = np.floor(index)
        is_odd = index - before == 0 and before % 2 == 1
        return _bounded(before if is_odd else before + 1)
    elif method == "averaged_inverted_cdf":
        return n * q - 1
    elif method == "interpolated_inverted_cdf":
        return _from(n, q, 0.0, 1.0)
    elif method == "hazen":
        return _from(n, q, 0.5, 0.5)
    elif method == "weibull":
        return _from(n, q, 0.0, 0.0)
    elif method == "median_unbiased":
        return _from(n, q, 1 / 3.0, 1 / 3.0)
    elif method == "normal_unbiased":
        return _from(n, q, 3 / 8.0, 3 / 8.0)
    else:
        return not_compiled()


@jit
def _weight(method: Known, gamma, place):
    """How much the second of two elements counts."""
    if method == "averaged_inverted_cdf":
        return cast(dtype_of(gamma), 0.5 if gamma == 0 else 1.0)
    elif method == "midpoint":
        return cast(dtype_of(gamma), 0.0 if place % 1 == 0 else 0.5)
    else:
        return gamma


@jit
def _interpolated(low, high, t):
    difference = high - low
    if t >= 0.5:
        return _like(low + difference * t, high - difference * (1 - t))
    return low + difference * t


@jit
def _like(of, x):
    return cast(dtype_of(of), x)


@jit
def _neighbours(n: int, place):
    """The places of the two elements that a quantile lies between."""
    if place >= n - 1:
        return n - 1, n - 1, place + 1
    if place < 0:
        return 0, 0, place
    before = np.floor(place)
    return int(before), int(before) + 1, place - before


@jit
def _of_sorted(method: Known, line, q, is_weak: Known):
    """A quantile of a sorted line without NaN."""
    place = _place(method, len(line), q)
    if isinstance(place, (int, np.integer)):
        return line[place]
    else:
        low, high, rest = _neighbours(len(line), place)
        weight = _weight(method, rest, place)
        if is_weak:
            return _interpolated(line[low], line[high], float(weight))
        else:
            return _interpolated(line[low], line[high], weight)


@jit
def _of_line(method: Known, line, q, is_weak: Known):
    """A quantile of a line in C order without NaN."""
    place = _place(method, len(line), q)
    if isinstance(place, (int, np.integer)):
        found, _ = neighbours(line, int(place))
        return found
    else:
        low, high, rest = _neighbours(len(line), place)
        weight = _weight(method, rest, place)
        lower, next = neighbours(line, low)
        higher = lower if low == high else next
        if is_weak:
            return _interpolated(lower, higher, float(weight))
        else:
            return _interpolated(lower, higher, weight)


@jit
def _of_one_line(method: Known, line, q, is_weak: Known):
    if len(line) == 0:
        # NumPy's words are another matter's.
        elsewhere()
    if has_nan(line):
        found = _of_line(method, line[:1], q, is_weak)
        if dtype_of(found) != line.dtype:
            # It is of the type of the line.
            elsewhere()
        return cast(dtype_of(found), math.nan)
    return _of_line(method, line, q, is_weak)


@jit
def _lines(a, axis: Known):
    """A copy with a row for each line along the axes."""
    count = count_along(a, axis)
    if count == 0 or isinstance(axis, tuple) and a.size == 0:
        elsewhere()
    lines = allocate(a.dtype, (a.size // max(count, 1), count))
    lengths = without_axes(a.shape, axis)
    if axis is None:
        flat_view(lines)[:] = a.ravel()
    elif isinstance(axis, tuple):
        columns = _columns(a, axis)
        view_in_c_order(lines, columns.shape)[...] = columns
    else:
        view_in_c_order(lines, lengths + (count,))[...] = last_axis(a, axis)
    return lines


@jit
def _put_quantiles(method: Known, lines, qs, is_weak: Known, found):
    """Puts the quantiles of each row into a column."""
    for row in range(len(lines)):
        line = lines[row]
        is_sorted = len(qs) >= SEVERAL or len(line) < SHORT
        if has_nan(line):
            found[:, row] = cast(found.dtype, math.nan)
        else:
            if is_sorted:
                sort_line(line)
            for i in range(len(qs)):
                if is_sorted:
                    found[i, row] = _of_sorted(method, line, qs[i], is_weak)
                else:
                    found[i, row] = _of_line(method, line, qs[i], is_weak)


@jit
def _example(method: Known, a, q, is_weak: Known):
    """A number of the type of the result."""
    return _of_sorted(method, np.zeros(1, a.dtype), q, is_weak)


@jit
def _quantiles(method: Known, a, qs, axis: Known, is_weak: Known):
    """A row of quantiles for each of several numbers."""
    if len(qs) > 0:
        lines = _lines(a, axis)
        dtype = dtype_of(_example(method, a, qs[0], is_weak))
        found = allocate(dtype, (len(qs), len(lines)))
        _put_quantiles(method, lines, qs, is_weak, found)
        return found
    else:
        count = a.size // max(count_along(a, axis), 1)
        dtype = dtype_of(_example(method, a, cast(qs.dtype, 0), is_weak))
        return allocate(dtype, (0, count))


@jit
def _quantile(a, q, axis: Known, method: Known, keepdims: Known, is_weak: Known):
    if isinstance(cast(a.dtype, 0), np.complexfloating):
        return not_compiled()
    elif isinstance(q, np.ndarray):
        if q.ndim != 1:
            return not_compiled()
        elif isinstance(cast(q.dtype, 0), np.complexfloating):
            return not_compiled()
        elif method != "linear" and not isinstance(cast(q.dtype, 0), np.floating):
            return not_compiled()
        found = _quantiles(method, a, q, axis, False)
        if keepdims:
            return view_in_c_order(found, q.shape + at_axes(a.shape, axis, 1))
        return view_in_c_order(found, q.shape + without_axes(a.shape, axis))
    elif method != "linear" and not isinstance(q, (float, np.floating)):
        return not_compiled()
    elif len(without_axes(a.shape, axis)) == 0:
        one = _of_one_line(method, _in_c_order(a), q, is_weak)
        if keepdims:
            return np.full(at_axes(a.shape, axis, 1), one)
        return one
    else:
        qs = np.full(1, q)
        found = _quantiles(method, a, qs, axis, is_weak)
        if keepdims:
            return view_in_c_order(found, at_axes(a.shape, axis, 1))
        return view_in_c_order(found, without_axes(a.shape, axis))


@jit
def _check_range(q, is_percentile: Known):
    if isinstance(q, np.ndarray):
        for x in q.ravel():
            _check_range(x, is_percentile)
    else:
        if not 0 <= q <= 1:
            if is_percentile:
                raise ValueError("Percentiles must be in the range [0, 100]")
            else:
                raise ValueError("Quantiles must be in the range [0, 1]")


@jit
def quantile(
    a,
    q,
    axis: Known = None,
    out=None,
    overwrite_input: Known = False,
    method: Known = "linear",
    keepdims: Known = False,
):
    if isinstance(q, (tuple, list)):
        return quantile(a, np.array(q), axis, out, False, method, keepdims)
    else:
        _check_range(q, False)
        _check_out(out)
        if isinstance(q, (int, float)) and not isinstance(q, np.generic):
            return _put_into(out, _quantile(a, q, axis, method, keepdims, True))
        else:
            return _put_into(out, _quantile(a, q, axis, method, keepdims, False))


@jit
def percentile(
    a,
    q,
    axis: Known = None,
    out=None,
    overwrite_input: Known = False,
    method: Known = "linear",
    keepdims: Known = False,
):
    if isinstance(q, (tuple, list)):
        return percentile(a, np.array(q), axis, out, False, method, keepdims)
    else:
        part = np.true_divide(q, 100)
        _check_range(part, True)
        _check_out(out)
        if isinstance(q, (int, float)) and not isinstance(q, np.generic):
            return _put_into(out, _quantile(a, part, axis, method, keepdims, True))
        else:
            return _put_into(out, _quantile(a, part, axis, method, keepdims, False))
