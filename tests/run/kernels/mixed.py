"""Numbers that are of one type on one path and of another on the other."""

import math

from pyjit import f32, f64, i8, i32, i64, jit, u8, u64


@jit
def mean(a: f64[:]):
    total = 0.0
    for value in a:
        total += value
    return total / len(a)


@jit
def mean_of_singles(a: f32[:]):
    total = 0.0
    for value in a:
        total += value
    return total / len(a), total * 0.1, total + 1


@jit
def mean_from_int(a: f64[:]):
    total = 0
    for value in a:
        total += value
    return total / len(a)


@jit
def int_or_float(a: int):
    x = a if a > 3 else 0.5
    return x, x + 1, x * x, x / 3, x // 2, x % 3, -x, abs(x)


@jit
def grows(a: int, v: i64):
    x = a
    if a > 5:
        x = x + v
    return x * x


@jit
def grows_narrow(a: int, v: u8):
    x = a
    if a > 5:
        x = v
    return x * 3, x + v, x == v, x < a


@jit
def bool_or_int(a: int):
    x = a > 3
    if a > 5:
        x = a
    return x, not x, x + 1, x & 1, x and a


@jit
def bools(a: f64[:]):
    found = False
    for value in a:
        found = value > 1.0
    return found, found + 1, found & True, not found


@jit
def returns(a: int):
    if a < 0:
        return 0.5
    if a < 10:
        return a
    return a > 20


@jit
def several(a: int, x: f64, c: int):
    r = 0
    if c > 0:
        r = 0.25
    if c > 1:
        r = x
    if c > 2:
        r = a > 2
    return r, r + 1, r * 2.5, r + x, r < 1, r < x, r == a


@jit
def and_or(a: int, x: float):
    return a and x, x or a, a and 1.5, x and True, (a or x) + 1


@jit
def extrema(a: int, x: float, v: f64):
    return min(a, x), max(a, x), min(a, v), max(v, x), max(1, x, a), min(x, True)


@jit
def greatest(a: f64[:]):
    best = 0.0
    for value in a:
        best = max(best, value)
    return best, best * 2


@jit
def compare(a: int, x: float, c: bool):
    y = a if c else x
    return y < a, y < x, a <= y <= 10, y == 1, y != 2.5, 0 < y, y > 1 if y else y


@jit
def compare_sized(a: int, v: i64, x: f64, c: bool):
    y = a if c else v
    z = 1.5 if c else x
    return y < v, y == x, 0 < y < 9, z < x, z > a, y < z, a < y < v < z


@jit
def conversions(a: int, x: float, c: bool):
    y = a if c else x
    return float(y), bool(y), int(y), round(y), abs(y), math.sqrt(abs(y)), pow(y, 2)


@jit
def methods(a: int, x: float, c: bool):
    y = a if c else x
    return y.is_integer(), y.real, y.conjugate()


@jit
def store(out: f64[:], a_small: int, x: float, c: bool):
    y = a_small if c else x
    for i in range(len(out)):
        out[i] = y
        out[i] += y
        out[(i + 1) % len(out)] -= y


@jit
def store_in_ints(out: i32[:], a: int, v: i8, c: bool):
    y = a if c else v
    for i in range(len(out)):
        out[i] = y


@jit
def index(a: f64[:], n: int, c: bool, k: u8):
    i = n if c else k
    return a[i], a[i - 1]


@jit
def sum_of(a: i64[:], n: int):
    total = n
    for value in a:
        total += value
    return total, total * 2


@jit
def sum_of_bytes(a: u8[:]):
    total = 0
    for value in a:
        total += value
    return total, total + 200, total << 4, total / 2


@jit
def xor_all(a: u64[:]):
    h = 1
    for value in a:
        h = (h ^ value) * 31
    return h, h >> 3


@jit
def newton(n: int):
    x = n
    if n > 0:
        for _ in range(5):
            x = (x + n / x) / 2
    return x


@jit
def twice(x):
    return x + x


@jit
def first_of(x, y, c):
    if c:
        return x
    return y


@jit
def calls(a: int, x: float, c: bool):
    y = first_of(a, x, c)
    return y, twice(y), twice(first_of(True, x, c))


@jit
def halves(n: int):
    x = n
    count = 0
    while x > 1:
        x = x / 2
        count += 1
    return x, count


@jit
def tuples(a: int, x: float, c: bool):
    t = (a, x) if c else (x, a)
    p, q = t
    return t, p + q, p * 2


@jit
def loop_over(a: int, x: float):
    total = 0
    for value in (a, x, 1, 0.5):
        total += value
    return total


@jit
def loop_variable(a: f64[:], n: int):
    value = n
    for value in a:
        pass
    return value, value * 3


@jit
def optional(a: int, x: float, c: int):
    y = None
    if c > 0:
        y = a
    if c > 1:
        y = x
    if y is None:
        return None
    return y + 1


@jit
def walrus(a: int, x: float, c: bool):
    y = x
    if c and (y := a) > 2:
        return y * 2
    return y


@jit
def recursive(n: int):
    if n <= 0:
        return 0
    if n % 3 == 0:
        return recursive(n - 1) + 0.5
    return recursive(n - 1) + 1


@jit
def shift_mixed(a: int, v: u8, n: int):
    x = a
    if n > 2:
        x = v
    return x | 1, x & v, ~x


@jit
def int_power(a: int, c: bool):
    y = a if c else 2.0
    return y**2, y**3
