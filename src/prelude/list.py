"""The methods of `list`: functions of the list and the arguments."""

from pyjit import jit
from pyjit.intrinsics import (
    list_drop,
    list_get,
    list_move,
    list_of,
    list_put,
    list_resize,
    may_read,
    python_version,
    same_or_equal,
)
from pyjit.prelude.operators_list import append as append_to
from pyjit.prelude.operators_list import copied, cut, insert_at
from pyjit.prelude.operators_list_sort import arrange
from pyjit.prelude.operators_list_sort import sort as sort_list
from pyjit.prelude.operators_reduce import elsewhere


@jit
def append(self, value, /):
    append_to(self, value)


@jit
def insert(self, index: int, value, /):
    count = len(self)
    if index < 0:
        index += count
    insert_at(self, min(max(index, 0), count), value)


@jit
def pop(self, index: int = -1, /):
    count = len(self)
    if count == 0:
        raise IndexError("pop from empty list")
    if index < 0:
        index += count
    if index < 0 or index >= count:
        raise IndexError("pop index out of range")
    value = list_get(self, index)
    list_drop(self, index)
    list_move(self, index, index + 1, count - 1 - index)
    list_resize(self, count - 1)
    return value


@jit
def clear(self, /):
    cut(self, 0, len(self))


@jit
def copy(self, /):
    return copied(self)


@jit
def reverse(self, /):
    low, high = 0, len(self) - 1
    while low < high:
        value = list_get(self, low)
        other = list_get(self, high)
        list_drop(self, low)
        list_put(self, low, other)
        list_drop(self, high)
        list_put(self, high, value)
        low += 1
        high -= 1


@jit
def count(self, value, /) -> int:
    found = 0
    for item in self:
        if same_or_equal(item, value):
            found += 1
    return found


@jit
def remove(self, value, /):
    place = 0
    while place < len(self):
        if same_or_equal(list_get(self, place), value):
            list_drop(self, place)
            list_move(self, place, place + 1, len(self) - 1 - place)
            list_resize(self, len(self) - 1)
            return
        place += 1
    raise ValueError("list.remove(x): x not in list")


@jit
def index_between(self, value, start: int = 0, stop: int = 9223372036854775807):
    count = len(self)
    if start < 0:
        start = max(start + count, 0)
    if stop < 0:
        stop = max(stop + count, 0)
    place = start
    while place < stop and place < len(self):
        if same_or_equal(list_get(self, place), value):
            return place
        place += 1
    if python_version() >= 314:
        raise ValueError("list.index(x): x not in list")
    if isinstance(value, list):
        elsewhere()
    else:
        raise ValueError(f"{value!r} is not in list")


@jit
def index(self, value, /):
    return index_between(self, value, 0, 9223372036854775807)


@jit
def sort(self, reverse):
    sort_list(self, reverse)


@jit
def sort_by(self, key, reverse):
    """While Python asks for the keys, the list has no elements: a key that may see that is its."""
    if may_read(key, self):
        if len(self) > 0:
            elsewhere()
    sort_new_by(self, key, reverse)


@jit
def sort_new_by(self, key, reverse):
    """The same of a list that nothing else knows. Each key is asked for once, then compared."""
    count = len(self)
    if count > 0:
        first = key(list_get(self, 0))
        keys = list_of(first)
        append_to(keys, first)
        for index in range(1, count):
            append_to(keys, key(list_get(self, index)))
        arrange(self, keys, reverse)
