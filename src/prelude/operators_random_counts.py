"""Numbers of distributions of integers, of which there is no greatest.

Parameters are `f64` and counts `i64`, so that what divides by zero or leaves 64 bits does what C
does. `legacy` is how `np.random` draws, where that is not how NumPy's generators do.
"""

from pyjit import f64, jit
from pyjit.intrinsics import (
    Known,
    cast,
    ceil,
    exp,
    expm1,
    fabs,
    floor,
    log,
    log1p,
    next_double,
    sqrt,
)
from pyjit.intrinsics import pow as c_pow
from pyjit.prelude.operators_random import exponential_of, version_of

# The greatest 64-bit integer as a float.
GREATEST = 9.223372036854775807e18


@jit
def log_gamma(x: f64):
    """As in Zhang and Jin, "Computation of Special Functions", 1996."""
    if x == 1.0 or x == 2.0:
        return f64(0.0)
    steps = int(7.0 - x) if x < 7.0 else 0
    x0 = x + float(steps)
    x2 = (1.0 / x0) * (1.0 / x0)
    series = f64(-1.39243221690590)
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
def poisson(g, legacy: Known, lam: f64):
    """By Hoermann's transformed rejection (Insurance: Mathematics and Economics 12, 1993), or, for
    small ones, by how many factors a product bears."""
    if not lam >= 10.0:
        count = cast("int64", 0)
        if lam == 0.0:
            return count
        least = exp(-lam)
        product = next_double(g)
        while product > least:
            count += 1
            product *= next_double(g)
        return count
    root = sqrt(lam)
    log_lam = log(lam)
    b = f64(0.931 + 2.53 * root)
    a = -0.059 + 0.02483 * b
    inverse_alpha = 1.1239 + 1.1328 / (b - 3.4)
    sure = 0.9277 - 3.6224 / (b - 2.0)
    while True:
        u = next_double(g) - 0.5
        v = next_double(g)
        us = f64(0.5 - fabs(u))
        k = cast("int64", floor((2.0 * a / us + b) * u + lam + 0.43))
        if us >= 0.07 and v <= sure:
            return k
        if k < 0 or (us < 0.013 and v > us):
            continue
        left = log(v) + log(inverse_alpha) - log(a / (us * us) + b)
        if left <= -lam + k * log_lam - log_gamma(k + 1.0):
            return k


@jit
def geometric(g, legacy: Known, p: f64):
    if p >= 0.3333333333333333:
        count = cast("int64", 1)
        total = p
        product = p
        u = next_double(g)
        while u > total:
            product *= 1.0 - p
            total += product
            count += 1
        return count
    elif legacy:
        return cast("int64", ceil(log1p(-next_double(g)) / f64(log(1.0 - p))))
    else:
        x = ceil(-exponential_of(g, False) / f64(log1p(-p)))
        if x >= GREATEST:
            return cast("int64", 0x7FFFFFFFFFFFFFFF)
        return cast("int64", x)


@jit
def zipf(g, legacy: Known, a: f64):
    """By Devroye ("Non-Uniform Random Variate Generation", 1986, chapter 10)."""
    bounded = not legacy and version_of(g) >= 20100.0
    if bounded and a >= 1025.0:
        return cast("int64", 1)
    exponent = a - 1.0
    b = f64(c_pow(2.0, exponent))
    # What is drawn below that is too great a number.
    least = c_pow(GREATEST, -exponent) if bounded else 0.0
    while True:
        u = next_double(g)
        u = u * least + (1.0 - u) if bounded else 1.0 - u
        v = next_double(g)
        x = f64(floor(c_pow(u, -1.0 / exponent)))
        if x > GREATEST or x < 1.0:
            continue
        t = c_pow(1.0 + 1.0 / x, exponent)
        if v * x * (t - 1.0) / (b - 1.0) <= t / b:
            return cast("int64", x)


@jit
def logseries(g, legacy: Known, p: f64):
    """By Kemp ("Efficient Generation of Logarithmically Distributed Pseudo-Random Variables",
    Applied Statistics 30, 1981)."""
    r = log(1.0 - p) if legacy else log1p(-p)
    while True:
        v = next_double(g)
        if v >= p:
            return cast("int64", 1)
        u = next_double(g)
        q = 1.0 - exp(r * u) if legacy else -expm1(r * u)
        if v <= q * q:
            count = cast("int64", floor(1.0 + log(v) / f64(log(q))))
            if count < 1 or v == 0.0:
                continue
            return count
        return cast("int64", 1) if v >= q else cast("int64", 2)
