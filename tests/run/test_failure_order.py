"""Every pair of checks on one statement: where two of them fail, the one that raises is Python's.

Each statement stands in a kernel of its own for each container; its index, its second index and
what is assigned each are right or fail in one of several ways. Compiled and interpreted, the
exception is the same, with its arguments, and so is what the array holds afterwards.
"""

import array
import itertools
import math
import re
from dataclasses import dataclass

import pytest
from arguments import np
from conftest import import_named, run_build
from test_kernels import state
from values import MAX_INT, same

NAN, INF = math.nan, math.inf


@dataclass(frozen=True)
class Buffer:
    """A container: its annotation, what makes one, and the types of values that it takes."""

    name: str
    annotation: str
    make: callable
    values: tuple


def numpy_array(dtype):
    return lambda: np.arange(1, 4).astype(dtype)


BUFFERS = [
    Buffer("bytearray", "bytearray", lambda: bytearray([1, 2, 3]), ("int", "i8", "u64")),
    Buffer(
        "memoryview", "memoryview", lambda: memoryview(bytearray([1, 2, 3])), ("int", "i8", "u64")
    ),
    Buffer("arr_int", "array.array[int]", lambda: array.array("q", [1, 2, 3]), ("int", "u64")),
    Buffer("arr_float", "array.array[float]", lambda: array.array("d", [1, 2, 3]), ("float",)),
    Buffer("nd_u8", "u8[:]", numpy_array("u1"), ("int", "float", "f64")),
    Buffer("nd_i8", "i8[:]", numpy_array("i1"), ("int", "float", "u64")),
    Buffer("nd_i64", "i64[:]", numpy_array("i8"), ("int", "float", "u64")),
    Buffer("nd_u64", "u64[:]", numpy_array("u8"), ("int", "float")),
    Buffer("nd_f32", "f32[:]", numpy_array("f4"), ("int", "float")),
    # Made read-only where it has its shape.
    Buffer("nd_read_only", "i64[:]", numpy_array("i8"), ("int", "float")),
]

# Statements in which `i` and `j` are indices, `v` and `w` values, `z` a divisor, and `a` the
# container. `u` is assigned where `z` is 7.
STATEMENTS = [
    "a[i] = v",
    "a[i // z] = v // (z - 1)",
    "a[i] += v",
    "a[i] *= v // z",
    "a[i], a[j] = v, w",
    "a[i], k = v, w // z",
    "k, a[i] = v // z, w",
    "a[i] = a[j] = v",
    "k = a[i] = v",
    "a[i] = a[j]",
    "a[i] += a[j]",
    "k = a[i] + a[j]",
    "k = v + a[i]",
    "k = a[i] * (v // z) + a[j]",
    "a[i] = v if z else w",
    "a[i] = (w if z else v) + a[j]",
    "a[(i := j)] = v",
    "a[i] += (i := j)",
    "a[i] = u",
    "a[u] = v",
    "a[i] = min(v, a[j])",
    "k = max(v // z, a[i], a[j])",
    "k = take(a[i], v // z)",
    "a[take(i, j)] = take(v, w)",
    "for a[i] in range(2): k = v // z",
    "for k in range(i, j, z): a[k] = v",
    "assert a[i] == v, a[j]",
    "raise ValueError(a[i], v // z, a[j])",
    "k = a[i] < v // z < a[j]",
    "k = v // z and a[i] or a[j]",
    "k = divmod(v, z)[0] + a[i]",
    "k = pow(i, j, z) + a[i]",
    "k = (i << j) + a[i] % z",
    "k = (int(v), v // z)",
    "k = int(v) + v // z + int(w)",
    "k = take(int(v), w // z)",
    "k = round(v) + v // z",
    "a[int(v)] = w // z",
    "del u",
]

# Two indices, of one statement each.
TWO_AXES = [
    "a[i, j] = v",
    "a[i, j] += v",
    "a[i, j // z] = v",
    "k = a[i, j] + v // z",
    "a[j, i] = a[i, j]",
    "a[i][j] = v",
    "a[i // z][j] = v",
    "a[i][j // z] += v",
    "a[i][u] = v",
    "k = a[i][j] + v // z",
    "k = a[i][take(j, a[j][i])]",
    "a[j][i] = a[i][j]",
    "a[i][j], k = v, w // z",
    "a[(i := j)][i] = v",
]

# What has no common type with a `u64`.
NOT_WITH_U64 = ("min(", "max(", " and ")

INDICES = [0, -3, 3, -4]
VALUES = {
    "int": [2, -1, 300, MAX_INT],
    "float": [2.0, NAN, INF, 1e300, 300.0],
    "i8": [2, -1],
    "u64": [2, 300, 2**64 - 1],
    "f64": [2.0, NAN],
}


def kernel(name, buffer, value, statements, axes):
    """One kernel for all statements, of which `case` picks one."""
    annotation = buffer.annotation.replace("[:]", "[:, :]") if axes == 2 else buffer.annotation
    lines = [
        "@jit",
        f"def {name}(case: int, a: {annotation}, i: int, j: int, v: {value}, w: {value}, z: int):",
        "    if z == 7:",
        "        u = 1",
    ]
    for case, statement in enumerate(statements):
        # Each has variables of its own.
        statement = re.sub(r"\bk\b", f"k{case}", statement)
        lines += [f"    if case == {case}:", f"        {statement}"]
    return "\n".join(lines) + "\n\n\n"


def kernels():
    """Name, buffer, type of the values, statements, axes."""
    found = []
    for buffer in BUFFERS:
        for value in buffer.values:
            unfit = NOT_WITH_U64 if value == "u64" else ("no such",)
            fit = [one for one in STATEMENTS if not any(name in one for name in unfit)]
            found.append((f"{buffer.name}_{value}", buffer, value, fit, 1))
            if buffer.name.startswith("nd"):
                found.append((f"{buffer.name}_{value}_two", buffer, value, TWO_AXES, 2))
    return found


HEAD = """from __future__ import annotations
import array
from pyjit import f32, f64, i8, i64, jit, u8, u64

@jit
def take(first, second):
    return first

"""


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """The kernels, compiled and interpreted."""
    folder = tmp_path_factory.mktemp("order")
    source, output = folder / "source", folder / "output"
    source.mkdir()
    text = HEAD + "".join(kernel(*one) for one in kernels())
    (source / "order.py").write_text(text, "utf-8")
    report, _ = run_build(source, output)
    refused = [why["message"] for one in report["kernels"] for why in one["diagnostics"]]
    assert not refused, set(refused)
    compiled = import_named(output, "order", disabled=False)
    interpreted = import_named(output, "order", disabled=True)
    return compiled, interpreted


def argument(value, kind, interpreted):
    """A sized parameter takes Python's numbers; interpreted code gets NumPy's."""
    numpy_types = {"i8": "int8", "u64": "uint64", "f64": "float64"}
    return getattr(np, numpy_types[kind])(value) if interpreted and kind in numpy_types else value


def outcome(function, buffer, axes, case, arguments, kind, interpreted):
    i, j, v, w, z = arguments
    data = buffer.make()
    if axes == 2:
        data = data.reshape(1, 3).repeat(2, 0)
    if buffer.name == "nd_read_only":
        data.flags.writeable = False
    v, w = (argument(value, kind, interpreted) for value in (v, w))
    try:
        result = "returned", function(case, data, i, j, v, w, z)
    except Exception as error:
        result = "raised", type(error), error.args
    return result, state(data)


# An int left 64 bits: running again in Python is the answer, and where that cannot be, this.
OURS = "the result does not fit in a 64-bit int"


def agrees(found, expected, arguments):
    (found, held), (expected, wanted) = found, expected
    if found[:2] == ("raised", OverflowError) and OURS in found[2]:
        *_, v, w, _ = arguments
        return any(abs(value) > 2**60 or value < 0 for value in (v, w))
    return same(found[2:], expected[2:]) and found[:2] == expected[:2] and held == wanted


@pytest.mark.filterwarnings("ignore")
@pytest.mark.skipif(np is None, reason="half of the containers are NumPy's")
@pytest.mark.parametrize("buffer", BUFFERS, ids=lambda buffer: buffer.name)
def test_the_first_failure_is_pythons(both, buffer):
    compiled, interpreted = both
    wrong, count = [], 0
    for name, one, kind, statements, axes in kernels():
        if one is not buffer:
            continue
        function, slow = getattr(compiled, name), getattr(interpreted, name)
        assert function.__pyjit_signatures__
        spaces = (INDICES, INDICES, VALUES[kind], VALUES[kind][:2], [0, 1, 7])
        for case, statement in enumerate(statements):
            for arguments in itertools.product(*spaces):
                expected = outcome(slow, buffer, axes, case, arguments, kind, True)
                found = outcome(function, buffer, axes, case, arguments, kind, False)
                count += 1
                if not agrees(found, expected, arguments):
                    wrong.append(f"{kind} {statement!r} {arguments}\n  {found}\n  {expected}")
                    break
    assert not wrong, "\n".join([f"{len(wrong)} statements differ", *wrong])
    assert count > 5_000
