"""Methods of points and spans of time."""

from pyjit import jit
from pyjit.intrinsics import Known, cast


@jit
def astype(x, dtype: Known, /):
    return cast(dtype, x)
