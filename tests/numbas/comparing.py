"""What kernels under Numba's decorators are called with, and how answers are written and compared.

The same in an environment with Numba, where `golden.py` writes what it answers, and in the tests,
which hold pyjit's answers against that.
"""

from __future__ import annotations

import itertools
import math
import random
import warnings
from typing import Any

import numpy as np

INTEGERS = [0, 1, -1, 2, 3, 7, -7, 63, 64, 100, 2**31, -(2**31), 2**53 + 1, 2**62, 2**63 - 1]
FLOATS = [0.0, -0.0, 1.0, -1.0, 0.5, 2.5, -2.5, 3.0, 1e10, -1e300, 1e300, 5e-324]
FLOATS += [math.inf, -math.inf, math.nan]
SMALL = [0, 1, 2, 3, 5]
# So many calls of one signature, drawn from all combinations of values.
CALLS = 40


def split(signature: str) -> list[str]:
    """The types of a signature like `(f8[:, :], i8)`."""
    types, depth = [""], 0
    for character in signature.strip()[1:-1]:
        depth += {"[": 1, "]": -1}.get(character, 0)
        if character == "," and depth == 0:
            types.append("")
        else:
            types[-1] += character
    return [text.replace(" ", "") for text in types if text.strip()]


def arrays(dtype: str) -> list[Any]:
    """One-dimensional ones: whole, backwards, with gaps, empty, of one element."""
    if np.dtype(dtype).kind in "iu":
        limits = np.iinfo(dtype)
        edges = [limits.min, limits.max]
    else:
        edges = [0.5, -2.5, math.inf, math.nan] if np.dtype(dtype).kind == "f" else [True]
    whole = np.array([0, 1, 2, 3, 100, *edges], dtype)
    return [whole, whole[::-1], whole[::2], whole[:0], whole[:1]]


def values(kind: str, name: str) -> list[Any]:
    """The values of a parameter; one called `count` is a small integer."""
    if name == "count":
        return [small if kind == "i8" else np.dtype(kind).type(small) for small in SMALL]
    if kind == "i8":
        return INTEGERS
    if kind == "f8":
        return FLOATS
    if kind == "f4":
        return [np.float32(value) for value in FLOATS if not abs(value) > 1e38 or math.isinf(value)]
    if kind == "b1":
        return [False, True]
    if kind.endswith("[:]"):
        return arrays(kind[:-3])
    if kind.endswith("[:,:]"):
        dtype = kind[:-5]
        rows = [np.arange(12).reshape(3, 4), np.arange(6).reshape(2, 3).T, np.zeros((0, 2))]
        return [row.astype(dtype) for row in rows]
    limits = np.iinfo(kind)
    numbers = {0, 1, 2, 7, 63, 64, 100, limits.max, limits.max - 1, limits.min}
    return [np.dtype(kind).type(number) for number in sorted(numbers)]


def calls(name: str, parameters: tuple[str, ...], signature: str) -> list[list[Any]]:
    """The arguments of some calls, always the same ones."""
    of_each = [values(kind, own) for kind, own in zip(split(signature), parameters)]
    combinations = list(itertools.product(*of_each))
    if len(combinations) > CALLS:
        combinations = random.Random(name + signature).sample(combinations, CALLS)
    return [list(combination) for combination in combinations]


def written(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, (tuple, list)):
        return [type(value).__name__, *map(written, value)]
    if isinstance(value, np.ndarray):
        return ["array", value.dtype.str, list(value.shape), *map(written, value.ravel().tolist())]
    if isinstance(value, (bool, np.bool_)):
        return ["bool", bool(value)]
    if isinstance(value, (int, np.integer)):
        return ["int", int(value)]
    if isinstance(value, (float, np.floating)):
        return ["float", repr(float(value))]
    if isinstance(value, (complex, np.complexfloating)):
        return ["complex", written(value.real), written(value.imag)]
    return ["other", repr(value)]


def answer(kernel: Any, arguments: list[Any]) -> Any:
    """What a call gives and leaves in its arguments, or which exception it raises."""
    own = [value.copy() if isinstance(value, np.ndarray) else value for value in arguments]
    # A copy is in order; what has gaps keeps them.
    for index, value in enumerate(arguments):
        if isinstance(value, np.ndarray) and not value.flags.c_contiguous:
            base = np.zeros((*value.shape[:-1], 2 * value.shape[-1]), value.dtype)
            own[index] = base[..., ::2]
            own[index][...] = value
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            result = written(kernel(*own))
        except Exception as error:
            return ["raises", type(error).__name__]
    return [result, [written(value) for value in own if isinstance(value, np.ndarray)]]


def agree(left: Any, right: Any) -> bool:
    """Whether two answers are one: integers exactly, floats within 1e-9, single ones 1e-5."""
    if left == right:
        return True
    if not isinstance(left, list) or not isinstance(right, list) or len(left) != len(right):
        return False
    if left[0] == right[0] == "float":
        return near(float(left[1]), float(right[1]))
    return all(map(agree, left, right))


def near(left: float, right: float) -> bool:
    if math.isnan(left) or math.isnan(right):
        return math.isnan(left) and math.isnan(right)
    with np.errstate(over="ignore"):
        single = float(np.float32(right)) == right
    return math.isclose(left, right, rel_tol=1e-5 if single else 1e-9)
