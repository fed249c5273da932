"""Comparisons: ints, floats, both, booleans, tuples, chains."""

from pyjit import f64, jit, u64


@jit
def ints(a: int, b: int) -> tuple[bool, bool, bool, bool, bool, bool]:
    return a == b, a != b, a < b, a <= b, a > b, a >= b


@jit
def floats(x: float, y: float) -> tuple[bool, bool, bool, bool, bool, bool]:
    return x == y, x != y, x < y, x <= y, x > y, x >= y


@jit
def int_with_float(a: int, x: float) -> tuple[bool, bool, bool, bool, bool, bool]:
    return a == x, a != x, a < x, a <= x, a > x, a >= x


@jit
def float_with_int(x: float, a: int) -> tuple[bool, bool, bool, bool, bool, bool]:
    return x == a, x != a, x < a, x <= a, x > a, x >= a


@jit
def bools(a: bool, b: bool) -> tuple[bool, bool, bool, bool]:
    return a == b, a != b, a < b, a >= b


@jit
def bool_with_int(a: bool, b: int) -> tuple[bool, bool, bool]:
    return a == b, a < b, a >= b


@jit
def bool_with_float(a: bool, x: float) -> tuple[bool, bool, bool]:
    return a == x, a < x, a >= x


@jit
def chain(a: int, b: int, c: int) -> bool:
    return a < b <= c


@jit
def long_chain(a: int, x: float, b: int, y: float) -> bool:
    return a < x <= b != y > 0


@jit
def chain_stops_early(a: int, b: int) -> bool:
    return a > b > 1 // (b - a if a > b else 0)


@jit
def tuples(a: int, b: int, x: float) -> tuple[bool, bool, bool, bool]:
    return (a, x) < (b, 0.5), (a, x) == (b, x), (a, b) >= (b, a), (a, b, x) != (a, b, x)


@jit
def against_constants(a: int) -> tuple[bool, bool, bool]:
    return a < 0.5, a == 9007199254740993.0, -1 <= a < 10


@jit
def isnan_by_comparison(x: float) -> bool:
    return x != x


@jit
def minimum_keeps_first(x: float, y: float) -> float:
    return x if x <= y else y


@jit
def tuples_with_sized_elements(a: u64, b: u64, c: int):
    """The answer is of the type that the first different elements give: `/ 0` tells them apart."""
    return ((a, 3, c) > (b, u64(5), 2)) / 0


@jit
def equal_prefix(a: u64, b: u64):
    return ((a, 3) > (b, 3)) / 0


@jit
def chain_of_types(a: int, b: int, c: f64):
    return (a < b < c) / 0


@jit
def chains_of_tuples(a: f64, b: f64, c: int):
    return (a, c) <= (b, 2) <= (b, a), (a,) < (a, b), ((a, b), c) >= ((b, a), 1)


@jit
def sized_chain_as_test(a: f64, b: f64, c: int):
    if (a, c) < (b, 2):
        return 1
    return 2 if (a < c < b) else 3
