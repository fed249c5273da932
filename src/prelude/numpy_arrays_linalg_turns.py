"""`numpy.linalg`: the reflections and rotations that LAPACK's algorithms are made of (``larfg``,
``lartg``), on lines that lie together in memory: what LAPACK has in columns stands in rows here."""

from math import copysign

import numpy as np

from pyjit import f64, jit
from pyjit.intrinsics import allocate_zeroed, cast
from pyjit.prelude.numpy_arrays_linalg import _subtract_from
from pyjit.prelude.operators_reduce import elsewhere

# Between these no square overflows or vanishes.
SMALL = 1e-138
LARGE = 1e138
# What takes numbers outside of them inside: 2.0**600. A complex number is not divided by a small
# one, since NumPy's way takes the reciprocal of that.
FACTOR = 4.149515568880993e180


@jit(boundscheck=False, fastmath={"reassoc", "contract"})
def _square_of(line):
    """The square of its length. The order of the sum is left to the processor."""
    total = f64(0)
    for i in range(len(line)):
        total += (np.conj(line[i]) * line[i]).real
    return total


@jit(boundscheck=False, fastmath={"reassoc", "contract"})
def _product_of(x, y):
    total = cast(x.dtype, 0)
    for i in range(len(x)):
        total += np.conj(x[i]) * y[i]
    return total


@jit(boundscheck=False)
def _greatest_of(line):
    """The greatest absolute value, which is finite."""
    greatest = f64(0)
    for i in range(len(line)):
        size = np.abs(line[i])
        if not size < np.inf:
            # What LAPACK makes of it, or that it fails.
            elsewhere()
        if size > greatest:
            greatest = size
    return greatest


@jit
def _make_moderate(a):
    """Makes the elements of a matrix neither too small nor too large for their squares. Returns by
    what they are to be multiplied afterwards."""
    greatest = f64(0)
    for i in range(len(a)):
        greatest = max(greatest, _greatest_of(a[i]))
    factor = _factor_for(greatest)
    if factor != 1.0:
        a *= factor
    return 1 / factor


@jit
def _factor_for(greatest: f64) -> f64:
    if greatest == 0.0 or SMALL < greatest < LARGE:
        return f64(1)
    return f64(FACTOR) if greatest < 1.0 else 1 / f64(FACTOR)


@jit
def _length_of(line):
    square = _square_of(line)
    if 1e-280 < square < 1e280:
        return np.sqrt(square)
    greatest = _greatest_of(line)
    if greatest == 0.0:
        return f64(0)
    total = f64(0)
    factor = f64(FACTOR) if greatest < 1.0 else 1 / f64(FACTOR)
    for i in range(len(line)):
        total += _square_of_number(line[i] * factor)
    return np.sqrt(total) / factor


@jit
def _square_of_number(x):
    return (np.conj(x) * x).real


@jit
def _hypotenuse(x: f64, y: f64) -> f64:
    square = x * x + y * y
    if 1e-280 < square < 1e280:
        return np.sqrt(square)
    greatest = max(abs(x), abs(y))
    if greatest == 0.0:
        return greatest
    x /= greatest
    y /= greatest
    return greatest * np.sqrt(x * x + y * y)


@jit
def _with_sign(size: f64, sign: f64) -> f64:
    return f64(copysign(float(size), float(sign)))


@jit
def _rotation(f: f64, g: f64):
    """Cosine and sine of the rotation that turns a pair of numbers onto the first axis, and what
    stands there then."""
    if g == 0.0:
        return f64(1), f64(0), f
    if f == 0.0:
        return f64(0), _with_sign(f64(1), g), abs(g)
    r = _with_sign(_hypotenuse(f, g), f)
    return abs(f) / abs(r), g / r, r


@jit(boundscheck=False)
def _rotate(x, y, cosine: f64, sine: f64):
    for j in range(len(x)):
        kept = x[j]
        x[j] = cosine * kept + sine * y[j]
        y[j] = cosine * y[j] - sine * kept


@jit(boundscheck=False)
def _exchange_lines(lines, i: int, k: int):
    for j in range(lines.shape[1]):
        kept = lines[i, j]
        lines[i, j] = lines[k, j]
        lines[k, j] = kept


@jit
def _identity(n: int, columns: int):
    lines = allocate_zeroed(np.float64, (n, columns))
    for i in range(min(n, columns)):
        lines[i, i] = 1
    return lines


@jit(boundscheck=False)
def _make_reflection(line):
    """Makes of a line the vector of the reflection that turns it onto the first axis. Returns the
    scale of the reflection, and what stands there then."""
    alpha = line[0]
    rest = _length_of(line[1:])
    line[0] = 1
    if rest == 0.0 and alpha.imag == 0.0:
        return cast(line.dtype, 0), f64(alpha.real)
    size = _hypotenuse(_hypotenuse(f64(alpha.real), f64(alpha.imag)), rest)
    least = f64(1)
    if size < 1e-280:
        least /= FACTOR
        alpha *= FACTOR
        for i in range(1, len(line)):
            line[i] *= FACTOR
        rest = _length_of(line[1:])
        size = _hypotenuse(_hypotenuse(f64(alpha.real), f64(alpha.imag)), rest)
    beta = -_with_sign(size, f64(alpha.real))
    factor = 1 / (alpha - beta)
    for i in range(1, len(line)):
        line[i] *= factor
    return (beta - alpha) / beta, beta * least


@jit
def _reflect_line(line, vector, scale):
    _subtract_from(line, scale * _product_of(vector, line), vector)


@jit(boundscheck=False)
def _reflect_columns(a, vector, scale, work):
    """Reflects all columns of a matrix at once, row by row."""
    image = work[: a.shape[1]]
    for j in range(len(image)):
        image[j] = 0
    for i in range(len(a)):
        _subtract_from(image, -np.conj(vector[i]), a[i])
    for j in range(len(image)):
        image[j] *= scale
    for i in range(len(a)):
        _subtract_from(a[i], vector[i], image)


@jit
def _reflect_lines(lines, vectors, scales, first: int):
    """The product of reflections by a matrix that has its columns in lines. The vectors begin
    where the one before does, and one element behind."""
    last = vectors.shape[1]
    for k in range(len(scales) - 1, -1, -1):
        for i in range(len(lines)):
            _reflect_line(lines[i][first + k : last], vectors[k][first + k :], scales[k])
