"""The methods of `int` (and of `bool`, which is one): functions of the value and the arguments.

A method that the running interpreter does not have raises as Python does.
"""

from pyjit import jit
from pyjit.intrinsics import leading_zeros as c_leading_zeros
from pyjit.intrinsics import population_count as c_population_count
from pyjit.intrinsics import python_version

LEAST = -(2**63)


@jit
def as_integer_ratio(self: int, /) -> tuple[int, int]:
    return self, 1


@jit
def bit_count(self: int, /) -> int:
    if python_version() < 310:
        raise AttributeError("'int' object has no attribute 'bit_count'")
    return 1 if self == LEAST else c_population_count(abs(self))


@jit
def bit_length(self: int, /) -> int:
    return 64 if self == LEAST else 64 - c_leading_zeros(abs(self))


@jit
def conjugate(self: int, /) -> int:
    return self


@jit
def is_integer(self: int, /) -> bool:
    if python_version() < 312:
        raise AttributeError("'int' object has no attribute 'is_integer'")
    return self == self
