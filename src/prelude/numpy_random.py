"""`numpy.random`: the functions that draw of the one generator that all share."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import (
    Known,
    allocate,
    cast,
    flat_view,
    global_generator,
    global_generator_with_gauss,
    log,
    next_double,
    seed_global,
)
from pyjit.prelude.numpy_arrays import _lengths
from pyjit.prelude.operators_random import (
    check_writable,
    fill_bounded,
    gauss,
    one_bounded,
    shuffled,
)
from pyjit.prelude.operators_random_choice import (
    check_probabilities_of_legacy,
    chosen_once_by,
    cumulated,
    number_of,
    place_in,
    population_of_legacy,
    probabilities,
    taken,
)
from pyjit.prelude.operators_random_shape import (
    bounds_of,
    check_not_negative,
    check_range,
    number,
)
from pyjit.prelude.operators_refused import not_compiled

# What an argument is that is not given.
ABSENT = None


@jit
def seed(seed=None):
    if not isinstance(seed, (int, np.integer)):
        return not_compiled()
    else:
        start = int(seed)
        if start < 0 or start > 0xFFFFFFFF:
            raise ValueError("Seed must be between 0 and 2**32 - 1")
        seed_global(start)
        return None


@jit
def random_sample(size=None):
    g = global_generator()
    if size is None:
        return next_double(g)
    else:
        a = allocate("float64", _lengths(size))
        flat = flat_view(a)
        for i in range(len(flat)):
            flat[i] = next_double(g)
        return a


@jit
def random(size=None):
    return random_sample(size)


@jit
def ranf(size=None):
    return random_sample(size)


@jit
def sample(size=None):
    return random_sample(size)


@jit
def rand(*args):
    if len(args) == 0:
        return random_sample()
    else:
        return random_sample(args)


@jit
def standard_normal(size=None):
    g = global_generator_with_gauss()
    if size is None:
        return gauss(g)
    else:
        a = allocate("float64", _lengths(size))
        flat = flat_view(a)
        for i in range(len(flat)):
            flat[i] = gauss(g)
        return a


@jit
def randn(*args):
    if len(args) == 0:
        return standard_normal()
    else:
        return standard_normal(args)


@jit
def normal(loc=0.0, scale=1.0, size=None):
    middle, width = number(loc), number(scale)
    check_not_negative(width, "scale < 0")
    g = global_generator_with_gauss()
    if size is None:
        return middle + width * gauss(g)
    else:
        a = allocate("float64", _lengths(size))
        flat = flat_view(a)
        for i in range(len(flat)):
            flat[i] = middle + width * gauss(g)
        return a


@jit
def uniform(low=0.0, high=1.0, size=None):
    first = number(low)
    width = number(high) - first
    check_range(width, "Range exceeds valid bounds")
    g = global_generator()
    if size is None:
        return first + width * next_double(g)
    else:
        a = allocate("float64", _lengths(size))
        flat = flat_view(a)
        for i in range(len(flat)):
            flat[i] = first + width * next_double(g)
        return a


@jit
def standard_exponential(size=None):
    return exponential(1.0, size)


@jit
def exponential(scale=1.0, size=None):
    width = number(scale)
    check_not_negative(width, "scale < 0")
    g = global_generator()
    if size is None:
        return width * -log(1.0 - next_double(g))
    else:
        a = allocate("float64", _lengths(size))
        flat = flat_view(a)
        for i in range(len(flat)):
            flat[i] = width * -log(1.0 - next_double(g))
        return a


@jit
def randint(low, high=None, size=None, dtype: Known = ABSENT):
    if dtype is None:
        return _integers(low, high, size, int)
    else:
        return _integers(low, high, size, dtype)


@jit
def _integers(low, high, size, dtype: Known):
    zero = cast(dtype, 0)
    if not isinstance(zero, (np.integer, np.bool_)):
        return not_compiled()
    elif size is None:
        offset, span = bounds_of(zero, low, high, False)
        drawn = one_bounded(global_generator(), zero, offset, span, True)
        if dtype is int:
            return int(cast("int64", drawn))
        elif dtype is bool:
            return bool(cast("bool", drawn))
        else:
            return cast(dtype, drawn)
    else:
        lengths = _lengths(size)
        if number_of(size) == 0:
            return allocate(dtype, lengths)
        offset, span = bounds_of(zero, low, high, False)
        a = allocate(dtype, lengths)
        fill_bounded(global_generator(), a, offset, span, True)
        return a


@jit
def shuffle(x):
    if isinstance(x, list):
        shuffled(global_generator(), x)
    elif isinstance(x, np.ndarray):
        check_writable(x)
        shuffled(global_generator(), x)
    else:
        return not_compiled()


@jit
def permutation(x):
    g = global_generator()
    if isinstance(x, (int, np.integer)):
        numbers = np.arange(x)
        shuffled(g, numbers)
        return numbers
    elif isinstance(x, (list, tuple)):
        return permutation(np.array(x))
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


@jit
def choice(a, size=None, replace: Known = True, p=None):
    if isinstance(a, (list, tuple)):
        return choice(np.array(a), size, replace, p)
    elif p is None:
        return _choice(a, size, replace)
    else:
        return _choice_by(global_generator(), a, size, replace, probabilities(p))


@jit
def _choice(a, size, replace: Known):
    count = population_of_legacy(a, size)
    if replace and size is None:
        return taken(a, randint(0, count), 0)
    elif replace:
        return taken(a, randint(0, count, _lengths(size)), 0)
    else:
        wanted = _number_of(size, count)
        return _taken(a, permutation(count)[:wanted], size)


@jit
def _choice_by(g, a, size, replace: Known, p):
    count = population_of_legacy(a, size)
    check_probabilities_of_legacy(p, count)
    if replace and size is None:
        return taken(a, place_in(cumulated(p), next_double(g)), 0)
    elif replace:
        sums = cumulated(p)
        positions = allocate("int64", _lengths(size))
        flat = flat_view(positions)
        for i in range(len(flat)):
            flat[i] = place_in(sums, next_double(g))
        return taken(a, positions, 0)
    else:
        return _taken(a, chosen_once_by(g, p, _number_of(size, count)), size)


@jit
def _number_of(size, count: int):
    wanted = number_of(size)
    if wanted > count:
        raise ValueError("Cannot take a larger sample than population when 'replace=False'")
    if wanted < 0:
        raise ValueError("Negative dimensions are not allowed")
    return wanted


@jit
def _taken(a, found, size):
    if size is None:
        return taken(a, int(found[0]), 0)
    else:
        return taken(a, found.reshape(_lengths(size)), 0)
