"""`numpy`: bits as bytes, and bytes as bits (NumPy's ``compiled_base.c``)."""

import numpy as np

from pyjit import jit, u8
from pyjit.intrinsics import Known, allocate_zeroed, at_axes
from pyjit.prelude.numpy_arrays import empty, is_in_c_order
from pyjit.prelude.numpy_arrays_broadcast import _as_array
from pyjit.prelude.operators_axes import last_axis
from pyjit.prelude.operators_refused import not_compiled


@jit
def packbits(a, /, axis: Known = None, bitorder: Known = "big"):
    return _packbits(_as_array(a), axis, bitorder)


@jit
def _packbits(a, axis: Known, bitorder: Known):
    if bitorder != "big" and bitorder != "little":
        return not_compiled()
    elif not isinstance(a.dtype.type(0), (np.integer, np.bool_)):
        return not_compiled()
    elif axis is None and a.ndim > 1:
        return _packbits(a.ravel(), -1, bitorder)
    elif axis is None:
        return _packbits(a, -1, bitorder)
    else:
        packed = _zeros(a, at_axes(a.shape, axis, (a.shape[axis] + 7) // 8))
        _pack(last_axis(a, axis), last_axis(packed, axis), bitorder)
        return packed


@jit
def _zeros(a, lengths):
    """Bytes in the order of an array."""
    if a.ndim > 1:
        if is_in_c_order(a.T) and not is_in_c_order(a):
            zeros = empty(lengths, np.uint8, "F")
            zeros[...] = 0
            return zeros
        return np.ascontiguousarray(allocate_zeroed(np.uint8, lengths))
    else:
        return allocate_zeroed(np.uint8, lengths)


@jit
def _pack(a, packed, bitorder: Known):
    if a.ndim > 1:
        for i in range(len(a)):
            _pack(a[i], packed[i], bitorder)
    else:
        for i in range(len(a)):
            if a[i] != 0:
                place = i % 8 if bitorder == "little" else 7 - i % 8
                packed[i // 8] |= u8(1 << place)


@jit
def unpackbits(a, /, axis: Known = None, count=None, bitorder: Known = "big"):
    return _unpackbits(a, axis, count, bitorder)


@jit
def _unpackbits(a, axis: Known, count, bitorder: Known):
    if bitorder != "big" and bitorder != "little":
        return not_compiled()
    elif a.dtype != np.uint8:
        return not_compiled()
    elif axis is None and a.ndim > 1:
        return _unpackbits(a.ravel(), -1, count, bitorder)
    elif axis is None:
        return _unpackbits(a, -1, count, bitorder)
    else:
        length = _bits(a.shape[axis], count)
        unpacked = _zeros(a, at_axes(a.shape, axis, length))
        _unpack(last_axis(a, axis), last_axis(unpacked, axis), bitorder)
        return unpacked


@jit
def _bits(length: int, count):
    """How many bits of so many bytes are asked for; those that there are not are zeros."""
    if count is None:
        return 8 * length
    else:
        if count >= 0:
            return int(count)
        if -count > 8 * length:
            raise ValueError("-count larger than number of elements")
        return int(8 * length + count)


@jit
def _unpack(a, unpacked, bitorder: Known):
    if a.ndim > 1:
        for i in range(len(a)):
            _unpack(a[i], unpacked[i], bitorder)
    else:
        for i in range(min(len(unpacked), 8 * len(a))):
            place = i % 8 if bitorder == "little" else 7 - i % 8
            unpacked[i] = a[i // 8] >> place & 1
