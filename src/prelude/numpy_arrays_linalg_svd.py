"""`numpy.linalg.svd`. A matrix is made bidiagonal by reflections, as LAPACK's ``gesdd`` does it:
one that is much longer in one direction is made a triangle first."""

from math import copysign

import numpy as np
from numpy.linalg import LinAlgError

from pyjit import jit
from pyjit.intrinsics import Known, allocate, allocate_zeroed, cast, dtype_of, linalg_result
from pyjit.prelude.numpy_arrays_broadcast import _as_array
from pyjit.prelude.numpy_arrays_linalg import (
    _check_matrix,
    _check_square,
    _given_as,
    _in_double,
    _one,
)
from pyjit.prelude.numpy_arrays_linalg_bidiagonal import _make_diagonal, _make_upper
from pyjit.prelude.numpy_arrays_linalg_eigh import _diagonalise, _eigen
from pyjit.prelude.numpy_arrays_linalg_turns import (
    _identity,
    _make_moderate,
    _make_reflection,
    _reflect_columns,
    _reflect_line,
    _reflect_lines,
)
from pyjit.prelude.operators_refused import not_compiled


@jit
def svdvals(x, /):
    return _svdvals(_as_array(x))


@jit
def _svdvals(a):
    _check_matrix(a)
    if a.ndim < 2:
        return not_compiled()
    else:
        return _given_as(dtype_of(_one(a).real), _singular_values(a))


@jit
def _singular_values(a):
    """In double precision, the greatest first."""
    m, n = a.shape[-2:]
    values = allocate(np.float64, a.shape[:-2] + (min(m, n),))
    double = _in_double(a)
    _decompose(double, double, values, double, False)
    return values


@jit
def svd(a, full_matrices: Known = True, compute_uv: Known = True, hermitian: Known = False):
    return _svd(_as_array(a), full_matrices, compute_uv, hermitian)


@jit
def _svd(a, full_matrices: Known, compute_uv: Known, hermitian: Known):
    if hermitian and compute_uv:
        _check_square(a)
        if a.ndim < 2:
            return not_compiled()
        else:
            left, values, right = _decomposed_hermitian(a)
            return _result(_one(a), left, values, right)
    elif hermitian:
        return np.sort(np.abs(_eigen(a, "L", False)))[..., ::-1]
    elif compute_uv:
        _check_matrix(a)
        if a.ndim < 2:
            return not_compiled()
        else:
            left, values, right = _decomposed(a, full_matrices)
            return _result(_one(a), left, values, right)
    else:
        return _svdvals(a)


@jit
def _result(one, left, values, right):
    return linalg_result(
        "SVDResult U S Vh",
        (
            _given_as(dtype_of(one), left),
            _given_as(dtype_of(one.real), values),
            _given_as(dtype_of(one), right),
        ),
    )


@jit
def _decomposed_hermitian(a):
    """In double precision, from eigenvectors; those of the right side lie in Fortran's order."""
    left = _in_double(a)
    values = allocate(np.float64, a.shape[:-1])
    _diagonalise(left, values, False, True)
    right = allocate(left.dtype, a.shape)
    _sort_by_size(left, values, right)
    return left, values, np.swapaxes(right, -1, -2)


@jit
def _sort_by_size(left, values, right):
    """Takes the absolute values, the greatest first; the signs go to the vectors of the right
    side."""
    if left.ndim > 2:
        for i in range(len(left)):
            _sort_by_size(left[i], values[i], right[i])
    else:
        n = len(values)
        order = np.argsort(np.abs(values))
        kept = values.copy()
        vectors = left.copy()
        for k in range(n):
            place = order[n - 1 - k]
            sign = copysign(1.0, float(kept[place]))
            values[k] = abs(kept[place])
            for i in range(n):
                left[i, k] = vectors[i, place]
                right[i, k] = np.conj(vectors[i, place] * sign)


@jit
def _decomposed(a, full_matrices: Known):
    """In double precision."""
    m, n = a.shape[-2:]
    stack = a.shape[:-2]
    count = min(m, n)
    double = _in_double(a)
    left = allocate(double.dtype, stack + (m, m if full_matrices else count))
    values = allocate(np.float64, stack + (count,))
    right = allocate(double.dtype, stack + (n if full_matrices else count, n))
    _decompose(double, left, values, right, True)
    return left, values, right


@jit
def _decompose(a, left, values, right, with_vectors: Known):
    if a.ndim > 2:
        for i in range(len(a)):
            _decompose(a[i], left[i], values[i], right[i], with_vectors)
    elif np.any(a != a):
        raise LinAlgError("SVD did not converge")
    elif len(a) >= a.shape[1]:
        scale = _make_moderate(a)
        long, short = _decompose_tall(a, values, False, left.shape[1] if with_vectors else -1)
        for k in range(len(values)):
            values[k] *= scale
        if with_vectors:
            _put_columns(left, long)
            _put_conjugates(right, short)
    else:
        scale = _make_moderate(a)
        turned = np.conj(a.T).copy()
        long, short = _decompose_tall(turned, values, True, len(right) if with_vectors else -1)
        for k in range(len(values)):
            values[k] *= scale
        if with_vectors:
            _put_columns(left, short)
            _put_conjugates(right, long)


@jit(boundscheck=False)
def _put_columns(a, lines):
    for i in range(len(a)):
        for j in range(a.shape[1]):
            a[i, j] = lines[j, i]


@jit(boundscheck=False)
def _put_conjugates(a, lines):
    for i in range(len(a)):
        for j in range(a.shape[1]):
            a[i, j] = np.conj(lines[i, j])


@jit
def _decompose_tall(a, values, is_turned: bool, count: int):
    """Of a matrix that has no fewer rows than columns, or whose transpose has: gives so many
    vectors of its long side (none for -1), and those of its short one, as lines."""
    m, n = a.shape
    beside = allocate(np.float64, (n,))
    is_long = m > n and m >= n * 11 // 6
    if isinstance(cast(a.dtype, 0), np.complexfloating):
        is_long = m > n and m >= n * 17 // 9
    rows = n if is_long else m
    work = allocate(a.dtype, (n,))
    first = allocate_zeroed(a.dtype, (n if is_long else 0, m))
    first_scales = allocate(a.dtype, (len(first),))
    if is_long:
        _make_triangle(a, first, first_scales, work)
        if is_turned:
            _adjoin(a[:n])
    left = allocate_zeroed(a.dtype, (n, rows))
    left_scales = allocate(a.dtype, (n,))
    right = allocate_zeroed(a.dtype, (max(n - 1, 0), n))
    right_scales = allocate(a.dtype, (len(right),))
    _make_bidiagonal(a[:rows], values, beside, left, left_scales, right, right_scales, work)
    size = n if count >= 0 else 0
    u = _identity(n, size)
    v = _identity(n, size)
    if is_turned and not is_long:
        _make_upper(values, beside, u)
    if n > 0:
        _make_diagonal(values, beside, u, v)
    # What has reflections of the matrix's own rows on its left side is the long one, unless it was
    # turned round when it was a triangle already.
    long = allocate_zeroed(a.dtype, (max(count, 0), m))
    short = allocate_zeroed(a.dtype, (size, size))
    if count >= 0:
        for k in range(n, count):
            long[k, k] = 1
        if is_turned and is_long:
            long[:n, :n] = v
            short[...] = u
            _reflect_lines(short, left, left_scales, 0)
            _reflect_lines(long[:n], right, right_scales, 1)
        else:
            long[:n, :n] = v if is_turned else u
            short[...] = u if is_turned else v
            _reflect_lines(long[:n] if is_long else long, left, left_scales, 0)
            _reflect_lines(short, right, right_scales, 1)
        _reflect_lines(long, first, first_scales, 0)
    return long, short


@jit
def _make_triangle(a, vectors, scales, work):
    """Makes the upper triangle of ``qr``, with nothing below it."""
    m, n = a.shape
    for k in range(n):
        vectors[k, k:] = a[k:, k]
        scale, rest = _make_reflection(vectors[k][k:])
        scales[k] = scale
        a[k, k] = rest
        a[k + 1 :, k] = 0
        _reflect_columns(a[k:, k + 1 :], vectors[k][k:], np.conj(scale), work)


@jit
def _adjoin(a):
    for i in range(len(a)):
        for j in range(i + 1):
            a[i, j], a[j, i] = np.conj(a[j, i]), np.conj(a[i, j])


@jit
def _make_bidiagonal(a, d, e, left, left_scales, right, right_scales, work):
    m, n = a.shape
    conjugate = allocate(a.dtype, (n,))
    for k in range(n):
        left[k, k:] = a[k:, k]
        scale, d[k] = _make_reflection(left[k][k:])
        left_scales[k] = scale
        if scale != 0:
            _reflect_columns(a[k:, k + 1 :], left[k][k:], np.conj(scale), work)
        if k + 1 < n:
            vector = right[k][k + 1 :]
            vector[...] = np.conj(a[k, k + 1 :])
            scale, e[k] = _make_reflection(vector)
            right_scales[k] = scale
            if scale != 0:
                conjugate[k + 1 :] = np.conj(vector)
                for i in range(k + 1, m):
                    _reflect_line(a[i][k + 1 :], conjugate[k + 1 :], scale)
