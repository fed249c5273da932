"""Numbers of the gamma distribution, and of those that are made of these.

`legacy` is how `np.random` draws, where that is not how NumPy's generators do. Parameters are
`f64`, so that what divides by zero does what C does.
"""

import math

from pyjit import f64, jit
from pyjit.intrinsics import Known, cast, exp, log, log1p, next_double, sqrt
from pyjit.intrinsics import pow as c_pow
from pyjit.prelude.operators_random import exponential_of, normal_of, version_of
from pyjit.prelude.operators_random_counts import poisson

# Below, a number of the beta distribution is 0 or 1.
TINY = 3e-103


@jit
def standard_gamma(g, legacy: Known, shape: f64):
    """By Marsaglia and Tsang ("A Simple Method for Generating Gamma Variables", ACM Transactions on
    Mathematical Software 26, 2000); below 1 by Best's rejection ("A Note on Gamma Variate
    Generators with Shape Parameter less than Unity", Computing 30, 1983)."""
    if shape == 1.0:
        return exponential_of(g, legacy)
    if shape == 0.0:
        return 0.0
    if shape < 1.0:
        while True:
            u = next_double(g)
            v = exponential_of(g, legacy)
            if u <= 1.0 - shape:
                x = c_pow(u, 1.0 / shape)
                if x <= v:
                    return x
            else:
                y = -log((1.0 - u) / shape)
                x = c_pow(1.0 - shape + shape * y, 1.0 / shape)
                if x <= v + y:
                    return x
    b = shape - 1.0 / 3.0
    c = 1.0 / f64(sqrt(9.0 * b))
    while True:
        x = normal_of(g, legacy)
        v = float(1.0 + c * x)
        while v <= 0.0:
            x = normal_of(g, legacy)
            v = float(1.0 + c * x)
        v = v * v * v
        u = next_double(g)
        if u < 1.0 - 0.0331 * (x * x) * (x * x):
            return float(b * v)
        if log(u) < 0.5 * x * x + b * (1.0 - v + log(v)):
            return float(b * v)


@jit
def gamma(g, legacy: Known, shape: f64, scale: f64):
    return scale * standard_gamma(g, legacy, shape)


@jit
def chisquare(g, legacy: Known, df: f64):
    return 2.0 * standard_gamma(g, legacy, df / 2.0)


@jit
def noncentral_chisquare(g, legacy: Known, df: f64, nonc: f64):
    if not legacy and math.isnan(nonc):
        return float(nonc)
    if nonc == 0.0:
        return chisquare(g, legacy, df)
    if df > 1.0:
        x = chisquare(g, legacy, df - 1.0)
        y = normal_of(g, legacy) + sqrt(nonc)
        return x + y * y
    count = poisson(g, legacy, nonc / 2.0)
    x = chisquare(g, legacy, df + cast("float64", 2 * count))
    return float(nonc) if math.isnan(nonc) else x


@jit
def f(g, legacy: Known, dfnum: f64, dfden: f64):
    x = chisquare(g, legacy, dfnum) * dfden
    return x / (chisquare(g, legacy, dfden) * dfnum)


@jit
def noncentral_f(g, legacy: Known, dfnum: f64, dfden: f64, nonc: f64):
    x = noncentral_chisquare(g, legacy, dfnum, nonc) * dfden
    return x / (chisquare(g, legacy, dfden) * dfnum)


@jit
def standard_t(g, legacy: Known, df: f64):
    x = normal_of(g, legacy)
    y = standard_gamma(g, legacy, df / 2.0)
    return sqrt(df / 2.0) * x / f64(sqrt(y))


@jit
def beta(g, legacy: Known, a: f64, b: f64):
    """By Jöhnk's method (Metrika 8, 1964) where neither is above 1."""
    if not (a <= 1.0 and b <= 1.0):
        x = f64(standard_gamma(g, legacy, a))
        y = standard_gamma(g, legacy, b)
        return x / (x + y)
    if not legacy and a < TINY and b < TINY:
        return f64(1.0) if (a + b) * next_double(g) < a else f64(0.0)
    while True:
        u = next_double(g)
        v = next_double(g)
        x = f64(c_pow(u, 1.0 / a))
        y = f64(c_pow(v, 1.0 / b))
        if x + y <= 1.0 and (legacy or u + v > 0.0):
            if legacy or version_of(g) < 20100.0:
                if x + y > 0.0:
                    return x / (x + y)
                log_x = log(u) / a
                log_y = log(v) / b
                greatest = log_x if log_x > log_y else log_y
                log_x -= greatest
                log_y -= greatest
                return f64(exp(log_x - log(exp(log_x) + exp(log_y))))
            if x > 0.0 and y > 0.0:
                return x / (x + y)
            log_ratio = log(u) / a - log(v) / b
            if log_ratio > 0.0:
                return f64(exp(-log1p(exp(-log_ratio))))
            return f64(exp(log_ratio - log1p(exp(log_ratio))))
