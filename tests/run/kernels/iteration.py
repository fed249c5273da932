"""Ranges as values, and `enumerate`, `zip` and `reversed` over ranges, arrays and tuples."""

from __future__ import annotations

import array

from pyjit import f64, i64, jit


@jit
def parts(r: range):
    return r.start, r.stop, r.step, len(r), bool(r)


@jit
def truth(r: range) -> int:
    if r:
        return 1
    return 2 if not r else 3


@jit
def item(r: range, i: int) -> int:
    return r[i]


@jit
def contains(r: range, x: int) -> bool:
    return x in r


@jit
def lacks_float(a_small: int, b_small: int, x: float) -> bool:
    return x not in range(a_small, b_small, 3)


@jit
def contains_bool(r: range, x: bool) -> bool:
    return x in r


@jit
def equal(r: range, s: range):
    return r == s, r != s


@jit
def methods(r: range, x: int):
    return r.count(x), r.index(x)


@jit
def same(r: range) -> range:
    return r


@jit
def make(start: int, stop: int, step: int) -> range:
    return range(start, stop, step)


@jit
def make_shorter(start: int, stop: int):
    return range(start, stop), range(stop), range(True)


@jit
def choose(r: range, s: range, which: bool):
    t = r if which else s
    total = 0
    for i in t:
        total = total * 31 % 1000003 + i % 1000
        if total > 5000:
            break
    return t, total


@jit
def loop_over(r: range):
    first = -1
    count = 0
    for i in r:
        if count == 0:
            first = i
        count += 1
        if count > 20:
            break
    else:
        count += 1000
    return first, count


@jit
def enumerate_array(a: f64[:], start: int):
    total = 0.0
    last = 0
    for i, x in enumerate(a, start):
        last = i
        total += i % 7 * x
    return total, last


@jit
def enumerate_assigned(a: f64[:]):
    """The names of the target may be assigned, and the array too."""
    b = a
    for i, x in enumerate(b):
        b = a[0], x
        a[i] = x + 1.0
        i = 5
    return 0


@jit
def enumerate_bytes(a: bytes):
    total = 0
    for i, x in enumerate(a):
        total += i * x
    return total


@jit
def enumerate_range(n: int):
    total = 0
    for i, x in enumerate(range(3, n, 2), start=1):
        total += i * x
        if i > 50:
            break
    return total


@jit
def enumerate_keyword(a: i64[:], start: int):
    total = 0
    for pair in enumerate(a, start=start):
        total ^= pair[0] + int(pair[1])
    return total


@jit
def enumerate_tuple(t: tuple[int, float]):
    total = 0.0
    for i, x in enumerate((t[1], 2.5, t[1])):
        total += i + x
    return total


@jit
def zip_two(a: f64[:], b: f64[:]) -> float:
    total = 0.0
    for x, y in zip(a, b):
        total += float(x * y)
    return total


@jit
def zip_changed(a: f64[:]):
    """Elements are read when they are reached."""
    for x, y in zip(a, reversed(a)):
        a[0] = x + 1.0
        a[-1] = y + 2.0
    return 0


@jit
def zip_three(a: f64[:], n: int, b: bytes):
    total = 0
    for i, (x, j, c) in enumerate(zip(a, range(n), b)):
        total = total * 3 % 10007 + i + j + c + (x > 0)
    return total


@jit
def zip_tuple(a: f64[:]):
    total = 0.0
    for weight, x in zip((0.25, 0.5, 0.25), a):
        total += float(weight * x)
    return total


@jit
def zip_tuples(s: tuple[int, float], t: tuple[int, float]):
    count = 0
    for (a, b), c in zip((s, t), (1, 2, 3)):
        count += a % 5 + (b > 0.5) + c
    return count


@jit
def zip_one(a: f64[:]):
    total = 0.0
    for (x,) in zip(a):
        total += float(x)
    return total


@jit
def zip_strict(a: bytes, b: bytes) -> int:
    total = 0
    for x, y in zip(a, b, strict=True):
        total += x ^ y
        if x == 255:
            break
    else:
        total = -total
    return total


@jit
def zip_strict_three(a: bytes, n: int, b: bytes) -> int:
    total = 0
    for x, i, y in zip(a, range(n), b, strict=True):
        total += x ^ y + i
    return total


@jit
def zip_strict_inside(a: bytes, b: bytes, n: int) -> int:
    total = 0
    for i, ((x, y), j) in enumerate(zip(zip(a, b, strict=True), range(n))):
        total += x ^ y + i + j
    return total


@jit
def zip_ranges(a: int, b: int, c: int):
    total = 0
    for i, j in zip(range(a, b, 3), range(b, a, -c)):
        total = total * 5 % 10007 + i % 100 + j % 10
        if i - a > 200:
            break
    return total


@jit
def reversed_array(a: f64[:]):
    first = -1.0
    last = 0.0
    for x in reversed(a):
        if first == -1.0:
            first = float(x)
        last = float(x)
    return first, last


@jit
def reversed_range(a: int, b: int, c: int):
    total = 0
    count = 0
    for i in reversed(range(a, b, c)):
        total = total * 7 % 10007 + i % 1000
        count += 1
        if count == 30:
            break
    return total


@jit
def reversed_count(n: int):
    total = 0
    for i in reversed(range(min(n, 40))):
        total = total * 7 % 10007 + i
    return total


@jit
def reversed_value(r: range):
    total = 0
    count = 0
    for i in reversed(r):
        total = total * 7 % 10007 + i % 1000
        count += 1
        if count == 30:
            break
    return total


@jit
def reversed_tuple(t: tuple[float, float, float]):
    total = 1.0
    for i, x in enumerate(reversed(t)):
        total = total / 2 + x * i
    return total


@jit
def effects_in_order(a: i64[:], n: int) -> int:
    """What is zipped is evaluated once, from left to right."""
    total = 0
    for i, x, j in zip(range(a[0] % 3, (m := n % 5) + 4), a, range(m, m + 9)):
        m = 100
        total += i * x + j * m
    return int(total)


@jit
def double_loop(a: array.array[int]):
    total = 0
    for i, x in enumerate(a):
        for j, y in enumerate(reversed(a)):
            if j == i:
                continue
            total ^= x * (j % 3) ^ y
            if j > i + 3:
                break
    return total


@jit
def length_plus(r: range, i: int) -> int:
    return r[0] + i if r else i


@jit
def passed_on(n_small: int, i_small: int):
    """Ranges as arguments, in tuples, in lambdas, as results of conditional expressions."""
    shift = lambda r: range(r.start + 1, r.stop, r.step)  # noqa: E731
    pair = (range(n_small), range(i_small, n_small))
    maybe = pair[0] if i_small > 0 else None
    total = 0 if maybe is None else sum(maybe)
    return length_plus(shift(pair[1]), total), shift(pair[0]) == range(1, n_small)


@jit
def printed(r: range) -> int:
    if len(r) == 5:
        raise ValueError(f"{r} {r!r:>20} {len(r)}")
    return 0


@jit
def in_conditions(a: array.array[int], n_small: int) -> int:
    count = 0
    while any(x > count for x in a if x < 40) and count < 50:
        count += 1
    if count > 3 or all(x == n_small for x in a):
        count += 100
    return count if not any(range(n_small)) else -count


@jit
def captured(a: array.array[int], n_small: int):
    def scaled(k: int):
        return sum(x * n_small for x in a if x < k)

    best = lambda limit: max((x % limit for x in a), default=-1)  # noqa: E731
    return scaled(10), best(7)


@jit
def last_of_loop(a: array.array[int]):
    for i, x in enumerate(a):
        if x > 100:
            break
    return i, x


@jit
def unrolled_exits(n_small: int):
    count = 0
    for i, x in enumerate((3, n_small, 5, 7), 2):
        if x == i:
            continue
        count = count * 10 + i
        if x > 4:
            break
    else:
        count = -count
    return count, i


@jit
def triples(n_small: int):
    """Pythagorean, as everyone writes them."""
    return sum(
        1
        for c in range(1, n_small * 5)
        for b in range(1, c)
        for a in range(1, b)
        if a * a + b * b == c * c
    )


@jit
def range_tail(r: range):
    return r[1:], r[::-1], r[:2], r[-3:], r[::2], r[1:-1], r[-1:0:-2]


@jit
def range_slice(r: range, i: int | None, j: int | None):
    return r[i:j], r[j:i:-1]


@jit
def range_slice_step(r: range, k: int | None):
    return r[::k]


@jit
def range_slice_item(r: range, i: int):
    return r[1:][0], sum(r[:3]), len(r[2:]), i in r[1:]


@jit
def range_slice_loop(n_small: int) -> int:
    total = 0
    for i in range(n_small % 10)[::-2]:
        total = total * 10 + i
    return total


@jit
def no_rounds(n: int) -> int:
    for x in ():
        n += x
    else:
        n ^= 1
    return n


@jit
def no_rounds_of_generic(values, n):
    total = n
    for x in values:
        total += x
    return total


@jit
def rounds_or_none(n: int) -> int:
    return no_rounds_of_generic((), n) ^ no_rounds_of_generic((n, 3), n & 7)


@jit
def no_rounds_of_slice(t: tuple[float, float, float], n: int):
    for i, x in enumerate(t[3:]):
        n += i
    return n, sum(t[1:]), min(t[:2]), max(t[::2]), sum(t[3:]), any(x > 0 for x in t[3:])


@jit
def nothing_generated(n: int):
    return sum(x for x in ()), min((x + n for x in ()), default=n), all(x for x in ())
