"""`bytes`, `bytearray`, `memoryview`, `array.array`: elements are Python's `int` and `float`."""

from __future__ import annotations

import array

from pyjit import jit


@jit
def sum_of_bytes(data: bytes) -> int:
    result = 0
    for byte in data:
        result += byte
    return result


@jit
def byte_at(data: bytes, i_small: int) -> int:
    return data[i_small]


@jit
def adler(data: bytes) -> int:
    a = 1
    b = 0
    for i in range(len(data)):
        a = (a + data[i]) % 65521
        b = (b + a) % 65521
    return (b << 16) | a


@jit
def count_in_memoryview(data: memoryview, n: int) -> int:
    count = 0
    for byte in data:
        if byte == n:
            count += 1
    return count


@jit
def memoryview_at(data: memoryview, i_small: int) -> int:
    return data[i_small] - 300


@jit
def upper(data: bytearray) -> int:
    changed = 0
    for i in range(len(data)):
        if 97 <= data[i] <= 122:
            data[i] -= 32
            changed += 1
    return changed


@jit
def assign_byte(data: bytearray, i_small: int, a: int) -> None:
    data[i_small] = a


@jit
def augment_byte(data: bytearray, i_small: int) -> None:
    data[i_small] += 60


@jit
def sum_of_array(data: array.array[float]) -> float:
    result = 0.0
    for value in data:
        result += value
    return result


@jit
def inverse_of_array(data: array.array[float], i_small: int) -> float:
    return 1.0 / data[i_small]


@jit
def scale_array(data: array.array[float], x: float) -> None:
    for i in range(len(data)):
        data[i] *= x


@jit
def sum_of_integers(data: array.array[int]) -> int:
    result = 0
    for value in data:
        result += value
    return result


@jit
def assign_integer(data: array.array[int], i_small: int, a: int) -> None:
    data[i_small] = a


@jit
def double_integer(data: array.array[int], i_small: int) -> None:
    data[i_small] *= 2


@jit
def is_empty(data: bytes) -> bool:
    return not len(data)


@jit
def last_and_first(data: bytes) -> tuple[int, int]:
    return data[-1], data[0]
