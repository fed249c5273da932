"""`numpy`: means with weights."""

import numpy as np

from pyjit import f64, jit
from pyjit.intrinsics import Known, at_axes, cast, dtype_of
from pyjit.prelude.operators_refused import not_compiled


@jit
def _result(a, weights):
    """A number of the type that the mean has."""
    if isinstance(cast(a.dtype, 0), np.inexact):
        return cast(a.dtype, 0) + cast(weights.dtype, 0)
    else:
        return f64(0) + cast(a.dtype, 0) + cast(weights.dtype, 0)


@jit
def _spread(weights, lengths, axis: Known):
    """Weights of one axis with the axes of an array."""
    shape = at_axes(at_axes(lengths, None, 1), axis, len(weights))
    return weights.reshape(shape)


@jit
def _fitted(a, axis: Known, weights):
    if a.ndim == weights.ndim:
        if a.shape != weights.shape:
            if axis is None:
                raise TypeError("Axis must be specified when shapes of a and weights differ.")
            raise ValueError(
                "Shape of weights must be consistent with shape of a along specified axis."
            )
        return weights
    elif axis is None:
        raise TypeError("Axis must be specified when shapes of a and weights differ.")
    elif weights.ndim == 1 and not isinstance(axis, tuple):
        if len(weights) != a.shape[axis]:
            raise ValueError(
                "Shape of weights must be consistent with shape of a along specified axis."
            )
        return _spread(weights, a.shape, axis)
    else:
        return not_compiled()


@jit
def _is_zero(total):
    if isinstance(total, np.ndarray):
        return bool(np.any(total == 0.0))
    else:
        return bool(total == 0.0)


@jit
def _weighted(a, axis: Known, weights, dtype: Known, returned: Known, keepdims: Known):
    total = np.sum(weights, axis, dtype, keepdims=keepdims)
    if _is_zero(total):
        raise ZeroDivisionError("Weights sum to zero, can't be normalized")
    products = np.multiply(a, weights, dtype=dtype)
    mean = np.sum(products, axis, keepdims=keepdims) / total
    if not returned:
        return mean
    elif isinstance(mean, np.ndarray):
        return mean, _as(mean, total)
    else:
        return mean, total


@jit
def _as(mean, total):
    if mean.ndim == total.ndim:
        if mean.shape == total.shape:
            return total
    full = np.empty(mean.shape, total.dtype)
    full[...] = total
    return full


@jit
def _counted(a, mean, axis: Known):
    """How many elements each mean is of."""
    if isinstance(mean, np.ndarray):
        return np.full(mean.shape, cast(mean.dtype, a.size / mean.size))
    else:
        return cast(dtype_of(mean), a.size)


@jit
def average(
    a, axis: Known = None, weights=None, returned: Known = False, *, keepdims: Known = False
):
    if weights is None:
        mean = np.mean(a, axis, keepdims=keepdims)
        if isinstance(mean, np.ndarray):
            # NumPy counts the elements of each mean, asked or not.
            if mean.size == 0:
                raise ZeroDivisionError("division by zero")
        if returned:
            return mean, _counted(a, mean, axis)
        return mean
    elif isinstance(weights, (tuple, list)):
        return average(a, axis, np.array(weights), returned, keepdims=keepdims)
    else:
        dtype = dtype_of(_result(a, weights))
        return _weighted(a, axis, _fitted(a, axis, weights), dtype, returned, keepdims)
