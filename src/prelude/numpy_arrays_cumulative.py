"""`numpy`: sums and products along the way (of NumPy's array API)."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known, at_axes
from pyjit.prelude.numpy_arrays_broadcast import _as_array, _in_one
from pyjit.prelude.operators_refused import not_compiled


@jit
def _begun(made, axis: Known, first: Known):
    """With what there is before the first element."""
    return np.concatenate((np.full(at_axes(made.shape, axis, 1), first, made.dtype), made), axis)


@jit
def _cumulative(x, axis: Known, dtype: Known, out, include_initial: Known, first: Known):
    if axis is None and x.ndim > 1:
        raise ValueError(
            "For arrays which have more than one dimension ``axis`` argument is required."
        )
    elif axis is None:
        return _cumulative(x, 0, dtype, out, include_initial, first)
    elif include_initial and out is not None:
        return not_compiled()
    elif first == 0:
        made = np.cumsum(x, axis, dtype, out)
    else:
        made = np.cumprod(x, axis, dtype, out)
    if include_initial:
        return _begun(made, axis, first)
    else:
        return made


@jit
def cumulative_sum(
    x, /, *, axis: Known = None, dtype: Known = None, out=None, include_initial: Known = False
):
    return _cumulative(_in_one(_as_array(x)), axis, dtype, out, include_initial, 0)


@jit
def cumulative_prod(
    x, /, *, axis: Known = None, dtype: Known = None, out=None, include_initial: Known = False
):
    return _cumulative(_in_one(_as_array(x)), axis, dtype, out, include_initial, 1)
