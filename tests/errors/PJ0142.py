import numpy as np

from pyjit import f64, jit


@jit
def count(x: float) -> int:
    s = 0
    for i in range(x):
        s += i
    return s


@jit
def length(a: f64[()]) -> int:
    return len(a)


@jit
def in_order(a: f64[()]):
    return np.sort(a)


@jit
def kept(a: f64[()]):
    return a.sum(keepdims=True)
