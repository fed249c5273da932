"""`itertools`: as lazily as Python's, in loops and wherever iterators are taken."""

import itertools
import operator
from itertools import accumulate, chain, count, cycle, islice, product, repeat, starmap

from pyjit import f64, jit


@jit
def noisy(x, log):
    log.append(x)
    return x % 7


@jit
def chained(xs: list[int], ys: list[int]):
    log = [0]
    for v in chain(map(lambda v: noisy(v, log), xs), (1, 2), map(lambda v: noisy(v, log), ys)):
        log.append(v)
        if v == 5:
            break
    flat = list(chain.from_iterable([xs, ys])), list(chain.from_iterable((x % 3, 1) for x in xs))
    return log, flat, sum(x % 9 for x in chain(xs, ys, range(3)) if x), list(chain((), xs))


@jit
def chained_rows(rows: list[list[int]]):
    return list(chain.from_iterable(rows)), max(chain.from_iterable(rows), default=-1)


@jit
def sliced(xs: list[int], start: int, stop: int, step: int):
    log = [0]
    out = list(islice(map(lambda v: noisy(v, log), xs), start, stop, step))
    return out, log


@jit
def sliced_some(xs: list[int], n: int):
    m = n % 5
    some = list(islice(xs, m)), list(islice(xs, m, None)), list(islice(xs, None, None, m + 1))
    log = [0]
    for x in islice((noisy(x, log) for x in xs), 2, 5, 2):
        log.append(-x)
    return some, list(islice(count(n % 100), m)), log


@jit
def counting(n: int, x: float):
    out = []
    for i in count():
        if i >= n % 6:
            break
        out.append(i)
    pairs = list(zip(count(5, 3), range(n % 6))), list(zip(range(n % 6), count(0.5, 0.25)))
    return out, pairs, next(i for i in count(1) if i * i > n % 1000)


@jit
def repeated(n: int, x: float):
    m = n % 5
    powers = list(map(pow, range(m), repeat(2)))
    return list(repeat(x, m)), list(repeat(x, -1)), powers, list(zip(repeat(x), range(m)))


@jit
def while_small(xs: list[int]):
    log = [0]
    taken = list(itertools.takewhile(lambda v: noisy(v, log) < 4, xs))
    dropped = list(itertools.dropwhile(lambda v: noisy(v, log) < 4, xs))
    return taken, dropped, log, list(itertools.filterfalse(lambda v: v > 2, xs))


@jit
def longest(xs: list[int], ys: list[float]):
    both = list(itertools.zip_longest(xs, ys, fillvalue=-1))
    alone = 0
    for a, b in itertools.zip_longest(xs, ys):
        if a is None or b is None:
            alone += 1
    return both, alone


@jit
def in_pairs(xs: list[float]):
    rising = all(a <= b for a, b in itertools.pairwise(xs))
    return list(itertools.pairwise(xs)), rising, [b - a for a, b in itertools.pairwise(map(abs, xs))]


@jit
def starred(xs: list[int]):
    pairs = list(starmap(pow, [(x % 9, 2) for x in xs]))
    return pairs, list(starmap(lambda a, b: a % 5 - b, enumerate(xs)))


@jit
def accumulated(xs: list[int], ys: list[float]):
    log = [0]
    for v in accumulate(ys, lambda a, b: a + 0.5 * b, initial=1):
        log.append(1)
        if v > 100:
            break
    sums = list(accumulate(x % 100 for x in xs)), list(accumulate(ys)), list(accumulate(xs, max))
    return sums, list(accumulate(xs, operator.add, initial=0)), log


@jit
def around(xs: list[int], n: int):
    log = [0]
    for _, x in zip(range(n % 12), cycle(map(lambda v: noisy(v, log), xs))):
        log.append(-x)
    return log, [a - b for a, b in islice(itertools.pairwise(cycle(range(3))), 5)]


@jit
def compressed(xs: list[float], ys: list[int]):
    return list(itertools.compress(xs, ys)), list(itertools.compress(xs, (y > 1 for y in ys)))


@jit
def products(xs: list[int], n: int):
    m = n % 4
    out = []
    for i, j in product(range(m), repeat=2):
        if i == j:
            continue
        out.append((i, j))
        if i + j > 4:
            break
    else:
        out.append((-1, -1))
    return out, list(product(islice(xs, 3), (1, 2), range(m)))


@jit
def selections(xs: list[float], n: int):
    m = n % 5
    some = list(itertools.combinations(islice(xs, 4), 2)), list(itertools.combinations(range(m), 3))
    more = list(itertools.combinations_with_replacement(range(m), 2))
    return some, more, list(itertools.permutations(range(m), 3)), list(itertools.permutations((1, 2)))


@jit
def copied_first(xs: list[int]):
    log = [0]
    for a, b in itertools.combinations(xs[:4], 2):
        xs.append(1)
        log.append(a)
        log.append(b)
    for a, b in product(xs[:2], repeat=2):
        xs.clear()
        log.append(a)
        log.append(b)
    return log


@jit
def appended_meanwhile(xs: list[int]):
    out = []
    for x in chain(xs, [7]):
        if len(xs) < 5:
            xs.append(3)
        out.append(x)
    return out


@jit
def of_arrays(a: f64[:]):
    sums = list(accumulate(a)), list(itertools.pairwise(a)), max(chain(a, a), default=0.0)
    return sums, list(islice(a, 1, 5, 2)), sum(starmap(operator.mul, zip(a, a)))
