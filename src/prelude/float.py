"""The methods of `float`: functions of the value and the arguments."""

from math import inf

from pyjit import jit
from pyjit.intrinsics import fabs as c_fabs
from pyjit.intrinsics import floor as c_floor
from pyjit.intrinsics import frexp_exponent as c_frexp_exponent
from pyjit.intrinsics import frexp_fraction as c_frexp_fraction

# What makes an integer of the fraction of `frexp`.
FRACTION_UNIT = 9007199254740992.0


@jit
def as_integer_ratio(self: float, /) -> tuple[int, int]:
    """The ratio in lowest terms; one that leaves 64 bits overflows as any `int` does."""
    if self != self:
        raise ValueError("cannot convert NaN to integer ratio")
    if c_fabs(self) == inf:
        raise OverflowError("cannot convert Infinity to integer ratio")
    if self == 0.0:
        return 0, 1
    numerator = int(c_frexp_fraction(self) * FRACTION_UNIT)
    exponent = c_frexp_exponent(self) - 53
    while numerator % 2 == 0:
        numerator //= 2
        exponent += 1
    if exponent >= 0:
        return numerator << exponent, 1
    return numerator, 1 << -exponent


@jit
def conjugate(self: float, /) -> float:
    return self


@jit
def is_integer(self: float, /) -> bool:
    return c_fabs(self) < inf and c_floor(self) == self
