"""The steps of reductions that are the same for all of them."""

from math import inf

from pyjit import jit
from pyjit.intrinsics import fabs as c_fabs
from pyjit.intrinsics import python_version


@jit
def lost(total: float, low: float, number: float) -> float:
    """What additions to `total` have lost, once `number` is added too (Neumaier)."""
    larger = total + number
    if c_fabs(total) >= c_fabs(number):
        return low + ((total - larger) + number)
    return low + ((number - larger) + total)


@jit
def compensated(total: float, low: float) -> float:
    """The sum of floats as the running interpreter gives it: compensated since 3.12."""
    if python_version() >= 312 and low != 0.0 and c_fabs(low) < inf:
        return total + low
    return total


@jit
def lost_of_integer(total: float, low: float, number: float) -> float:
    """The same of an integer, which counts since 3.14."""
    if python_version() >= 314:
        return lost(total, low, number)
    return low


@jit
def lost_of_complex(total: complex, low: complex, number: complex) -> complex:
    """The same of complex numbers, which count since 3.14."""
    if python_version() >= 314:
        real = lost(total.real, low.real, number.real)
        return complex(real, lost(total.imag, low.imag, number.imag))
    return low


@jit
def lost_of_real(total: complex, low: complex, number: float) -> complex:
    """The same of a real number that is added to a complex one."""
    return complex(lost_of_integer(total.real, low.real, number), low.imag)


@jit
def compensated_complex(total: complex, low: complex) -> complex:
    """The sum of complex numbers as the running interpreter gives it."""
    return complex(compensated(total.real, low.real), compensated(total.imag, low.imag))


@jit
def elsewhere() -> complex:
    """The sum of no complex numbers is an `int`, which only the interpreter can give: overflows, so
    that the call runs there."""
    python_version() << 62
    return 0j
