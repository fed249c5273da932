"""`numpy.linalg.cond`: how much an error grows when equations are solved."""

from math import inf

import numpy as np
from numpy.linalg import LinAlgError

from pyjit import jit
from pyjit.intrinsics import Known, allocate, allocate_zeroed, cast, dtype_of
from pyjit.prelude.numpy_arrays_broadcast import _as_array
from pyjit.prelude.numpy_arrays_linalg import (
    _check_square,
    _eliminate,
    _in_double,
    _one,
    _substitute,
)
from pyjit.prelude.numpy_arrays_linalg_norm import _norm_of
from pyjit.prelude.numpy_arrays_linalg_svd import _svdvals
from pyjit.prelude.operators_refused import not_compiled


@jit
def cond(x, p: Known = None):
    return _cond(_as_array(x), p)


@jit
def _cond(x, p: Known):
    if x.ndim < 2:
        return not_compiled()
    elif x.ndim > 2:
        if x.shape[-1] * x.shape[-2] == 0:
            raise LinAlgError("cond is not defined on empty arrays")
        if isinstance(p, str):
            _check_square(x)
        elif p is not None:
            if p != 2 and p != -2:
                _check_square(x)
        conditions = allocate(dtype_of(_one(x).real), x.shape[:-2])
        _put_conditions(x, p, conditions)
        return conditions
    elif p is None:
        return _ratio(x, False)
    elif isinstance(p, str):
        return _of_inverse(x, p)
    else:
        if x.size == 0:
            raise LinAlgError("cond is not defined on empty arrays")
        if p == 2:
            return _ratio(x, False)
        if p == -2:
            return _ratio(x, True)
        return _of_inverse(x, p)


@jit
def _put_conditions(x, p: Known, conditions):
    if x.ndim > 3:
        for i in range(len(x)):
            _put_conditions(x[i], p, conditions[i])
    else:
        for i in range(len(x)):
            conditions[i] = _cond(x[i], p)


@jit
def _ratio(x, is_reversed: bool):
    """The greatest singular value by the least, or the other way round."""
    if x.size == 0:
        raise LinAlgError("cond is not defined on empty arrays")
    values = _svdvals(x)
    r = values[-1] / values[0] if is_reversed else values[0] / values[-1]
    return r if r == r else cast(values.dtype, inf)


@jit
def _of_inverse(x, p: Known):
    if x.size == 0:
        raise LinAlgError("cond is not defined on empty arrays")
    _check_square(x)
    factors = _in_double(x)
    inverse = allocate_zeroed(factors.dtype, x.shape)
    for i in range(len(x)):
        inverse[i, i] = 1
    is_odd, is_regular = _eliminate(factors, inverse)
    r = _norm_of(x, p, None, False) * cast(dtype_of(_one(x).real), inf)
    if is_regular:
        _substitute(factors, inverse)
        r = _norm_of(x, p, None, False) * _norm_of(inverse, p, None, False)
    has_nan = bool(np.any(x != x))
    result = cast(dtype_of(_one(x).real), r)
    return result if r == r or has_nan else cast(dtype_of(_one(x).real), inf)
