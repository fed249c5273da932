import numpy as np
from pyjit import jit


@jit
def mask(x: int) -> int:
    return x & 0xFFFF_FFFF_FFFF_FFFF


# NumPy has no type for it: TypeError. Beside another number it would be a float.
@jit
def angle() -> float:
    return np.arctan(7 << 69)


# An `int` on one of two paths: a float would have room for it.
@jit
def either(x: float):
    return x or 2 << 68
