"""`numpy`: elements chosen from several arrays (``PyArray_Choose`` and ``numpy.select``)."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import (
    Known,
    allocate,
    array_of,
    chosen,
    dtype_of,
    is_read_only,
    joined_dtype,
    view_in_c_order,
)
from pyjit.prelude.numpy_arrays_broadcast import (
    _all_brought_to,
    _as_arrays,
    _together,
)
from pyjit.prelude.numpy_arrays_take import _element_alone, _numbers_of
from pyjit.prelude.operators_refused import not_compiled


@jit
def _number(index: int, count: int, mode: Known) -> int:
    if mode == "wrap":
        return index % count
    elif mode == "clip":
        return min(max(index, 0), count - 1)
    else:
        if not 0 <= index < count:
            raise ValueError("invalid entry in choice array")
        return index


@jit
def _choose_from(lines, number: int, at: int, k: int, to):
    if number == at:
        line = lines[0]
        to[k] = line[k]
    elif len(lines) > 1:
        _choose_from(lines[1:], number, at + 1, k, to)


@jit
def _as_lines(dtype: Known, arrays):
    """Their elements in C order, in one type."""
    line = allocate(dtype, (arrays[0].size,))
    view_in_c_order(line, arrays[0].shape)[...] = arrays[0]
    if len(arrays) == 1:
        return (line,)
    else:
        return (line,) + _as_lines(dtype, arrays[1:])


@jit
def _expect_out(out, shape, dtype: Known):
    if out is not None:
        if out.ndim != len(shape):
            raise TypeError("choose: invalid shape for output array.")
        elif out.dtype != dtype:
            not_compiled()
        else:
            if out.shape != shape:
                raise TypeError("choose: invalid shape for output array.")
            if is_read_only(out):
                raise ValueError("output array is read-only")


@jit
def _put_out(out, result):
    if out is None:
        return result
    else:
        out[...] = result
        return out


@jit
def _chosen_of(a, arrays, out, mode: Known):
    brought = _all_brought_to(arrays + (a,), _together(arrays + (a,)))
    numbers = brought[-1].flatten()
    dtype = joined_dtype(arrays, None)
    _expect_out(out, brought[0].shape, dtype)
    lines = _as_lines(dtype, brought[:-1])
    to = allocate(dtype, (len(numbers),))
    for k in range(len(numbers)):
        _choose_from(lines, _number(int(numbers[k]), len(arrays), mode), 0, k, to)
    return _put_out(out, view_in_c_order(to, brought[0].shape))


@jit
def _chosen_row(a, choices, out, mode: Known):
    """The same where the choices are the rows of an array."""
    if len(choices) == 0:
        raise ValueError("0-length sequence.")
    first = choices[0, ...]
    shape = _together((first, a), len(choices))
    _expect_out(out, shape, choices.dtype)
    numbers = np.broadcast_to(a, shape)
    to = np.empty(shape, choices.dtype)
    for ix in np.ndindex(shape):
        row = np.broadcast_to(choices[_number(int(numbers[ix]), len(choices), mode), ...], shape)
        to[ix] = row[ix]
    return _put_out(out, to)


@jit
def choose(a, choices, out=None, mode: Known = "raise"):
    if mode != "raise" and mode != "wrap" and mode != "clip":
        return not_compiled()
    elif isinstance(choices, tuple):
        made = _chosen_of(_numbers_of(a), _as_arrays(choices), out, mode)
        if out is None:
            return _element_alone(made)
        else:
            return out
    else:
        made = _chosen_row(_numbers_of(a), choices, out, mode)
        if out is None:
            return _element_alone(made)
        else:
            return out


@jit
def _strong(values):
    """An array without elements of the type that those have together that have one of NumPy's;
    `None` where no value has."""
    if len(values) == 0:
        return None
    else:
        rest = _strong(values[1:])
        first = values[0]
        if isinstance(first, tuple):
            return _strong((array_of(first),) + values[1:])
        elif isinstance(first, (int, float, complex)) and not isinstance(first, (bool, np.generic)):
            return rest
        else:
            own = allocate(dtype_of(first), (0,))
            if rest is None:
                return own
            else:
                return allocate(joined_dtype((own, rest), None), (0,))


@jit
def _with_number(example, number):
    return chosen(np.empty(0, np.bool_), example, number)


@jit
def _with_weak(example, values):
    """The same with Python's numbers, which are as the others where they can be."""
    if len(values) == 0:
        return example
    else:
        first = values[0]
        if isinstance(first, (int, float, complex)) and not isinstance(first, (bool, np.generic)):
            # Its class counts, whatever its value.
            return _with_weak(_with_number(example, type(first)(0)), values[1:])
        else:
            return _with_weak(example, values[1:])


@jit
def _common(values):
    example = _strong(values)
    if example is None:
        # Nothing but Python's numbers.
        return np.empty(0, array_of(values).dtype)
    else:
        return _with_weak(example, values)


@jit
def _select(result, conditions, choices):
    if len(conditions) > 1:
        _select(result, conditions[1:], choices[1:])
    # NumPy casts each choice, or refuses it.
    joined_dtype((choices[0],), result.dtype)
    result[...] = chosen(conditions[0], choices[0], result)


@jit
def _expect_truth(conditions, number: Known):
    if conditions[0].dtype != np.bool_:
        raise TypeError(f"invalid entry {number} in condlist: should be boolean ndarray")
    elif len(conditions) > 1:
        _expect_truth(conditions[1:], number + 1)


@jit
def select(condlist, choicelist, default=0):
    if len(condlist) != len(choicelist):
        raise ValueError("list of cases must be same length as list of conditions")
    elif len(condlist) == 0:
        raise ValueError("select with an empty condition list is not possible")
    else:
        example = _common(choicelist + (default,))
        conditions = np.broadcast_arrays(*condlist)
        choices = np.broadcast_arrays(*(choicelist + (default,)))
        _expect_truth(conditions, 0)
        result = np.empty(_together((conditions[0], choices[0])), example.dtype)
        result[...] = choices[-1]
        _select(result, conditions, choices)
        return result
