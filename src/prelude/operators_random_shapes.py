"""Numbers of distributions of a shape, each made of what `operators_random_ziggurat.py` draws. They
are those whose stream has been the same since NumPy 1.22."""

from pyjit import jit
from pyjit.intrinsics import exp, expm1, fabs, floor, log, next_double, sqrt
from pyjit.intrinsics import pow as c_pow
from pyjit.prelude.operators_random_ziggurat import standard_exponential, standard_normal


@jit
def gamma(g, shape: float):
    if shape == 1.0:
        return standard_exponential(g)
    if shape == 0.0:
        return 0.0
    if shape < 1.0:
        while True:
            u = next_double(g)
            v = standard_exponential(g)
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
    c = 1.0 / sqrt(9.0 * b)
    while True:
        x = standard_normal(g)
        v = 1.0 + c * x
        while v <= 0.0:
            x = standard_normal(g)
            v = 1.0 + c * x
        v = v * v * v
        u = next_double(g)
        if u < 1.0 - 0.0331 * (x * x) * (x * x):
            return b * v
        if log(u) < 0.5 * x * x + b * (1.0 - v + log(v)):
            return b * v


@jit
def scaled_gamma(g, shape: float, scale: float):
    return scale * gamma(g, shape)


@jit
def chisquare(g, df: float, unused: float):
    return 2.0 * gamma(g, df / 2.0)


@jit
def cauchy(g, unused: float, also: float):
    x = standard_normal(g)
    return x / standard_normal(g)


@jit
def lognormal(g, mean: float, sigma: float):
    return exp(mean + sigma * standard_normal(g))


@jit
def laplace(g, loc: float, scale: float):
    while True:
        u = next_double(g)
        if u >= 0.5:
            return loc - scale * log(2.0 - u - u)
        if u > 0.0:
            return loc + scale * log(u + u)


@jit
def gumbel(g, loc: float, scale: float):
    while True:
        u = 1.0 - next_double(g)
        if u < 1.0:
            return loc - scale * log(-log(u))


@jit
def logistic(g, loc: float, scale: float):
    while True:
        u = next_double(g)
        if u > 0.0:
            return loc + scale * log(u / (1.0 - u))


@jit
def rayleigh(g, scale: float, unused: float):
    return scale * sqrt(2.0 * standard_exponential(g))


@jit
def pareto(g, a: float, unused: float):
    return expm1(standard_exponential(g) / a)


@jit
def weibull(g, a: float, unused: float):
    if a == 0.0:
        return 0.0
    return c_pow(standard_exponential(g), 1.0 / a)


@jit
def power(g, a: float, unused: float):
    return c_pow(-expm1(-standard_exponential(g)), 1.0 / a)


@jit
def _log_gamma(x: float):
    """As in Zhang and Jin, "Computation of Special Functions", 1996."""
    if x == 1.0 or x == 2.0:
        return 0.0
    steps = int(7.0 - x) if x < 7.0 else 0
    x0 = x + float(steps)
    x2 = (1.0 / x0) * (1.0 / x0)
    series = -1.39243221690590
    series = series * x2 + 1.796443723688307e-01
    series = series * x2 + -2.955065359477124e-02
    series = series * x2 + 6.410256410256410e-03
    series = series * x2 + -1.917526917526918e-03
    series = series * x2 + 8.417508417508418e-04
    series = series * x2 + -5.952380952380952e-04
    series = series * x2 + 7.936507936507937e-04
    series = series * x2 + -2.777777777777778e-03
    series = series * x2 + 8.333333333333333e-02
    result = series / x0 + 0.5 * 1.8378770664093453 + (x0 - 0.5) * log(x0) - x0
    if x < 7.0:
        for _ in range(steps):
            result -= log(x0 - 1.0)
            x0 -= 1.0
    return result


@jit
def poisson(g, lam: float):
    """By Hoermann's transformed rejection (Insurance: Mathematics and Economics 12, 1993), or, for
    small ones, by how many factors a product bears."""
    if lam == 0.0:
        return 0
    if lam < 10.0:
        least = exp(-lam)
        product = next_double(g)
        count = 0
        while product > least:
            count += 1
            product *= next_double(g)
        return count
    root = sqrt(lam)
    log_lam = log(lam)
    b = 0.931 + 2.53 * root
    a = -0.059 + 0.02483 * b
    inverse_alpha = 1.1239 + 1.1328 / (b - 3.4)
    sure = 0.9277 - 3.6224 / (b - 2.0)
    while True:
        u = next_double(g) - 0.5
        v = next_double(g)
        us = 0.5 - fabs(u)
        k = floor((2.0 * a / us + b) * u + lam + 0.43)
        if us >= 0.07 and v <= sure:
            return int(k)
        if k < 0.0 or (us < 0.013 and v > us):
            continue
        left = log(v) + log(inverse_alpha) - log(a / (us * us) + b)
        if left <= -lam + k * log_lam - _log_gamma(k + 1.0):
            return int(k)
