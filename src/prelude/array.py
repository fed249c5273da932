"""Methods of NumPy's arrays."""

from pyjit import jit


@jit
def fill(a, value, /):
    a[...] = value
