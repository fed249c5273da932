"""Folders whose functions are recorded, in processes of their own."""

import importlib.util
import os
import subprocess
import sys
import textwrap

import pytest
from arguments import np
from conftest import ROOT, binary

PLUGIN = str(ROOT / "setuptools-plugin")
sys.path.insert(0, PLUGIN)
try:
    from pyjit import _record_file
finally:
    sys.path.remove(PLUGIN)


class Folder:
    """A folder with a package, and a file that is recorded to."""

    def __init__(self, path):
        self.path = path
        self.file = path / "types.toml"
        self.write("pkg/__init__.py", "")

    def write(self, name, text):
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text), "utf-8")

    def run(self, *arguments, text=None, **variables):
        """Runs Python in the folder, with a program or its arguments; what it printed."""
        if text is not None:
            self.write("main.py", text)
            arguments = ("main.py",)
        process = self.start(*arguments, **variables)
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        self.said = err
        return out

    def start(self, *arguments, **variables):
        environment = {**os.environ, "PYJIT_RECORD": str(self.file), "PYTHONPATH": PLUGIN}
        environment |= {"PYJIT_BINARY": binary(), **variables}
        environment.pop("PYTEST_XDIST_WORKER", None)
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        command = [sys.executable, *arguments]
        return subprocess.Popen(command, cwd=self.path, env=environment, **pipes)

    @property
    def record(self):
        text = self.file.read_text("utf-8")
        assert _record_file.text_of(_record_file.read(text)) == text
        assert str(self.path) not in text
        left = {it.name for it in self.path.iterdir()} - {"pkg", "main.py", "types.toml"}
        assert left <= {"__pycache__", "sub", "test_it.py", ".pytest_cache"}
        return _record_file.read(text)

    @property
    def kernels(self):
        return {name: sorted(entries) for name, entries in self.record["kernels"].items()}


NUMBA = ROOT / "target/work/numba/bin/python"
has_numba = pytest.mark.skipif(
    not NUMBA.exists(), reason="`make test` makes target/work/numba, which has Numba"
)
MODES = {
    "compiled": has_numba,
    "interpreted": has_numba,
    "without": pytest.mark.skipif(
        np is None or importlib.util.find_spec("numba") is not None,
        reason="this Python has NumPy and no Numba where `make venv` made it",
    ),
}

KERNELS = """\
from typing import NamedTuple

import numba
import numpy as np
from numba import jit, njit, prange
from numba.core import types
from numba.extending import register_jitable
from numba.typed import List


class Point(NamedTuple):
    x: float
    y: int


@njit
def one(x):
    return 1


@njit(cache=True)
def scaled(a, k):
    return a * k


@jit(nopython=True, cache=True)
def total(a, p):
    s = 0.0
    for i in range(a.shape[0]):
        s += scaled(a[i], 2) + p[0]
    return s + scaled(a[::2], 0.5)[0]


@njit
def given(x, y=2, z=None):
    return x


@njit
def perhaps(x):
    return 0 if x is None else 1


@njit
def asks(n):
    y = None
    if n > 3:
        y = 2.5
    return perhaps(y)


@njit
def apply(f, x):
    return f(x)


@njit
def several(x, *rest):
    return x


@njit("f8(f8)")
def declared(x):
    return x * 2


def plain(x):
    return x + 1


called = njit(plain)


def factory(k):
    @njit
    def inner(x):
        return x + k
    return inner


class C:
    @staticmethod
    @njit
    def static(x):
        return x


@njit
def recursive(n):
    return 1 if n < 2 else n * recursive(n - 1)


@njit(parallel=True)
def parallel(a):
    s = 0.0
    for i in prange(a.shape[0]):
        s += a[i]
    return s


@register_jitable
def shared(x):
    return x


@njit
def sharing(x):
    return shared(x) + one(x)


@numba.vectorize
def added(x, y):
    return x + y


@numba.vectorize(["f8(f8)"])
def halved(x):
    return x / 2


@numba.guvectorize("(n),()->(n)")
def stretched(a, k, out):
    for i in range(a.shape[0]):
        out[i] = a[i] * k
"""


class Recorded(Folder):
    """The same, recorded by `pyjit record`, with Numba in some way."""

    def __init__(self, path, mode="compiled"):
        super().__init__(path)
        self.mode = mode
        self.write("pkg/mod.py", KERNELS)

    def start(self, *arguments, plainly=False, command=(), **variables):
        environment = {**os.environ, "PYTHONPATH": PLUGIN, "PYJIT_BINARY": binary(), **variables}
        for name in ("PYTEST_XDIST_WORKER", "PYJIT_RECORD", "NUMBA_DISABLE_JIT", "PYJIT_DISABLE"):
            if name not in variables:
                environment.pop(name, None)
        if self.mode == "interpreted":
            environment["NUMBA_DISABLE_JIT"] = "1"
        record = [] if plainly else [binary(), "record", "-o", "types.toml", "--"]
        python = sys.executable if self.mode == "without" else str(NUMBA)
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        command = [*record, *command, python, *arguments]
        return subprocess.Popen(command, cwd=self.path, env=environment, **pipes)
