"""Values that are not of the type that is annotated: Python goes on with them as they are."""

from __future__ import annotations

from typing import NamedTuple

from pyjit import f32, f64, i32, i64, jit, u8


@jit
def variable_of_a_byte(a: u8[:]):
    t: int = a[0]
    return t + 100


@jit
def variable_of_an_int32(a: i32[:]):
    x: int = a[-1]
    return x * x


@jit
def variable_of_a_double(a: f64[:]):
    d: float = a[0]
    return 1 / d


@jit
def variable_of_a_single(a: f32[:]):
    m: float = a[0]
    return m * 0.1


@jit
def float_of_an_int(n: int):
    x: float = n
    return x // 2


@jit
def sum_from_an_int(n: int):
    x: float = 0
    for i in range(n % 7):
        x += i
    return x


@jit
def sum_of_elements(a: f64[:]):
    x: float = 0
    for value in a:
        x += value
    return x


@jit
def byte_of_bytes(b: bytes):
    x: u8 = b[0]
    return x + 100


@jit
def replaced(a: u8[:], n: int):
    x: int = n
    if n > 3:
        x = a[0]
    return x + 200


@jit
def greatest(a: f64[:]):
    m: float = a[0]
    for i in range(len(a)):
        m = max(m, a[i])
    return m


@jit
def more(x: int):
    return x + 100


@jit
def more_said(x: int) -> int:
    return x + 100


@jit
def inverse(x: float):
    return 1 / x


@jit
def either(x: float | None):
    return 1.0 if x is None else 1 / x


@jit
def of_a_pair(p: tuple[int, float]):
    return p[0] + 100, 1 / p[1]


@jit
def byte_passed(a: u8[:]):
    return more(a[0]), more_said(a[0]), more(x=a[-1])


@jit
def double_passed(a: f64[:], b: f32[:]):
    return inverse(a[0]), inverse(b[0]), either(a[-1]), either(None)


@jit
def pair_passed(a: u8[:], b: f64[:]):
    return of_a_pair((a[0], b[0]))


@jit
def mixed_passed(a: i64[:], n: int):
    x = n
    if n & 1:
        x = a[0]
    return more(x)


@jit
def summed(a: f64[:]):
    total = 0.0
    for i in range(len(a)):
        total += inverse(a[i])
    return total


class Point(NamedTuple):
    x: float
    n: int


@jit
def of_a_point(p: Point, more):
    return 1 / p.x, p.n + more


@jit
def point_passed(a: f64[:], b: u8[:]):
    return of_a_point(Point(a[0], b[0]), 100)
