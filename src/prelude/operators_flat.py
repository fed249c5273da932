"""`a.flat`: the elements of an array of any layout, in C order (NumPy's ``iterators.c``)."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import cast, converted, flat_view, is_c_order, is_read_only
from pyjit.prelude.numpy_arrays import is_in_c_order
from pyjit.prelude.operators_slice import step_of, window


@jit
def element(a, place: int):
    """The element at a place that is inside, counted from the front."""
    if a.ndim == 0:
        return a[()]
    elif is_c_order(a):
        return flat_view(a)[place]
    elif a.ndim == 1:
        return a[place]
    else:
        behind = a.size // a.shape[0]
        return element(a[place // behind], place % behind)


@jit
def element_view(a, place: int):
    """The same as a view without dimensions."""
    if a.ndim == 0:
        return a
    elif a.ndim == 1:
        return a[place, ...]
    else:
        behind = a.size // a.shape[0]
        return element_view(a[place // behind], place % behind)


@jit
def _place(a, index: int):
    """A place as an index counts it."""
    if not -a.size <= index < a.size:
        raise IndexError(f"index {index} is out of bounds for size {a.size}")
    return index + a.size if index < 0 else index


@jit
def item(a, index: int):
    return element(a, _place(a, index))


@jit
def part(a, start, stop, step):
    """A copy of some of the elements."""
    by = step_of(step)
    first, count = window(start, stop, by, a.size)
    b = np.empty(count, a.dtype)
    for i in range(count):
        b[i] = element(a, first + i * by)
    return b


@jit
def _store(a, place: int, value):
    if a.ndim == 0:
        a[()] = value
    elif is_c_order(a):
        flat_view(a)[place] = value
    elif a.ndim == 1:
        a[place] = value
    else:
        behind = a.size // a.shape[0]
        _store(a[place // behind], place % behind, value)


@jit
def check_writable(a):
    if is_read_only(a):
        raise ValueError("underlying array is read-only")


@jit
def check_whole(a):
    if is_read_only(a):
        raise ValueError("array is read-only")


@jit
def put(a, index: int, value):
    """`a.flat[index] = value`; the value is one of the array's type."""
    _store(a, _place(a, index), value)


@jit
def put_integer(a, index: int, value: int):
    """The same of an integer that may not fit."""
    place = _place(a, index)
    number = cast(a.dtype, value)
    if value < 0 and not isinstance(number, np.signedinteger) or int(number) != value:
        raise ValueError("Error setting single item of array.")
    _store(a, place, number)


@jit
def put_part(a, start, stop, step, values):
    """`a.flat[start:stop:step] = values`: numbers are taken from the beginning again where there
    are more places, and read as they are then."""
    by = step_of(step)
    first, count = window(start, stop, by, a.size)
    if isinstance(values, np.ndarray):
        if a.dtype == values.dtype:
            _put_all(a, first, by, count, values)
        else:
            _put_all(a, first, by, count, converted(a.dtype, values))
    else:
        for i in range(count):
            _store(a, first + i * by, values)


@jit
def _put_all(a, first: int, by: int, count: int, values):
    size = values.size
    if size > 0:
        for i in range(count):
            _store(a, first + i * by, element(values, i % size))


@jit
def put_whole(a, values):
    """`a.flat = values`."""
    if not isinstance(values, np.ndarray):
        for i in range(a.size):
            _store(a, i, values)
    elif values.dtype != a.dtype:
        _put_all(a, 0, 1, a.size, converted(a.dtype, values))
    else:
        # Values for an array in Fortran order, as a line is, too, are brought to that order first.
        if is_in_c_order(a.T) and not is_in_c_order(values.T):
            _put_all(a, 0, 1, a.size, converted(a.dtype, values))
        else:
            _put_all(a, 0, 1, a.size, values)
