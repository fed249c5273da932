"""The methods of NumPy's sized integers: functions of the value and the arguments."""

from pyjit import jit
from pyjit.intrinsics import population_count as c_population_count

LEAST = -(2**63)


@jit
def bit_count(self, /) -> int:
    """The one bits of the absolute value; NumPy has it whatever the interpreter."""
    value = int(self)
    return 1 if value == LEAST else c_population_count(abs(value))


@jit
def conj(self, /):
    return self


@jit
def conjugate(self, /):
    return self


@jit
def is_integer(self, /) -> bool:
    return True


@jit
def item(self, /) -> int:
    return int(self)


@jit
def tolist(self, /) -> int:
    return int(self)
