"""The operators of NumPy's complex scalars and arrays as functions, with the algorithms of NumPy
(``loops.c.src`` and ``npy_math_complex.c.src``). Both operands have been brought to one type.

Nothing raises. A product is computed as NumPy's scalars compute it; where NumPy multiplies arrays
with fused instructions of the machine, its last bits are others.
"""

from math import nan

import numpy as np

from pyjit import jit
from pyjit.intrinsics import atan2 as c_atan2
from pyjit.intrinsics import cast, dtype_of
from pyjit.intrinsics import cos as c_cos
from pyjit.intrinsics import exp as c_exp
from pyjit.intrinsics import fabs as c_fabs
from pyjit.intrinsics import hypot as c_hypot
from pyjit.intrinsics import log as c_log
from pyjit.intrinsics import pow as c_pow
from pyjit.intrinsics import sin as c_sin


@jit
def _like(z, real, imag):
    """A complex number of the type of `z`."""
    return cast(dtype_of(z), complex(real, imag))


@jit
def add(left, right):
    return _like(left, left.real + right.real, left.imag + right.imag)


@jit
def subtract(left, right):
    return _like(left, left.real - right.real, left.imag - right.imag)


@jit
def negative(z):
    return _like(z, -z.real, -z.imag)


@jit
def multiply(left, right):
    real = left.real * right.real - left.imag * right.imag
    return _like(left, real, left.real * right.imag + left.imag * right.real)


@jit
def divide(left, right):
    """Smith's algorithm, with one division of the scale."""
    real_size = c_fabs(right.real)
    imag_size = c_fabs(right.imag)
    if real_size >= imag_size:
        if real_size == 0 and imag_size == 0:
            return _like(left, left.real / real_size, left.imag / real_size)
        ratio = right.imag / right.real
        scale = 1 / (right.real + right.imag * ratio)
        real = (left.real + left.imag * ratio) * scale
        return _like(left, real, (left.imag - left.real * ratio) * scale)
    else:
        ratio = right.real / right.imag
        scale = 1 / (right.imag + right.real * ratio)
        real = (left.real * ratio + left.imag) * scale
        return _like(left, real, (left.imag * ratio - left.real) * scale)


@jit
def equal(left, right):
    return left.real == right.real and left.imag == right.imag


@jit
def not_equal(left, right):
    return left.real != right.real or left.imag != right.imag


@jit
def _polar_power(base, exponent):
    """By absolute values and angles, in double precision."""
    size = c_hypot(float(base.real), float(base.imag))
    angle = c_atan2(float(base.imag), float(base.real))
    length = c_pow(size, float(exponent.real))
    phase = angle * float(exponent.real)
    if exponent.imag != 0:
        length *= c_exp(-angle * float(exponent.imag))
        phase += float(exponent.imag) * c_log(size)
    return _like(base, length * c_cos(phase), length * c_sin(phase))


@jit
def power(base, exponent):
    if exponent.real == 0 and exponent.imag == 0:
        return _like(base, 1.0, 0.0)
    if base.real == 0 and base.imag == 0:
        if exponent.real > 0:
            return _like(base, 0.0, 0.0)
        return _like(base, nan, nan)
    if exponent.imag == 0 and -100 < exponent.real < 100:
        count = int(exponent.real)
        if count == exponent.real:
            if count == 1:
                return base
            if count == 2:
                return multiply(base, base)
            if count == 3:
                return multiply(base, multiply(base, base))
            rest = count if count >= 0 else -count
            factor = base
            result = _like(base, 1.0, 0.0)
            mask = 1
            while True:
                if rest & mask != 0:
                    result = multiply(result, factor)
                mask <<= 1
                if rest < mask or mask <= 0:
                    break
                factor = multiply(factor, factor)
            if count < 0:
                return divide(_like(base, 1.0, 0.0), result)
            return result
    return _polar_power(base, exponent)


@jit
def less(left, right):
    """NumPy's scalars are compared by their imaginary parts only where the real ones are equal."""
    return left.imag < right.imag if left.real == right.real else left.real < right.real


@jit
def less_equal(left, right):
    return left.imag <= right.imag if left.real == right.real else left.real <= right.real


@jit
def greater(left, right):
    return less(right, left)


@jit
def greater_equal(left, right):
    return less_equal(right, left)


@jit
def element_less(left, right):
    """The same of elements of arrays: a NaN in either is less than nothing (``loops.c.src``)."""
    if left.real == right.real:
        return left.imag < right.imag
    return left.real < right.real and left.imag == left.imag and right.imag == right.imag


@jit
def element_less_equal(left, right):
    if left.real == right.real:
        return left.imag <= right.imag
    return left.real < right.real and left.imag == left.imag and right.imag == right.imag


@jit
def element_greater(left, right):
    return element_less(right, left)


@jit
def element_greater_equal(left, right):
    return element_less_equal(right, left)


@jit
def nearest(z):
    return _like(z, np.rint(z.real), np.rint(z.imag))


@jit
def rounded(z, digits: int):
    return _like(z, np.round(z.real, digits), np.round(z.imag, digits))
