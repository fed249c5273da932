"""`numpy`: products of vectors and matrices."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import allocate_zeroed, dtype_of
from pyjit.prelude.operators_refused import not_compiled


@jit
def dot(a, b):
    if a.ndim == 1 and b.ndim == 1:
        if len(a) != len(b):
            raise ValueError(
                f"shapes ({len(a)},) and ({len(b)},) not aligned: "
                f"{len(a)} (dim 0) != {len(b)} (dim 0)"
            )
        return _product_of_lines(a, b)
    elif a.ndim == 2 and b.ndim == 1:
        n, m = a.shape
        if m != len(b):
            raise ValueError(
                f"shapes ({n},{m}) and ({len(b)},) not aligned: {m} (dim 1) != {len(b)} (dim 0)"
            )
        product = _for_product(a, b, (n,))
        for i in range(n):
            product[i] = _product_of_lines(a[i], b)
        return product
    elif a.ndim == 1 and b.ndim == 2:
        n, m = b.shape
        if len(a) != n:
            raise ValueError(
                f"shapes ({len(a)},) and ({n},{m}) not aligned: {len(a)} (dim 0) != {n} (dim 0)"
            )
        product = _for_product(a, b, (m,))
        for k in range(n):
            for j in range(m):
                product[j] += a[k] * b[k, j]
        return product
    elif a.ndim == 2 and b.ndim == 2:
        n, m = a.shape
        k, p = b.shape
        if m != k:
            raise ValueError(
                f"shapes ({n},{m}) and ({k},{p}) not aligned: {m} (dim 1) != {k} (dim 0)"
            )
        product = _for_product(a, b, (n, p))
        _multiply(a, b, product)
        return product
    else:
        return not_compiled()


@jit(boundscheck=False)
def _multiply(a, b, product):
    """Adds rows of one matrix to rows of the product, a block of them at a time, so that they stay
    near the processor."""
    n, m = a.shape
    p = b.shape[1]
    for first in range(0, m, 64):
        end = first + 64 if first + 64 < m else m
        for i in range(n):
            for k in range(first, end):
                factor = a[i, k]
                for j in range(p):
                    product[i, j] += factor * b[k, j]


@jit
def _for_product(a, b, lengths):
    return allocate_zeroed(dtype_of(a.dtype.type(0) * b.dtype.type(0)), lengths)


@jit(fastmath={"reassoc", "contract"})
def _product_of_lines(a, b):
    """The order of the sum is left to the processor, as BLAS leaves it."""
    total = a.dtype.type(0) * b.dtype.type(0)
    for i in range(len(a)):
        total += a[i] * b[i]
    return total


@jit
def inner(a, b, /):
    if a.ndim == 1 and b.ndim == 1:
        return dot(a, b)
    else:
        return not_compiled()


@jit
def outer(a, b):
    return a.ravel()[:, None] * b.ravel()[None, :]


@jit
def vdot(a, b, /):
    x = a.ravel()
    y = b.ravel()
    if len(x) != len(y):
        raise ValueError(f"cannot reshape array of size {len(y)} into shape ({len(x)},)")
    return dot(np.conj(x), y)


@jit
def matmul(x1, x2, /):
    k = x1.shape[x1.ndim - 1]
    if k != x2.shape[0]:
        raise ValueError(
            "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature "
            f"(n?,k),(k,m?)->(n?,m?) (size {x2.shape[0]} is different from {k})"
        )
    return np.dot(x1, x2)
