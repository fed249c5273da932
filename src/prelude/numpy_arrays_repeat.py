"""`numpy`: elements several times (NumPy's ``item_selection.c`` and ``_shape_base_impl.py``)."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import (
    Known,
    allocate,
    at_axes,
    flat_view,
    view_in_c_order,
    without_axes,
)
from pyjit.prelude.numpy_arrays import _with_axes
from pyjit.prelude.numpy_arrays_broadcast import _as_array
from pyjit.prelude.operators_order import size_of
from pyjit.prelude.operators_refused import not_compiled


@jit
def _in_three(a, axis: Known):
    """The array with three axes: those before one, that one, and those behind it."""
    without_axes(a.shape, axis)
    if axis < 0:
        return _in_three(a, axis + a.ndim)
    else:
        before = size_of(a.shape[:axis])
        return np.reshape(a, (before, a.shape[axis], size_of(a.shape[axis + 1 :])))


@jit(boundscheck=False)
def _repeat_equally(a, count: int, to):
    if a.shape[2] == 1:
        for i in range(a.shape[0]):
            for j in range(a.shape[1]):
                for n in range(count):
                    to[i, j * count + n, 0] = a[i, j, 0]
    else:
        for i in range(a.shape[0]):
            for j in range(a.shape[1]):
                for n in range(count):
                    for k in range(a.shape[2]):
                        to[i, j * count + n, k] = a[i, j, k]


@jit(boundscheck=False)
def _repeat_each(a, counts, to):
    for i in range(a.shape[0]):
        place = 0
        for j in range(a.shape[1]):
            for _ in range(counts[j]):
                for k in range(a.shape[2]):
                    to[i, place, k] = a[i, j, k]
                place += 1


@jit
def _repeated_equally(a, count: int, axis: Known):
    three = _in_three(a, axis)
    to = allocate(a.dtype, (three.shape[0], three.shape[1] * count, three.shape[2]))
    _repeat_equally(three, count, to)
    return view_in_c_order(to, at_axes(a.shape, axis, three.shape[1] * count))


@jit
def _repeated_each(a, counts, axis: Known):
    if len(counts) == 1:
        return _repeated_equally(a, int(counts[0]), axis)
    three = _in_three(a, axis)
    if len(counts) != three.shape[1]:
        raise ValueError(
            f"operands could not be broadcast together with shape ({three.shape[1]},) "
            f"({len(counts)},)"
        )
    total = 0
    for count in counts:
        if count < 0:
            raise ValueError("repeats may not contain negative values.")
        total += int(count)
    to = allocate(a.dtype, (three.shape[0], total, three.shape[2]))
    _repeat_each(three, counts, to)
    return view_in_c_order(to, at_axes(a.shape, axis, total))


@jit
def _repeated(a, repeats, axis: Known):
    if isinstance(repeats, np.ndarray):
        if (
            not isinstance(repeats.dtype.type(0), (np.integer, np.bool_))
            or repeats.dtype == np.uint64
        ):
            # NumPy has no safe way from these to a count.
            return not_compiled()
        elif repeats.ndim == 0:
            return _repeated_equally(a, int(repeats[()]), axis)
        elif repeats.ndim == 1:
            return _repeated_each(a, repeats, axis)
        else:
            raise ValueError("object too deep for desired array")
    elif isinstance(repeats, tuple):
        return _repeated(a, np.asarray(repeats), axis)
    elif isinstance(repeats, (int, np.integer, np.bool_)) and not isinstance(repeats, np.uint64):
        return _repeated_equally(a, int(repeats), axis)
    else:
        return not_compiled()


@jit
def repeat(a, repeats, axis: Known = None):
    if not isinstance(a, np.ndarray):
        return repeat(_as_array(a), repeats, axis)
    elif axis is None:
        return _repeated(np.ravel(a), repeats, 0)
    else:
        return _repeated(a, repeats, axis)


@jit
def _tiled(line, lengths, counts):
    """The elements of an array of these lengths, one behind the other, so many times along each
    axis."""
    behind = len(line)
    for length, count in zip(lengths, counts):
        if behind > 0 and count != 1:
            rows = line.reshape((len(line) // behind, behind))
            line = flat_view(_repeated_equally(rows, int(count), 0))
        if length > 0:
            behind //= length
        else:
            behind = 0
    return line


@jit
def _products(lengths, counts):
    if len(lengths) == 1:
        return (lengths[0] * int(counts[0]),)
    else:
        return (lengths[0] * int(counts[0]),) + _products(lengths[1:], counts[1:])


@jit
def _preceded(counts, ndim: Known):
    """As many counts as there are axes: ones in front."""
    if len(counts) < ndim:
        return _preceded((1,) + counts, ndim)
    else:
        return counts


@jit
def _are_ones(counts):
    for count in counts:
        if count != 1:
            return False
    return True


@jit
def _tiles(a, counts):
    if len(counts) == 0 and a.ndim == 0:
        return np.copy(a)
    elif len(counts) > a.ndim or a.ndim == 0:
        return _tiles(_with_axes(a, len(counts)), counts)
    elif len(counts) < a.ndim:
        return _tiles(a, _preceded(counts, a.ndim))
    else:
        if _are_ones(counts):
            return np.copy(a)
        line = _tiled(a.flatten(), a.shape, counts)
        return np.reshape(line, _products(a.shape, counts))


@jit
def tile(A, reps):
    if not isinstance(A, np.ndarray):
        return tile(_as_array(A), reps)
    elif isinstance(reps, tuple):
        return _tiles(A, reps)
    else:
        return _tiles(A, (reps,))


@jit
def resize(a, new_shape):
    if not isinstance(new_shape, tuple):
        return resize(a, (new_shape,))
    else:
        for length in new_shape:
            if length < 0:
                raise ValueError("all elements of `new_shape` must be non-negative")
        line = np.ravel(_as_array(a))
        made = np.zeros(new_shape, a.dtype)
        to = flat_view(made)
        if len(line) > 0:
            place = 0
            for k in range(len(to)):
                to[k] = line[place]
                place += 1
                if place == len(line):
                    place = 0
        return made
