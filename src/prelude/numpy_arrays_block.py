"""`numpy`: arrays put together from blocks (NumPy's ``block``)."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known
from pyjit.prelude.numpy_arrays_broadcast import _as_array
from pyjit.prelude.operators_refused import not_compiled


@jit
def _levels(blocks):
    """A tuple as long as lists are nested deep."""
    if isinstance(blocks, tuple):
        if len(blocks) == 0:
            return not_compiled()
        else:
            return _levels(blocks[0]) + (0,)
    else:
        return ()


@jit
def _expect_levels(blocks, depth: Known):
    """Lists are nested as deep everywhere."""
    if isinstance(blocks, tuple):
        if depth == 0 or len(blocks) == 0:
            # NumPy raises ValueError.
            not_compiled()
        else:
            _expect_levels(blocks[0], depth - 1)
            if len(blocks) > 1:
                _expect_levels(blocks[1:], depth)
    elif depth != 0:
        not_compiled()


@jit
def _longer(shape, other):
    if len(shape) > len(other):
        return shape
    else:
        return other


@jit
def _most_axes(blocks):
    """The shape of a block that no other one has more axes than."""
    if isinstance(blocks, tuple):
        if len(blocks) == 1:
            return _most_axes(blocks[0])
        else:
            return _longer(_most_axes(blocks[0]), _most_axes(blocks[1:]))
    elif isinstance(blocks, np.ndarray):
        return blocks.shape
    else:
        return ()


@jit
def _with_axes(a, count: Known):
    if a.ndim < count:
        return _with_axes(a[None], count)
    else:
        return a


@jit
def _each_joined(blocks, depth: Known, axes: Known):
    if len(blocks) == 0:
        return ()
    else:
        return (_joined(blocks[0], depth, axes),) + _each_joined(blocks[1:], depth, axes)


@jit
def _joined(blocks, depth: Known, axes: Known):
    """The innermost lists are joined along the last axis."""
    if isinstance(blocks, tuple):
        return np.concatenate(_each_joined(blocks, depth - 1, axes), axes - depth)
    else:
        return _with_axes(_as_array(blocks), axes)


@jit
def _all_joined(arrays, depth: Known, shape):
    _expect_levels(arrays, depth)
    if depth > len(shape):
        return _joined(arrays, depth, depth)
    else:
        return _joined(arrays, depth, len(shape))


@jit
def _with_levels(arrays, levels, shape):
    return _all_joined(arrays, len(levels), shape)


@jit
def block(arrays):
    if isinstance(arrays, tuple):
        return _with_levels(arrays, _levels(arrays), _most_axes(arrays))
    else:
        return np.copy(_as_array(arrays))
