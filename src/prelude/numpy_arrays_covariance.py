"""`numpy`: how much variables vary together."""

import numpy as np

from pyjit import f64, jit
from pyjit.intrinsics import Known, allocate, converted, joined_dtype
from pyjit.prelude.numpy_arrays_broadcast import _as_array, _in_two
from pyjit.prelude.operators_reduce import elsewhere
from pyjit.prelude.operators_refused import not_compiled


@jit
def _variables(a, rowvar: Known):
    """A row for each variable."""
    rows = _in_two(a)
    if not rowvar and a.ndim == 2:
        return rows.T
    else:
        return rows


@jit
def _more_variables(a, rowvar: Known):
    """The same of those that are given beside others, where one row is always one variable."""
    rows = _in_two(a)
    if rowvar:
        return rows
    elif a.ndim == 2:
        if len(rows) == 1:
            # It is not turned, which has another layout.
            elsewhere()
        return rows.T
    else:
        return rows


@jit
def _dtype_together(m, y, dtype: Known):
    """An array without elements of the type that is computed in."""
    if dtype is not None:
        return allocate(dtype, (0,))
    elif y is None:
        return allocate(joined_dtype((m, np.empty(0)), None), (0,))
    else:
        return allocate(joined_dtype((m, y, np.empty(0)), None), (0,))


@jit
def _together(m, y, rowvar: Known, dtype: Known):
    """A new array of all variables."""
    rows = converted(dtype, _variables(m, rowvar))
    if y is None:
        return np.array(rows)
    else:
        return np.concatenate((rows, converted(dtype, _more_variables(y, rowvar))), 0)


@jit
def _weights_of(weights, count: int, is_frequency: Known):
    if weights is None:
        return None
    elif not isinstance(weights, np.ndarray):
        return _weights_of(_as_array(weights), count, is_frequency)
    elif weights.ndim != 1:
        return not_compiled()
    else:
        numbers = np.asarray(weights, np.float64)
        if is_frequency:
            if not np.all(numbers == np.round(numbers)):
                raise TypeError("fweights must be integer")
            if len(numbers) != count:
                raise RuntimeError("incompatible numbers of samples and fweights")
            if np.any(numbers < 0):
                raise ValueError("fweights cannot be negative")
        else:
            if len(numbers) != count:
                raise RuntimeError("incompatible numbers of samples and aweights")
            if np.any(numbers < 0):
                raise ValueError("aweights cannot be negative")
        return numbers


@jit
def _lost(bias: Known, ddof):
    """How many degrees of freedom are lost."""
    if ddof is None:
        return 0 if bias else 1
    elif isinstance(ddof, (int, np.integer)):
        return ddof
    else:
        if ddof != int(ddof):
            raise ValueError("ddof must be integer")
        return ddof


@jit
def _scaled(c, degrees: float):
    """Divided by the degrees of freedom."""
    c *= np.true_divide(1.0, f64(degrees) if degrees > 0 else f64(0))
    return c


@jit
def _of_rows(x, w, fweights, aweights, ddof):
    if w is None:
        x -= np.mean(x, 1)[:, None]
        return _scaled(np.dot(x, np.conj(x.T)), float(x.shape[1] - ddof))
    else:
        mean, totals = np.average(x, 1, w, True)
        total = np.sum(w)
        x -= mean[:, None]
        c = np.dot(x, np.conj((x * w).T))
        if ddof == 0:
            return _scaled(c, float(total))
        elif aweights is None:
            return _scaled(c, float(total - ddof))
        else:
            return _scaled(c, float(total - ddof * np.sum(w * aweights) / total))


@jit
def _weighted(x, fweights, aweights, ddof):
    f = _weights_of(fweights, x.shape[1], True)
    a = _weights_of(aweights, x.shape[1], False)
    if a is None:
        return _of_rows(x, f, f, a, ddof)
    elif f is None:
        return _of_rows(x, a, f, a, ddof)
    else:
        # NumPy multiplies them where they are, which may be the caller's.
        f *= a
        return _of_rows(x, f, f, a, ddof)


@jit
def cov(
    m,
    y=None,
    rowvar: Known = True,
    bias: Known = False,
    ddof=None,
    fweights=None,
    aweights=None,
    *,
    dtype: Known = None,
):
    if not isinstance(m, np.ndarray):
        return cov(_as_array(m), y, rowvar, bias, ddof, fweights, aweights, dtype=dtype)
    elif y is not None and not isinstance(y, np.ndarray):
        return cov(m, _as_array(y), rowvar, bias, ddof, fweights, aweights, dtype=dtype)
    elif m.ndim > 2:
        raise ValueError("m has more than 2 dimensions")
    elif y is not None and y.ndim > 2:
        raise ValueError("y has more than 2 dimensions")
    else:
        lost = _lost(bias, ddof)
        x = _together(m, y, rowvar, _dtype_together(m, y, dtype).dtype)
        if len(_variables(m, rowvar)) == 0:
            # Of no variables it has no elements, whatever else there is.
            elsewhere()
        if m.ndim < 2 and y is None:
            return _weighted(x, fweights, aweights, lost)[0, 0, ...]
        else:
            if len(x) == 1:
                # An array without axes.
                elsewhere()
            return _weighted(x, fweights, aweights, lost)


@jit
def _limit(part):
    np.clip(part, -1, 1, out=part)


@jit
def corrcoef(x, y=None, rowvar: Known = True, *, dtype: Known = None):
    c = cov(x, y, rowvar, dtype=dtype)
    if c.ndim == 0:
        return np.true_divide(c[()], c[()])
    else:
        deviations = np.sqrt(np.diag(c).real)
        c /= deviations[:, None]
        c /= deviations[None, :]
        if np.iscomplexobj(c):
            _limit(c.real)
            _limit(c.imag)
        else:
            _limit(c)
        return c
