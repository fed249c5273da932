"""`numpy.linalg`: eigenvalues and eigenvectors of symmetric and Hermitian matrices. A matrix is
made tridiagonal by reflections, and that diagonal by rotations (LAPACK's ``sytd2``, ``steqr``)."""

import numpy as np

from pyjit import f64, jit
from pyjit.intrinsics import (
    Known,
    allocate,
    allocate_zeroed,
    cast,
    dtype_of,
    linalg_result,
)
from pyjit.prelude.numpy_arrays_broadcast import _as_array
from pyjit.prelude.numpy_arrays_linalg import (
    _check_square,
    _given_as,
    _in_double,
    _one,
    _subtract_from,
)
from pyjit.prelude.numpy_arrays_linalg_turns import (
    _exchange_lines,
    _factor_for,
    _greatest_of,
    _hypotenuse,
    _identity,
    _make_reflection,
    _product_of,
    _reflect_lines,
    _rotate,
    _rotation,
    _with_sign,
)
from pyjit.prelude.operators_reduce import elsewhere
from pyjit.prelude.operators_refused import not_compiled

EPSILON = 1.1102230246251565e-16
LARGE = 1e138
LEAST = 2.2250738585072014e-308
SMALL = 1e-138
# How many rounds there are at most for each eigenvalue.
ROUNDS = 30


@jit
def eigh(a, UPLO: Known = "L"):
    return _eigen(_as_array(a), UPLO, True)


@jit
def eigvalsh(a, UPLO: Known = "L"):
    return _eigen(_as_array(a), UPLO, False)


@jit
def _eigen(a, UPLO: Known, with_vectors: Known):
    if UPLO == "l":
        return _eigen(a, "L", with_vectors)
    elif UPLO == "u":
        return _eigen(a, "U", with_vectors)
    elif UPLO != "L" and UPLO != "U":
        return not_compiled()
    else:
        _check_square(a)
        if a.ndim < 2:
            return not_compiled()
        else:
            vectors = _in_double(a)
            found = allocate(np.float64, a.shape[:-1])
            _diagonalise(vectors, found, UPLO == "U", with_vectors)
            values = _given_as(dtype_of(_one(a).real), found)
            if with_vectors:
                return linalg_result(
                    "EighResult eigenvalues eigenvectors",
                    (values, _given_as(dtype_of(_one(a)), vectors)),
                )
            else:
                return values


@jit
def _diagonalise(a, values, is_upper: Known, with_vectors: Known):
    """Puts eigenvectors in the place of matrices, of which one triangle counts."""
    if a.ndim > 2:
        for i in range(len(a)):
            _diagonalise(a[i], values[i], is_upper, with_vectors)
    elif len(a) == 1:
        values[0] = a[0, 0].real
        a[0, 0] = 1
    elif len(a) > 1:
        n = len(a)
        if is_upper:
            _turn_round(a)
        scale = _make_triangle_moderate(a)
        d = allocate(np.float64, (n,))
        e = allocate(np.float64, (n,))
        vectors = allocate_zeroed(a.dtype, (n - 1, n))
        scales = allocate(a.dtype, (n - 1,))
        _make_tridiagonal(a, d, e[: n - 1], vectors, scales)
        if is_upper:
            _turn_line_round(d)
            _turn_line_round(e[: n - 1])
        lines = _identity(n, n if with_vectors else 0)
        _make_diagonal(d, e, lines)
        _put_in_order(d, lines)
        for i in range(n):
            values[i] = d[i] * scale
        if with_vectors:
            for i in range(n):
                for j in range(n):
                    a[i, j] = lines[i, n - 1 - j if is_upper else j]
            _reflect_lines(a, vectors, scales, 1)
            _transpose(a)
            if is_upper:
                _turn_columns_round(a)


@jit(boundscheck=False)
def _turn_round(a):
    """The upper triangle becomes the lower one."""
    n = len(a)
    for i in range(n):
        for j in range(i):
            a[i, j] = a[n - 1 - i, n - 1 - j]
    for i in range(n // 2):
        a[i, i], a[n - 1 - i, n - 1 - i] = a[n - 1 - i, n - 1 - i], a[i, i]


@jit(boundscheck=False)
def _turn_line_round(line):
    n = len(line)
    for i in range(n // 2):
        kept = line[i]
        line[i] = line[n - 1 - i]
        line[n - 1 - i] = kept


@jit
def _turn_columns_round(a):
    for i in range(len(a) // 2):
        _exchange_lines(a, i, len(a) - 1 - i)


@jit(boundscheck=False)
def _transpose(a):
    for i in range(len(a)):
        for j in range(i):
            kept = a[i, j]
            a[i, j] = a[j, i]
            a[j, i] = kept


@jit
def _make_triangle_moderate(a):
    """The same of a triangle."""
    greatest = f64(0)
    for i in range(len(a)):
        greatest = max(greatest, _greatest_of(a[i][: i + 1]))
    factor = _factor_for(greatest)
    if factor != 1.0:
        for i in range(len(a)):
            for j in range(i + 1):
                a[i, j] *= factor
    return 1 / factor


@jit(boundscheck=False)
def _make_tridiagonal(a, d, e, vectors, scales):
    """Of the lower triangle."""
    n = len(a)
    work = allocate(a.dtype, (n,))
    for k in range(n - 1):
        vector = vectors[k][k + 1 :]
        for i in range(k + 1, n):
            vector[i - k - 1] = a[i, k]
        scale, e[k] = _make_reflection(vector)
        scales[k] = scale
        d[k] = a[k, k].real
        if scale != 0:
            image = work[k + 1 :]
            count = n - 1 - k
            for i in range(count):
                row = a[k + 1 + i][k + 1 :]
                image[i] = _product_with(row[:i], vector) + row[i].real * vector[i]
                _add_conjugate(image[:i], vector[i], row)
            for i in range(count):
                image[i] *= scale
            half = scale * _product_of(image, vector) / 2
            _subtract_from(image, half, vector)
            for i in range(count):
                row = a[k + 1 + i][k + 1 : k + 2 + i]
                _subtract_two(row, vector[i], image, image[i], vector)
    d[n - 1] = a[n - 1, n - 1].real


@jit(boundscheck=False, fastmath={"reassoc", "contract"})
def _product_with(x, y):
    total = cast(x.dtype, 0)
    for i in range(len(x)):
        total += x[i] * y[i]
    return total


@jit(boundscheck=False)
def _add_conjugate(x, factor, y):
    for i in range(len(x)):
        x[i] += factor * np.conj(y[i])


@jit(boundscheck=False)
def _subtract_two(row, one, image, other, vector):
    for j in range(len(row)):
        row[j] -= one * np.conj(image[j]) + other * np.conj(vector[j])


@jit(boundscheck=False)
def _make_diagonal(d, e, lines):
    """Makes a tridiagonal matrix diagonal by rotations, and turns lines alike; ``e`` has a place
    more than there are elements beside the diagonal."""
    n = len(d)
    rounds = ROUNDS * n
    first = 0
    while first < n:
        if first > 0:
            e[first - 1] = 0
        last = first
        while last < n - 1 and not _is_negligible(e[last], d[last], d[last + 1]):
            last += 1
        if last < n - 1:
            e[last] = 0
        if last > first:
            rounds = _make_block_diagonal(d, e, lines, first, last, rounds)
        first = last + 1


@jit
def _is_negligible(e: f64, d: f64, other: f64) -> bool:
    return abs(e) <= np.sqrt(abs(d)) * np.sqrt(abs(other)) * EPSILON


@jit(boundscheck=False)
def _make_block_diagonal(d, e, lines, first: int, last: int, rounds: int) -> int:
    greatest = max(_greatest_of(d[first : last + 1]), _greatest_of(e[first:last]))
    scale = f64(1) if SMALL < greatest < LARGE else greatest
    if scale != 1.0:
        for i in range(first, last + 1):
            d[i] /= scale
            e[i] /= scale
    # From the end with the smaller number.
    step = 1
    start = first
    end = last
    if abs(d[last]) < abs(d[first]):
        step = -1
        start = last
        end = first
    side = 0 if step > 0 else -1
    while (end - start) * step >= 0:
        m = start
        while m != end:
            square = e[m + side] * e[m + side]
            if square <= EPSILON * EPSILON * abs(d[m]) * abs(d[m + step]) + LEAST:
                e[m + side] = 0
                break
            m += step
        if m == start:
            start += step
        elif m == start + step:
            i = min(m, start)
            d[i], d[i + 1], cosine, sine = _pair(d[i], e[i], d[i + 1])
            e[i] = 0
            _rotate(lines[i], lines[i + 1], cosine, sine)
            start += 2 * step
        else:
            rounds -= 1
            if rounds < 0:
                elsewhere()
            _sweep(d, e, lines, start, m, step)
    if scale != 1.0:
        for i in range(first, last + 1):
            d[i] *= scale
    return rounds


@jit(boundscheck=False)
def _sweep(d, e, lines, start: int, end: int, step: int):
    """A round of rotations, from the end to the start, with Wilkinson's shift."""
    side = 0 if step > 0 else -1
    beside = e[start + side]
    g = (d[start + step] - d[start]) / (2 * beside)
    g = d[end] - d[start] + beside / (g + _with_sign(_hypotenuse(g, f64(1)), g))
    sine = f64(1)
    cosine = f64(1)
    p = f64(0)
    i = end
    while i != start:
        i -= step
        f = sine * e[i + side]
        b = cosine * e[i + side]
        cosine, sine, r = _rotation(g, f)
        if i + step != end:
            e[i + step + side] = r
        g = d[i + step] - p
        r = (d[i] - g) * sine + 2 * cosine * b
        p = sine * r
        d[i + step] = g + p
        g = cosine * r - b
        _rotate(lines[i + step], lines[i], cosine, sine)
    d[start] -= p
    e[start + side] = g


@jit
def _pair(a: f64, b: f64, c: f64):
    """The eigenvalues of a symmetric matrix of two rows, and the rotation (``laev2``)."""
    total = a + c
    difference = a - c
    twice = b + b
    root = _hypotenuse(difference, twice)
    larger = a if abs(a) > abs(c) else c
    smaller = c if abs(a) > abs(c) else a
    if total == 0.0:
        one = root / 2
        other = -root / 2
    else:
        one = (total + _with_sign(root, total)) / 2
        other = larger / one * smaller - b / one * b
    is_negative = total < 0.0
    is_falling = difference < 0.0
    along = difference - root if is_falling else difference + root
    if abs(along) > abs(twice):
        tangent = -twice / along
        sine = 1 / np.sqrt(1 + tangent * tangent)
        cosine = tangent * sine
    elif twice == 0.0:
        cosine = f64(1)
        sine = f64(0)
    else:
        tangent = -along / twice
        cosine = 1 / np.sqrt(1 + tangent * tangent)
        sine = tangent * cosine
    if is_negative == is_falling:
        return one, other, -sine, cosine
    return one, other, cosine, sine


@jit(boundscheck=False)
def _put_in_order(d, lines):
    n = len(d)
    for i in range(n - 1):
        least = i
        for j in range(i + 1, n):
            if d[j] < d[least]:
                least = j
        if least != i:
            kept = d[i]
            d[i] = d[least]
            d[least] = kept
            _exchange_lines(lines, i, least)
