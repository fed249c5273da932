"""`numpy`: polynomials as arrays of their coefficients, the highest power first (NumPy's
``_polynomial_impl.py``)."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known, cast
from pyjit.prelude.numpy_arrays_broadcast import _as_array, _in_one
from pyjit.prelude.numpy_arrays_linalg_values import lstsq
from pyjit.prelude.operators_reduce import elsewhere
from pyjit.prelude.operators_refused import not_compiled


@jit
def _coefficients(p):
    """A line of numbers."""
    line = _in_one(_as_array(p))
    if line.ndim != 1:
        return not_compiled()
    elif isinstance(cast(line.dtype, 0), np.bool_):
        return not_compiled()
    else:
        return line


@jit
def _behind_zeros(p, count: int):
    longer = np.zeros(count + len(p), p.dtype)
    longer[count:] = p
    return longer


@jit
def polyadd(a1, a2):
    return _added(_coefficients(a1), _coefficients(a2))


@jit
def _added(left, right):
    if len(left) < len(right):
        return _behind_zeros(left, len(right) - len(left)) + right
    return left + _behind_zeros(right, len(left) - len(right))


@jit
def polysub(a1, a2):
    return _less(_coefficients(a1), _coefficients(a2))


@jit
def _less(left, right):
    if len(left) < len(right):
        return _behind_zeros(left, len(right) - len(left)) - right
    return left - _behind_zeros(right, len(left) - len(right))


@jit
def _trimmed(p):
    """Without leading zeros; of nothing else one zero is left."""
    first = 0
    while first < len(p) and p[first] == 0:
        first += 1
    if first == len(p):
        return np.zeros(1, p.dtype)
    return p[first:].copy()


@jit
def polymul(a1, a2):
    return np.convolve(_trimmed(_coefficients(a1)), _trimmed(_coefficients(a2)))


@jit
def polyder(p, m: Known = 1):
    if m < 0:
        raise ValueError("Order of derivative must be positive (see polyint)")
    elif m == 0:
        return _coefficients(p)
    else:
        line = _coefficients(p)
        # Of no coefficients NumPy makes a count that is not negative, which does not fit.
        if len(line) == 0:
            elsewhere()
        return polyder(line[:-1] * np.arange(len(line) - 1, 0, -1), m - 1)


@jit
def polyint(p, m: Known = 1, k: Known = None):
    if k is not None:
        return not_compiled()
    elif m < 0:
        raise ValueError("Order of integral must be positive (see polyder)")
    elif m == 0:
        return _coefficients(p)
    else:
        line = _coefficients(p)
        divided = line / np.arange(len(line), 0, -1)
        return polyint(np.concatenate((divided, np.zeros(1))), m - 1)


@jit
def poly(seq_of_zeros):
    zeros = _coefficients(seq_of_zeros)
    if isinstance(cast(zeros.dtype, 0), np.complexfloating):
        # Where they come in pairs NumPy gives real numbers.
        return not_compiled()
    elif isinstance(cast(zeros.dtype, 0), np.floating):
        if len(zeros) == 0:
            elsewhere()  # a number
        return _with_zeros(zeros)
    else:
        if len(zeros) == 0:
            elsewhere()
        return _with_zeros(zeros.astype(np.float64))


@jit
def _with_zeros(zeros):
    product = np.ones(1, zeros.dtype)
    factor = np.ones(2, zeros.dtype)
    for zero in zeros:
        factor[1] = -zero
        product = np.convolve(product, factor)
    return product


@jit
def polyfit(
    x,
    y,
    deg: int,
    rcond: Known = None,
    full: Known = False,
    w: Known = None,
    cov: Known = False,
):
    if rcond is not None or full or w is not None or cov:
        return not_compiled()
    else:
        points, values = _as_array(x) + 0.0, _as_array(y) + 0.0
        if points.ndim != 1 or values.ndim > 2 or values.ndim < 1:
            # NumPy raises TypeError.
            return not_compiled()
        else:
            if deg < 0:
                raise ValueError("expected deg >= 0")
            if len(points) == 0:
                raise TypeError("expected non-empty vector for x")
            if len(points) != len(values):
                raise TypeError("expected x and y to have same length")
            return _fitted(points, values, deg)


@jit
def _fitted(points, values, deg: int):
    powers = np.vander(points, deg + 1)
    scale = np.sqrt((powers * powers).sum(axis=0))
    powers /= scale
    found, _, rank, _ = lstsq(powers, values, len(points) * np.finfo(points.dtype).eps)
    if rank != deg + 1:
        elsewhere()  # for NumPy's warning
    return (found.T / scale).T
