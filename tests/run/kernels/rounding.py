"""`round` with and without digits."""

from pyjit import jit


@jit
def to_digits(x: float, digits: int) -> float:
    return round(x, digits)


@jit
def to_two(x: float):
    return round(x, 2), round(x, 0), round(x, -1), round(x, True), round(x, 15), round(x, 22)


@jit
def to_many(x: float):
    return round(x, 23), round(x, 100), round(x, 323), round(x, 324), round(x, ndigits=17)


@jit
def to_tens(x: float):
    return round(x, -5), round(x, -15), round(x, -16), round(x, -22), round(x, -23), round(x, -300)


@jit
def to_hundreds(x: float) -> float:
    return round(x, -308)


@jit
def none(x: float):
    return round(x, None), round(x, ndigits=None), round(number=x)


@jit
def int_to_places(a: int, places: int) -> int:
    return round(a, places)


@jit
def int_to_tens(a: int):
    return round(a), round(a, None), round(a, -1), round(a, -3), round(a, -18), round(a, -20)


@jit
def int_to_nineteen(a: int) -> int:
    return round(a, -19)


@jit
def of_bool(a: bool, places: int):
    return round(a), round(a, places), round(a, -1)


@jit
def ties(n: int):
    x = n / 8
    return round(x, 2), round(x, 1), round(x, 0), round(n * 5, -1), round(n * 125.0, -2)
