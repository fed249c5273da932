# coding: ascii
from pyjit import jit


@jit
def f(a: int) -> int:
    return a
