"""Edge values, random values, and when two results are the same."""

import enum
import math
import random
import struct

INF = float("inf")
NAN = float("nan")
MIN_INT, MAX_INT = -(2**63), 2**63 - 1

INTS = [
    0, 1, -1, 2, -2, 3, -3, 7, -7, 10, 62, 63, 64, 65, 100, 255, 256, -128, 2**31 - 1, 2**31,
    -(2**31), 2**32, 3037000499, 3037000500, 2**52, 2**53 - 1, 2**53, 2**53 + 1, -(2**53) - 1,
    2**62 - 1, 2**62, 2**62 + 1, -(2**62), MAX_INT - 1, MAX_INT, MIN_INT + 1, MIN_INT,
]  # fmt: skip

FLOATS = [
    0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1.5, -1.5, 2.5, -2.5, 2.0, -2.0, 3.0, -3.0, 0.1, -0.1, 10.0,
    0.49999999999999994, 1e-5, 1e-20, 1e-21, 5.0, 22.0, 23.0, 24.0, 140.0, 170.5, 171.0, 172.0,
    -139.5, -170.5, -171.25, -184.5, -200.5, 200.5, 709.0, 710.0, -745.0, -746.0, 1023.0, 1024.0,
    -1074.0, -1075.0, 2.0**31, 2.0**52, 2.0**52 + 0.5, 2.0**53 - 1, 2.0**53, 2.0**53 + 2,
    2.0**62, 2.0**63, -(2.0**63), 9223372036854774784.0, 2.0**64, 1e16, 1e100, -1e100, 1e300,
    1e308, 1.7976931348623157e308, -1.7976931348623157e308, 2.2250738585072014e-308,
    -2.2250738585072014e-308, 2.225073858507201e-308, 1e-310, 5e-324, -5e-324, math.pi, math.e,
    math.pi / 2, 1 + 2**-52, 1 - 2**-53, -1 - 2**-52, INF, -INF, NAN,
]  # fmt: skip


class Text(str):
    """Strings that print in a way of their own."""

    def __str__(self):
        return "own"

    def __format__(self, spec):
        return f"<{spec}>"


class Contrary(str):
    """Strings that compare and count in a way of their own."""

    __hash__ = str.__hash__

    def __eq__(self, other):
        return not str.__eq__(self, other)

    def __len__(self):
        return 7


class Mode(str, enum.Enum):
    FAST = "fast"
    SLOW = "slow"


STRINGS = [
    "fast", "slow", "fas" + "t", "".join(["s", "low"]), "", "FAST", "faster", "fast ", "ü",
    "grün", "gru\u0308n", "a\x00b", "a\x00c", "a", "\ud800", "\udc80x", "\U0001f600", "{}", "%d",
    Text("fast"), Text(""), Contrary("fast"), Contrary("slow"), Mode.FAST, Mode.SLOW,
]  # fmt: skip

# Ranges of every kind: empty, of one, up and down, at the ends of what 64 bits hold.
RANGES = [
    range(0), range(1), range(5), range(-3, 4), range(4, -3), range(4, -3, -1), range(7, 8, 3),
    range(0, 10, 3), range(0, 11, 3), range(10, 0, -4), range(-1, 100, 17), range(5, 5, -2),
    range(2**63 - 3, 2**63 - 1), range(-(2**63), -(2**63) + 9, 4), range(0, 2**63 - 1),
    range(-(2**63), 2**63 - 1), range(2**63 - 1, -(2**63), -1), range(0, -5, -(2**63)),
    range(-(2**63), 2**63 - 1, 2**62), range(0, 2**70), range(2**64, 2**64 + 9, 3), range(20),
]  # fmt: skip

# Parts of complex numbers: every kind of float, and the edges of CPython's algorithms.
PARTS = [
    0.0, -0.0, 1.0, -1.0, 0.5, -2.0, 3.0, 0.1, -0.7, 100.0, -99.5, 1e-5, 1e-160, 1e160, -1e300,
    710.0, -708.5, 1e308, 1.7976931348623157e308, 2.2250738585072014e-308, 1e-310, 5e-324, -5e-324,
    math.pi, math.pi / 2, 2.0**53 + 2, INF, -INF, NAN,
]  # fmt: skip
# Those that compare as strings do: a kernel that prints takes no others.
PLAIN_STRINGS = [text for text in STRINGS if not isinstance(text, Contrary)]


def random_floats(count, seed):
    """Floats of every size, a third each: any bits, moderate, near small integers and halves."""
    source = random.Random(seed)
    result = []
    for index in range(count):
        kind = index % 3
        if kind == 0:
            result.append(struct.unpack("<d", source.getrandbits(64).to_bytes(8, "little"))[0])
        elif kind == 1:
            result.append(source.uniform(-200, 200) * 10 ** source.uniform(-5, 2))
        else:
            result.append(source.randrange(-400, 400) / 2 + source.choice([0.0, 1e-9, -1e-13]))
    return result


def complexes(parts):
    """Every complex number of these parts."""
    return [complex(real, imag) for real in parts for imag in parts]


def random_ints(count, seed):
    """Integers of every size that fit 64 bits."""
    source = random.Random(seed)
    return [
        source.getrandbits(source.randrange(1, 64)) * source.choice([1, -1]) for _ in range(count)
    ]


def bits(value):
    """The bits of a float, or of both parts of a complex; every NaN is the same."""
    if isinstance(value, complex):
        return bits(value.real), bits(value.imag)
    return None if value != value else struct.pack("<d", value)


def same(left, right):
    """Whether two results are equal to the bit and of the same type."""
    if type(left) is not type(right):
        return False
    if isinstance(left, float):
        return bits(left) == bits(right)
    if isinstance(left, str):
        return str.__eq__(left, right)
    if isinstance(left, complex):
        return bits(left.real) == bits(right.real) and bits(left.imag) == bits(right.imag)
    if isinstance(left, (tuple, list)):
        return len(left) == len(right) and all(map(same, left, right))
    if hasattr(left, "bit_generator"):
        # Generators of random numbers, at one place of their streams.
        one, other = left.bit_generator, right.bit_generator
        return type(one) is type(other) and list(one.random_raw(3)) == list(other.random_raw(3))
    return left == right


def outcome(function, *args, **keywords):
    """What came of a call: `("returned", value)` or `("raised", class)`."""
    try:
        return "returned", function(*args, **keywords)
    except Exception as error:
        return "raised", type(error)


def same_outcome(left, right):
    """Whether two outcomes are the same."""
    return left[0] == right[0] and (left[1] is right[1] or same(left[1], right[1]))
