"""Methods of NumPy's arrays."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import (
    Known,
    cast,
    converted,
    flat_view,
    is_c_order,
    permuted,
    view_of,
    viewed_as,
)
from pyjit.prelude.numpy_arrays_reduce import max as max_of
from pyjit.prelude.numpy_arrays_reduce import min as min_of
from pyjit.prelude.numpy_arrays_reduce import prod as prod_of
from pyjit.prelude.numpy_arrays_reduce import sum as sum_of
from pyjit.prelude.operators_refused import not_compiled

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
def astype(a, dtype: Known):
    return converted(dtype, a)


@jit
def sum(
    a, axis: Known = None, dtype: Known = None, out=None, keepdims: Known = False, initial=ABSENT
):
    return sum_of(a, axis, dtype, out, keepdims, initial)


@jit
def prod(
    a, axis: Known = None, dtype: Known = None, out=None, keepdims: Known = False, initial=ABSENT
):
    return prod_of(a, axis, dtype, out, keepdims, initial)


@jit
def mean(a, axis: Known = None, dtype: Known = None, out=None, keepdims: Known = False):
    return np.mean(a, axis, dtype, out, keepdims)


@jit
def var(a, axis: Known = None, dtype: Known = None, out=None, ddof=0, keepdims: Known = False):
    return np.var(a, axis, dtype, out, ddof, keepdims)


@jit
def std(a, axis: Known = None, dtype: Known = None, out=None, ddof=0, keepdims: Known = False):
    return np.std(a, axis, dtype, out, ddof, keepdims)


@jit
def min(a, axis: Known = None, out=None, keepdims: Known = False, initial=ABSENT):
    return min_of(a, axis, out, keepdims, initial)


@jit
def max(a, axis: Known = None, out=None, keepdims: Known = False, initial=ABSENT):
    return max_of(a, axis, out, keepdims, initial)


@jit
def argmin(a, axis: Known = None, out=None, *, keepdims: Known = False):
    return np.argmin(a, axis, out, keepdims=keepdims)


@jit
def argmax(a, axis: Known = None, out=None, *, keepdims: Known = False):
    return np.argmax(a, axis, out, keepdims=keepdims)


@jit
def any(a, axis: Known = None, out=None, keepdims: Known = False):
    return np.any(a, axis, out, keepdims)


@jit
def all(a, axis: Known = None, out=None, keepdims: Known = False):
    return np.all(a, axis, out, keepdims)


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
    else:
        return not_compiled()


@jit
def ravel(a, order: Known = "C"):
    if order == "F":
        return ravel(a.T)
    elif order != "C":
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
    if order != "C":
        return not_compiled()
    elif isinstance(shape[0], tuple):
        return np.reshape(a, shape[0])
    else:
        return np.reshape(a, shape)


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
def _item_at(a, indices):
    if len(indices) != a.ndim:
        raise ValueError("incorrect number of indices for array")
    else:
        return a[indices].item()


@jit
def clip(a, min=None, max=None):
    return np.clip(a, min, max)


@jit
def cumsum(a, axis: Known = None, dtype: Known = None, out=None):
    return np.cumsum(a, axis, dtype, out)


@jit
def cumprod(a, axis: Known = None, dtype: Known = None, out=None):
    return np.cumprod(a, axis, dtype, out)


@jit
def argsort(a, axis: Known = -1):
    return np.argsort(a, axis)


@jit
def nonzero(a):
    return np.nonzero(a)


@jit
def searchsorted(a, v, side: Known = "left"):
    return np.searchsorted(a, v, side)
