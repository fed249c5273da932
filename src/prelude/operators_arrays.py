"""Operators of whole arrays, for one element of each."""

import numpy as np

from pyjit import jit


@jit
def power(x, y):
    """``x ** y`` of floats of one type, where the exponent is one number for all: NumPy computes
    some powers by other means than ``pow`` (``fast_scalar_power`` of its ``number.c``)."""
    if y == 2:
        return x * x
    if y == 0.5:
        return np.sqrt(x)
    if y == -1:
        return 1 / x
    return x**y
