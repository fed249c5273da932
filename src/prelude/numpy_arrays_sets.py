"""`numpy`: what arrays hold as sets (NumPy's ``_arraysetops_impl.py``)."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known, allocate
from pyjit.prelude.operators_lines import put_order, sort_line
from pyjit.prelude.operators_refused import not_compiled


@jit(boundscheck=False)
def _put_starts(line, equal_nan: Known, starts):
    """Puts where in a sorted line each value begins; how many there are."""
    count = 0
    for i in range(len(line)):
        # A place that does not count is the next one's.
        starts[count] = i
        if i == 0:
            count = 1
        elif equal_nan and isinstance(line[i], np.inexact):
            is_new = line[i] != line[i - 1] and (line[i] == line[i] or line[i - 1] == line[i - 1])
            count += 1 if is_new else 0
        else:
            count += 1 if line[i] != line[i - 1] else 0
    return count


@jit
def _starts(line, equal_nan: Known):
    starts = allocate(np.int64, (len(line),))
    return starts[: _put_starts(line, equal_nan, starts)]


@jit(boundscheck=False)
def _picked(line, places):
    """The elements at places that are known to be there."""
    b = allocate(line.dtype, (len(places),))
    for i in range(len(places)):
        b[i] = line[places[i]]
    return b


@jit(boundscheck=False)
def _inverse(places, starts):
    """For each element which value it is."""
    numbers = allocate(np.int64, (len(places),))
    for number in range(len(starts)):
        end = starts[number + 1] if number + 1 < len(starts) else len(places)
        for i in range(starts[number], end):
            numbers[places[i]] = number
    return numbers


@jit(boundscheck=False)
def _lengths(starts, end: int):
    counts = allocate(np.int64, (len(starts),))
    for i in range(len(starts)):
        counts[i] = (starts[i + 1] if i + 1 < len(starts) else end) - starts[i]
    return counts


@jit
def _with_places(found, asked: Known, places, starts):
    if asked:
        return (*found, _picked(places, starts))
    else:
        return found


@jit
def _with_inverse(found, asked: Known, places, starts, lengths):
    if asked:
        return (*found, _inverse(places, starts).reshape(lengths))
    else:
        return found


@jit
def _with_counts(found, asked: Known, starts, end: int):
    if asked:
        return (*found, _lengths(starts, end))
    else:
        return found


@jit
def unique(
    ar,
    return_index: Known = False,
    return_inverse: Known = False,
    return_counts: Known = False,
    axis: Known = None,
    *,
    equal_nan: Known = True,
):
    if axis is not None:
        return not_compiled()
    elif return_index or return_inverse:
        line = ar.flatten()
        places = allocate(np.int64, (len(line),))
        put_order(line, places)
        ordered = _picked(line, places)
        starts = _starts(ordered, equal_nan)
        found = (_picked(ordered, starts),)
        more = _with_places(found, return_index, places, starts)
        all = _with_inverse(more, return_inverse, places, starts, ar.shape)
        return _with_counts(all, return_counts, starts, len(line))
    elif return_counts:
        line = ar.flatten()
        sort_line(line)
        starts = _starts(line, equal_nan)
        return _picked(line, starts), _lengths(starts, len(line))
    else:
        line = ar.flatten()
        sort_line(line)
        return _picked(line, _starts(line, equal_nan))
