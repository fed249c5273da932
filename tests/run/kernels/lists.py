"""Lists: displays, elements, slices, methods, what grows while it is looped over."""

from typing import NamedTuple, Optional

from pyjit import i16, jit


class Point(NamedTuple):
    x: float
    n: int


@jit
def displays(n: int, x: float):
    return [n, n, 7], [x, -x], [n, x], [], [(n, x), (1, 2.0)], [True, n > 0], [None, n], [[n], []]


@jit
def numbers_of_several_types(n: int, x: float):
    values = [0] * 3
    values[n % 3] = x
    others = [x]
    others.append(n)
    others.append(n > 1)
    return values, others, values[0], sum(values)


@jit
def spread(xs: list[int], t: tuple[int, float]):
    return [*xs, 1, *xs], [*t, 2], [*range(3), *xs]


@jit
def item(xs: list[int], n: int):
    return xs[n]


@jit
def item_of_pairs(xs: list[tuple[int, float]], m: int):
    a, b = xs[m]
    return b, a, xs[m], xs[m][1]


@jit
def set_item(xs: list[float], n: int, x: float):
    xs[n] = x
    xs[0] += x
    xs[-1] *= 2.0
    return xs[n]


@jit
def set_other_types(xs: list[complex], ys: list[i16], zs: list[bool], n: int):
    xs[n] = 2j
    ys[n] = i16(9)
    zs[n] = not zs[n]
    return xs, ys, zs


@jit
def of_optionals(xs: list[Optional[int]], n: int):
    total = 0
    for x in xs:
        if x is not None:
            total += x
    xs.append(None)
    xs.append(n)
    return total, xs[0]


@jit
def named(n: int):
    points = [Point(0.5, n), Point(-1.0, 2)]
    points.append(Point(float(n), 3))
    points[0] = Point(9.0, 9)
    return points[-1].x, points[n % 3].n, [p.x * p.n for p in points]


@jit
def slices(xs: list[int], n: int, m: int, k_small: int):
    return xs[n:m:k_small]


@jit
def plain_slices(xs: list[float], n: int, m: int):
    return xs[n:m], xs[n:], xs[:m], xs[:], xs[::-1]


@jit
def set_slice(xs: list[int], n: int, m: int, ys: list[int]):
    xs[n:m] = ys
    return len(xs)


@jit
def set_slice_with_itself(xs: list[int], n: int, m: int):
    xs[n:m] = xs
    xs[1:1] = (7, n)
    xs[len(xs) :] = range(2)


@jit
def set_steps(xs: list[int], n: int, k_small: int, ys: list[int]):
    xs[n::k_small] = ys


@jit
def deleted(xs: list[int], n: int):
    del xs[n]
    return xs


@jit
def deleted_slice(xs: list[int], n: int, m: int, k_small: int):
    del xs[n:m:k_small]


@jit
def methods(xs: list[int], n: int):
    xs.append(n)
    xs.insert(n, 5)
    first = xs.pop(0)
    xs.extend([n, 8])
    xs.extend((9, 10))
    xs.extend(range(2))
    xs.extend(i * i for i in range(3) if i != n)
    xs.reverse()
    last = xs.pop()
    copied = xs.copy()
    xs.clear()
    return first, last, copied, len(xs)


@jit
def popped(xs: list[tuple[int, float]], n: int):
    return xs.pop(n)


@jit
def popped_of_nothing(xs: list[float]):
    total = 0.0
    while True:
        total += xs.pop()


@jit
def searched(xs: list[int], n: int):
    return n in xs, n not in xs, xs.count(n), xs.index(n)


@jit
def searched_between(xs: list[int], n: int, m: int):
    return xs.index(5, n, m)


@jit
def removed(xs: list[float], x: float):
    xs.remove(x)
    return x in xs


@jit
def in_place(xs: list[int], n: int, ys: list[int]):
    zs = xs
    zs += ys
    zs += (n,)
    zs *= n
    return zs is xs, len(zs)


@jit
def operators(xs: list[int], ys: list[int], n: int):
    return xs + ys, xs * n, n * ys, [0] * n, xs + [n], xs + [0.5]


@jit
def compared(xs: list[int], ys: list[int]):
    return xs == ys, xs != ys, xs < ys, xs <= ys, xs > ys, xs >= ys, xs is ys, not xs


@jit
def compared_pairs(xs: list[tuple[int, float]], ys: list[tuple[int, float]]):
    return xs == ys, xs < ys, xs >= ys, [1] == [1.0], [] == [], [[1]] == [[1], []], [1] == (1,)


@jit
def grows(xs: list[int]):
    total = 0
    for x in xs:
        total += x % 7
        if len(xs) < 20:
            xs.append(x // 2 + 1)
    return total


@jit
def shrinks(xs: list[int]):
    seen = []
    for i, x in enumerate(xs, 1):
        seen.append((i, x))
        if x % 2 == 1:
            xs.pop()
    else:
        seen.append((-1, 0))
    for x in reversed(xs):
        seen.append((0, x))
        xs.pop()
        if len(seen) % 3 == 0:
            continue
        if len(seen) > 6:
            break
    return seen


@jit
def zipped(xs: list[int], ys: list[float]):
    pairs = [(x, y) for x, y in zip(xs, ys)]
    for x, y, i in zip(xs, ys, range(3)):
        pairs.append((x + i, y))
        ys.append(1.0)
    return pairs


@jit
def reduced(xs: list[float]):
    return sum(xs), min(xs), max(xs), any(xs), all(xs), sum(x * x for x in xs if x < 3)


@jit
def comprehensions(xs: list[int], n: int):
    squares = [x * x for x in xs if x < 1000]
    nested = [[i * j for j in range(i)] for i in range(n)]
    flat = [y for row in nested for y in row if y % 2 == 0]
    pairs = [(i, x) for i, x in enumerate(xs)]
    nones = [None if x > 2 else x for x in xs]
    return squares, nested, flat, pairs, nones


@jit
def made_of_others(n: int, t: tuple[int, float], xs: list[int]):
    return list(range(n)), list(t), list(xs), list(xs) is xs, list(), list(enumerate(xs))


@jit
def unpacked(xs: list[int]):
    a, b = xs
    return b, a


@jit
def grid(n: int, m: int):
    cells = [[0] * m for _ in range(n)]
    for i in range(n):
        for j in range(m):
            cells[i][j] = i * m + j
            cells[i][j] += 1
    cells[0] = cells[-1]
    cells[0].append(-1)
    return cells, len(cells[0]), cells[0] is cells[-1]


@jit
def buckets(xs: list[int], n: int):
    found = [[] for _ in range(n)]
    for x in xs:
        found[x % n].append(x)
    largest = found[0]
    for one in found:
        if len(one) > len(largest):
            largest = one
    return found, largest


@jit
def rows_of(xs: list[int], n: int):
    rows = []
    row = []
    for x in xs:
        row.append(x)
        if len(row) == n:
            rows.append(row)
            row = []
    return rows, row


@jit
def changed_inside(rows: list[list[int]], n: int):
    for row in rows:
        row.append(n)
    rows.append([n])
    rows[0] += [1, 2]
    first = rows[0]
    rows.pop(0)
    first.append(3)
    return first, rows


@jit
def inner_removed(rows: list[list[float]], n: int):
    kept = rows[n]
    rows[n] = [0.5]
    rows.insert(0, kept)
    del rows[1:]
    kept.append(1.0)
    return rows


@jit
def of_tuples_with_lists(xs: list[tuple[list[int], int]], n: int):
    for items, count in xs:
        items.append(count)
    xs.append(([n], n))
    xs.reverse()
    return xs[0][0], xs.pop()


@jit
def of_tuple(t: tuple[list[int], float], n: int):
    t[0].append(n)
    values, x = t
    return values, x, t


@jit
def helped(xs: list[int], n: int):
    fill(xs, n)
    return doubled(xs)


@jit
def fill(xs, n):
    for i in range(n):
        xs.append(i)


@jit
def doubled(xs):
    return [x + x for x in xs if x < 2**61]


@jit
def returned_early(xs: list[int], n: int):
    if n > 3:
        return []
    if n > 1:
        return [n]
    return xs


@jit
def maybe(xs: Optional[list[int]], n: int):
    if xs is None:
        return None
    xs.append(n)
    return xs


@jit
def stack_and_queue(n: int):
    stack = [n]
    order = []
    while stack:
        top = stack.pop()
        order.append(top)
        if top > 0 and len(order) < 50:
            stack.append(top - 1)
            stack.append(top // 2)
    queue = [(0, 1)]
    while queue:
        depth, value = queue.pop(0)
        if depth < 3:
            queue.append((depth + 1, value * 2))
            queue.append((depth + 1, value * 2 + 1))
        else:
            order.append(value)
    return order


@jit
def raised_half_way(xs: list[int], n: int):
    ys = [xs[:], [n]]
    xs.append(1)
    ys[n].append(xs[n])
    xs[n] = 2
    raise ValueError(len(ys))


@jit
def captured(xs: list[int], n: int):
    def add(x):
        xs.append(x)
        return len(xs)

    return add(n) + add(n + 1)


@jit
def overflowing(xs: list[int], n: int):
    xs.append(n)
    return xs[0] * xs[-1] * 2**40


@jit
def by_default(n: int, xs: list[int] = [1, 2]):  # noqa: B006
    return len(xs) + n, xs[0]


class State(NamedTuple):
    items: list[int]
    scale: float


@jit
def of_named(s: State, n: int):
    s.items.append(n)
    other = State([n], 2.0)
    other.items.extend(s.items)
    return s, other, s.items is other.items, s.scale


@jit
def exchanged(xs: list[int], n: int, rows: list[list[float]]):
    xs[n], xs[0] = xs[0], xs[n]
    i, xs[i] = n, 7
    xs[-1] = j = n
    rows[0], rows[-1] = rows[-1], rows[0]
    (a, rows[0][0]), b = (1, 2.5), n
    return i, j, a, b


@jit
def permutations(xs: list[int]):
    found = []
    permute(xs[:3], 0, found)
    return found


@jit
def permute(xs, k, found):
    if k == len(xs):
        found.append(xs[:])
        return
    for i in range(k, len(xs)):
        xs[k], xs[i] = xs[i], xs[k]
        permute(xs, k + 1, found)
        xs[k], xs[i] = xs[i], xs[k]


@jit
def of_nothing(n: int):
    total = n
    nothing = []
    for x in nothing:
        total += x
    else:
        total += 1
    for _ in []:
        total += 1
    return total, [x for x in nothing], sum(nothing), sorted(nothing), nothing, len(nothing)


@jit
def searched_from(xs: list[int], n: int):
    return xs.index(5, n)


@jit
def searched_among_numbers(n: int, x: float):
    values = [True, n, 2.5, x]
    pairs = [(n, x), (1, 2.0)]
    maybe = [None, n]
    return (
        values.count(1),
        2.5 in values,
        values.index(x) if x == x else -1,
        values == [1, n, 2.5, x] if x == x else False,
        (1, 2) in pairs,
        None in maybe,
        maybe.count(n),
    )
