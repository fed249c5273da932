"""`numpy`: functions that are called with parts of arrays (NumPy's ``_shape_base_impl.py`` and
``_function_base_impl.py``)."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known, allocate, array_of, at_axes, converted, dtype_of
from pyjit.prelude.numpy_arrays_broadcast import _as_array
from pyjit.prelude.operators_axes import last_axis
from pyjit.prelude.operators_refused import not_compiled


@jit
def _first_line(lines):
    if lines.ndim == 1:
        return lines
    else:
        return _first_line(lines[0, ...])


@jit
def _room_for(value, lengths):
    if isinstance(value, np.ndarray):
        return allocate(value.dtype, lengths + value.shape)
    else:
        return allocate(dtype_of(value), lengths)


@jit
def _of_lines(func1d, lines, args):
    """What a function gives of each line along the last axis."""
    lengths = lines.shape[:-1]
    for length in lengths:
        if length == 0:
            raise ValueError("Cannot apply_along_axis when any iteration dimensions are 0")
    if lines.ndim == 1:
        return np.array(func1d(lines, *args))
    else:
        first = func1d(_first_line(lines), *args)
        made = _room_for(first, lengths)
        is_first = True
        for ix in np.ndindex(lengths):
            if is_first:
                made[ix] = first
                is_first = False
            else:
                made[ix] = func1d(lines[ix], *args)
        return made


@jit
def apply_along_axis(func1d, axis: Known, arr, *args):
    if not isinstance(arr, np.ndarray):
        return apply_along_axis(func1d, axis, _as_array(arr), *args)
    else:
        at_axes(arr.shape, axis, 1)
        made = _of_lines(func1d, last_axis(arr, axis), args)
        if made.ndim < arr.ndim:
            return made
        elif made.ndim == arr.ndim:
            return np.moveaxis(made, -1, axis)
        else:
            return not_compiled()


@jit
def _as_marks(conditions):
    """Conditions as arrays of truth values."""
    if len(conditions) == 0:
        return ()
    else:
        first = _as_array(conditions[0])
        return (converted(np.bool_, first),) + _as_marks(conditions[1:])


@jit
def _neither(marks):
    if len(marks) == 1:
        return ~marks[0]
    else:
        return _neither(marks[1:]) & ~marks[0]


@jit
def _put_piece(y, x, mark, value, args):
    if isinstance(value, (bool, int, float, complex, np.generic)):
        y[mark] = value
    elif isinstance(value, (np.ndarray, tuple, list)):
        not_compiled()
    else:
        part = x[mark]
        if part.size > 0:
            y[mark] = value(part, *args)


@jit
def _put_pieces(y, x, marks, values, args):
    if len(marks) > 0:
        _put_piece(y, x, marks[0], values[0], args)
        _put_pieces(y, x, marks[1:], values[1:], args)


@jit
def piecewise(x, condlist, funclist, *args):
    if not isinstance(x, np.ndarray):
        return not_compiled()
    elif isinstance(condlist, np.ndarray):
        if condlist.ndim != 1 or x.ndim != 1:
            return not_compiled()
        else:
            if len(condlist) == 0:
                raise IndexError("index 0 is out of bounds for axis 0 with size 0")
            return piecewise(x, (condlist,), funclist, *args)
    elif x.ndim == 0 or not isinstance(funclist, tuple) or not isinstance(condlist, tuple):
        return not_compiled()
    elif len(condlist) == 0:
        return not_compiled()
    elif not isinstance(condlist[0], (np.ndarray, tuple)):
        # Numbers are one condition.
        return piecewise(x, (array_of(condlist),), funclist, *args)
    else:
        marks = _as_marks(condlist)
        y = np.zeros_like(x)
        if len(funclist) == len(marks) + 1:
            _put_pieces(y, x, marks + (_neither(marks),), funclist, args)
        elif len(funclist) == len(marks):
            _put_pieces(y, x, marks, funclist, args)
        else:
            n = len(marks)
            raise ValueError(f"with {n} condition(s), either {n} or {n + 1} functions are expected")
        return y
