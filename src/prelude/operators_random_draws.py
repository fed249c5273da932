"""What the methods of generators of random numbers and the functions of `np.random` share."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known, allocate, cast, flat_view, next_double
from pyjit.prelude.numpy_arrays import _lengths
from pyjit.prelude.operators_random import fill_bounded, one_bounded, shuffled
from pyjit.prelude.operators_random_choice import number_of
from pyjit.prelude.operators_random_shape import bounds_of
from pyjit.prelude.operators_refused import not_compiled


@jit
def drawn(g, draw, x: float, y: float, size):
    """What `draw` gives of a generator and two parameters, as often as a size says."""
    if size is None:
        return draw(g, x, y)
    else:
        a = allocate("float64", _lengths(size))
        flat = flat_view(a)
        for i in range(len(flat)):
            flat[i] = draw(g, x, y)
        return a


@jit
def uniform_of(g, low: float, width: float):
    return low + width * next_double(g)


@jit
def drawn_integers(g, low, high, size, dtype: Known, endpoint: Known, masked: Known):
    """Integers in a range, `masked` as `np.random.randint` draws them, else by Lemire's method."""
    zero = cast(dtype, 0)
    if not isinstance(zero, (np.integer, np.bool_)):
        return not_compiled()
    elif size is None:
        offset, span = bounds_of(zero, low, high, endpoint)
        one = one_bounded(g, zero, offset, span, masked)
        if dtype is int:
            return int(cast("int64", one))
        elif dtype is bool:
            return bool(cast("bool", one))
        else:
            return cast(dtype, one)
    else:
        lengths = _lengths(size)
        if number_of(size) == 0:
            return allocate(dtype, lengths)
        offset, span = bounds_of(zero, low, high, endpoint)
        a = allocate(dtype, lengths)
        fill_bounded(g, a, offset, span, masked)
        return a


@jit
def permuted(g, x):
    """The numbers below an integer, or a copy of an array, shuffled along the first axis."""
    if isinstance(x, (int, np.integer)):
        numbers = np.arange(x)
        shuffled(g, numbers)
        return numbers
    elif isinstance(x, (list, tuple)):
        return permuted(g, np.array(x))
    elif not isinstance(x, np.ndarray):
        return not_compiled()
    elif x.ndim == 1:
        copied = np.array(x)
        shuffled(g, copied)
        return copied
    else:
        places = np.arange(len(x))
        shuffled(g, places)
        return x[places]
