"""What NumPy draws of a bit generator: numbers below a bound, and shuffles."""

import numpy as np

from pyjit import jit, u64
from pyjit.intrinsics import (
    Known,
    cast,
    flat_view,
    is_read_only,
    log,
    next_double,
    next_uint32,
    next_uint64,
    sqrt,
    words_of,
)
from pyjit.prelude.operators_random_ziggurat import standard_exponential, standard_normal

GREATEST_32 = 0xFFFFFFFF

# The words of what is kept beside a generator: of `np.random`, and NumPy's version.
HAS_GAUSS = 5
GAUSS = 6
VERSION = 7


@jit
def as_int(x: u64):
    """A number that fits."""
    return int(cast("int64", x))


@jit
def single(g):
    """A float of 24 bits between 0 and 1."""
    return float(as_int(cast("uint64", next_uint32(g)) >> 8)) * (1.0 / 16777216.0)


@jit
def gauss(g):
    """A normal number of `np.random`'s own functions, which make two at a time (Marsaglia's polar
    method) and keep one."""
    kept = words_of(g)
    if kept[HAS_GAUSS] != 0.0:
        x = float(kept[GAUSS])
        kept[HAS_GAUSS] = 0.0
        kept[GAUSS] = 0.0
        return x
    while True:
        x = 2.0 * next_double(g) - 1.0
        y = 2.0 * next_double(g) - 1.0
        square = x * x + y * y
        if square < 1.0 and square != 0.0:
            break
    factor = sqrt(-2.0 * log(square) / square)
    kept[GAUSS] = factor * x
    kept[HAS_GAUSS] = 1.0
    return factor * y


@jit
def version_of(g):
    """The version of the NumPy that has a generator, 20406 for 2.4.6."""
    return words_of(g)[VERSION]


@jit
def exponential_of(g, legacy: Known):
    if legacy:
        return -log(1.0 - next_double(g))
    else:
        return standard_exponential(g)


@jit
def normal_of(g, legacy: Known):
    if legacy:
        return gauss(g)
    else:
        return standard_normal(g)


@jit
def mask_for(greatest: u64):
    """The least number of ones that is not below a number."""
    mask = greatest
    mask |= mask >> 1
    mask |= mask >> 2
    mask |= mask >> 4
    mask |= mask >> 8
    mask |= mask >> 16
    mask |= mask >> 32
    return mask


@jit
def interval(g, greatest: int):
    """A number up to `greatest`, as shuffles draw it."""
    if greatest == 0:
        return 0
    bound = cast("uint64", greatest)
    mask = mask_for(bound)
    while True:
        if greatest <= GREATEST_32:
            value = cast("uint64", next_uint32(g)) & mask
        else:
            value = next_uint64(g) & mask
        if value <= bound:
            return as_int(value)


@jit
def high_word(x: u64, y: u64):
    """The upper 64 bits of a product."""
    x0, x1 = x & GREATEST_32, x >> 32
    y0, y1 = y & GREATEST_32, y >> 32
    middle = x1 * y0 + (x0 * y0 >> 32)
    low = (middle & GREATEST_32) + x0 * y1
    return x1 * y1 + (middle >> 32) + (low >> 32)


@jit
def bounded(g, span: u64, masked: Known):
    """A number up to `span`: by Lemire's method ("Fast Random Integer Generation in an Interval",
    ACM Transactions on Modeling and Computer Simulation 29, 2019), or behind a mask."""
    if span == 0:
        return span
    count = span + 1
    if count == 0:
        return next_uint64(g)
    if span == GREATEST_32:
        return cast("uint64", next_uint32(g))
    if masked:
        mask = mask_for(span)
        while True:
            if span < GREATEST_32:
                value = cast("uint64", next_uint32(g)) & mask
            else:
                value = next_uint64(g) & mask
            if value <= span:
                return value
    else:
        if span < GREATEST_32:
            product = cast("uint64", next_uint32(g)) * count
            if product & GREATEST_32 < count:
                threshold = (GREATEST_32 - span) % count
                while product & GREATEST_32 < threshold:
                    product = cast("uint64", next_uint32(g)) * count
            return product >> 32
        drawn = next_uint64(g)
        if drawn * count < count:
            threshold = ~span % count
            while drawn * count < threshold:
                drawn = next_uint64(g)
        return high_word(drawn, count)


@jit
def bits_of(g, width: Known, buffer: u64, left: int):
    """The next so many bits of 32 that are drawn at once, what is left of these, and how often."""
    if left == 0:
        return cast("uint64", next_uint32(g)), 32 // width - 1
    return buffer >> width, left - 1


@jit
def small(g, span: u64, width: Known, masked: Known, buffer: u64, left: int):
    """The same as `bounded` where a number has 16 or 8 bits, or one."""
    if span == 0:
        return span, buffer, left
    greatest = u64((1 << width) - 1)
    buffer, left = bits_of(g, width, buffer, left)
    if span == greatest:
        return buffer & greatest, buffer, left
    if masked:
        mask = mask_for(span)
        while buffer & mask > span:
            buffer, left = bits_of(g, width, buffer, left)
        return buffer & mask, buffer, left
    else:
        count = span + 1
        product = (buffer & greatest) * count
        if product & greatest < count:
            threshold = (greatest - span) % count
            while product & greatest < threshold:
                buffer, left = bits_of(g, width, buffer, left)
                product = (buffer & greatest) * count
        return product >> width, buffer, left


@jit
def next_bounded(g, zero, span: u64, masked: Known, buffer: u64, left: int):
    """A number up to `span`, for the type of another; what is left of the bits, and how often."""
    if isinstance(zero, np.bool_):
        return small(g, span, 1, masked, buffer, left)
    elif isinstance(zero, (np.int8, np.uint8)):
        return small(g, span, 8, masked, buffer, left)
    elif isinstance(zero, (np.int16, np.uint16)):
        return small(g, span, 16, masked, buffer, left)
    else:
        return bounded(g, span, masked), buffer, left


@jit
def fill_bounded(g, a, offset: u64, span: u64, masked: Known):
    flat = flat_view(a)
    zero = cast(a.dtype, 0)
    buffer, left = u64(0), 0
    for i in range(flat.size):
        value, buffer, left = next_bounded(g, zero, span, masked, buffer, left)
        flat[i] = cast(a.dtype, offset + value)


@jit
def one_bounded(g, zero, offset: u64, span: u64, masked: Known):
    """The same of one number."""
    value, _, _ = next_bounded(g, zero, span, masked, u64(0), 0)
    return offset + value


@jit
def shuffled(g, x):
    """Shuffles the first axis of an array, or a list."""
    if isinstance(x, list):
        _swapped(g, x)
    elif x.ndim == 1:
        _swapped(g, x)
    elif x.size > 0:
        for i in range(len(x) - 1, 0, -1):
            j = interval(g, i)
            if i != j:
                kept = x[j].copy()
                x[j] = x[i]
                x[i] = kept


@jit
def _swapped(g, x):
    for i in range(len(x) - 1, 0, -1):
        j = interval(g, i)
        x[i], x[j] = x[j], x[i]


@jit
def shuffle_positions(g, positions, first: int):
    """Shuffles positions from the last one down to `first`, as `choice` does."""
    for i in range(len(positions) - 1, first - 1, -1):
        j = as_int(bounded(g, cast("uint64", i), False))
        positions[i], positions[j] = positions[j], positions[i]


@jit
def check_writable(x):
    if is_read_only(x):
        raise ValueError("array is read-only")
