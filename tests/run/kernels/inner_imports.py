"""Imports inside kernels: from the statement to the end of its block."""

from pyjit import f64, jit


@jit
def root(x: float) -> float:
    import math

    return math.sqrt(abs(x)) + math.pi


@jit
def by_member(x: float, y: float) -> float:
    from math import hypot, pi
    from math import inf as infinity

    return hypot(x, y) if x < infinity else pi


@jit
def in_a_branch(x: float, c: bool):
    if c:
        import math as m

        return m.floor(x) if m.isfinite(x) else x
    return x


@jit
def in_a_loop(a: f64[:]) -> float:
    total = 0.0
    for i in range(len(a)):
        import math

        if math.isnan(a[i]):
            continue
        total += math.copysign(1.0, a[i])
    return total


@jit
def used_inside(x: float) -> float:
    import math

    def inner(y):
        return math.fabs(y) + 1.0

    return inner(x) + (lambda y: math.copysign(y, -1.0))(x)


@jit
def imported_inside(x: float) -> float:
    def inner(y):
        from math import fabs

        return fabs(y)

    return inner(x)


@jit
def of_numpy(x: float) -> float:
    import numpy as np

    return float(np.float32(x)) + np.finfo(np.float32).bits


@jit
def by_its_type(x: float) -> bool:
    import numbers

    return isinstance(x, numbers.Real)
