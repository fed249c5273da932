"""`heapq` and `bisect` on lists: the very order of CPython, and its exceptions."""

import bisect
import heapq
from heapq import heappop, heappush

import numpy as np

from pyjit import f64, i64, jit


@jit
def push_all(xs: list[int], t: tuple[float, float, float]):
    heap = []
    for x in xs:
        heappush(heap, x)
    floats = []
    for x in t:
        heappush(floats, x)
    first = []
    while len(first) < len(xs):
        first.append(heappop(heap))
    return first, floats, heap


@jit
def in_place(xs: list[float], x: float):
    heapq.heapify(xs)
    least = heapq.heappushpop(xs, x)
    return least, heapq.heapreplace(xs, x), heappop(xs)


@jit
def pop_from(xs: list[int]):
    return heappop(xs)


@jit
def replace_in(xs: list[int], x: int):
    return heapq.heapreplace(xs, x)


@jit
def of_pairs(xs: list[tuple[int, float]]):
    heapq.heapify(xs)
    for i in range(len(xs)):
        heappush(xs, (i % 3, 0.5 * i))
    return heappop(xs) if xs else None


@jit
def of_lists(xs: list[list[int]], n: int):
    heapq.heapify(xs)
    for i in range(n):
        heappush(xs, [i % 2, i])
    first = heappop(xs) if xs else [0]
    first.append(n)
    return first, heapq.heappushpop(xs, [1, 1])


@jit
def of_nans(x: float, n: int):
    heap = [(x, 0)]
    for i in range(n):
        heappush(heap, (x if i % 3 == 0 else float(n - i), i))
    return heap


@jit
def extremes_of(n: int, xs: list[int]):
    some = heapq.nlargest(n, xs), heapq.nsmallest(n, xs)
    by_key = heapq.nlargest(n, xs, key=lambda x: x % 5), heapq.nsmallest(n, xs, key=abs)
    return some, by_key, heapq.nsmallest(2, (x // 2 for x in xs)), heapq.nlargest(2, range(n % 5))


@jit
def shortest(n: int):
    heap = [(0.0, 0)]
    lengths = [1e9] * n
    lengths[0] = 0.0
    while heap:
        length, u = heappop(heap)
        if length > lengths[u]:
            continue
        for v in range(n):
            other = length + (u * 7 + v * 13) % 11 + 1
            if other < lengths[v]:
                lengths[v] = other
                heappush(heap, (other, v))
    return lengths


@jit
def places(xs: list[float], x: float, n: int):
    xs.sort()
    whole = bisect.bisect(xs, x), bisect.bisect_left(xs, x), bisect.bisect_right(xs, n)
    return whole, bisect.bisect_left(xs, x, hi=1 if xs else 0), bisect.bisect(xs, x, 0, -1)


@jit
def place_between(xs: list[int], x: int, low: int, high: int):
    return bisect.bisect(xs, x, low % 7 - 1, high % 7)


@jit
def places_elsewhere(a: f64[:], b: i64[:], x: float, n: int):
    of_arrays = bisect.bisect_left(np.sort(a), x), bisect.bisect_right(np.sort(b), n)
    return of_arrays, bisect.bisect((1, 4, 9), n), bisect.bisect_left(range(0, 100, 7), n)


@jit
def place_outside(a: f64[:], x: float, n: int):
    return bisect.bisect((1, n), 1 << 40, 0, 5) if n % 2 == 0 else bisect.bisect(a, x, 0, 99)


@jit
def insert_all(xs: list[int], n: int):
    ys = []
    for x in xs:
        bisect.insort(ys, x)
    bisect.insort_left(ys, n)
    bisect.insort_right(ys, n, 0, 1)
    return ys


@jit
def insert_by_key(xs: list[tuple[int, float]], n: int):
    xs.sort(key=lambda p: -p[0])
    bisect.insort(xs, (n, 0.5), key=lambda p: -p[0])
    return bisect.bisect_left(xs, -n, key=lambda p: -p[0])
