from ._pyjit import f64, jit

from . import vector
from .vector import cross as outer


@jit
def polygon(x: f64[:], y: f64[:]) -> float:
    area = 0.0
    n = len(x)
    for i in range(n):
        j = (i + 1) % n
        area += outer(float(x[i]), float(y[i]), float(x[j]), float(y[j]))
    return abs(area) / 2


@jit
def lattice(a: int, b: int) -> int:
    return vector.cross(a, b, b, a)


@jit
def gcd(a: int, b: int) -> int:
    return a if b == 0 else gcd(b, a % b)
