import numpy as np

from pyjit import f64, jit


@jit
def roots(a: f64[:]) -> float:
    return np.linalg.norm(a)


@jit
def turned(angle: float):
    return np.exp(angle * 1j)
