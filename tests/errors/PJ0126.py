import numpy as np

from pyjit import f64, jit


@jit
def tail(a: bytearray) -> int:
    return len(a[1:])


@jit
def clear(a: memoryview) -> None:
    a[1:] = 0


@jit
def part_in_place(a: f64[:, :]) -> None:
    a.flat[1:3] += 1


@jit
def part_of_a_part(a: f64[:, :]):
    return a.flat[1:3][0]


@jit
def point_of_a_grid(n: int):
    return np.mgrid[0:n, 3]
