"""Complex arrays where NumPy's last bits depend on the machine: products of whole arrays, which it
computes with fused instructions, and functions of the C library. Within a tolerance."""

import itertools
import math
import random

import pytest
from arguments import np

pytestmark = pytest.mark.skipif(np is None, reason="it is about NumPy's arrays")

FUNCTIONS = [
    "arccos",
    "arccosh",
    "arcsin",
    "arcsinh",
    "arctan",
    "arctanh",
    "cos",
    "cosh",
    "exp",
    "exp2",
    "expm1",
    "log",
    "log10",
    "log1p",
    "log2",
    "reciprocal",
    "sin",
    "sinh",
    "sqrt",
    "square",
    "tan",
    "tanh",
]
EDGES = [0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 300.0, 710.0, -710.0, 1e300]
EDGES += [math.inf, -math.inf, math.nan]
# Signs that C99 leaves open: of what is computed of an infinity and a NaN, of a zero beside NaN.
OPEN = {"arccos", "arccosh", "arcsin", "arcsinh", "arctan", "cos", "cosh", "sin", "sinh", "square"}


def text():
    lines = ["import numpy as np", "from pyjit import c64, c128, f64, jit", "", ""]
    for name, of in itertools.product(FUNCTIONS, ("c64", "c128")):
        lines += ["@jit", f"def {name}_{of}(a: {of}[:]):", f"    return np.{name}(a)", "", ""]
    for of in ("c64", "c128"):
        lines += [
            "@jit", f"def product_{of}(a: {of}[:], b: {of}[:]):", "    return a * b", "", "",
            "@jit", f"def fused_{of}(a: {of}[:], b: {of}[:]):", "    return (a + 1j) * b - 2 * a",
            "", "",
            "@jit", f"def in_place_{of}(a: {of}[:], b: {of}[:]):", "    a *= b", "    a *= 2",
            "    return a.copy()", "", "",
            "@jit", f"def power_{of}(a: {of}[:], b: {of}[:]):", "    return a**b, a**2.5, a**2",
            "", "",
            "@jit", f"def sizes_{of}(a: {of}[:]):", "    return np.abs(a), abs(a)", "", "",
            "@jit", f"def dot_{of}(a: {of}[:], b: {of}[:]):", "    return np.dot(a, b)", "", "",
            "@jit", f"def matmul_{of}(a: {of}[:, :], b: {of}[:, :]):", "    return a @ b", "", "",
        ]  # fmt: skip
    return "\n".join(lines)


@pytest.fixture(scope="module")
def module(tmp_path_factory):
    from conftest import import_named, run_build

    folder = tmp_path_factory.mktemp("complex")
    source, output = folder / "source", folder / "output"
    source.mkdir()
    (source / "complexes.py").write_text(text(), "utf-8")
    report, _ = run_build(source, output)
    wrong = {it["qualified_name"] for it in report["kernels"] if it["status"] != "compiled"}
    assert wrong == set()
    return import_named(output, "complexes", disabled=False)


def far(found, wanted, tolerance, signs=True):
    """The elements that differ: in what is no finite number, or by more than the tolerance."""
    assert (found.dtype, found.shape) == (wanted.dtype, wanted.shape)

    def is_near(one, other, size):
        if np.isnan(one) or np.isnan(other):
            return np.isnan(one) and np.isnan(other)
        if np.isinf(one) or np.isinf(other):
            return abs(one) == abs(other) and (one == other or not signs)
        if one == other:
            return not signs or np.signbit(one) == np.signbit(other)
        return abs(float(one) - float(other)) <= tolerance * size

    pairs = zip(found.ravel().tolist(), wanted.ravel().tolist())
    wrong = []
    for one, other in pairs:
        one, other = complex(one), complex(other)
        size = max(abs(part) for part in (other.real, other.imag, 1e-300) if math.isfinite(part))
        if not all(is_near(*it, size) for it in ((one.real, other.real), (one.imag, other.imag))):
            wrong.append((one, other))
    return wrong


def tolerance_of(of):
    return 4e-15 if of == "c128" else 2e-6


def dtype_of(of):
    return np.complex128 if of == "c128" else np.complex64


@pytest.mark.parametrize("of", ["c64", "c128"])
@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions(module, name, of):
    source = random.Random(name)
    parts = [source.gauss(0, 3) for _ in range(200)]
    some = [complex(*source.sample(parts, 2)) for _ in range(300)]
    edges = [complex(x, y) for x in EDGES for y in EDGES]
    if name == "arccosh":
        # Of zero and NaN older builds of NumPy give NaN.
        edges = [z for z in edges if z.real != 0 or z.imag == z.imag]
    if name == "exp2" and of == "c64":
        # NumPy multiplies by a logarithm of single precision.
        edges = [z for z in edges if abs(z.imag) != 710.0]
    function = getattr(module, f"{name}_{of}")
    with np.errstate(all="ignore"):
        for values, signs in ((some, True), (edges, name not in OPEN)):
            a = np.array(values).astype(dtype_of(of))
            found, wanted = function(a), function.__wrapped__(a)
            if name == "square":
                # `inf - inf` is NaN, unless it is fused.
                fits = np.isfinite(wanted) & np.isfinite(found)
                found, wanted = found[fits], wanted[fits]
            assert far(found, wanted, tolerance_of(of), signs) == []


@pytest.mark.parametrize("of", ["c64", "c128"])
@pytest.mark.parametrize("name", ["product", "fused", "in_place", "power", "dot"])
def test_products(module, name, of):
    source = np.random.default_rng(7)
    function = getattr(module, f"{name}_{of}")
    for count in (0, 1, 3, 8, 33, 200):
        if name == "dot" and count == 0:
            continue
        a, b = (
            (source.normal(size=count) + 1j * source.normal(size=count)).astype(dtype_of(of))
            for _ in range(2)
        )
        for x, y in ((a, b), (a[::-1], b), (a[::2], b[::2])):
            found = function(x.copy(), y)
            wanted = function.__wrapped__(x.copy(), y)
            if name == "dot":
                assert abs(found - wanted) <= tolerance_of(of) * np.abs(x * y).sum()
                continue
            if not isinstance(found, tuple):
                found, wanted = (found,), (wanted,)
            for one, other in zip(found, wanted):
                assert one.dtype == other.dtype
                size = np.abs(other) + np.abs(x) * np.abs(y) + np.abs(x)
                assert (np.abs(one - other) <= 5 * tolerance_of(of) * size).all()


@pytest.mark.parametrize("of", ["c64", "c128"])
def test_sizes(module, of):
    edges = np.array([complex(x, y) for x in EDGES for y in EDGES]).astype(dtype_of(of))
    function = getattr(module, f"sizes_{of}")
    for found, wanted in zip(function(edges), function.__wrapped__(edges)):
        assert far(found, wanted, 1e-15 if of == "c128" else 2e-7) == []


@pytest.mark.parametrize("of", ["c64", "c128"])
def test_matrix_products(module, of):
    source = np.random.default_rng(3)
    function = getattr(module, f"matmul_{of}")
    for n, k, m in ((1, 1, 1), (2, 3, 4), (0, 3, 2), (3, 0, 2), (17, 9, 5)):
        a = (source.normal(size=(n, k)) + 1j * source.normal(size=(n, k))).astype(dtype_of(of))
        b = (source.normal(size=(k, m)) + 1j * source.normal(size=(k, m))).astype(dtype_of(of))
        for x, y in ((a, b), (np.asfortranarray(a), b[:, ::-1])):
            found, wanted = function(x, y), x @ y
            assert found.dtype == wanted.dtype
            size = np.abs(x) @ np.abs(y)
            assert (np.abs(found - wanted) <= tolerance_of(of) * size).all()
