"""`numpy.linalg`: equations, inverses and determinants, by elimination with pivots, as LAPACK's
``getrf`` and ``potrf`` do it. Numbers are computed in double precision, and the result is of single
precision where all that is given is (NumPy's ``_commonType``)."""

from math import inf

import numpy as np
from numpy.linalg import LinAlgError

from pyjit import f64, jit
from pyjit.intrinsics import (
    Known,
    allocate,
    allocate_zeroed,
    cast,
    converted,
    dtype_of,
    linalg_result,
)
from pyjit.prelude.numpy_arrays_broadcast import _as_array
from pyjit.prelude.numpy_arrays_products import _check_stacks, _together
from pyjit.prelude.operators_reduce import elsewhere
from pyjit.prelude.operators_refused import not_compiled


@jit
def _check_matrix(a):
    if a.ndim < 2:
        raise LinAlgError(
            f"{a.ndim}-dimensional array given. Array must be at least two-dimensional"
        )


@jit
def _check_square(a):
    if a.ndim < 2:
        _check_matrix(a)
    elif a.shape[-1] != a.shape[-2]:
        raise LinAlgError("Last 2 dimensions of the array must be square")


@jit
def _one(a):
    """A one of the type in which a result for an array is given (``_commonType``)."""
    if isinstance(cast(a.dtype, 0), (np.float32, np.complex64)):
        return cast(a.dtype, 1)
    elif isinstance(cast(a.dtype, 0), np.complexfloating):
        return np.complex128(1)
    else:
        return np.float64(1)


@jit
def _copied_as(dtype: Known, a, lengths):
    """A copy in C order; matrices are repeated as often as there are some in a stack."""
    copied = allocate(dtype, lengths)
    copied[...] = converted(dtype, a)
    return copied


@jit
def _in_double(a):
    return _copied_as(dtype_of(_one(a) * np.float64(1)), a, a.shape)


@jit
def _given_as(dtype: Known, result):
    """What was computed in double precision, as a result has it."""
    if not isinstance(result, np.ndarray):
        return cast(dtype, result)
    elif result.dtype == dtype:
        return result
    else:
        return converted(dtype, result)


@jit
def _size_of(x):
    """What pivots are chosen by (``izamax``)."""
    if isinstance(x, np.complexfloating):
        return abs(x.real) + abs(x.imag)
    else:
        return abs(x)


@jit(boundscheck=False)
def _exchange(x, y):
    for j in range(len(x)):
        kept = x[j]
        x[j] = y[j]
        y[j] = kept


@jit(boundscheck=False)
def _subtract_from(x, factor, y):
    """Subtracts a multiple of a line from another one."""
    for j in range(len(x)):
        x[j] -= factor * y[j]


@jit(boundscheck=False)
def _eliminate(a, b):
    """Makes the two triangular factors of a matrix in its place, and exchanges and subtracts rows
    of another one alike. Returns whether an odd number of rows were exchanged, and whether all
    pivots are other than zero."""
    n = len(a)
    is_odd = False
    is_regular = True
    for k in range(n):
        pivot = k
        greatest = _size_of(a[k, k])
        for i in range(k + 1, n):
            size = _size_of(a[i, k])
            if size > greatest:
                greatest = size
                pivot = i
        if pivot != k:
            is_odd = not is_odd
            _exchange(a[k], a[pivot])
            _exchange(b[k], b[pivot])
        if a[k, k] == 0:
            is_regular = False
        else:
            reciprocal = 1 / a[k, k]
            for i in range(k + 1, n):
                factor = a[i, k] * reciprocal
                a[i, k] = factor
                _subtract_from(a[i][k + 1 :], factor, a[k][k + 1 :])
                _subtract_from(b[i], factor, b[k])
    return is_odd, is_regular


@jit(boundscheck=False)
def _substitute(a, b):
    """Solves by the upper of the factors, in the place of the right side."""
    for k in range(len(a) - 1, -1, -1):
        for j in range(b.shape[1]):
            b[k, j] /= a[k, k]
        for i in range(k):
            _subtract_from(b[i], a[i, k], b[k])


@jit
def _solve_in_place(a, b):
    if a.ndim == 2:
        is_odd, is_regular = _eliminate(a, b)
        if not is_regular:
            raise LinAlgError("Singular matrix")
        _substitute(a, b)
    else:
        for i in range(len(a)):
            _solve_in_place(a[i], b[i])


@jit
def inv(a):
    return _inv(_as_array(a))


@jit
def _inv(a):
    _check_square(a)
    if a.ndim < 2:
        return not_compiled()
    else:
        factors = _in_double(a)
        inverse = allocate_zeroed(factors.dtype, a.shape)
        _put_ones(inverse)
        _solve_in_place(factors, inverse)
        return _given_as(dtype_of(_one(a)), inverse)


@jit
def _put_ones(a):
    if a.ndim == 2:
        for i in range(len(a)):
            a[i, i] = 1
    else:
        for i in range(len(a)):
            _put_ones(a[i])


@jit
def solve(a, b):
    return _solve(_as_array(a), _as_array(b))


@jit
def _solve(a, b):
    _check_square(a)
    if a.ndim < 2:
        return not_compiled()
    elif b.ndim == 1:
        if len(b) != a.shape[-1]:
            raise ValueError(
                "solve1: Input operand 1 has a mismatch in its core dimension 0, with gufunc "
                f"signature (m,m),(m)->(m) (size {len(b)} is different from {a.shape[-1]})"
            )
        return _solved(a, b[:, None])[..., 0]
    else:
        if b.shape[-2] != a.shape[-1]:
            raise ValueError(
                "solve: Input operand 1 has a mismatch in its core dimension 0, with gufunc "
                f"signature (m,m),(m,n)->(m,n) (size {b.shape[-2]} is different from "
                f"{a.shape[-1]})"
            )
        return _solved(a, b)


@jit
def _solved(a, b):
    double = _one(a) * _one(b) * np.float64(1)
    if a.ndim == 2 and b.ndim == 2:
        left = _copied_as(dtype_of(double), a, a.shape)
        right = _copied_as(dtype_of(double), b, b.shape)
        _solve_in_place(left, right)
        return _given_as(dtype_of(_one(a) * _one(b)), right)
    else:
        _check_stacks(a, b)
        stack = _together(a.shape[:-2], b.shape[:-2])
        left = _copied_as(dtype_of(double), a, stack + a.shape[-2:])
        right = _copied_as(dtype_of(double), b, stack + b.shape[-2:])
        _solve_in_place(left, right)
        return _given_as(dtype_of(_one(a) * _one(b)), right)


@jit
def slogdet(a):
    return _slogdet(_as_array(a))


@jit
def _slogdet(a):
    _check_square(a)
    if a.ndim < 2:
        return not_compiled()
    else:
        factors = _in_double(a)
        if a.ndim == 2:
            sign, log = _sign_and_log(factors)
            return linalg_result(
                "SlogdetResult sign logabsdet",
                (_given_as(dtype_of(_one(a)), sign), _given_as(dtype_of(_one(a).real), log)),
            )
        else:
            signs = allocate(factors.dtype, a.shape[:-2])
            logs = allocate(np.float64, a.shape[:-2])
            _put_signs_and_logs(factors, signs, logs)
            return linalg_result(
                "SlogdetResult sign logabsdet",
                (_given_as(dtype_of(_one(a)), signs), _given_as(dtype_of(_one(a).real), logs)),
            )


@jit
def _put_signs_and_logs(a, signs, logs):
    if a.ndim == 3:
        for i in range(len(a)):
            signs[i], logs[i] = _sign_and_log(a[i])
    else:
        for i in range(len(a)):
            _put_signs_and_logs(a[i], signs[i], logs[i])


@jit
def _sign_and_log(a):
    """The sign of a determinant, and the logarithm of its absolute value (``slogdet`` of NumPy's
    ``umath_linalg.cpp``)."""
    is_odd, is_regular = _eliminate(a, a[:, :0])
    sign = cast(a.dtype, -1 if is_odd else 1)
    log = f64(0)
    if not is_regular:
        sign = cast(a.dtype, 0)
        log = f64(-inf)
    else:
        for i in range(len(a)):
            size = np.abs(a[i, i])
            if isinstance(cast(a.dtype, 0), np.complexfloating):
                sign *= a[i, i] / size
            elif a[i, i] < 0:
                sign = -sign
            log += np.log(size)
    return sign, log


@jit
def det(a):
    return _det(_as_array(a))


@jit
def _det(a):
    _check_square(a)
    if a.ndim < 2:
        return not_compiled()
    else:
        sign, log = _slogdet(_in_double(a))
        return _given_as(dtype_of(_one(a)), sign * np.exp(log))


@jit
def cholesky(a, /, *, upper: Known = False):
    return _cholesky(_as_array(a), upper)


@jit
def _cholesky(a, upper: Known):
    _check_square(a)
    if a.ndim < 2:
        return not_compiled()
    elif upper:
        factors = _in_double(np.swapaxes(a, -1, -2))
        _put_root(factors)
        return _given_as(dtype_of(_one(a)), np.swapaxes(factors, -1, -2).copy())
    else:
        factors = _in_double(a)
        _put_root(factors)
        return _given_as(dtype_of(_one(a)), factors)


@jit(boundscheck=False)
def _put_root(a):
    """Makes the lower triangular root of a matrix in its place, of which only that part counts."""
    if a.ndim > 2:
        for i in range(len(a)):
            _put_root(a[i])
    else:
        n = len(a)
        for i in range(n):
            for j in range(i + 1):
                total = a[i, j]
                for k in range(j):
                    total -= a[i, k] * np.conj(a[j, k])
                if i == j:
                    if total.real <= 0:
                        raise LinAlgError("Matrix is not positive definite")
                    a[i, i] = np.sqrt(total.real)
                else:
                    a[i, j] = total / a[j, j]
            for j in range(i + 1, n):
                a[i, j] = 0


@jit
def matrix_power(a, n):
    return _matrix_power(_as_array(a), n)


@jit
def _matrix_power(a, n):
    _check_square(a)
    if a.ndim < 2:
        return not_compiled()
    elif not isinstance(n, (int, np.integer, np.bool_)):
        return not_compiled()
    elif isinstance(cast(a.dtype, 0), np.inexact):
        if n < 0:
            return _raised(_inv(a), -int(n))
        return _raised(a, int(n))
    else:
        if n < 0:
            # The inverse is of floats.
            elsewhere()
        return _raised(a, int(n))


@jit
def _raised(a, n: int):
    if n == 0:
        ones = np.empty_like(a)
        ones[...] = np.eye(a.shape[-1], dtype=a.dtype)
        return ones
    if n == 1:
        return a
    if n == 3:
        return np.matmul(np.matmul(a, a), a)
    power = a
    while n % 2 == 0:
        power = np.matmul(power, power)
        n //= 2
    result = power
    n //= 2
    while n > 0:
        power = np.matmul(power, power)
        if n % 2 == 1:
            result = np.matmul(result, power)
        n //= 2
    return result
