"""What functions that fill arrays with random numbers look at before they draw."""

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
def output_in_c_order(size, dtype: Known, out):
    """The same of one whose elements lie in C order, as parameters that are arrays ask for."""
    if not isinstance(out, np.ndarray):
        return not_compiled()
    else:
        if is_read_only(out) or not is_in_c_order(out):
            raise ValueError(
                "Supplied output array must be C-contiguous, writable, aligned, and in machine "
                "byte-order."
            )
        return output(size, dtype, out)


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
