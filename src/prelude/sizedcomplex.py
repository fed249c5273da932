"""The methods of NumPy's complex scalars: functions of the value and the arguments."""

from pyjit import jit
from pyjit.intrinsics import cast, dtype_of


@jit
def conjugate(self, /):
    return cast(dtype_of(self), complex(self.real, -self.imag))


@jit
def conj(self, /):
    return conjugate(self)


@jit
def item(self, /):
    return complex(self)


@jit
def tolist(self, /) -> complex:
    return complex(self)
