"""`type(x)`: called, kept, compared."""

from __future__ import annotations

import numpy as np

from pyjit import f32, f64, i16, i64, jit, u8


@jit
def zero_of_int(x: int):
    return type(x)(0)


@jit
def zero_of_float(x: float):
    T = type(x)
    return T(0), T(2.5)


@jit
def converted(x: f32, i: i16, j: int):
    S = type(x)
    return S(j), type(i)(7), type(x)(1) / 3


@jit
def is_float(x: float, i: int, b: bool):
    return type(x) is float, type(i) is int, type(b) is int, type(b) is bool, type(x) is int


@jit
def equals(x: float, i: int):
    return type(x) == float, type(x) != int, type(i) == type(x), type(i) is not type(i)  # noqa: E721


@jit
def sized(a: f64[:], u: u8):
    return type(a) is np.ndarray, type(u) == np.uint8, type(u) is int, type(u) in (int, np.uint8)


@jit
def member(x: int):
    return type(x) in (int, float), type(x) not in (str, bytes), type(x) in (bool, str)


@jit
def tested(c: bool, i: int, x: float):
    y = i if c else x
    if type(y) is int:
        return 1
    return 2


@jit
def same_for_both(c: bool, i: int, x: float):
    y = i if c else x
    return type(y) is bool, type(y) in (int, float), isinstance(y, (int, float, str)), y


@jit
def none(x: int | None) -> int:
    if type(x) is int:
        return x + 1
    return -1


@jit
def never_none(x: int | None) -> bool:
    return type(x) is type(None)


@jit
def decided(x: i64):
    if type(x) is float:
        return x.hex()
    return x


@jit
def of_tuple(x: int):
    t = x, x
    return type(t) is tuple, str is str, type(t) is list


@jit
def kept(x: float, i: int) -> float:
    T = type(x)
    return T(i) * T("2.5")


@jit
def passed(x: float) -> bool:
    def same(T, y):
        return type(y) is T

    return same(float, x)
