"""`numpy.linalg.qr`, by reflections (LAPACK's ``geqr2``, ``larfg`` and ``org2r``)."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known, allocate, allocate_zeroed, dtype_of, linalg_result
from pyjit.prelude.numpy_arrays_broadcast import _as_array
from pyjit.prelude.numpy_arrays_linalg import _check_matrix, _given_as, _in_double, _one
from pyjit.prelude.numpy_arrays_linalg_turns import _make_reflection, _reflect_columns
from pyjit.prelude.operators_refused import not_compiled


@jit
def qr(a, mode: Known = "reduced"):
    return _qr(_as_array(a), mode)


@jit
def _qr(a, mode: Known):
    _check_matrix(a)
    if a.ndim < 2:
        return not_compiled()
    else:
        m, n = a.shape[-2:]
        stack = a.shape[:-2]
        factors = _in_double(a)
        scales = allocate(factors.dtype, stack + (min(m, n),))
        _reflect(factors, scales)
        if mode == "r":
            return _given_as(dtype_of(_one(a)), _upper(factors, stack + (min(m, n), n)))
        elif mode == "raw":
            # In the order of the argument.
            given = np.empty_like(a, dtype=dtype_of(_one(a)))
            given[...] = _given_as(dtype_of(_one(a)), factors)
            return np.swapaxes(given, -1, -2), _given_as(dtype_of(_one(a)), scales)
        elif mode == "reduced" or mode == "complete":
            rows = m if mode == "complete" and m > n else min(m, n)
            q = allocate_zeroed(factors.dtype, stack + (m, rows))
            _put_product(factors, scales, q)
            r = _upper(factors, stack + (rows, n))
            return linalg_result(
                "QRResult Q R", (_given_as(dtype_of(_one(a)), q), _given_as(dtype_of(_one(a)), r))
            )
        else:
            return not_compiled()


@jit(boundscheck=False)
def _reflect(a, scales):
    """Makes an upper triangle of a matrix by reflections, whose vectors are put below it."""
    if a.ndim > 2:
        for i in range(len(a)):
            _reflect(a[i], scales[i])
    else:
        _reflect_matrix(a, scales)


@jit(boundscheck=False)
def _reflect_matrix(a, scales):
    m, n = a.shape
    column = allocate(a.dtype, (m,))
    work = allocate(a.dtype, (n,))
    for k in range(min(m, n)):
        vector = column[k:]
        for i in range(k, m):
            vector[i - k] = a[i, k]
        scale, rest = _make_reflection(vector)
        scales[k] = scale
        a[k, k] = rest
        if scale != 0:
            for i in range(k + 1, m):
                a[i, k] = vector[i - k]
            _reflect_columns(a[k:, k + 1 :], vector, np.conj(scale), work)


@jit
def _put_product(vectors, scales, q):
    """The product of the reflections."""
    if q.ndim > 2:
        for i in range(len(q)):
            _put_product(vectors[i], scales[i], q[i])
    else:
        m, n = q.shape
        for i in range(n):
            q[i, i] = 1
        column = allocate(vectors.dtype, (m,))
        work = allocate(vectors.dtype, (n,))
        for k in range(len(scales) - 1, -1, -1):
            if scales[k] != 0:
                vector = column[k:]
                vector[0] = 1
                for i in range(k + 1, m):
                    vector[i - k] = vectors[i, k]
                _reflect_columns(q[k:, k:], vector, scales[k], work)


@jit
def _upper(a, shape):
    r = allocate_zeroed(a.dtype, shape)
    _put_upper(a, r)
    return r


@jit
def _put_upper(a, r):
    if a.ndim > 2:
        for i in range(len(a)):
            _put_upper(a[i], r[i])
    else:
        for i in range(len(r)):
            for j in range(i, r.shape[1]):
                r[i, j] = a[i, j]
