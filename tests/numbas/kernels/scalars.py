"""Operators, comparisons, conversions and functions of scalars by Numba's rules."""

import math

import numpy as np
from numba import njit

PAIRS = ["(i8, i8)", "(u1, u1)", "(i4, u8)", "(u8, i8)", "(i1, u2)"]
FLOATS = ["(f8, f8)", "(f4, f4)", "(f4, f8)", "(i8, f8)", "(f4, u1)", "(f4, i8)", "(u8, f8)"]
ALONE = ["(f8,)", "(f4,)", "(i8,)", "(u1,)", "(i1,)", "(u8,)"]


@njit(PAIRS)
def arithmetic(a, b):
    return a + b, a - b, a * b, -a, +a, a & b, a | b, a ^ b, abs(a), ~a


@njit(["(i8, i8)", "(u1, u1)", "(u8, u8)", "(i8, u1)", "(i4, i2)"])
def divisions(a, b):
    return a / b, a // b, a % b, divmod(a, b)


@njit([*PAIRS, *FLOATS])
def comparisons(a, b):
    return a < b, a <= b, a == b, a != b, a > b, a < b < 3, min(a, b), max(a, b)


@njit(FLOATS)
def floats(a, b):
    return a + b, a * b, a - b


@njit(FLOATS)
def float_divisions(a, b):
    return a / b, a % b, a // b


@njit(["(i8, i8)", "(u1, i8)", "(i8, u1)", "(f8, i8)", "(f4, i8)", "(f8, f8)", "(f4, f8)"])
def powers(a, count):
    return a**count, a**2, a**3, a**0.5


@njit(["(i8, i8)", "(u1, i8)", "(u8, u1)", "(i4, i8)"])
def shifts(a, count):
    return a << count, a >> count, np.uint64(1) << np.uint64(count)


@njit(["(i8, i8)"])
def negative_powers(a, count):
    return a ** (-count)


@njit(ALONE)
def alone(x):
    return x * 2, x / 3, x + 0.5, -x, abs(x), x > 1, x == 0, min(x, 1), bool(x), not x


@njit(ALONE)
def converted(x):
    return np.uint8(x), np.int16(x), np.float32(x), np.float64(x), np.bool_(x), float(x)


@njit(["(f8,)", "(f4,)"])
def mathematics(x):
    return (
        math.sqrt(x),
        math.log(x),
        math.exp(x),
        math.sin(x),
        math.gamma(x),
        math.lgamma(x),
        math.erf(x),
        math.pow(x, 0.5),
        math.isnan(x),
        math.atan2(x, 2),
        math.log10(x),
        math.log1p(x),
        math.acos(x),
        math.tanh(x),
        math.copysign(1, x),
        math.hypot(x, 1),
    )


@njit(["(i4,)", "(u1,)", "(u2,)"])
def mathematics_of_integers(x):
    return math.sqrt(x), math.floor(x), math.ceil(x), math.trunc(x), math.log(x), math.isnan(x)


@njit(["(f8,)"])
def rounded(x):
    if not abs(x) < 1e15:
        return None
    return math.floor(x), math.ceil(x), math.trunc(x), round(x), round(x, 1), int(x), x // 1


@njit(["(i8, f8)", "(f4, f8)", "(u1, i8)", "(u8, i8)"])
def joined(a, b):
    total = 0
    for step in range(5):
        total = total + step * 0.5
    chosen = a if a > b else b
    return total, chosen, a and b, a or b, a if b > 0 else 1


@njit(["(i8, u1)"])
def decided(a, b):
    """What constants decide is not there: it has no type that counts."""
    return 2 or 0.5, 0.5 and b, 0 or b, b if 3 != 0.5 else 0.5, a and 2.5, b if 1.5 > 2 else a


@njit(["(i8, f8)", "(f4, f8)", "(u1, f4)"])
def ufuncs(a, b):
    return (
        np.maximum(a, b),
        np.sqrt(a),
        np.floor(b),
        np.sign(b),
        np.abs(a),
        np.power(b, 2),
        np.divide(a, b),
        np.exp(b),
        np.add(a, b),
        np.isnan(b),
        np.hypot(a, b),
    )


@njit(["(i8,)"])
def mixed_bits(count):
    h = np.uint64(0xCBF29CE484222325)
    m = np.uint32(count + 1)
    for _ in range(10):
        h = (h ^ np.uint64(count)) * np.uint64(0x100000001B3)
        m ^= m << np.uint32(13)
        m ^= m >> np.uint32(17)
    return h, m, count * 0x7FFFFFFFFFFFFFFF


@njit(["(i8, f8)"])
def lists(count, x):
    xs = [1, 2, count]
    xs.append(count * 2)
    ys = [x for _ in range(count)]
    ys.append(1)
    t = (count, x)
    a, b = t
    return xs, sum(xs), len(ys), a + b, [i * i for i in range(count)], max(xs), sorted(xs), t[0] / 2


@njit(["(i8, i8)"], error_model="numpy")
def quiet(a, b):
    return a / b, a // b, a % b, (a * 1.0) / b


@njit(["(i8, f8)"])
def annotated(count: float, x: int):
    y: int = x
    return count // 2, y / 2


SIGNATURES = {
    "arithmetic": PAIRS,
    "divisions": ["(i8, i8)", "(u1, u1)", "(u8, u8)", "(i8, u1)", "(i4, i2)"],
    "comparisons": [*PAIRS, *FLOATS],
    "floats": FLOATS,
    "float_divisions": FLOATS,
    "powers": ["(i8, i8)", "(u1, i8)", "(i8, u1)", "(f8, i8)", "(f4, i8)", "(f8, f8)", "(f4, f8)"],
    "shifts": ["(i8, i8)", "(u1, i8)", "(u8, u1)", "(i4, i8)"],
    "negative_powers": ["(i8, i8)"],
    "alone": ALONE,
    "converted": ["(i8,)", "(u1,)", "(i1,)", "(u8,)"],
    "mathematics": ["(f8,)", "(f4,)"],
    "mathematics_of_integers": ["(i4,)", "(u1,)", "(u2,)"],
    "rounded": ["(f8,)"],
    "joined": ["(i8, f8)", "(f4, f8)", "(u1, i8)", "(u8, i8)"],
    "decided": ["(i8, u1)"],
    "ufuncs": ["(i8, f8)", "(f4, f8)", "(u1, f4)"],
    "mixed_bits": ["(i8,)"],
    "lists": ["(i8, f8)"],
    "quiet": ["(i8, i8)"],
    "annotated": ["(i8, f8)"],
}
