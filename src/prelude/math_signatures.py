"""`math`: the functions that the compiler knows itself: their signatures."""

from pyjit import jit


@jit
def dist(p, q, /): ...
