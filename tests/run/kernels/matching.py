"""`match` on numbers, tuples, strings and `None`."""

import enum
import math
from typing import NamedTuple, Optional

from pyjit import c64, c128, f32, i32, jit


@jit
def values(a_small: int) -> int:
    match a_small:
        case 0:
            return 10
        case 1 | 2 | -3:
            return 20
        case True:
            return 30
        case 3.0:
            return 40
        case 9223372036854775808:
            return 50
    return 60


@jit
def floats(x: float) -> int:
    match x:
        case 0:
            return 1
        case 1.5 | -1.5 | 9007199254740993:
            return 2
        case float(y) if y != y:
            return 3
        case int():
            return 4
        case y if y > 1e300:
            return 5
        case float():
            return 6


@jit
def guards(a_small: int, b_small: int) -> int:
    match a_small:
        case x if x > 3:
            y = x
        case x if (y := b_small) > 2 and x < 0:
            y += 100
        case 0 if b_small:
            y = 7
        case _ as z:
            y = z * 1000 + x
    return y


@jit
def captured_stays(a_small: int) -> int:
    x = 5
    match a_small * 2:
        case x if x > 100:
            pass
        case 4:
            x += 1
    return x


@jit
def tuples(a_small: int, b_small: int, x: float) -> float:
    match a_small, b_small, x:
        case 0, 0, 0:
            return 0.5
        case (0, y, _) | (y, 0, _):
            return y * 10.0
        case 1, (2 | 3) as y, z if z > 0:
            return y + z
        case [y, z]:
            return y
        case (y, *_, 1.5):
            return y * 100.0
        case (1, *_) | (*_, 2, _):
            return -1.0
        case _:
            return -2.0


@jit
def rest_of_tuple(t: tuple[float, float, float]) -> float:
    match t:
        case (0, *rest):
            return rest[0] + len(rest)
        case (*rest, 0.0):
            total = 100.0
            for x in rest:
                total += x
            return total
        case first, *_:
            return first


@jit
def swapped(a_small: int, b_small: int):
    match (a_small, b_small):
        case (b_small, a_small) if a_small > b_small:
            pass
        case (a_small, 3):
            a_small += 50
    return a_small, b_small


@jit
def nested(t: tuple[tuple[int, int], bool]) -> int:
    match t:
        case ((0, _), _):
            return 1
        case (x, True) if x[0] > x[1]:
            return x[0]
        case ((x, y), True as flag):
            return x - y + flag
        case (_, False):
            return 5
        case _:
            return 6


@jit
def dispatch(x):
    match x:
        case bool():
            return 1
        case int(y):
            return y + 1
        case float(0.5):
            return 2.5
        case float():
            return x * 2
        case (a, b):
            return a + b
        case str():
            return 9


@jit
def dispatched(c: bool, a_small: int, x: float) -> float:
    return dispatch(c) + dispatch(a_small) + dispatch(x) + dispatch((a_small, x)) + dispatch("a")


@jit
def optional(x: Optional[int], y: Optional[bool]) -> int:
    match x:
        case None:
            z = 1
        case 5 | 7:
            z = 2
        case n if n > 0:
            z = 3
        case _:
            z = x
    match y:
        case True:
            z += 10
        case None:
            z += 20
        case False:
            z += 30
    return z


@jit
def optional_in_tuple(x: Optional[int], y: Optional[int]) -> int:
    match x, y:
        case None, None:
            return 1
        case None, int(z):
            return z
        case int(z), None:
            return z * 2
        case int(z), int(w):
            return z + w
    return 0


@jit
def sized(a: i32, x: f32) -> int:
    match a:
        case 0 | 255 | 2147483648:
            return 1
        case int():
            return 2
        case -128.0:
            return 3
    match x:
        case 0.1:
            return 4
        case float():
            return 5
        case True:
            return 6
        case 1:
            return 7
    return 8


@jit
def named(x: float) -> int:
    match x:
        case math.inf:
            return 1
        case math.pi:
            return 2
        case math.nan:
            return 3
    return 4


@jit
def in_loop(n: int, m: int) -> int:
    count = 0
    for i in range(n):
        match i % 4, m:
            case 0, _:
                continue
            case 3, 10:
                break
            case (k, 2) if k == 1:
                count += 1000
            case k, _:
                count += k
    else:
        count = -count
    return count


@jit
def perhaps_captured(a_small: int) -> int:
    match a_small:
        case 1 as y:
            pass
        case 2:
            y = 20
    return y


@jit
def subject_once(a_small: int) -> int:
    match a_small := a_small + 1:
        case 3:
            a_small += 10
        case x if x > a_small:
            a_small = 99
    return a_small


@jit
def nothing_matches(a_small: int) -> None:
    match a_small:
        case (1, 2):
            raise ValueError
        case "a":
            raise KeyError
        case {}:
            raise IndexError
        case None:
            raise TypeError


class Named(NamedTuple):
    x: int
    y: int


@jit
def named_tuples(a_small: int, b_small: int) -> int:
    match Named(a_small, b_small):
        case Named(0, 0):
            return 1
        case Named(x=0, y=z) | Named(z, 0):
            return z * 10
        case (1, z):
            return z * 100
        case Named(z, w) if z == w:
            return 2
        case tuple():
            return 3


@jit
def strings(mode: str, n: int) -> int:
    match mode:
        case "fast" | "quick":
            return 1
        case "slow" if n > 3:
            return 2
        case "slow":
            return 3
        case "":
            return 4
        case other:
            return len(other)


@jit
def pair_with_string(pair: tuple[str, int]) -> int:
    match pair:
        case ("fast", n):
            return n
        case (_, 1):
            return 10
        case (name, _) if name == "slow":
            return 20
    return 30


@jit
def case_behind_one_that_always_matches(a: int) -> int:
    match a:
        case b if True:
            return b
        case int() if a > 3:
            return a + 1
    return 1


@jit
def by_match(x: int | None, n: int) -> int:
    match x:
        case None:
            x = 2
        case 7:
            x = 9
        case _:
            x = x & 1023
    for i in range(n):
        x = x + i
    return x


class Colour(enum.IntEnum):
    RED = 1
    GREEN = enum.auto()
    BLUE = GREEN + 4


@jit
def members(a_small: int) -> int:
    match a_small:
        case Colour.RED:
            return 1
        case Colour.GREEN | Colour.BLUE:
            return 2
        case _:
            return 3


@jit
def numpys_complex(a: c128[:], b: c64[:]) -> int:
    match a[0]:
        case 0:
            return 1
        case 1 + 2j | 1j:
            return 2
    match b[0], 1:
        case (-1.5j, 1) | (2, _):
            return 3
        case (1j, n):
            return 3 + n
    return 5
