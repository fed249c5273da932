"""The methods of NumPy's booleans: functions of the value and the arguments."""

from pyjit import jit


@jit
def item(self, /) -> bool:
    return bool(self)


@jit
def tolist(self, /) -> bool:
    return bool(self)
