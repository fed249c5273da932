"""`numpy`: an array in parts along an axis (NumPy's ``shape_base.py``)."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known, moved
from pyjit.prelude.operators_refused import not_compiled


@jit
def _part(ary, start: int, stop: int, axis: Known):
    if axis == 0:
        return ary[start:stop]
    else:
        return moved(moved(ary, axis, 0)[start:stop], 0, axis)


@jit
def _at_places(ary, places, axis: Known):
    """The parts that begin at the places, which count from the end where they are negative."""
    parts = []
    start = 0
    for place in places:
        parts.append(_part(ary, start, place, axis))
        start = place
    parts.append(_part(ary, start, ary.shape[axis], axis))
    return parts


@jit
def _in_equal_parts(ary, sections: int, axis: Known):
    """So many parts, of which the first ones have one element more where they are not of one
    length."""
    if sections <= 0:
        raise ValueError("number sections must be larger than 0.")
    each, extras = divmod(ary.shape[axis], sections)
    parts = []
    start = 0
    for number in range(sections):
        stop = start + each + (1 if number < extras else 0)
        parts.append(_part(ary, start, stop, axis))
        start = stop
    return parts


@jit
def array_split(ary, indices_or_sections, axis: Known = 0):
    if isinstance(indices_or_sections, (np.integer, int)):
        return _in_equal_parts(ary, int(indices_or_sections), axis)
    elif isinstance(indices_or_sections, (tuple, list, np.ndarray)):
        return _at_places(ary, indices_or_sections, axis)
    else:
        return not_compiled()


@jit
def split(ary, indices_or_sections, axis: Known = 0):
    if isinstance(indices_or_sections, (np.integer, int)):
        if ary.shape[axis] % int(indices_or_sections) != 0:
            raise ValueError("array split does not result in an equal division")
    return array_split(ary, indices_or_sections, axis)


@jit
def vsplit(ary, indices_or_sections):
    if ary.ndim < 2:
        raise ValueError("vsplit only works on arrays of 2 or more dimensions")
    return split(ary, indices_or_sections, 0)


@jit
def hsplit(ary, indices_or_sections):
    if ary.ndim == 0:
        raise ValueError("hsplit only works on arrays of 1 or more dimensions")
    elif ary.ndim == 1:
        return split(ary, indices_or_sections, 0)
    else:
        return split(ary, indices_or_sections, 1)


@jit
def dsplit(ary, indices_or_sections):
    if ary.ndim < 3:
        raise ValueError("dsplit only works on arrays of 3 or more dimensions")
    return split(ary, indices_or_sections, 2)
