from pyjit import jit


@jit
def f(names: list[bytes]) -> int:
    return len(names)


@jit
def g(a: "Thing") -> int:
    return 1


import numpy as np
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyjit import f64

Mask = bool[:]


@jit
def builtin(a: bool[:]) -> int:
    return len(a)


@jit
def of_numpy(a: np.float32[:, :]) -> int:
    return len(a)


@jit
def of_variable[T: (np.float32, np.float64)](a: T[:]) -> int:
    return len(a)


@jit
def through_an_alias(a: Mask) -> int:
    return len(a)


@jit
def half_a_string(a: "np.float32[:]" | None) -> int:
    return 0 if a is None else len(a)


@jit
def of_type_checkers(a: f64[:]) -> int:
    return len(a)


@jit
def quoted(a: "bool[:]", b: "np.float32[:] | None", c: "f64[:]") -> int:
    return len(a)


@jit
def since(t: np.datetime64) -> int:
    """The class does not say the unit."""
    return 0
