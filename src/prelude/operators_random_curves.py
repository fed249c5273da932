"""Numbers of the other distributions of floats, as `operators_random_gammas.py` has those that are
made of the gamma distribution."""

import math

from pyjit import f64, jit
from pyjit.intrinsics import (
    Known,
    acos,
    cos,
    exp,
    expm1,
    fabs,
    fmod,
    log,
    log1p,
    next_double,
    sqrt,
)
from pyjit.intrinsics import pow as c_pow
from pyjit.prelude.operators_random import exponential_of, normal_of, version_of

PI = 3.141592653589793


@jit
def random(g, legacy: Known):
    return next_double(g)


@jit
def uniform(g, legacy: Known, low: f64, width: f64):
    return low + width * next_double(g)


@jit
def exponential(g, legacy: Known, scale: f64):
    return scale * exponential_of(g, legacy)


@jit
def normal(g, legacy: Known, loc: f64, scale: f64):
    return loc + scale * normal_of(g, legacy)


@jit
def lognormal(g, legacy: Known, mean: f64, sigma: f64):
    return exp(mean + sigma * normal_of(g, legacy))


@jit
def standard_cauchy(g, legacy: Known):
    x = f64(normal_of(g, legacy))
    return x / normal_of(g, legacy)


@jit
def laplace(g, legacy: Known, loc: f64, scale: f64):
    while True:
        u = next_double(g)
        if u >= 0.5:
            return loc - scale * log(2.0 - u - u)
        if u > 0.0:
            return loc + scale * log(u + u)


@jit
def gumbel(g, legacy: Known, loc: f64, scale: f64):
    while True:
        u = 1.0 - next_double(g)
        if u < 1.0:
            return loc - scale * log(-log(u))


@jit
def logistic(g, legacy: Known, loc: f64, scale: f64):
    while True:
        u = next_double(g)
        if u > 0.0:
            return loc + scale * log(u / (1.0 - u))


@jit
def rayleigh(g, legacy: Known, scale: f64):
    if legacy:
        return scale * sqrt(-2.0 * log1p(-next_double(g)))
    else:
        return scale * sqrt(2.0 * exponential_of(g, False))


@jit
def pareto(g, legacy: Known, a: f64):
    if legacy:
        return exp(exponential_of(g, True) / a) - 1.0
    else:
        return expm1(exponential_of(g, False) / a)


@jit
def weibull(g, legacy: Known, a: f64):
    if a == 0.0:
        return 0.0
    return c_pow(exponential_of(g, legacy), 1.0 / a)


@jit
def power(g, legacy: Known, a: f64):
    if legacy:
        return c_pow(1.0 - exp(-exponential_of(g, True)), 1.0 / a)
    else:
        return c_pow(-expm1(-exponential_of(g, False)), 1.0 / a)


@jit
def triangular(g, legacy: Known, left: f64, mode: f64, right: f64):
    width = right - left
    u = next_double(g)
    if u <= (mode - left) / width:
        return left + sqrt(u * ((mode - left) * width))
    return right - sqrt((1.0 - u) * ((right - mode) * width))


@jit
def wald(g, legacy: Known, mean: f64, scale: f64):
    """By Michael, Schucany and Haas ("Generating Random Variates Using Transformations with
    Multiple Roots", The American Statistician 30, 1976)."""
    x = normal_of(g, legacy)
    y = mean * x * x
    if legacy or version_of(g) < 20304.0:
        root = mean + mean / (2.0 * scale) * (y - sqrt(4.0 * scale * y + y * y))
    else:
        # Nothing cancels where `y` is much greater than `scale`.
        root = mean * (1.0 - 2.0 / f64(1.0 + sqrt(1.0 + 4.0 * scale / y)))
    if next_double(g) <= mean / (mean + root):
        return root
    return mean * mean / root


@jit
def _width_of(kappa: f64):
    """What Best and Fisher's envelope needs."""
    if kappa < 1e-5:
        return 1.0 / kappa + kappa
    r = 1.0 + sqrt(1.0 + 4.0 * kappa * kappa)
    rho = (r - sqrt(2.0 * r)) / (2.0 * kappa)
    return (1.0 + rho * rho) / (2.0 * rho)


@jit
def vonmises(g, legacy: Known, mu: f64, kappa: f64):
    """By Best and Fisher ("Efficient Simulation of the von Mises Distribution", Applied Statistics
    28, 1979)."""
    if math.isnan(kappa):
        return float(kappa)
    if kappa < 1e-8:
        return PI * (2.0 * next_double(g) - 1.0)
    if not legacy and kappa > 1e6:
        # A normal distribution that is wound up.
        angle = mu + sqrt(1.0 / kappa) * normal_of(g, False)
        if angle < -PI:
            angle += 2.0 * PI
        if angle > PI:
            angle -= 2.0 * PI
        return float(angle)
    s = _width_of(kappa)
    while True:
        z = cos(PI * next_double(g))
        w = (1.0 + s * z) / (s + z)
        y = kappa * (s - w)
        v = next_double(g)
        if y * (2.0 - y) - v >= 0.0 or log(y / v) + 1.0 - y >= 0.0:
            break
    angle = acos(w)
    if next_double(g) < 0.5:
        angle = -angle
    turned = angle + mu
    wound = fmod(fabs(turned) + PI, 2.0 * PI) - PI
    return -wound if turned < 0.0 else wound
