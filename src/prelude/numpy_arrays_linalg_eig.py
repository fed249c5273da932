"""`numpy.linalg`: eigenvalues and eigenvectors of any square matrix, as LAPACK's ``geev`` finds
them: balanced, made a Hessenberg matrix by reflections, and that a triangle.

What they give is complex, as since NumPy 2.5. Where an older one would make it real, Python runs
the call.
"""

import numpy as np
from numpy.linalg import LinAlgError

from pyjit import f64, jit
from pyjit.intrinsics import (
    Known,
    allocate,
    allocate_zeroed,
    cast,
    dtype_of,
    linalg_result,
    numpy_interface,
)
from pyjit.prelude.numpy_arrays_broadcast import _as_array
from pyjit.prelude.numpy_arrays_linalg import (
    _check_square,
    _given_as,
    _in_double,
    _one,
    _subtract_from,
)
from pyjit.prelude.numpy_arrays_linalg_schur import _make_triangular
from pyjit.prelude.numpy_arrays_linalg_schur_complex import _make_triangular_complex
from pyjit.prelude.numpy_arrays_linalg_turns import (
    _greatest_of,
    _length_of,
    _make_moderate,
    _make_reflection,
    _reflect_columns,
    _reflect_line,
    _reflect_lines,
)
from pyjit.prelude.operators_reduce import elsewhere
from pyjit.prelude.operators_refused import not_compiled

EPSILON = 1.1102230246251565e-16
LEAST = 2.2250738585072014e-308
# No factor of balancing is less than this, and none is greater than its reciprocal.
LEAST_FACTOR = 1.0020841800044864e-292
GREATEST_FACTOR = 1.0 / LEAST_FACTOR
NUMPY_2_5 = 22


@jit
def eig(a):
    return _eig(_as_array(a))


@jit
def _eig(a):
    _check_square(a)
    if a.ndim < 2:
        return not_compiled()
    else:
        double = _in_double(a)
        _check_finite(double)
        values = allocate(np.complex128, a.shape[:-1])
        vectors = allocate(np.complex128, a.shape)
        _solve(double, values, vectors, True)
        _expect_complex(double, values)
        one = _one(a) * np.complex64(1)
        return linalg_result(
            "EigResult eigenvalues eigenvectors",
            (_given_as(dtype_of(one), values), _given_as(dtype_of(one), vectors)),
        )


@jit
def eigvals(a):
    return _eigvals(_as_array(a))


@jit
def _eigvals(a):
    _check_square(a)
    if a.ndim < 2:
        return not_compiled()
    else:
        double = _in_double(a)
        _check_finite(double)
        values = allocate(np.complex128, a.shape[:-1])
        _solve(double, values, double, False)
        _expect_complex(double, values)
        return _given_as(dtype_of(_one(a) * np.complex64(1)), values)


@jit
def _expect_complex(a, values):
    if isinstance(cast(a.dtype, 0), np.floating):
        if numpy_interface() < NUMPY_2_5 and np.all(values.imag == 0):
            elsewhere()


@jit
def _check_finite(a):
    if not np.all(np.isfinite(a)):
        raise LinAlgError("Array must not contain infs or NaNs")


@jit
def _solve(a, values, result, with_vectors: Known):
    if a.ndim > 2:
        for i in range(len(a)):
            _solve(a[i], values[i], result[i], with_vectors)
    elif len(a) > 0:
        n = len(a)
        scale = _make_moderate(a)
        factors = np.ones(n)
        places = allocate(np.int64, (n,))
        low, high = _permute(a, places)
        _balance(a, factors, low, high)
        size = n if with_vectors else 0
        lines = allocate_zeroed(a.dtype, (size, size))
        for i in range(size):
            lines[i, i] = 1
        _make_hessenberg(a, lines, low, high)
        if isinstance(cast(a.dtype, 0), np.complexfloating):
            _make_triangular_complex(a, lines, values, low, high)
        else:
            _make_triangular(a, lines, values, low, high)
        if with_vectors:
            is_real = isinstance(cast(a.dtype, 0), np.floating)
            vectors = _vectors_of_triangle(a, lines, values)
            _undo(vectors, factors, places, low, high)
            for k in range(n):
                _normalise(vectors[k], not is_real or values[k].imag != 0.0, is_real)
                for i in range(n):
                    result[i, k] = vectors[k, i]
        for i in range(n):
            values[i] *= scale


@jit(boundscheck=False)
def _permute(a, places):
    """Moves rows with nothing beside their diagonal among the rows so far to the end, and such
    columns to the front (``gebal``). Returns where what is left begins and ends."""
    n = len(a)
    low = 0
    high = n - 1
    for i in range(n):
        places[i] = i
    is_moved = True
    while is_moved:
        is_moved = False
        i = high
        while i >= 0:
            if _is_lone_row(a, i, high):
                _move(a, places, i, high, high, low)
                is_moved = True
                if high == 0:
                    return 0, 0
                high -= 1
            i -= 1
    is_moved = True
    while is_moved:
        is_moved = False
        j = low
        while j <= high:
            if _is_lone_column(a, j, low, high):
                _move(a, places, j, low, high, low)
                is_moved = True
                low += 1
            j += 1
    return low, high


@jit(boundscheck=False)
def _is_lone_row(a, i: int, high: int) -> bool:
    for j in range(high + 1):
        if j != i and a[i, j] != 0:
            return False
    return True


@jit(boundscheck=False)
def _is_lone_column(a, j: int, low: int, high: int) -> bool:
    for i in range(low, high + 1):
        if i != j and a[i, j] != 0:
            return False
    return True


@jit(boundscheck=False)
def _move(a, places, i: int, k: int, high: int, low: int):
    places[k] = i
    if i != k:
        for r in range(high + 1):
            kept = a[r, i]
            a[r, i] = a[r, k]
            a[r, k] = kept
        for c in range(low, len(a)):
            kept = a[i, c]
            a[i, c] = a[k, c]
            a[k, c] = kept


@jit(boundscheck=False)
def _balance(a, factors, low: int, high: int):
    """Makes rows and columns alike in size, by powers of two."""
    n = len(a)
    if low == high:
        return
    is_done = False
    while not is_done:
        is_done = True
        for i in range(low, high + 1):
            c = _length_of(a[low : high + 1, i])
            r = _length_of(a[i][low : high + 1])
            across = _greatest_of(a[: high + 1, i])
            along = _greatest_of(a[i][low:])
            if c != 0.0 and r != 0.0:
                total = c + r
                f = f64(1)
                g = r / 2
                while (
                    c < g
                    and max(f, c, across) < GREATEST_FACTOR / 2
                    and min(r, g, along) > LEAST_FACTOR * 2
                ):
                    f *= 2
                    c *= 2
                    across *= 2
                    r /= 2
                    g /= 2
                    along /= 2
                g = c / 2
                while (
                    g >= r
                    and max(r, along) < GREATEST_FACTOR / 2
                    and min(f, c, g, across) > LEAST_FACTOR * 2
                ):
                    f /= 2
                    c /= 2
                    g /= 2
                    across /= 2
                    r *= 2
                    along *= 2
                if (
                    c + r < 0.95 * total
                    and not (f < 1.0 and factors[i] < 1.0 and f * factors[i] <= LEAST_FACTOR)
                    and not (f > 1.0 and factors[i] > 1.0 and factors[i] >= GREATEST_FACTOR / f)
                ):
                    factors[i] *= f
                    is_done = False
                    for j in range(low, n):
                        a[i, j] /= f
                    for j in range(high + 1):
                        a[j, i] *= f


@jit(boundscheck=False)
def _make_hessenberg(a, lines, low: int, high: int):
    """Nothing is left below the elements under the diagonal; the reflections go to the lines."""
    n = len(a)
    count = max(high - low, 0)
    vectors = allocate_zeroed(a.dtype, (count, n))
    scales = allocate(a.dtype, (count,))
    work = allocate(a.dtype, (n,))
    for k in range(low, high):
        line = vectors[k - low][k + 1 : high + 1]
        for i in range(k + 1, high + 1):
            line[i - k - 1] = a[i, k]
        scale, rest = _make_reflection(line)
        scales[k - low] = scale
        a[k + 1, k] = rest
        for i in range(k + 2, high + 1):
            a[i, k] = 0
        if scale != 0:
            conjugate = np.conj(line)
            for i in range(high + 1):
                _reflect_line(a[i][k + 1 : high + 1], conjugate, scale)
            _reflect_columns(a[k + 1 : high + 1, k + 1 :], line, np.conj(scale), work)
    if len(lines) > 0:
        _reflect_lines(lines, vectors, scales, low + 1)


@jit(boundscheck=False)
def _vectors_of_triangle(t, lines, values):
    """The eigenvectors of a triangle, turned back, as lines. A real one has squares of two rows on
    its diagonal, for eigenvalues that are not real."""
    n = len(t)
    columns = t.T.copy()
    vectors = allocate_zeroed(np.complex128, (n, n))
    work = allocate(t.dtype, (n,))
    image = allocate(t.dtype, (n,))
    whole = allocate(np.complex128, (n,))
    vanishing = LEAST * (n / (2 * EPSILON))
    k = n - 1
    while k >= 0:
        if k > 0 and columns[k - 1, k] != 0 and values[k].imag != 0.0:
            value = values[k - 1]
            above = columns[k, k - 1].real
            below = columns[k - 1, k].real
            if abs(above) >= abs(below):
                whole[k - 1] = 1
                whole[k] = 1j * (value.imag / above)
            else:
                whole[k - 1] = -value.imag / below
                whole[k] = 1j
            for i in range(k - 1):
                whole[i] = -(whole[k - 1] * columns[k - 1, i] + whole[k] * columns[k, i])
            least = max(2 * EPSILON * _size_of_value(value), vanishing)
            _solve_upwards(columns, whole[: k + 1], k - 2, value, least)
            for i in range(k + 1):
                _subtract_from(vectors[k - 1], -whole[i], lines[i])
            _divide(vectors[k - 1], _greatest_size_of(vectors[k - 1]))
            for i in range(n):
                vectors[k, i] = np.conj(vectors[k - 1, i])
            k -= 2
        else:
            for i in range(k):
                work[i] = -columns[k, i]
            work[k] = 1
            value = columns[k, k]
            least = max(2 * EPSILON * _size_of_value(value), vanishing)
            _solve_upwards(columns, work[: k + 1], k - 1, value, least)
            for i in range(n):
                image[i] = 0
            for i in range(k + 1):
                _subtract_from(image, -work[i], lines[i])
            size = _greatest_size_of(image)
            for i in range(n):
                vectors[k, i] = image[i] / size
            k -= 1
    return vectors


@jit(boundscheck=False)
def _solve_upwards(columns, x, last: int, value, least: f64):
    """Solves equations by a triangle with a number taken from its diagonal, up from one row, in the
    place of the right side; all of that is scaled where it would overflow (``trevc``)."""
    j = last
    while j >= 0:
        _expect_moderate(x)
        if j > 0 and columns[j - 1, j] != 0:
            a = columns[j - 1, j - 1] - value
            b = columns[j, j - 1]
            c = columns[j - 1, j]
            d = columns[j, j] - value
            if _size_of_value(a) >= abs(c):
                # With the first row the first number is eliminated from the second.
                factor = c / _at_least(a, least)
                x[j] = (x[j] - factor * x[j - 1]) / _at_least(d - factor * b, least)
                x[j - 1] = (x[j - 1] - b * x[j]) / _at_least(a, least)
            else:
                factor = a / c
                y = (x[j - 1] - factor * x[j]) / _at_least(b - factor * d, least)
                x[j - 1] = (x[j] - d * y) / c
                x[j] = y
            _expect_moderate(x)
            _subtract_from(x[: j - 1], x[j], columns[j][: j - 1])
            _subtract_from(x[: j - 1], x[j - 1], columns[j - 1][: j - 1])
            j -= 2
        else:
            x[j] /= _at_least(columns[j, j] - value, least)
            _expect_moderate(x)
            _subtract_from(x[:j], x[j], columns[j][:j])
            j -= 1


@jit
def _at_least(x, least: f64):
    return x if _size_of_value(x) >= least else 0 * x + least


@jit(boundscheck=False)
def _expect_moderate(x):
    size = _greatest_size_of(x)
    if size > 1e100:
        _divide(x, size)


@jit
def _size_of_value(x):
    if isinstance(x, np.complexfloating):
        return abs(x.real) + abs(x.imag)
    else:
        return abs(x)


@jit(boundscheck=False)
def _greatest_size_of(line):
    greatest = f64(0)
    for i in range(len(line)):
        greatest = max(greatest, _size_of_value(line[i]))
    return greatest


@jit(boundscheck=False)
def _divide(line, size: f64):
    for i in range(len(line)):
        line[i] /= size


@jit(boundscheck=False)
def _undo(vectors, factors, places, low: int, high: int):
    """Vectors of the matrix before it was balanced."""
    n = len(vectors)
    for k in range(n):
        line = vectors[k]
        for i in range(low, high + 1):
            line[i] *= factors[i]
        for i in range(low - 1, -1, -1):
            _exchange_in(line, i, places[i])
        for i in range(high + 1, n):
            _exchange_in(line, i, places[i])


@jit(boundscheck=False)
def _exchange_in(line, i: int, k: int):
    kept = line[i]
    line[i] = line[k]
    line[k] = kept


@jit(boundscheck=False)
def _normalise(line, is_turned: bool, keeps_sign: bool):
    """Makes the length one, and, if need be, the greatest number real: positive, or of the sign
    that it has."""
    length = _length_of(line)
    for i in range(len(line)):
        line[i] /= length
    greatest = f64(-1)
    place = 0
    for i in range(len(line)):
        square = line[i].real * line[i].real + line[i].imag * line[i].imag
        if square > greatest:
            greatest = square
            place = i
    if is_turned:
        turn = np.conj(line[place]) / np.sqrt(greatest)
        if keeps_sign and line[place].real < 0.0:
            turn = -turn
        for i in range(len(line)):
            line[i] *= turn
        line[place] = line[place].real
