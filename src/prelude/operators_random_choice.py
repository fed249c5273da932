"""Positions that `choice` takes."""

import math

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known, allocate, cast, flat_view, next_double
from pyjit.prelude.numpy_arrays import _lengths
from pyjit.prelude.operators_random import (
    as_int,
    bounded,
    mask_for,
    shuffle_positions,
)
from pyjit.prelude.operators_refused import not_compiled

# The square root of a double's epsilon.
TOLERANCE = 1.4901161193847656e-08


@jit
def number_of(size):
    """How many numbers of that shape are drawn."""
    if size is None:
        return 1
    else:
        count = 1
        for length in _lengths(size):
            count *= length
        return count


@jit
def population_of(a, size, axis: Known):
    if isinstance(a, np.ndarray):
        if a.ndim == 0:
            return not_compiled()
        else:
            count = a.shape[axis]
            if count == 0 and number_of(size) != 0:
                raise ValueError("a cannot be empty unless no samples are taken")
            return count
    elif isinstance(a, (int, np.integer)):
        count = int(a)
        if count <= 0 and number_of(size) != 0:
            raise ValueError("a must be a positive integer unless no samples are taken")
        return count
    else:
        return not_compiled()


@jit
def population_of_legacy(a, size):
    if isinstance(a, np.ndarray):
        if a.ndim != 1:
            raise ValueError("a must be 1-dimensional")
        if len(a) == 0 and number_of(size) != 0:
            raise ValueError("'a' cannot be empty unless no samples are taken")
        return len(a)
    elif isinstance(a, (int, np.integer)):
        count = int(a)
        if count <= 0 and number_of(size) != 0:
            raise ValueError("a must be greater than 0 unless no samples are taken")
        return count
    else:
        return not_compiled()


@jit
def taken(a, positions, axis: Known):
    if not isinstance(a, np.ndarray):
        return positions
    elif not isinstance(positions, np.ndarray):
        return _row_of(a, positions, axis)
    elif positions.ndim == 0:
        if a.ndim != 1:
            return not_compiled()
        else:
            b = allocate(a.dtype, ())
            b[...] = a[int(positions)]
            return b
    elif a.ndim == 1:
        return a[positions]
    elif axis == 0:
        return _in_c_order(a[positions])
    elif axis == -1 or axis == a.ndim - 1:
        return _in_c_order(a[..., positions])
    else:
        return not_compiled()


@jit
def _row_of(a, position: int, axis: Known):
    if a.ndim == 1:
        return a[position]
    elif axis == 0:
        return _in_c_order(a[position])
    elif axis == -1 or axis == a.ndim - 1:
        return _in_c_order(a[..., position])
    else:
        return not_compiled()


@jit
def _in_c_order(a):
    b = allocate(a.dtype, a.shape)
    b[...] = a
    return b


@jit
def check_probabilities(p, count: int):
    wrong = wrong_probabilities(p, count)
    if wrong == 1:
        raise ValueError("p must be 1-dimensional")
    if wrong == 2:
        raise ValueError("a and p must have same size")
    if wrong == 3:
        raise ValueError("Probabilities contain NaN")
    if wrong == 4:
        raise ValueError("Probabilities are not non-negative")
    if wrong == 5:
        raise ValueError(
            "Probabilities do not sum to 1. See Notes section of docstring for more information."
        )


@jit
def check_probabilities_of_legacy(p, count: int):
    wrong = wrong_probabilities(p, count)
    if wrong == 1:
        raise ValueError("'p' must be 1-dimensional")
    if wrong == 2:
        raise ValueError("'a' and 'p' must have same size")
    if wrong == 3:
        raise ValueError("probabilities contain NaN")
    if wrong == 4:
        raise ValueError("probabilities are not non-negative")
    if wrong == 5:
        raise ValueError("probabilities do not sum to 1")


@jit
def probabilities(p):
    if isinstance(p, (list, tuple)):
        return probabilities_of(np.array(p))
    else:
        return probabilities_of(p)


@jit
def probabilities_of(p):
    if not isinstance(p, np.ndarray):
        return not_compiled()
    elif isinstance(cast(p.dtype, 0), np.float64):
        return p
    elif isinstance(cast(p.dtype, 0), np.integer):
        return p.astype(np.float64)
    else:
        return not_compiled()


@jit
def kahan_sum(p, count: int):
    """The sum of the first numbers, with what rounding loses."""
    if count <= 0:
        return 0.0
    total = float(p[0])
    lost = 0.0
    for i in range(1, count):
        summand = float(p[i]) - lost
        longer = total + summand
        lost = (longer - total) - summand
        total = longer
    return total


@jit
def wrong_probabilities(p, count: int):
    """What is wrong with them, by its number; 0 if nothing is."""
    if p.ndim != 1:
        return 1
    else:
        if len(p) != count:
            return 2
        if count == 0:
            return 0
        total = kahan_sum(p, len(p))
        if math.isnan(total):
            return 3
        for i in range(len(p)):
            if p[i] < 0.0:
                return 4
        return 5 if abs(total - 1.0) > TOLERANCE else 0


@jit
def cumulated(p):
    sums = np.cumsum(p)
    sums /= sums[-1]
    return sums


@jit
def place_in(sums, x: float):
    """Behind which sum a number lies: the first that is greater."""
    low, high = 0, len(sums)
    while low < high:
        middle = (low + high) // 2
        if x < sums[middle]:
            high = middle
        else:
            low = middle + 1
    return low


@jit
def chosen_once(g, count: int, wanted: int, shuffle: Known):
    """So many positions, none twice."""
    share = 50 if shuffle else 20
    if count > 10000 and wanted > count // share:
        positions = np.arange(count)
        first = count - wanted
        shuffle_positions(g, positions, first if first > 1 else 1)
        return positions[first:].copy()
    positions = allocate("int64", (wanted,))
    # Floyd's method; what was drawn stands in a table, each number at the first place that is free.
    mask = as_int(mask_for(cast("uint64", int(1.2 * wanted))))
    table = allocate("int64", (mask + 1,))
    table[...] = -1
    for j in range(count - wanted, count):
        value = as_int(bounded(g, cast("uint64", j), False))
        place = value & mask
        while table[place] != -1 and table[place] != value:
            place = (place + 1) & mask
        if table[place] != -1:
            value = j
            place = value & mask
            while table[place] != -1:
                place = (place + 1) & mask
        table[place] = value
        positions[j - count + wanted] = value
    if shuffle:
        shuffle_positions(g, positions, 1)
    return positions


@jit
def chosen_once_by(g, p, wanted: int):
    """The same by probabilities."""
    left = np.array(p)
    several = 0
    for i in range(len(left)):
        if left[i] > 0.0:
            several += 1
    if several < wanted:
        raise ValueError("Fewer non-zero entries in p than size")
    found = allocate("int64", (wanted,))
    round = allocate("int64", (len(left),))
    round[...] = -1
    known = 0
    while known < wanted:
        before = known
        for i in range(before):
            left[found[i]] = 0.0
        sums = cumulated(left)
        drawn = allocate("float64", (wanted - before,))
        for i in range(len(drawn)):
            drawn[i] = next_double(g)
        for i in range(len(drawn)):
            place = place_in(sums, float(drawn[i]))
            if round[place] != before:
                round[place] = before
                found[known] = place
                known += 1
    return found


@jit
def places_by(g, p, size):
    """Places as probabilities say, as many as a size says, each for itself."""
    sums = cumulated(p)
    if size is None:
        return place_in(sums, next_double(g))
    else:
        positions = allocate("int64", _lengths(size))
        flat = flat_view(positions)
        for i in range(len(flat)):
            flat[i] = place_in(sums, next_double(g))
        return positions


@jit
def taken_in_shape(a, found, size, axis: Known):
    """What stands at the places that were found, one or an array of a size."""
    if size is None:
        return taken(a, int(found[0]), axis)
    else:
        return taken(a, found.reshape(_lengths(size)), axis)
