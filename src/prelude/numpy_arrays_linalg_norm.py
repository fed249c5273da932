"""`numpy.linalg`: norms of vectors and matrices (NumPy's ``_linalg.py``)."""

from math import inf

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known, at_axes, cast, converted
from pyjit.prelude.numpy_arrays_broadcast import _as_array
from pyjit.prelude.numpy_arrays_linalg_svd import _singular_values
from pyjit.prelude.numpy_arrays_products import _product_of_lines
from pyjit.prelude.operators_refused import not_compiled


@jit
def norm(x, ord: Known = None, axis: Known = None, keepdims: Known = False):
    return _norm_of(_as_array(x), ord, axis, keepdims)


@jit
def _norm_of(x, ord: Known, axis: Known, keepdims: Known):
    if isinstance(cast(x.dtype, 0), np.inexact):
        return _norm(x, ord, axis, keepdims)
    else:
        return _norm(converted(np.float64, x), ord, axis, keepdims)


@jit
def _norm(x, ord: Known, axis: Known, keepdims: Known):
    if axis is None:
        if ord is None:
            return _kept(_root_of_squares(np.ravel(x, "K")), x, keepdims)
        elif isinstance(ord, str) and x.ndim == 2 and ord != "nuc":
            if ord == "fro" or ord == "f":
                return _kept(_root_of_squares(np.ravel(x, "K")), x, keepdims)
            else:
                return not_compiled()
        elif x.ndim == 1:
            return _of_vectors(x, ord, 0, keepdims)
        elif x.ndim == 2:
            return _of_matrices(x, ord, 0, 1, keepdims)
        else:
            return not_compiled()
    elif isinstance(axis, tuple):
        if len(axis) == 1:
            return _of_vectors(x, ord, axis[0], keepdims)
        elif len(axis) == 2:
            return _of_matrices(x, ord, axis[0], axis[1], keepdims)
        else:
            return not_compiled()
    else:
        return _of_vectors(x, ord, axis, keepdims)


@jit
def _kept(number, x, keepdims: Known):
    """A number, or an array of it with as many axes as another one."""
    if keepdims:
        return np.full(at_axes(x.shape, None, 1), number)
    else:
        return number


@jit
def _root_of_squares(line):
    if isinstance(cast(line.dtype, 0), np.complexfloating):
        real = line.real
        imag = line.imag
        return np.sqrt(_product_of_lines(real, real) + _product_of_lines(imag, imag))
    else:
        return np.sqrt(_product_of_lines(line, line))


@jit
def _squares(x):
    if isinstance(cast(x.dtype, 0), np.complexfloating):
        return (np.conj(x) * x).real
    else:
        return x * x


@jit
def _of_vectors(x, ord: Known, axis: Known, keepdims: Known):
    if ord is None:
        return np.sqrt(np.sum(_squares(x), axis=axis, keepdims=keepdims))
    elif isinstance(ord, str):
        return not_compiled()
    elif ord == inf:
        return np.max(np.abs(x), axis=axis, keepdims=keepdims, initial=0)
    elif ord == -inf:
        return np.min(np.abs(x), axis=axis, keepdims=keepdims)
    elif ord == 0:
        return np.sum(converted(x.real.dtype, x != 0), axis=axis, keepdims=keepdims)
    elif ord == 1:
        return np.sum(np.abs(x), axis=axis, keepdims=keepdims)
    elif x.ndim == 1 and ord == 2:
        return _kept(_root_of_squares(x), x, keepdims)
    elif ord == 2:
        return np.sqrt(np.sum(_squares(x), axis=axis, keepdims=keepdims))
    else:
        total = np.sum(np.abs(x) ** ord, axis=axis, keepdims=keepdims)
        return total ** (cast(x.real.dtype, 1) / cast(x.real.dtype, ord))


@jit
def _of_matrices(x, ord: Known, row: Known, column: Known, keepdims: Known):
    if row < 0:
        return _of_matrices(x, ord, row + x.ndim, column, keepdims)
    elif column < 0:
        return _of_matrices(x, ord, row, column + x.ndim, keepdims)
    elif row == column:
        return not_compiled()
    elif ord is None:
        return np.sqrt(np.sum(_squares(x), axis=(row, column), keepdims=keepdims))
    elif isinstance(ord, str):
        if ord == "fro" or ord == "f":
            return np.sqrt(np.sum(_squares(x), axis=(row, column), keepdims=keepdims))
        elif ord == "nuc":
            values = _values_of(x, row, column)
            return _with_both(np.sum(values, axis=-1), x, row, column, keepdims)
        else:
            return not_compiled()
    elif ord == 1:
        return _extreme(x, "max", row, column, keepdims)
    elif ord == inf:
        return _extreme(x, "max", column, row, keepdims)
    elif ord == -1:
        return _extreme(x, "min", row, column, keepdims)
    elif ord == -inf:
        return _extreme(x, "min", column, row, keepdims)
    elif ord == 2:
        values = _values_of(x, row, column)
        return _with_both(np.max(values, axis=-1, initial=0), x, row, column, keepdims)
    elif ord == -2:
        values = _values_of(x, row, column)
        return _with_both(np.min(values, axis=-1), x, row, column, keepdims)
    else:
        raise ValueError("Invalid norm order for matrices.")


@jit
def _values_of(x, row: Known, column: Known):
    """The singular values of matrices, in their precision."""
    return converted(x.real.dtype, _singular_values(np.moveaxis(x, (row, column), (-2, -1))))


@jit
def _with_both(norms, x, row: Known, column: Known, keepdims: Known):
    """Norms with the axes of the matrices, if they are to be kept."""
    if x.ndim == 2:
        return _kept(norms, x, keepdims)
    elif keepdims:
        return np.reshape(norms, at_axes(x.shape, (row, column), 1))
    else:
        return norms


@jit
def _extreme(x, op: Known, summed: Known, other: Known, keepdims: Known):
    """The greatest or the least of the sums along one axis of each matrix."""
    if op == "max":
        sums = np.sum(np.abs(x), axis=summed, keepdims=True)
        return np.max(sums, axis=(summed, other), keepdims=keepdims, initial=0)
    else:
        sums = np.sum(np.abs(x), axis=summed, keepdims=True)
        return np.min(sums, axis=(summed, other), keepdims=keepdims)
