"""Literals of bytes: indexed, searched, looped over, `len`; and `ord`."""

from pyjit import jit


@jit
def at(i: int) -> int:
    return b"abc\xff"[i]


@jit
def kept(i: int) -> int:
    table = b"\x00\x01\x02\xfe"
    return table[i] + len(table)


@jit
def is_space(data: bytes) -> int:
    count = 0
    for c in data:
        if c in b" \t\r\n":
            count += 1
    return count


@jit
def is_digit(c: int) -> bool:
    return c in b"0123456789"


@jit
def digits(data: bytes) -> int:
    value = 0
    for c in data:
        if c < ord("0") or c > ord("9"):
            continue
        value = (value * 10 + c - ord("0")) % 1000003
    return value


@jit
def total() -> int:
    s = 0
    for c in b"hello":
        s += c
    return s


@jit
def empty(c: int) -> bool:
    return c in b"" or len(b"") > 0


@jit
def ordinals():
    return ord("\u20ac"), ord(b"\xff"), ord("A")


@jit
def counted() -> int:
    return sum(c for c in b"\xff\xff\xff") + max(b"abc")


@jit
def enumerated(k: int) -> int:
    for i, c in enumerate(b"xyz"):
        if c == k:
            return i
    return -1


def _size(data):
    return len(data)


@jit
def measure(data: bytes) -> int:
    return len(data) * 256 + (data[0] if len(data) else 0)


@jit
def handed_on() -> int:
    return measure(b"ab") + measure(b"")
