"""`numpy`: what reduces arrays to numbers, or along an axis.

Floats are summed in NumPy's order, pairwise along the axis that lies closest in memory
(``pairwise_sum`` of its ``loops_utils.h.src``), so that the last bit is the same.
"""

import numpy as np

from pyjit import f64, i64, jit
from pyjit.intrinsics import (
    Known,
    allocate,
    allocate_zeroed,
    cast,
    dtype_of,
    flat_view,
    is_c_order,
    sum_dtype,
)
from pyjit.prelude.operators_refused import not_compiled

# So many elements NumPy's iterator copies at a time where they do not lie one behind the other.
BUFFER = 8192


@jit(boundscheck=False)
def _pairwise(a):
    """The sum of an array of one dimension."""
    n = len(a)
    if n < 8:
        total = cast(a.dtype, -0.0)
        for i in range(n):
            total += a[i]
        return total
    if n <= 128:
        r0 = a[0]
        r1 = a[1]
        r2 = a[2]
        r3 = a[3]
        r4 = a[4]
        r5 = a[5]
        r6 = a[6]
        r7 = a[7]
        end = n - n % 8
        for i in range(8, end, 8):
            r0 += a[i]
            r1 += a[i + 1]
            r2 += a[i + 2]
            r3 += a[i + 3]
            r4 += a[i + 4]
            r5 += a[i + 5]
            r6 += a[i + 6]
            r7 += a[i + 7]
        total = ((r0 + r1) + (r2 + r3)) + ((r4 + r5) + (r6 + r7))
        for i in range(end, n):
            total += a[i]
        return total
    half = n // 2
    half -= half % 8
    return _pairwise(a[:half]) + _pairwise(a[half:])


@jit(boundscheck=False)
def _line_sum(a):
    """The sum of an array of one dimension, in the type that NumPy sums it in."""
    if isinstance(a.dtype.type(0), np.floating):
        return cast(a.dtype, 0) + _pairwise(a)
    total = cast(sum_dtype(a), 0)
    for i in range(len(a)):
        total += cast(sum_dtype(a), a[i])
    return total


@jit
def _in_one_line(a):
    """Whether the rows of a matrix lie one behind the other, as one line with one stride."""
    return a.strides[0] == a.strides[1] * a.shape[1]


@jit
def _by_rows(a):
    """The sum of a matrix whose rows do not lie one behind the other: NumPy sums as many whole rows
    as its buffer takes."""
    n, m = a.shape
    rows = BUFFER // m if 0 < m <= BUFFER else 1
    total = cast(sum_dtype(a), 0)
    buffer = allocate(a.dtype, (rows * m,))
    for first in range(0, n, rows):
        count = rows if rows < n - first else n - first
        for i in range(count):
            buffer[i * m : (i + 1) * m] = a[first + i]
        total += _line_sum(buffer[: count * m])
    return total


@jit
def _sum_of_all(a):
    if a.ndim == 1:
        return _line_sum(a)
    elif is_c_order(a):
        return _line_sum(flat_view(a))
    elif a.ndim == 2:
        # In the order of memory.
        if abs(a.strides[0]) < abs(a.strides[1]):
            b = a.T
        else:
            b = a[:, :]
        if _in_one_line(b):
            c = np.empty(b.shape, b.dtype)
            c[:, :] = b
            return _line_sum(flat_view(c))
        return _by_rows(b)
    else:
        c = np.empty(a.shape, a.dtype)
        c[...] = a
        return _line_sum(flat_view(c))


@jit
def _sum_of_rows(a):
    """Along the last axis of a matrix."""
    n, m = a.shape
    sums = allocate(sum_dtype(a), (n,))
    if isinstance(a.dtype.type(0), np.floating) and abs(a.strides[0]) < abs(a.strides[1]):
        sums[:] = cast(a.dtype, 0)
        for j in range(m):
            sums += a[:, j]
        return sums
    for i in range(n):
        sums[i] = _line_sum(a[i])
    return sums


@jit
def sum(a, axis: Known = None):
    if axis is None:
        return _sum_of_all(a)
    elif a.ndim == 1 and (axis == 0 or axis == -1):
        return _line_sum(a)
    elif a.ndim == 2 and (axis == 1 or axis == -1):
        return _sum_of_rows(a)
    elif a.ndim == 2 and (axis == 0 or axis == -2):
        return _sum_of_rows(a.T)
    else:
        return not_compiled()


@jit
def prod(a, axis: Known = None):
    if axis is None and a.ndim == 1:
        total = cast(sum_dtype(a), 1)
        for i in range(len(a)):
            total *= cast(sum_dtype(a), a[i])
        return total
    elif axis is None and is_c_order(a):
        return prod(flat_view(a))
    else:
        return not_compiled()


@jit
def _line_sum_of_doubles(a):
    """The sum in double precision of an array of one dimension, converted buffer by buffer."""
    if isinstance(a.dtype.type(0), np.floating):
        return _line_sum(a)
    total = f64(0)
    for first in range(0, len(a), BUFFER):
        total += _line_sum(a[first : first + BUFFER].astype(np.float64))
    return total


@jit
def _lines(a):
    """An array as one of one dimension, in C order."""
    if a.ndim == 1:
        return a
    elif is_c_order(a):
        return flat_view(a)
    else:
        b = np.empty(a.shape, a.dtype)
        b[...] = a
        return flat_view(b)


@jit
def mean(a, axis: Known = None):
    if axis is None and isinstance(a.dtype.type(0), np.floating):
        return _sum_of_all(a) / cast(a.dtype, a.size)
    elif axis is None:
        return _line_sum_of_doubles(_lines(a)) / f64(a.size)
    elif axis == 0 or axis == -a.ndim:
        return _mean_along(a, sum(a, axis), a.shape[0])
    elif a.ndim == 2:
        return _mean_along(a, sum(a, axis), a.shape[1])
    else:
        return not_compiled()


@jit
def _mean_along(a, sums, n):
    if isinstance(a.dtype.type(0), np.floating):
        return sums / cast(a.dtype, n)
    else:
        # Integers whose sums are exact: those of 64 bits are not in double precision.
        if a.itemsize < 8:
            return sums / n
        else:
            return not_compiled()


@jit
def var(a, axis: Known = None, ddof: int = 0):
    if axis is None:
        line = _lines(a)
        n = len(line)
        if isinstance(a.dtype.type(0), np.floating):
            x = line - _sum_of_all(a) / cast(a.dtype, n)
            return _line_sum(x * x) / cast(a.dtype, n - ddof if n > ddof else 0)
        else:
            y = line - _line_sum_of_doubles(line) / f64(n)
            return _line_sum(y * y) / f64(n - ddof if n > ddof else 0)
    else:
        return not_compiled()


@jit
def std(a, axis: Known = None, ddof: int = 0):
    return np.sqrt(var(a, axis, ddof))


@jit
def _least(a):
    if len(a) == 0:
        raise ValueError("zero-size array to reduction operation minimum which has no identity")
    least = a[0]
    for x in a:
        if x < least or x != x:
            least = x
    return least


@jit
def _greatest(a):
    if len(a) == 0:
        raise ValueError("zero-size array to reduction operation maximum which has no identity")
    greatest = a[0]
    for x in a:
        if x > greatest or x != x:
            greatest = x
    return greatest


@jit
def min(a, axis: Known = None):
    if axis is None or a.ndim == 1 and (axis == 0 or axis == -1):
        return _least(_lines(a))
    elif a.ndim == 2 and (axis == 1 or axis == -1):
        least = allocate(a.dtype, (a.shape[0],))
        for i in range(len(least)):
            least[i] = _least(a[i])
        return least
    elif a.ndim == 2 and (axis == 0 or axis == -2):
        return min(a.T, 1)
    else:
        return not_compiled()


@jit
def max(a, axis: Known = None):
    if axis is None or a.ndim == 1 and (axis == 0 or axis == -1):
        return _greatest(_lines(a))
    elif a.ndim == 2 and (axis == 1 or axis == -1):
        greatest = allocate(a.dtype, (a.shape[0],))
        for i in range(len(greatest)):
            greatest[i] = _greatest(a[i])
        return greatest
    elif a.ndim == 2 and (axis == 0 or axis == -2):
        return max(a.T, 1)
    else:
        return not_compiled()


@jit
def amin(a, axis: Known = None):
    return min(a, axis)


@jit
def amax(a, axis: Known = None):
    return max(a, axis)


@jit
def ptp(a, axis: Known = None):
    return max(a, axis) - min(a, axis)


@jit
def _place_of_least(a):
    if len(a) == 0:
        raise ValueError("attempt to get argmin of an empty sequence")
    place = 0
    for i in range(1, len(a)):
        if a[place] != a[place]:
            return place
        if a[i] < a[place] or a[i] != a[i]:
            place = i
    return place


@jit
def _place_of_greatest(a):
    if len(a) == 0:
        raise ValueError("attempt to get argmax of an empty sequence")
    place = 0
    for i in range(1, len(a)):
        if a[place] != a[place]:
            return place
        if a[i] > a[place] or a[i] != a[i]:
            place = i
    return place


@jit
def argmin(a, axis: Known = None):
    if axis is None or a.ndim == 1 and (axis == 0 or axis == -1):
        return i64(_place_of_least(_lines(a)))
    elif a.ndim == 2 and (axis == 1 or axis == -1):
        places = allocate(np.int64, (a.shape[0],))
        for i in range(len(places)):
            places[i] = _place_of_least(a[i])
        return places
    elif a.ndim == 2 and (axis == 0 or axis == -2):
        return argmin(a.T, 1)
    else:
        return not_compiled()


@jit
def argmax(a, axis: Known = None):
    if axis is None or a.ndim == 1 and (axis == 0 or axis == -1):
        return i64(_place_of_greatest(_lines(a)))
    elif a.ndim == 2 and (axis == 1 or axis == -1):
        places = allocate(np.int64, (a.shape[0],))
        for i in range(len(places)):
            places[i] = _place_of_greatest(a[i])
        return places
    elif a.ndim == 2 and (axis == 0 or axis == -2):
        return argmax(a.T, 1)
    else:
        return not_compiled()


@jit
def any(a, axis: Known = None):
    if axis is None:
        for x in _lines(a):
            if x != 0:
                return np.bool_(True)
        return np.bool_(False)
    else:
        return not_compiled()


@jit
def all(a, axis: Known = None):
    if axis is None:
        for x in _lines(a):
            if x == 0:
                return np.bool_(False)
        return np.bool_(True)
    else:
        return not_compiled()


@jit
def count_nonzero(a):
    count = 0
    for x in _lines(a):
        if x != 0:
            count += 1
    return count


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
