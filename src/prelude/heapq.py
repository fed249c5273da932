"""`heapq`: heaps of lists."""

from pyjit import jit
from pyjit.prelude.operators_list_heap import down, up


@jit
def heappush(heap, item, /):
    heap.append(item)
    up(heap, 0, len(heap) - 1)


@jit
def heappop(heap, /):
    if len(heap) == 0:
        raise IndexError("index out of range")
    last = heap.pop()
    if len(heap) == 0:
        return last
    first = heap[0]
    heap[0] = last
    down(heap, 0)
    return first


@jit
def heapreplace(heap, item, /):
    if len(heap) == 0:
        raise IndexError("index out of range")
    first = heap[0]
    heap[0] = item
    down(heap, 0)
    return first


@jit
def heappushpop(heap, item, /):
    if len(heap) == 0 or not heap[0] < item:
        return item
    first = heap[0]
    heap[0] = item
    down(heap, 0)
    return first


@jit
def heapify(heap, /):
    for place in range(len(heap) // 2 - 1, -1, -1):
        down(heap, place)


@jit
def nlargest(n: int, iterable, key=None):
    if n <= 0:
        return sorted(iterable)[:0]
    if key is None:
        return sorted(iterable, reverse=True)[:n]
    return sorted(iterable, key=key, reverse=True)[:n]


@jit
def nsmallest(n: int, iterable, key=None):
    if n <= 0:
        return sorted(iterable)[:0]
    if key is None:
        return sorted(iterable)[:n]
    return sorted(iterable, key=key)[:n]
