"""Methods of NumPy's arrays: their elements in other places."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known


@jit
def diagonal(a, offset: int = 0, axis1: Known = 0, axis2: Known = 1):
    return np.diagonal(a, offset, axis1, axis2)


@jit
def trace(a, offset: int = 0, axis1: Known = 0, axis2: Known = 1, dtype: Known = None, out=None):
    return np.trace(a, offset, axis1, axis2, dtype, out)


@jit
def repeat(a, repeats, axis: Known = None):
    return np.repeat(a, repeats, axis)


@jit
def take(a, indices, axis: Known = None, out=None, mode: Known = "raise"):
    return np.take(a, indices, axis, out, mode)


@jit
def compress(a, condition, axis: Known = None, out=None):
    return np.compress(condition, a, axis, out)


@jit
def choose(a, choices, *, out=None, mode: Known = "raise"):
    return np.choose(a, choices, out, mode)


@jit
def put(a, indices, values, mode: Known = "raise"):
    np.put(a, indices, values, mode)
