"""Methods of ufuncs, as `np.add.reduce(a)`: the name of the ufunc is their first argument."""

import numpy as np

from pyjit import f64, i64, jit
from pyjit.intrinsics import Known, at_axes, cast, view_of
from pyjit.prelude.numpy_arrays_accumulate import accumulation
from pyjit.prelude.numpy_arrays_reduce import reduced, summed
from pyjit.prelude.operators_index import check_mask
from pyjit.prelude.operators_refused import not_compiled

ABSENT = None


@jit
def reduce(
    op: Known,
    array,
    axis: Known = 0,
    dtype: Known = None,
    out=None,
    keepdims: Known = False,
    initial=ABSENT,
    where: Known = True,
):
    if op == "add" or op == "multiply":
        return summed(op, array, axis, dtype, out, keepdims, initial, where)
    elif dtype is not None:
        return not_compiled()
    elif op == "logical_and" or op == "logical_or" or op == "logical_xor":
        return reduced(op, array, axis, np.bool_, out, keepdims, initial, where)
    elif op == "maximum" or op == "minimum" or op == "fmax" or op == "fmin":
        return reduced(op, array, axis, array.dtype, out, keepdims, initial, where)
    elif op == "bitwise_and" or op == "bitwise_or" or op == "bitwise_xor":
        return reduced(op, array, axis, array.dtype, out, keepdims, initial, where)
    else:
        return not_compiled()


@jit
def accumulate(op: Known, array, axis: Known = 0, dtype: Known = None, out=None):
    if axis is None and array.ndim > 1:
        # NumPy raises ValueError.
        return not_compiled()
    elif op == "add" or op == "multiply":
        return accumulation(op, array, axis, dtype, out)
    elif dtype is not None:
        return not_compiled()
    elif op == "logical_and" or op == "logical_or" or op == "logical_xor":
        return accumulation(op, array, axis, np.bool_, out)
    elif op == "maximum" or op == "minimum" or op == "fmax" or op == "fmin":
        return accumulation(op, array, axis, array.dtype, out)
    elif op == "bitwise_and" or op == "bitwise_or" or op == "bitwise_xor":
        return accumulation(op, array, axis, array.dtype, out)
    else:
        return not_compiled()


@jit
def _with_axes_of(a, b):
    """A view of an array with an axis behind its own for each of another one."""
    return view_of(a, a.shape + at_axes(b.shape, None, 1), a.strides + at_axes(b.strides, None, 0))


@jit
def _changed(op: Known, x, y):
    if op == "add":
        return x + y
    elif op == "subtract":
        return x - y
    elif op == "multiply":
        return x * y
    elif op == "divide" or op == "true_divide":
        return x / y
    elif op == "maximum":
        return np.maximum(x, y)
    elif op == "minimum":
        return np.minimum(x, y)
    elif op == "fmax":
        return np.fmax(x, y)
    elif op == "fmin":
        return np.fmin(x, y)
    elif op == "bitwise_and":
        return x & y
    elif op == "bitwise_or":
        return x | y
    elif op == "bitwise_xor":
        return x ^ y
    else:
        return not_compiled()


@jit
def at(op: Known, a, indices, b, /):
    if isinstance(indices, tuple):
        if len(indices) == 1:
            return _at_places(op, a, indices[0], b)
        elif len(indices) == 2 and a.ndim == 2:
            return _at_pairs(op, a, indices[0], indices[1], b)
        else:
            return not_compiled()
    elif isinstance(indices, np.ndarray) and indices.dtype == np.bool_:
        if indices.ndim == 1:
            check_mask(a, indices, 0)
            return _at_places(op, a, np.flatnonzero(indices), b)
        else:
            return not_compiled()
    else:
        return _at_places(op, a, indices, b)


@jit
def _at_places(op: Known, a, indices, b):
    if a.ndim == 1:
        places = _places(indices, len(a), 0)
        if isinstance(b, np.ndarray):
            values = _values(b, indices.shape).ravel()
            for k in range(len(places)):
                i = places[k]
                a[i] = cast(a.dtype, _changed(op, a[i], values[k]))
        else:
            number = _strong(b)
            for i in places:
                a[i] = cast(a.dtype, _changed(op, a[i], number))
    elif a.ndim == 2 and indices.ndim == 1:
        places = _places(indices, a.shape[0], 0)
        if isinstance(b, np.ndarray):
            rows = _values(b, (len(indices), a.shape[1]))
            for k in range(len(places)):
                i = places[k]
                for j in range(a.shape[1]):
                    a[i, j] = cast(a.dtype, _changed(op, a[i, j], rows[k, j]))
        else:
            number = _strong(b)
            for i in places:
                for j in range(a.shape[1]):
                    a[i, j] = cast(a.dtype, _changed(op, a[i, j], number))
    else:
        not_compiled()


@jit
def _at_pairs(op: Known, a, rows, columns, b):
    if isinstance(rows, np.ndarray) and isinstance(columns, np.ndarray):
        if rows.ndim == 1 and columns.ndim == 1:
            n, m = len(rows), len(columns)
            if n != m and n != 1 and m != 1:
                raise IndexError(
                    "shape mismatch: indexing arrays could not be broadcast together with shapes "
                    f"({n},) ({m},) "
                )
            count = m if n == 1 else n
            # Of no pairs nothing is looked at.
            first = _places(rows if count > 0 else rows[:0], a.shape[0], 0)
            second = _places(columns if count > 0 else columns[:0], a.shape[1], 1)
            if isinstance(b, np.ndarray):
                values = _values(b, (count,))
                for k in range(count):
                    i, j = first[k if n > 1 else 0], second[k if m > 1 else 0]
                    a[i, j] = cast(a.dtype, _changed(op, a[i, j], values[k]))
            else:
                number = _strong(b)
                for k in range(count):
                    i, j = first[k if n > 1 else 0], second[k if m > 1 else 0]
                    a[i, j] = cast(a.dtype, _changed(op, a[i, j], number))
        else:
            not_compiled()
    else:
        not_compiled()


@jit
def _strong(b):
    """A number as an array has it."""
    if isinstance(b, np.generic):
        return b
    elif isinstance(b, bool):
        return np.bool_(b)
    elif isinstance(b, int):
        return i64(b)
    elif isinstance(b, float):
        return f64(b)
    else:
        return not_compiled()


@jit
def _places(indices, length: int, axis: int):
    """Copies of the positions that an array means, all of which are looked at first."""
    if not isinstance(indices, np.ndarray):
        return not_compiled()
    elif not isinstance(cast(indices.dtype, 0), np.integer) or indices.dtype == np.uint64:
        return not_compiled()
    else:
        places = np.empty(indices.size, np.int64)
        places[:] = indices.ravel()
        for i in places:
            if i < -length or i >= length:
                raise IndexError(f"index {i} is out of bounds for axis {axis} with size {length}")
        return places


@jit
def _values(b, lengths):
    """A copy of numbers that are brought to a shape."""
    if b.ndim > len(lengths):
        return not_compiled()
    else:
        wanted = np.empty(len(lengths), np.int64)
        place = 0
        for length in lengths:
            wanted[place] = length
            place += 1
        place = len(lengths) - b.ndim
        for length in b.shape:
            if length != 1 and length != wanted[place]:
                raise ValueError("array is not broadcastable to correct shape")
            place += 1
        values = np.empty(lengths, b.dtype)
        values[...] = b
        return values
