"""Methods of NumPy's generators of random numbers: distributions of a shape."""

import math

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known, allocate, cast, flat_view
from pyjit.prelude.numpy_arrays import _lengths
from pyjit.prelude.operators_random_draws import drawn
from pyjit.prelude.operators_random_shape import check_not_negative, number
from pyjit.prelude.operators_random_shapes import (
    cauchy,
    scaled_gamma,
)
from pyjit.prelude.operators_random_shapes import chisquare as draw_chisquare
from pyjit.prelude.operators_random_shapes import gumbel as draw_gumbel
from pyjit.prelude.operators_random_shapes import laplace as draw_laplace
from pyjit.prelude.operators_random_shapes import logistic as draw_logistic
from pyjit.prelude.operators_random_shapes import lognormal as draw_lognormal
from pyjit.prelude.operators_random_shapes import pareto as draw_pareto
from pyjit.prelude.operators_random_shapes import poisson as draw_poisson
from pyjit.prelude.operators_random_shapes import power as draw_power
from pyjit.prelude.operators_random_shapes import rayleigh as draw_rayleigh
from pyjit.prelude.operators_random_shapes import weibull as draw_weibull
from pyjit.prelude.operators_refused import not_compiled

# NumPy's bound: nothing that is drawn leaves 64 bits.
GREATEST_LAM = 9.223372006484771e18


@jit
def _check_positive(x: float, message: Known):
    if x <= 0.0:
        raise ValueError(message)


@jit
def standard_gamma(g, shape, size=None, dtype: Known = "float64"):
    if not isinstance(cast(dtype, 0), np.float64):
        return not_compiled()
    else:
        k = number(shape)
        check_not_negative(k, "shape < 0")
        return drawn(g, scaled_gamma, k, 1.0, size)


@jit
def gamma(g, shape, scale=1.0, size=None):
    k, width = number(shape), number(scale)
    check_not_negative(k, "shape < 0")
    check_not_negative(width, "scale < 0")
    return drawn(g, scaled_gamma, k, width, size)


@jit
def chisquare(g, df, size=None):
    freedom = number(df)
    _check_positive(freedom, "df <= 0")
    return drawn(g, draw_chisquare, freedom, 0.0, size)


@jit
def standard_cauchy(g, size=None):
    return drawn(g, cauchy, 0.0, 0.0, size)


@jit
def lognormal(g, mean=0.0, sigma=1.0, size=None):
    middle, width = number(mean), number(sigma)
    check_not_negative(width, "sigma < 0")
    return drawn(g, draw_lognormal, middle, width, size)


@jit
def laplace(g, loc=0.0, scale=1.0, size=None):
    middle, width = number(loc), number(scale)
    check_not_negative(width, "scale < 0")
    return drawn(g, draw_laplace, middle, width, size)


@jit
def gumbel(g, loc=0.0, scale=1.0, size=None):
    middle, width = number(loc), number(scale)
    check_not_negative(width, "scale < 0")
    return drawn(g, draw_gumbel, middle, width, size)


@jit
def logistic(g, loc=0.0, scale=1.0, size=None):
    middle, width = number(loc), number(scale)
    check_not_negative(width, "scale < 0")
    return drawn(g, draw_logistic, middle, width, size)


@jit
def rayleigh(g, scale=1.0, size=None):
    width = number(scale)
    check_not_negative(width, "scale < 0")
    return drawn(g, draw_rayleigh, width, 0.0, size)


@jit
def pareto(g, a, size=None):
    shape = number(a)
    _check_positive(shape, "a <= 0")
    return drawn(g, draw_pareto, shape, 0.0, size)


@jit
def weibull(g, a, size=None):
    shape = number(a)
    check_not_negative(shape, "a < 0")
    return drawn(g, draw_weibull, shape, 0.0, size)


@jit
def power(g, a, size=None):
    shape = number(a)
    _check_positive(shape, "a <= 0")
    return drawn(g, draw_power, shape, 0.0, size)


@jit
def poisson(g, lam=1.0, size=None):
    mean = number(lam)
    if math.isnan(mean) or mean < 0.0:
        raise ValueError("lam < 0 or lam is NaN")
    if mean > GREATEST_LAM:
        raise ValueError("lam value too large")
    if size is None:
        return draw_poisson(g, mean)
    else:
        a = allocate("int64", _lengths(size))
        flat = flat_view(a)
        for i in range(len(flat)):
            flat[i] = draw_poisson(g, mean)
        return a
