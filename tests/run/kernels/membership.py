"""`in` and `not in` of tuples, arrays and buffers."""

from __future__ import annotations

import array
from typing import Optional

from pyjit import f32, f64, i8, i32, jit, u8

PRIMES = (2, 3, 5, 7)


@jit
def of_constants(a_small: int) -> bool:
    return a_small in (1, 2, -5) or a_small not in PRIMES


@jit
def of_mixed(x: float, a_small: int):
    t = (a_small, True, 2.5)
    return x in t, a_small in (x, 2**53, 0.5), x not in (1, 2), x in (), True in (a_small, x)


@jit
def nan_is_itself(x: float, y: float):
    return x in (x,), x in (1.0, x), x in (y,), x in (y, x), (x, 1) in ((y, 1), (x, 1))


@jit
def of_tuples(t: tuple[tuple[int, int], bool], a_small: int):
    return (
        (a_small, 1) in (t[0], (2, 3)),
        t in ((1, 2), t),
        1 in ((1, 2), t[0]),
        (1, 2) in (1, t[0], (1, 2, 3)),
        a_small in t[0] + (3,),
    )


@jit
def evaluated_once(a_small: int):
    return (a_small := a_small + 1) in (a_small, 5), a_small in (4, (a_small := 3), 7), a_small


@jit
def pair(x: int):
    return x, 1 // x


@jit
def of_call(a_small: int, b_small: int) -> bool:
    return a_small in pair(b_small)


@jit
def chain(a_small: int, b_small: int):
    return (
        0 < a_small in (1, 2, 3),
        a_small in (1, 2) == (1, 2),
        1 < a_small not in (2, b_small) != (3, 3),
        0 < a_small in (1, 1 // b_small),
    )


@jit
def strings(mode: str) -> bool:
    return mode in ("fast", "slow") and mode not in ("slow", 1)


@jit
def with_none(x: Optional[int], y: Optional[int], a_small: int):
    return x in (1, 2), None in (x, 1), a_small in (x, y, 1), x in (y, 5), x not in (None, 3)


@jit
def of_array(x: float, a: f64[:]) -> bool:
    return x in a


@jit
def of_i32(b: int, a: i32[:]):
    return b in a, b not in a, 3.0 in a


@jit
def of_f32(x: float, a: f32[:]) -> bool:
    return x in a


@jit
def of_bytes(a: int, b: bytes, c: bytearray):
    return a in b, a not in c, True in b


@jit
def of_memoryview(a: int, b: memoryview, x: float):
    return a in b, x in b


@jit
def of_array_array(a: array.array[float], b: array.array[int], x: float, c: int):
    return x in a, x in b, c in a, c in b


@jit
def sized(a: i8, b: u8, x: f32, c: int):
    return a in (b, 1), a in (c, 255), x in (0.1, x), 300 in (a, b), c in (a, x), x in (c, a)
