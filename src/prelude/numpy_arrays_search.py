"""`numpy`: places of values in sorted arrays."""

import numpy as np

from pyjit import f64, i64, jit
from pyjit.intrinsics import Known, allocate, cast, converted, dtype_of
from pyjit.prelude.operators_reduce import elsewhere
from pyjit.prelude.operators_refused import not_compiled
from pyjit.prelude.operators_search import (
    halvings,
    is_in_order,
    place_between,
    place_of_number,
    put_places,
    put_places_in_order,
    sum_of_two,
)
from pyjit.prelude.operators_sort import is_less

# `interp` looks so far from the last place before it searches everything.
NEAR = 8


@jit
def _common(a, v):
    """A number of the type that NumPy compares the elements of an array and values in."""
    if isinstance(v, np.ndarray):
        return sum_of_two(cast(a.dtype, 0), cast(v.dtype, 0))
    else:
        return sum_of_two(cast(a.dtype, 0), cast(dtype_of(v), 0))


@jit
def _check_side(side: Known):
    if side != "left" and side != "right":
        raise ValueError(f"search side must be 'left' or 'right' (got '{side}')")


@jit(boundscheck=False)
def _put_places(a, line, side: Known, of: Known, places):
    """Where the elements are in order, every search finds the same place."""
    if len(line) > len(a) >> 4 and is_in_order(a, of):
        if is_in_order(line, of):
            put_places_in_order(a, line, side, of, places)
        else:
            put_places(a, line, side, of, places)
    else:
        _put_places_of_steps(a, line, side, of, places)


@jit(boundscheck=False)
def _put_places_of_steps(a, line, side: Known, of: Known, places):
    """Where a value is not less than the last one, it is looked for from that one's place on, else
    up to behind that one's place (NumPy's ``npy_binsearch``)."""
    low = 0
    high = len(a)
    for i in range(len(line)):
        value = cast(of, line[i])
        last = cast(of, line[max(i - 1, 0)])
        if side == "left":
            is_behind = is_less(last, value)
        else:
            is_behind = not is_less(value, last)
        if is_behind:
            high = len(a)
        else:
            low = 0
            high = min(high + 1, len(a))
        low = place_between(a, value, side, of, low, high)
        high = low
        places[i] = low


@jit
def _sorted_by(a, sorter):
    """The elements of an array in an order that is given."""
    if sorter.ndim != 1:
        not_compiled()
    if not isinstance(cast(sorter.dtype, 0), np.integer):
        not_compiled()
    if len(sorter) != len(a):
        raise ValueError("sorter.size must equal a.size")
    line = allocate(a.dtype, (len(a),))
    for i in range(len(a)):
        place = int(sorter[i])
        if not 0 <= place < len(a):
            # NumPy looks at those that its search meets.
            elsewhere()
        line[i] = a[place]
    return line


@jit
def searchsorted(a, v, side: Known = "left", sorter=None):
    if a.ndim != 1:
        return not_compiled()
    elif sorter is not None:
        return searchsorted(_sorted_by(a, sorter), v, side)
    elif isinstance(v, np.ndarray):
        _check_side(side)
        common = _common(a, v)
        line = v.ravel()
        places = allocate(np.int64, (len(line),))
        _put_places(a, line, side, dtype_of(common), places)
        return places.reshape(v.shape)
    else:
        _check_side(side)
        of = dtype_of(_common(a, v))
        return i64(place_between(a, cast(of, v), side, of, 0, len(a)))


@jit
def _direction(bins):
    """1 where elements do not fall, else -1 where they do not rise, else 0."""
    edges = converted(np.float64, bins)
    start = 1
    while start < len(edges) and edges[start] == edges[0]:
        start += 1
    if start >= len(edges):
        return 1
    rises = edges[0] < edges[start]
    for i in range(start + 1, len(edges)):
        if rises and edges[i - 1] > edges[i] or not rises and edges[i - 1] < edges[i]:
            return 0
    return 1 if rises else -1


@jit
def digitize(x, bins, right: Known = False):
    if isinstance(bins, tuple):
        return digitize(x, np.array(bins), right)
    elif bins.ndim != 1:
        return not_compiled()
    elif isinstance(cast(bins.dtype, 0), np.complexfloating):
        return not_compiled()
    elif isinstance(_common(bins, x), np.complexfloating):
        return not_compiled()
    direction = _direction(bins)
    if direction == 0:
        raise ValueError("bins must be monotonically increasing or decreasing")
    if right:
        if direction < 0:
            return len(bins) - searchsorted(bins[::-1], x, "left")
        return searchsorted(bins, x, "left")
    else:
        if direction < 0:
            return len(bins) - searchsorted(bins[::-1], x, "right")
        return searchsorted(bins, x, "right")


@jit(boundscheck=False)
def _between(xp, x, guess: int):
    """The place of the last of several points that is not greater, where it is looked for near the
    last one first, as NumPy does (``binary_search_with_guess``): that shows where points are not in
    order. -1 and the number of points where it is outside."""
    n = len(xp)
    if x > xp[n - 1]:
        return n
    if x < xp[0]:
        return -1
    low = 0
    high = n
    if n <= 4:
        place = 1
        while place < n and x >= xp[place]:
            place += 1
        return place - 1
    near = max(1, min(guess, n - 3))
    if x < xp[near]:
        if not x < xp[near - 1]:
            return near - 1
        high = near - 1
        if near > NEAR and x >= xp[near - NEAR]:
            low = near - NEAR
    else:
        if x < xp[near + 1]:
            return near
        if x < xp[near + 2]:
            return near + 1
        low = near + 2
        if near < n - NEAR - 1 and x < xp[near + NEAR]:
            high = near + NEAR
    while low < high:
        middle = low + ((high - low) >> 1)
        if x >= xp[middle]:
            low = middle + 1
        else:
            high = middle
    return low - 1


@jit(boundscheck=False)
def _between_in_order(xp, x, guess: int, times: int):
    """The same where the points are in order: every search finds the same place."""
    n = len(xp)
    if 0 <= guess < n - 1 and xp[guess] <= x and x < xp[guess + 1]:
        return guess
    if x > xp[n - 1]:
        return n
    return place_of_number(xp, x, "right", np.float64, times) - 1


@jit(boundscheck=False)
def _put_values(xs, xp, fp, left, right, values):
    n = len(xp)
    place = 0
    times = halvings(n)
    is_ordered = len(xs) > n >> 4 and xp[n - 1] == xp[n - 1] and is_in_order(xp, np.float64)
    for i in range(len(xs)):
        x = xs[i]
        if n == 1:
            values[i] = left if x < xp[0] else right if x > xp[0] else fp[0]
        elif x != x:
            values[i] = x
        else:
            if is_ordered:
                place = _between_in_order(xp, x, place, times)
            else:
                place = _between(xp, x, place)
            if place < 0:
                values[i] = left
            elif place >= n:
                values[i] = right
            elif place == n - 1 or xp[place] == x:
                values[i] = fp[place]
            else:
                slope = (fp[place + 1] - fp[place]) / (xp[place + 1] - xp[place])
                value = slope * (x - xp[place]) + fp[place]
                if value != value:
                    value = slope * (x - xp[place + 1]) + fp[place + 1]
                    if value != value and fp[place] == fp[place + 1]:
                        value = fp[place]
                values[i] = value


@jit
def _as_line(numbers):
    """The same numbers in double precision, in C order, of one dimension."""
    if isinstance(cast(numbers.dtype, 0), np.complexfloating):
        not_compiled()
    return converted(np.float64, numbers.ravel())


@jit
def _interpolated(x, xp, fp, left, right):
    if len(xp) == 0:
        raise ValueError("array of sample points is empty")
    if len(xp) != len(fp):
        raise ValueError("fp and xp are not of the same length.")
    if isinstance(x, np.ndarray):
        values = allocate(np.float64, (x.size,))
    else:
        values = allocate(np.float64, (1,))
    least = f64(fp[0] if left is None else left)
    greatest = f64(fp[len(fp) - 1] if right is None else right)
    if isinstance(x, np.ndarray):
        _put_values(_as_line(x), xp, fp, least, greatest, values)
        return values.reshape(x.shape)
    else:
        _put_values(np.full(1, f64(x)), xp, fp, least, greatest, values)
        return values[0]


@jit
def _periodic(x, xp, fp, period):
    if len(xp) != len(fp):
        raise ValueError("fp and xp are not of the same length")
    points = xp % period
    places = np.argsort(points)
    points = points[places]
    values = fp[places]
    wider = np.concatenate((points[-1:] - period, points, points[:1] + period))
    return _interpolated(x, wider, np.concatenate((values[-1:], values, values[:1])), None, None)


@jit
def interp(x, xp, fp, left=None, right=None, period=None):
    if xp.ndim != 1 or fp.ndim != 1:
        return not_compiled()
    elif period is None:
        return _interpolated(x, _as_line(xp), _as_line(fp), left, right)
    else:
        if period == 0:
            raise ValueError("period must be a non-zero value")
        length = f64(abs(period))
        if isinstance(x, np.ndarray):
            if isinstance(cast(x.dtype, 0), np.complexfloating):
                not_compiled()
            return _periodic(converted(np.float64, x) % length, _as_line(xp), _as_line(fp), length)
        else:
            return _periodic(f64(x) % length, _as_line(xp), _as_line(fp), length)
