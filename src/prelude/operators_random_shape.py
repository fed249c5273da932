"""What functions that fill arrays with random numbers, and those that draw integers, look at before
they draw."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known, cast, is_read_only, view_in_c_order
from pyjit.prelude.numpy_arrays import _lengths, is_in_c_order
from pyjit.prelude.operators_refused import not_compiled


@jit
def output(size, dtype: Known, out):
    """The elements of the array that is to be filled, in the order of its memory."""
    if not isinstance(out, np.ndarray):
        return not_compiled()
    elif isinstance(cast(dtype, 0), np.float64):
        if not isinstance(cast(out.dtype, 0), np.float64):
            return not_compiled()
        else:
            return _elements(size, out)
    elif not isinstance(cast(out.dtype, 0), np.float32):
        return not_compiled()
    else:
        return _elements(size, out)


@jit
def _elements(size, out):
    if is_read_only(out) or not (is_in_c_order(out) or is_in_c_order(out.T)):
        raise ValueError(
            "Supplied output array must be contiguous, writable, aligned, and in machine "
            "byte-order."
        )
    if size is not None:
        _check_lengths(_lengths(size), out.shape)
    return view_in_c_order(out, (out.size,))


@jit
def _check_lengths(wanted, shape):
    if len(wanted) != len(shape):
        raise ValueError("size must match out.shape when used together")
    elif wanted != shape:
        raise ValueError("size must match out.shape when used together")


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
def bounds_of(zero, low, high, endpoint: Known):
    """The least number that is drawn, and how much the greatest is above it."""
    if isinstance(low, np.ndarray) or isinstance(high, np.ndarray):
        return not_compiled()
    elif high is None:
        return _bounds(zero, 0, int(low), endpoint)
    else:
        return _bounds(zero, int(low), int(high), endpoint)


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
