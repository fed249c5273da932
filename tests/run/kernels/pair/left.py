"""Calls kernels of the other module, and of a third through it."""

from pyjit import jit

from . import right
from .right import square as squared


@jit
def outer(a: int) -> int:
    return squared(a) + right.negate(a)


@jit
def back_and_forth(n: int) -> int:
    return right.count_down(n)


@jit
def step(n: int) -> int:
    return n - 1 if n <= 0 else right.count_down(n - 1)
