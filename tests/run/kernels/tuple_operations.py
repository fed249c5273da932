"""Tuples: displays with `*`, `+`, `*`, slices, indices that are not constants, comparisons."""

from pyjit import jit

PAIR = (3, 4.5)


@jit
def three(x: int) -> tuple[int, int, int]:
    return x, x * 2, x * 3


@jit
def combine(a, b, c, d=7):
    return a * 1000 + b * 100 + c * 10 + d


@jit
def star_in_call(a_small: int, t: tuple[int, float]) -> float:
    return combine(*t, a_small) + combine(a_small, *t, d=a_small) + combine(*(1, 2, 3, 4))


@jit
def star_of_call(a_small: int) -> int:
    return combine(*three(a_small)) + combine(a_small, *three(a_small)[1:], d=1)


@jit
def star_of_builtin(a_small: int, b_small: int) -> int:
    return max(*three(a_small), b_small) + min(*(a_small, b_small))


@jit
def star_in_display(a_small: int, t: tuple[int, float]):
    s = (*t, a_small, *three(a_small))
    return s, len(s), len((*s, *s)), (*(),)


@jit
def star_order(a_small: int):
    return (a_small, *three(a_small := 9), a_small, *(a_small := 5, a_small))


@jit
def sum_of_tuples(a_small: int, t: tuple[int, float]):
    return t + (a_small,) + PAIR + () + three(a_small)


@jit
def sum_order(a_small: int):
    return (a_small, 1) + three(a_small := 4) + (a_small,)


@jit
def augmented(a_small: int, x: float):
    t = (a_small,)
    s = t + (x,)
    s += (1,) if a_small > 0 else (2,)
    return s, t


@jit
def times(a_small: int, t: tuple[int, float]):
    return t * 3, 2 * (a_small, t), t * 0, t * -1, three(a_small) * True


@jit
def slices(t: tuple[float, float, float]):
    return t[1:], t[:-1], t[::-1], t[::2], t[5:], t[-2:2], t[:], t[2:0:-1], t[None:1], t[-9:9:2]


@jit
def slices_of_call(a_small: int):
    return three(a_small)[:2], three(a_small)[::-1], (a_small, a_small + 1, 3.5)[1:][-1]


@jit
def at(t: tuple[float, float, float], m: int) -> float:
    return t[m]


@jit
def at_call(a_small: int, m: int) -> int:
    return three(a_small)[m] + (m, a_small, 7, 9)[a_small]


@jit
def at_nested(t: tuple[tuple[int, int], bool], m: int) -> int:
    return ((1, 2), t[0], (5, 6))[m][t[1]]


@jit
def at_order(m: int) -> int:
    t = (1, 2, 3)
    return t[(t := (m, m + 1, m + 2))[0]] * 100 + t[m]


@jit
def at_in_loop(t: tuple[float, float, float], n: int) -> float:
    total = 0.0
    for i in range(n):
        total += t[i % len(t)] * t[-1 - i % 3]
    return total


@jit
def first_true(t: tuple[float, float, float], c: bool) -> float:
    return t[c] + t[not c]


@jit
def length_of_call(a_small: int) -> int:
    return len(three(1 // a_small)) + len((three(a_small), 3.5, ()))


@jit
def lengths_differ(t: tuple[float, float, float], x: float):
    s = (t[0], x)
    return s < t, s <= t, s == t, s != t, s > t, s >= t, t < s, () < s, () == s, t[:1] < s


@jit
def nested_compared(t: tuple[tuple[int, int], bool], a_small: int, c: bool):
    s = ((a_small, 2), c)
    return s < t, s == t, s >= t, (s, 1) != (t, 1), (t[0], t[0] + (1,)) < (t[0], s[0])


@jit
def mixed_compared(t: tuple[int, float]):
    return t < (t[1], t[0]), (t[0], 1.0) == (t[0], True), (t[0], 5, 6) > (t[0], 5)


@jit
def truth(t: tuple[int, float]):
    return bool(t), not (), 1 if t[2:] else 2, t[1:] and (5.5,), () or ()


@jit
def starred_targets(t: tuple[float, float, float], a_small: int):
    first, *rest = t
    *init, last = (1.5 * a_small, *t)
    x, *_, z = three(a_small)
    p, q, *none = t[:2]
    total = 0.0
    for r in rest:
        total += r
    for i in range(len(init)):
        total += 2.0 * init[1 + i % 3]
    u, v = rest
    return first, total, last, x, z, len(none), u, v, (*rest, *init), max(*rest, 0.0), len(rest)


@jit
def starred_nested(t: tuple[tuple[int, int], bool], a_small: int) -> int:
    (a, *b), *c = t
    (*d, e), f = t
    g, *h = (*b, a_small, *d)
    del h
    return a + b[0] * 10 + c[0] * 100 + d[-1] * 1000 + e * 7 + g + f


@jit
def converted_in_steps(a_small: int, c: bool) -> float:
    (p, (q, r)) = nest(a_small)
    if c:
        p, (q, r) = nest(a_small + 1)
        s, (u, *w) = nest(1)
        q += s + u + len(w)
    return p + q * r


@jit
def nest(x: int):
    return x, (x + 0.5, x - 1)


@jit
def without_values(a: int) -> tuple[bool, bool, bool, bool]:
    empty, none = (), (None,)
    return (empty,) == (none,), (none, a) == (none, a), (empty, none) < (none, empty), none == empty
