"""The order that arrays are sorted in."""

from pyjit import jit


@jit
def is_less(x, y):
    """NumPy sorts NaN behind all numbers."""
    return x < y or (y != y and x == x)
