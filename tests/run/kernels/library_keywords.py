"""Library functions by the names of their parameters, with their defaults and `None`."""

import cmath
import math

import numpy as np
from pyjit import jit


@jit
def logs(x: float, y: float) -> float:
    return math.log(x, y) - math.log(x, 10)


@jit
def complex_log(z: complex, x: float) -> complex:
    return cmath.log(z, x)


@jit
def by_steps(x: float, y: float) -> float:
    return math.nextafter(x, y)


@jit
def arrangements(n: int, k: int) -> int:
    return math.perm(n, None) - math.perm(n, k)


@jit
def of_many(i: int, j: int) -> int:
    return math.gcd(i, j, 12) + math.gcd(i) + math.gcd() + math.lcm(i, 6) + math.lcm()


@jit
def lengths(x: float, y: float) -> float:
    return math.hypot(x, y) + math.hypot(x) + math.hypot(x, y, 1.5, 2) + math.hypot()


@jit
def spread(x: float, y: float) -> float:
    point = (x, y, 2.0)
    return math.hypot(*point)


@jit
def close(x: float, y: float) -> bool:
    return math.isclose(x, y, abs_tol=0.5) or math.isclose(b=x, a=y, rel_tol=1e-3)


@jit
def close_in_numpy(x: float, y: float) -> bool:
    return bool(np.isclose(x, b=y, atol=3, equal_nan=True))


@jit
def rounded(x: float) -> float:
    return round(x, ndigits=2) + round(number=x, ndigits=-1)


@jit
def rounded_to_int(x: float) -> int:
    return round(x, None) + round(number=x)


@jit
def rounded_in_numpy(x: float):
    return np.round(x, decimals=1), np.round(a=x), np.around(x, -1)


@jit
def powers(i: int, j: int):
    return pow(base=3, exp=i & 7), pow(i, 3, mod=7), pow(exp=2, base=j & 1023), pow(i, 2, None)


@jit
def complexes(x: float, y: float) -> complex:
    return complex(imag=x) + complex(real=y) * complex(y, imag=x)


@jit
def replaced(x: float):
    return np.nan_to_num(x, nan=1.0), np.nan_to_num(x, posinf=None, neginf=-7)


@jit
def clipped(x: float, y: float):
    return np.clip(x, a_max=y, a_min=-1.0), np.clip(x, None, y), np.clip(a=x, a_min=y, a_max=None)


@jit
def in_order(i: int, j: int) -> int:
    # The arguments are evaluated as they are written, whatever their parameters.
    k = i
    return pow(exp=(k := 2), base=(k := k + (j & 3))) + k


@jit
def phases(z: complex) -> float:
    return float(np.angle(z, deg=True) - np.angle(deg=False, z=z))
