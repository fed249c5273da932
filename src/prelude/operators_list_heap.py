"""The heap of a list: elements are compared and moved as CPython's `heapq` does it, so that the
list has the same order, whatever `<` says of its elements."""

from pyjit import jit
from pyjit.intrinsics import list_drop, list_get, list_put


@jit
def put(heap, place, item):
    list_drop(heap, place)
    list_put(heap, place, item)


@jit
def up(heap, start, place):
    """Moves an element towards the root at `start`, past those that it is less than."""
    item = list_get(heap, place)
    while place > start:
        parent = (place - 1) >> 1
        above = list_get(heap, parent)
        if not item < above:
            break
        put(heap, place, above)
        place = parent
    put(heap, place, item)


@jit
def down(heap, place):
    """Moves the lesser children up all the way, and then the element from the leaf to its place."""
    count = len(heap)
    start = place
    item = list_get(heap, place)
    while place < count >> 1:
        child = 2 * place + 1
        if child + 1 < count:
            if not list_get(heap, child) < list_get(heap, child + 1):
                child += 1
        put(heap, place, list_get(heap, child))
        place = child
    put(heap, place, item)
    up(heap, start, place)
