"""`numpy.linalg`: singular values, and the eigenvalues of symmetric matrices, by the rotations of
Jacobi, which leave no more than the last bits to chance; and what is made of them.

Vectors that belong to them are left out: their signs are those of LAPACK's algorithms.
"""

from math import hypot, inf, sqrt

import numpy as np
from numpy.linalg import LinAlgError

from pyjit import f64, i64, jit
from pyjit.intrinsics import Known, allocate, allocate_zeroed, cast, converted, dtype_of
from pyjit.prelude.numpy_arrays_broadcast import _as_array
from pyjit.prelude.numpy_arrays_linalg import _check_square, _given_as, _in_double, _one
from pyjit.prelude.operators_reduce import elsewhere
from pyjit.prelude.operators_refused import not_compiled

# How many rounds there are at most; ten are many.
ROUNDS = 60
EPSILON = 2.220446049250313e-16
EPSILON_OF_SINGLE = 1.1920928955078125e-07


@jit
def _greatest_size(a):
    """The greatest absolute value, which is finite."""
    greatest = 0.0
    for i in range(len(a)):
        for j in range(a.shape[1]):
            size = float(np.abs(a[i, j]))
            if size != size or size == inf:
                # What LAPACK makes of it, or that it fails.
                elsewhere()
            greatest = max(greatest, size)
    return greatest


@jit(boundscheck=False)
def _make_orthogonal(rows, turned):
    """Turns rows until each two are orthogonal, and the rows of another matrix alike (Hestenes)."""
    n = len(rows)
    for _ in range(ROUNDS):
        is_done = True
        for p in range(n - 1):
            for q in range(p + 1, n):
                alpha = _square_of(rows[p])
                beta = _square_of(rows[q])
                gamma = _product_of(rows[p], rows[q])
                size = float(np.abs(gamma))
                if size > 0.0 and size > EPSILON * sqrt(alpha) * sqrt(beta):
                    is_done = False
                    zeta = (beta - alpha) / (2.0 * size)
                    tangent = 1.0 / (abs(zeta) + hypot(1.0, zeta))
                    if zeta < 0.0:
                        tangent = -tangent
                    cosine = 1.0 / hypot(1.0, tangent)
                    phase = np.conj(gamma) / size
                    _turn(rows[p], rows[q], cosine, cosine * tangent, phase)
                    _turn(turned[p], turned[q], cosine, cosine * tangent, phase)
        if is_done:
            break


@jit(boundscheck=False)
def _turn(p, q, cosine: float, sine: float, phase):
    for j in range(len(p)):
        x = p[j]
        y = q[j] * phase
        p[j] = cosine * x - sine * y
        q[j] = sine * x + cosine * y


@jit(boundscheck=False, fastmath={"reassoc", "contract"})
def _square_of(line):
    """The square of its length. The order of the sum is left to the processor."""
    total = f64(0)
    for i in range(len(line)):
        total += (np.conj(line[i]) * line[i]).real
    return float(total)


@jit(boundscheck=False, fastmath={"reassoc", "contract"})
def _product_of(x, y):
    total = cast(x.dtype, 0)
    for i in range(len(x)):
        total += np.conj(x[i]) * y[i]
    return total


@jit
def _lengths_of(rows):
    lengths = allocate(np.float64, (len(rows),))
    for i in range(len(rows)):
        lengths[i] = sqrt(_square_of(rows[i]))
    return lengths


@jit
def _scaled(a, scale: float):
    """The columns of a matrix as rows, or its rows where there are fewer of them."""
    if len(a) >= a.shape[1]:
        rows = _in_double(a.T)
        rows /= scale
        return rows
    rows = _in_double(a)
    rows /= scale
    return rows


@jit
def _singular_values(a):
    """In double precision, the greatest first."""
    greatest = _greatest_size(a)
    scale = greatest if greatest > 0.0 else 1.0
    rows = _scaled(a, scale)
    _make_orthogonal(rows, rows[:, :0])
    values = np.sort(_lengths_of(rows)) * scale
    return values[::-1].copy()


@jit
def svdvals(x, /):
    return _svdvals(_as_array(x))


@jit
def _svdvals(a):
    if a.ndim != 2:
        return not_compiled()
    else:
        return _given_as(dtype_of(_one(a).real), _singular_values(a))


@jit
def svd(a, full_matrices: Known = True, compute_uv: Known = True, hermitian: Known = False):
    if compute_uv or hermitian:
        return not_compiled()
    else:
        return _svdvals(_as_array(a))


@jit
def matrix_rank(A, tol=None, hermitian: Known = False, *, rtol=None):
    return _matrix_rank(_as_array(A), tol, hermitian, rtol)


@jit
def _matrix_rank(a, tol, hermitian: Known, rtol):
    if a.ndim > 2 or hermitian:
        return not_compiled()
    elif tol is not None and rtol is not None:
        return not_compiled()
    elif a.ndim == 1:
        return int(not np.all(a == 0))
    else:
        values = _svdvals(a)
        if tol is not None:
            return i64(np.count_nonzero(values > tol))
        elif rtol is not None:
            return i64(np.count_nonzero(values > np.max(values, initial=0) * rtol))
        else:
            epsilon = EPSILON if values.dtype == np.float64 else EPSILON_OF_SINGLE
            part = max(len(a), a.shape[1]) * cast(values.dtype, epsilon)
            return i64(np.count_nonzero(values > np.max(values, initial=0) * part))


@jit
def eigvalsh(a, UPLO: Known = "L"):
    return _eigvalsh(_as_array(a), UPLO)


@jit
def _eigvalsh(a, UPLO: Known):
    if a.ndim != 2:
        return not_compiled()
    elif UPLO != "L" and UPLO != "U":
        return not_compiled()
    else:
        _check_square(a)
        whole = _in_double(a)
        n = len(a)
        for i in range(n):
            for j in range(i):
                if UPLO == "L":
                    whole[j, i] = np.conj(whole[i, j])
                else:
                    whole[i, j] = np.conj(whole[j, i])
        return _given_as(dtype_of(_one(a).real), _eigenvalues(whole))


@jit
def _eigenvalues(a):
    """Of a symmetric matrix, the least first; of a Hermitian one by way of a symmetric one that has
    each of them twice."""
    n = len(a)
    if isinstance(cast(a.dtype, 0), np.complexfloating):
        real = allocate(np.float64, (2 * n, 2 * n))
        for i in range(n):
            for j in range(n):
                x = a[i, j] if i != j else a[i, j].real + 0j * a[i, j].real
                real[i, j] = x.real
                real[n + i, n + j] = x.real
                real[i, n + j] = -x.imag
                real[n + i, j] = x.imag
        return _eigenvalues(real)[::2].copy()
    else:
        _diagonalise(a)
        values = allocate(np.float64, (n,))
        for i in range(n):
            values[i] = a[i, i]
        return np.sort(values)


@jit(boundscheck=False)
def _diagonalise(a):
    n = len(a)
    for i in range(n):
        for j in range(n):
            if a[i, j] != a[i, j] or abs(a[i, j]) == inf:
                elsewhere()
    for _ in range(ROUNDS):
        is_done = True
        for p in range(n - 1):
            for q in range(p + 1, n):
                size = abs(a[p, q])
                if size > 0.0 and abs(a[p, p]) + size * 0.01 != abs(a[p, p]):
                    is_done = False
                    theta = (a[q, q] - a[p, p]) / (2.0 * a[p, q])
                    tangent = 1.0 / (abs(theta) + sqrt(theta * theta + 1.0))
                    if theta < 0.0:
                        tangent = -tangent
                    cosine = 1.0 / sqrt(tangent * tangent + 1.0)
                    sine = tangent * cosine
                    _turn(a[p], a[q], cosine, sine, 1.0)
                    for i in range(n):
                        x = a[i, p]
                        y = a[i, q]
                        a[i, p] = cosine * x - sine * y
                        a[i, q] = sine * x + cosine * y
        if is_done:
            break


@jit
def _pseudo_inverse(a, limit: float):
    """The pseudo-inverse in double precision, without singular values up to a part of the greatest;
    and these values."""
    greatest = _greatest_size(a)
    scale = greatest if greatest > 0.0 else 1.0
    is_wide = len(a) < a.shape[1]
    rows = _scaled(a, scale)
    n = len(rows)
    m = rows.shape[1]
    turned = allocate_zeroed(rows.dtype, (n, n))
    for i in range(n):
        turned[i, i] = 1
    _make_orthogonal(rows, turned)
    values = _lengths_of(rows)
    least = limit * np.max(values, initial=0)
    inverse = allocate_zeroed(rows.dtype, (m, n) if is_wide else (n, m))
    for k in range(n):
        if values[k] > least:
            for i in range(n):
                for j in range(m):
                    x = turned[k, i] / values[k]
                    y = np.conj(rows[k, j]) / values[k]
                    if is_wide:
                        inverse[j, i] += np.conj(np.conj(x) * np.conj(y)) / scale
                    else:
                        inverse[i, j] += x * y / scale
    return inverse, np.sort(values)[::-1] * scale


@jit
def pinv(a, rcond=None, hermitian: Known = False):
    return _pinv(_as_array(a), rcond, hermitian)


@jit
def _pinv(a, rcond, hermitian: Known):
    if a.ndim != 2 or hermitian:
        return not_compiled()
    elif rcond is None:
        inverse, _ = _pseudo_inverse(a, 1e-15)
        return _given_as(dtype_of(_one(a)), inverse)
    else:
        inverse, _ = _pseudo_inverse(a, float(rcond))
        return _given_as(dtype_of(_one(a)), inverse)


@jit
def lstsq(a, b, rcond=None):
    return _lstsq(_as_array(a), _as_array(b), rcond)


@jit
def _lstsq(a, b, rcond):
    if a.ndim != 2 or b.ndim > 2:
        return not_compiled()
    elif b.ndim == 1:
        x, rest, rank, values = _lstsq(a, b[:, None], rcond)
        return x[:, 0].copy(), rest, rank, values
    else:
        m, n = a.shape
        if len(b) != m:
            raise LinAlgError("Incompatible dimensions")
        limit = EPSILON * max(n, m) if rcond is None else float(rcond)
        if limit < 0.0:
            limit = EPSILON
        inverse, values = _pseudo_inverse(a, limit)
        rank = 0
        for value in values:
            if value > limit * values[0]:
                rank += 1
        one = _one(a) * _one(b)
        right = converted(dtype_of(one * np.float64(1)), b)
        x = np.dot(inverse, right)
        rest = allocate_zeroed(np.float64, (b.shape[1] if rank == n and m > n else 0,))
        if len(rest) > 0:
            missing = right - np.dot(_in_double(a), x)
            for i in range(m):
                for j in range(len(rest)):
                    rest[j] += float((np.conj(missing[i, j]) * missing[i, j]).real)
        return (
            _given_as(dtype_of(one), x),
            _given_as(dtype_of(one.real), rest),
            np.int32(rank),
            _given_as(dtype_of(one.real), values),
        )
