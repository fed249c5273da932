"""Numbers of single precision.

NumPy has ziggurats of their own for these. Their numbers are those of the doubles' tables, rounded,
but for one width and three heights (`tests/run/test_random_distributions.py` draws by all of
them).
"""

from pyjit import f32, f64, jit
from pyjit.intrinsics import Known, cast, exp, log, log1p, next_uint32, sqrt
from pyjit.intrinsics import pow as c_pow
from pyjit.prelude.operators_random import as_int, single
from pyjit.prelude.operators_random_ziggurat import (
    exponential_height,
    exponential_inside,
    exponential_width,
    normal_height,
    normal_inside,
    normal_width,
)

# What a double has of bits more than are drawn for a single, of either distribution.
NORMAL_MORE = 29
EXPONENTIAL_MORE = 30

# As `operators_random_ziggurat.py` has them.
NORMAL_TAIL = 3.6541528701782227
NORMAL_TAIL_INVERSE = 0.27366122603416443
EXPONENTIAL_TAIL = 7.697117328643799


@jit
def next_single(g):
    return f32(single(g))


@jit
def normal_single(g):
    while True:
        drawn = as_int(cast("uint64", next_uint32(g)))
        layer = drawn & 255
        inside = drawn >> 9
        x = f32(inside) * f32(normal_width(layer) * float(1 << NORMAL_MORE))
        if (drawn >> 8) & 1 != 0:
            x = -x
        if inside < (normal_inside(layer) + (1 << (NORMAL_MORE - 1))) >> NORMAL_MORE:
            return x
        if layer == 0:
            while True:
                beyond = f32(-NORMAL_TAIL_INVERSE) * f32(log1p(-next_single(g)))
                y = f32(-log1p(-next_single(g)))
                if y + y > beyond * beyond:
                    if (inside >> 8) & 1 != 0:
                        return -(f32(NORMAL_TAIL) + beyond)
                    return f32(NORMAL_TAIL) + beyond
        height = f32(normal_height(layer))
        between = (f32(normal_height(layer - 1)) - height) * next_single(g) + height
        wide = float(x)
        if float(between) < exp(-0.5 * wide * wide):
            return x


@jit
def _width(layer: int):
    if layer == 226:
        return f32(4.4002547383570345e-07)
    return f32(exponential_width(layer) * float(1 << EXPONENTIAL_MORE))


@jit
def _height(layer: int):
    if layer == 128:
        return f32(0.18818119168281555)
    if layer == 154:
        return f32(0.1324453353881836)
    if layer == 171:
        return f32(0.10132299363613129)
    return f32(exponential_height(layer))


@jit
def exponential_single(g):
    while True:
        drawn = as_int(cast("uint64", next_uint32(g))) >> 1
        layer = drawn & 255
        inside = drawn >> 8
        x = f32(inside) * _width(layer)
        if inside < (exponential_inside(layer) + (1 << (EXPONENTIAL_MORE - 1))) >> EXPONENTIAL_MORE:
            return x
        if layer == 0:
            return f32(EXPONENTIAL_TAIL) - f32(log1p(-next_single(g)))
        height = _height(layer)
        if (_height(layer - 1) - height) * next_single(g) + height < f32(exp(-x)):
            return x


@jit
def inverse_exponential_single(g):
    return f32(-log1p(-single(g)))


@jit
def _gamma(g, shape: f32):
    one = f32(1.0)
    if shape == one:
        return exponential_single(g)
    if shape == f32(0.0):
        return f32(0.0)
    if shape < one:
        while True:
            u = next_single(g)
            v = exponential_single(g)
            if u <= one - shape:
                x = f32(c_pow(u, one / shape))
                if x <= v:
                    return x
            else:
                y = f32(-log((one - u) / shape))
                x = f32(c_pow(one - shape + shape * y, one / shape))
                if x <= v + y:
                    return x
    b = shape - one / f32(3.0)
    c = one / f32(sqrt(f32(9.0) * b))
    while True:
        x = normal_single(g)
        v = one + c * x
        while v <= f32(0.0):
            x = normal_single(g)
            v = one + c * x
        v = v * v * v
        u = next_single(g)
        if u < one - f32(0.0331) * (x * x) * (x * x):
            return b * v
        if f32(log(u)) < f32(0.5) * x * x + b * (one - v + f32(log(v))):
            return b * v


@jit
def gamma_single(g, legacy: Known, shape: f64):
    return _gamma(g, f32(shape))
