"""`numpy`: functions of whole arrays that are neither of their elements alone nor reductions."""

from math import inf

import numpy as np

from pyjit import f32, f64, jit
from pyjit.intrinsics import (
    Known,
    allocate,
    bytes_of_buffer,
    cast,
    chosen,
    dtype_of,
    is_read_only,
    numbers_in,
)
from pyjit.prelude.numpy_arrays import is_in_c_order
from pyjit.prelude.numpy_generic import _finite, _sized
from pyjit.prelude.operators_refused import not_compiled, refuse_copy

# The greatest finite number of single and of double precision.
GREATEST_SINGLE = 3.4028234663852886e38
GREATEST_DOUBLE = 1.7976931348623157e308


@jit
def where(condition, x=None, y=None, /):
    if x is None:
        return nonzero(condition)
    else:
        return chosen(condition, x, y)


@jit
def flatnonzero(a):
    line = a.ravel()
    count = 0
    for x in line:
        if x != 0:
            count += 1
    places = allocate(np.int64, (count,))
    count = 0
    for i in range(len(line)):
        if line[i] != 0:
            places[count] = i
            count += 1
    return places


@jit
def nonzero(a):
    places = flatnonzero(a)
    if a.ndim == 1:
        return (places,)
    else:
        # The columns of a matrix, as NumPy has them.
        found = allocate(np.int64, (len(places), a.ndim))
        for k in range(len(places)):
            rest = places[k]
            for axis in range(a.ndim - 1, -1, -1):
                found[k, axis] = rest % a.shape[axis]
                rest //= a.shape[axis]
        if a.ndim == 2:
            return found[:, 0], found[:, 1]
        elif a.ndim == 3:
            return found[:, 0], found[:, 1], found[:, 2]
        elif a.ndim == 4:
            return found[:, 0], found[:, 1], found[:, 2], found[:, 3]
        else:
            return not_compiled()


@jit
def array_equal(a1, a2, equal_nan: Known = False):
    if a1.ndim == a2.ndim:
        if a1.shape != a2.shape:
            return False
        if equal_nan:
            return bool(np.all((a1 == a2) | (a1 != a1) & (a2 != a2)))
        return bool(np.all(a1 == a2))
    else:
        return False


@jit
def allclose(a, b, rtol=1e-05, atol=1e-08, equal_nan: Known = False):
    return bool(np.all(np.isclose(a, b, rtol, atol, equal_nan)))


@jit
def real(val):
    return val.real


@jit
def imag(val):
    return val.imag


@jit
def iscomplex(x):
    return imag(_number_or_array(x)) != 0


@jit
def isreal(x):
    return imag(_number_or_array(x)) == 0


@jit
def _number_or_array(x):
    if isinstance(x, (tuple, list)):
        return np.asarray(x)
    else:
        return x


@jit
def angle(z, deg: Known = False):
    result = _angle(z)
    if deg:
        result *= 180 / np.pi
    return result


@jit
def _angle(z):
    if isinstance(z, np.ndarray):
        if isinstance(cast(z.dtype, 0), np.complexfloating):
            return np.arctan2(z.imag, z.real)
        else:
            return np.arctan2(0, z)
    elif isinstance(z, (complex, np.complexfloating)):
        return np.arctan2(z.imag, z.real)
    else:
        return np.arctan2(0, z)


@jit
def _bytes_of(buffer):
    if isinstance(buffer, np.ndarray):
        if not is_in_c_order(buffer):
            raise ValueError("ndarray is not C-contiguous")
        return buffer.ravel().view(np.uint8)
    else:
        return bytes_of_buffer(buffer)


@jit
def frombuffer(buffer, dtype: Known = None, count: int = -1, offset: int = 0):
    if dtype is None:
        return _numbers_of(_bytes_of(buffer), np.float64, count, offset)
    else:
        return _numbers_of(_bytes_of(buffer), dtype, count, offset)


@jit
def _numbers_of(numbers, dtype: Known, count: int, offset: int):
    size = len(numbers)
    itemsize = np.dtype(dtype).itemsize
    if not 0 <= offset <= size:
        raise ValueError(f"offset must be non-negative and no greater than buffer length ({size})")
    rest = size - offset
    if count < 0:
        if rest % itemsize != 0:
            raise ValueError("buffer size must be a multiple of element size")
        return numbers_in(dtype, numbers, offset, rest // itemsize)
    if rest < count * itemsize:
        raise ValueError("buffer is smaller than requested size")
    return numbers_in(dtype, numbers, offset, count)


@jit
def nan_to_num(x, copy: Known = True, nan=0.0, posinf=None, neginf=None):
    if isinstance(x, np.ndarray):
        if x.ndim == 0:
            # A number; it is not written to the array that it comes from.
            if copy:
                return nan_to_num(x[()], True, nan, posinf, neginf)
            else:
                return not_compiled()
        elif copy:
            return _made_finite(np.copy(x), nan, posinf, neginf)
        else:
            return _made_finite(x, nan, posinf, neginf)
    elif not copy:
        refuse_copy()
        return x
    elif isinstance(x, (complex, np.complexfloating)):
        real = _finite(f64(x.real) if isinstance(x, complex) else x.real, nan, posinf, neginf)
        imag = _finite(f64(x.imag) if isinstance(x, complex) else x.imag, nan, posinf, neginf)
        return cast(dtype_of(x), complex(real, imag))
    else:
        return _finite(_sized(x), nan, posinf, neginf)


@jit
def _made_finite(a, nan, posinf, neginf):
    if isinstance(cast(a.dtype, 0), np.complexfloating):
        _make_finite(a.real, nan, posinf, neginf)
        _make_finite(a.imag, nan, posinf, neginf)
    else:
        _make_finite(a, nan, posinf, neginf)
    return a


@jit
def _make_finite(a, nan, posinf, neginf):
    if isinstance(nan, np.ndarray) or isinstance(posinf, np.ndarray):
        not_compiled()
    elif isinstance(neginf, np.ndarray):
        not_compiled()
    elif isinstance(cast(a.dtype, 0), np.floating):
        if is_read_only(a):
            raise ValueError("assignment destination is read-only")
        missing = cast(a.dtype, nan)
        greatest = cast(a.dtype, _greatest(a) if posinf is None else posinf)
        least = cast(a.dtype, -_greatest(a) if neginf is None else neginf)
        a[...] = np.where(
            a != a, missing, np.where(a == inf, greatest, np.where(a == -inf, least, a))
        )


@jit
def _greatest(a):
    """The greatest finite number of its type."""
    if a.dtype == np.float32:
        return f32(GREATEST_SINGLE)
    else:
        return f64(GREATEST_DOUBLE)
