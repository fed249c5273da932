"""Reductions of the elements that a mask says (``where=``), in NumPy's order.

NumPy's loop goes through the elements as one that has no mask, and calls the loop of the operation
for each run of elements that count (``generic_masked_strided_loop`` of ``array_method.c``): sums of
floats are pairwise in each run.
"""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import (
    Known,
    allocate,
    as_tuple,
    at_axes,
    cast,
    is_c_order,
    shape_text,
    view_in_c_order,
    view_of,
    without_axes,
)
from pyjit.prelude.operators_accumulate import (
    blocks,
    both,
    check_out,
    pairwise,
    put_each,
    shaped,
)
from pyjit.prelude.operators_axes import in_c_order, in_order, ordered_strides
from pyjit.prelude.operators_order import order_of_axes
from pyjit.prelude.operators_refused import not_compiled

# The columns of a table of axes: those of `operators_axes.py`, and the distance of the elements of
# the mask.
LENGTH = 0
STEP = 1
GIVEN = 2
AXIS = 3
MASK = 4


@jit
def _refuse_mask(a, mask):
    """NumPy's words for a mask that has another shape."""
    raise ValueError(
        "operands could not be broadcast together with remapped shapes [original->remapped]: "
        f"{shape_text(a.shape)} {shape_text(mask.shape)} "
    )


@jit
def _refuse_narrow(a, mask):
    """The same of an array that would have to be repeated for its mask."""
    together = np.empty(a.ndim, np.int64)
    skipped = a.ndim - mask.ndim
    place = 0
    for length in a.shape:
        repeated = length == 1 and place >= skipped
        together[place] = _length(mask, place - skipped) if repeated else length
        place += 1
    lengths = as_tuple(together, a.shape)
    raise ValueError(
        f"non-broadcastable operand with shape {shape_text(a.shape)} doesn't match the broadcast "
        f"shape {shape_text(lengths)}"
    )


@jit
def refuse_mask_of_mean(a, mask):
    """NumPy counts the elements first (``broadcast_to``)."""
    raise ValueError(
        "operands could not be broadcast together with remapped shapes [original->remapped]: "
        f"{shape_text(mask.shape)}  and requested shape {shape_text(a.shape)}"
    )


# What the lengths of a mask are to those of an array.
FITS = 0
DIFFERS = 1
IS_WIDER = 2


@jit
def _compared(a, mask):
    """Whether a mask is broadcast to an array, or the array would have to be."""
    skipped = a.ndim - mask.ndim
    found = FITS
    axis = 0
    for length in a.shape:
        if axis >= skipped:
            own = _length(mask, axis - skipped)
            if own != length and own != 1:
                if length == 1 and found != DIFFERS:
                    found = IS_WIDER
                else:
                    found = DIFFERS
        axis += 1
    return found


@jit
def _length(mask, axis: int):
    number = 0
    found = 0
    for length in mask.shape:
        if number == axis:
            found = length
        number += 1
    return found


@jit
def fits(a, mask):
    """Whether a mask is broadcast to an array."""
    if mask.ndim > a.ndim:
        return not_compiled()
    else:
        return _compared(a, mask) == FITS


@jit
def spread(a, mask):
    """A mask that fits as a view of the shape of the array."""
    if mask.dtype != np.bool_:
        return not_compiled()
    else:
        strides = np.zeros(a.ndim, np.int64)
        axis = a.ndim - mask.ndim
        for length, stride in zip(mask.shape, mask.strides):
            strides[axis] = 0 if length == 1 else stride
            axis += 1
        return view_of(mask, a.shape, as_tuple(strides, a.shape))


@jit
def checked(a, mask):
    """The same of any mask; raises as ufuncs do where it does not fit."""
    if mask.ndim > a.ndim:
        return not_compiled()
    else:
        found = _compared(a, mask)
        if found == DIFFERS:
            _refuse_mask(a, mask)
        if found == IS_WIDER:
            _refuse_narrow(a, mask)
        return spread(a, mask)


@jit(boundscheck=False)
def _sum_of_runs(start, a, mask, block: int):
    """The sum of a line of floats, of which NumPy takes so many elements at a time, to a number."""
    total = start
    for first in range(0, len(a), block):
        end = min(first + block, len(a))
        i = first
        while i < end:
            while i < end and not mask[i]:
                i += 1
            begin = i
            while i < end and mask[i]:
                i += 1
            total += pairwise(a[begin:i])
    return total


@jit(boundscheck=False)
def _each(op: Known, a, mask, r):
    """Reduces element by element into a result that has the steps of the array, 0 along the axes
    that are reduced."""
    if a.ndim == 1:
        for i in range(len(a)):
            if mask[i]:
                r[i] = both(op, r[i], cast(r.dtype, a[i]))
    else:
        for i in range(a.shape[0]):
            _each(op, a[i], mask[i], r[i])


@jit(boundscheck=False)
def _table(a, mask):
    """The table of the axes of an array with its mask, the fastest first."""
    strides = np.zeros((2, a.ndim), np.int64)
    axes = np.zeros((a.ndim, 5), np.int64)
    lengths = np.empty(a.ndim, np.int64)
    place = 0
    for length, step, other in zip(a.shape, a.strides, mask.strides):
        lengths[place] = length
        if length != 1:
            strides[0, place] = step
            strides[1, place] = other
        place += 1
    order = np.empty(a.ndim, np.int64)
    order_of_axes(strides, order)
    for row in range(len(axes)):
        axis = order[row]
        axes[row, LENGTH] = lengths[axis]
        axes[row, STEP] = strides[0, axis]
        axes[row, AXIS] = axis
        axes[row, MASK] = strides[1, axis]
    return axes


@jit(boundscheck=False)
def _coalesce(axes, steps):
    """Makes one of axes that lie one behind the other in the array, in the mask and in the result,
    which has these steps. Rows that are left over have the length 1."""
    place = 0
    own = np.empty(len(axes), np.int64)
    for step in steps:
        own[place] = step
        place += 1
    for row in range(len(axes)):
        axes[row, GIVEN] = own[axes[row, AXIS]] if axes[row, LENGTH] != 1 else 0
    last = 0
    for row in range(1, len(axes)):
        length = axes[last, LENGTH]
        if axes[row, LENGTH] == 1:
            continue
        if (
            length != 1
            and axes[last, STEP] * length == axes[row, STEP]
            and axes[last, GIVEN] * length == axes[row, GIVEN]
            and axes[last, MASK] * length == axes[row, MASK]
        ):
            axes[last, LENGTH] = length * axes[row, LENGTH]
        else:
            if length != 1:
                last += 1
            for column in range(5):
                axes[last, column] = axes[row, column]
    for row in range(last + 1, len(axes)):
        axes[row, LENGTH] = 1
        axes[row, STEP] = 0
        axes[row, GIVEN] = 0
        axes[row, MASK] = 0


@jit
def _in_lines(a, axes, column: int, dtype: Known, size: int):
    """Copies of the elements in the order of a table of axes, as lines of so many."""
    b = allocate(dtype, a.shape)
    put_each("last", in_order(a, axes, column), in_c_order(b, axes))
    return view_in_c_order(b, (a.size // size, size))


@jit(boundscheck=False)
def _sum_lines(lines, masks, r, first: int, block: int):
    """Adds the sums of lines to a result, beginning with one of them."""
    if r.ndim == 1:
        for i in range(len(r)):
            r[i] = _sum_of_runs(r[i], lines[first + i], masks[first + i], block)
    else:
        for i in range(r.shape[0]):
            _sum_lines(lines, masks, r[i], first + i * r[i].size, block)


@jit
def _reduce(op: Known, a, mask, r, axis: Known, axes):
    steps = at_axes(r.strides, axis, 0)
    if isinstance(cast(r.dtype, 0), np.inexact) and (op == "add" or op == "multiply"):
        _coalesce(axes, steps)
        if op == "add" and axes[0, GIVEN] == 0:
            level, size, block = blocks(axes)
            if a.dtype == r.dtype and level == 0:
                block = size
            lines = _in_lines(a, axes, STEP, r.dtype, size)
            masks = _in_lines(mask, axes, MASK, np.bool_, size)
            for row in range(level + 1):
                axes[row, LENGTH] = 1
            _sum_lines(lines, masks, in_order(view_of(r, a.shape, steps), axes, GIVEN), 0, block)
        else:
            given = in_order(view_of(r, a.shape, steps), axes, GIVEN)
            _each(op, in_order(a, axes, STEP), in_order(mask, axes, MASK), given)
    else:
        # The same in any order.
        _each(op, a, mask, view_of(r, a.shape, steps))


@jit
def _new_result(a, axis: Known, dtype: Known, axes):
    """An array for a result, with an axis of length 1 for each that is reduced."""
    lengths = at_axes(a.shape, axis, 1)
    r = allocate(dtype, lengths)
    if a.ndim == 1 or is_c_order(a) or len(without_axes(a.shape, axis)) < 2:
        return r
    else:
        return view_of(r, lengths, ordered_strides(axes, r.itemsize, lengths))


@jit
def masked_reduction(op: Known, a, axis: Known, dtype: Known, out, keepdims: Known, initial, where):
    """The reduction by the ufunc of that name of the elements that a mask says."""
    if not isinstance(where, np.ndarray):
        return not_compiled()
    elif out is None:
        return _reduced(op, a, axis, dtype, keepdims, initial, where)
    elif out.dtype != dtype or len(without_axes(a.shape, axis)) + keepdims == 0:
        return not_compiled()
    elif len(without_axes(a.shape, axis)) > 1 and isinstance(cast(dtype, 0), np.inexact):
        # The order of the output says in which order its elements are summed.
        return not_compiled()
    else:
        if keepdims:
            check_out(op, out, at_axes(a.shape, axis, 1), keepdims)
        else:
            check_out(op, out, without_axes(a.shape, axis), keepdims)
        made = _reduced(op, a, axis, dtype, keepdims, initial, where)
        if out.ndim == len(without_axes(a.shape, axis)) or keepdims:
            out[...] = made
        return out


@jit
def _reduced(op: Known, a, axis: Known, dtype: Known, keepdims: Known, initial, where):
    if not isinstance(where, np.ndarray):
        return not_compiled()
    else:
        mask = checked(a, where)
        axes = _table(a, mask)
        r = _new_result(a, axis, dtype, axes)
        numbers = view_in_c_order(r, (r.size,))
        if initial is not None:
            numbers[...] = initial
        elif op == "minimum" or op == "maximum" or op == "fmin" or op == "fmax":
            raise ValueError(
                f"reduction operation '{op}' does not have an identity, so to use a where mask one "
                "has to specify 'initial'"
            )
        elif op == "multiply" or op == "logical_and":
            numbers[...] = cast(r.dtype, 1)
        elif op == "bitwise_and":
            numbers[...] = cast(r.dtype, -1)
        else:
            numbers[...] = cast(r.dtype, 0)
        if a.size > 0:
            _reduce(op, a, mask, r, axis, axes)
        return shaped(r, a.shape, axis, keepdims)
