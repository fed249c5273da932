"""`numpy`: products of vectors and matrices."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import (
    Known,
    allocate_zeroed,
    cast,
    converted,
    dtype_of,
    shape_text,
    view_of,
    without_axes,
)
from pyjit.prelude.numpy_arrays import _with_axes
from pyjit.prelude.numpy_arrays_broadcast import _as_array
from pyjit.prelude.operators_refused import not_compiled

# Products of so many complex numbers are taken one by one.
FEW = 4096


@jit
def dot(a, b):
    if not isinstance(a, np.ndarray) or not isinstance(b, np.ndarray):
        return _strong(a) * _strong(b)
    elif a.dtype == np.bool_ and b.dtype == np.bool_:
        return _as_truth(dot(converted(np.int64, a), converted(np.int64, b)))
    elif a.ndim == 1 and b.ndim == 1:
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
    elif b.ndim == 1:
        k = a.shape[-1]
        if k != len(b):
            raise ValueError(
                f"shapes {shape_text(a.shape)} and {shape_text(b.shape)} not aligned: "
                f"{k} (dim {a.ndim - 1}) != {len(b)} (dim 0)"
            )
        rows = np.reshape(a, (_product_of(a.shape[:-1]), k))
        return np.reshape(dot(rows, b), a.shape[:-1])
    else:
        k = a.shape[-1]
        n = b.shape[-2]
        if k != n:
            raise ValueError(
                f"shapes {shape_text(a.shape)} and {shape_text(b.shape)} not aligned: "
                f"{k} (dim {a.ndim - 1}) != {n} (dim {b.ndim - 2})"
            )
        rest = b.shape[:-2] + b.shape[-1:]
        rows = np.reshape(a, (_product_of(a.shape[:-1]), k))
        columns = np.reshape(np.moveaxis(b, -2, 0), (n, _product_of(rest)))
        return np.reshape(dot(rows, columns), a.shape[:-1] + rest)


@jit
def _as_truth(counts):
    """Sums of products of truth values: whether there is one."""
    if isinstance(counts, np.ndarray):
        return converted(np.bool_, counts)
    else:
        return cast(np.bool_, counts)


@jit
def _strong(x):
    """A number as one of NumPy's."""
    if isinstance(x, np.ndarray):
        return x
    else:
        return cast(dtype_of(x), x)


@jit
def _product_of(lengths):
    product = 1
    for length in lengths:
        product *= length
    return product


@jit
def _multiply(a, b, product):
    if isinstance(cast(a.dtype, 0), np.complexfloating) and a.dtype == b.dtype:
        if product.size * a.shape[1] < FEW:
            _multiply_lines(a, b, product)
        else:
            _multiply_parts(a, b, product)
    else:
        _multiply_lines(a, b, product)


@jit
def _multiply_parts(a, b, product):
    """Real and imaginary parts for themselves, which processors take several of at once."""
    real = a.real.copy()
    imag = a.imag.copy()
    others = b.real.copy()
    lines = allocate_zeroed(real.dtype, product.shape)
    _multiply_lines(real, others, lines)
    product.real[...] = lines
    lines[...] = 0
    _multiply_lines(imag, others, lines)
    product.imag[...] = lines
    others[...] = b.imag
    lines[...] = 0
    _multiply_lines(imag, others, lines)
    product.real[...] -= lines
    lines[...] = 0
    _multiply_lines(real, others, lines)
    product.imag[...] += lines


@jit(boundscheck=False)
def _multiply_lines(a, b, product):
    """Adds rows of one matrix to rows of the product, a block of them at a time, so that they stay
    near the processor."""
    n, m = a.shape
    for first in range(0, m, 64):
        end = first + 64 if first + 64 < m else m
        for i in range(n):
            k = first
            while k + 4 <= end:
                _add_four(product[i], a[i][k : k + 4], b[k], b[k + 1], b[k + 2], b[k + 3])
                k += 4
            while k < end:
                _add_line(product[i], a[i, k], b[k])
                k += 1


@jit(boundscheck=False, fastmath={"contract"})
def _add_four(line, factors, b, c, d, e):
    """Four lines at once: what they are added to is read and written once."""
    one = factors[0]
    two = factors[1]
    three = factors[2]
    four = factors[3]
    for j in range(len(line)):
        line[j] += (one * b[j] + two * c[j]) + (three * d[j] + four * e[j])


@jit(boundscheck=False, fastmath={"contract"})
def _add_line(line, factor, b):
    for j in range(len(line)):
        line[j] += factor * b[j]


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
    if isinstance(b, np.ndarray) and b.ndim > 1:
        return dot(a, np.swapaxes(b, -1, -2))
    else:
        return dot(a, b)


@jit
def outer(a, b):
    return a.ravel()[:, None] * b.ravel()[None, :]


@jit
def vdot(a, b, /):
    x = a.ravel()
    y = b.ravel()
    if len(x) != len(y):
        raise ValueError(f"cannot reshape array of size {len(y)} into shape ({len(x)},)")
    return dot(_conjugate(x), y)


@jit
def _conjugate(a):
    if isinstance(cast(a.dtype, 0), np.complexfloating):
        return np.conj(a)
    else:
        return a


@jit
def matmul(x1, x2, /):
    k = x1.shape[-1]
    n = x2.shape[0] if x2.ndim == 1 else x2.shape[-2]
    if k != n:
        raise ValueError(
            "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature "
            f"(n?,k),(k,m?)->(n?,m?) (size {n} is different from {k})"
        )
    if x2.ndim <= 2 or x1.ndim == 1:
        return np.dot(x1, x2)
    elif x1.dtype == np.bool_ and x2.dtype == np.bool_:
        return _as_truth(matmul(converted(np.int64, x1), converted(np.int64, x2)))
    else:
        _check_stacks(x1, x2)
        lengths = _together(x1.shape[:-2], x2.shape[:-2])
        product = _for_product(x1, x2, lengths + (x1.shape[-2], x2.shape[-1]))
        _multiply_stacked(x1, x2, product)
        return product


@jit
def _check_stacks(a, b):
    if a.ndim == 3 and b.ndim == 3:
        n, m = len(a), len(b)
        if n != m and n != 1 and m != 1:
            raise ValueError(
                "operands could not be broadcast together with remapped shapes "
                f"[original->remapped]: {shape_text(a.shape)}->({n},newaxis,newaxis) "
                f"{shape_text(b.shape)}->({m},newaxis,newaxis)  and requested shape "
                f"({a.shape[1]},{b.shape[2]})"
            )


@jit
def _together(x, y):
    """The lengths that stacks of matrices have together."""
    if len(x) == 0:
        return y
    elif len(y) == 0:
        return x
    else:
        n, m = x[-1], y[-1]
        if n != m and n != 1 and m != 1:
            _not_broadcast()
        return _together(x[:-1], y[:-1]) + (m if n == 1 else n,)


@jit
def _not_broadcast():
    raise ValueError("operands could not be broadcast together with remapped shapes")


@jit
def _multiply_stacked(a, b, product):
    if product.ndim == 2:
        _multiply(a, b, product)
    else:
        for i in range(len(product)):
            _multiply_stacked(_part(a, i, product.ndim), _part(b, i, product.ndim), product[i])


@jit
def _part(a, i: int, ndim: Known):
    """A part along the first of so many axes; what has fewer, or one element there, is repeated."""
    if a.ndim < ndim:
        return a
    else:
        return a[0 if len(a) == 1 else i]


@jit
def tensordot(a, b, axes: Known = 2):
    if isinstance(axes, tuple):
        return _summed_over(_as_array(a), _as_array(b), axes[0], axes[1])
    elif axes == 0:
        return _contracted(_as_array(a), _as_array(b), (), ())
    elif axes == 1:
        return _contracted(_as_array(a), _as_array(b), (-1,), (0,))
    elif axes == 2:
        return _contracted(_as_array(a), _as_array(b), (-2, -1), (0, 1))
    elif axes == 3:
        return _contracted(_as_array(a), _as_array(b), (-3, -2, -1), (0, 1, 2))
    else:
        return not_compiled()


@jit
def _summed_over(a, b, first: Known, second: Known):
    if isinstance(first, tuple) and isinstance(second, tuple):
        return _contracted(a, b, first, second)
    elif isinstance(first, tuple):
        return _contracted(a, b, first, (second,))
    elif isinstance(second, tuple):
        return _contracted(a, b, (first,), second)
    else:
        return _contracted(a, b, (first,), (second,))


@jit
def _contracted(a, b, first: Known, second: Known):
    if len(first) != len(second):
        return not_compiled()
    else:
        _check_lengths(a.shape, b.shape, first, second)
        kept = without_axes(a.shape, first)
        others = without_axes(b.shape, second)
        return _product_of_tables(
            np.reshape(_at_end(a, first), (_product_of(kept), _lengths_at(a.shape, first))),
            np.reshape(_at_front(b, second), (_lengths_at(b.shape, second), _product_of(others))),
            kept + others,
        )


@jit
def _product_of_tables(a, b, lengths):
    return np.reshape(dot(a, b), lengths)


@jit
def _check_lengths(lengths, others, first: Known, second: Known):
    if len(first) > 0:
        if lengths[first[0]] != others[second[0]]:
            raise ValueError("shape-mismatch for sum")
        _check_lengths(lengths, others, first[1:], second[1:])


@jit
def _lengths_at(lengths, axes: Known):
    if len(axes) == 0:
        return 1
    else:
        return lengths[axes[0]] * _lengths_at(lengths, axes[1:])


@jit
def _at_end(a, axes: Known):
    """A view with these axes behind the others, in that order."""
    if len(axes) == 0:
        return a
    else:
        return view_of(
            a,
            without_axes(a.shape, axes) + _at(a.shape, axes),
            without_axes(a.strides, axes) + _at(a.strides, axes),
        )


@jit
def _at_front(a, axes: Known):
    if len(axes) == 0:
        return a
    else:
        return view_of(
            a,
            _at(a.shape, axes) + without_axes(a.shape, axes),
            _at(a.strides, axes) + without_axes(a.strides, axes),
        )


@jit
def _at(parts, axes: Known):
    if len(axes) == 1:
        return (parts[axes[0]],)
    else:
        return (parts[axes[0]],) + _at(parts, axes[1:])


@jit
def kron(a, b):
    if not isinstance(a, np.ndarray) or not isinstance(b, np.ndarray):
        return _kron(_as_array(a), _as_array(b))
    else:
        return _kron(_with_axes(a, b.ndim), _with_axes(b, a.ndim))


@jit
def _kron(a, b):
    if a.ndim != b.ndim:
        return _kron(_with_axes(a, b.ndim), _with_axes(b, a.ndim))
    elif a.ndim == 1:
        return np.reshape(a[:, None] * b[None, :], _products(a.shape, b.shape))
    elif a.ndim == 2:
        blocks = a[:, None, :, None] * b[None, :, None, :]
        return np.reshape(blocks, _products(a.shape, b.shape))
    elif a.ndim == 3:
        blocks = a[:, None, :, None, :, None] * b[None, :, None, :, None, :]
        return np.reshape(blocks, _products(a.shape, b.shape))
    else:
        return not_compiled()


@jit
def _products(x, y):
    if len(x) == 1:
        return (x[0] * y[0],)
    else:
        return (x[0] * y[0],) + _products(x[1:], y[1:])
