"""Stores to arrays and views that may be read-only: refused where they happen, not at the call."""

from typing import Optional

from pyjit import f64, i64, jit, u8


@jit
def normalise(values: f64[:], inplace: bool) -> float:
    total = 0.0
    for x in values:
        total += x * x
    if inplace:
        for i in range(len(values)):
            values[i] /= 1.0 + total
    return total


@jit
def first_or_last(values: f64[:], n_small: int) -> float:
    """Fails in the round that writes, or not at all."""
    total = 0.0
    for i in range(len(values)):
        total += values[i]
        if i == n_small:
            values[i] = total
    return total


@jit
def while_writing(values: i64[:], n_small: int) -> int:
    i = 0
    while i < len(values):
        if values[i] == n_small:
            values[i] = 0
        i += 1
    return i


@jit
def copies_smaller(values: f64[:], out: f64[:]) -> int:
    """Elements before the first that does not fit are written."""
    for i in range(len(values)):
        out[i] = values[i]
    return len(out)


@jit
def exchange(values: f64[:], i_small: int, j_small: int) -> None:
    values[i_small], values[j_small] = values[j_small], values[i_small]


@jit
def both(a: f64[:], b: f64[:], i_small: int, x: float) -> None:
    a[i_small] = b[i_small] = x


@jit
def order(values: i64[:], i_small: int, x: float) -> None:
    """Memory, index, value."""
    values[i_small] = x


@jit
def order_of_bytes(data: memoryview, i_small: int, n: int) -> None:
    data[i_small] = n


@jit
def augment(values: u8[:], i_small: int) -> None:
    values[i_small] += 3


@jit
def one_of_two(a: f64[:], b: f64[:], first: bool, x: float) -> None:
    if first:
        chosen = a
    else:
        chosen = b
    for i in range(len(chosen)):
        chosen[i] = x


@jit
def optional(values: Optional[f64[:]], x: float) -> bool:
    if values is None:
        return False
    for i in range(len(values)):
        values[i] = x
    return True


@jit
def set_all(values: f64[:], x: float) -> None:
    for i in range(len(values)):
        values[i] = x


@jit
def through_calls(a: f64[:], b: f64[:], x: float) -> float:
    set_all(a, x)
    set_all(b, x)
    return a[0]


@jit
def recursive(values: f64[:], n_small: int) -> int:
    if n_small <= 0 or n_small >= len(values):
        return 0
    values[n_small] = 1.0
    return 1 + recursive(values, n_small - 1)


@jit
def table(values: f64[:, :], x: float) -> None:
    for i in range(values.shape[0]):
        values[i, 0] = x
        for j in range(values.shape[1]):
            values[i, j] = x


@jit
def inner(values: f64[:], x: float) -> float:
    def put(i):
        values[i] = x

    for i in range(len(values)):
        put(i)
    return x
