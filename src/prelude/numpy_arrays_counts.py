"""`numpy`: counts of numbers (NumPy's ``arr_bincount`` and ``_histograms_impl.py``)."""

import numpy as np

from pyjit import f64, i64, jit, u64
from pyjit.intrinsics import Known, allocate, cast, converted, dtype_of
from pyjit.prelude.operators_lines import put_order, sort_line
from pyjit.prelude.operators_reduce import elsewhere
from pyjit.prelude.operators_refused import not_compiled

# So many elements NumPy counts at a time.
BLOCK = 65536


@jit(boundscheck=False)
def _greatest(line):
    """The greatest of at least one integer that is not negative."""
    found = line[0]
    least = line[0]
    for i in range(len(line)):
        found = line[i] if line[i] > found else found
        least = line[i] if line[i] < least else least
    if least < 0:
        raise ValueError("'list' argument must have no negative elements")
    return int(found)


@jit(boundscheck=False)
def _count(line, counts):
    for i in range(len(line)):
        counts[u64(line[i])] += i64(1)


@jit(boundscheck=False)
def _add_weights(line, weights, sums):
    for i in range(len(line)):
        sums[u64(line[i])] += cast(np.float64, weights[i])


@jit
def bincount(x, /, weights=None, minlength: int = 0):
    if x.ndim != 1:
        return not_compiled()
    elif x.dtype == np.bool_:
        return bincount(x.view(np.uint8), weights, minlength)
    elif not isinstance(cast(x.dtype, 0), np.integer):
        return not_compiled()
    elif x.dtype == np.uint64:
        # What does not fit 64 bits with a sign, NumPy's versions do different things with.
        return not_compiled()
    elif weights is None:
        if minlength < 0:
            raise ValueError("'minlength' must not be negative")
        if len(x) == 0:
            return np.zeros(minlength, np.int64)
        counts = np.zeros(max(_greatest(x) + 1, minlength), np.int64)
        _count(x, counts)
        return counts
    elif weights.ndim != 1:
        return not_compiled()
    elif isinstance(cast(weights.dtype, 0), np.complexfloating):
        return not_compiled()
    else:
        if minlength < 0:
            raise ValueError("'minlength' must not be negative")
        if len(x) == 0:
            # NumPy gives integers.
            elsewhere()
        size = max(_greatest(x) + 1, minlength)
        if len(weights) != len(x):
            raise ValueError("The weights and list don't have the same length.")
        sums = np.zeros(size)
        _add_weights(x, weights, sums)
        return sums


@jit
def _outer_edges(line, range):
    """The first and the last edge."""
    if range is None:
        if len(line) == 0:
            # From 0 to 1, which are Python's.
            elsewhere()
        return np.min(line), np.max(line)
    else:
        first, last = range
        if first > last:
            raise ValueError("max must be larger than min in range parameter.")
        return first, last


@jit
def _difference(last, first):
    """Of integers without a sign."""
    difference = last - first
    if isinstance(difference, np.int8):
        return np.uint8(difference)
    elif isinstance(difference, np.int16):
        return np.uint16(difference)
    elif isinstance(difference, np.int32):
        return np.uint32(difference)
    elif isinstance(difference, np.int64):
        return u64(difference)
    elif isinstance(difference, np.generic):
        return difference
    elif isinstance(difference, int):
        return u64(difference)
    else:
        return f64(difference)


@jit
def _type_of_edges(number, first, last):
    """A number of the type that the edges have."""
    together = number + (first - first) + (last - last)
    if isinstance(together, np.floating):
        return together
    else:
        return f64(0)


@jit
def _put_bins(block, bins: int, edges, first, last, denominator, places):
    """The bin of each element, -1 where it has none (the fast path of NumPy's ``histogram``)."""
    for i in range(len(block)):
        places[i] = -1
        if block[i] >= first and block[i] <= last:
            x = cast(edges.dtype, block[i])
            place = i64((x - first) / denominator * bins)
            if place == bins:
                place -= 1
            if x < edges[place]:
                place -= 1
            if x >= edges[place + 1] and place != bins - 1:
                place += 1
            places[i] = place


@jit(boundscheck=False)
def _count_in_bins(line, edges, first, last, denominator, counts):
    """How many elements each bin has. What is not beyond the outer edges is in one of them, or by
    rounding in the one behind the last."""
    bins = len(counts)
    final = u64(bins) - u64(1)
    for i in range(len(line)):
        if line[i] >= first and line[i] <= last:
            x = cast(edges.dtype, line[i])
            place = u64(i64((x - first) / denominator * bins))
            place = final if place > final else place
            if x < edges[place]:
                place -= u64(1)
            elif x >= edges[place + u64(1)] and place != final:
                place += u64(1)
            counts[place] += i64(1)


@jit
def _equal_bins(line, bins: int, edges, first, last, weights):
    denominator = _difference(last, first)
    if weights is None:
        if not np.isfinite(denominator):
            # NumPy finds no bin.
            elsewhere()
        counts = np.zeros(bins, np.int64)
        _count_in_bins(line, edges, first, last, denominator, counts)
        return counts
    else:
        places = allocate(np.int64, (min(len(line), BLOCK),))
        counts = np.zeros(bins, weights.dtype)
        sums = np.zeros(bins)
        for low in range(0, len(line), BLOCK):
            block = line[low : low + BLOCK]
            _put_bins(block, bins, edges, first, last, denominator, places)
            sums[:] = 0
            for i in range(len(block)):
                place = places[i]
                if place >= 0:
                    sums[place] += cast(np.float64, weights[low + i])
            for bin in range(bins):
                counts[bin] += cast(counts.dtype, sums[bin])
        return counts


@jit
def _places_of_edges(ordered, edges):
    """Where the edges are in a sorted block; the last bin has its last edge as well."""
    places = np.searchsorted(ordered, edges)
    if len(edges) > 0:
        last = len(edges) - 1
        places[last] = np.searchsorted(ordered, edges[last], "right")
    return places


@jit
def _of_edges(line, edges, weights):
    if weights is None:
        ordered = line.copy()
        sort_line(ordered)
        return np.diff(_places_of_edges(ordered, edges))
    else:
        totals = np.zeros(len(edges), weights.dtype)
        for low in range(0, len(line), BLOCK):
            block = line[low : low + BLOCK].copy()
            order = allocate(np.int64, (len(block),))
            put_order(block, order)
            sums = np.zeros(len(block) + 1, weights.dtype)
            total = cast(weights.dtype, 0)
            for i in range(len(block)):
                number = weights[low + order[i]]
                total = number if i == 0 else total + number
                sums[i + 1] = total
            totals += sums[_places_of_edges(block[order], edges)]
        return np.diff(totals)


@jit
def _dense(counts, edges, density: Known):
    if density is not None and density:
        return counts / converted(np.float64, np.diff(edges)) / np.sum(counts), edges
    else:
        return counts, edges


@jit
def _line_of(a):
    return np.ascontiguousarray(a.ravel()).ravel()


@jit
def _weights_of(a, weights):
    if weights is None:
        return None
    else:
        if isinstance(cast(weights.dtype, 0), np.complexfloating):
            not_compiled()
        if not _has_lengths(weights, a):
            raise ValueError("weights should have the same shape as a.")
        return _line_of(weights)


@jit
def _has_lengths(a, b):
    if a.ndim == b.ndim:
        return a.shape == b.shape
    else:
        return False


@jit
def _check_rising(edges):
    for i in range(1, len(edges)):
        if edges[i - 1] > edges[i]:
            raise ValueError("`bins` must increase monotonically, when an array")


@jit
def _number_of(bins):
    if isinstance(bins, (int, np.integer)):
        if bins < 1:
            raise ValueError("`bins` must be positive, when an integer")
        return int(bins)
    else:
        raise TypeError("`bins` must be an integer, a string, or an array")


@jit
def _equal_edges(line, bins: int, first, last):
    dtype = dtype_of(_type_of_edges(cast(line.dtype, 0), first, last))
    edges = np.linspace(first, last, bins + 1, dtype=dtype)
    for i in range(bins):
        if edges[i] >= edges[i + 1]:
            raise ValueError(
                f"Too many bins for data range. Cannot create {bins} finite-sized bins."
            )
    return edges


@jit
def _between(line, bins: int, first, last, density: Known, weights):
    edges = _equal_edges(line, bins, first, last)
    return _dense(_equal_bins(line, bins, edges, first, last, weights), edges, density)


@jit
def _edges_of(line, bins, outer):
    if isinstance(bins, np.ndarray):
        if bins.ndim != 1:
            not_compiled()
        _check_rising(bins)
        return bins
    elif isinstance(bins, (tuple, list)):
        return _edges_of(line, np.array(bins), outer)
    elif isinstance(bins, str):
        return not_compiled()
    else:
        number = _number_of(bins)
        first, last = _outer_edges(line, outer)
        if not (np.isfinite(first) and np.isfinite(last)):
            # NumPy's words have the numbers.
            elsewhere()
        if first == last:
            return _equal_edges(line, number, first - 0.5, last + 0.5)
        return _equal_edges(line, number, first, last)


@jit
def histogram_bin_edges(a, bins=10, range=None, weights=None):
    if isinstance(cast(a.dtype, 0), np.complexfloating):
        return not_compiled()
    elif a.dtype == np.bool_:
        return histogram_bin_edges(a.view(np.uint8), bins, range, weights)
    else:
        _weights_of(a, weights)
        return _edges_of(_line_of(a), bins, range)


@jit
def _of_line(line, bins, outer, density: Known, weights):
    if isinstance(bins, np.ndarray):
        if bins.ndim != 1:
            not_compiled()
        _check_rising(bins)
        return _dense(_of_edges(line, bins, weights), bins, density)
    elif isinstance(bins, (tuple, list)):
        return _of_line(line, np.array(bins), outer, density, weights)
    elif isinstance(bins, str):
        return not_compiled()
    else:
        number = _number_of(bins)
        first, last = _outer_edges(line, outer)
        if not (np.isfinite(first) and np.isfinite(last)):
            # NumPy's words have the numbers.
            elsewhere()
        if first == last:
            return _between(line, number, first - 0.5, last + 0.5, density, weights)
        return _between(line, number, first, last, density, weights)


@jit
def histogram(a, bins=10, range=None, density: Known = None, weights=None):
    if isinstance(cast(a.dtype, 0), np.complexfloating):
        return not_compiled()
    elif a.dtype == np.bool_:
        return histogram(a.view(np.uint8), bins, range, density, weights)
    else:
        return _of_line(_line_of(a), bins, range, density, _weights_of(a, weights))
