"""`numpy`: numbers with equal ratios (NumPy's ``function_base.py``)."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known, converted
from pyjit.prelude.operators_refused import not_compiled


@jit
def logspace(
    start,
    stop,
    num: int = 50,
    endpoint: bool = True,
    base=10.0,
    dtype: Known = None,
    axis: Known = 0,
):
    if isinstance(base, (np.ndarray, tuple)) or axis != 0 and axis != -1:
        return not_compiled()
    else:
        powers = np.power(base, np.linspace(start, stop, num, endpoint))
        if dtype is None or dtype == powers.dtype:
            return powers
        else:
            return converted(dtype, powers)


@jit
def geomspace(
    start, stop, num: int = 50, endpoint: bool = True, dtype: Known = None, axis: Known = 0
):
    if axis != 0 and axis != -1 or isinstance(start, np.float32) and isinstance(stop, np.float32):
        return not_compiled()
    else:
        if start == 0 or stop == 0:
            raise ValueError("Geometric sequence cannot include zero")
        first = np.float64(start)
        sign = np.sign(first)
        first /= sign
        last = np.float64(stop) / sign
        powers = logspace(np.log10(first), np.log10(last), num, endpoint, 10.0)
        if num > 0:
            powers[0] = first
            if num > 1 and endpoint:
                powers[num - 1] = last
        powers *= sign
        if dtype is None or dtype == powers.dtype:
            return powers
        else:
            return converted(dtype, powers)
