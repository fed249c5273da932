"""`numpy`: vectors in space, and functions of lines of numbers: convolutions, polynomials."""

import numpy as np

from pyjit import i64, jit
from pyjit.intrinsics import (
    Known,
    allocate,
    allocate_zeroed,
    cast,
    converted,
    dtype_of,
    joined_dtype,
)
from pyjit.prelude.numpy_arrays_broadcast import _as_array
from pyjit.prelude.numpy_arrays_products import _conjugate
from pyjit.prelude.operators_axes import last_axis
from pyjit.prelude.operators_reduce import elsewhere
from pyjit.prelude.operators_refused import not_compiled


@jit
def cross(a, b, axisa: Known = -1, axisb: Known = -1, axisc: Known = -1, axis: Known = None):
    if axis is None:
        return _cross(last_axis(_as_array(a), axisa), last_axis(_as_array(b), axisb), axisc)
    else:
        return _cross(last_axis(_as_array(a), axis), last_axis(_as_array(b), axis), axis)


@jit
def _cross(a, b, axisc: Known):
    n = a.shape[-1]
    m = b.shape[-1]
    if n != 2 and n != 3 or m != 2 and m != 3:
        raise ValueError("incompatible dimensions for cross product\n(dimension must be 2 or 3)")
    if n == 2 or m == 2:
        # Of vectors in a plane, which NumPy gives up; of two the result has an axis less.
        elsewhere()
    lengths = _together(a.shape[:-1], b.shape[:-1], a.shape[:-1], b.shape[:-1])
    result = allocate(joined_dtype((a, b), None), lengths + (3,))
    _put_cross(converted(result.dtype, a), converted(result.dtype, b), result)
    if axisc == -1:
        return result
    else:
        return np.moveaxis(result, -1, axisc)


@jit
def _together(x, y, first, second):
    """The lengths that vectors in arrays have together."""
    if len(x) == 0:
        return y
    elif len(y) == 0:
        return x
    else:
        n, m = x[-1], y[-1]
        if n != m and n != 1 and m != 1:
            raise ValueError(
                "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is "
                f"between arg 0 with shape {first} and arg 1 with shape {second}."
            )
        return _together(x[:-1], y[:-1], first, second) + (m if n == 1 else n,)


@jit
def _put_cross(a, b, result):
    if a.shape[-1] == 3 and b.shape[-1] == 3:
        result[..., 0] = _of(a, 1) * _of(b, 2) - _of(a, 2) * _of(b, 1)
        result[..., 1] = _of(a, 2) * _of(b, 0) - _of(a, 0) * _of(b, 2)
        result[..., 2] = _of(a, 0) * _of(b, 1) - _of(a, 1) * _of(b, 0)


@jit
def _of(vectors, place: Known):
    """One coordinate of all vectors."""
    if vectors.ndim == 1:
        return vectors[place]
    else:
        return vectors[..., place]


@jit
def convolve(a, v, mode: Known = "full"):
    return _convolve(_line_of(a), _line_of(v), mode)


@jit
def _line_of(a):
    """Numbers as an array that has an axis."""
    if isinstance(a, (np.ndarray, tuple)):
        return _as_array(a)
    else:
        line = allocate(dtype_of(a), (1,))
        line[0] = a
        return line


@jit
def _convolve(a, v, mode: Known):
    if a.ndim != 1 or v.ndim != 1:
        return not_compiled()
    else:
        if len(a) == 0:
            raise ValueError("a cannot be empty")
        if len(v) == 0:
            raise ValueError("v cannot be empty")
        if len(v) > len(a):
            return _slid(v, a[::-1], mode)
        return _slid(a, v[::-1], mode)


@jit
def correlate(a, v, mode: Known = "valid"):
    return _correlate(_line_of(a), _line_of(v), mode)


@jit
def _correlate(a, v, mode: Known):
    if a.ndim != 1 or v.ndim != 1:
        return not_compiled()
    else:
        if len(a) == 0:
            raise ValueError("first array argument cannot be empty")
        if len(v) == 0:
            raise ValueError("second array argument cannot be empty")
        if len(v) > len(a):
            backwards = _slid(_conjugate(v), a, mode)
            return np.ascontiguousarray(backwards[::-1])
        return _slid(a, _conjugate(v), mode)


@jit
def _slid(a, v, mode: Known):
    """Sums of products of a line with a shorter one at every place (``_pyarray_correlate``)."""
    n = len(a)
    m = len(v)
    if mode == "valid":
        return _sums(a, v, 0, n - m + 1)
    elif mode == "same":
        return _sums(a, v, m // 2, n)
    elif mode == "full":
        return _sums(a, v, m - 1, n + m - 1)
    else:
        return not_compiled()


@jit(boundscheck=False)
def _sums(a, v, before: int, count: int):
    """So many sums, the first of a line that begins so many places before the other. They are taken
    together, so that the loop over them is vector code."""
    sums = allocate_zeroed(joined_dtype((a, v), None), (count,))
    for first in range(0, count, 512):
        end = min(first + 512, count)
        for j in range(len(v)):
            factor = cast(sums.dtype, v[j])
            shift = j - before
            low = max(first, -shift)
            high = max(low, min(end, len(a) - shift))
            _add_products(sums[low:high], a[low + shift : high + shift], factor)
    return sums


@jit(boundscheck=False)
def _add_products(sums, a, factor):
    for i in range(len(sums)):
        if sums.dtype == np.bool_:
            sums[i] |= cast(sums.dtype, a[i]) & factor
        else:
            sums[i] += cast(sums.dtype, a[i]) * factor


@jit
def polyval(p, x):
    if isinstance(x, tuple):
        return _polyval(_as_array(p), _as_array(x))
    elif isinstance(x, np.ndarray):
        return _polyval(_as_array(p), x)
    else:
        return _polyval_of_number(_as_array(p), cast(dtype_of(x), x))


@jit
def _polyval(p, x):
    if p.ndim != 1:
        return not_compiled()
    else:
        if len(p) == 0:
            # Zeros of the type that `x` has.
            elsewhere()
        y = np.zeros_like(x) * x + p[0]
        for k in range(1, len(p)):
            y[...] = y * x + p[k]
        return y


@jit
def _polyval_of_number(p, x):
    if p.ndim != 1:
        return not_compiled()
    else:
        if len(p) == 0:
            elsewhere()
        y = cast(dtype_of(x), 0) * x + p[0]
        for k in range(1, len(p)):
            y = y * x + p[k]
        return y


@jit
def vander(x, N=None, increasing: Known = False):
    if N is None:
        return _vander(_as_array(x), len(x), increasing)
    else:
        return _vander(_as_array(x), N, increasing)


@jit
def _vander(x, n: int, increasing: Known):
    if x.ndim != 1:
        return not_compiled()
    else:
        v = allocate(dtype_of(x.dtype.type(0) + i64(0)), (len(x), n))
        for i in range(len(x)):
            power = cast(v.dtype, 1)
            factor = cast(v.dtype, x[i])
            for k in range(n):
                if k == 1:
                    power = factor
                elif k > 1:
                    power *= factor
                v[i, k if increasing else n - 1 - k] = power
        return v
