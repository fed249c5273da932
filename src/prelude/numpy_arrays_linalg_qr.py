"""`numpy.linalg.qr`, by reflections (LAPACK's ``geqr2``, ``larfg`` and ``org2r``)."""

from math import copysign, hypot, sqrt

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known, allocate, allocate_zeroed, dtype_of, linalg_result
from pyjit.prelude.numpy_arrays_broadcast import _as_array
from pyjit.prelude.numpy_arrays_linalg import (
    _check_matrix,
    _given_as,
    _in_double,
    _one,
    _subtract_from,
)
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
def _length(a, k: int, column: int):
    """Of a column from one row on, scaled so that nothing overflows."""
    greatest = 0.0
    for i in range(k, len(a)):
        size = float(np.abs(a[i, column]))
        if size != size:
            return size
        greatest = max(greatest, size)
    if greatest == 0.0:
        return 0.0
    total = 0.0
    for i in range(k, len(a)):
        size = float(np.abs(a[i, column])) / greatest
        total += size * size
    return greatest * sqrt(total)


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
    work = allocate(a.dtype, (n,))
    for k in range(min(m, n)):
        rest = _length(a, k + 1, k)
        alpha = a[k, k]
        if rest == 0.0 and alpha.imag == 0.0:
            scales[k] = 0
        else:
            size = hypot(hypot(float(alpha.real), float(alpha.imag)), rest)
            beta = -copysign(size, float(alpha.real))
            scales[k] = (beta - alpha) / beta
            factor = 1 / (alpha - beta)
            for i in range(k + 1, m):
                a[i, k] *= factor
            a[k, k] = beta
            _subtract(a, a, k, k + 1, np.conj(scales[k]), work)


@jit(boundscheck=False)
def _subtract(vectors, a, k: int, first: int, scale, work):
    """Reflects the columns of a matrix from one on by the vector below the diagonal of another."""
    for j in range(first, a.shape[1]):
        work[j] = a[k, j]
    for i in range(k + 1, len(a)):
        _subtract_from(work[first:], -np.conj(vectors[i, k]), a[i][first:])
    for j in range(first, a.shape[1]):
        work[j] *= scale
        a[k, j] -= work[j]
    for i in range(k + 1, len(a)):
        _subtract_from(a[i][first:], vectors[i, k], work[first:])


@jit
def _put_product(vectors, scales, q):
    """The product of the reflections."""
    if q.ndim > 2:
        for i in range(len(q)):
            _put_product(vectors[i], scales[i], q[i])
    else:
        columns = q.shape[1]
        for i in range(columns):
            q[i, i] = 1
        work = allocate(vectors.dtype, (columns,))
        for k in range(len(scales) - 1, -1, -1):
            _subtract(vectors, q, k, k, scales[k], work)


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
