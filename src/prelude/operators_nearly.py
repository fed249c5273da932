"""Sorting of keys that are nearly in order: those that are out of order are set apart and sorted,
and then merged with the others. All of it is stable. `places`, which rise, are taken along with the
keys, or `None`."""

from pyjit import jit, u64

# So many keys may be set apart in any case, and one of so many (a power of two).
SOME = 16
ONE_OF = 3


@jit
def most_late(count: int):
    """How many of so many keys are set apart at most."""
    return SOME + (count >> ONE_OF)


@jit(boundscheck=False)
def length_in_order(keys):
    """How many of the first keys, of which there are some, are in order."""
    i = 1
    while i < len(keys) and keys[i - 1] <= keys[i]:
        i += 1
    return i


@jit(boundscheck=False)
def _put_back(keys, places, late, late_places, kept, count):
    """Undoes what was set apart so far. Without places the order does not matter."""
    if places is None:
        for j in range(int(count)):
            keys[kept + u64(j)] = late[j]
    else:
        to = kept + count
        while count > 0:
            to -= 1
            if kept > 0 and places[kept - 1] > late_places[count - 1]:
                kept -= 1
                keys[to] = keys[kept]
                places[to] = places[kept]
            else:
                count -= 1
                keys[to] = late[count]
                places[to] = late_places[count]


@jit(boundscheck=False)
def set_apart(keys, places, late, late_places, ordered: int):
    """Moves keys that are in order with all before them to the front, as the first ones are, and
    tells how many there are. Where the others are many, nothing is moved, and there are none."""
    kept = u64(ordered)
    count = u64(0)
    greatest = keys[ordered - 1]
    was_kept = True
    for i in range(ordered, len(keys)):
        key = keys[i]
        if key >= greatest:
            keys[kept] = key
            if places is not None:
                places[kept] = places[i]
            kept += 1
            greatest = key
            was_kept = True
        else:
            if count >= u64(most_late(i)):
                _put_back(keys, places, late, late_places, kept, count)
                return 0
            if was_kept and (kept < 2 or keys[kept - 2] <= key):
                # The one before is greater than its neighbours.
                late[count] = greatest
                keys[kept - 1] = key
                if places is not None:
                    late_places[count] = places[kept - 1]
                    places[kept - 1] = places[i]
                greatest = key
            else:
                late[count] = key
                if places is not None:
                    late_places[count] = places[i]
                was_kept = False
            count += 1
    return int(kept)


@jit(boundscheck=False)
def merge(keys, places, kept: int, late, late_places):
    """Merges the first keys with sorted ones for which there is room behind them."""
    i = u64(kept)
    to = u64(len(keys))
    for j in range(len(late) - 1, -1, -1):
        key = late[j]
        if places is None:
            while i > 0 and keys[i - 1] > key:
                i -= 1
                to -= 1
                keys[to] = keys[i]
        else:
            place = late_places[j]
            while i > 0 and (keys[i - 1] > key or (keys[i - 1] == key and places[i - 1] > place)):
                i -= 1
                to -= 1
                keys[to] = keys[i]
                places[to] = places[i]
        to -= 1
        keys[to] = key
        if places is not None:
            places[to] = place
