import math

from pyjit import jit


@jit
def nearest(x: float, y: float) -> float:
    return min((x, y), key=2.0)


@jit
def unassigned(n: int) -> int:
    if n > 3:
        k = n
    return sum(i + k for i in range(n))


@jit
def forms(n: int) -> int:
    return math.prod(range(n), n)
