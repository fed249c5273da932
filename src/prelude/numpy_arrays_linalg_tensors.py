"""`numpy.linalg`: equations of tensors, products of several matrices, and the array API's names."""

import numpy as np
from numpy.linalg import LinAlgError

from pyjit import jit
from pyjit.intrinsics import Known
from pyjit.prelude.numpy_arrays_broadcast import _as_array, _as_arrays
from pyjit.prelude.numpy_arrays_linalg import _inv, _solve
from pyjit.prelude.numpy_arrays_linalg_norm import _norm_of
from pyjit.prelude.operators_refused import not_compiled


@jit
def tensorsolve(a, b, axes: Known = None):
    return _tensorsolve(_as_array(a), _as_array(b), axes)


@jit
def _tensorsolve(a, b, axes: Known):
    if axes is not None or a.ndim <= b.ndim:
        return not_compiled()
    else:
        shape = a.shape[b.ndim :]
        size = _count_of(shape)
        if a.size != size * size:
            raise LinAlgError(
                "Input arrays must satisfy the requirement             "
                "prod(a.shape[b.ndim:]) == prod(a.shape[:b.ndim])"
            )
        return np.reshape(_solve(np.reshape(a, (size, size)), np.ravel(b)), shape)


@jit
def _count_of(shape):
    count = 1
    for length in shape:
        count *= length
    return count


@jit
def tensorinv(a, ind: Known = 2):
    return _tensorinv(_as_array(a), ind)


@jit
def _tensorinv(a, ind: Known):
    if ind <= 0:
        raise ValueError("Invalid ind argument.")
    elif ind >= a.ndim:
        return not_compiled()
    else:
        rest = a.shape[ind:]
        inverse = _inv(np.reshape(a, (_count_of(rest), -1)))
        return np.reshape(inverse, rest + a.shape[:ind])


@jit
def multi_dot(arrays):
    return _multi_dot(_as_arrays(arrays))


@jit
def _multi_dot(arrays):
    if isinstance(arrays, list):
        return not_compiled()
    elif len(arrays) < 2:
        raise ValueError("Expecting at least two arrays.")
    elif len(arrays) == 2:
        return np.dot(arrays[0], arrays[1])
    elif arrays[0].ndim == 1:
        product = _multi_dot((arrays[0][None, :],) + arrays[1:])
        if product.ndim == 2:
            return np.ravel(product)
        else:
            return product[0]
    elif arrays[-1].ndim == 1:
        return np.ravel(_multi_dot(arrays[:-1] + (arrays[-1][:, None],)))
    elif arrays[0].ndim != 2 or arrays[1].ndim != 2:
        return not_compiled()
    elif arrays[-2].ndim != 2 or arrays[-1].ndim != 2:
        return not_compiled()
    elif len(arrays) == 3:
        a, b, c = arrays
        m, k = a.shape
        n, p = c.shape
        if m * n * (k + p) < k * p * (m + n):
            return np.dot(np.dot(a, b), c)
        return np.dot(a, np.dot(b, c))
    else:
        # From that end where less is to be computed.
        if _cost_from_left(arrays, len(arrays[0])) < _cost_from_right(arrays, arrays[-1].shape[1]):
            return _multi_dot((np.dot(arrays[0], arrays[1]),) + arrays[2:])
        return _multi_dot(arrays[:-2] + (np.dot(arrays[-2], arrays[-1]),))


@jit
def _cost_from_left(arrays, rows: int) -> int:
    if len(arrays) == 1:
        return 0
    else:
        return rows * arrays[1].size + _cost_from_left(arrays[1:], rows)


@jit
def _cost_from_right(arrays, columns: int) -> int:
    if len(arrays) == 1:
        return 0
    else:
        return arrays[0].size * columns + _cost_from_right(arrays[1:], columns)


@jit
def outer(x1, x2, /):
    return _outer(_as_array(x1), _as_array(x2))


@jit
def _outer(x1, x2):
    if x1.ndim != 1 or x2.ndim != 1:
        raise ValueError(
            "Input arrays must be one-dimensional, but they are "
            f"x1.ndim={x1.ndim} and x2.ndim={x2.ndim}."
        )
    else:
        return np.outer(x1, x2)


@jit
def cross(x1, x2, /, *, axis: Known = -1):
    return _cross(_as_array(x1), _as_array(x2), axis)


@jit
def _cross(x1, x2, axis: Known):
    if x1.shape[axis] != 3 or x2.shape[axis] != 3:
        raise ValueError(
            "Both input arrays must be (arrays of) 3-dimensional vectors, "
            f"but they are {x1.shape[axis]} and {x2.shape[axis]} "
            "dimensional instead."
        )
    return np.cross(x1, x2, axis=axis)


@jit
def matmul(x1, x2, /):
    return np.matmul(x1, x2)


@jit
def tensordot(x1, x2, /, *, axes: Known = 2):
    return np.tensordot(x1, x2, axes)


@jit
def diagonal(x, /, *, offset=0):
    return _diagonal(_as_array(x), offset)


@jit
def _diagonal(x, offset):
    if x.ndim < 2:
        return not_compiled()
    else:
        return np.diagonal(x, offset, -2, -1)


@jit
def trace(x, /, *, offset=0, dtype: Known = None):
    return _trace(_as_array(x), offset, dtype)


@jit
def _trace(x, offset, dtype: Known):
    if x.ndim < 2:
        return not_compiled()
    else:
        return np.trace(x, offset, -2, -1, dtype)


@jit
def matrix_transpose(x, /):
    return _matrix_transpose(_as_array(x))


@jit
def _matrix_transpose(x):
    if x.ndim < 2:
        raise ValueError(f"Input array must be at least 2-dimensional, but it is {x.ndim}")
    else:
        return np.swapaxes(x, -1, -2)


@jit
def matrix_norm(x, /, *, keepdims: Known = False, ord: Known = "fro"):
    return _matrix_norm(_as_array(x), keepdims, ord)


@jit
def _matrix_norm(x, keepdims: Known, ord: Known):
    if x.ndim < 2:
        return not_compiled()
    else:
        return _norm_of(x, ord, (-2, -1), keepdims)


@jit
def vector_norm(x, /, *, axis: Known = None, keepdims: Known = False, ord: Known = 2):
    return _vector_norm(_as_array(x), axis, keepdims, ord)


@jit
def _vector_norm(x, axis: Known, keepdims: Known, ord: Known):
    if axis is None and not keepdims:
        return _norm_of(np.ravel(x), ord, 0, False)
    elif axis is None or isinstance(axis, tuple):
        return not_compiled()
    else:
        return _norm_of(x, ord, axis, keepdims)


@jit
def vecdot(x1, x2, /, *, axis: Known = -1):
    return _vecdot(_as_array(x1), _as_array(x2), axis)


@jit
def _vecdot(x1, x2, axis: Known):
    if x1.ndim == 0 or x2.ndim == 0:
        return not_compiled()
    elif axis != -1:
        return _vecdot(np.moveaxis(x1, axis, -1), np.moveaxis(x2, axis, -1), -1)
    else:
        if x1.shape[-1] != x2.shape[-1]:
            raise ValueError(
                "vecdot: Input operand 1 has a mismatch in its core dimension 0, with gufunc "
                f"signature (n),(n)->() (size {x2.shape[-1]} is different from {x1.shape[-1]})"
            )
        return np.matmul(np.conj(x1)[..., None, :], x2[..., :, None])[..., 0, 0]
