"""Integers between bounds, as `integers` and `randint` draw them."""

import numpy as np

from pyjit import i64, jit, u64
from pyjit.intrinsics import Known, allocate, cast, flat_view
from pyjit.prelude.numpy_arrays import _lengths
from pyjit.prelude.numpy_arrays_broadcast import _as_array, _together
from pyjit.prelude.operators_random import fill_bounded, next_bounded, one_bounded
from pyjit.prelude.operators_random_choice import number_of
from pyjit.prelude.operators_random_parameters import at, spread, whole
from pyjit.prelude.operators_refused import not_compiled


@jit
def drawn_integers(g, low, high, size, dtype: Known, endpoint: Known, masked: Known):
    """Integers in a range, `masked` as `np.random.randint` draws them, else by Lemire's method."""
    if not isinstance(cast(dtype, 0), (np.integer, np.bool_)):
        return not_compiled()
    elif high is None:
        return _drawn(g, i64(0), whole(low), size, dtype, endpoint, masked)
    else:
        return _drawn(g, whole(low), whole(high), size, dtype, endpoint, masked)


@jit
def _drawn(g, low, high, size, dtype: Known, endpoint: Known, masked: Known):
    zero = cast(dtype, 0)
    if isinstance(low, np.ndarray) or isinstance(high, np.ndarray):
        return _drawn_between(g, low, high, size, dtype, endpoint, masked)
    elif size is None:
        offset, span = _bounds(zero, int(low), int(high), endpoint)
        one = one_bounded(g, zero, offset, span, masked)
        if dtype is int:
            return int(cast("int64", one))
        elif dtype is bool:
            return bool(cast("bool", one))
        else:
            return cast(dtype, one)
    else:
        lengths = _lengths(size)
        if number_of(size) == 0:
            return allocate(dtype, lengths)
        offset, span = _bounds(zero, int(low), int(high), endpoint)
        a = allocate(dtype, lengths)
        fill_bounded(g, a, offset, span, masked)
        return a


@jit
def _drawn_between(g, low, high, size, dtype: Known, endpoint: Known, masked: Known):
    """Each between bounds of its own."""
    if size is None:
        _check_bounds(cast(dtype, 0), low, high, endpoint)
        together = _together((_as_array(low), _as_array(high)))
        a = allocate(dtype, together)
        _fill_between(g, a, spread(low, together), spread(high, together), endpoint, masked)
        return a
    else:
        if number_of(size) == 0:
            return allocate(dtype, _lengths(size))
        _check_bounds(cast(dtype, 0), low, high, endpoint)
        a = allocate(dtype, _lengths(size))
        # NumPy takes the first of the bounds if there are more of them.
        together = _together((_as_array(low), _as_array(high), a))
        _fill_between(g, a, spread(low, together), spread(high, together), endpoint, masked)
        return a


@jit
def _fill_between(g, a, lows, highs, endpoint: Known, masked: Known):
    flat = flat_view(a)
    zero = cast(a.dtype, 0)
    buffer, left = u64(0), 0
    for i in range(flat.size):
        offset = cast("uint64", at(lows, i))
        span = cast("uint64", at(highs, i)) - offset
        if not endpoint:
            span -= 1
        value, buffer, left = next_bounded(g, zero, span, masked, buffer, left)
        flat[i] = cast(a.dtype, offset + value)


@jit
def limits_of(zero):
    """The least and the greatest number of a type that has less than 64 bits."""
    if isinstance(zero, np.bool_):
        return 0, 1
    elif isinstance(zero, np.int8):
        return -0x80, 0x7F
    elif isinstance(zero, np.int16):
        return -0x8000, 0x7FFF
    elif isinstance(zero, np.int32):
        return -0x80000000, 0x7FFFFFFF
    elif isinstance(zero, np.uint8):
        return 0, 0xFF
    elif isinstance(zero, np.uint16):
        return 0, 0xFFFF
    elif isinstance(zero, np.uint32):
        return 0, 0xFFFFFFFF
    elif isinstance(zero, np.uint64):
        return 0, 0x7FFFFFFFFFFFFFFF
    else:
        return -0x8000000000000000, 0x7FFFFFFFFFFFFFFF


@jit
def name_of(zero):
    if isinstance(zero, np.bool_):
        return "bool"
    elif isinstance(zero, np.int8):
        return "int8"
    elif isinstance(zero, np.int16):
        return "int16"
    elif isinstance(zero, np.int32):
        return "int32"
    elif isinstance(zero, np.uint8):
        return "uint8"
    elif isinstance(zero, np.uint16):
        return "uint16"
    elif isinstance(zero, np.uint32):
        return "uint32"
    elif isinstance(zero, np.uint64):
        return "uint64"
    else:
        return "int64"


@jit
def _least(x):
    """The least of these numbers; 0 if there is none."""
    if isinstance(x, np.ndarray):
        return int(np.min(x)) if x.size > 0 else 0
    else:
        return int(x)


@jit
def _greatest(x):
    if isinstance(x, np.ndarray):
        return int(np.max(x)) if x.size > 0 else 0
    else:
        return int(x)


@jit
def _check_bounds(zero, low, high, endpoint: Known):
    least, greatest = limits_of(zero)
    if _least(low) < least:
        raise ValueError(f"low is out of bounds for {name_of(zero)}")
    if _greatest(high) > greatest and (endpoint or _greatest(high) - 1 > greatest):
        raise ValueError(f"high is out of bounds for {name_of(zero)}")
    if endpoint:
        if np.any(low > high):
            if _least(low) == 0 and _greatest(low) == 0:
                raise ValueError("high < 0")
            raise ValueError("low > high")
    else:
        if np.any(low >= high):
            if _least(low) == 0 and _greatest(low) == 0:
                raise ValueError("high <= 0")
            raise ValueError("low >= high")


@jit
def _bounds(zero, low: int, high: int, endpoint: Known):
    least, greatest = limits_of(zero)
    if low < least:
        raise ValueError(f"low is out of bounds for {name_of(zero)}")
    if endpoint:
        if high > greatest:
            raise ValueError(f"high is out of bounds for {name_of(zero)}")
        if low > high:
            if low == 0:
                raise ValueError("high < 0")
            raise ValueError("low > high")
        return cast("uint64", low), cast("uint64", high) - cast("uint64", low)
    else:
        if high > greatest and high - 1 > greatest:
            raise ValueError(f"high is out of bounds for {name_of(zero)}")
        if low >= high:
            if low == 0:
                raise ValueError("high <= 0")
            raise ValueError("low >= high")
        return cast("uint64", low), cast("uint64", high) - cast("uint64", low) - 1
