"""`numpy.linalg`: what is made of singular values and vectors."""

import numpy as np
from numpy.linalg import LinAlgError

from pyjit import f64, i64, jit
from pyjit.intrinsics import Known, allocate_zeroed, cast, converted, dtype_of
from pyjit.prelude.numpy_arrays_broadcast import _as_array
from pyjit.prelude.numpy_arrays_linalg import _check_square, _given_as, _in_double, _one
from pyjit.prelude.numpy_arrays_linalg_eigh import _eigen
from pyjit.prelude.numpy_arrays_linalg_svd import _decomposed, _decomposed_hermitian, _svdvals
from pyjit.prelude.operators_reduce import elsewhere
from pyjit.prelude.operators_refused import not_compiled

EPSILON = 2.220446049250313e-16
EPSILON_OF_SINGLE = 1.1920928955078125e-07
# What `rtol` of `pinv` is where it is not given.
ABSENT = None


@jit
def matrix_rank(A, tol=None, hermitian: Known = False, *, rtol=None):
    return _matrix_rank(_as_array(A), tol, hermitian, rtol)


@jit
def _matrix_rank(a, tol, hermitian: Known, rtol):
    if tol is not None and rtol is not None:
        raise ValueError("`tol` and `rtol` can't be both set.")
    elif a.ndim < 2:
        return int(not np.all(a == 0))
    else:
        values = np.abs(_eigen(a, "L", False)) if hermitian else _svdvals(a)
        if tol is not None:
            return _count_greater(values, _limit(tol))
        else:
            greatest = np.max(values, axis=-1, keepdims=True, initial=0)
            if rtol is not None:
                return _count_greater(values, greatest * _limit(rtol))
            else:
                epsilon = EPSILON if values.dtype == np.float64 else EPSILON_OF_SINGLE
                part = max(a.shape[-1], a.shape[-2]) * cast(values.dtype, epsilon)
                return _count_greater(values, greatest * part)


@jit
def _limit(limit):
    if isinstance(limit, np.ndarray):
        return limit[..., None]
    else:
        return np.float64(limit)


@jit
def _count_greater(values, limit):
    if values.ndim == 1:
        return _number(np.count_nonzero(values > limit, axis=-1))
    else:
        return np.count_nonzero(values > limit, axis=-1)


@jit
def _number(count):
    return count if isinstance(count, np.ndarray) else i64(count)


@jit
def _reciprocals(values, limit: f64):
    """Of singular values, of which those up to a part of the greatest count for nothing."""
    if values.ndim > 1:
        for i in range(len(values)):
            _reciprocals(values[i], limit)
    elif len(values) > 0:
        least = limit * values[0]
        for k in range(len(values)):
            values[k] = 1 / values[k] if values[k] > least else f64(0)


@jit
def _adjoint(a):
    return np.conj(np.swapaxes(a, -1, -2)).copy()


@jit
def _pseudo_inverse(left, values, right, limit: f64):
    _reciprocals(values, limit)
    return np.matmul(_adjoint(right) * values[..., None, :], _adjoint(left))


@jit
def pinv(a, rcond=None, hermitian: Known = False, *, rtol=ABSENT):
    if rcond is not None and rtol is not None:
        raise ValueError("`rtol` and `rcond` can't be both set.")
    elif rtol is not None:
        return _pinv(_as_array(a), rtol, hermitian)
    else:
        return _pinv(_as_array(a), rcond, hermitian)


@jit
def _pinv(a, rcond, hermitian: Known):
    if a.ndim < 2 or isinstance(rcond, np.ndarray):
        return not_compiled()
    else:
        if a.size == 0 and not isinstance(cast(a.dtype, 0), np.inexact):
            # The result has the type of the argument.
            elsewhere()
        limit = f64(1e-15)
        if rcond is not None:
            limit = f64(rcond)
        one = dtype_of(_one(a))
        if a.size == 0:
            return allocate_zeroed(one, a.shape[:-2] + (a.shape[-1], a.shape[-2]))
        if hermitian:
            _check_square(a)
            left, values, right = _decomposed_hermitian(a)
            return _given_as(one, _pseudo_inverse(left, values, right, limit))
        else:
            left, values, right = _decomposed(a, False)
            return _given_as(one, _pseudo_inverse(left, values, right, limit))


@jit
def lstsq(a, b, rcond=None):
    return _lstsq(_as_array(a), _as_array(b), rcond)


@jit
def _lstsq(a, b, rcond):
    if a.ndim != 2 or b.ndim > 2 or b.ndim < 1:
        return not_compiled()
    elif b.ndim == 1:
        x, rest, rank, values = _lstsq(a, b[:, None], rcond)
        return x[:, 0].copy(), rest, rank, values
    else:
        m, n = a.shape
        if len(b) != m:
            raise LinAlgError("Incompatible dimensions")
        limit = f64(EPSILON) * max(n, m)
        if rcond is not None:
            limit = f64(rcond)
        if limit < 0.0:
            # What LAPACK takes for its own: half a unit in the last place.
            limit = f64(EPSILON) / 2
        if not np.all(np.isfinite(a)):
            # What LAPACK makes of it, or that it fails.
            elsewhere()
        left, values, right = _decomposed(a, False)
        rank = 0
        for value in values:
            if value > limit * values[0]:
                rank += 1
        one = _one(a) * _one(b)
        given = converted(dtype_of(one * np.float64(1)), b)
        factors = values.copy()
        _reciprocals(factors, limit)
        x = np.dot(_adjoint(right), factors[:, None] * np.dot(_adjoint(left), given))
        rest = allocate_zeroed(np.float64, (b.shape[1] if rank == n and m > n else 0,))
        if len(rest) > 0:
            missing = given - np.dot(_in_double(a), x)
            for i in range(m):
                for j in range(len(rest)):
                    rest[j] += (np.conj(missing[i, j]) * missing[i, j]).real
        return (
            _given_as(dtype_of(one), x),
            _given_as(dtype_of(one.real), rest),
            np.int32(rank),
            _given_as(dtype_of(one.real), values),
        )
