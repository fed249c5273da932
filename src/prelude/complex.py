"""The methods of `complex`: functions of the value and the arguments."""

from pyjit import jit


@jit
def conjugate(self: complex, /) -> complex:
    return complex(self.real, -self.imag)
