"""`round` to a number of digits.

CPython rounds the exact decimal value of a float half to even and takes the nearest float of the
result. Up to 22 digits that needs no decimals: powers of ten are exact floats there, a fused
multiplication tells on which side of a tie the exact product lies, and one division of two exact
numbers rounds once.
"""

from math import inf
from typing import TypeVar

import numpy as np

from pyjit import f32, f64, i8, i16, i32, i64, jit, u8, u16, u32, u64
from pyjit.intrinsics import fabs as c_fabs
from pyjit.intrinsics import fma as c_fma
from pyjit.intrinsics import rint as c_rint
from pyjit.intrinsics import round_decimal as c_round_decimal

Integer = TypeVar("Integer", i8, i16, i32, i64, u8, u16, u32, u64)

# From here on every float is an integer.
INTEGERS_ONLY = 4503599627370496.0


@jit
def _power_of_ten(exponent: int) -> float:
    """Exact for exponents up to 22."""
    result = 1.0
    for _ in range(exponent):
        result *= 10.0
    return result


@jit
def _settled(scaled: float, rest: float) -> float:
    """The integer next to scaled + rest, half to even; `rest` matters only beside a tie."""
    whole = c_rint(scaled)
    distance = scaled - whole
    if distance == 0.5 and rest > 0.0:
        return whole + 1.0
    if distance == -0.5 and rest < 0.0:
        return whole - 1.0
    return whole


@jit
def _round_float(number: float, ndigits: int) -> float:
    if not c_fabs(number) < inf or ndigits > 323:
        return number
    if ndigits < -308:
        return 0.0 * number
    if 0 <= ndigits <= 22:
        if c_fabs(number) >= INTEGERS_ONLY:
            return number
        unit = _power_of_ten(ndigits)
        scaled = number * unit
        if c_fabs(scaled) < INTEGERS_ONLY:
            return _settled(scaled, c_fma(number, unit, -scaled)) / unit
    elif -22 <= ndigits < 0:
        unit = _power_of_ten(-ndigits)
        scaled = number / unit
        if c_fabs(scaled) < INTEGERS_ONLY:
            return _settled(scaled, c_fma(-scaled, unit, number)) * unit
    result = c_round_decimal(number, ndigits)
    if c_fabs(result) == inf:
        raise OverflowError("rounded value too large to represent")
    return result


@jit
def _round_int(number: int, ndigits: int) -> int:
    """Half to even at a power of ten; what leaves 64 bits overflows as any `int` does."""
    if ndigits >= 0:
        return number
    if ndigits < -19:
        return 0
    if ndigits == -19:
        # The unit itself leaves 64 bits, and so does twice the number where it is the result.
        return number + number if abs(number) > 5 * 10**18 else 0
    unit = 10**-ndigits
    above = number % unit
    rounded = number - above
    if 2 * above > unit or (2 * above == unit and rounded // unit % 2 == 1):
        rounded += unit
    return rounded


@jit
def _numpys_unit(ndigits: int) -> float:
    if ndigits > 2**31 - 1:
        raise OverflowError("signed integer is greater than maximum")
    if ndigits < -(2**31):
        raise OverflowError("signed integer is less than minimum")
    # Infinite from here on.
    return _power_of_ten(min(abs(ndigits), 309))


@jit
def _round_f64(number: f64, ndigits: int) -> f64:
    """As NumPy does it: scales by a power of ten, rounds, and scales back."""
    unit = _numpys_unit(ndigits)
    if ndigits >= 0:
        return f64(c_rint(number * unit)) / unit
    return f64(c_rint(number / unit)) * unit


@jit
def _round_f32(number: f32, ndigits: int) -> f32:
    unit = _numpys_unit(ndigits)
    if ndigits >= 0:
        return f32(c_rint(number * unit)) / unit
    return f32(c_rint(number / unit)) * unit


@jit
def _round_sized(number: Integer, ndigits: int) -> Integer:
    """NumPy's integers: by way of a float, which wraps where it does not fit."""
    unit = _numpys_unit(ndigits)
    if ndigits >= 0:
        return number
    return _cast(f64(c_rint(f64(number) / unit)) * unit, number)


@jit
def _cast(value: f64, other: Integer) -> Integer:
    """The value in the type of the other one."""
    if isinstance(other, np.int8):
        return i8(value)
    if isinstance(other, np.int16):
        return i16(value)
    if isinstance(other, np.int32):
        return i32(value)
    if isinstance(other, np.uint8):
        return u8(value)
    if isinstance(other, np.uint16):
        return u16(value)
    if isinstance(other, np.uint32):
        return u32(value)
    if isinstance(other, np.uint64):
        return u64(value)
    return i64(value)
