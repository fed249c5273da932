"""Numbers of a module that only its run finds: the first call reads them."""

import math
import os
import sys
from typing import Final

import numpy as np

from pyjit import f32, f64, i64, jit, u8

LOG_10 = math.log(10.0)
LOG_2PI = np.log(2 * np.pi)
DEGREE = np.deg2rad(1.0)
ROOT = np.sqrt(2)
GAMMA = math.lgamma(3.5)
POWER = 10.0**-3.5
HALF_POWER = POWER / 2
NEW_ENOUGH = sys.version_info >= (3, 12)
VERSION = sys.version_info[1]
RELEASE = sys.version_info.minor
MANY = os.environ.get("PYJIT_NEVER_SET") is None
LIMIT = int(os.environ.get("PYJIT_NEVER_SET", "12"))
SCALE = float(os.environ.get("PYJIT_NEVER_SET", "-0.0"))
HAS = hasattr(math, "cbrt")
WIDTH = (1000).bit_length()
RECURSION: int = sys.getrecursionlimit() // 10
EPSILON: Final[float] = sys.float_info.epsilon * LIMIT
SINGLE = np.float32(os.environ.get("PYJIT_NEVER_SET", "0.1"))
BYTE = np.uint8(len(os.name))
LONG = np.int64(-len(os.name))
FLAG = np.bool_(len(os.name))
LARGER = LOG_2PI > 1

try:
    import a_module_that_nobody_has

    FOUND = True
except ImportError:
    a_module_that_nobody_has = None
    FOUND = False

STEP = 0.5
if len(sys.argv) > 1_000_000:
    STEP = 1.5

if len(os.sep) == 1:
    KIND = 1
elif MANY:
    KIND = 2
else:
    KIND = 3


class Settings:
    RATE = math.exp(-2.0)


@jit
def of_mathematics(x: float):
    return x * LOG_10, x + GAMMA, POWER, HALF_POWER


@jit
def of_numpy(x: f64, y: f32):
    return x * LOG_2PI, y * DEGREE, ROOT, LARGER


@jit
def of_a_version(x: int):
    if NEW_ENOUGH:
        return x + VERSION, RELEASE
    return x - VERSION, RELEASE


@jit
def of_the_interpreter(x: int):
    return x % sys.hexversion, sys.version_info.major


@jit
def of_the_environment(x: int):
    return x % LIMIT, SCALE, MANY, x // LIMIT, math.copysign(1.0, SCALE)


@jit
def of_calls(x: int):
    return HAS, WIDTH, x * RECURSION, EPSILON


@jit
def sized(x: i64, y: u8):
    return y + BYTE, x + LONG, SINGLE, SINGLE * 3, FLAG, BYTE + 250


@jit
def of_a_try(x: int) -> int:
    if FOUND:
        return x
    return -x


@jit
def of_branches(x: float):
    return x * STEP, KIND


@jit
def not_none(x: int):
    return LIMIT is None, LIMIT is not None, x


@jit
def indexed(a: f64[:]) -> float:
    return float(a[KIND - 1] * a[-KIND])


@jit
def summed(n: int) -> float:
    total = 0.0
    for i in range(n % 100):
        total += i * LOG_10 if i < LIMIT else GAMMA
    return total


@jit
def power_of(x: float) -> float:
    return x**KIND


@jit
def power_of_int(x: int) -> int:
    return x**KIND


@jit
def shifted(x: int) -> int:
    return (x & 255) << KIND


@jit
def inner(x: float) -> float:
    def scaled(y):
        return y * LOG_10

    return scaled(x) + sum(LIMIT for _ in range(KIND))


@jit
def with_default(x: float, scale: float = LOG_10) -> float:
    return x * scale


@jit
def by_default(x: float) -> float:
    return with_default(x) + with_default(x, LOG_10)


PAIR = (LOG_10, 2.5)
TABLE = [math.log(1 + i) for i in range(20)]


@jit
def kept(i: int):
    return PAIR, TABLE[i]


@jit
def checked(x: int) -> int:
    if x > LIMIT:
        raise ValueError(f"{x} is more than {LIMIT} of {LOG_10}")
    return x
