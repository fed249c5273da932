"""Powers of `int`s whose exponents may be negative, or are known not to be."""

from pyjit import i32, i64, jit, u8


@jit
def pure(a: int, b: int) -> int:
    return a**b


@jit
def squares(out: i64[:], n: int) -> None:
    for i in range(len(out)):
        out[i] = i**n


@jit
def in_place(out: bytearray, n: int) -> None:
    out[0] **= n


@jit
def shared(a: int, b: int) -> int:
    """Called by a kernel that prints, too."""
    return pow(a, b)


@jit
def printing(a: int) -> None:
    print(shared(a, a))


@jit
def asserted(a: int, b: int) -> int:
    assert b >= 0
    return a**b


@jit
def guarded(a: int, b: int) -> int:
    if b < 0:
        raise ValueError("b < 0")
    return a**b


@jit
def known(a: int, b: u8, c: bool, values: i64[:]) -> int:
    total = a ** int(b) + a**c + a ** len(values)
    for i in range(len(values)):
        total += a**i
    return total


@jit
def sized(a: i32, b: i32) -> i32:
    """NumPy's: ValueError where it is negative."""
    return a**b
