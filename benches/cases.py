"""The arguments of each kernel, large for compilers and small for CPython, and how C is called."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Case:
    """A kernel's name, its arguments, and what its C function takes and returns."""

    name: str
    large: tuple
    small: tuple
    # From the Python arguments to those of C: arrays become pointers followed by their lengths.
    to_c: Callable[..., tuple]
    result: type | None = None
    # Whether all must give the same bits; functions of the C library and of NumPy do not.
    exact: bool = True


def pointer(array: np.ndarray) -> ctypes.c_void_p:
    """The address of an array's data."""
    return ctypes.c_void_p(array.ctypes.data)


def call_c(library: ctypes.CDLL, case: Case) -> Callable:
    """The C kernel as a function of the Python kernel's arguments."""
    function = getattr(library, case.name)
    function.restype = case.result

    def call(*arguments: object) -> object:
        return function(*case.to_c(*arguments))

    return call


def integers(*values: int) -> tuple:
    """Python integers as C takes them."""
    return tuple(ctypes.c_int64(value) for value in values)


def grid(size: int) -> tuple:
    """A random square grid of floats and room for the result."""
    values = np.random.default_rng(1).random((size, size))
    return values, np.zeros_like(values)


def matrices(size: int) -> tuple:
    """Two random square matrices and room for their product."""
    generator = np.random.default_rng(2)
    left, right = generator.random((size, size)), generator.random((size, size))
    return left, right, np.zeros((size, size))


def bodies(steps: int) -> tuple:
    """Five bodies (position and velocity), their masses, and the steps to take."""
    generator = np.random.default_rng(3)
    return generator.random((5, 6)), generator.random(5), steps, 0.001


def board(size: int) -> tuple:
    """A random board of life, of odd size, and room for the next one."""
    cells = np.random.default_rng(4).integers(0, 2, (size, size), dtype=np.uint8)
    return cells, np.zeros_like(cells)


def octets(count: int) -> np.ndarray:
    """Random bytes."""
    return np.random.default_rng(5).integers(0, 256, count, dtype=np.uint8)


def numbers(count: int) -> np.ndarray:
    """Random 64-bit integers."""
    return np.random.default_rng(6).integers(-1000, 1000, count, dtype=np.int64)


def square_to_c(first: np.ndarray, out: np.ndarray) -> tuple:
    return pointer(first), pointer(out), *integers(*first.shape)


def reals(count: int) -> tuple:
    """Random floats of both signs, and room for as many results."""
    values = np.random.default_rng(7).normal(0.0, 3.0, count)
    return values, np.zeros_like(values)


def vector_to_c(values: np.ndarray, out: np.ndarray) -> tuple:
    return pointer(values), pointer(out), *integers(len(values))


CASES = [
    Case("fib", (32,), (22,), integers, ctypes.c_int64),
    Case(
        "nbody",
        bodies(100_000),
        bodies(300),
        lambda state, mass, steps, dt: (
            pointer(state),
            pointer(mass),
            *integers(len(mass), steps),
            ctypes.c_double(dt),
        ),
        ctypes.c_double,
    ),
    Case("mandelbrot", (300, 200, 500), (60, 40, 100), integers, ctypes.c_int64),
    Case(
        "sieve",
        (np.zeros(5_000_000, np.uint8),),
        (np.zeros(100_000, np.uint8),),
        lambda flags: (pointer(flags), *integers(len(flags))),
        ctypes.c_int64,
    ),
    Case("stencil", grid(1501), grid(101), square_to_c),
    Case(
        "matmul",
        matrices(301),
        matrices(31),
        lambda a, b, out: (
            pointer(a),
            pointer(b),
            pointer(out),
            *integers(*a.shape, b.shape[1]),
        ),
    ),
    Case(
        "histogram",
        (octets(20_000_000), np.zeros(256, np.int64)),
        (octets(100_000), np.zeros(256, np.int64)),
        lambda values, counts: (pointer(values), *integers(len(values)), pointer(counts)),
    ),
    Case(
        "integer_sum",
        (numbers(5_000_000),),
        (numbers(100_000),),
        lambda values: (pointer(values), *integers(len(values))),
        ctypes.c_int64,
    ),
    Case(
        "checksum",
        (octets(5_000_000).tobytes(),),
        (octets(50_000).tobytes(),),
        lambda data: (ctypes.c_char_p(data), *integers(len(data))),
        ctypes.c_int64,
    ),
    Case("life", board(1001), board(51), square_to_c),
    Case("np_exp", reals(1_000_000), reals(10_000), vector_to_c, exact=False),
    Case("np_abs_floor_max", reals(1_000_000), reals(10_000), vector_to_c),
]
