"""`numpy.pad` (NumPy's ``_arraypad_impl.py``)."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known, array_of, moved
from pyjit.prelude.numpy_arrays_broadcast import _as_array
from pyjit.prelude.numpy_arrays_edit import _made_like
from pyjit.prelude.operators_refused import not_compiled


@jit
def _expect_integer(value):
    if isinstance(value, tuple):
        for part in value:
            _expect_integer(part)
    elif isinstance(value, np.ndarray):
        not_compiled()
    elif not isinstance(value, (int, np.signedinteger)) or isinstance(value, bool):
        raise TypeError("`pad_width` must be of integral type.")


@jit
def _pairs(value, ndim: Known):
    """What is given once, for both sides, or for both sides of each axis, as a pair for each."""
    if ndim == 0:
        return ()
    elif not isinstance(value, tuple):
        return ((value, value),) + _pairs(value, ndim - 1)
    elif len(value) == 1:
        return _pairs(value[0], ndim)
    elif len(value) == 2 and not isinstance(value[0], tuple) and not isinstance(value[1], tuple):
        return (value,) + _pairs(value, ndim - 1)
    else:
        return _own_pairs(value, ndim)


@jit
def _own_pairs(value, ndim: Known):
    if len(value) != ndim:
        return not_compiled()
    elif ndim == 1:
        return (_pair(value[0]),)
    else:
        return (_pair(value[0]),) + _own_pairs(value[1:], ndim - 1)


@jit
def _pair(value):
    if not isinstance(value, tuple):
        return not_compiled()
    elif len(value) == 1:
        return (value[0], value[0])
    elif len(value) == 2:
        return value
    else:
        return not_compiled()


@jit
def _values(value, ndim: Known):
    """The constants for each axis: NumPy's numbers, which are cast, or, where each axis has its
    own, Python's, which have to fit."""
    if not isinstance(value, tuple):
        number = array_of((value,))[0]
        return _pairs(number, ndim)
    elif len(value) == 0:
        return not_compiled()
    elif not isinstance(value[0], tuple):
        if len(value) == 1:
            return _values(value[0], ndim)
        elif len(value) == 2:
            both = array_of(value)
            return _pairs((both[0], both[1]), ndim)
        else:
            return not_compiled()
    elif len(value) == 1:
        return _values(value[0], ndim)
    else:
        return _own_values(array_of(value), _own_pairs(value, ndim), 0)


@jit
def _own_values(numbers, pairs, axis: Known):
    if axis == len(pairs):
        return ()
    else:
        last = numbers.shape[1] - 1
        own = ((numbers[axis, 0].item(), numbers[axis, last].item()),)
        return own + _own_values(numbers, pairs, axis + 1)


@jit
def _lengths(shape, widths):
    if len(shape) == 0:
        return ()
    else:
        before, after = widths[0]
        if before < 0 or after < 0:
            raise ValueError("index can't contain negative values")
        own = (int(before) + shape[0] + int(after),)
        return own + _lengths(shape[1:], widths[1:])


@jit
def _place_within(place: int, count: int, mode: Known) -> int:
    """Where the element at a place comes from that may lie outside; there are some."""
    if mode == "edge" or count == 1:
        return min(max(place, 0), count - 1)
    elif mode == "wrap":
        return place % count
    elif mode == "symmetric":
        rest = place % (2 * count)
        return rest if rest < count else 2 * count - 1 - rest
    else:
        rest = place % (2 * count - 2)
        return rest if rest < count else 2 * count - 2 - rest


@jit
def _fill(to, before: int, after: int, mode: Known):
    """Fills what lies before and after along the first axis; the others are filled behind it."""
    count = len(to) - before - after
    for k in range(before):
        to[k] = to[before + _place_within(k - before, count, mode)]
    for k in range(before + count, len(to)):
        to[k] = to[before + _place_within(k - before, count, mode)]


@jit
def _part(to, shape, widths, axis: Known):
    """Of a padded array the part that holds the array."""
    if axis == len(shape):
        return to
    else:
        before = int(widths[axis][0])
        if axis == 0:
            return _part(to[before : before + shape[0]], shape, widths, 1)
        else:
            first = moved(to, axis, 0)[before : before + shape[axis]]
            return _part(moved(first, 0, axis), shape, widths, axis + 1)


@jit
def _extend(made, widths, mode: Known, axis: Known):
    if axis < made.ndim:
        before, after = widths[axis]
        to = made if axis == 0 else moved(made, axis, 0)
        _fill(to, int(before), int(after), mode)
        _extend(made, widths, mode, axis + 1)


@jit
def _put_values(made, shape, widths, values, axis: Known):
    if axis < len(shape):
        before, after = widths[axis]
        first, last = values[axis]
        if axis == 0:
            made[: int(before)] = first
            made[int(before) + shape[0] :] = last
        else:
            to = moved(made, axis, 0)
            to[: int(before)] = first
            to[int(before) + shape[axis] :] = last
        _put_values(made, shape, widths, values, axis + 1)


@jit
def _expect_some(shape, widths, axis: Known):
    """Only constants can extend an axis without elements."""
    if axis < len(shape):
        before, after = widths[axis]
        if shape[axis] == 0 and (before > 0 or after > 0):
            raise ValueError(
                f"can't extend empty axis {axis} using modes other than 'constant' or 'empty'"
            )
        _expect_some(shape, widths, axis + 1)


@jit
def pad(array, pad_width, mode: Known = "constant", *, constant_values=0):
    if not isinstance(array, np.ndarray):
        return pad(_as_array(array), pad_width, mode, constant_values=constant_values)
    elif isinstance(pad_width, np.ndarray) or isinstance(constant_values, np.ndarray):
        return not_compiled()
    else:
        _expect_integer(pad_width)
        widths = _pairs(pad_width, array.ndim)
        made = _made_like(array, _lengths(array.shape, widths))
        if mode == "constant":
            _part(made, array.shape, widths, 0)[...] = array
            _put_values(made, array.shape, widths, _values(constant_values, array.ndim), 0)
        elif mode == "edge" or mode == "reflect" or mode == "symmetric" or mode == "wrap":
            if array.size == 0:
                _expect_some(array.shape, widths, 0)
            else:
                _part(made, array.shape, widths, 0)[...] = array
                _extend(made, widths, mode, 0)
        else:
            return not_compiled()
        return made
