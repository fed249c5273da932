"""The attributes of `float` as functions of the value."""

from pyjit import jit


@jit
def imag(self: float) -> float:
    return 0.0


@jit
def real(self: float) -> float:
    return self
