"""`numpy`: what arrays hold as sets (NumPy's ``_arraysetops_impl.py``)."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known, allocate, cast, converted, dtype_of
from pyjit.prelude.operators_lines import put_order, sort_line
from pyjit.prelude.operators_reduce import elsewhere
from pyjit.prelude.operators_refused import not_compiled
from pyjit.prelude.operators_search import halvings, place_of_number, sum_of_two
from pyjit.prelude.operators_unique import counts_of, numbers_of, parts_of_axis, with_counts


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


@jit
def _with_places(found, asked: Known, places, starts):
    if asked:
        return (*found, _picked(places, starts))
    else:
        return found


@jit
def _with_inverse(found, asked: Known, places, starts, lengths):
    if asked:
        return (*found, numbers_of(places, starts).reshape(lengths))
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
    if axis is not None and ar.ndim != 1:
        return parts_of_axis(ar, return_index, return_inverse, return_counts, axis)
    elif axis is not None and axis != 0 and axis != -1:
        # NumPy raises AxisError.
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
        return with_counts(all, return_counts, starts, len(line))
    elif return_counts:
        line = ar.flatten()
        sort_line(line)
        starts = _starts(line, equal_nan)
        return _picked(line, starts), counts_of(starts, len(line))
    else:
        line = ar.flatten()
        sort_line(line)
        return _picked(line, _starts(line, equal_nan))


@jit
def _elements(a):
    if isinstance(a, (tuple, list)):
        return np.array(a)
    else:
        return a.ravel()


@jit
def union1d(ar1, ar2):
    return unique(np.concatenate((_elements(ar1), _elements(ar2))))


@jit(boundscheck=False)
def _repeated(line):
    """The elements of a sorted line that are the same as the next ones."""
    found = allocate(line.dtype, (len(line),))
    count = 0
    for i in range(1, len(line)):
        found[count] = line[i - 1]
        count += 1 if line[i] == line[i - 1] else 0
    return found[:count]


@jit(boundscheck=False)
def _places_of_repeated(line):
    places = allocate(np.int64, (len(line),))
    count = 0
    for i in range(1, len(line)):
        places[count] = i - 1
        count += 1 if line[i] == line[i - 1] else 0
    return places[:count]


@jit
def _common_with_places(first, second):
    together = np.concatenate((first, second))
    order = allocate(np.int64, (len(together),))
    put_order(together, order)
    ordered = _picked(together, order)
    places = _places_of_repeated(ordered)
    return _picked(ordered, places), _picked(order, places), _picked(order, places + 1) - len(first)


@jit
def intersect1d(ar1, ar2, assume_unique: Known = False, return_indices: Known = False):
    if return_indices:
        if assume_unique:
            return _common_with_places(_elements(ar1), _elements(ar2))
        else:
            first, places = unique(_elements(ar1), True)
            second, others = unique(_elements(ar2), True)
            common, left, right = _common_with_places(first, second)
            # Of elements that only their common type makes the same there may be no such place.
            return common, places[left], others[right]
    else:
        if assume_unique:
            together = np.concatenate((_elements(ar1), _elements(ar2)))
            sort_line(together)
            return _repeated(together)
        else:
            together = np.concatenate((unique(_elements(ar1)), unique(_elements(ar2))))
            sort_line(together)
            return _repeated(together)


@jit(boundscheck=False)
def _alone(line):
    """The elements of a sorted line that no neighbour is the same as."""
    found = allocate(line.dtype, (len(line),))
    count = 0
    for i in range(len(line)):
        found[count] = line[i]
        is_first = i == 0 or line[i] != line[i - 1]
        is_last = i + 1 == len(line) or line[i + 1] != line[i]
        count += 1 if is_first and is_last else 0
    return found[:count]


@jit
def setxor1d(ar1, ar2, assume_unique: Known = False):
    if assume_unique:
        together = np.concatenate((_elements(ar1), _elements(ar2)))
        sort_line(together)
        return _alone(together)
    else:
        together = np.concatenate((unique(_elements(ar1)), unique(_elements(ar2))))
        sort_line(together)
        return _alone(together)


@jit(boundscheck=False)
def _found(line, ordered, invert: Known, of: Known):
    """For each element whether it is in a sorted line, compared in a type."""
    answers = allocate(np.bool_, (len(line),))
    times = halvings(len(ordered))
    for i in range(len(line)):
        x = cast(of, line[i])
        is_there = False
        if x == x and len(ordered) > 0:
            place = place_of_number(ordered, x, "left", of, times)
            is_there = place < len(ordered) and cast(of, ordered[min(place, len(ordered) - 1)]) == x
        answers[i] = is_there != invert
    return answers


@jit
def _is_in_floats(line, others, invert: Known, of: Known):
    ordered = converted(of, others)
    sort_line(ordered)
    return _found(line, ordered, invert, of)


@jit
def _is_in(line, others, invert: Known):
    number = sum_of_two(cast(line.dtype, 0), cast(others.dtype, 0))
    if isinstance(number, np.integer) or isinstance(number, np.bool_):
        ordered = others.flatten()
        sort_line(ordered)
        return _found(line, ordered, invert, dtype_of(number))
    elif isinstance(number, np.complexfloating):
        return _is_in_floats(line, others, invert, dtype_of(number))
    elif isinstance(cast(line.dtype, 0), np.floating):
        return _is_in_floats(line, others, invert, dtype_of(number))
    elif isinstance(cast(others.dtype, 0), np.floating):
        return _is_in_floats(line, others, invert, dtype_of(number))
    else:
        # NumPy compares them in floats or as integers, by how far they are apart.
        return not_compiled()


@jit
def _has_repeated(line):
    ordered = line.copy()
    sort_line(ordered)
    return len(_repeated(ordered)) > 0


@jit
def isin(
    element,
    test_elements,
    assume_unique: Known = False,
    invert: Known = False,
    *,
    kind: Known = None,
):
    if kind is not None and kind != "sort":
        return not_compiled()
    elif isinstance(element, np.ndarray):
        if assume_unique:
            # What NumPy answers where they are not depends on how many there are.
            if _has_repeated(element.ravel()) or _has_repeated(_elements(test_elements)):
                elsewhere()
        return _is_in(element.ravel(), _elements(test_elements), invert).reshape(element.shape)
    else:
        return not_compiled()


@jit
def setdiff1d(ar1, ar2, assume_unique: Known = False):
    if assume_unique:
        line = _elements(ar1)
        return line[_is_in(line, _elements(ar2), True)]
    else:
        line = unique(_elements(ar1))
        return line[_is_in(line, unique(_elements(ar2)), True)]
