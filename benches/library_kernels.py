"""The kernels of ``library.py``."""

import heapq

import numpy as np

from pyjit import jit


@jit
def sort(a):
    return np.sort(a)


@jit
def argsort(a):
    return np.argsort(a)


@jit
def cumsum(a):
    return np.cumsum(a)


@jit
def searchsorted(a, v):
    return np.searchsorted(a, v)


@jit
def unique(a):
    return np.unique(a)


@jit
def median(a):
    return np.median(a)


@jit
def percentile(a):
    return np.percentile(a, 90.0)


@jit
def bincount(a):
    return np.bincount(a)


@jit
def diff(a):
    return np.diff(a)


@jit
def interp(x, xp, fp):
    return np.interp(x, xp, fp)


@jit
def histogram(a):
    return np.histogram(a, 100, (0.0, 1.0))


@jit
def appended(n):
    items = []
    for i in range(n):
        items.append(i * 0.5)
    total = 0.0
    for item in items:
        total += item
    return total


@jit
def comprehension(a):
    items = [x * 0.5 for x in a]
    for i in range(len(items)):
        items[i] += 1.0
    return items[-1]


@jit
def popped(n):
    items = [0]
    total = 0
    for i in range(n):
        items.append(i)
        items.append(i + 1)
        total += items.pop()
    return total


@jit
def heap_of_pairs(a):
    heap = [(a[0], 0)]
    for i in range(1, len(a)):
        heapq.heappush(heap, (a[i], i))
    total = 0.0
    while len(heap) > 0:
        x, i = heapq.heappop(heap)
        total += x * i
    return total


@jit
def heap_of_floats(a):
    heap = [a[0]]
    for i in range(1, len(a)):
        heapq.heappush(heap, a[i])
    total = 0.0
    place = 0
    while len(heap) > 0:
        total += heapq.heappop(heap) * place
        place += 1
    return total


@jit
def sorted_list(a):
    items = list(a)
    items.sort()
    return items[len(items) // 3]


@jit
def sorted_pairs(a):
    items = [(x, i) for i, x in enumerate(a)]
    items.sort()
    return items[len(items) // 3]
