import numpy as np

from pyjit import jit


@jit
def area(w: float, h: float) -> float:
    return w * h


@jit
def square(side: float) -> float:
    return area(side)


@jit
def rounded(x: float) -> float:
    return np.round(x, 1, None, 2)


@jit
def named_lengths(n: int) -> int:
    total = 0
    for i, _ in np.ndindex(shape=(n, 2)):
        total += i
    return total
