"""Methods of NumPy's generators of random numbers (`np.random.Generator`)."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known, allocate, cast, flat_view, log1p, next_double
from pyjit.prelude.numpy_arrays import _lengths
from pyjit.prelude.operators_random import (
    check_writable,
    shuffled,
    single,
)
from pyjit.prelude.operators_random_choice import (
    check_probabilities,
    chosen_once,
    chosen_once_by,
    number_of,
    places_by,
    population_of,
    probabilities,
    taken,
    taken_in_shape,
)
from pyjit.prelude.operators_random_distributions import exponentials, normals, uniforms
from pyjit.prelude.operators_random_draws import in_new_order
from pyjit.prelude.operators_random_integers import drawn_integers
from pyjit.prelude.operators_random_out import output
from pyjit.prelude.operators_random_singles import (
    exponential_single,
    inverse_exponential_single,
    normal_single,
)
from pyjit.prelude.operators_random_vectors import permuted_of
from pyjit.prelude.operators_random_ziggurat import standard_exponential as draw_exponential
from pyjit.prelude.operators_random_ziggurat import standard_normal as draw_normal
from pyjit.prelude.operators_refused import not_compiled


@jit
def _drawn(g, draw, dtype: Known, size, out):
    if size is None and out is None:
        return float(draw(g))
    elif out is None:
        a = allocate(dtype, _lengths(size))
        _fill(g, draw, flat_view(a))
        return a
    else:
        _fill(g, draw, output(size, dtype, out))
        return out


@jit
def _fill(g, draw, a):
    for i in range(len(a)):
        a[i] = cast(a.dtype, draw(g))


@jit
def _double(g):
    return next_double(g)


@jit
def random(g, size=None, dtype: Known = "float64", out=None):
    if isinstance(cast(dtype, 0), np.float64):
        return _drawn(g, _double, dtype, size, out)
    elif isinstance(cast(dtype, 0), np.float32):
        return _drawn(g, single, dtype, size, out)
    else:
        return not_compiled()


@jit
def standard_normal(g, size=None, dtype: Known = "float64", out=None):
    if isinstance(cast(dtype, 0), np.float64):
        return _drawn(g, draw_normal, dtype, size, out)
    elif isinstance(cast(dtype, 0), np.float32):
        return _drawn(g, normal_single, dtype, size, out)
    else:
        return not_compiled()


@jit
def _inverse_exponential(g):
    return -log1p(-next_double(g))


@jit
def standard_exponential(g, size=None, dtype: Known = "float64", method: Known = "zig", out=None):
    if isinstance(cast(dtype, 0), np.float64):
        if method == "zig":
            return _drawn(g, draw_exponential, dtype, size, out)
        else:
            return _drawn(g, _inverse_exponential, dtype, size, out)
    elif isinstance(cast(dtype, 0), np.float32):
        if method == "zig":
            return _drawn(g, exponential_single, dtype, size, out)
        else:
            return _drawn(g, inverse_exponential_single, dtype, size, out)
    else:
        return not_compiled()


@jit
def normal(g, loc=0.0, scale=1.0, size=None):
    return normals(g, False, loc, scale, size)


@jit
def uniform(g, low=0.0, high=1.0, size=None):
    return uniforms(g, False, low, high, size)


@jit
def exponential(g, scale=1.0, size=None):
    return exponentials(g, False, scale, size)


@jit
def integers(g, low, high=None, size=None, dtype: Known = "int64", endpoint: Known = False):
    return drawn_integers(g, low, high, size, dtype, endpoint, False)


@jit
def shuffle(g, x, axis: Known = 0):
    if isinstance(x, list):
        if axis != 0:
            raise NotImplementedError("Axis argument is only supported on ndarray objects")
        shuffled(g, x)
    elif isinstance(x, np.ndarray):
        check_writable(x)
        if axis == 0:
            shuffled(g, x)
        else:
            shuffled(g, np.swapaxes(x, 0, axis))
    else:
        return not_compiled()


@jit
def permutation(g, x, axis: Known = 0):
    if isinstance(x, (list, tuple)):
        return permutation(g, np.array(x), axis)
    elif not isinstance(x, np.ndarray) or axis == 0 or x.ndim == 1 and axis == -1:
        return in_new_order(g, x)
    elif axis == -1 or axis == x.ndim - 1:
        places = np.arange(x.shape[-1])
        shuffled(g, places)
        return x[..., places]
    else:
        return not_compiled()


@jit
def permuted(g, x, *, axis: Known = None, out=None):
    return permuted_of(g, x, axis, out)


@jit
def choice(g, a, size=None, replace: Known = True, p=None, axis: Known = 0, shuffle: Known = True):
    if isinstance(a, (list, tuple)):
        return choice(g, np.array(a), size, replace, p, axis, shuffle)
    elif p is None:
        return _choice(g, a, size, replace, axis, shuffle)
    else:
        return _choice_by(g, a, size, replace, probabilities(p), axis)


@jit
def _choice(g, a, size, replace: Known, axis: Known, shuffle: Known):
    count = population_of(a, size, axis)
    if replace and size is None:
        return taken(a, int(integers(g, 0, count)), axis)
    elif replace:
        return taken(a, integers(g, 0, count, _lengths(size)), axis)
    else:
        found = chosen_once(g, count, _number_of(size, count), shuffle)
        return taken_in_shape(a, found, size, axis)


@jit
def _choice_by(g, a, size, replace: Known, p, axis: Known):
    count = population_of(a, size, axis)
    check_probabilities(p, count)
    if replace:
        return taken(a, places_by(g, p, size), axis)
    else:
        found = chosen_once_by(g, p, _number_of(size, count))
        return taken_in_shape(a, found, size, axis)


@jit
def _number_of(size, count: int):
    wanted = number_of(size)
    if wanted > count:
        raise ValueError("Cannot take a larger sample than population when replace is False")
    if wanted < 0:
        raise ValueError("negative dimensions are not allowed")
    return wanted
