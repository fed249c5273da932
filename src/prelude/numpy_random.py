"""`numpy.random`: the functions that draw of the one generator that all share."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import (
    Known,
    global_generator,
    global_generator_with_gauss,
    new_generator,
    seed_global,
)
from pyjit.prelude.numpy_arrays import _lengths
from pyjit.prelude.operators_random import (
    check_writable,
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
from pyjit.prelude.operators_random_curves import random as draw_random
from pyjit.prelude.operators_random_distributions import exponentials, normals, uniforms
from pyjit.prelude.operators_random_draws import drawn, in_new_order
from pyjit.prelude.operators_random_integers import drawn_integers
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
def default_rng(seed=None):
    if seed is None:
        return new_generator(-1)
    elif isinstance(seed, np.random.Generator):
        return seed
    elif isinstance(seed, (int, np.integer)):
        start = int(seed)
        if start < 0:
            raise ValueError("expected non-negative integer")
        return new_generator(start)
    else:
        return not_compiled()


@jit
def random_sample(size=None):
    return drawn(global_generator(), True, draw_random, "float64", size)


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
    return normals(global_generator_with_gauss(), True, 0.0, 1.0, size)


@jit
def randn(*args):
    if len(args) == 0:
        return standard_normal()
    else:
        return standard_normal(args)


@jit
def normal(loc=0.0, scale=1.0, size=None):
    return normals(global_generator_with_gauss(), True, loc, scale, size)


@jit
def uniform(low=0.0, high=1.0, size=None):
    return uniforms(global_generator(), True, low, high, size)


@jit
def standard_exponential(size=None):
    return exponential(1.0, size)


@jit
def exponential(scale=1.0, size=None):
    return exponentials(global_generator(), True, scale, size)


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
    return in_new_order(global_generator(), x)


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
