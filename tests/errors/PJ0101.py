import numpy as np
from pyjit import f64, jit


@jit
def total(a: f64[:]) -> float:
    with lock:
        return a[0]


@jit
def raising(a: f64[:]):
    with np.errstate(divide="raise", over="ignore"):
        return 1 / a


@jit
def of_another(a: f64[:]):
    with np.random.errstate(all="ignore"):
        return 1 / a
