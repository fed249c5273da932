"""Methods of NumPy's arrays."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known, converted, flat_view, is_c_order, view_of


@jit
def fill(a, value, /):
    a[...] = value


@jit
def copy(a, order: Known = "C"):
    return np.copy(a, order)


@jit
def astype(a, dtype: Known):
    return converted(dtype, a)


@jit
def sum(a, axis: Known = None):
    return np.sum(a, axis)


@jit
def prod(a, axis: Known = None):
    return np.prod(a, axis)


@jit
def mean(a, axis: Known = None):
    return np.mean(a, axis)


@jit
def var(a, axis: Known = None, ddof: int = 0):
    return np.var(a, axis, ddof)


@jit
def std(a, axis: Known = None, ddof: int = 0):
    return np.std(a, axis, ddof)


@jit
def min(a, axis: Known = None):
    return np.min(a, axis)


@jit
def max(a, axis: Known = None):
    return np.max(a, axis)


@jit
def argmin(a, axis: Known = None):
    return np.argmin(a, axis)


@jit
def argmax(a, axis: Known = None):
    return np.argmax(a, axis)


@jit
def any(a, axis: Known = None):
    return np.any(a, axis)


@jit
def all(a, axis: Known = None):
    return np.all(a, axis)


@jit
def dot(a, b, /):
    return np.dot(a, b)


@jit
def transpose(a, /):
    return a.T


@jit
def flatten(a, /):
    b = np.empty(a.shape, a.dtype)
    b[...] = a
    return flat_view(b)


@jit
def ravel(a, /):
    if a.ndim == 1:
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
def reshape(a, /, *shape):
    if isinstance(shape[0], tuple):
        return np.reshape(a, shape[0])
    else:
        return np.reshape(a, shape)


@jit
def item(a, /):
    if a.size != 1:
        raise ValueError("can only convert an array of size 1 to a Python scalar")
    return a.ravel()[0].item()


@jit
def ptp(a, axis: Known = None):
    return np.ptp(a, axis)


@jit
def cumsum(a):
    return np.cumsum(a)


@jit
def cumprod(a):
    return np.cumprod(a)


@jit
def argsort(a, axis: Known = -1):
    return np.argsort(a, axis)


@jit
def nonzero(a):
    return np.nonzero(a)


@jit
def searchsorted(a, v, side: Known = "left"):
    return np.searchsorted(a, v, side)
