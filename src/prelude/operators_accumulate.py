"""Reductions of arrays along any of their axes, in NumPy's order, which decides the last bits.

``PyUFunc_ReduceWrapper`` of NumPy's ``reduction.c`` takes the elements in the order of its iterator
(`operators_axes.py`). Where the fastest axis is reduced, sums of floats are pairwise along it
(``pairwise_sum`` of ``loops_utils.h.src``); where it is kept, each element of the result is a sum
from the first to the last one. Elements that are converted, or lie neither in one line nor in one
result each, go through a buffer first, and are summed pairwise as many at a time as it holds
(``npyiter_find_buffering_setup`` of NumPy 2.3).
"""

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
    is_c_order,
    view_in_c_order,
    view_of,
    without_axes,
)
from pyjit.prelude.operators_axes import (
    coalesced,
    in_c_order,
    in_order,
    is_one_line,
    ordered_strides,
    sorted_axes,
)
from pyjit.prelude.operators_out import check_writable, has_shape
from pyjit.prelude.operators_refused import not_compiled

# So many elements a buffer of NumPy's iterator takes.
BUFFER = 8192

# So many floats are looked through several times, since they are still at hand.
AT_ONCE = 1024

# The columns of a table of axes.
LENGTH = 0
STEP = 1
GIVEN = 2


@jit(boundscheck=False)
def _pairwise_of_complex(a):
    """The same of complex numbers: half as many accumulators, each of two parts."""
    n = len(a)
    if n < 4:
        total = cast(a.dtype, complex(-0.0, -0.0))
        for i in range(n):
            total += a[i]
        return total
    if n <= 64:
        r0 = a[0]
        r1 = a[1]
        r2 = a[2]
        r3 = a[3]
        end = n - n % 4
        for i in range(4, end, 4):
            r0 += a[i]
            r1 += a[i + 1]
            r2 += a[i + 2]
            r3 += a[i + 3]
        total = (r0 + r1) + (r2 + r3)
        for i in range(end, n):
            total += a[i]
        return total
    half = n // 2
    half -= half % 4
    return _pairwise_of_complex(a[:half]) + _pairwise_of_complex(a[half:])


@jit(boundscheck=False)
def pairwise(a):
    """The sum of an array of one dimension."""
    if isinstance(a.dtype.type(0), np.complexfloating):
        return _pairwise_of_complex(a)
    else:
        return _pairwise_of_floats(a)


@jit(boundscheck=False)
def _pairwise_of_floats(a):
    n = len(a)
    if n < 8:
        total = cast(a.dtype, -0.0)
        for i in range(n):
            total += a[i]
        return total
    if n <= 128:
        r0 = a[0]
        r1 = a[1]
        r2 = a[2]
        r3 = a[3]
        r4 = a[4]
        r5 = a[5]
        r6 = a[6]
        r7 = a[7]
        end = n - n % 8
        for i in range(8, end, 8):
            r0 += a[i]
            r1 += a[i + 1]
            r2 += a[i + 2]
            r3 += a[i + 3]
            r4 += a[i + 4]
            r5 += a[i + 5]
            r6 += a[i + 6]
            r7 += a[i + 7]
        total = ((r0 + r1) + (r2 + r3)) + ((r4 + r5) + (r6 + r7))
        for i in range(end, n):
            total += a[i]
        return total
    half = n // 2
    half -= half % 8
    return _pairwise_of_floats(a[:half]) + _pairwise_of_floats(a[half:])


@jit
def _extreme_of_complex(op: Known, x, y):
    if op == "minimum":
        return np.minimum(x, y)
    elif op == "maximum":
        return np.maximum(x, y)
    elif op == "fmin":
        return np.fmin(x, y)
    else:
        return np.fmax(x, y)


@jit
def both(op: Known, x, y):
    """What the reduction makes of what it has and of one more element, of one type."""
    if op == "add":
        return x + y
    elif op == "last":
        return y
    elif op == "multiply":
        return x * y
    elif op == "logical_or":
        return x | y
    elif op == "logical_and" or op == "bitwise_and":
        return x & y
    elif op == "bitwise_or":
        return x | y
    elif op == "bitwise_xor" or op == "logical_xor":
        return x ^ y
    elif isinstance(x, np.complexfloating):
        return _extreme_of_complex(op, x, y)
    elif op == "minimum":
        return y if y < x or y != y else x
    elif op == "fmin":
        return y if y < x or x != x else x
    elif op == "fmax":
        return y if y > x or x != x else x
    else:
        return y if y > x or y != y else x


@jit(boundscheck=False)
def of_line(op: Known, start, a):
    """The reduction of an array of one dimension, beginning with a number of the type of the
    result."""
    total = start
    if op == "add" and isinstance(start, np.inexact):
        if a.dtype == dtype_of(start):
            return total + pairwise(a)
        buffer = allocate(dtype_of(start), (min(BUFFER, len(a)),))
        for first in range(0, len(a), BUFFER):
            count = min(BUFFER, len(a) - first)
            for i in range(count):
                buffer[i] = cast(dtype_of(start), a[first + i])
            total += pairwise(buffer[:count])
        return total
    elif (op == "minimum" or op == "maximum") and isinstance(start, np.floating):
        if is_c_order(a):
            for first in range(0, len(a), AT_ONCE):
                part = a[first : min(first + AT_ONCE, len(a))]
                total = both(op, total, cast(dtype_of(start), _extreme(op, part)))
            return total
        elif len(a) < 16:
            return _in_sequence(op, start, a)
        else:
            b = allocate(a.dtype, (len(a),))
            for i in range(len(a)):
                b[i] = a[i]
            return of_line(op, start, b)
    else:
        return _in_sequence(op, start, a)


@jit(boundscheck=False)
def _in_sequence(op: Known, start, a):
    """The same from the first element to the last."""
    total = start
    for i in range(len(a)):
        total = both(op, total, cast(dtype_of(start), a[i]))
    return total


@jit
def _better(op: Known, x, y):
    if op == "minimum":
        return y if y < x else x
    else:
        return y if y > x else x


@jit(boundscheck=False)
def _extreme(op: Known, a):
    """The least or greatest of at least one float, in lanes that become vector code; which one of
    several zeros it is, NumPy leaves open, too."""
    n = len(a)
    has_nan = np.bool_(False)
    for i in range(n):
        has_nan |= a[i] != a[i]
    if n < 8 or has_nan:
        return _in_sequence(op, a[0], a)
    r0 = a[0]
    r1 = a[1]
    r2 = a[2]
    r3 = a[3]
    r4 = a[4]
    r5 = a[5]
    r6 = a[6]
    r7 = a[7]
    end = n - n % 8
    for i in range(8, end, 8):
        r0 = _better(op, r0, a[i])
        r1 = _better(op, r1, a[i + 1])
        r2 = _better(op, r2, a[i + 2])
        r3 = _better(op, r3, a[i + 3])
        r4 = _better(op, r4, a[i + 4])
        r5 = _better(op, r5, a[i + 5])
        r6 = _better(op, r6, a[i + 6])
        r7 = _better(op, r7, a[i + 7])
    left = _better(op, _better(op, r0, r1), _better(op, r2, r3))
    right = _better(op, _better(op, r4, r5), _better(op, r6, r7))
    total = _better(op, left, right)
    for i in range(end, n):
        total = _better(op, total, a[i])
    return total


@jit(boundscheck=False)
def _one_by_one(op: Known, a, r):
    """Takes each element into the one of the result in the same place."""
    for i in range(len(a)):
        r[i] = both(op, r[i], cast(r.dtype, a[i]))


@jit(boundscheck=False)
def put_each(op: Known, a, r):
    """Reduces element by element into a result that has the steps of the array, 0 along the axes
    that are reduced."""
    if a.ndim == 1:
        if r.strides[0] == 0 and len(a) > 0:
            if op == "add" and isinstance(cast(r.dtype, 0), np.inexact):
                r[0] = _in_sequence(op, r[0], a)
            elif a.strides[0] == a.itemsize:
                r[0] = of_line(op, r[0], view_in_c_order(a, a.shape))
            else:
                r[0] = of_line(op, r[0], a)
        elif a.strides[0] == a.itemsize and r.strides[0] == r.itemsize:
            _one_by_one(op, view_in_c_order(a, a.shape), view_in_c_order(r, a.shape))
        else:
            _one_by_one(op, a, r)
    else:
        for i in range(a.shape[0]):
            put_each(op, a[i], r[i])


@jit(boundscheck=False)
def blocks(axes):
    """Of a table of axes of which the first one is reduced: how many of the next ones are summed
    pairwise together with it, how many elements these have, and how many of these NumPy's buffer
    takes at a time."""
    level = 0
    core = i64(1)
    size = axes[0, LENGTH]
    while (
        level + 1 < len(axes)
        and axes[level + 1, LENGTH] != 1
        and axes[level + 1, GIVEN] == 0
        and size < BUFFER
    ):
        level += 1
        core = size
        size *= axes[level, LENGTH]
    return level, int(size), int(core * (BUFFER // core))


@jit
def _in_lines(a, axes, dtype: Known, size: int):
    """The elements in the order of a table of axes, as lines of so many."""
    lines = (a.size // size, size)
    if a.dtype == dtype and is_one_line(axes, a.itemsize):
        return view_in_c_order(a, lines)
    else:
        b = allocate(dtype, a.shape)
        put_each("last", in_order(a, axes, STEP), in_c_order(b, axes))
        return view_in_c_order(b, lines)


@jit(boundscheck=False)
def _pairwise_sums(lines, block: int):
    """The sums of each line, so many elements at a time, one behind the other."""
    n, size = lines.shape
    count = (size + block - 1) // block
    sums = np.empty(n * count, lines.dtype)
    for i in range(n):
        for k in range(count):
            first = k * block
            sums[i * count + k] = pairwise(lines[i][first : min(first + block, size)])
    return sums


@jit
def _sum_into(a, r, axes):
    """Sums floats along axes of which the fastest one is reduced."""
    level, size, block = blocks(axes)
    if a.dtype == r.dtype and level == 0:
        block = size
    sums = _pairwise_sums(_in_lines(a, axes, r.dtype, size), block)
    for row in range(level):
        axes[row, LENGTH] = 1
    axes[level, LENGTH] = (size + block - 1) // block
    put_each("add", in_c_order(view_of(sums, a.shape, a.strides), axes), in_order(r, axes, GIVEN))


@jit
def _into(op: Known, a, r, steps, given):
    """Reduces an array of any layout into a result that has the same dimensions, along the axes of
    which it has the `steps`; those of the array that it is written to afterwards are `given`."""
    if isinstance(cast(r.dtype, 0), np.inexact) and (op == "add" or op == "multiply"):
        axes = sorted_axes(a, given)
        coalesced(axes, steps)
        if op == "add" and axes[0, GIVEN] == 0:
            _sum_into(a, r, axes)
        else:
            put_each(op, in_order(a, axes, STEP), in_order(r, axes, GIVEN))
    elif a.ndim == 2 and abs(a.strides[0]) < abs(a.strides[1]):
        # The same in any order, and this one takes less time.
        put_each(op, a.T, view_of(r, a.shape, steps).T)
    else:
        put_each(op, a, view_of(r, a.shape, steps))


@jit(boundscheck=False)
def _middle(op: Known, a, r):
    """Reduces an array in C order along the second of its three axes into a matrix."""
    for i in range(a.shape[0]):
        if a.shape[2] == 1:
            r[i, 0] = of_line(op, r[i, 0], flat_view(a[i]))
        else:
            for k in range(a.shape[1]):
                for j in range(a.shape[2]):
                    r[i, j] = both(op, r[i, j], cast(r.dtype, a[i, k, j]))


@jit
def _check_lengths(op: Known, a, axis: Known):
    for length, kept in zip(a.shape, at_axes(a.shape, axis, -1)):
        if length == 0 and kept < 0:
            raise ValueError(f"zero-size array to reduction operation {op} which has no identity")


@jit
def _begun(op: Known, a, r, axis: Known, initial):
    """Puts into a new result what the reduction begins with."""
    numbers = view_in_c_order(r, (r.size,))
    if initial is not None:
        numbers[...] = initial
    elif op == "minimum" or op == "maximum" or op == "fmin" or op == "fmax":
        _check_lengths(op, a, axis)
        if a.size > 0:
            put_each("last", view_of(a, r.shape, a.strides), r)
    elif op == "multiply" or op == "logical_and":
        numbers[...] = cast(r.dtype, 1)
    elif op == "bitwise_and":
        numbers[...] = cast(r.dtype, -1)
    else:
        numbers[...] = cast(r.dtype, 0)


@jit
def _new_result(a, axis: Known, dtype: Known):
    """An array for a result, with an axis of length 1 for each that is reduced."""
    lengths = at_axes(a.shape, axis, 1)
    r = allocate(dtype, lengths)
    if a.ndim == 1 or is_c_order(a) or len(without_axes(a.shape, axis)) < 2:
        return r
    else:
        axes = sorted_axes(a, at_axes(a.shape, None, 0))
        return view_of(r, lengths, ordered_strides(axes, r.itemsize, lengths))


@jit
def shaped(r, lengths, axis: Known, keepdims: Known):
    """A result as it is returned, of an array of these lengths."""
    kept = without_axes(lengths, axis)
    if keepdims:
        return r
    elif len(kept) == 0:
        return view_of(r, (1,), (r.itemsize,))[0]
    elif is_c_order(r):
        return view_in_c_order(r, kept)
    else:
        return view_of(r, kept, without_axes(r.strides, axis))


@jit
def _before(lengths, axis: Known):
    """How many elements there are along the axes before one, and behind it."""
    before = 1
    behind = 1
    place = 0
    for length in lengths:
        if place < (axis if axis >= 0 else axis + len(lengths)):
            before *= length
        elif place > (axis if axis >= 0 else axis + len(lengths)):
            behind *= length
        place += 1
    return before, behind


@jit
def _reduce(op: Known, a, r, axis: Known, given):
    if a.ndim == 1:
        if len(without_axes(a.shape, axis)) == 0:
            r[0] = of_line(op, r[0], a)
        else:
            for i in range(len(a)):
                r[i] = both(op, r[i], cast(r.dtype, a[i]))
    elif is_c_order(a) and isinstance(axis, int):
        before, behind = _before(a.shape, axis)
        b = view_in_c_order(a, (before, a.shape[axis], behind))
        _middle(op, b, view_in_c_order(r, (before, behind)))
    elif is_c_order(a) and len(without_axes(a.shape, axis)) == 0:
        line = flat_view(r)
        line[0] = of_line(op, line[0], flat_view(a))
    else:
        _into(op, a, r, at_axes(r.strides, axis, 0), given)


@jit
def _with_axes(strides, lengths, axis: Known):
    """The strides of a result as those of the array that is reduced, 0 where it is."""
    own = np.empty(len(lengths), np.int64)
    place = 0
    for stride in strides:
        own[place] = stride
        place += 1
    given = np.zeros(len(lengths), np.int64)
    kept = 0
    place = 0
    for reduced in at_axes(at_axes(lengths, None, 0), axis, 1):
        if reduced == 0:
            given[place] = own[kept]
            kept += 1
        elif len(strides) == len(lengths):
            kept += 1
        place += 1
    return as_tuple(given, lengths)


@jit
def check_out(op: Known, out, lengths, keepdims: Known):
    if out.ndim != len(lengths):
        if keepdims:
            raise ValueError(
                f"output parameter for reduction operation {op} has the wrong number of "
                f"dimensions: Found {out.ndim} but expected {len(lengths)} (must match the "
                "operand's when keepdims=True)"
            )
        else:
            raise ValueError(
                f"output parameter for reduction operation {op} has the wrong number of "
                f"dimensions: Found {out.ndim} but expected {len(lengths)}"
            )
    check_writable(out)
    if not has_shape(out, lengths):
        raise ValueError("operands could not be broadcast together with remapped shapes")


@jit
def _made(op: Known, a, axis: Known, dtype: Known, initial, given):
    """The result, with an axis of length 1 for each that is reduced."""
    r = _new_result(a, axis, dtype)
    _begun(op, a, r, axis, initial)
    if a.size > 0:
        _reduce(op, a, r, axis, given)
    return r


@jit
def reduction(op: Known, a, axis: Known, dtype: Known, out, keepdims: Known, initial):
    """The reduction by the ufunc of that name. It is written to an array when all is computed: that
    may be part of what is reduced."""
    if out is None:
        r = _made(op, a, axis, dtype, initial, at_axes(a.shape, None, 0))
        return shaped(r, a.shape, axis, keepdims)
    elif out.dtype == dtype and len(without_axes(a.shape, axis)) + keepdims > 0:
        if keepdims:
            check_out(op, out, at_axes(a.shape, axis, 1), keepdims)
        else:
            check_out(op, out, without_axes(a.shape, axis), keepdims)
        r = _made(op, a, axis, dtype, initial, _with_axes(out.strides, a.shape, axis))
        if out.ndim == len(without_axes(a.shape, axis)) or keepdims:
            out[...] = shaped(r, a.shape, axis, keepdims)
        return out
    else:
        return not_compiled()
