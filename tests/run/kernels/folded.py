"""Constants of the module that are results of calls, tables, and chosen by conditions."""

import enum
import math
import os
import sys
from typing import TYPE_CHECKING, Final

import numpy as np

from pyjit import f32, f64, i64, jit, u8

TOLERANCE = np.float32(1e-6)
GREATEST = np.finfo(np.float64).max
LEAST = np.iinfo(np.int16).min
STEP = np.int8(-5)
FLAG = np.bool_(1)
FIVE = int("5")
HEX = int("ff", 16)
SMALL = float("1e-3")
LETTER = ord("A")
INDICES = tuple(range(4))
LOW, HIGH = 2.5, 7
MOST = max(LOW, HIGH)
FEWEST = min(INDICES)
SIZE = len(INDICES)
TOTAL = sum(INDICES)
ROOT = math.sqrt(2)
LOG = math.log(10.0)
PARTS = divmod(17, 5)
ROUNDED = round(2.675, 2)
WHOLE = round(2.5)
POWER = pow(2, 10)
FLOOR = math.floor(-2.5)
FIRST, SECOND = range(2)
RED, (GREEN, BLUE) = 1, (2, 3)
ONE = ALSO_ONE = 1
LIMIT: Final = 12
LIMIT_2: Final[int] = LIMIT * 2

PRIMES = [2, 3, 5, 7, 11, 13]
WEIGHTS = [0.5, -0.0, 1e300]
FLAGS = [True, False, True]
SQUARES = [i * i for i in range(10) if i % 3]
CRC = tuple((i * 17) ^ (i >> 2) for i in range(256))
LONG = tuple(i % 7 for i in range(1000))
GRID = [[1, 2, 3], [4, 5, 6]]
TEXT = b"\x00abc\xff"
KERNEL = np.array([0.25, 0.5, 0.25])
BYTES = np.array([1, 200, 255], dtype=np.uint8)
MATRIX = np.array([[1, 2], [3, 4], [5, 6]])
SINGLES = np.asarray([1.5, 2], np.float32)
STEPS = np.arange(3, 9, 2)

if sys.byteorder == "little":
    ORDER = 1
else:
    ORDER = 2

if TYPE_CHECKING:
    CHECKED = 1
else:
    CHECKED = 2

if os.name == "nt":
    SYSTEM = 1
elif LIMIT > 10 and ORDER == 1:
    SYSTEM = 2
else:
    SYSTEM = 3

DEBUG = False
if not DEBUG:
    VERBOSE = 0
if DEBUG:
    VERBOSE = 1


@jit
def sized(x: f32, y: f64):
    return x < TOLERANCE, x * TOLERANCE, y + TOLERANCE, TOLERANCE


@jit
def limits(x: f64):
    return x / GREATEST, LEAST, STEP, FLAG


@jit
def numbers():
    return FIVE, HEX, SMALL, LETTER, MOST, FEWEST, SIZE, TOTAL


@jit
def more():
    return ROOT, LOG, PARTS, ROUNDED, WHOLE, POWER, FLOOR, FIRST, SECOND


@jit
def names():
    return RED, GREEN, BLUE, ONE, ALSO_ONE, LIMIT, LIMIT_2


@jit
def chosen():
    return ORDER, CHECKED, SYSTEM, VERBOSE


@jit
def wrapped(i: u8):
    return i + STEP, STEP * 2


@jit
def prime(i: int) -> int:
    return PRIMES[i]


@jit
def weight(i: int) -> float:
    return WEIGHTS[i]


@jit
def flag(i: int):
    return FLAGS[i], FLAGS[0], not FLAGS[-2]


@jit
def square(i: int) -> int:
    return SQUARES[i] + len(SQUARES)


@jit
def crc(data: bytes) -> int:
    value = 0
    for c in data:
        value = CRC[(value ^ c) & 255] ^ (value >> 8)
    return value


@jit
def long(i: int) -> int:
    return LONG[i] + len(LONG)


@jit
def letter(i: int) -> int:
    return TEXT[i]


@jit
def letters(c: int):
    return c in TEXT, len(TEXT), TEXT[1]


@jit
def listed(i: int, x: float):
    return i in PRIMES, x in WEIGHTS, i not in LONG


@jit
def summed():
    total = 0
    for p in PRIMES:
        total += p
    return total, sum(PRIMES), max(WEIGHTS), min(SQUARES), sum(LONG)


@jit
def enumerated() -> int:
    total = 0
    for i, (p, s) in enumerate(zip(PRIMES, SQUARES)):
        total += i * p * s
    return total


@jit
def element(i: int):
    return KERNEL[i], BYTES[i], SINGLES[-1]


@jit
def doubled(i: int):
    return BYTES[i] * 2, BYTES[i] + 100, KERNEL[i] / 0.0


@jit
def shape():
    return MATRIX.shape, MATRIX.size, KERNEL.ndim, len(MATRIX), len(STEPS)


@jit
def in_matrix(i: int, j: int):
    return MATRIX[i, j], MATRIX[-1, 0]


@jit
def rows() -> int:
    total = 0
    for row in MATRIX:
        for x in row:
            total += int(x)
    return total


@jit
def convolved(a: f64[:], i_small: int) -> float:
    total = 0.0
    for k in range(len(KERNEL)):
        total += float(a[i_small + k] * KERNEL[k])
    return total


@jit
def norm(a: f64[:]) -> float:
    total = 0.0
    for x in a:
        total += float(x * x)
    return total


@jit
def handed_on() -> float:
    kernel = KERNEL
    return norm(kernel) + norm(KERNEL)


@jit
def first(table):
    return table[0], len(table)


@jit
def generic():
    return first(PRIMES), first(TEXT), first(KERNEL), first(LONG)


@jit
def of_steps(i: i64):
    return STEPS[i], isinstance(STEPS, np.ndarray), isinstance(PRIMES, list)


@jit
def kinds():
    return type(PRIMES) is list, type(LONG) is tuple, type(TEXT) is bytes


class Config:
    SCALE = 2.5
    COUNT: int = 4
    BOTH = SCALE * COUNT


class Color(enum.IntEnum):
    RED = 1
    GREEN = 2
    BLUE = RED + 4


class Mode(enum.Enum):
    FAST = 7
    SLOW = 0.5


@jit
def configured(x: float):
    return x * Config.SCALE, Config.COUNT, Config.BOTH


@jit
def coloured(c: int) -> int:
    if c == Color.RED:
        return 10
    if c in (Color.GREEN, Color.BLUE):
        return Color.BLUE + Color.GREEN * c
    return 0 if c < Color.GREEN else -1


@jit
def members(x: float):
    return x * Mode.FAST.value, Mode.SLOW.value, Color.GREEN.value, Color.RED.name


@jit
def member_kept(i: int) -> int:
    colour = Color.GREEN
    return PRIMES[colour] + (1 if colour else 2) + int(colour) + (1 if i > colour else 0)


@jit
def scaled_by(x: float, mode: int) -> float:
    return x * mode


@jit
def member_passed(x: float) -> float:
    return scaled_by(x, Color.GREEN) + pow(2, Color.RED)
