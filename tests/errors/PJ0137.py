"""A keyword argument of a library's function that is not compiled."""

import math

import numpy as np
from pyjit import jit


@jit
def decay(x: float) -> float:
    return np.exp(-x, dtype=np.float32)


@jit
def root(x: float) -> float:
    return math.sqrt(x=x)


@jit
def nearest(x: float) -> float:
    return np.round(x, decimals=1, out=None)
