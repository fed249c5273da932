"""Parameters whose annotation leaves the array open: their types come from the call."""

import numpy as np
from numpy.typing import NDArray

from pyjit import f64, i32, jit


@jit
def _total(a: np.ndarray):
    total = 0.0
    for x in a.ravel():
        total += x
    return total


@jit
def _doubled(a: NDArray[np.float64], n: int):
    return a * n


@jit
def of_any_array(a: f64[:, :], b: i32[:]):
    return _total(a), _total(b)


@jit
def of_any_dimension(a: f64[:, :], b: f64[:]):
    return _doubled(a, 2), _doubled(b, 3)
