"""The attributes of `int` and `bool` as functions of the value."""

from pyjit import jit


@jit
def denominator(self: int) -> int:
    return 1


@jit
def imag(self: int) -> int:
    return 0


@jit
def numerator(self: int) -> int:
    return self


@jit
def real(self: int) -> int:
    return self
