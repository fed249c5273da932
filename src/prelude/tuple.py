"""The methods of `tuple`: functions of the tuple and the arguments."""

from pyjit import jit
from pyjit.intrinsics import same_or_equal


@jit
def count(self, value, /) -> int:
    if len(self) == 0:
        return 0
    else:
        return count(self[1:], value) + (1 if same_or_equal(self[0], value) else 0)


@jit
def index(self, value, /) -> int:
    return _place_in(self, value, 0)


@jit
def _place_in(values, value, place: int) -> int:
    if len(values) == 0:
        raise ValueError("tuple.index(x): x not in tuple")
    else:
        if same_or_equal(values[0], value):
            return place
        return _place_in(values[1:], value, place + 1)
