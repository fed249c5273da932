"""`numpy`: an array of arrays, which become its rows (``PyArray_DiscoverDTypeAndShape``)."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known, allocate, converted, joined_dtype
from pyjit.prelude.operators_reduce import elsewhere
from pyjit.prelude.operators_refused import not_compiled


@jit
def _type_of_rows(example, rows):
    """An array without elements of the type that all have together, one after the other."""
    if len(rows) == 0:
        return example
    else:
        if not isinstance(rows[0], np.ndarray):
            # NumPy raises ValueError.
            not_compiled()
        return _type_of_rows(allocate(joined_dtype((example, rows[0]), None), (0,)), rows[1:])


@jit
def _expect_length(first, rows, count: int):
    if len(rows) > 0:
        if rows[0].ndim != first.ndim:
            # NumPy raises ValueError.
            not_compiled()
        if first.ndim > 0:
            if rows[0].shape[0] != first.shape[0]:
                raise ValueError(
                    "setting an array element with a sequence. The requested array has an "
                    "inhomogeneous shape after 1 dimensions. The detected shape was "
                    f"({count},) + inhomogeneous part."
                )
        _expect_length(first, rows[1:], count)


@jit
def _put_rows(made, rows, number: int):
    if len(rows) > 0:
        if rows[0].shape != made.shape[1:]:
            # NumPy's words have all lengths that are the same.
            elsewhere()
        made[number, ...] = converted(made.dtype, rows[0])
        _put_rows(made, rows[1:], number + 1)


@jit
def _of_arrays(rows, dtype: Known):
    if dtype is None:
        example = _type_of_rows(allocate(rows[0].dtype, (0,)), rows[1:])
        return _of_arrays(rows, example.dtype)
    else:
        _expect_length(rows[0], rows[1:], len(rows))
        made = allocate(dtype, (len(rows),) + rows[0].shape)
        _put_rows(made, rows, 0)
        return made
