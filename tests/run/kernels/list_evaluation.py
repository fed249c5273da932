"""What lists are made of and changed by is evaluated once, in Python's order, and even where the
answer does not depend on it."""

import numpy as np

from pyjit import i64, jit


@jit
def empty(n):
    if n > 1:
        raise ValueError("too many")
    return []


@jit
def take(xs: list[int]) -> int:
    return xs.pop()


@jit
def cleared(n: int):
    empty(n).clear()


@jit
def reversed_in_place(n: int):
    empty(n).reverse()


@jit
def sorted_in_place(n: int):
    empty(n).sort()


@jit
def sorted_by_what_fails(n: int):
    [].sort(reverse=empty(n) == [])


@jit
def copied(n: int):
    return empty(n).copy(), list(empty(n - 1))


@jit
def listed(n: int):
    return list(empty(n))


@jit
def newly_sorted(n: int):
    return sorted(empty(n))


@jit
def asked(n: int):
    return len(empty(n)), not empty(n), 1 in empty(n), empty(n) == [1], any(empty(n))


@jit
def summed(n: int):
    return sum(empty(n)), max(empty(n), default=4), np.array(empty(n)).size


@jit
def joined(n: int):
    xs = [1]
    xs.extend(empty(n))
    xs += empty(n)
    return [*xs, *empty(n)] + empty(n), empty(n) + empty(n)


@jit
def looped(n: int):
    for _ in empty(n):
        return -1
    return len([1 for _ in empty(n)])


@jit
def spread(xs: list[int]):
    return [*xs, xs.pop(), *xs]


@jit
def spread_between(xs: list[int]):
    return [take(xs), *xs, take(xs), *xs, take(xs)]


@jit
def spread_in_floats(xs: list[int], x: float):
    return [x, *[float(take(xs)), x], *[float(v) for v in xs], float(take(xs))]


@jit
def sorted_after(xs: list[int]):
    return sorted(xs, reverse=take(xs) > 0), sorted(xs, key=lambda v: -v, reverse=take(xs) > 0)


@jit
def sorted_later(xs: list[int]):
    xs.sort(reverse=take(xs) > 0)


@jit
def generated_after(xs: list[int]):
    return sorted((x + 1 for x in xs), reverse=take(xs) > 0), list(enumerate(sorted(xs)))


@jit
def keys_counted(xs: list[int], counts: i64[::1]):
    def key(value):
        if len(counts) > 0:
            counts[0] += 1
        return -(value % 5)

    xs.sort(key=key)
    ys = sorted(xs, key=key)
    return ys, max(xs, key=key, default=0), min(ys, key=key, default=0)


@jit
def key_sees_no_elements(xs: list[int]):
    xs.sort(key=lambda value: len(xs) * value)


@jit
def key_takes_elements(xs: list[int]):
    xs.sort(key=lambda value: xs.pop())


@jit
def key_adds_elements(xs: list[int]):
    def key(value):
        xs.append(value)
        return value

    xs.sort(key=lambda value: key(value))


@jit
def key_sees_another(xs: list[int], ys: list[int]):
    xs.sort(key=lambda value: ys[value % len(ys)])


@jit
def key_sees_the_row(rows: list[list[int]]):
    rows[0].sort(key=lambda value: -value * len(rows[0]))


@jit
def key_sees_the_new_list(xs: list[int]):
    return sorted(xs, key=lambda value: len(xs) * value)


@jit
def assigned(xs: list[int]):
    xs[take(xs)] = take(xs)


@jit
def assigned_slices(xs: list[int], ys: list[int]):
    xs[take(ys) :] = ys
    xs[0:1] = [take(xs), take(ys)]


@jit
def augmented(xs: list[int]):
    xs[0] += take(xs)
    xs[-1] += take(xs)


@jit
def inserted(xs: list[int]):
    xs.insert(take(xs), take(xs))
    xs.append(take(xs))
    xs.append(len(xs))


@jit
def deleted(xs: list[int]):
    del xs[take(xs)]
    del xs[take(xs) :]


@jit
def indexed(xs: list[int]):
    return xs[take(xs)], xs[take(xs) : take(xs)]


@jit
def compared(xs: list[int]):
    return len(xs) < take(xs) < len(xs), xs + [take(xs)], [take(xs)] * take(xs) == xs


@jit
def looped_while_taken(xs: list[int]):
    total = 0
    for i, x in enumerate(xs):
        total = total * 3 + x % 7 + i
        take(xs)
    for x in reversed(xs):
        total = total * 3 + x % 7
        if len(xs) > 1:
            take(xs)
        if len(xs) > 1:
            take(xs)
    return total, any(take(xs) == 1 for x in xs)


@jit
def arrays_of(xs: list[int]):
    return np.minimum(xs, np.int64(take(xs))), np.where(xs, len(xs), take(xs))
