"""Operators of kernels under Numba's decorators that no single operation computes."""

import numpy as np

from pyjit import jit


@jit
def integer_power(base: np.int64, exponent: int) -> np.int64:
    """`base ** exponent` of integers: Numba cuts off what is no integer."""
    if exponent >= 0:
        return base ** np.int64(exponent)
    if base == 0:
        raise ZeroDivisionError("0 cannot be raised to a negative power")
    if base == 1:
        return base
    if base == -1:
        return base if exponent & 1 else -base
    return np.int64(0)


@jit
def integer_power_or_zero(base: np.int64, exponent: int) -> np.int64:
    """The same where nothing raises."""
    return np.int64(0) if base == 0 and exponent < 0 else integer_power(base, exponent)


@jit
def float_power(base, exponent: int):
    """`base ** exponent` of a float and an integer."""
    if base == 0 and exponent < 0:
        raise ZeroDivisionError("0 cannot be raised to a negative power")
    return np.power(base, float(exponent))
