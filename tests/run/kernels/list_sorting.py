"""Sorted lists: stable, by keys, in reverse."""

from pyjit import jit


@jit
def sort(xs: list[int]):
    xs.sort()


@jit
def sort_floats(xs: list[float], reverse: bool):
    ys = sorted(xs)
    xs.sort(reverse=reverse)
    return ys


@jit
def sort_pairs(xs: list[tuple[int, float]]):
    ys = sorted(xs, key=lambda p: p[0])
    zs = sorted(xs, key=lambda p: -p[0], reverse=True)
    xs.sort()
    return ys, zs


@jit
def sort_lists(xs: list[list[int]]):
    ys = sorted(xs, key=lambda x: len(x))
    xs.sort()
    return ys


@jit
def sort_others(xs: list[bool], t: tuple[float, float, float]):
    return sorted(xs), sorted(xs, reverse=True), sorted(t), sorted(range(5, 0, -1))


@jit
def many(n: int, m: int):
    values = []
    seed = m
    for _ in range(n * n):
        seed = (seed * 1103515245 + 12345) % 2147483648
        values.append(seed % 97)
    pairs = [(x, i) for i, x in enumerate(values)]
    by_first = sorted(pairs, key=lambda p: p[0])
    backwards = sorted(pairs, key=lambda p: p[0], reverse=True)
    values.sort()
    pairs.sort(reverse=True)
    return values, by_first, backwards, pairs


@jit
def with_nan(xs: list[float], x: float):
    return sorted([x, *xs])
