"""How many of a number fall to each of several shares."""

import numpy as np

from pyjit import f64, i64, jit
from pyjit.intrinsics import Known, allocate, allocate_zeroed, flat_view
from pyjit.prelude.numpy_arrays import _lengths
from pyjit.prelude.numpy_arrays_broadcast import _as_array, _together
from pyjit.prelude.operators_random import version_of
from pyjit.prelude.operators_random_binomial import binomial
from pyjit.prelude.operators_random_choice import kahan_sum
from pyjit.prelude.operators_random_parameters import (
    at,
    check_probability,
    check_shape,
    check_whole_not_negative,
    number,
    spread,
    whole,
)
from pyjit.prelude.operators_refused import not_compiled

# Sums of probabilities may be above 1 by so much.
ROUNDING = 1e-12


@jit
def lines_of(dtype: Known, size, count: int):
    """Zeros for lines of so many numbers."""
    if size is None:
        return allocate_zeroed(dtype, (count,))
    else:
        return allocate_zeroed(dtype, _lengths(size) + (count,))


@jit
def _shares(x):
    """Shares along the last axis."""
    if isinstance(x, (list, tuple)):
        return _shares(np.array(x))
    elif not isinstance(x, np.ndarray) or x.ndim == 0:
        return not_compiled()
    else:
        return number(x)


@jit
def _is_of_singles(pvals):
    if isinstance(pvals, np.ndarray):
        return isinstance(pvals.dtype.type(0), np.float32)
    else:
        return False


@jit
def _check_sums(shares, pvals):
    count = shares.shape[-1]
    flat = flat_view(shares)
    rest = "[:-1]" if shares.ndim == 1 else "[...,:-1]"
    if count == 0:
        return
    for start in range(0, len(flat), count):
        if kahan_sum(flat[start:], count - 1) > 1.0 + ROUNDING:
            if _is_of_singles(pvals):
                if np.sum(pvals) < 1.0001:
                    raise ValueError(
                        f"sum(pvals{rest}.astype(np.float64)) > 1.0. The pvals array is cast to "
                        "64-bit floating point prior to checking the sum. Precision changes when "
                        "casting may cause problems even if the sum of the original pvals is valid."
                    )
            raise ValueError(f"sum(pvals{rest}) > 1.0")


@jit
def _put_counts(g, legacy: Known, n: i64, shares, flat, start: int):
    last = len(shares) - 1
    left = n
    whole_share = f64(1.0)
    for j in range(last):
        # `np.random` had the newer algorithm here before it was given its own.
        if legacy and version_of(g) >= 20500.0:
            count = binomial(g, True, left, shares[j] / whole_share)
        else:
            count = binomial(g, False, left, shares[j] / whole_share)
        flat[start + j] = count
        left = left - count
        if left <= 0:
            break
        whole_share -= shares[j]
    if left > 0:
        flat[start + last] = left


@jit
def multinomials(g, legacy: Known, n, pvals, size):
    shares = _shares(pvals)
    if not legacy and shares.shape[-1] == 0:
        raise ValueError(
            "pvals must have at least 1 dimension and the last dimension of pvals must be greater "
            "than 0."
        )
    check_probability(shares, "pvals")
    _check_sums(shares, pvals)
    numbers = whole(n)
    if isinstance(numbers, np.ndarray) or shares.ndim > 1:
        if legacy:
            return not_compiled()
        else:
            check_whole_not_negative(numbers, "n")
            return _of_several(g, numbers, shares, size)
    else:
        count = len(shares)
        a = lines_of("int64", size, count)
        check_whole_not_negative(numbers, "n")
        flat = flat_view(a)
        if count > 0:
            for start in range(0, len(flat), count):
                _put_counts(g, legacy, numbers, shares, flat, start)
        return a


@jit
def _places_of(shares):
    """Where each line of shares begins."""
    if shares.ndim == 1:
        return i64(0)
    else:
        return np.arange(0, shares.size, shares.shape[-1]).reshape(shares.shape[:-1])


@jit
def _of_several(g, numbers, shares, size):
    """Of several numbers, or by several lines of shares."""
    places = _places_of(shares)
    if size is None:
        together = _together((_as_array(numbers), _as_array(places)))
        return _counts_of(g, numbers, places, shares, together)
    else:
        wanted = allocate("int8", _lengths(size))
        together = _together((_as_array(numbers), _as_array(places), wanted))
        check_shape(wanted.shape, together)
        return _counts_of(g, numbers, places, shares, together)


@jit
def _counts_of(g, numbers, places, shares, lengths):
    count = shares.shape[-1]
    a = allocate_zeroed("int64", lengths + (count,))
    flat, lines = flat_view(a), flat_view(shares)
    each, begins = spread(numbers, lengths), spread(places, lengths)
    for i in range(len(flat) // count):
        begin = int(at(begins, i))
        _put_counts(g, False, at(each, i), lines[begin : begin + count], flat, i * count)
    return a
