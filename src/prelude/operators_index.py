"""Arrays as indices: masks and places along the first axis."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import allocate, is_boolean


@jit
def _check_mask(a, mask):
    axis = 0
    for wanted, given in zip(a.shape, mask.shape):
        # One of no elements takes nothing, whatever there is.
        if wanted != given and given > 0:
            raise IndexError(
                f"boolean index did not match indexed array along axis {axis}; size of axis is "
                f"{wanted} but size of corresponding boolean axis is {given}"
            )
        axis += 1


@jit
def _places(a, index):
    """The places that an index means, counted from the front; all are looked at first."""
    if is_boolean(index):
        _check_mask(a, index)
        return np.flatnonzero(index)
    else:
        n = a.shape[0]
        places = np.empty(len(index), np.int64)
        for k in range(len(index)):
            place = int(index[k])
            if place < -n or place >= n:
                raise IndexError(f"index {place} is out of bounds for axis 0 with size {n}")
            places[k] = place + n if place < 0 else place
        return places


@jit
def taken(a, index):
    """``a[index]``."""
    if is_boolean(index) and index.ndim > 1:
        _check_mask(a, index)
        return taken(a.ravel(), index.ravel())
    elif index.ndim > 1:
        return taken(a, index.ravel()).reshape(index.shape + a.shape[1:])
    else:
        places = _places(a, index)
        result = allocate(a.dtype, (len(places),) + a.shape[1:])
        for k in range(len(places)):
            result[k] = a[places[k]]
        return result


@jit
def put_one(a, index, value):
    """``a[index] = value``, a number that is an element already."""
    if is_boolean(index) and index.ndim > 1:
        _check_mask(a, index)
        for i in range(index.shape[0]):
            put_one(a[i], index[i], value)
    else:
        places = _places(a, index)
        for k in range(len(places)):
            a[places[k]] = value


@jit
def put(a, index, values):
    """``a[index] = values``, of an array of one dimension, which is no view of `a`."""
    if is_boolean(index):
        places = _places(a, index)
        if len(values) != 1 and len(values) != len(places):
            raise ValueError(
                f"NumPy boolean array indexing assignment cannot assign {len(values)} input values "
                f"to the {len(places)} output values where the mask is true"
            )
    else:
        # The places are looked at behind the shapes.
        if len(values) != 1 and len(values) != len(index):
            raise ValueError(
                f"shape mismatch: value array of shape ({len(values)},) could not be broadcast to "
                f"indexing result of shape ({len(index)},)"
            )
        places = _places(a, index)
    step = 0 if len(values) == 1 else 1
    for k in range(len(places)):
        a[places[k]] = values[k * step]
