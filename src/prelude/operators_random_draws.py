"""What the methods of generators of random numbers and the functions of `np.random` share."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known, allocate, cast, flat_view
from pyjit.prelude.numpy_arrays import _lengths
from pyjit.prelude.numpy_arrays_broadcast import _together
from pyjit.prelude.operators_random import shuffled
from pyjit.prelude.operators_random_parameters import at, check_shape, room, spread
from pyjit.prelude.operators_refused import not_compiled


@jit
def _plain(x, dtype: Known):
    """A number as Python's."""
    if isinstance(cast(dtype, 0), np.floating):
        return float(x)
    else:
        return int(x)


@jit
def drawn(g, legacy: Known, draw, dtype: Known, size):
    """What `draw` gives of a generator, as often as a size says."""
    if size is None:
        return _plain(draw(g, legacy), dtype)
    else:
        a = allocate(dtype, _lengths(size))
        flat = flat_view(a)
        for i in range(len(flat)):
            flat[i] = draw(g, legacy)
        return a


@jit
def drawn_by_one(g, legacy: Known, draw, dtype: Known, x, size):
    """The same of a generator and a parameter, or an array of these."""
    if isinstance(x, np.ndarray):
        a = room(dtype, size, (x,))
        flat = flat_view(a)
        xs = spread(x, a.shape)
        for i in range(len(flat)):
            flat[i] = draw(g, legacy, xs[i])
        return a
    elif size is None:
        return _plain(draw(g, legacy, x), dtype)
    else:
        a = allocate(dtype, _lengths(size))
        flat = flat_view(a)
        for i in range(len(flat)):
            flat[i] = draw(g, legacy, x)
        return a


@jit
def fill_by_one(g, legacy: Known, draw, flat, x, out):
    """Fills the elements of an array with the same."""
    if isinstance(x, np.ndarray):
        check_shape(out.shape, _together((out, x)))
        xs = spread(x, out.shape)
        for i in range(len(flat)):
            flat[i] = draw(g, legacy, xs[i])
    else:
        for i in range(len(flat)):
            flat[i] = draw(g, legacy, x)


@jit
def drawn_by_two(g, legacy: Known, draw, dtype: Known, x, y, size):
    if isinstance(x, np.ndarray) or isinstance(y, np.ndarray):
        a = room(dtype, size, (x, y))
        flat = flat_view(a)
        xs, ys = spread(x, a.shape), spread(y, a.shape)
        for i in range(len(flat)):
            flat[i] = draw(g, legacy, at(xs, i), at(ys, i))
        return a
    elif size is None:
        return _plain(draw(g, legacy, x, y), dtype)
    else:
        a = allocate(dtype, _lengths(size))
        flat = flat_view(a)
        for i in range(len(flat)):
            flat[i] = draw(g, legacy, x, y)
        return a


@jit
def drawn_by_three(g, legacy: Known, draw, dtype: Known, x, y, z, size):
    if isinstance(x, np.ndarray) or isinstance(y, np.ndarray) or isinstance(z, np.ndarray):
        a = room(dtype, size, (x, y, z))
        flat = flat_view(a)
        xs, ys, zs = spread(x, a.shape), spread(y, a.shape), spread(z, a.shape)
        for i in range(len(flat)):
            flat[i] = draw(g, legacy, at(xs, i), at(ys, i), at(zs, i))
        return a
    elif size is None:
        return _plain(draw(g, legacy, x, y, z), dtype)
    else:
        a = allocate(dtype, _lengths(size))
        flat = flat_view(a)
        for i in range(len(flat)):
            flat[i] = draw(g, legacy, x, y, z)
        return a


@jit
def in_new_order(g, x):
    """The numbers below an integer, or a copy of an array, shuffled along the first axis."""
    if isinstance(x, (int, np.integer)):
        numbers = np.arange(x)
        shuffled(g, numbers)
        return numbers
    elif isinstance(x, (list, tuple)):
        return in_new_order(g, np.array(x))
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
