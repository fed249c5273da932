"""Constant tuples with an index that is not known, elements of several types among them."""

from pyjit import jit

WEIGHTS = (1, 2.5, 3)
MANY = (10, 20, 30, 40, 50, 60)
FLOATS = (0.5, -0.0, float("inf"), 1e300, 2.0)
FLAGS = (True, False, True, True, False)


@jit
def weight(i: int):
    return WEIGHTS[i]


@jit
def scaled(i: int, x: float) -> float:
    return WEIGHTS[i] * x


@jit
def written_out(i: int):
    return (True, 7, 2.5)[i]


@jit
def computed(i: int, x: float):
    return (1, x, 2 * x)[i]


@jit
def many(i: int) -> int:
    return MANY[i]


@jit
def floats(i: int) -> float:
    return FLOATS[i]


@jit
def flags(i: int):
    return FLAGS[i], not FLAGS[-1]


@jit
def maybe(i: int):
    return (1, None, 3)[i]


@jit
def total() -> int:
    s = 0
    for i in range(len(MANY)):
        s += MANY[i]
    return s
