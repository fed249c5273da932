import numpy as np

from pyjit import f64, i32, jit


@jit
def roots(a: f64[:]) -> float:
    return np.linalg.norm(a)


@jit
def turned(angle: float):
    return np.exp(angle * 1j)


@jit
def modular(base: i32, exponent: int) -> int:
    """NumPy's integers raise TypeError here."""
    return pow(base, exponent, 7)
