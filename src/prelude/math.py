"""`math`: the functions that are libm's, with CPython's checks of domain and range around them."""

from pyjit import jit
from pyjit.intrinsics import sqrt as c_sqrt


@jit
def sqrt(x: float) -> float:
    if x < 0.0:
        raise ValueError("math domain error")
    return c_sqrt(x)


@jit
def log_base(x: float, base: float) -> float:
    raise ValueError("math domain error")
