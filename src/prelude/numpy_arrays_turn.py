"""`numpy`: the elements of an array in another order along its axes."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known, moved, swapped, without_axes
from pyjit.prelude.numpy_arrays_broadcast import _as_array
from pyjit.prelude.operators_refused import not_compiled


@jit
def _flipped(a, axis: Known):
    if a.ndim == 1:
        return a[::-1]
    elif axis == 0:
        return a[::-1]
    else:
        return moved(moved(a, axis, 0)[::-1], 0, axis)


@jit
def _flipped_along(a, axes: Known):
    if len(axes) == 0:
        return a[...]
    else:
        return _flipped_along(_flipped(a, axes[0]), axes[1:])


@jit
def _flipped_from(a, axis: Known):
    """Flipped along that axis and all behind it."""
    if axis == a.ndim:
        return a
    else:
        return _flipped_from(_flipped(a, axis), axis + 1)


@jit
def flip(m, axis: Known = None):
    if not isinstance(m, np.ndarray):
        return flip(_as_array(m), axis)
    elif m.ndim == 0:
        return m[()]
    elif axis is None:
        return _flipped_from(m, 0)
    elif isinstance(axis, tuple):
        # What is no axis, or is named twice, is refused.
        without_axes(m.shape, axis)
        return _flipped_along(m, axis)
    else:
        without_axes(m.shape, axis)
        return _flipped(m, axis)


@jit
def fliplr(m):
    if not isinstance(m, np.ndarray):
        return fliplr(_as_array(m))
    elif m.ndim < 2:
        raise ValueError("Input must be >= 2-d.")
    else:
        return m[:, ::-1]


@jit
def flipud(m):
    if not isinstance(m, np.ndarray):
        return flipud(_as_array(m))
    else:
        return m[::-1]


@jit
def rot90(m, k: int = 1, axes: Known = (0, 1)):
    if not isinstance(m, np.ndarray):
        return rot90(_as_array(m), k, axes)
    elif len(axes) != 2:
        raise ValueError("len(axes) must be 2.")
    else:
        without_axes(m.shape, axes)
        turns = k % 4
        if turns == 1:
            return swapped(_flipped(m, axes[1]), axes[0], axes[1])
        if turns == 2:
            return _flipped(_flipped(m, axes[0]), axes[1])
        if turns == 3:
            return _flipped(swapped(m, axes[0], axes[1]), axes[1])
        return m[:]


@jit
def _shifted(a, shift, result):
    count = len(a)
    offset = int(shift) % count if count > 0 else 0
    result[offset:] = a[: count - offset]
    result[:offset] = a[count - offset :]


@jit
def _rolled(a, shift, axis: Known):
    result = np.empty_like(a)
    if axis == 0:
        _shifted(a, shift, result)
    else:
        _shifted(moved(a, axis, 0), shift, moved(result, axis, 0))
    return result


@jit
def _total(shifts):
    total = 0
    for shift in shifts:
        total += int(shift)
    return total


@jit
def _rolled_along(a, shift, axes: Known):
    if len(axes) == 0:
        return np.copy(a)
    elif isinstance(shift, tuple):
        if len(axes) == 1:
            return _rolled(a, _total(shift), axes[0])
        elif len(shift) == 1:
            return _rolled_along(a, shift[0], axes)
        else:
            return _rolled_along(_rolled(a, shift[0], axes[0]), shift[1:], axes[1:])
    elif len(axes) == 1:
        return _rolled(a, shift, axes[0])
    else:
        return _rolled_along(_rolled(a, shift, axes[0]), shift, axes[1:])


@jit
def roll(a, shift, axis: Known = None):
    if not isinstance(a, np.ndarray):
        return roll(_as_array(a), shift, axis)
    elif axis is None:
        line = np.ravel(a)
        if isinstance(shift, tuple):
            return np.reshape(_rolled(line, _total(shift), 0), a.shape)
        else:
            return np.reshape(_rolled(line, shift, 0), a.shape)
    elif isinstance(axis, tuple):
        return _rolled_along(a, shift, axis)
    elif isinstance(shift, tuple):
        without_axes(a.shape, axis)
        return _rolled(a, _total(shift), axis)
    else:
        without_axes(a.shape, axis)
        return _rolled(a, shift, axis)


@jit
def rollaxis(a, axis: Known, start: Known = 0):
    if not isinstance(a, np.ndarray):
        return rollaxis(_as_array(a), axis, start)
    else:
        without_axes(a.shape, axis)
        if start < -a.ndim or start > a.ndim:
            return not_compiled()
        elif axis < 0:
            return rollaxis(a, axis + a.ndim, start)
        elif start < 0:
            return rollaxis(a, axis, start + a.ndim)
        elif axis < start:
            return moved(a, axis, start - 1)
        else:
            return moved(a, axis, start)
