"""`numpy.random`: the functions that draw of the one generator that all share."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import (
    Known,
    global_generator,
    global_generator_with_gauss,
    log,
    next_double,
    seed_global,
)
from pyjit.prelude.numpy_arrays import _lengths
from pyjit.prelude.operators_random import (
    check_writable,
    gauss,
    shuffled,
)
from pyjit.prelude.operators_random_choice import (
    check_probabilities_of_legacy,
    chosen_once_by,
    number_of,
    places_by,
    population_of_legacy,
    probabilities,
    taken,
    taken_in_shape,
)
from pyjit.prelude.operators_random_draws import drawn, drawn_integers, permuted, uniform_of
from pyjit.prelude.operators_random_shape import (
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
    return drawn(global_generator(), uniform_of, 0.0, 1.0, size)


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
def _normal_of(g, loc: float, scale: float):
    return loc + scale * gauss(g)


@jit
def standard_normal(size=None):
    return drawn(global_generator_with_gauss(), _normal_of, 0.0, 1.0, size)


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
    return drawn(global_generator_with_gauss(), _normal_of, middle, width, size)


@jit
def uniform(low=0.0, high=1.0, size=None):
    first = number(low)
    width = number(high) - first
    check_range(width, "Range exceeds valid bounds")
    return drawn(global_generator(), uniform_of, first, width, size)


@jit
def standard_exponential(size=None):
    return exponential(1.0, size)


@jit
def _exponential_of(g, scale: float, _: float):
    return scale * -log(1.0 - next_double(g))


@jit
def exponential(scale=1.0, size=None):
    width = number(scale)
    check_not_negative(width, "scale < 0")
    return drawn(global_generator(), _exponential_of, width, 0.0, size)


@jit
def randint(low, high=None, size=None, dtype: Known = ABSENT):
    if dtype is None:
        return drawn_integers(global_generator(), low, high, size, int, False, True)
    else:
        return drawn_integers(global_generator(), low, high, size, dtype, False, True)


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
    return permuted(global_generator(), x)


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
        return taken_in_shape(a, permutation(count)[:wanted], size, 0)


@jit
def _choice_by(g, a, size, replace: Known, p):
    count = population_of_legacy(a, size)
    check_probabilities_of_legacy(p, count)
    if replace:
        return taken(a, places_by(g, p, size), 0)
    else:
        found = chosen_once_by(g, p, _number_of(size, count))
        return taken_in_shape(a, found, size, 0)


@jit
def _number_of(size, count: int):
    wanted = number_of(size)
    if wanted > count:
        raise ValueError("Cannot take a larger sample than population when 'replace=False'")
    if wanted < 0:
        raise ValueError("Negative dimensions are not allowed")
    return wanted
