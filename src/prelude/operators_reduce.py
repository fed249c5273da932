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
