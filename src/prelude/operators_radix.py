"""Sorting by the digits of keys: unsigned integers in the order of what is sorted.

A line that the processor's cache does not hold is first parted by the highest digit in which any
two of its keys differ; what is left is sorted digit by digit, the lowest first (Knuth, "The Art of
Computer Programming", volume 3, section 5.2.5), a few keys by insertion. All of it is stable.
`places` are taken along with the keys, or `None`.
"""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known, allocate, cast, view_in_c_order
from pyjit.prelude.operators_nearly import length_in_order, merge, most_late, set_apart

# So many keys are sorted by insertion.
FEW = 32

# So many bits a digit has at most.
WIDEST = 8


@jit(boundscheck=False)
def _insert(keys, places, low: int, high: int):
    for i in range(low + 1, high):
        key = keys[i]
        j = i
        if places is None:
            while j > low and keys[j - 1] > key:
                keys[j] = keys[j - 1]
                j -= 1
            keys[j] = key
        else:
            place = places[i]
            while j > low and keys[j - 1] > key:
                keys[j] = keys[j - 1]
                places[j] = places[j - 1]
                j -= 1
            keys[j] = key
            places[j] = place


@jit(boundscheck=False)
def differing(keys):
    """The bits in which any two keys differ."""
    first = keys[0]
    bits = cast(keys.dtype, 0)
    for i in range(len(keys)):
        bits |= keys[i] ^ first
    return bits


@jit(boundscheck=False)
def _count(keys, shift: int, mask, starts):
    """Where the keys of each digit begin, in the order of the digits."""
    down = cast(keys.dtype, shift)
    one = cast(starts.dtype, 1)
    for digit in range(int(mask) + 1):
        starts[digit] = cast(starts.dtype, 0)
    for i in range(len(keys)):
        starts[(keys[i] >> down) & mask] += one
    total = cast(starts.dtype, 0)
    for digit in range(int(mask) + 1):
        count = starts[digit]
        starts[digit] = total
        total += count


@jit(boundscheck=False)
def _distribute(keys, places, to, to_places, shift: int, mask, starts):
    down = cast(keys.dtype, shift)
    one = cast(starts.dtype, 1)
    for i in range(len(keys)):
        key = keys[i]
        digit = (key >> down) & mask
        place = starts[digit]
        starts[digit] = place + one
        to[place] = key
        if places is not None:
            to_places[place] = places[i]


@jit(boundscheck=False)
def _move(keys, places, to, to_places):
    for i in range(len(keys)):
        to[i] = keys[i]
    if places is not None:
        for i in range(len(keys)):
            to_places[i] = places[i]


@jit
def _part(numbers, low: int, high: int):
    if numbers is None:
        return None
    else:
        return numbers[low:high]


@jit(boundscheck=False)
def _sort(keys, places, other, other_places):
    bits = differing(keys)
    if bits != 0:
        width = 2
        while width < WIDEST and len(keys) >> (width + 4) != 0:
            width += 1
        mask = cast(keys.dtype, (1 << width) - 1)
        shift = 0
        while (bits >> cast(keys.dtype, shift)) > mask:
            shift += 1
        ends = allocate(np.uint64, (1 << width,))
        _count(keys, shift, mask, ends)
        _distribute(keys, places, other, other_places, shift, mask, ends)
        if shift > 0:
            low = 0
            for digit in range(1 << width):
                high = int(ends[digit])
                if high - low > FEW:
                    _sort(
                        other[low:high],
                        _part(other_places, low, high),
                        keys[low:high],
                        _part(places, low, high),
                    )
                elif high - low > 1:
                    _insert(other, other_places, low, high)
                low = high
        _move(other, other_places, keys, places)


@jit
def _room(like, count: int):
    if like is None:
        return None
    else:
        return allocate(like.dtype, (count,))


@jit
def _sort_nearly(keys, places, ordered: int):
    """Sorts keys of which few are out of order and the first ones in order; whether they are so."""
    most = most_late(len(keys))
    late = allocate(keys.dtype, (most,))
    late_places = _room(places, most)
    kept = set_apart(keys, places, late, late_places, ordered)
    if kept == 0:
        return False
    count = len(keys) - kept
    late = late[:count]
    late_places = _part(late_places, 0, count)
    _sort(late, late_places, allocate(keys.dtype, (count,)), _room(places, count))
    merge(keys, places, kept, late, late_places)
    return True


@jit
def sort_many_keys(keys, places):
    """Sorts unsigned integers of one dimension, in C order, in place. Their places rise."""
    ordered = length_in_order(keys)
    if ordered < len(keys) and not _sort_nearly(keys, places, ordered):
        other = allocate(keys.dtype, (len(keys),))
        _sort(keys, places, other, _room(places, len(keys)))


@jit
def sort_keys(keys):
    """The same of keys alone, which may be few."""
    if len(keys) <= FEW:
        _insert(keys, None, 0, len(keys))
    else:
        sort_many_keys(keys, None)


@jit
def bits_of(a):
    """The elements of an array in C order as unsigned integers."""
    if a.dtype == np.float64 or a.dtype == np.int64:
        return a.view(np.uint64)
    elif a.dtype == np.float32 or a.dtype == np.int32:
        return a.view(np.uint32)
    elif a.dtype == np.int16:
        return a.view(np.uint16)
    elif a.dtype == np.int8 or a.dtype == np.bool_:
        return a.view(np.uint8)
    else:
        return view_in_c_order(a, a.shape)


@jit
def _sign(keys):
    """The highest bit."""
    return cast(keys.dtype, 1) << cast(keys.dtype, 8 * keys.itemsize - 1)


@jit(boundscheck=False)
def put_keys(of: Known, bits, keys):
    """Makes keys of the bits of numbers of a dtype. Of floats those of NaN are beyond the others
    by their sign: they must not be among them."""
    sign = _sign(keys)
    if isinstance(cast(of, 0), np.floating):
        down = cast(keys.dtype, 8 * keys.itemsize - 1)
        for i in range(len(keys)):
            number = bits[i]
            keys[i] = number ^ ((cast(keys.dtype, 0) - (number >> down)) | sign)
    elif isinstance(cast(of, 0), np.signedinteger):
        for i in range(len(keys)):
            keys[i] = bits[i] ^ sign
    else:
        for i in range(len(keys)):
            keys[i] = bits[i]


@jit(boundscheck=False)
def put_bits(of: Known, keys, bits):
    """Makes of keys the bits that they were made of."""
    sign = _sign(keys)
    if isinstance(cast(of, 0), np.floating):
        down = cast(keys.dtype, 8 * keys.itemsize - 1)
        for i in range(len(keys)):
            key = keys[i]
            bits[i] = key ^ (((key >> down) - cast(keys.dtype, 1)) | sign)
    elif isinstance(cast(of, 0), np.signedinteger):
        for i in range(len(keys)):
            bits[i] = keys[i] ^ sign
    else:
        for i in range(len(keys)):
            bits[i] = keys[i]
