"""`math`: the functions on several coordinates."""

from pyjit import jit


@jit
def hypot(coordinates):
    return 0.0
