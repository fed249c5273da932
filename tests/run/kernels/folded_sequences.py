"""Constants of the module that are made of sequences, of types of elements, of NumPy's scalars."""

import math
import sys

import numpy as np

from pyjit import f32, f64, i64, jit, u8

DTYPE = np.dtype("f4")
ITEM = DTYPE.itemsize
ALSO_ITEM = np.dtype(np.int16).itemsize
HALF = DTYPE.type(0.5)
SINGLES = np.array([1, 2.5, 0.1], dtype="f4")
OTHERS = np.array([1, 2.5, 0.1], dtype=DTYPE)
LONGS = np.array([1, 2], "i8")
FLAGS = np.array([1, 0], dtype=bool)
EPSILON = np.finfo(DTYPE).eps
TEXT_EPSILON = np.finfo("f4").eps
MOST = np.iinfo("int32").max
MOST_BYTE = np.iinfo(np.dtype(np.uint8)).max

DOUBLED = np.int64(3) * 2
WRAPPED = np.int8(127) + np.int8(1) if sys.maxsize < 0 else np.int8(100)
RATIO = np.int32(7) / 2
FLOORED = np.int16(-7) // 2
REST = np.int16(-7) % 2
MASKED = ~np.uint8(15) & 0xFC
NEGATED = -np.int32(5)
PRODUCT = np.float32(0.1) * 3
MIXED_SUM = np.int64(3) + 0.5

ZEROS = (0,) * 4
LISTED = [0.5] * 3
JOINED = [1, 2] + [3]
MIDDLE = (1, 2, 3, 4)[1:3]
BACKWARDS = [1, 2, 3, 4][::-1]
LETTERS = b"abcdef"[::2]
NAME = "kernel"[1:] * 2
TURNED = tuple(reversed((1, 2, 3)))
ORDERED = sorted((3, 1, 2))
PAIRED = tuple(zip((1, 2), (0.5, 1.5)))
NUMBERED = tuple(enumerate((1.5, 2.5)))
FLOATS = tuple(map(float, (1, 2)))
DOT = sum(a * b for a, b in zip((1, 2), (3, 4)))
WEIGHTED = [i * x for i, x in enumerate((0.5, 1.5, 2.5))]
ROW = bytes(range(4))
BYTES = bytes([1, 2, 255])
MEMBER = 3 in (1, 2, 3)
NO_MEMBER = 4 not in {1, 2, 3}
PART = "er" in "kernel"
NOTHING = None
IS_NOTHING = NOTHING is None
IS_SOMETHING = ITEM is not None
ANY = any((0, 1))
ALL = all([1, 0])
LETTER = chr(65)
WHOLE = math.prod((2, 3, 7))
GRID = np.linspace(0, 1, 5)
FIFTY = np.linspace(-1.5, 2.25)
KEPT = (_INNER := 5) + 1
MODE = "fast" if DTYPE.kind == "f" else "slow"


@jit
def types_of_elements(i: int):
    return ITEM, ALSO_ITEM, HALF, SINGLES[i], OTHERS[i], LONGS[i % 2], FLAGS[i % 2]


@jit
def limits(x: f32):
    return x + EPSILON, TEXT_EPSILON, MOST, MOST_BYTE, MODE == "fast"


@jit
def scalars(x: i64, y: u8):
    return x * DOUBLED, WRAPPED, RATIO, FLOORED, REST, MASKED, NEGATED, PRODUCT, y + MASKED, MIXED_SUM


@jit
def sequences(i: int):
    return ZEROS[i], LISTED[i], JOINED[i], MIDDLE, BACKWARDS[i], LETTERS[i], TURNED


@jit
def lengths():
    return len(ZEROS), len(LISTED), len(JOINED), len(BACKWARDS), len(LETTERS), len(NAME), len(ROW)


@jit
def texts():
    return NAME == "ernelernel", LETTER == "A", MODE == "slow"


@jit
def made(i: int):
    return ORDERED[i], PAIRED, NUMBERED, FLOATS, DOT, WEIGHTED[i], ROW[i], BYTES[i]


@jit
def truths():
    return MEMBER, NO_MEMBER, PART, IS_NOTHING, IS_SOMETHING, ANY, ALL, WHOLE, KEPT


@jit
def spaced(i: int, x: f64):
    return GRID[i], x * FIFTY[i], len(FIFTY), FIFTY[-1]


if sys.version_info >= (3, 8):
    AGE = 1
else:
    AGE = "old"

if sys.version_info < (3, 0):
    AGE_2 = "older"
elif sys.version_info > (3, 9):
    AGE_2 = 2


@jit
def by_version():
    return AGE, AGE_2
