"""`python -O`: assertions are left out, `__debug__` is false; both ways give the same."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from discover import KERNELS

# Runs under `-O`: every kernel of the modules, compiled and interpreted, over its edge values.
COMPARE = """
import sys, warnings
from pathlib import Path
sys.path[:0] = [HERE, str(Path(HERE).parent)]
import conftest, test_kernels
from arguments import cases, needs_numpy, np

warnings.simplefilter("ignore")
folder, names = Path(sys.argv[1]), sys.argv[2:]
if np is None:
    names = [name for name in names if name not in conftest.NEED_NUMPY]
interpreted = {name: conftest.import_named(folder, name, disabled=True) for name in names}
compiled = {name: conftest.import_named(folder, name, disabled=False) for name in names}
count = 0
for kernel in test_kernels.CALLABLE:
    if kernel.module not in names or (np is None and needs_numpy(kernel)):
        continue
    left, right = (test_kernels.attribute(it, kernel) for it in (compiled, interpreted))
    if not hasattr(left, "__pyjit_signatures__"):
        sys.exit(f"{kernel} is not compiled")
    for factories in cases(kernel):
        found, expected = (test_kernels.run(it, kernel, factories) for it in (left, right))
        count += 1
        if not test_kernels.agree(found[0], expected[0]) or found[1] != expected[1]:
            print(kernel, [factory() for factory in factories], found, expected)
print(count > 1000, __debug__)
"""

# Under Python they do something that their compiled form refuses, with a clear error.
IMPURE = """
from __future__ import annotations
from pyjit import jit

@jit
def store(data: bytearray, a: int | None) -> int:
    data[0] = 7
    assert a is not None
    return a

@jit
def store_and_fail(data: bytearray, a: int) -> int:
    data[0] = 7
    if a > 0:
        return a
    assert False

@jit
def store_checked(data: bytearray, a: int) -> int:
    assert a > 0
    data[0] = 7
    return a
"""


def child(script, *arguments, level="", flags=("-O",)):
    environment = {**os.environ, "PYTHONOPTIMIZE": level, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, *flags, "-c", script, *map(str, arguments)]
    process = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert process.returncode == 0, process.stdout + process.stderr
    return process.stdout.splitlines()


def asserting():
    """The modules whose kernels have assertions or ask for `__debug__`."""
    words = ("    assert ", "__debug__")
    texts = ((path.stem, path.read_text("utf-8")) for path in sorted(KERNELS.glob("*.py")))
    return [name for name, text in texts if any(word in text for word in words)]


@pytest.mark.parametrize("flags", [("-O",), ("-OO",)], ids=str)
def test_same_both_ways(built, flags):
    names = [name for name in asserting() if name != "messages"]
    assert {"assertions", "raising"} <= set(names)
    here = str(Path(__file__).parent)
    script = f"HERE = {here!r}\n{COMPARE}"
    assert child(script, built.folder, *names, flags=flags) == ["True False"]


def test_the_environment_says_it_too(built):
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import assertions as it\n"
        "print(type(it.plain).__name__, it.debug(), it.plain(-1) if not it.debug() else None)\n"
    )
    run = {level: child(script, built.folder, level=level, flags=()) for level in ("", "1", "2")}
    assert run[""] == ["kernel True None"]
    assert run["1"] == run["2"] == ["kernel False -2"]


def test_what_cannot_be_run_again_says_so(build_source):
    module = build_source("impure_assertions", IMPURE)
    script = """
import sys
sys.path.insert(0, sys.argv[1])
import impure_assertions as it
print(it.store(bytearray(1), 3), it.store_and_fail(bytearray(1), 4))
print(it.store_checked(bytearray(1), -4))
for call in (lambda: it.store(bytearray(1), None), lambda: it.store_and_fail(bytearray(1), 0)):
    try:
        print(call())
    except TypeError as error:
        print(error)
"""
    told = "an assertion, which -O leaves out, does not hold; the types of what follows rest on it"
    assert child(script, Path(module.__file__).parent) == ["3 4", "-4", told, told]
    with pytest.raises(AssertionError):
        module.store(bytearray(1), None)
    with pytest.raises(AssertionError):
        module.store_and_fail(bytearray(1), 0)
    assert module.store(bytearray(1), 3) == 3
