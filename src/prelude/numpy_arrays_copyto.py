"""`numpy`: values that are copied into an array, and into what a mask marks of it (NumPy's
``multiarraymodule.c`` and ``item_selection.c``)."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import Known, cast, is_read_only, joined_dtype
from pyjit.prelude.numpy_arrays_broadcast import _as_array
from pyjit.prelude.numpy_arrays_take import _values_for
from pyjit.prelude.operators_reduce import elsewhere
from pyjit.prelude.operators_refused import not_compiled


@jit
def _expect_kind_of(x, y):
    """Numbers of the kind of `y` become those of the kind of `x`; else NumPy raises TypeError."""
    if isinstance(x, np.bool_):
        if not isinstance(y, (bool, np.bool_)):
            not_compiled()
    elif isinstance(x, np.unsignedinteger):
        if not isinstance(y, (int, np.bool_, np.unsignedinteger)):
            not_compiled()
    elif isinstance(x, np.signedinteger):
        if not isinstance(y, (int, np.bool_, np.integer)):
            not_compiled()
    elif isinstance(x, np.floating):
        if not isinstance(y, (int, float, np.bool_, np.integer, np.floating)):
            not_compiled()
    elif not isinstance(x, np.complexfloating):
        not_compiled()


@jit
def _expect_kind(dst, src):
    if isinstance(src, np.ndarray):
        _expect_kind_of(cast(dst.dtype, 0), cast(src.dtype, 0))
    else:
        _expect_kind_of(cast(dst.dtype, 0), src)


@jit
def _copy_where(dst, src, where):
    copied = dst.copy()
    copied[...] = src
    if where.ndim > dst.ndim:
        elsewhere()  # for NumPy's words
    for wanted, given in zip(dst.shape[::-1], where.shape[::-1]):
        if given != 1 and given != wanted:
            elsewhere()
    dst[...] = np.where(where, copied, dst)


@jit
def copyto(dst, src, casting: Known = "same_kind", where=True):
    if casting != "same_kind" or not isinstance(dst, np.ndarray):
        not_compiled()
    elif isinstance(src, (tuple, list)):
        copyto(dst, _as_array(src), casting, where)
    elif isinstance(where, np.ndarray):
        if where.dtype != np.bool_:
            # NumPy raises TypeError.
            not_compiled()
        _expect_kind(dst, src)
        if is_read_only(dst):
            raise ValueError("assignment destination is read-only")
        _copy_where(dst, src, where)
    elif isinstance(where, (bool, np.bool_)):
        _expect_kind(dst, src)
        if is_read_only(dst):
            raise ValueError("assignment destination is read-only")
        if where:
            dst[...] = src
    else:
        not_compiled()


@jit
def putmask(a, /, mask, values):
    if not isinstance(mask, np.ndarray):
        putmask(a, _as_array(mask), values)
    elif isinstance(values, np.ndarray) and joined_dtype((a, values), None) != a.dtype:
        # NumPy has no safe way from these to elements.
        not_compiled()
    else:
        if is_read_only(a):
            raise ValueError("putmask: output array is read-only")
        if a.size != mask.size:
            raise ValueError("putmask: mask and data must be the same size")
        line = _values_for(a, values)
        marks = np.ravel(mask)
        count = len(line)
        if count > 0:
            for k in range(len(marks)):
                if marks[k]:
                    a.flat[k] = line[k % count]
