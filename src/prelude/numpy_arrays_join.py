"""`numpy`: arrays put together, one behind the other or one on the other."""

from pyjit import jit
from pyjit.intrinsics import Known, allocate, is_c_order, laid_out
from pyjit.prelude.operators_refused import not_compiled


@jit
def _in_line(arrays):
    count = 0
    for a in arrays:
        count += len(a)
    joined = allocate(arrays[0].dtype, (count,))
    place = 0
    for a in arrays:
        joined[place : place + len(a)] = a
        place += len(a)
    return joined


@jit
def _expect_length(length: int, number: int, wanted: int, axis: int):
    if length != wanted:
        raise ValueError(
            "all the input array dimensions except for the concatenation axis must match exactly, "
            f"but along dimension {axis}, the array at index 0 has size {wanted} and the array at "
            f"index {number} has size {length}"
        )


@jit
def _is_by_columns(arrays):
    """Whether matrices lie in Fortran order (``PyArray_CreateMultiSortedStridePerm``)."""
    is_known = False
    answer = False
    for a in arrays:
        n, m = a.shape
        row, column = a.strides
        if n != 1 and m != 1:
            # One without elements counts as one in C order.
            if abs(column) <= abs(row) or n * m == 0:
                answer = False
            elif not is_known:
                answer = True
            is_known = True
    return answer


@jit
def _room(arrays, n: int, m: int):
    first = arrays[0]
    room = allocate(first.dtype, (n, m))
    if is_c_order(first):
        return room
    else:
        if _is_by_columns(arrays):
            return laid_out(room, (n, m), (first.itemsize, first.itemsize * n))
        return laid_out(room, (n, m), (first.itemsize * m, first.itemsize))


@jit
def _below(arrays):
    m = arrays[0].shape[1]
    count = 0
    number = 0
    for a in arrays:
        _expect_length(a.shape[1], number, m, 1)
        count += a.shape[0]
        number += 1
    joined = _room(arrays, count, m)
    place = 0
    for a in arrays:
        joined[place : place + a.shape[0]] = a
        place += a.shape[0]
    return joined


@jit
def _beside(arrays):
    n = arrays[0].shape[0]
    count = 0
    number = 0
    for a in arrays:
        _expect_length(a.shape[0], number, n, 0)
        count += a.shape[1]
        number += 1
    joined = _room(arrays, n, count)
    place = 0
    for a in arrays:
        joined[:, place : place + a.shape[1]] = a
        place += a.shape[1]
    return joined


@jit
def concatenate(arrays, /, axis: Known = 0):
    if arrays[0].ndim == 1:
        if axis == 0 or axis == -1:
            return _in_line(arrays)
        else:
            return not_compiled()
    elif arrays[0].ndim == 2:
        if axis == 0 or axis == -2:
            return _below(arrays)
        elif axis == 1 or axis == -1:
            return _beside(arrays)
        else:
            return not_compiled()
    else:
        return not_compiled()


@jit
def _as_rows(arrays):
    joined = allocate(arrays[0].dtype, (len(arrays), len(arrays[0])))
    row = 0
    for a in arrays:
        joined[row] = a
        row += 1
    return joined


@jit
def _as_columns(arrays):
    joined = allocate(arrays[0].dtype, (len(arrays[0]), len(arrays)))
    column = 0
    for a in arrays:
        joined[:, column] = a
        column += 1
    return joined


@jit
def _expect_lengths(arrays, axis: int):
    number = 0
    for a in arrays:
        _expect_length(len(a), number, len(arrays[0]), axis)
        number += 1


@jit
def vstack(tup):
    if tup[0].ndim == 1:
        _expect_lengths(tup, 1)
        return _as_rows(tup)
    elif tup[0].ndim == 2:
        return _below(tup)
    else:
        return not_compiled()


@jit
def hstack(tup):
    if tup[0].ndim == 1:
        return _in_line(tup)
    elif tup[0].ndim == 2:
        return _beside(tup)
    else:
        return not_compiled()


@jit
def column_stack(tup):
    if tup[0].ndim == 1:
        _expect_lengths(tup, 0)
        return _as_columns(tup)
    elif tup[0].ndim == 2:
        return _beside(tup)
    else:
        return not_compiled()


@jit
def stack(arrays, axis: Known = 0):
    if arrays[0].ndim == 1:
        for a in arrays:
            if len(a) != len(arrays[0]):
                raise ValueError("all input arrays must have the same shape")
        if axis == 0 or axis == -2:
            return _as_rows(arrays)
        elif axis == 1 or axis == -1:
            return _as_columns(arrays)
        else:
            return not_compiled()
    else:
        return not_compiled()
