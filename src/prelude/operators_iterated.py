"""What `np.nditer` goes through: views whose elements lie in its order (``nditer_constr.c``)."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known, at_axes, is_c_order, is_read_only, protected
from pyjit.prelude.operators_axes import in_order, sorted_axes

# The column of the distances of elements in a table of axes.
STEP = 1


@jit
def _expect_elements(a):
    if a.size == 0:
        raise ValueError("Iteration of zero-sized operands is not enabled")


@jit
def _expect_writable(a):
    if is_read_only(a):
        raise ValueError("operand array with iterator write flag set is read-only")


@jit
def _upwards(a, axis: Known):
    """With no axis that goes down in memory."""
    if axis == a.ndim:
        return a
    else:
        if a.strides[axis] < 0:
            return _upwards(np.flip(a, axis), axis + 1)
        return _upwards(a, axis + 1)


@jit
def _in_order_of_axes(a):
    return in_order(a, sorted_axes(a, at_axes(a.shape, None, 0)), STEP)


@jit
def _by_memory(a):
    if a.ndim == 0:
        return a
    elif is_c_order(a):
        return a
    else:
        return _in_order_of_axes(_upwards(a, 0))


@jit
def as_it_lies(a):
    _expect_elements(a)
    return protected(_by_memory(a))


@jit
def as_it_lies_to_write(a):
    _expect_writable(a)
    _expect_elements(a)
    return _by_memory(a)


@jit
def in_c_order(a):
    _expect_elements(a)
    return protected(a)


@jit
def in_c_order_to_write(a):
    _expect_writable(a)
    _expect_elements(a)
    return a
