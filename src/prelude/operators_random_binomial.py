"""Numbers of the binomial distribution, whose stream changed with NumPy's versions.

`exact` and `corrected` say what newer ones do: the first of `log(1 - p)`, the second of a sum of
rests.
"""

from pyjit import f64, i64, jit
from pyjit.intrinsics import Known, cast, exp, fabs, floor, log, log1p, next_double, sqrt
from pyjit.prelude.operators_random import version_of


@jit
def _inversion(g, n: i64, p: f64, exact: bool):
    """By the sum of probabilities."""
    q = 1.0 - p
    first = f64(exp(n * log1p(-p)) if exact else exp(n * log(q)))
    mean = n * p
    bound = mean + 10.0 * sqrt(mean * q + 1.0)
    greatest = n if n < bound else cast("int64", bound)
    count = cast("int64", 0)
    here = first
    u = f64(next_double(g))
    while u > here:
        count += 1
        if count > greatest:
            count = cast("int64", 0)
            here = first
            u = f64(next_double(g))
        else:
            u -= here
            here = (n - count + 1) * p * here / (count * q)
    return count


@jit
def _rest(x: f64, greatest: float):
    """What Stirling's formula of a factorial leaves out."""
    square = x * x
    inner = 132.0 - (99.0 - 140.0 / square) / square
    return (greatest - (462.0 - inner / square) / square) / x / 166320.0


@jit
def _rejection(g, n: i64, p: f64, corrected: bool):
    """By Kachitvichyanukul and Schmeiser ("Binomial Random Variate Generation", Communications of
    the ACM 31, 1988), whose names these are."""
    q = 1.0 - p
    fm = n * p + p
    m = cast("int64", floor(fm))
    p1 = f64(floor(2.195 * sqrt(n * p * q) - 4.6 * q) + 0.5)
    xm = m + 0.5
    xl = xm - p1
    xr = xm + p1
    c = 0.134 + 20.5 / (15.3 + m)
    a = (fm - xl) / (fm - xl * p)
    left = a * (1.0 + a / 2.0)
    a = (xr - fm) / (xr * q)
    right = a * (1.0 + a / 2.0)
    p2 = p1 * (1.0 + 2.0 * c)
    p3 = p2 + c / left
    p4 = p3 + c / right
    variance = n * p * q
    while True:
        u = next_double(g) * p4
        v = f64(next_double(g))
        if u <= p1:
            return cast("int64", floor(xm - p1 * v + u))
        if u <= p2:
            x = xl + (u - p1) / c
            v = v * c + 1.0 - fabs(m - x + 0.5) / p1
            if v > 1.0:
                continue
            y = cast("int64", floor(x))
        elif u <= p3:
            y = cast("int64", floor(xl + log(v) / left))
            if y < 0 or v == 0.0:
                continue
            v = v * (u - p2) * left
        else:
            y = cast("int64", floor(xr - log(v) / right))
            if y > n or v == 0.0:
                continue
            v = v * (u - p3) * right
        if _is_accepted(n, p, m, xm, variance, y, v, corrected):
            return y


@jit
def _is_accepted(n: i64, p: f64, m: i64, xm: f64, variance: f64, y: i64, v: f64, corrected: bool):
    q = 1.0 - p
    k = abs(y - m)
    if not (k > 20 and k < variance / 2.0 - 1.0):
        s = p / q
        a = s * (n + 1)
        height = f64(1.0)
        if m < y:
            i = m + 1
            while i <= y:
                height *= a / i - s
                i += 1
        elif m > y:
            i = y + 1
            while i <= m:
                height /= a / i - s
                i += 1
        return not v > height
    rho = (k / variance) * ((k * (k / 3.0 + 0.625) + 0.16666666666666666) / variance + 0.5)
    t = -k * k / (2.0 * variance)
    area = log(v)
    if area < t - rho:
        return True
    if area > t + rho:
        return False
    x1 = y + 1.0
    f1 = m + 1.0
    z = n + 1.0 - m
    w = n + 0.0 - y + 1.0
    bound = xm * log(f1 / x1) + (n - m + 0.5) * log(z / w) + (y - m) * log(w * p / (x1 * q))
    if corrected:
        bound = bound + _rest(f1, 13860.0) + _rest(z, 13860.0)
        bound = bound - _rest(x1, 13860.0) - _rest(w, 13860.0)
    else:
        bound = bound + _rest(f1, 13680.0) + _rest(z, 13680.0)
        bound = bound + _rest(x1, 13680.0) + _rest(w, 13680.0)
    return not area > bound


@jit
def _at_most_half(g, n: i64, p: f64, exact: bool, corrected: bool):
    if p * n <= 30.0:
        return _inversion(g, n, p, exact)
    return _rejection(g, n, p, corrected)


@jit
def binomial(g, legacy: Known, n: i64, p: f64):
    exact = not legacy and version_of(g) >= 20400.0
    corrected = not legacy and version_of(g) >= 20500.0
    if not legacy and (n == 0 or p == 0.0):
        return cast("int64", 0)
    if p <= 0.5:
        return _at_most_half(g, n, p, exact, corrected)
    return n - _at_most_half(g, n, 1.0 - p, exact, corrected)
