"""The module that is called."""

from pair import left
from pyjit import jit

LIMIT = 1000
WEIGHTS = (0.25, 0.5, 0.125)


@jit
def square(a: int) -> int:
    return a * a


@jit
def negate(a: int) -> int:
    return -a


@jit
def count_down(n: int) -> int:
    return left.step(n)
