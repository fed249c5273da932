"""Strings as flags: compared, tested, stored, handed on, given back."""

from typing import Literal, Optional

from pyjit import f64, jit

DEFAULT = "fast"
MODES = ("fast", "slow", "grün")


@jit
def equals(mode: str) -> bool:
    return mode == "fast"


@jit
def differs(mode: str) -> bool:
    return mode != "grün"


@jit
def same(a: str, b: str) -> bool:
    return a == b


@jit
def chain(a: str, b: str) -> bool:
    return a == b == "fast" != "slow"


@jit
def scale(x: float, mode: str = "fast") -> float:
    if mode == "fast":
        return x * 2.0
    elif mode == DEFAULT + "er":
        return x * 4.0
    elif mode == MODES[1] or mode == "":
        return x / 2.0
    elif mode == "a\x00b":
        return x + 1.0
    return -x


@jit
def truth(mode: str) -> int:
    if mode:
        return 1
    return 0


@jit
def falsehood(mode: str) -> bool:
    return not mode


@jit
def length(mode: str) -> int:
    return len(mode)


@jit
def either(a: str, b: str) -> str:
    return a or b


@jit
def both(a: str, b: str) -> str:
    return a and b


@jit
def identity(mode: str) -> str:
    return mode


@jit
def parity(a: int) -> str:
    return "odd" if a % 2 else "even"


@jit
def stored(n: int, mode: str) -> str:
    state = "start"
    for i in range(n):
        if state == "start":
            state = mode
        elif i % 3 == 0:
            state = "ü"
        else:
            state = "start"
    return state


@jit
def maybe_unbound(n: int, mode: str) -> bool:
    if n > 2:
        flag = mode
    return flag == "fast"


@jit
def pair(mode: str, n: int) -> tuple[str, int]:
    return mode, n


@jit
def swapped(a: str, b: str):
    a, b = b, a
    return (a, b), a == b


@jit
def tuples_equal(a: str, b: str, n: int) -> bool:
    return (a, n) == (b, 3)


@jit
def from_tuple(pair: tuple[str, int]) -> str:
    name, count = pair
    if count > 3:
        return name
    return pair[0] if name == "fast" else "few"


@jit
def weight(mode):
    if mode == "fast":
        return 1.5
    return 0.5


@jit
def weights(mode: str) -> float:
    return weight(mode) + weight("fast") + scale(2.0) + scale(1.0, mode)


@jit
def name_of(n):
    if n == 0:
        return "zero"
    elif n == 1:
        return "one"
    return "many"


@jit
def counted(n: int) -> bool:
    return name_of(n) == "one" or name_of(n + 1) == "one"


@jit
def literal(mode: Literal["fast", "slow"]) -> int:
    return 1 if mode == "fast" else 2


@jit
def literals() -> bool:
    return "grün" == MODES[2]


@jit
def total(values: f64[:], mode: str) -> float:
    result = 0.0
    for i in range(values.shape[0]):
        if mode == "fast":
            result += values[i]
        elif mode == "slow":
            result += values[i] * 2.0
        else:
            result -= values[i]
    return result


@jit
def overflowing(n: int, mode: str) -> int:
    if mode == "slow":
        return n + 1
    return n * n


@jit
def optional(mode: Optional[str] = None) -> Optional[str]:
    if mode is None:
        return "none"
    if mode == "fast":
        return None
    return mode


@jit
def member(mode: str) -> bool:
    return mode in ("fast", "slow")


@jit
def no_member(mode: str) -> bool:
    return mode not in MODES


@jit
def looped() -> int:
    total = 0
    for name in ("x", "yy", "zzz"):
        total += len(name)
    return total


@jit
def chosen(a_small: int) -> str:
    names = ("a", "bb", "ccc")
    return names[a_small]


@jit
def walrus(mode: str) -> str:
    if (found := mode or "nothing") != "fast":
        return found
    return "it is " if found == mode else found


@jit
def recursive(n: int, mode: str) -> str:
    if n <= 0:
        return mode
    return recursive(n - 1, "odd" if mode == "even" else "even")
