"""Iterators made of others: what is evaluated, when, and how often is Python's.

`noisy` notes when it is called, so that the order of all that happens is part of the results.
"""

import functools
import operator
from operator import attrgetter, itemgetter
from typing import NamedTuple

from pyjit import f64, jit


class Point(NamedTuple):
    x: int
    y: float


@jit
def half(x):
    return x // 2


@jit
def noisy(x, log):
    log.append(x)
    return x % 7


@jit
def total(*values):
    result = 0
    for value in values:
        result += value
    return result


@jit
def first_and_rest(a, *rest, k=1):
    return a, len(rest), rest, k


@jit
def mapped(xs: list[int], t: tuple[float, float, float]):
    out = []
    for y in map(half, xs):
        out.append(y)
    most = max(map(abs, t), default=0.0), min(map(half, xs), default=0)
    return out, list(map(half, xs)), most, [y for y in map(lambda v: v % 5, xs) if y > 1]


@jit
def mapped_beside(xs: list[int], ys: list[float]):
    pairs = list(map(lambda a, b: (a % 9, b), xs, ys))
    return pairs, sum(map(operator.mul, ys, ys)), list(map(max, xs, range(3)))


@jit
def asked_in_vain(xs: list[int], ys: list[int], n: int):
    log = [0]
    out = []
    for a, b in zip(map(lambda v: noisy(v, log), xs), map(lambda v: noisy(v, log), ys)):
        out.append((a, b))
        log.append(-1)
        if b == n % 7:
            break
    else:
        log.append(-2)
    return out, log


@jit
def strict_beside(xs: list[int], ys: list[int]):
    log = [0]
    for a in zip(map(lambda v: noisy(v, log), xs), ys, strict=True):
        log.append(a[1])
    return log


@jit
def counted(xs: list[int], ys: list[float], start: int):
    out = []
    for i, (a, b) in enumerate(zip(xs, map(abs, ys)), start % 10):
        out.append((i, a, b))
    return out, [i for i, _ in enumerate((x for x in xs if x), 3)]


@jit
def filtered(xs: list[int], t: tuple[float, float, float]):
    log = [0]
    out = []
    for x in filter(lambda v: noisy(v, log) > 2, xs):
        out.append(x)
        log.append(-1)
        if len(out) == 3:
            break
    return out, log, list(filter(None, t)), list(filter(lambda v: v > 0, t))


@jit
def generated(xs: list[int], n: int):
    log = [0]
    out = []
    for y in (noisy(x, log) for x in xs if x != n):
        out.append(y)
        log.append(-1)
        if y == 3:
            continue
        if y == 5:
            break
    pairs = list(zip((x % 3 for x in xs), (x for x in xs for _ in range(2))))
    return out, log, pairs


@jit
def generated_deeply(n: int):
    out = []
    m = n % 6
    for triple in ((i, j, k) for i in range(m) for j in range(i) if (i + j) % 2 for k in range(j)):
        out.append(triple)
    inner = max((v for v in (w % 5 for w in (u * 3 for u in range(m)))), default=-1)
    return out, inner, sum(a * b for a, b in ((i, j) for i in range(m) for j in range(i)))


@jit
def stopped_early(xs: list[int]):
    log = [0]
    some = any(noisy(x, log) > 3 for x in map(half, xs))
    more = any(map(lambda v: noisy(v, log) > 4, xs))
    every = all(filter(lambda v: noisy(v, log), xs))
    return some, more, every, log


@jit
def raised(xs: list[int], log: list[int]):
    for x in map(lambda v: 10 // noisy(v, log), xs):
        log.append(x)


@jit
def grows(xs: list[int]):
    rounds = 0
    for a, _ in zip(map(half, xs), (i for i in range(9))):
        if rounds < 3:
            xs.append(a)
        rounds += 1
    return rounds


@jit
def of_tuples(a: int, x: float):
    log = [0]
    for v in map(lambda v: noisy(v, log), (3, 4, 5)):
        log.append(v)
    kept = list(map(half, (a, x))), sum(map(half, (x, a))), max(map(abs, (a, x)))
    return kept, max(map(half, (a, 7)), key=lambda v: noisy(v % 100, log)), log


@jit
def tuples_of(a: int, x: float):
    t = (a, x)
    made = tuple(map(half, t)), tuple(v for v in t), tuple(range(3)), tuple(zip(t, (1, 2)))
    return made, tuple(reversed(t)), tuple(enumerate(t, 1)), tuple(i for i in range(2, 8, 3))


@jit
def starred(xs: list[int], a: int):
    most = max(*map(half, (a, 2, 3)))
    return [0, *map(half, xs), *(x for x in xs if x > 1)], most, (*map(half, (a, 5)), 9)


@jit
def reduced(xs: list[int], ys: list[float]):
    most = functools.reduce(max, xs, -5), functools.reduce(lambda a, b: a + 0.5 * b, ys, 0)
    return most, functools.reduce(lambda a, b: (a * 31 + b) % 1009, map(half, xs), 7)


@jit
def reduced_alone(xs: list[float]):
    return functools.reduce(operator.add, xs)


@jit
def reduced_tuple(a: int, x: float):
    return functools.reduce(lambda p, q: p - q, (a % 9, x, 2)), functools.reduce(min, (x,))


@jit
def first_found(xs: list[int], n: int):
    log = [0]
    first = next((x for x in xs if noisy(x, log) > 3), None)
    place = next((i for i, x in enumerate(xs) if x == n), -1)
    return first, place, next(iter(xs), 0), log


@jit
def first_or_raise(xs: list[int], n: int):
    return next(x for x in xs if x > n)


@jit
def by_items(xs: list[int]):
    rows = [(x % 3, 0.5 * (x % 10), x) for x in xs]
    some = sorted(rows, key=itemgetter(0)), sorted(rows, key=operator.itemgetter(1, -1))
    return some, list(map(itemgetter(1), rows)), sorted([[x % 3, x] for x in xs], key=itemgetter(0))


@jit
def by_attributes(n: int, x: float):
    points = (Point(n, x), Point(3, 0.5), Point(3, -0.0))
    least = min(points, key=attrgetter("x", "y"))
    return least, max(points, key=attrgetter("y")).x, attrgetter("y")(points[0])


@jit
def functions_of_rows(xs: list[int]):
    rows = [[x % 9, x % 4] for x in xs]
    some = list(map(sum, rows)), list(map(max, rows)), list(map(len, rows)), list(map(sorted, rows))
    return some, sorted(rows, key=sum), any(map(all, rows)), list(map(list, zip(xs, xs)))


@jit
def transposed(a: int, x: float):
    t = ((a, x), (2, 3.5))
    return list(zip(*t)), tuple(zip(*t)), [sum(column) for column in zip(*t)]


@jit
def of_arrays(a: f64[:], m: f64[:, :]):
    most = max(map(abs, a), default=0.0)
    return most, [x for x, _ in zip(map(abs, a), a)], list(map(len, m)), list(map(sum, m))


@jit
def found_in(xs: list[int], n: int):
    return n in map(half, xs), n in (x + 1 if x < 9 else x for x in xs)


@jit
def extended(xs: list[int]):
    out = [0]
    out.extend(map(half, xs))
    out.extend(x for x in filter(None, xs))
    return out


@jit
def any_number(a: int, x: float):
    t = (a % 100, x)
    sums = total(), total(x), total(*t, 3), total(*t, *t), total(*(v for v in t))
    return sums, first_and_rest(*t, 5), first_and_rest(a, k=x), first_and_rest(x, 1, 2.5, k=7)


@jit
def any_number_inside(a: int, x: float):
    def count_of(*args):
        return len(args), args

    return count_of(), count_of(a), count_of(a, x), (lambda *z: z)(x, a)
