"""Methods of NumPy's arrays."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import (
    Known,
    at_axes,
    cast,
    flat_view,
    is_c_order,
    permuted,
    view_of,
    viewed_as,
)
from pyjit.prelude.numpy_arrays import _cast_in_order, _is_by_columns, is_in_c_order
from pyjit.prelude.numpy_arrays_partition import _partition_in_place
from pyjit.prelude.numpy_arrays_reduce import max as max_of
from pyjit.prelude.numpy_arrays_reduce import min as min_of
from pyjit.prelude.numpy_arrays_reduce import prod as prod_of
from pyjit.prelude.numpy_arrays_reduce import sum as sum_of
from pyjit.prelude.numpy_arrays_sort import sort_in_place
from pyjit.prelude.operators_axes import in_order, is_one_line, sorted_axes
from pyjit.prelude.operators_refused import not_compiled

# The column of a table of axes that has the strides.
STEP = 1

# What `initial` is where it is not given.
ABSENT = None


@jit
def fill(a, value, /):
    a[...] = value


@jit
def copy(a, order: Known = "C"):
    if a.ndim == 0:
        return np.copy(a)
    else:
        return np.copy(a, order)


@jit
def conj(a, /):
    if isinstance(cast(a.dtype, 0), np.complexfloating):
        return np.conj(a)
    else:
        return a


@jit
def conjugate(a, /):
    return conj(a)


@jit
def astype(a, dtype: Known, order: Known = "K", casting: Known = "unsafe", *, copy: Known = True):
    if casting != "unsafe":
        return not_compiled()
    elif copy or dtype != a.dtype:
        return _cast_in_order(a, dtype, order)
    elif order == "A" and a.ndim > 0:
        if is_in_c_order(a) or is_in_c_order(a.T):
            return a
        return _cast_in_order(a, dtype, order)
    else:
        return np.asarray(a, dtype, order)


@jit
def sum(
    a,
    axis: Known = None,
    dtype: Known = None,
    out=None,
    keepdims: Known = False,
    initial=ABSENT,
    where: Known = True,
):
    return sum_of(a, axis, dtype, out, keepdims, initial, where)


@jit
def prod(
    a,
    axis: Known = None,
    dtype: Known = None,
    out=None,
    keepdims: Known = False,
    initial=ABSENT,
    where: Known = True,
):
    return prod_of(a, axis, dtype, out, keepdims, initial, where)


@jit
def mean(
    a,
    axis: Known = None,
    dtype: Known = None,
    out=None,
    keepdims: Known = False,
    *,
    where: Known = True,
):
    return np.mean(a, axis, dtype, out, keepdims, where=where)


@jit
def var(
    a,
    axis: Known = None,
    dtype: Known = None,
    out=None,
    ddof=0,
    keepdims: Known = False,
    *,
    where: Known = True,
):
    return np.var(a, axis, dtype, out, ddof, keepdims, where=where)


@jit
def std(
    a,
    axis: Known = None,
    dtype: Known = None,
    out=None,
    ddof=0,
    keepdims: Known = False,
    *,
    where: Known = True,
):
    return np.std(a, axis, dtype, out, ddof, keepdims, where=where)


@jit
def min(
    a,
    axis: Known = None,
    out=None,
    keepdims: Known = False,
    initial=ABSENT,
    where: Known = True,
):
    return min_of(a, axis, out, keepdims, initial, where)


@jit
def max(
    a,
    axis: Known = None,
    out=None,
    keepdims: Known = False,
    initial=ABSENT,
    where: Known = True,
):
    return max_of(a, axis, out, keepdims, initial, where)


@jit
def clip(a, min: Known = None, max: Known = None, out=None):
    return np.clip(a, min, max, out=out)


@jit
def round(a, decimals: Known = 0, out=None):
    return np.round(a, decimals, out=out)


@jit
def argmin(a, axis: Known = None, out=None, *, keepdims: Known = False):
    return np.argmin(a, axis, out, keepdims=keepdims)


@jit
def argmax(a, axis: Known = None, out=None, *, keepdims: Known = False):
    return np.argmax(a, axis, out, keepdims=keepdims)


@jit
def any(a, axis: Known = None, out=None, keepdims: Known = False, *, where: Known = True):
    return np.any(a, axis, out, keepdims, where=where)


@jit
def all(a, axis: Known = None, out=None, keepdims: Known = False, *, where: Known = True):
    return np.all(a, axis, out, keepdims, where=where)


@jit
def dot(a, b, /):
    return np.dot(a, b)


@jit
def transpose(a, /, *axes: Known):
    if len(axes) == 0:
        return a.T
    elif isinstance(axes[0], tuple):
        return permuted(a, axes[0])
    else:
        return permuted(a, axes)


@jit
def swapaxes(a, axis1: Known, axis2: Known, /):
    return np.swapaxes(a, axis1, axis2)


@jit
def squeeze(a, axis: Known = None):
    return np.squeeze(a, axis)


@jit
def view(a, dtype: Known = None):
    if dtype is None:
        return a[:]
    else:
        return viewed_as(dtype, a)


@jit
def flatten(a, order: Known = "C"):
    if order == "C":
        b = np.empty(a.shape, a.dtype)
        b[...] = a
        return flat_view(b)
    elif order == "F":
        return flatten(a.T)
    elif order != "A" and order != "K":
        return not_compiled()
    elif a.ndim == 1 or is_c_order(a):
        return flatten(a)
    elif order == "A":
        if _is_by_columns(a):
            return flatten(a.T)
        return flatten(a)
    else:
        axes = sorted_axes(a, at_axes(a.shape, None, 0))
        ordered = in_order(a, axes, STEP)
        b = np.empty(ordered.shape, a.dtype)
        b[...] = ordered
        return flat_view(b)


@jit
def ravel(a, order: Known = "C"):
    if order == "F":
        return ravel(a.T)
    elif order == "A" and a.ndim > 1 and not is_c_order(a):
        if _is_by_columns(a):
            return ravel(a.T)
        return ravel(a)
    elif order == "K" and a.ndim > 1 and not is_c_order(a):
        # Where the elements lie one behind the other in some order, it is a view.
        axes = sorted_axes(a, at_axes(a.shape, None, 0))
        if a.size == 0 or is_one_line(axes, a.itemsize):
            return view_of(a, (a.size,), (a.itemsize,))
        return view_of(flatten(a, "K"), (a.size,), (a.itemsize,))
    elif order != "C" and order != "A" and order != "K":
        return not_compiled()
    elif a.ndim == 0:
        return a[None]
    elif a.ndim == 1:
        if is_c_order(a):
            return a[:]
        else:
            if len(a) < 2 or a.strides[0] == a.itemsize:
                return view_of(a, a.shape, a.strides)
            return view_of(flatten(a), a.shape, (a.itemsize,))
    elif is_c_order(a):
        return flat_view(a)
    else:
        # Where the elements lie one behind the other, it is a view.
        b = np.ascontiguousarray(a)
        return view_of(b, (a.size,), (a.itemsize,))


@jit
def reshape(a, /, *shape, order: Known = "C"):
    if isinstance(shape[0], tuple):
        return np.reshape(a, shape[0], order)
    else:
        return np.reshape(a, shape, order)


@jit
def item(a, /, *args):
    if len(args) == 0:
        if a.size != 1:
            raise ValueError("can only convert an array of size 1 to a Python scalar")
        return a.ravel()[0].item()
    elif isinstance(args[0], tuple):
        return _item_at(a, args[0])
    elif len(args) > 1 or a.ndim == 1:
        return _item_at(a, args)
    else:
        index = args[0]
        if not -a.size <= index < a.size:
            raise IndexError(f"index {index} is out of bounds for size {a.size}")
        return a.ravel()[index].item()


@jit
def tolist(a):
    if a.ndim == 0:
        return a.item()
    elif a.ndim == 1:
        return [x.item() for x in a]
    else:
        return [tolist(row) for row in a]


@jit
def _item_at(a, indices):
    if len(indices) != a.ndim:
        raise ValueError("incorrect number of indices for array")
    else:
        return a[indices].item()


@jit
def cumsum(a, axis: Known = None, dtype: Known = None, out=None):
    return np.cumsum(a, axis, dtype, out)


@jit
def cumprod(a, axis: Known = None, dtype: Known = None, out=None):
    return np.cumprod(a, axis, dtype, out)


@jit
def sort(a, axis: Known = -1, kind: Known = None, order: Known = None, *, stable: Known = None):
    sort_in_place(a, axis, kind, order, stable)


@jit
def argsort(a, axis: Known = -1, kind: Known = None, order: Known = None, *, stable: Known = None):
    return np.argsort(a, axis, kind, order, stable=stable)


@jit
def partition(a, kth, axis: Known = -1, kind: Known = "introselect", order: Known = None):
    _partition_in_place(a, kth, axis, kind, order)


@jit
def argpartition(a, kth, axis: Known = -1, kind: Known = "introselect", order: Known = None):
    return np.argpartition(a, kth, axis, kind, order)


@jit
def nonzero(a):
    return np.nonzero(a)


@jit
def searchsorted(a, v, side: Known = "left", sorter=None):
    return np.searchsorted(a, v, side, sorter)
