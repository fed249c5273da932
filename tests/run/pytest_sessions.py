"""Sessions of pytest with the option ``--pyjit``, in processes of their own."""

import os
import re
import subprocess
import sys
import textwrap

from conftest import ROOT, binary

PLUGIN = str(ROOT / "setuptools-plugin")


class Session:
    """A folder with tests, and what pytest says of them."""

    def __init__(self, path):
        self.path = path

    def write(self, name, text):
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text), "utf-8")

    def run(self, *options, expected=0, **variables):
        """Runs the tests; what was printed."""
        environment = {**os.environ, "PYTHONPATH": PLUGIN, "PYJIT_BINARY": binary(), **variables}
        for name in ("PYTEST_XDIST_WORKER", "PYTEST_ADDOPTS", "PYJIT_DISABLE"):
            if name not in variables:
                environment.pop(name, None)
        command = [sys.executable, "-m", "pytest", "-p", "pyjit.pytest_plugin", *options]
        command += [
            "-p",
            "no:cacheprovider",
            "-o",
            "addopts=",
            "-o",
            "console_output_style=classic",
        ]
        process = subprocess.run(
            command, cwd=self.path, env=environment, capture_output=True, text=True, check=False
        )
        output = process.stdout + process.stderr
        assert process.returncode == expected, output
        return output

    def compare(self, *options, expected=0, **variables):
        return self.run("--pyjit=compare", *options, expected=expected, **variables)


def summary(output):
    """How many kernels, calls and differences there were."""
    found = re.search(
        r"pyjit: (\d+) kernels? compared in (\d+) calls?, with (\d+) differences?", output
    )
    assert found, output
    return tuple(map(int, found.groups()))


AGREEING = """\
import math
from typing import NamedTuple, Optional, Union
from pyjit import jit


class Point(NamedTuple):
    x: float
    y: float


class Trouble(Exception):
    pass


@jit
def plain(a, b=2, *, c=1):
    return a * b + c


@jit
def halved(x: float) -> float:
    return x // 2


@jit
def of_halved(n):
    return halved(n), halved(x=n + 1)


@jit
def nothing(x: float = 3) -> Optional[float]:
    return None if x < 0 else x


@jit
def point(p: Point):
    return Point(p.y, p.x), p.x, (p.y,)


@jit
def fails(n):
    if n == 0:
        raise Trouble("zero", n)
    if n == 1:
        raise KeyError(n)
    assert n > 2, f"{n} is small"
    return 1 // (n - 3)


@jit
def factorial(n):
    return 1 if n < 2 else n * factorial(n - 1)


@jit
def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)


@jit
def powers(x: float, n: int):
    return x**n, n**2, n ** 0.5, math.exp(x) ** x


@jit
def fill(buffer: bytearray, value):
    for i in range(len(buffer)):
        buffer[i] = value & 255
    return len(buffer)


@jit
def says(x):
    print("said", x)
    return x


@jit
def of_own(x, k):
    def own(y):
        return plain(y, k)
    return own(x)


class Class:
    @staticmethod
    @jit
    def static(x):
        return -x
"""
