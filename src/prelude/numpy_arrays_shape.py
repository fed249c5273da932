"""`numpy`: other shapes of the same memory."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import (
    Known,
    array_of,
    as_tuple,
    at_axes,
    cast,
    dtype_of,
    is_c_order,
    moved,
    permuted,
    swapped,
    view_in_c_order,
    view_of,
    with_axis,
    without_axes,
    without_axis,
)
from pyjit.prelude.numpy_arrays import is_in_c_order
from pyjit.prelude.operators_reduce import elsewhere
from pyjit.prelude.operators_refused import not_compiled


@jit
def shape(a):
    if isinstance(a, np.ndarray):
        return a.shape
    elif isinstance(a, tuple):
        return array_of(a).shape
    else:
        # What a number has.
        dtype_of(a)
        return ()


@jit
def ndim(a):
    return len(shape(a))


@jit
def size(a, axis: Known = None):
    lengths = shape(a)
    count = 1
    for length, counted in zip(lengths, at_axes(lengths, axis, -1)):
        if counted < 0:
            count *= length
    return count


@jit
def isscalar(element):
    return isinstance(element, (int, float, complex, str, np.generic))


@jit
def iscomplexobj(x):
    if isinstance(x, np.ndarray):
        return isinstance(cast(x.dtype, 0), np.complexfloating)
    elif isinstance(x, tuple):
        return iscomplexobj(array_of(x))
    else:
        dtype_of(x)
        return isinstance(x, (complex, np.complexfloating))


@jit
def isrealobj(x):
    return not iscomplexobj(x)


@jit
def transpose(a, axes: Known = None):
    if isinstance(a, tuple):
        return transpose(array_of(a), axes)
    elif axes is None:
        return a.T
    else:
        return permuted(a, axes)


@jit
def permute_dims(a, axes: Known = None):
    return transpose(a, axes)


@jit
def matrix_transpose(x, /):
    if x.ndim < 2:
        # NumPy raises ValueError.
        return not_compiled()
    else:
        return swapaxes(x, -1, -2)


@jit
def broadcast_shapes(*args):
    return _together(args, ())


@jit
def _lengths_of(shape):
    if isinstance(shape, tuple):
        return shape
    else:
        return (shape,)


@jit
def _together(shapes, known):
    if len(shapes) == 0:
        return known
    else:
        return _together(shapes[1:], _combined(known, _lengths_of(shapes[0])))


@jit
def _combined(left, right):
    """The shape of two together."""
    if len(left) == 0:
        return right
    elif len(right) == 0:
        return left
    else:
        return _combined(left[:-1], right[:-1]) + (_common_length(left[-1], right[-1]),)


@jit
def _common_length(x: int, y: int):
    if x < 0 or y < 0 or (x != y and x != 1 and y != 1):
        elsewhere()  # for NumPy's words, which name all shapes
    return y if x == 1 else x


@jit
def swapaxes(a, axis1: Known, axis2: Known):
    if isinstance(a, tuple):
        return swapped(array_of(a), axis1, axis2)
    else:
        return swapped(a, axis1, axis2)


@jit
def moveaxis(a, source: Known, destination: Known):
    if isinstance(a, tuple):
        return moved(array_of(a), source, destination)
    else:
        return moved(a, source, destination)


@jit
def squeeze(a, axis: Known = None):
    if isinstance(a, tuple):
        return squeeze(array_of(a), axis)
    elif axis is None:
        if a.ndim == 0:
            return a
        else:
            # How many axes are left, only the lengths say: that is refused in its own words.
            return without_axis(a, None)
    elif isinstance(axis, tuple):
        for length, kept in zip(a.shape, at_axes(a.shape, axis, -1)):
            if kept < 0 and length != 1:
                raise ValueError(
                    "cannot select an axis to squeeze out which has size not equal to one"
                )
        if is_c_order(a):
            return view_in_c_order(a, without_axes(a.shape, axis))
        else:
            return view_of(a, without_axes(a.shape, axis), without_axes(a.strides, axis))
    else:
        if a.shape[axis] != 1:
            raise ValueError("cannot select an axis to squeeze out which has size not equal to one")
        return without_axis(a, axis)


@jit
def ravel(a, order: Known = "C"):
    if isinstance(a, tuple):
        return array_of(a).ravel(order)
    else:
        return a.ravel(order)


@jit
def _refuse_shape(elements: int, lengths):
    """NumPy's words for a shape that does not fit (``convert_shape_to_string`` of ``common.c``):
    what is to be found is called `newaxis`, and left out in front."""
    if len(lengths) == 1:
        raise ValueError(f"cannot reshape array of size {elements} into shape ({lengths[0]},)")
    elif len(lengths) == 2:
        n, m = lengths
        if n < 0:
            raise ValueError(f"cannot reshape array of size {elements} into shape ({m})")
        if m < 0:
            raise ValueError(f"cannot reshape array of size {elements} into shape ({n},newaxis)")
        raise ValueError(f"cannot reshape array of size {elements} into shape ({n},{m})")
    elif len(lengths) == 3:
        n, m, k = lengths
        if n < 0:
            raise ValueError(f"cannot reshape array of size {elements} into shape ({m},{k})")
        if m < 0:
            raise ValueError(
                f"cannot reshape array of size {elements} into shape ({n},newaxis,{k})"
            )
        if k < 0:
            raise ValueError(
                f"cannot reshape array of size {elements} into shape ({n},{m},newaxis)"
            )
        raise ValueError(f"cannot reshape array of size {elements} into shape ({n},{m},{k})")
    else:
        raise ValueError(f"cannot reshape array of size {elements}")


@jit
def _wanted(lengths, elements: int):
    """The lengths of a new shape for so many elements, one of which may be left to find, as an
    array."""
    found = np.empty(len(lengths), np.int64)
    known = 1
    unknown = -1
    place = 0
    for length in lengths:
        if isinstance(length, bool) or not isinstance(length, (int, np.integer)):
            not_compiled()
        if length < 0:
            if unknown >= 0:
                raise ValueError("can only specify one unknown dimension")
            unknown = place
        else:
            known *= length
        found[place] = length
        place += 1
    if unknown >= 0:
        if known == 0 or elements % known != 0:
            _refuse_shape(elements, lengths)
        found[unknown] = elements // known
    elif known != elements:
        _refuse_shape(elements, lengths)
    return found


@jit
def _reshaped(a, lengths):
    if a.ndim == 0:
        return _reshaped(a[None], lengths)
    elif len(lengths) == 0:
        if a.size != 1:
            raise ValueError(f"cannot reshape array of size {a.size} into shape ()")
        return a.ravel()[0, ...]
    else:
        return _with_lengths(a, lengths)


@jit
def _with_lengths(a, lengths):
    found = _wanted(lengths, a.size)
    if is_c_order(a):
        return view_in_c_order(a, as_tuple(found, lengths))
    else:
        strides = np.zeros(len(lengths), np.int64)
        if _fits_without_copy(a, found, strides):
            return view_of(a, as_tuple(found, lengths), as_tuple(strides, lengths))
        stride = a.itemsize
        for place in range(len(lengths) - 1, -1, -1):
            strides[place] = stride
            stride *= int(found[place])
        copied = a.flatten()
        return view_of(copied, as_tuple(found, lengths), as_tuple(strides, lengths))


@jit
def _fits_without_copy(a, lengths, strides):
    """Finds the strides that a view of that shape has, if there is one
    (``_attempt_nocopy_reshape`` of NumPy's ``shape.c``)."""
    if a.size == 0:
        stride = a.itemsize
        for place in range(len(lengths) - 1, -1, -1):
            strides[place] = stride
            stride *= max(1, int(lengths[place]))
        return True
    own = np.empty(a.ndim, np.int64)
    steps = np.empty(a.ndim, np.int64)
    count = 0
    for length, step in zip(a.shape, a.strides):
        if length != 1:
            own[count] = length
            steps[count] = step
            count += 1
    new = 0
    old = 0
    while new < len(lengths) and old < count:
        new_end = new + 1
        old_end = old + 1
        wanted = int(lengths[new])
        given = int(own[old])
        while wanted != given:
            if wanted < given:
                wanted *= int(lengths[new_end])
                new_end += 1
            else:
                given *= int(own[old_end])
                old_end += 1
        for axis in range(old, old_end - 1):
            if steps[axis] != own[axis + 1] * steps[axis + 1]:
                return False
        strides[new_end - 1] = steps[old_end - 1]
        for axis in range(new_end - 1, new, -1):
            strides[axis - 1] = strides[axis] * lengths[axis]
        new = new_end
        old = old_end
    last = int(strides[new - 1]) if new > 0 else a.itemsize
    for axis in range(new, len(lengths)):
        strides[axis] = last
    return True


@jit
def _reshaped_by_columns(a, lengths):
    """Elements are taken and put with the first axis fastest."""
    found = _wanted(lengths, a.size)
    backwards = np.empty(len(found), np.int64)
    for place in range(len(found)):
        backwards[place] = found[len(found) - 1 - place]
    return _reshaped(a.T, as_tuple(backwards, lengths)).T


@jit
def _reshaped_in(a, lengths, order: Known):
    if order == "C":
        return _reshaped(a, lengths)
    elif order == "F":
        return _reshaped_by_columns(a, lengths)
    elif order != "A":
        return not_compiled()
    elif a.ndim == 1 or is_c_order(a):
        return _reshaped(a, lengths)
    else:
        if is_in_c_order(a.T) and not is_in_c_order(a):
            return _reshaped_by_columns(a, lengths)
        return _reshaped(a, lengths)


@jit
def reshape(a, /, shape, order: Known = "C"):
    if isinstance(a, tuple):
        return reshape(array_of(a), shape, order)
    elif isinstance(shape, tuple):
        return _reshaped_in(a, shape, order)
    else:
        return _reshaped_in(a, (shape,), order)


@jit
def expand_dims(a, axis: Known):
    if isinstance(a, tuple):
        return with_axis(array_of(a), axis)
    else:
        return with_axis(a, axis)
