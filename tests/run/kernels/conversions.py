"""`int`, `float`, `bool`, `round`, `divmod`, `pow`, `abs`, `min`, `max` of mixed types."""

from pyjit import jit


@jit
def int_of_float(x: float) -> int:
    return int(x)


@jit
def int_of_bool(b: bool) -> int:
    return int(b)


@jit
def int_of_int(a: int) -> int:
    return int(a)


@jit
def float_of_int(a: int) -> float:
    return float(a)


@jit
def float_of_bool(b: bool) -> float:
    return float(b)


@jit
def float_of_float(x: float) -> float:
    return float(x)


@jit
def bool_of_float(x: float) -> bool:
    return bool(x)


@jit
def empty_calls() -> tuple[int, float, bool]:
    return 0, 0.0, False


@jit
def round_float(x: float) -> int:
    return round(x)


@jit
def round_int(a: int) -> int:
    return round(a)


@jit
def round_bool(b: bool) -> int:
    return round(b)


@jit
def absolute_of_bool(b: bool) -> int:
    return abs(b)


@jit
def divmod_mixed(a: int, x: float) -> tuple[float, float]:
    return divmod(a, x)


@jit
def min_of_three_floats(x: float, y: float, z: float) -> float:
    return min(x, y, z)


@jit
def max_of_bools(a: bool, b: bool) -> bool:
    return max(a, b)


@jit
def truncated_half(x: float) -> int:
    return int(x / 2.0)


@jit
def index_from_float(x: float, n: int) -> int:
    return int(x * n) % 16


@jit
def int_argument_for_float(x: float) -> float:
    return x + 0.5


@jit
def float_of_sum(a: int, b: int) -> float:
    return float(a + b)


@jit
def there_and_back(a: int) -> int:
    return int(float(a))
