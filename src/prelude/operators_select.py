"""The elements that would stand at places of a sorted line, without sorting it.

The keys (`operators_radix.py`) are parted by the highest digit in which any two of them differ, and
those looked at again that have the digit of the one that is looked for.
"""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import allocate, cast
from pyjit.prelude.operators_lines import sort_line
from pyjit.prelude.operators_radix import bits_of, differing, put_bits, put_keys, sort_keys

# So many keys are sorted.
FEW = 128

# So many bits a digit has at most.
WIDEST = 11


@jit(boundscheck=False)
def _count_digits(keys, shift: int, mask, counts):
    down = cast(keys.dtype, shift)
    for digit in range(len(counts)):
        counts[digit] = cast(counts.dtype, 0)
    for i in range(len(keys)):
        counts[(keys[i] >> down) & mask] += cast(counts.dtype, 1)


@jit(boundscheck=False)
def _gather(keys, shift: int, mask, digit, to):
    """The keys that have a digit."""
    down = cast(keys.dtype, shift)
    count = np.uint64(0)
    for i in range(len(keys)):
        key = keys[i]
        to[count] = key
        count += np.uint64(1) if (key >> down) & mask == digit else np.uint64(0)
    return int(count)


@jit(boundscheck=False)
def _least_with(keys, shift: int, mask, digit):
    """The least key with a greater digit."""
    down = cast(keys.dtype, shift)
    found = ~cast(keys.dtype, 0)
    for i in range(len(keys)):
        key = keys[i]
        found = key if (key >> down) & mask > digit and key < found else found
    return found


@jit(boundscheck=False)
def _select(keys, other, place: int):
    """The key at a place of the sorted keys, and the next one. Both arrays are overwritten."""
    left = keys[:]
    room = other[:]
    widest = WIDEST if keys.itemsize > 1 else 8
    room_for_counts = allocate(np.uint64, (1 << widest,))
    above = ~cast(keys.dtype, 0)
    place_left = place
    while len(left) > FEW:
        bits = differing(left)
        if bits == 0:
            return left[0], left[0] if place_left + 1 < len(left) else above
        # To count digits takes as long as to look at some keys.
        width = 4
        while width < widest and len(left) >> (width + 2) != 0:
            width += 1
        mask = cast(keys.dtype, (1 << width) - 1)
        shift = 0
        while (bits >> cast(keys.dtype, shift)) > mask:
            shift += 1
        counts = room_for_counts[: 1 << width]
        _count_digits(left, shift, mask, counts)
        digit = 0
        before = 0
        while before + int(counts[digit]) <= place_left:
            before += int(counts[digit])
            digit += 1
        inside = int(counts[digit])
        if before + inside < len(left) and place_left + 1 == before + inside:
            # The next one has another digit.
            above = _least_with(left, shift, mask, cast(keys.dtype, digit))
        count = _gather(left, shift, mask, cast(keys.dtype, digit), room)
        place_left -= before
        left, room = room[:count], left[:]
    sort_keys(left)
    return left[place_left], left[place_left + 1] if place_left + 1 < len(left) else above


@jit
def neighbours(line, place: int):
    """The elements at a place of the sorted line and at the next one, if there is one. There is no
    NaN among them."""
    if isinstance(cast(line.dtype, 0), np.complexfloating) or len(line) <= FEW:
        ordered = line.copy()
        sort_line(ordered)
        return ordered[place], ordered[min(place + 1, len(ordered) - 1)]
    else:
        bits = bits_of(line)
        keys = allocate(bits.dtype, (len(line),))
        put_keys(line.dtype, bits, keys)
        found = allocate(line.dtype, (2,))
        key, above = _select(keys, allocate(bits.dtype, (len(line) + 1,)), place)
        own = bits_of(found)
        own[0] = key
        own[1] = above
        put_bits(line.dtype, own, own)
        return found[0], found[1]


@jit(boundscheck=False)
def has_nan(line):
    if isinstance(cast(line.dtype, 0), np.inexact):
        found = np.bool_(len(line) < 0)
        for i in range(len(line)):
            found |= line[i] != line[i]
        return bool(found)
    else:
        return False
