"""`numpy`: counts of pairs of numbers (NumPy's ``histogramdd`` of two columns)."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known, allocate, cast, converted, joined_dtype
from pyjit.prelude.numpy_arrays_broadcast import _as_array
from pyjit.prelude.operators_reduce import elsewhere
from pyjit.prelude.operators_refused import not_compiled


@jit
def _check_ends(first, last):
    if not (np.isfinite(first) and np.isfinite(last)):
        # NumPy's words have the numbers.
        elsewhere()


@jit
def _spaced(first, last, count: int):
    if first == last:
        return np.linspace(first - 0.5, last + 0.5, count + 1)
    return np.linspace(first, last, count + 1)


@jit
def _edges(line, bins, outer, number: Known):
    """The edges along one of the axes."""
    if isinstance(bins, np.ndarray):
        if bins.ndim != 1 or bins.dtype == np.bool_:
            return not_compiled()
        elif isinstance(cast(bins.dtype, 0), np.complexfloating):
            return not_compiled()
        else:
            for i in range(1, len(bins)):
                if bins[i - 1] > bins[i]:
                    raise ValueError(
                        f"`bins[{number}]` must be monotonically increasing, when an array"
                    )
            if len(bins) == 0:
                elsewhere()
            return bins
    elif isinstance(bins, tuple):
        return _edges(line, np.array(bins), outer, number)
    elif isinstance(bins, (int, np.integer)) and not isinstance(bins, bool):
        if bins < 1:
            raise ValueError(f"`bins[{number}]` must be positive, when an integer")
        if outer is None:
            if len(line) == 0:
                # From 0 to 1, which are Python's.
                elsewhere()
            first = np.min(line)
            last = np.max(line)
            _check_ends(first, last)
            return _spaced(first, last, int(bins))
        else:
            low, high = outer
            if low > high:
                raise ValueError("max must be larger than min in range parameter.")
            _check_ends(low, high)
            return _spaced(low, high, int(bins))
    else:
        return not_compiled()


@jit
def _places(line, edges):
    """The bin of each number, 0 and the number of edges outside; the last bin has its last edge."""
    places = np.searchsorted(edges, line, "right")
    last = edges[len(edges) - 1]
    for i in range(len(line)):
        if line[i] == last:
            places[i] -= 1
    return places


@jit
def _check_weights(weights, count: int):
    if weights is not None:
        if weights.ndim != 1:
            not_compiled()
        elif isinstance(cast(weights.dtype, 0), np.complexfloating):
            not_compiled()
        else:
            if len(weights) != count:
                raise ValueError("The weights and list don't have the same length.")


@jit
def _counts(xs, ys, x_edges, y_edges, weights):
    rows = _places(xs, x_edges)
    columns = _places(ys, y_edges)
    _check_weights(weights, len(xs))
    counts = np.zeros((len(x_edges) + 1, len(y_edges) + 1))
    for i in range(len(xs)):
        if weights is None:
            counts[rows[i], columns[i]] += 1.0
        else:
            counts[rows[i], columns[i]] += cast(np.float64, weights[i])
    return counts[1:-1, 1:-1]


@jit
def _of_edges(xs, ys, x_edges, y_edges, density: Known, weights):
    counts = _counts(xs, ys, x_edges, y_edges, weights)
    if density is not None and density:
        total = np.sum(counts)
        dense = counts / converted(np.float64, np.diff(x_edges))[:, None]
        dense = dense / converted(np.float64, np.diff(y_edges))
        dense /= total
        return dense, x_edges, y_edges
    else:
        return counts, x_edges, y_edges


@jit
def _of_pairs(xs, ys, bins, outer, density: Known, weights):
    if isinstance(bins, tuple) and len(bins) == 2:
        x_outer, y_outer = (None, None) if outer is None else outer
        x_edges = _edges(xs, bins[0], x_outer, 0)
        y_edges = _edges(ys, bins[1], y_outer, 1)
        return _of_edges(xs, ys, x_edges, y_edges, density, weights)
    elif isinstance(bins, tuple):
        if len(bins) < 2:
            return not_compiled()
        else:
            return _of_pairs(xs, ys, np.array(bins), outer, density, weights)
    elif isinstance(bins, np.ndarray):
        if len(bins) < 3:
            # These are numbers of bins.
            elsewhere()
        return _of_pairs(xs, ys, (bins, bins), outer, density, weights)
    else:
        return _of_pairs(xs, ys, (bins, bins), outer, density, weights)


@jit
def histogram2d(x, y, bins=10, range=None, density: Known = None, weights=None):
    if not isinstance(x, np.ndarray):
        return histogram2d(_as_array(x), y, bins, range, density, weights)
    elif not isinstance(y, np.ndarray):
        return histogram2d(x, _as_array(y), bins, range, density, weights)
    elif isinstance(weights, tuple):
        return histogram2d(x, y, bins, range, density, np.array(weights))
    elif x.ndim != 1 or y.ndim != 1:
        return not_compiled()
    else:
        if len(x) != len(y):
            raise ValueError("x and y must have the same length.")
        together = allocate(joined_dtype((x, y), None), (0,))
        number = cast(together.dtype, 0)
        if isinstance(number, np.complexfloating) or isinstance(number, np.bool_):
            return not_compiled()
        else:
            xs = converted(together.dtype, x)
            ys = converted(together.dtype, y)
            return _of_pairs(xs, ys, bins, range, density, weights)
