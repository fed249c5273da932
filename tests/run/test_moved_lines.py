"""Lines are no part of a kernel's code: what moves it in its file does not compile it anew."""

import json
import os
import subprocess
import sys
import traceback

import pytest
from conftest import binary, forget, import_named

SOURCE = """\
from pyjit import jit

@jit
def quotient(a: int, b: int) -> int:
    c = a + 1
    return c // b

@jit
def caller(a: int, b: int) -> int:
    d = quotient(a, b)
    assert d < 100, f"{d} is large"
    return d

@jit
def deep(n: int) -> int:
    if n < 0:
        raise ValueError(n)
    return deep(n + 1) + 1
"""

# The same names again, with the same bodies: kernels of their own in lines of their own.
TWICE = """\
from pyjit import jit

@jit
def same(a: int) -> int:
    return 1 // a

first = same

@jit
def same(a: int) -> int:
    return 1 // a
"""

MOVED = {
    "above": lambda text: '"""Words."""\n\nUNUSED = [\n    1,\n]\n' + text,
    "blank lines": lambda text: text.replace("    return", "\n\n    return"),
    "comments": lambda text: text.replace("    assert", "    # Why.\n    assert"),
}


class Tree:
    """A source of one module, built again and again with one cache."""

    def __init__(self, folder):
        self.folder = folder
        self.builds = 0
        (folder / "source").mkdir()

    def build(self, name, text):
        """The counts of objects, the compiled module and the interpreted one."""
        # Each build has modules of the same names, and that of the kernels among them.
        forget(self.folder)
        self.builds += 1
        output = self.folder / f"output{self.builds}"
        report = self.folder / "report.json"
        (self.folder / "source" / f"{name}.py").write_text(text, "utf-8")
        environment = {
            **os.environ,
            "PYJIT_CACHE_DIR": str(self.folder / "cache"),
            "PYJIT_PYTHON": sys.executable,
        }
        command = [binary(), "build", self.folder / "source", output, "--report", report]
        subprocess.run(command, env=environment, check=True, capture_output=True)
        counts = json.loads(report.read_text("utf-8"))["build"]["objects"]
        modules = [import_named(output, name, disabled) for disabled in (False, True)]
        return counts, *modules


@pytest.fixture
def tree(tmp_path):
    yield Tree(tmp_path)
    forget(tmp_path)


def frames(function, *arguments):
    """The class of a call's exception, and the lines and names of its frames."""
    with pytest.raises(Exception) as raised:  # noqa: PT011
        function(*arguments)
    entries = traceback.extract_tb(raised.value.__traceback__)[1:]
    return type(raised.value), [(entry.lineno, entry.name) for entry in entries]


CALLS = [("quotient", (1, 0)), ("caller", (1, 0)), ("caller", (1000, 1)), ("deep", (-1,))]


@pytest.mark.parametrize("edit", ["above", "blank lines", "comments"])
def test_what_moves_a_kernel_compiles_nothing(tree, edit):
    counts, before, _ = tree.build("moved", SOURCE)
    assert counts["compiled"] == 2
    text = MOVED[edit](SOURCE)
    assert text != SOURCE
    counts, compiled, interpreted = tree.build("moved", text)
    assert (counts["compiled"], counts["cached"], counts["linked"]) == (0, 2, 1)
    moved = 0
    for name, arguments in CALLS:
        function = getattr(compiled, name)
        assert function.__pyjit_signatures__
        found = frames(function, *arguments)
        assert found == frames(getattr(interpreted, name), *arguments)
        moved += found != frames(getattr(before, name), *arguments)
    assert moved


def test_another_statement_is_compiled(tree):
    tree.build("moved", SOURCE)
    counts, compiled, _ = tree.build("moved", SOURCE.replace("n + 1) + 1", "n + 1) + 2"))
    assert (counts["compiled"], counts["cached"]) == (1, 1)
    assert compiled.quotient(9, 5) == 2


def test_a_kernel_that_calls_a_moved_one_still_knows_it(tree):
    """What a name meant is compared by line at the first call."""
    tree.build("moved", SOURCE)
    counts, compiled, _ = tree.build("moved", "\n\n" + SOURCE)
    assert counts["compiled"] == 0
    assert compiled.caller(9, 5) == 2  # a warning would be an error


def test_a_function_that_is_defined_twice(tree):
    for text in (TWICE, "#\n" + TWICE, TWICE.replace("first =", "\nfirst =")):
        _, compiled, interpreted = tree.build("twice", text)
        for name in ("first", "same"):
            function = getattr(compiled, name)
            assert function.__pyjit_signatures__
            assert frames(function, 0) == frames(getattr(interpreted, name), 0)
    counts, *_ = tree.build("twice", TWICE)
    assert counts["compiled"] == 0
