"""`and`, `or`, `not` with Python's value semantics; truth; operators on bool."""

from pyjit import jit


@jit
def and_ints(a: int, b: int) -> int:
    return a and b


@jit
def or_ints(a: int, b: int) -> int:
    return a or b


@jit
def and_floats(x: float, y: float) -> float:
    return x and y


@jit
def or_floats(x: float, y: float) -> float:
    return x or y


@jit
def three(a: int, b: int, c: int) -> int:
    return a and b or c


@jit
def not_int(a: int) -> bool:
    return not a


@jit
def not_float(x: float) -> bool:
    return not x


@jit
def truth(a: int, x: float, b: bool) -> tuple[bool, bool, bool, bool]:
    return bool(a), bool(x), bool(b), bool((a, x))


@jit
def short_circuit(a: int, b: int) -> bool:
    return b != 0 and a // b > 2


@jit
def short_circuit_or(a: int, b: int) -> bool:
    return b == 0 or a % b == 1


@jit
def bool_and_bool(a: bool, b: bool) -> bool:
    return a and b


@jit
def bit_operators(a: bool, b: bool) -> tuple[bool, bool, bool]:
    return a & b, a | b, a ^ b


@jit
def bit_operators_with_int(a: bool, b: int) -> tuple[int, int, int]:
    return a & b, a | b, a ^ b


@jit
def arithmetic(a: bool, b: bool) -> tuple[int, int, int, int]:
    return a + b, a - b, a * b, -a


@jit
def inverted(a: bool) -> int:
    return ~a + 0


@jit
def division(a: bool, b: bool) -> tuple[float, int, int]:
    return a / b, a // b, a % b


@jit
def exclusive(a: int, b: int) -> bool:
    return bool(a) != bool(b)


@jit
def condition_of_int(a: int) -> int:
    if a:
        return 1
    return 2


@jit
def condition_of_float(x: float) -> int:
    return 1 if x else 2


@jit
def while_of_int(n: int) -> int:
    rounds = 0
    while n > 0 and rounds < 5:
        n -= 1
        rounds += 1
    return rounds


@jit
def constant_true() -> bool:
    return True


@jit
def counts_truths(a: bool, b: bool, c: bool) -> int:
    return a + b + c
