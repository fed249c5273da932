"""Assertions, `__debug__`, and what types rest on: with `-O`, too (`test_optimised`)."""

from __future__ import annotations

from pyjit import i64, jit, u8


@jit
def plain(a: int) -> int:
    assert a > 0
    return a * 2


@jit
def with_message(x: float, n: int) -> float:
    assert x == x, f"x is {x!r} at {n:d}"
    return x + n


@jit
def test_that_fails(a: int, b: int) -> int:
    assert a // b > 0, a % b
    return a


@jit
def not_none(a: int | None) -> int:
    assert a is not None
    return a + 1


@jit
def not_none_unused(a: int | None, b: int) -> int:
    assert a is not None and b != 3, "a and b"
    return b


@jit
def truth(x: float | None) -> float:
    assert x
    return 1.0 / x


@jit
def is_none(a: int | None, b: int) -> int:
    assert a is None, a
    if a is None:
        return b
    return a


@jit
def both(a: int | None, x: float | None) -> float:
    assert a is not None and x is not None, "both"
    return a * x


@jit
def in_loop(a: int | None, n: int) -> int:
    last = a
    for i in range(n):
        assert last is not None
        last = last * 3 if i % 5 != 3 else a
    if last is None:
        return -1
    return last


@jit
def never(a: int) -> int:
    if a > 0:
        return 1
    if a < 0:
        return -1
    assert False, "zero"


@jit
def never_in_the_middle(a: int, b: int) -> int:
    if a == 0:
        assert 0
    assert not b == 1
    return a // (b - 1) if b != 1 else 7


@jit
def never_then_more(a: int) -> int:
    if a == 0:
        assert False, f"{a} is wrong"
        a = 5
    return a + 1


@jit
def walrus(a: int, b: int) -> int:
    assert (double := a * 2) > b
    return double


@jit
def walrus_over_another(a: int, b: int) -> int:
    double = b
    assert (double := a * 2) > b, double
    return double


@jit
def maybe_unassigned(a: int, n: int) -> int:
    if n > 1:
        b = a if n > 2 else None
    assert b is not None
    return b


@jit
def maybe_unassigned_unused(a: int, n: int) -> int:
    if n > 1:
        b = a if n > 2 else None
    assert b is not None
    return n


@jit
def debug() -> bool:
    return __debug__


@jit
def by_debug(a: int) -> int:
    if __debug__:
        return a + 1
    return a - 1


@jit
def assigned_by_debug(a: int) -> int:
    if __debug__:
        b = a
    return b


@jit
def debug_as_value(a: int, x: float):
    n = a if __debug__ else x
    return n, __debug__ + 1, not __debug__, __debug__ and a > 0


@jit
def while_debug(n: int) -> int:
    rounds = 0
    while __debug__ and rounds < n:
        rounds += 1
    return rounds


@jit
def checked_elements(data: bytes, a: int) -> int:
    total = 0
    for i in range(len(data)):
        assert data[i] != a, i
        total += data[i]
    return total


@jit
def same_lengths(left: u8[:], right: i64[:]) -> i64:
    assert len(left) == len(right)
    total = i64(0)
    for i in range(len(left)):
        total += left[i] * right[i]
    return total


@jit
def callee(a: int | None):
    assert a is not None, "the callee's"
    return a


@jit
def caller(a: int | None, n: int) -> int:
    total = 0
    for i in range(n):
        total += callee(a) + i
    return total
