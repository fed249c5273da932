"""The same kernels linked by the C compiler and by LLD, which pyjit carries: where there is no C
compiler, a build works all the same."""

import os
import shutil
import subprocess
import sys

import pytest
from conftest import binary, run_build

# What an extension has from outside: the C library's mathematics, the loader's variables of a
# thread, Python's functions; and division of 128 bits, which compilers keep in libraries of theirs.
KERNELS = """\
from __future__ import annotations

import array
import math

from pyjit import jit


@jit
def waves(x: float) -> float:
    return math.sin(x) + math.exp(x) * math.gamma(x) - math.fsum((x, 1e16, -1e16))


@jit
def power(base: int, exponent: int, modulus: int) -> int:
    return pow(base, exponent, modulus)


@jit
def quotient(a: int, b: int) -> float:
    return a / b


@jit
def factorial(n: int) -> int:
    return 1 if n < 2 else n * factorial(n - 1)


@jit
def element(values: array.array[float], at: int) -> float:
    if at > 100:
        raise ValueError(f"{at} is too far")
    return values[at]
"""
USE = """\
import array, sys, traceback
import kernels
python = sys.argv[1] == "python"
assert hasattr(kernels.waves, "__pyjit_signatures__") != python
print([kernels.waves(x / 7).hex() for x in range(1, 50)])
print([kernels.power(7 - a, 2**62 + a, 2**63 - 1 - a * 2**33) for a in range(40)])
print([kernels.quotient(3**a, -(2**63) + 5**a).hex() for a in range(27)])
print(kernels.factorial(20), kernels.factorial(30))
values = array.array("d", [1.5, 2.5])
for call in (
    lambda: kernels.element(values, -1),
    lambda: kernels.element(values, 2),
    lambda: kernels.element(values, 101),
    lambda: kernels.quotient(1, 0),
    lambda: kernels.waves(-1.0),
    lambda: kernels.power(2, 3, 0),
):
    try:
        print(call())
    except Exception as error:
        lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__)[1:3]]
        print(type(error).__name__, error.args if type(error) is ValueError else "", lines)
"""
HOWS = {
    "no C compiler": {"PATH": ""},
    "asked for": {"PYJIT_LINKER": "lld"},
    "cc": {"PYJIT_LINKER": "cc"},
}


def answers(folder, how="compiled"):
    """What a program prints with the built modules."""
    variables = {"PYTHONPATH": str(folder), "LD_BIND_NOW": "1"}  # every symbol must be there
    if how == "python":
        variables["PYJIT_DISABLE"] = "1"
    command = [sys.executable, "-c", USE, how]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def builds(tmp_path_factory):
    """The folder and the report of a build with each linker, one after the other, one cache."""
    assert shutil.which("cc"), "what builds pyjit is there, to compare with"
    folder = tmp_path_factory.mktemp("linkers")
    (folder / "src").mkdir()
    (folder / "src" / "kernels.py").write_text(KERNELS, "utf-8")
    made = {}
    for number, (how, variables) in enumerate(HOWS.items()):
        out = folder / str(number)
        report, done = run_build(
            folder / "src", out, PYJIT_CACHE_DIR=str(folder / "cache"), **variables
        )
        assert done.returncode == 0, done.stderr
        made[how] = out, report["build"]["objects"]
    return made


def extension(folder):
    (path,) = folder.glob("*.so")
    return path


@pytest.mark.parametrize("how", HOWS)
def test_same_answers_as_python(builds, how):
    folder, _ = builds[how]
    assert answers(folder) == answers(folder, "python")


def test_the_cache_tells_them_apart(builds):
    assert [counts["linked"] for _, counts in builds.values()] == [1, 0, 1]
    assert [counts["compiled"] for _, counts in builds.values()][1:] == [0, 0]
    contents = [extension(folder).read_bytes() for folder, _ in builds.values()]
    assert contents[0] == contents[1] != contents[2]


def dynamic(folder):
    """The libraries that an extension needs, the versions of their symbols, what it exports, and
    what it takes, functions that may be missing (gcc's start files ask for some) left out."""
    command = ["readelf", "--wide", "--dynamic", "--version-info", "--dyn-syms"]
    command += [str(extension(folder))]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    needed = {line.split()[-1] for line in lines if "(NEEDED)" in line}
    versions = {line.split("Name: ")[1].split()[0] for line in lines if "Name: GLIBC" in line}
    symbols = [line.split() for line in lines if " GLOBAL DEFAULT " in line]
    exported = {words[7] for words in symbols if words[6] != "UND"}
    taken = {words[7] for words in symbols if words[6] == "UND"}
    return needed, versions, exported, taken


def test_the_same_from_outside(builds):
    """So wheels have the same platform, whatever linked them."""
    own, other = (dynamic(builds[how][0]) for how in ("no C compiler", "cc"))
    # gcc names libraries that nothing is taken from.
    assert own[0] <= other[0]
    assert own[1:] == other[1:]
    assert all(name.startswith("PyInit_") for name in own[2])


def test_builds_at_the_same_time(tmp_path):
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "kernels.py").write_text(KERNELS, "utf-8")
    environment = {**os.environ, "PYJIT_LINKER": "lld", "PYJIT_PYTHON": sys.executable}
    started = []
    for number in range(3):
        command = [binary(), "build", str(tmp_path / "src"), str(tmp_path / str(number))]
        command += ["--python", sys.executable]
        variables = {**environment, "PYJIT_CACHE_DIR": str(tmp_path / f"cache{number}")}
        started.append(subprocess.Popen(command, env=variables, stdout=subprocess.DEVNULL))
    assert [process.wait() for process in started] == [0, 0, 0]
    contents = [extension(tmp_path / str(number)).read_bytes() for number in range(3)]
    assert contents[0] == contents[1] == contents[2]
