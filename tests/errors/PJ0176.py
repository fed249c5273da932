import numpy as np

from pyjit import f64, jit

WEIGHTS = np.array([0.25, 0.5, 0.25])
LEVELS = [1, 2, 3]


@jit
def clear(b: bytes) -> None:
    b[0] = 0


@jit
def reset(i: int) -> None:
    weights = WEIGHTS
    weights[i] += 1.0


@jit
def scale(a: f64[:], by: float) -> None:
    for i in range(len(a)):
        a[i] *= by


@jit
def scale_weights(by: float) -> None:
    scale(WEIGHTS, by)


@jit
def raise_level(i: int) -> None:
    levels = LEVELS
    levels[i] = 0
