"""The operators of `complex` as functions, with the algorithms of CPython.

A real operand has become a complex one before, as CPython does it up to 3.13.
"""

from math import inf, nan

from pyjit import jit
from pyjit.intrinsics import atan2 as c_atan2
from pyjit.intrinsics import cos as c_cos
from pyjit.intrinsics import exp as c_exp
from pyjit.intrinsics import fabs as c_fabs
from pyjit.intrinsics import floor as c_floor
from pyjit.intrinsics import hypot as c_hypot
from pyjit.intrinsics import log as c_log
from pyjit.intrinsics import pow as c_pow
from pyjit.intrinsics import sin as c_sin

# Integers up to this size are exponents of repeated multiplication.
LARGEST_EXPONENT = 100.0


@jit
def absolute(z: complex) -> float:
    if c_fabs(z.real) == inf or c_fabs(z.imag) == inf:
        return inf
    if z.real != z.real or z.imag != z.imag:
        return nan
    result = c_hypot(z.real, z.imag)
    if result == inf:
        raise OverflowError("absolute value too large")
    return result


@jit
def add(left: complex, right: complex) -> complex:
    return complex(left.real + right.real, left.imag + right.imag)


@jit
def compose(real: complex, imag: complex) -> complex:
    """`complex(real, imag)`: the sum of the first and `1j` times the second."""
    return complex(real.real - imag.imag, imag.real + real.imag)


@jit
def compose_from_real(real: float, imag: complex) -> complex:
    return complex(real - imag.imag, imag.real)


@jit
def divide(left: complex, right: complex) -> complex:
    if right.real == 0.0 and right.imag == 0.0:
        raise ZeroDivisionError("complex division by zero")
    return quotient(left, right)


@jit
def multiply(left: complex, right: complex) -> complex:
    real = left.real * right.real - left.imag * right.imag
    return complex(real, left.real * right.imag + left.imag * right.real)


@jit
def negative(z: complex) -> complex:
    return complex(-z.real, -z.imag)


@jit
def quotient(left: complex, right: complex) -> complex:
    """Smith's algorithm; the divisor is not zero. A divisor with a NaN gives NaNs."""
    real_size, imag_size = c_fabs(right.real), c_fabs(right.imag)
    if real_size >= imag_size:
        ratio = right.imag / right.real
        denominator = right.real + right.imag * ratio
        real = left.real + left.imag * ratio
        return complex(real / denominator, (left.imag - left.real * ratio) / denominator)
    if imag_size >= real_size:
        ratio = right.real / right.imag
        denominator = right.real * ratio + right.imag
        real = left.real * ratio + left.imag
        return complex(real / denominator, (left.imag * ratio - left.real) / denominator)
    return complex(nan, nan)


@jit
def subtract(left: complex, right: complex) -> complex:
    return complex(left.real - right.real, left.imag - right.imag)


@jit
def _integer_power(base: complex, exponent: int) -> complex:
    """By repeated squaring; the exponent is from 0 to 100."""
    result = complex(1.0, 0.0)
    while exponent > 0:
        if exponent % 2 == 1:
            result = multiply(result, base)
        exponent //= 2
        base = multiply(base, base)
    return result


@jit
def _ratio(x: float, y: float) -> float:
    """`x / y` of numbers that are not negative, as C divides."""
    if y == 0.0:
        return inf if x > 0.0 else nan
    return x / y


@jit
def _polar_power(base: complex, exponent: complex) -> complex:
    """By absolute values and angles."""
    if exponent.real == 0.0 and exponent.imag == 0.0:
        return complex(1.0, 0.0)
    if base.real == 0.0 and base.imag == 0.0:
        if exponent.imag != 0.0 or exponent.real < 0.0:
            raise ZeroDivisionError("0.0 to a negative or complex power")
        return complex(0.0, 0.0)
    size = c_hypot(base.real, base.imag)
    length = c_pow(size, exponent.real)
    angle = c_atan2(base.imag, base.real)
    phase = angle * exponent.real
    if exponent.imag != 0.0:
        length = _ratio(length, c_exp(angle * exponent.imag))
        phase += exponent.imag * c_log(size)
    # The C library's `cos` and `sin` of infinity are domain errors.
    if c_fabs(phase) == inf:
        raise ZeroDivisionError("0.0 to a negative or complex power")
    return complex(length * c_cos(phase), length * c_sin(phase))


@jit
def power(base: complex, exponent: complex) -> complex:
    count = exponent.real
    if exponent.imag == 0.0 and count == c_floor(count) and c_fabs(count) <= LARGEST_EXPONENT:
        if count > 0.0:
            result = _integer_power(base, int(count))
        else:
            below = _integer_power(base, int(-count))
            if below.real == 0.0 and below.imag == 0.0:
                raise ZeroDivisionError("0.0 to a negative or complex power")
            result = quotient(complex(1.0, 0.0), below)
    else:
        result = _polar_power(base, exponent)
    if c_fabs(result.real) == inf or c_fabs(result.imag) == inf:
        raise OverflowError("complex exponentiation")
    return result
