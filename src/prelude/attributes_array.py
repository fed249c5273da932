"""Attributes of NumPy's arrays that are computed; the others the compiler knows itself."""

import numpy as np

from pyjit import jit
from pyjit.intrinsics import cast, parts_of
from pyjit.prelude.operators_refused import not_compiled


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
        # A new read-only array of zeros.
        return not_compiled()
