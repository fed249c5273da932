"""`numpy`: places of rows and columns, shapes of arrays that are combined, and what arrays have in
common."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known, allocate
from pyjit.prelude.numpy_arrays_broadcast import _as_array
from pyjit.prelude.numpy_arrays_more import flatnonzero
from pyjit.prelude.operators_refused import not_compiled


@jit
def _places_of(a):
    if not isinstance(a, np.ndarray):
        if isinstance(a, tuple) and len(a) == 0:
            return allocate(np.int64, (0,))
        elif isinstance(a, tuple):
            return _places_of(_as_array(a))
        else:
            return not_compiled()
    elif a.ndim != 1:
        raise ValueError("Cross index must be 1 dimensional")
    elif a.dtype == np.bool_:
        return flatnonzero(a)
    else:
        return a


@jit
def _behind_axes(places, count: Known):
    """With so many axes of length 1 behind its own."""
    if count == 0:
        return places
    else:
        return _behind_axes(places[..., None], count - 1)


@jit
def _before_axes(places, count: Known):
    if count == 0:
        return places
    else:
        return _before_axes(places[None], count - 1)


@jit
def _opened(args, number: Known):
    if len(args) == 0:
        return ()
    else:
        places = _behind_axes(_places_of(args[0]), len(args) - 1)
        return (_before_axes(places, number),) + _opened(args[1:], number + 1)


@jit
def ix_(*args):
    return _opened(args, 0)


@jit
def mask_indices(n, mask_func, k=0):
    marks = mask_func(np.ones((n, n), np.int64), k)
    return np.nonzero(marks != 0)


@jit
def _fits(shape, other):
    """Whether arrays of these shapes can be combined."""
    if len(shape) == 0 or len(other) == 0:
        return True
    else:
        if shape[-1] != other[-1] and shape[-1] != 1 and other[-1] != 1:
            return False
        return _fits(shape[:-1], other[:-1])


@jit
def array_equiv(a1, a2):
    x = _as_array(a1)
    y = _as_array(a2)
    if not _fits(x.shape, y.shape):
        return False
    return bool(np.all(x == y))
