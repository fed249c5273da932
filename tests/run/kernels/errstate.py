"""`with np.errstate(...)`, whose block stands as if it were alone."""

import numpy as np
from numpy import errstate

from pyjit import f64, i64, jit


@jit
def quotients(a: f64[:], b: f64[:]):
    with np.errstate(divide="ignore", invalid="ignore"):
        c = a / b
        d = np.sqrt(a)
    return c, d


@jit
def returned(a: f64[:], x: float):
    with np.errstate(all="ignore"):
        if x > 0:
            return np.log(np.abs(a)) * 0
        a *= x
    return a


@jit
def in_loops(a: f64[:], n: int):
    total = 0.0
    for i in range(len(a)):
        with errstate(over="ignore", under="warn"), np.errstate():
            if i == n:
                continue
            if a[i] < 0:
                break
            last = i
            total += a[i]
    else:
        last = -1
    return total, last


@jit
def raised(a: i64[:], n: int):
    with np.errstate(all="ignore"):
        b = n // 2
        if b > 3:
            raise ValueError("too many")
    return b, a // max(b, 1)


@jit
def unbound(n: int):
    with np.errstate(all="ignore"):
        if n > 0:
            a = n
    return a
