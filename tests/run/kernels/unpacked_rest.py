"""`a, *rest = value` where the rest is seen as a list; methods of tuples."""

import numpy as np

from pyjit import f64, i64, jit


@jit
def of_tuples(a: int, b: float):
    first, *rest = (a, 1, 2)
    rest.append(7)
    *front, last = (b, b + 1, 3)
    one, *middle, two = [a, a + 1, a + 2, 9]
    x, *none = (a,)
    return first, rest, front, last, one, middle, two, x, none, len(rest), rest[0]


@jit
def of_lists(values: list[int]):
    first, *rest = values
    rest.append(first)
    return rest, first, len(rest)


@jit
def between(values: list[float]):
    first, *middle, last = values
    return first, middle, last


@jit
def front_of(values: list[list[int]]):
    *front, last = values
    last.append(1)
    return front, last, values


@jit
def of_arrays(a: f64[:], b: i64[:, :]):
    first, *rest = a
    *rows, last = b
    return first, rest, len(rows), last


@jit
def of_bytes(data: bytes):
    first, *rest = data
    return first, rest


@jit
def in_a_loop(n: int):
    total = 0
    for head, *tail in [(1, 2, 3), (n, 5, 6)]:
        tail.append(head)
        total += sum(tail) * head
    return total


@jit
def swapped(n: int):
    stack = [1, 2, 3]
    out = []
    while len(stack) > 1:
        top, *stack = stack
        out.append(top)
    stack[:] = [n]
    return stack, out


@jit
def places_in_tuples(n: int, x: float):
    t = (1, 2.5, n, 2, n)
    return t.count(n), t.count(2), t.index(2), t.index(n), t.index(2.5), ("a", "b").index("b")


@jit
def place_that_is_not_there(n: int):
    return (1, 2, 3).index(n), (n, np.float64(n)).count(float(n))
