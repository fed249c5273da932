"""`numpy`: sums and products of all elements so far."""

from pyjit import jit
from pyjit.intrinsics import Known, allocate, at_axes, cast, is_c_order, sum_dtype, view_of
from pyjit.prelude.operators_accumulate import both
from pyjit.prelude.operators_axes import last_axis, ordered_strides, sorted_axes
from pyjit.prelude.operators_out import check_writable, has_shape
from pyjit.prelude.operators_refused import not_compiled


@jit(boundscheck=False)
def _along_last(op: Known, a, r):
    if a.ndim == 1:
        if len(a) > 0:
            total = cast(r.dtype, a[0])
            r[0] = total
            for i in range(1, len(a)):
                total = both(op, total, cast(r.dtype, a[i]))
                r[i] = total
    else:
        for i in range(a.shape[0]):
            _along_last(op, a[i], r[i])


@jit
def _new(a, dtype: Known):
    r = allocate(dtype, a.shape)
    if a.ndim == 1 or is_c_order(a):
        return r
    else:
        axes = sorted_axes(a, at_axes(a.shape, None, 0))
        return view_of(r, a.shape, ordered_strides(axes, r.itemsize, a.shape))


@jit
def _accumulated(op: Known, a, axis: Known, dtype: Known):
    if axis is None:
        line = a.ravel()
        r = allocate(dtype, (len(line),))
        _along_last(op, line, r)
        return r
    elif a.ndim == 1:
        at_axes(a.shape, axis, 1)
        r = allocate(dtype, a.shape)
        _along_last(op, a, r)
        return r
    else:
        r = _new(a, dtype)
        _along_last(op, last_axis(a, axis), last_axis(r, axis))
        return r


@jit
def _put(out, result):
    if out is None:
        return result
    elif out.dtype == result.dtype and out.ndim == result.ndim:
        check_writable(out)
        if not has_shape(out, result.shape):
            raise ValueError("provided out is the wrong size for the accumulation.")
        out[...] = result
        return out
    else:
        return not_compiled()


@jit
def accumulation(op: Known, a, axis: Known, dtype: Known, out):
    """The results of the ufunc of that name of all elements so far."""
    if dtype is None:
        return _put(out, _accumulated(op, a, axis, sum_dtype(a)))
    else:
        return _put(out, _accumulated(op, a, axis, dtype))


@jit
def cumsum(a, axis: Known = None, dtype: Known = None, out=None):
    return accumulation("add", a, axis, dtype, out)


@jit
def cumprod(a, axis: Known = None, dtype: Known = None, out=None):
    return accumulation("multiply", a, axis, dtype, out)
