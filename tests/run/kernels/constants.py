"""Module constants: numbers, tuples, expressions, library constants, imported ones."""

import math
from math import pi as PI

import pair
from pair import right
from pair.right import LIMIT, WEIGHTS

from pyjit import jit

ANSWER = 42
HALF = 0.5
NEGATIVE = -7
FLAG = True
DERIVED = ANSWER * 2 + NEGATIVE
MASK = (1 << 10) - 1
RATIO = ANSWER / 5
POINT = (3, 4.5)
TAU: float = 2 * PI
BIG = 2**62


@jit
def numbers(a: int) -> int:
    return a + ANSWER + NEGATIVE + DERIVED


@jit
def floats(x: float) -> float:
    return x * HALF + RATIO + TAU + math.pi + math.e


@jit
def flag(a: int) -> int:
    return a if FLAG else -a


@jit
def mask(a: int) -> int:
    return a & MASK


@jit
def point(a: int) -> float:
    return a * POINT[0] + POINT[1]


@jit
def loop_over_tuple(a: int) -> float:
    total = 0.0
    for weight in WEIGHTS:
        total += weight * (a % 100)
    return total


@jit
def imported(a: int) -> int:
    return min(a, LIMIT) + right.LIMIT + pair.SCALE


@jit
def big(a: int) -> int:
    return a + BIG


@jit
def infinities(x: float) -> bool:
    return -math.inf < x < math.inf and x != math.nan
