"""Kernels under Numba's decorators give Numba's answers, as `tests/numbas/answers` holds them."""

import importlib
import json
import os
import subprocess
import sys
import types
from pathlib import Path

import pytest
from conftest import binary

np = pytest.importorskip("numpy", reason="Numba's kernels are NumPy's")

NUMBAS = Path(__file__).parent.parent / "numbas"
sys.path.insert(0, str(NUMBAS))

from comparing import agree, answer, calls  # noqa: E402


def stand_in():
    """A module `numba` whose decorators leave functions as they are."""
    module = types.ModuleType("numba")

    def njit(*signatures, **options):
        return signatures[0] if callable(signatures[0]) else lambda function: function

    module.njit = module.jit = njit
    module.prange = range
    return module


def kernels_of(path, folder, monkeypatch):
    """The module of a file, and a function from the names of its kernels to them, compiled."""
    environment = {**os.environ, "PYJIT_DECORATORS": "numba", "PYJIT_PYTHON": sys.executable}
    command = [binary(), "compile", str(path), "-o", str(folder)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "0 refused" in done.stderr + done.stdout, done.stderr
    monkeypatch.setitem(sys.modules, "numba", stand_in())
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.syspath_prepend(str(path.parent))
    monkeypatch.delitem(sys.modules, path.stem, raising=False)
    module = importlib.import_module(path.stem)
    monkeypatch.delitem(sys.modules, path.stem)
    native = importlib.import_module(f"_pyjit_{path.stem}__native")
    return module, lambda name: native.bind(getattr(module, name), path.stem)


@pytest.mark.parametrize("path", sorted((NUMBAS / "kernels").glob("*.py")), ids=lambda it: it.stem)
def test_answers(path, tmp_path, monkeypatch):
    golden = json.loads((NUMBAS / "answers" / f"{path.stem}.json").read_text())
    module, kernel = kernels_of(path, tmp_path, monkeypatch)
    differing, count = [], 0
    for name, signatures in module.SIGNATURES.items():
        for signature in signatures:
            given = calls(module, name, getattr(module, name), signature)
            expected = golden[name + signature]
            assert len(given) == len(expected)
            for arguments, numbas in zip(given, expected):
                ours = json.loads(json.dumps(answer(kernel(name), arguments)))
                count += 1
                if not agree(ours, numbas):
                    differing.append((name + signature, arguments, ours, numbas))
    assert not differing, f"{len(differing)} of {count}: {differing[:3]}"
    assert count >= 2 * len(module.SIGNATURES)


# What Numba leaves undefined, or computes inexactly, pyjit defines.
DEFINED = """
import numpy as np
from numba import njit

@njit("(f8[:], i8)")
def at(a, i):
    return a[i]

@njit("(f8[:], i8)", boundscheck=False)
def at_unchecked(a, i):
    return a[i]

@njit("(i8, i8)")
def shifted(a, n):
    return a << n, a >> n

@njit("(i8, i8)")
def divided(a, b):
    return a // b, a % b

@njit("(f8,)")
def whole(x):
    return int(x)

@njit("(i8, i8)")
def power(a, b):
    return a ** b

@njit("(b1,)")
def unassigned(flag):
    if flag:
        x = 1
    return x

@njit("(i8,)")
def filled(n):
    a = np.zeros(n)
    return a[n]
"""


def test_what_numba_leaves_undefined(tmp_path, monkeypatch):
    path = tmp_path / "defined.py"
    path.write_text(DEFINED)
    _, kernel = kernels_of(path, tmp_path / "out", monkeypatch)
    a = np.arange(3.0)
    for index in (3, -4, 2**62):
        with pytest.raises(IndexError):
            kernel("at")(a, index)
    assert kernel("at")(a, -1) == kernel("at_unchecked")(a, -1) == 2.0
    assert kernel("shifted")(-3, 64) == (0, -1)
    assert kernel("shifted")(3, 64) == (0, 0)
    assert kernel("divided")(-(2**63), -1) == (-(2**63), 0)
    with pytest.raises(ZeroDivisionError):
        kernel("divided")(1, 0)
    with pytest.raises(ValueError):
        kernel("whole")(float("nan"))
    assert kernel("whole")(-2.5) == -2
    assert [kernel("power")(base, -3) for base in (2, 1, -1)] == [0, 1, -1]
    assert kernel("power")(-1, -(2**63) + 1) == -1
    with pytest.raises(ZeroDivisionError):
        kernel("power")(0, -1)
    with pytest.raises(UnboundLocalError):
        kernel("unassigned")(False)
    with pytest.raises(IndexError):
        kernel("filled")(0)
    for wrong in ("x", 1.5, None, 2**64):
        with pytest.raises((TypeError, OverflowError)):
            kernel("power")(wrong, 1)
    with pytest.raises(TypeError):
        kernel("at")([1.0], 0)
