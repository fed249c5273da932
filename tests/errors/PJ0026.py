import os

from pyjit import jit


@jit(fast=True)
def f(a: int) -> int:
    return a


@jit(boundscheck=os.environ.get("CHECKS"))
def g(a: int) -> int:
    return a


@jit(overflow="saturate")
def h(a: int) -> int:
    return a


@jit(fastmath={"nnan", "quick"})
def k(a: float) -> float:
    return a
