"""A module outside of packages, with kernels, a helper that stays Python, and constants."""

import math

from _pyjit_dot import f64, jit

SCALE = 2 * math.pi
LIMITS = (0, 10)


@jit
def dot(a: f64[:], b: f64[:]) -> float:
    """The inner product."""
    total = 0.0
    for i in range(len(a)):
        total += a[i] * b[i]
    return float(total)


@jit
def clamp(n: int) -> int:
    if n < LIMITS[0]:
        return LIMITS[0]
    if n > LIMITS[1]:
        return LIMITS[1]
    return n


@jit
def circumference(radius: float) -> float:
    return SCALE * radius


def describe(values):
    return f"{len(values)} values, clamped {clamp(len(values))}"
