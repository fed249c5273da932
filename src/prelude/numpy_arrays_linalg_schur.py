"""`numpy.linalg`: a real Hessenberg matrix is made a triangle by reflections of three rows
(Francis; LAPACK's ``lahqr``), with squares of two rows for eigenvalues that are not real."""

import numpy as np

from pyjit import f64, jit
from pyjit.prelude.numpy_arrays_linalg_turns import (
    _hypotenuse,
    _rotate,
    _with_sign,
)
from pyjit.prelude.operators_reduce import elsewhere

EPSILON = 1.1102230246251565e-16
LEAST = 2.2250738585072014e-308
ROUNDS = 30
# Shifts that break a cycle, every so many rounds.
EXCEPTIONAL = 10


@jit(boundscheck=False)
def _make_triangular(h, lines, values, low: int, high: int):
    """Puts the eigenvalues down, and turns lines alike; without lines only values are wanted."""
    n = len(h)
    is_whole = len(lines) > 0
    for i in range(low):
        values[i] = h[i, i]
    for i in range(high + 1, n):
        values[i] = h[i, i]
    least = LEAST * ((high - low + 1) / (2 * EPSILON))
    rounds = ROUNDS * max(10, high - low + 1)
    last = high
    since = 0
    while last >= low:
        first = _start_of_block(h, low, last, high, least)
        if first > low:
            h[first, first - 1] = 0
        if first == last:
            values[last] = h[last, last]
            last -= 1
            since = 0
        elif first == last - 1:
            cosine, sine = _split(h, first)
            turn = np.sqrt(abs(h[first, last])) * np.sqrt(abs(h[last, first]))
            values[first] = h[first, first] + 1j * turn
            values[last] = h[last, last] - 1j * turn
            if is_whole:
                _rotate(h[first][last + 1 :], h[last][last + 1 :], cosine, sine)
                for i in range(first):
                    x = h[i, first]
                    h[i, first] = cosine * x + sine * h[i, last]
                    h[i, last] = cosine * h[i, last] - sine * x
                _rotate(lines[first], lines[last], cosine, sine)
            last -= 2
            since = 0
        else:
            since += 1
            rounds -= 1
            if rounds < 0:
                elsewhere()
            _sweep(h, lines, first, last, since)


@jit(boundscheck=False)
def _start_of_block(h, low: int, last: int, high: int, least: f64) -> int:
    k = last
    while k > low:
        beside = abs(h[k, k - 1])
        if beside <= least:
            break
        size = abs(h[k - 1, k - 1]) + abs(h[k, k])
        if size == 0.0:
            if k - 2 >= low:
                size += abs(h[k - 1, k - 2])
            if k + 1 <= high:
                size += abs(h[k + 1, k])
        if beside <= 2 * EPSILON * size:
            # Ahues and Tisseur.
            above = abs(h[k - 1, k])
            difference = abs(h[k - 1, k - 1] - h[k, k])
            more = max(beside, above)
            less = min(beside, above)
            great = max(abs(h[k, k]), difference)
            small = min(abs(h[k, k]), difference)
            total = great + more
            if less * (more / total) <= max(least, 2 * EPSILON * (small * (great / total))):
                break
        k -= 1
    return k


@jit(boundscheck=False)
def _sweep(h, lines, first: int, last: int, since: int):
    """A round with two shifts."""
    n = len(h)
    is_whole = len(lines) > 0
    if since % (2 * EXCEPTIONAL) == 0:
        size = abs(h[last, last - 1]) + abs(h[last - 1, last - 2])
        h11 = 0.75 * size + h[last, last]
        h12 = -0.4375 * size
        h21 = size
        h22 = h11
    elif since % EXCEPTIONAL == 0:
        size = abs(h[first + 1, first]) + abs(h[first + 2, first + 1])
        h11 = 0.75 * size + h[first, first]
        h12 = -0.4375 * size
        h21 = size
        h22 = h11
    else:
        h11 = h[last - 1, last - 1]
        h12 = h[last - 1, last]
        h21 = h[last, last - 1]
        h22 = h[last, last]
    one = f64(0)
    other = f64(0)
    turn = f64(0)
    size = abs(h11) + abs(h12) + abs(h21) + abs(h22)
    if size != 0.0:
        h11 /= size
        h12 /= size
        h21 /= size
        h22 /= size
        middle = (h11 + h22) / 2
        determinant = (h11 - middle) * (h22 - middle) - h12 * h21
        root = np.sqrt(abs(determinant))
        if determinant >= 0.0:
            one = middle * size
            other = one
            turn = root * size
        else:
            one = middle + root
            other = middle - root
            one = (one if abs(one - h22) <= abs(other - h22) else other) * size
            other = one
    # Where a round may begin: behind two small elements, if there are.
    m = last - 2
    v1 = f64(0)
    v2 = f64(0)
    v3 = f64(0)
    while True:
        below = h[m + 1, m]
        size = abs(h[m, m] - other) + abs(turn) + abs(below)
        below /= size
        v1 = (
            below * h[m, m + 1]
            + (h[m, m] - one) * ((h[m, m] - other) / size)
            + turn * (turn / size)
        )
        v2 = below * (h[m, m] + h[m + 1, m + 1] - one - other)
        v3 = below * h[m + 2, m + 1]
        size = abs(v1) + abs(v2) + abs(v3)
        v1 /= size
        v2 /= size
        v3 /= size
        if m == first:
            break
        around = abs(h[m - 1, m - 1]) + abs(h[m, m]) + abs(h[m + 1, m + 1])
        if abs(h[m, m - 1]) * (abs(v2) + abs(v3)) <= 2 * EPSILON * abs(v1) * around:
            break
        m -= 1
    top = 0 if is_whole else first
    end = n if is_whole else last + 1
    for k in range(m, last):
        is_three = k < last - 1
        if k > m:
            v1 = h[k, k - 1]
            v2 = h[k + 1, k - 1]
            v3 = h[k + 2, k - 1] if is_three else f64(0)
        elif not is_three:
            v3 = f64(0)
        rest = abs(v2) if not is_three else _hypotenuse(v2, v3)
        t1 = f64(0)
        if rest != 0.0:
            beta = -_with_sign(_hypotenuse(v1, rest), v1)
            t1 = (beta - v1) / beta
            v2 /= v1 - beta
            v3 /= v1 - beta
            v1 = beta
        if k > m:
            h[k, k - 1] = v1
            h[k + 1, k - 1] = 0
            if is_three:
                h[k + 2, k - 1] = 0
        elif m > first:
            h[k, k - 1] *= 1 - t1
        t2 = t1 * v2
        if is_three:
            t3 = t1 * v3
            _reflect_three(h[k][k:end], h[k + 1][k:end], h[k + 2][k:end], v2, v3, t1, t2, t3)
            for i in range(top, min(k + 4, last + 1)):
                total = h[i, k] + v2 * h[i, k + 1] + v3 * h[i, k + 2]
                h[i, k] -= total * t1
                h[i, k + 1] -= total * t2
                h[i, k + 2] -= total * t3
            if is_whole:
                _reflect_three(lines[k], lines[k + 1], lines[k + 2], v2, v3, t1, t2, t3)
        else:
            _reflect_two(h[k][k:end], h[k + 1][k:end], v2, t1, t2)
            for i in range(top, last + 1):
                total = h[i, k] + v2 * h[i, k + 1]
                h[i, k] -= total * t1
                h[i, k + 1] -= total * t2
            if is_whole:
                _reflect_two(lines[k], lines[k + 1], v2, t1, t2)


@jit(boundscheck=False)
def _reflect_three(x, y, z, v2: f64, v3: f64, t1: f64, t2: f64, t3: f64):
    for j in range(len(x)):
        total = x[j] + v2 * y[j] + v3 * z[j]
        x[j] -= total * t1
        y[j] -= total * t2
        z[j] -= total * t3


@jit(boundscheck=False)
def _reflect_two(x, y, v2: f64, t1: f64, t2: f64):
    for j in range(len(x)):
        total = x[j] + v2 * y[j]
        x[j] -= total * t1
        y[j] -= total * t2


@jit(boundscheck=False)
def _split(h, k: int):
    """Makes a triangle of two rows by a rotation, or a square with the same numbers on its diagonal
    where eigenvalues are not real (``lanv2``)."""
    a = h[k, k]
    b = h[k, k + 1]
    c = h[k + 1, k]
    d = h[k + 1, k + 1]
    cosine = f64(1)
    sine = f64(0)
    if c == 0.0:
        return cosine, sine
    if b == 0.0:
        h[k, k] = d
        h[k, k + 1] = -c
        h[k + 1, k] = 0
        h[k + 1, k + 1] = a
        return sine, cosine
    difference = a - d
    are_alike = (b > 0.0) == (c > 0.0)
    if difference == 0.0 and not are_alike:
        return cosine, sine
    p = difference / 2
    more = max(abs(b), abs(c))
    less = min(abs(b), abs(c)) if are_alike else -min(abs(b), abs(c))
    scale = max(abs(p), more)
    z = p / scale * p + more / scale * less
    if z >= 8 * EPSILON:
        z = p + _with_sign(np.sqrt(scale) * np.sqrt(z), p)
        a = d + z
        d -= more / z * less
        tau = _hypotenuse(c, z)
        cosine = z / tau
        sine = c / tau
        b -= c
        c = f64(0)
    else:
        # Complex, or almost the same: the diagonal is made equal.
        total = b + c
        tau = _hypotenuse(total, difference)
        cosine = np.sqrt((1 + abs(total) / tau) / 2)
        sine = -(p / (tau * cosine)) * _with_sign(f64(1), total)
        aa = a * cosine + b * sine
        bb = -a * sine + b * cosine
        cc = c * cosine + d * sine
        dd = -c * sine + d * cosine
        a = aa * cosine + cc * sine
        b = bb * cosine + dd * sine
        c = -aa * sine + cc * cosine
        d = -bb * sine + dd * cosine
        middle = (a + d) / 2
        a = middle
        d = middle
        if c != 0.0:
            if b == 0.0:
                b = -c
                c = f64(0)
                cosine, sine = -sine, cosine
            elif (b > 0.0) == (c > 0.0):
                root = np.sqrt(abs(b))
                other = np.sqrt(abs(c))
                p = _with_sign(root * other, c)
                tau = 1 / np.sqrt(abs(b + c))
                a = middle + p
                d = middle - p
                b -= c
                c = f64(0)
                cosine, sine = (
                    cosine * root * tau - sine * other * tau,
                    cosine * other * tau + sine * root * tau,
                )
    h[k, k] = a
    h[k, k + 1] = b
    h[k + 1, k] = c
    h[k + 1, k + 1] = d
    return cosine, sine
