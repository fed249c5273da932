"""The methods of `range`: functions of the value and the argument."""

from pyjit import jit
from pyjit.prelude.operators_range import contains


@jit
def count(self: range, value: int, /) -> int:
    return 1 if contains(self, value) else 0


@jit
def index(self: range, value: int, /) -> int:
    if not contains(self, value):
        raise ValueError(f"{value} is not in range")
    return (value - self.start) // self.step
