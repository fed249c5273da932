"""Attributes of NumPy's arrays that are computed; the others the compiler knows itself."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import cast, is_c_order, parts_of, protected
from pyjit.prelude.numpy_arrays import _is_by_columns


@jit
def real(self):
    if isinstance(cast(self.dtype, 0), np.complexfloating):
        return parts_of(self)[..., 0]
    else:
        return self


@jit
def imag(self):
    if isinstance(cast(self.dtype, 0), np.complexfloating):
        return parts_of(self)[..., 1]
    else:
        return protected(_zeros_like(self))


@jit
def _zeros_like(a):
    if a.ndim > 1 and not is_c_order(a):
        if _is_by_columns(a):
            return np.zeros(a.shape, a.dtype, "F")
        return np.zeros(a.shape, a.dtype)
    else:
        return np.zeros(a.shape, a.dtype)
