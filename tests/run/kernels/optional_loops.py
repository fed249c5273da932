"""`X | None` in loops and comparisons: what is known from round to round, and what is equal."""

from __future__ import annotations

from pyjit import f32, f64, i32, i64, jit, u8


@jit
def generator(n: int, seed: int | None = None) -> int:
    if seed is None:
        seed = 1
    total = 0
    for _ in range(n):
        seed = (seed * 5 + 1) & 7
        total += seed
    return total


@jit
def generator_while(n: int, seed: int | None = None) -> int:
    if seed is None:
        seed = 1
    while n > 0:
        seed = (seed * 5 + 1) & 7
        n -= 1
    return seed


@jit
def generator_nested(n: int, seed: int | None = None) -> int:
    if seed is None:
        seed = 1
    total = 0
    for i in range(n):
        for _ in range(i):
            while seed % 3:
                seed = seed + 1
            seed = (seed * 5 + 1) & 7
            total += seed
    return total


@jit
def least(a: f64[:]) -> float | None:
    best: float | None = None
    for i in range(len(a)):
        if best is None or a[i] < best:
            best = a[i]
    return best


@jit
def greatest(a: f64[:]):
    best: float | None = None
    for x in a:
        if best is None:
            best = x
        elif x > best:
            best = x
    return best


@jit
def greatest_by_max(a: f64[:]) -> float | None:
    best = None
    for x in a:
        best = x if best is None else max(best, x)
    return best


@jit
def declared_value(n: int) -> int:
    x: int | None = 3
    y: float | None = 2
    total = x + 1
    for i in range(n):
        x = x + i
        y = y + x
    return total + x + int(y)


@jit
def mixed_first(c: int, a: f32[:]):
    best: float | None = 0.5 if c > 3 else None
    for x in a:
        if best is None or x > best:
            best = x
    return best


@jit
def conditional_of_three(c: int):
    return 1 if c > 3 else 2.5 if c > 1 else None


@jit
def conditional_variable(c: int) -> float | None:
    x = None if c > 5 else 1 if c > 3 else 0.5
    if x is None:
        return None
    return x + 1.0


@jit
def number_of_kinds(c: int) -> float:
    x = None
    if c > 0:
        x = 1
    if c > 3:
        x = 2.5
    if x is None:
        return -1.0
    return x * 2.0


@jit
def target_before_no_round(n: int) -> int:
    """The target of a loop keeps what it was where there is no round."""
    i = None
    for i in range(n):  # noqa: B007
        pass
    return -1 if i is None else i


@jit
def target_of_inner(n: int) -> int:
    j = None
    total = 0
    for i in range(n):
        if j is not None:
            total += j
        for j in range(i - 2):
            if j > 3:
                break
        else:
            total += 100
        if i == 7:
            j = None
    return total if j is None else total + j


@jit
def set_to_none_at_end(n: int) -> int:
    x: int | None = 5
    total = 0
    for i in range(n):
        if x is None:
            total += 1000
            x = i
        total += x
        x = None if i % 3 else i
    return total


@jit
def none_before_continue(n: int) -> int:
    x: int | None = 0
    total = 0
    for i in range(n):
        if x is None:
            total += 100
        else:
            total += x
        x = i
        if i % 4 == 1:
            x = None
            continue
        total += x
    return total


@jit
def none_before_break(n: int) -> int:
    x: int | None = 0
    for i in range(n):
        x = i
        if i == 5:
            x = None
            break
    if x is None:
        return -1
    return x


@jit
def found_by_break(a: i64[:], wanted: int) -> int:
    found = None
    for i in range(len(a)):
        if a[i] == wanted:
            found = i
            break
    else:
        found = -1
    return found


@jit
def endless(n: int) -> int:
    found: int | None = None
    i = 0
    while True:
        i += 1
        if i * i > n:
            found = i
        if found is not None:
            break
    return found + 1


@jit
def while_none(n: int) -> int:
    best: int | None = None
    i = 0
    while best is None:
        i += 1
        if i * i > n:
            best = i
    return best


@jit
def while_not_none(n: int) -> int:
    current: int | None = n
    steps = 0
    while current is not None:
        steps += current
        current = current - 1 if current > 0 else None
    return steps if current is None else -1


@jit
def skipped(a: i64[:], limit: int | None) -> int:
    total = 0
    for i in range(len(a)):
        x: int | None = None if a[i] < 0 else int(a[i]) % 100
        if x is None:
            continue
        total += x
        if limit is not None and total > limit:
            break
    return total


@jit
def differences(a: f64[:]) -> float:
    before: float | None = None
    total = 0.0
    for i in range(len(a)):
        if before is not None:
            total += abs(a[i] - before)
        before = a[i]
    return total


@jit
def by_truth(x: int | None) -> int:
    if not x:
        x = 7
    total = 0
    for _ in range(3):
        x = x * 2 % 11
        total += x
    return total


@jit
def by_or(step: int | None, n: int) -> int:
    step = step or 1
    total = 0
    for i in range(n):
        total += step
        step = (step + i) & 3
    return total


@jit
def by_conditional(tolerance: float | None, n: int) -> float:
    tolerance = 1e-3 if tolerance is None else tolerance
    for _ in range(n):
        tolerance = tolerance * 1.5
    return tolerance


@jit
def by_assert(x: int | None, n: int) -> int:
    assert x is not None
    for i in range(n):
        x = (x ^ i) & 255
    return x


@jit
def bounds(a: f64[:], low: int | None = None, high: int | None = None) -> float:
    if low is None or low < 0:
        low = 0
    if high is None or high > len(a):
        high = len(a)
    total = 0.0
    while low < high:
        total += a[low]
        low += 1
    return total


@jit
def fibonacci(n: int, a: int | None, b: int | None) -> int:
    if a is None or b is None:
        a, b = 0, 1
    for _ in range(n):
        a, b = b, (a & 1023) + (b & 1023)
    return a


@jit
def pair(t: tuple[int, float] | None = None) -> float:
    if t is None:
        t = (1, 2.0)
    total = 0.0
    for _ in range(3):
        a, b = t
        t = (a & 255, b * 2)
        total += b + a
    return total


@jit
def weights(w: f64[:] | None, a: f64[:]) -> float:
    if w is None or len(w) < len(a):
        w = a
    total = 0.0
    for i in range(len(a)):
        total += a[i] * w[i]
    return total


@jit
def weights_each(w: f64[:] | None, a: f64[:]) -> float:
    total = 0.0
    for i in range(len(a)):
        total += a[i] * (w[i % len(w)] if w is not None and len(w) else 1.0)
    return total


@jit
def captured(n: int, x: int | None = None) -> int:
    if x is None:
        x = 3

    def plus(y):
        return (x & 255) + y

    total = 0
    for i in range(n):
        total += plus(i)
    return total


@jit
def captured_optional(n: int, x: int | None = None) -> int:
    def value():
        if x is None:
            return 2
        return x & 255

    return value() * n


@jit
def walrus(n: int) -> int:
    def half(v):
        return v // 2 if v % 2 == 0 else None

    total = 0
    while (h := half(n)) is not None:
        total += h
        n = h
        if n == 0:
            break
    return total


@jit
def reset(n: int) -> int:
    total = 0
    for i in range(n):
        best: int | None = None
        for j in range(i):
            if best is None or j % 3 > best:
                best = j % 3
        if best is not None:
            total += best
    return total


@jit
def many_carried(n: int, a: int | None, b: int | None, c: int | None) -> int:
    """What one of them holds is known only a round after the other."""
    a = 1 if a is None else a & 7
    b = 2 if b is None else b & 7
    d = 4
    for i in range(n):
        if d is None:
            break
        a = b + 1
        b = d
        d = c
        if i == 5:
            c = None
    return a if b is None else a + b


@jit
def equal(x: int | None) -> bool:
    return x == 3


@jit
def not_equal(x: int | None) -> bool:
    return x != 3


@jit
def equal_reversed(x: float | None) -> bool:
    return 1.0 == x  # noqa: SIM300


@jit
def equal_tells(x: int | None) -> int:
    if x == 3:
        return x + 1
    return 0


@jit
def not_equal_tells(x: int | None, y: int) -> int:
    if x != y:
        return -1
    return x // 2


@jit
def equal_both(x: int | None, y: float | None) -> tuple[bool, bool]:
    return x == y, x != y


@jit
def equal_chain(x: int | None, y: int | None, z: int) -> bool:
    return x == y == z


@jit
def equal_sized(x: i32 | None, y: u8) -> tuple[bool, bool]:
    return x == y, y != x


@jit
def equal_sized_value(x: i32 | None, y: u8):
    return (x == y) + 1 if x is not None else (x == y) + 2


@jit
def equal_pairs(x: tuple[int, float] | None, y: int) -> bool:
    return x == (y, 0.5)


@jit
def equal_flags(flag: bool | None) -> tuple[bool, bool]:
    return flag == True, flag != False  # noqa: E712


@jit
def nothing_first(x: int | None) -> tuple[bool, bool]:
    return None is x, None != x  # noqa: E711


@jit
def nothing_first_tells(x: int | None) -> int:
    if None is x:
        return 1
    return x - 1


@jit
def contained(x: int | None) -> tuple[bool, bool]:
    return x in (1, 2, 3), x not in (1, None, 3)


@jit
def contained_tells(x: int | None) -> int:
    if x in (1, 2, 3):
        return x * 2
    return -1


@jit
def contained_with_none(x: int | None) -> int:
    if x in (1, None):
        return -1
    return 5 if x is None else x & 7


@jit
def in_range(x: int | None, n: int) -> int:
    if x in range(n):
        return x + 1
    return -1


@jit
def in_array(x: float | None, a: f64[:]) -> float:
    return x + 1 if x in a else -1.0


@jit
def least_of(x: int | None, y: int) -> int:
    if x is None:
        x = 0
    return min(x, y) // 2 + max(x, y) // 3


@jit
def none_or_greater(x: int | None) -> bool:
    return x is None or x > 3


@jit
def array_limits(a: f64[:], low: float | None) -> float:
    if low is None:
        low = a[0] if len(a) else 0.0
    for x in a:
        low = min(low, x)
    return low
