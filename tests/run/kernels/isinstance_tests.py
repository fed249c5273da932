"""`isinstance`, decided when compiling: what is behind the other side is not checked."""

import numbers
from typing import Optional

import numpy as np

from pyjit import f32, f64, i32, jit, u8


@jit
def kind(x):
    if isinstance(x, bool):
        return 1
    if isinstance(x, int):
        return 2
    elif isinstance(x, (float, complex)):
        return 3
    elif isinstance(x, (str, tuple)):
        return 4
    return 5


@jit
def halved(x):
    if isinstance(x, tuple):
        return x[0] / 2
    elif isinstance(x, int):
        return x // 2
    else:
        return x / 2


@jit
def of_python(i: int, x: float, b: bool, s: str) -> int:
    t = (i, x)
    return kind(i) + 10 * kind(x) + 100 * kind(b) + 1000 * kind(s) + 10000 * kind(t)


@jit
def of_sized(i: i32, u: u8, x: f32, y: f64) -> int:
    found = 0
    if isinstance(i, np.integer) and not isinstance(i, int):
        found += 1
    if isinstance(u, np.unsignedinteger) and not isinstance(u, np.signedinteger):
        found += 2
    if isinstance(x, np.floating) and not isinstance(x, float):
        found += 4
    if isinstance(y, float) and isinstance(y, np.float64) and isinstance(y, np.inexact):
        found += 8
    if isinstance(i, (np.int32, np.int64)) and not isinstance(i, np.int64):
        found += 16
    if isinstance(u, numbers.Integral) and not isinstance(x, numbers.Rational):
        found += 32
    return found


@jit
def generic(i: int, x: float) -> float:
    return halved(i % 1000) + halved(x) + halved((i, x)) / 4


@jit
def maybe(x: Optional[int]) -> int:
    if isinstance(x, int):
        return x // 2
    return -1


@jit
def maybe_not(x: Optional[float]) -> float:
    if not isinstance(x, float):
        return 0.5
    return x * 2


@jit
def evaluated(a: f64[:]) -> bool:
    def change():
        a[0] = 7.0
        return 1

    return isinstance(change(), int) and not isinstance(a[0], int)


@jit
def none_and_object(x: int) -> bool:
    return isinstance(x, object) and not isinstance(x, type(None)) and isinstance(None, type(None))


@jit
def in_expressions(x: int, y: float) -> float:
    def pick(v):
        return v * 2 if isinstance(v, float) else v % 3

    return pick(x) + pick(y) + (x.bit_length() if isinstance(x, int) else x.nothing)


@jit
def mixed_test(x: int) -> int:
    if isinstance(x, float) or x > 3:
        return 1
    if isinstance(x, int) and x < 0:
        return 2
    return 3
