import math

from ._pyjit import pyjit
from ._pyjit import f64


@pyjit.jit
def cross(ax, ay, bx, by):
    """Without types: it is compiled for the types of its callers."""
    return ax * by - ay * bx


@pyjit.jit
def norm(x: float, y: float) -> float:
    return math.sqrt(x * x + y * y)


@pyjit.jit
def scale(values: f64[:], factor: float) -> None:
    for i in range(len(values)):
        values[i] *= factor
