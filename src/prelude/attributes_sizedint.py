"""The attributes of NumPy's sized integers as functions of the value."""

from pyjit import jit


@jit
def denominator(self) -> int:
    return 1


@jit
def imag(self):
    return self - self


@jit
def numerator(self):
    return self


@jit
def real(self):
    return self
