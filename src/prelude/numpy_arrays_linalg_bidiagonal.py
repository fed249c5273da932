"""`numpy.linalg`: singular values and vectors of a matrix that has elements on its diagonal and
beside it (LAPACK's ``bdsqr``): rounds of rotations, without a shift where one would cost the least
values their digits."""

import numpy as np

from pyjit import f64, jit
from pyjit.prelude.numpy_arrays_linalg_turns import (
    _exchange_lines,
    _rotate,
    _rotation,
    _with_sign,
)
from pyjit.prelude.operators_reduce import elsewhere

EPSILON = 1.1102230246251565e-16
LEAST = 2.2250738585072014e-308
# What is negligible, in units in the last place; and how many rounds there are at most.
TOLERANCE = 98.70191867130052 * EPSILON
ROUNDS = 6


@jit(boundscheck=False)
def _make_upper(d, e, left):
    """Of a lower bidiagonal matrix."""
    for i in range(len(d) - 1):
        cosine, sine, d[i] = _rotation(d[i], e[i])
        e[i] = sine * d[i + 1]
        d[i + 1] *= cosine
        _rotate(left[i], left[i + 1], cosine, sine)


@jit(boundscheck=False)
def _make_diagonal(d, e, left, right):
    """Makes an upper bidiagonal matrix diagonal, and turns lines of the vectors of both sides
    alike. The values are put in order, the greatest first."""
    n = len(d)
    if n == 1:
        if d[0] < 0.0 or (d[0] == 0.0 and 1.0 / d[0] < 0.0):
            d[0] = -d[0]
            _negate(left[0])
        return
    limit = max(
        TOLERANCE * _least_estimated(d, e) / np.sqrt(f64(n)), ROUNDS * (n * (n * f64(LEAST)))
    )
    rounds = ROUNDS * n * n
    last = n - 1
    old_first = -1
    old_last = -1
    step = 1
    while last > 0:
        first = last
        greatest = abs(d[last])
        while first > 0 and not abs(e[first - 1]) <= limit:
            greatest = max(greatest, abs(d[first - 1]), abs(e[first - 1]))
            first -= 1
        if first > 0:
            e[first - 1] = 0
        if first == last:
            last -= 1
        elif first == last - 1:
            d[first], d[last], cosine, sine, other, another = _pair(d[first], e[first], d[last])
            e[first] = 0
            _rotate(right[first], right[last], cosine, sine)
            _rotate(left[first], left[last], other, another)
            last -= 2
        else:
            if first > old_last or last < old_first:
                step = 1 if abs(d[first]) >= abs(d[last]) else -1
            start = first if step > 0 else last
            end = last if step > 0 else first
            least = _least_of_block(d, e, start, end, step)
            if least >= 0.0:
                old_first = first
                old_last = last
                rounds -= last - first
                if rounds < 0:
                    elsewhere()
                shift = _shift(d, e, start, end, step, least / greatest * n * TOLERANCE)
                if step > 0:
                    _sweep(d, e, left, right, start, end, step, shift)
                else:
                    _sweep(d, e, right, left, start, end, step, shift)
                beside = end - 1 if step > 0 else end
                if abs(e[beside]) <= limit:
                    e[beside] = 0
    for i in range(n):
        if d[i] < 0.0 or (d[i] == 0.0 and 1.0 / d[i] < 0.0):
            d[i] = -d[i]
            _negate(right[i])
    _put_in_order(d, left, right)


@jit(boundscheck=False)
def _negate(line):
    for j in range(len(line)):
        line[j] = -line[j]


@jit(boundscheck=False)
def _least_estimated(d, e):
    """What the least singular value is at least, but for a factor."""
    size = abs(d[0])
    least = size
    for i in range(1, len(d)):
        if least == 0.0:
            break
        size = abs(d[i]) * (size / (size + abs(e[i - 1])))
        least = min(least, size)
    return least


@jit(boundscheck=False)
def _least_of_block(d, e, start: int, end: int, step: int):
    """The same of a block, or -1 where an element beside the diagonal was negligible."""
    side = 0 if step > 0 else -1
    if abs(e[end - step + side]) <= TOLERANCE * abs(d[end]):
        e[end - step + side] = 0
        return f64(-1)
    size = abs(d[start])
    least = size
    i = start
    while i != end:
        beside = abs(e[i + side])
        if beside <= TOLERANCE * size:
            e[i + side] = 0
            return f64(-1)
        i += step
        size = abs(d[i]) * (size / (size + beside))
        least = min(least, size)
    return least


@jit(boundscheck=False)
def _shift(d, e, start: int, end: int, step: int, ratio: f64):
    if ratio <= max(f64(EPSILON), f64(0.01) * TOLERANCE):
        return f64(0)
    side = 0 if step > 0 else -1
    shift = _least_of_pair(d[end - step], e[end - step + side], d[end])
    size = abs(d[start])
    if size > 0.0 and shift / size * (shift / size) < EPSILON:
        return f64(0)
    return shift


@jit(boundscheck=False)
def _sweep(d, e, left, right, start: int, end: int, step: int, shift: f64):
    """A round of rotations from one end of a block to the other. Backwards a block is its own
    transpose: left and right are exchanged by the caller."""
    side = 0 if step > 0 else -1
    i = start
    if shift == 0.0:
        cosine = f64(1)
        other = f64(1)
        another = f64(0)
        while i != end:
            cosine, sine, r = _rotation(d[i] * cosine, e[i + side])
            if i != start:
                e[i - step + side] = another * r
            other, another, d[i] = _rotation(other * r, d[i + step] * sine)
            _rotate(right[i], right[i + step], cosine, sine)
            _rotate(left[i], left[i + step], other, another)
            i += step
        h = d[end] * cosine
        d[end] = h * other
        e[end - step + side] = h * another
    else:
        f = (abs(d[start]) - shift) * (_with_sign(f64(1), d[start]) + shift / d[start])
        g = e[start + side]
        while i != end:
            cosine, sine, r = _rotation(f, g)
            if i != start:
                e[i - step + side] = r
            f = cosine * d[i] + sine * e[i + side]
            e[i + side] = cosine * e[i + side] - sine * d[i]
            g = sine * d[i + step]
            d[i + step] *= cosine
            _rotate(right[i], right[i + step], cosine, sine)
            cosine, sine, d[i] = _rotation(f, g)
            f = cosine * e[i + side] + sine * d[i + step]
            d[i + step] = cosine * d[i + step] - sine * e[i + side]
            if i + step != end:
                g = sine * e[i + step + side]
                e[i + step + side] *= cosine
            _rotate(left[i], left[i + step], cosine, sine)
            i += step
        e[end - step + side] = f


@jit
def _least_of_pair(f: f64, g: f64, h: f64):
    """The lesser singular value of an upper triangle of two rows (``las2``)."""
    least = min(abs(f), abs(h))
    most = max(abs(f), abs(h))
    beside = abs(g)
    if least == 0.0:
        return f64(0)
    plus = 1 + least / most
    minus = (most - least) / most
    if beside < most:
        square = beside / most * (beside / most)
        return least * (2 / (np.sqrt(plus * plus + square) + np.sqrt(minus * minus + square)))
    part = most / beside
    if part == 0.0:
        return least * most / beside
    plus *= part
    minus *= part
    return 2 * (least * (1 / (np.sqrt(1 + plus * plus) + np.sqrt(1 + minus * minus))) * part)


@jit
def _pair(f: f64, g: f64, h: f64):
    """The singular values of an upper triangle of two rows, and the rotations of both sides
    (``lasv2``)."""
    is_turned = abs(h) > abs(f)
    one = h if is_turned else f
    other = f if is_turned else h
    greater = abs(one)
    lesser = abs(other)
    beside = abs(g)
    least = lesser
    most = greater
    left_cosine = f64(1)
    left_sine = f64(0)
    right_cosine = f64(1)
    right_sine = f64(0)
    is_beside = False
    if beside != 0.0:
        is_beside = beside > greater
        if is_beside and greater / beside < EPSILON:
            most = beside
            least = greater / (beside / lesser) if lesser > 1.0 else greater / beside * lesser
            left_sine = other / g
            right_sine = f64(1)
            right_cosine = one / g
        else:
            difference = greater - lesser
            part = f64(1) if difference == greater else difference / greater
            slope = g / one
            rest = 2 - part
            s = np.sqrt(rest * rest + slope * slope)
            r = abs(slope) if part == 0.0 else np.sqrt(part * part + slope * slope)
            mean = (s + r) / 2
            least = lesser / mean
            most = greater * mean
            if slope * slope != 0.0:
                t = (slope / (s + rest) + slope / (r + part)) * (1 + mean)
            elif part == 0.0:
                t = _with_sign(f64(2), one) * _with_sign(f64(1), g)
            else:
                t = g / _with_sign(difference, one) + slope / rest
            root = np.sqrt(t * t + 4)
            right_cosine = 2 / root
            right_sine = t / root
            left_cosine = (right_cosine + right_sine * slope) / mean
            left_sine = other / one * right_sine / mean
    if is_turned:
        left_cosine, left_sine, right_cosine, right_sine = (
            right_sine,
            right_cosine,
            left_sine,
            left_cosine,
        )
    plus = f64(1)
    if is_beside:
        sign = _with_sign(plus, right_sine) * _with_sign(plus, left_cosine) * _with_sign(plus, g)
    elif is_turned:
        sign = _with_sign(plus, right_sine) * _with_sign(plus, left_sine) * _with_sign(plus, h)
    else:
        sign = _with_sign(plus, right_cosine) * _with_sign(plus, left_cosine) * _with_sign(plus, f)
    return (
        _with_sign(most, sign),
        _with_sign(least, sign * _with_sign(plus, f) * _with_sign(plus, h)),
        right_cosine,
        right_sine,
        left_cosine,
        left_sine,
    )


@jit(boundscheck=False)
def _put_in_order(d, left, right):
    n = len(d)
    for i in range(n - 1):
        greatest = i
        for j in range(i + 1, n):
            if d[j] > d[greatest]:
                greatest = j
        if greatest != i:
            kept = d[i]
            d[i] = d[greatest]
            d[greatest] = kept
            _exchange_lines(left, i, greatest)
            _exchange_lines(right, i, greatest)
