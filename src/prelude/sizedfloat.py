"""The methods of NumPy's sized floats: functions of the value and the arguments."""

from pyjit import jit


@jit
def as_integer_ratio(self, /) -> tuple[int, int]:
    return float(self).as_integer_ratio()


@jit
def conj(self, /):
    return self


@jit
def conjugate(self, /):
    return self


@jit
def is_integer(self, /) -> bool:
    return float(self).is_integer()


@jit
def item(self, /) -> float:
    return float(self)


@jit
def tolist(self, /) -> float:
    return float(self)
