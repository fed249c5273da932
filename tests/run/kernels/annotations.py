"""Types in every spelling: NumPy's, strings, later evaluation, signatures with several entries."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

import pyjit
from pyjit import f64, i64, jit


@jit
def numpy_vector(values: npt.NDArray[np.float64]) -> float:
    total = 0.0
    for i in range(len(values)):
        total += float(values[i])
    return total


@jit
def numpy_matrix(values: npt.NDArray[np.int32]) -> int:
    total = 0
    for i in range(values.shape[0]):
        for j in range(values.shape[1]):
            total += int(values[i, j]) * (i - j)
    return total


@jit
def numpy_flags(flags: npt.NDArray[np.bool_]) -> int:
    count = 0
    for i in range(len(flags)):
        if flags[i]:
            count += 1
    return count


@jit
def set_flags(flags: npt.NDArray[np.bool_], i_small: int, b: bool) -> None:
    flags[i_small] = b
    flags[-1] = flags[i_small] != flags[0]


@jit
def full_spelling(values: np.ndarray[tuple[int, int], np.dtype[np.float32]]) -> float:
    return float(values[0, -1]) * 2.0


@jit
def scalars(a: np.uint16, x: np.float32, b: np.bool_):
    return a + 1, x * 2, (a if b else 0)


@jit
def by_attribute(values: pyjit.f64[:], a: pyjit.i32) -> float:
    return float(values[0]) + int(a)


@jit
def as_string(values: "f64[:]", a: "int") -> "float":  # noqa: UP037
    return float(values[-1]) * a


@jit("f64(f64[:], i64)")
def numba_signature(values, i_small):
    return values[i_small]


@jit("void(f64[:, :], f64)")
def numba_void(values, x):
    values[0, 0] = x


@jit
def mixed_dimensions(values: f64[:, :], weights: f64[:], indices: i64[:]) -> float:
    total = 0.0
    for i in range(min(values.shape[0], len(weights), len(indices))):
        total += float(values[i, indices[i]]) * float(weights[i])
    return total


@jit
def unused(values: f64[:], a: int) -> int:
    return a


@jit
def told_by_slices(a: npt.NDArray[np.float64], b: npt.NDArray[np.int32], n: int) -> tuple[int, int]:
    return len(a[n:][::2]), int(b[n:, 0][0]) if len(b) > n >= 0 else 0
