"""What is drawn along a line: points of a simplex, and lines in a new order."""

import numpy as np

from pyjit import f64, jit
from pyjit.intrinsics import (
    Known,
    allocate,
    flat_view,
    is_read_only,
    view_in_c_order,
)
from pyjit.prelude.numpy_arrays import is_in_c_order
from pyjit.prelude.operators_random import shuffled
from pyjit.prelude.operators_random_gammas import beta, standard_gamma
from pyjit.prelude.operators_random_multinomial import lines_of
from pyjit.prelude.operators_random_parameters import (
    number,
)
from pyjit.prelude.operators_refused import not_compiled

# Where no parameter is as great, sticks are broken, lest all parts are zero.
SMALL_ALPHA = 0.1


@jit
def _line(x):
    """Parameters along a line."""
    if isinstance(x, (list, tuple)):
        return _line(np.array(x))
    elif not isinstance(x, np.ndarray):
        return not_compiled()
    elif x.ndim != 1:
        return not_compiled()
    else:
        return number(x)


@jit
def _sums_from_the_end(alpha):
    sums = np.empty(len(alpha))
    total = 0.0
    for i in range(len(alpha) - 1, -1, -1):
        total += float(alpha[i])
        sums[i] = total
    return sums


@jit
def _break_sticks(g, alpha, flat):
    count = len(alpha)
    sums = _sums_from_the_end(alpha)
    if not sums[0] > 0.0:
        return
    for start in range(0, len(flat), count):
        left = f64(1.0)
        for j in range(count - 1):
            share = beta(g, False, alpha[j], sums[j + 1])
            flat[start + j] = left * share
            left *= 1.0 - share
            if sums[j + 1] == 0.0:
                break
        flat[start + count - 1] = left


@jit
def dirichlets(g, legacy: Known, alpha, size):
    line = _line(alpha)
    if legacy:
        if np.any(line <= 0.0):
            raise ValueError("alpha <= 0")
    else:
        if np.any(line < 0.0):
            raise ValueError("alpha < 0")
    count = len(line)
    a = lines_of("float64", size, count)
    flat = flat_view(a)
    if count == 0:
        return a
    if not legacy and np.max(line) < SMALL_ALPHA:
        _break_sticks(g, line, flat)
        return a
    for start in range(0, len(flat), count):
        total = f64(0.0)
        for j in range(count):
            x = standard_gamma(g, legacy, line[j])
            flat[start + j] = x
            total = total + x
        factor = 1.0 / total
        for j in range(count):
            flat[start + j] = flat[start + j] * factor
    return a


@jit
def _shuffle_lines(g, a):
    """Shuffles along the last axis, each line for itself."""
    if a.ndim == 1:
        shuffled(g, a)
    else:
        for i in range(len(a)):
            _shuffle_lines(g, a[i])


@jit
def _shuffle_all(g, a):
    if a.ndim == 1:
        shuffled(g, a)
    elif is_in_c_order(a) or is_in_c_order(a.T):
        # The order of its memory.
        shuffled(g, view_in_c_order(a, (a.size,)))
    else:
        copied = allocate(a.dtype, a.shape)
        copied[...] = a
        shuffled(g, flat_view(copied))
        a[...] = copied


@jit
def permuted_of(g, x, axis: Known, out):
    if isinstance(x, (list, tuple)):
        return permuted_of(g, np.array(x), axis, out)
    elif not isinstance(x, np.ndarray) or x.ndim == 0:
        return not_compiled()
    elif out is None:
        return permuted_in(g, x.copy("K"), axis)
    elif not isinstance(out, np.ndarray) or out.ndim != x.ndim:
        return not_compiled()
    elif out.dtype != x.dtype:
        return not_compiled()
    else:
        if is_read_only(out):
            raise ValueError("out is read-only")
        if out.shape != x.shape:
            raise ValueError("out must have the same shape as x")
        out[...] = x
        return permuted_in(g, out, axis)


@jit
def permuted_in(g, a, axis: Known):
    if axis is None:
        _shuffle_all(g, a)
    else:
        _shuffle_lines(g, np.moveaxis(a, axis, -1))
    return a
