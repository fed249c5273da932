"""Reductions of expressions of arrays, whose elements are computed some at a time: in the order in
which NumPy reduces the array of all of them (`operators_accumulate.py`).

What has been added up so far is the state: a number, or of floats an array. A sum of floats is
pairwise: its elements are halved until one half is no more than a part, and the state has, behind
the sum of what is complete, the sums of left halves whose right ones are still to come.
"""

import numpy as np

from pyjit import f64, i64, jit
from pyjit.intrinsics import Known, allocate_zeroed, cast, dtype_of
from pyjit.prelude.operators_accumulate import of_line, pairwise

# So many elements are computed at a time.
MOST = 1024

# So many elements a buffer of NumPy's iterator takes.
BUFFER = 8192

# So often an array can be halved, and two more.
LEVELS = 64


@jit
def room(size: int):
    return min(size, MOST)


@jit
def begun(name: Known, dtype: Known, size: int):
    """The state before the first part."""
    zero = cast(dtype, 0)
    if name == "any":
        return False
    elif name == "all":
        return True
    elif name == "count":
        return i64(0)
    elif name == "minimum" or name == "maximum":
        if size == 0:
            raise ValueError(f"zero-size array to reduction operation {name} which has no identity")
        return zero
    elif name == "product":
        if isinstance(zero, np.floating) or isinstance(zero, np.unsignedinteger):
            return _one(zero)
        else:
            return i64(1)
    elif isinstance(zero, np.floating):
        return allocate_zeroed(dtype, (LEVELS,))
    elif isinstance(zero, np.unsignedinteger):
        return np.uint64(0)
    else:
        return i64(0)


@jit
def _one(zero):
    if isinstance(zero, np.floating):
        return cast(dtype_of(zero), 1)
    else:
        return np.uint64(1)


@jit
def _piece(name: Known, size: int):
    """How many elements are summed pairwise together."""
    if name == "mean_of_integers":
        return BUFFER
    else:
        return size


@jit
def count(name: Known, state, first: int, size: int):
    """How many elements the next part has."""
    if first >= size:
        return 0
    elif isinstance(state, np.ndarray):
        n = min(_piece(name, size), size - first // _piece(name, size) * _piece(name, size))
        rest = first % _piece(name, size)
        while n > MOST:
            half = n // 2
            half -= half % 8
            if rest < half:
                n = half
            else:
                rest -= half
                n -= half
        return n
    elif name == "any" and state or name == "all" and not state:
        # Nothing changes it any more.
        return 0
    else:
        return min(size - first, MOST)


@jit(boundscheck=False)
def _add(sums, part, rest: int, n: int):
    """Adds the sum of a part of `n` elements, before which so many of them have been summed."""
    level = 1
    joined = 0
    is_last = True
    while n > len(part):
        half = n // 2
        half -= half % 8
        if rest < half:
            n = half
            joined = 0
            is_last = False
        else:
            rest -= half
            n -= half
            level += 1
            joined += 1
    total = pairwise(part)
    for _ in range(joined):
        level -= 1
        total = sums[level] + total
    if is_last:
        sums[0] += total
    else:
        sums[level] = total


@jit(boundscheck=False)
def added(name: Known, state, part, first: int, size: int):
    """The state behind a part."""
    if isinstance(state, np.ndarray):
        piece = _piece(name, size)
        _add(state, part, first % piece, min(piece, size - first // piece * piece))
        return state
    elif name == "minimum" or name == "maximum":
        return of_line(name, part[0] if first == 0 else state, part)
    elif name == "any":
        return bool(of_line("logical_or", np.bool_(False), part))
    elif name == "all":
        return bool(of_line("logical_and", np.bool_(True), part))
    elif name == "count":
        return state + _count(part)
    elif name == "product":
        return of_line("multiply", state, part)
    else:
        return of_line("add", state, part)


@jit
def _count(part):
    count = i64(0)
    for x in part:
        count += i64(x != 0)
    return count


@jit
def ended(name: Known, state, size: int):
    """The result, when all parts are in the state."""
    if name == "any" or name == "all":
        return np.bool_(state)
    elif name == "mean" or name == "mean_of_integers":
        return cast(state.dtype, state[0] / f64(size))
    elif isinstance(state, np.ndarray):
        return state[0]
    else:
        return state
