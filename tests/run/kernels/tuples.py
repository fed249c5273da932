"""Tuples: making, unpacking, swapping, indexing, passing, returning."""

from pyjit import jit


@jit
def swap(a: int, b: int) -> tuple[int, int]:
    a, b = b, a
    return a, b


@jit
def rotate(a: int, b: int, c: int) -> tuple[int, int, int]:
    a, b, c = b, c, a
    return a, b, c


@jit
def mixed(a: int, x: float, b: bool) -> tuple[int, float, bool]:
    return a, x, b


@jit
def nested(a: int, x: float) -> tuple[tuple[int, float], int]:
    pair = a, x
    return pair, a


@jit
def unpack_nested(a: int, b: int, c: int) -> int:
    (p, q), r = (a, b), c
    return p if p > q else r


@jit
def element(a: int, b: int) -> int:
    pair = (a, b)
    return pair[0] if a < b else pair[-1]


@jit
def length(a: int) -> int:
    return len((a, a, a)) + len(())


@jit
def parameter(pair: tuple[int, float]) -> float:
    a, x = pair
    return a * x


@jit
def parameter_element(pair: tuple[float, float, float]) -> float:
    return pair[0] - pair[1] + pair[2]


@jit
def nested_parameter(pair: tuple[tuple[int, int], bool]) -> int:
    (a, b), flag = pair
    return a if flag else b


@jit
def one(a: int) -> tuple[int]:
    return (a,)


@jit
def empty() -> tuple[()]:
    return ()


@jit
def of_call(a: int, b: int) -> int:
    quotient, rest = divmod(a, b)
    return quotient - rest


@jit
def helper_pair(a: int, x: float) -> tuple[int, float]:
    return a, x + 1.0


@jit
def from_kernel(a: int, x: float) -> float:
    b, y = helper_pair(a, x)
    return b + y


@jit
def loop_over(a: int, b: int, c: int) -> int:
    result = 0
    for value in (a, b, c):
        result = result ^ value
    return result


@jit
def fibonacci_pair(n: int) -> tuple[int, int]:
    pair = (0, 1)
    for _ in range(n):
        pair = (pair[1], (pair[0] + pair[1]) % 1000007)
    return pair


@jit
def conditional(a: int, x: float) -> tuple[int, float]:
    return (a, x) if a > 0 else (0, -x)


@jit
def truth(a: int) -> tuple[bool, bool]:
    return bool(()), bool((a,))
