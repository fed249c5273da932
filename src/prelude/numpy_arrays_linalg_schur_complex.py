"""`numpy.linalg`: a complex Hessenberg matrix is made a triangle by reflections of two rows
(LAPACK's ``zlahqr``). What stands below the diagonal is kept real."""

import numpy as np

from pyjit import f64, jit
from pyjit.prelude.numpy_arrays_linalg_turns import (
    _make_reflection,
)
from pyjit.prelude.operators_reduce import elsewhere

EPSILON = 1.1102230246251565e-16
LEAST = 2.2250738585072014e-308
ROUNDS = 30
EXCEPTIONAL = 10


@jit
def _size(x):
    return abs(x.real) + abs(x.imag)


@jit(boundscheck=False)
def _make_triangular_complex(h, lines, values, low: int, high: int):
    """Puts the eigenvalues down, and turns lines alike; without lines only values are wanted."""
    n = len(h)
    for i in range(low):
        values[i] = h[i, i]
    for i in range(high + 1, n):
        values[i] = h[i, i]
    for k in range(low + 1, high + 1):
        _make_real(h, lines, k, 0, n, min(k + 1, high))
    least = LEAST * ((high - low + 1) / (2 * EPSILON))
    rounds = ROUNDS * max(10, high - low + 1)
    last = high
    since = 0
    pair = np.zeros(2, dtype=np.complex128)
    while last >= low:
        first = _start_of_block(h, low, last, high, least)
        if first > low:
            h[first, first - 1] = 0
        if first == last:
            values[last] = h[last, last]
            last -= 1
            since = 0
        else:
            since += 1
            rounds -= 1
            if rounds < 0:
                elsewhere()
            _sweep(h, lines, first, last, _shift(h, first, last, since), pair)


@jit(boundscheck=False)
def _make_real(h, lines, k: int, top: int, end: int, bottom: int):
    """Makes the element left of one on the diagonal real, and turns row, column and line alike."""
    beside = h[k, k - 1]
    if beside.imag != 0.0:
        size = abs(beside)
        turn = beside / size
        h[k, k - 1] = size
        for j in range(k + 1, end):
            h[k, j] *= np.conj(turn)
        for i in range(top, bottom + 1):
            if i != k:
                h[i, k] *= turn
        if len(lines) > 0:
            _multiply(lines[k], turn)


@jit(boundscheck=False)
def _multiply(line, turn):
    for i in range(len(line)):
        line[i] *= turn


@jit(boundscheck=False)
def _start_of_block(h, low: int, last: int, high: int, least: f64) -> int:
    k = last
    while k > low:
        beside = _size(h[k, k - 1])
        if beside <= least:
            break
        size = _size(h[k - 1, k - 1]) + _size(h[k, k])
        if size == 0.0:
            if k - 2 >= low:
                size += abs(h[k - 1, k - 2].real)
            if k + 1 <= high:
                size += abs(h[k + 1, k].real)
        if abs(h[k, k - 1].real) <= 2 * EPSILON * size:
            above = _size(h[k - 1, k])
            difference = _size(h[k - 1, k - 1] - h[k, k])
            more = max(beside, above)
            less = min(beside, above)
            great = max(_size(h[k, k]), difference)
            small = min(_size(h[k, k]), difference)
            total = great + more
            if less * (more / total) <= max(least, 2 * EPSILON * (small * (great / total))):
                break
        k -= 1
    return k


@jit(boundscheck=False)
def _shift(h, first: int, last: int, since: int):
    if since % (2 * EXCEPTIONAL) == 0:
        return 0.75 * abs(h[last, last - 1].real) + h[last, last]
    if since % EXCEPTIONAL == 0:
        return 0.75 * abs(h[first + 1, first].real) + h[first, first]
    # Wilkinson's.
    shift = h[last, last]
    u = np.sqrt(h[last - 1, last]) * np.sqrt(h[last, last - 1])
    size = _size(u)
    if size == 0.0:
        return shift
    x = (h[last - 1, last - 1] - shift) / 2
    length = _size(x)
    size = max(size, length)
    y = size * np.sqrt((x / size) * (x / size) + (u / size) * (u / size))
    if length > 0.0:
        direction = x / length
        if direction.real * y.real + direction.imag * y.imag < 0.0:
            y = -y
    return shift - u * (u / (x + y))


@jit(boundscheck=False)
def _sweep(h, lines, first: int, last: int, shift, pair):
    """A round with one shift."""
    n = len(h)
    is_whole = len(lines) > 0
    m = last - 1
    v1 = h[m, m] - shift
    v2 = f64(0)
    while True:
        v1 = h[m, m] - shift
        v2 = h[m + 1, m].real
        size = _size(v1) + abs(v2)
        v1 /= size
        v2 /= size
        if m == first:
            break
        around = _size(v1) * (_size(h[m, m]) + _size(h[m + 1, m + 1]))
        if abs(h[m, m - 1].real) * abs(v2) <= 2 * EPSILON * around:
            break
        m -= 1
    top = 0 if is_whole else first
    end = n if is_whole else last + 1
    for k in range(m, last):
        if k > m:
            pair[0] = h[k, k - 1]
            pair[1] = h[k + 1, k - 1]
        else:
            pair[0] = v1
            pair[1] = v2
        t1, rest = _make_reflection(pair)
        if k > m:
            h[k, k - 1] = rest
            h[k + 1, k - 1] = 0
        v = pair[1]
        t2 = (t1 * v).real
        for j in range(k, end):
            total = np.conj(t1) * h[k, j] + t2 * h[k + 1, j]
            h[k, j] -= total
            h[k + 1, j] -= total * v
        for i in range(top, min(k + 3, last + 1)):
            total = t1 * h[i, k] + t2 * h[i, k + 1]
            h[i, k] -= total
            h[i, k + 1] -= total * np.conj(v)
        if is_whole:
            _reflect_two(lines[k], lines[k + 1], v, t1, t2)
        if k == m and m > first:
            # A round that begins below the top of the block leaves what is not real.
            turn = 1 - t1
            turn /= abs(turn)
            h[m + 1, m] *= np.conj(turn)
            if m + 2 <= last:
                h[m + 2, m + 1] *= turn
            for j in range(m, last + 1):
                if j != m + 1:
                    for i in range(j + 1, end):
                        h[j, i] *= turn
                    for i in range(top, j):
                        h[i, j] *= np.conj(turn)
                    if is_whole:
                        _multiply(lines[j], np.conj(turn))
    _make_real(h, lines, last, top, end, last - 1)


@jit(boundscheck=False)
def _reflect_two(x, y, v, t1, t2: f64):
    for j in range(len(x)):
        total = t1 * x[j] + t2 * y[j]
        x[j] -= total
        y[j] -= total * np.conj(v)
