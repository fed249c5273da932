"""The order that arrays are sorted in."""

import numpy as np

from pyjit import jit


@jit
def is_less(x, y):
    """NumPy sorts NaN behind all numbers."""
    if isinstance(x, np.complexfloating) or isinstance(y, np.complexfloating):
        return _is_less(x.real, x.imag, y.real, y.imag)
    else:
        return (x < y) | ((y != y) & (x == x))


@jit
def _is_less(real, imag, other_real, other_imag):
    """Of complex numbers, by their real parts first (``numpy_tag.h``)."""
    if real < other_real:
        return imag == imag or other_imag != other_imag
    if real > other_real:
        return other_imag != other_imag and imag == imag
    if real == other_real or (real != real and other_real != other_real):
        return imag < other_imag or (other_imag != other_imag and imag == imag)
    return other_real != other_real
