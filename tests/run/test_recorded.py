"""Packages that are built for the types that were recorded."""

import json
import logging
import os
import pickle
import subprocess
import sys

import pytest
from arguments import np
from conftest import binary, import_named

pytestmark = pytest.mark.skipif(np is None, reason="most of what is recorded is NumPy's")

MODULE = """\
from collections import namedtuple

import numpy as np
from pyjit import f64, jit

Point = namedtuple("Point", "x y")


@jit
def add(a, b=2):
    return a + b


@jit
def total(a):
    s = 0.0
    for x in a:
        s += x
    return add(s, 1.0)


@jit
def pick(p, t, *, flag="x"):
    if flag == "x":
        return p.x + t[0]
    return p.y + t[1]


@jit
def filled(xs, value):
    xs.append(value)
    return len(xs)


@jit
def declared(x: float):
    return x / 2


@jit
def fails(x):
    return sorted(x.items())


@jit
def never(x):
    return x


class C:
    @staticmethod
    @jit
    def scaled(a, k):
        return a * k
"""
TYPES = """\
[kernels]
"mod.add" = ["(f32, float)", "(f64, float)", "(int, int)", "(str, str)"]
"mod.total" = ["(f64[::1])", "(f64[:])"]
"mod.pick" = ["(mod:Point(x: float, y: float), tuple[int, int], str)"]
"mod.filled" = ["(list[()], float)", "(list[int], int)"]
"mod.declared" = ["(int)"]
"mod.fails" = ["(tuple[int])"]
"mod.C.scaled" = ["(f32[:, ::1], float)", "(f64[()], int)"]
"script.add" = ["(int, int)"]

[refused]
"mod.add" = ["a: dict"]
"""


def build(folder, types, *options, text=MODULE):
    """Builds the module for these types; the process, and the report."""
    source = folder / "source"
    source.mkdir(exist_ok=True)
    (source / "mod.py").write_text(text, "utf-8")
    (folder / "types.toml").write_text(types, "utf-8")
    report = folder / "report.json"
    command = [binary(), "build", str(source), str(folder / "output"), "--report", str(report)]
    done = subprocess.run(
        [*command, "--signatures", str(folder / "types.toml"), *options],
        capture_output=True,
        text=True,
        env={**os.environ, "PYJIT_PYTHON": sys.executable},
        check=False,
    )
    return done, json.loads(report.read_text("utf-8")) if report.exists() else None


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("recorded")
    done, _ = build(folder, TYPES)
    assert done.returncode == 0, done.stderr
    (folder / "stderr").write_text(done.stderr, "utf-8")
    return folder


@pytest.fixture
def module(folder):
    return import_named(folder / "output", "mod", disabled=False)


@pytest.fixture
def said(caplog):
    """What is said of calls that run in Python."""
    caplog.set_level(logging.INFO, "pyjit")
    return lambda: caplog.messages


def test_kernels_have_what_was_recorded(module):
    assert module.add.__pyjit_signatures__ == (
        "(f32, float) -> f32",
        "(f64, float) -> f64",
        "(int, int) -> int",
    )
    assert module.total.__pyjit_signatures__ == ("(f64[::1]) -> f64", "(f64[:]) -> f64")
    # An annotation says more than a call.
    assert module.declared.__pyjit_signatures__ == ("(float) -> float",)
    assert not hasattr(module.never, "__pyjit_signatures__")


def test_calls_of_recorded_types_are_compiled(module, said):
    a = np.arange(6.0)
    for call, expected in [
        (lambda: module.add(1), 3),
        (lambda: module.add(b=4, a=1), 5),
        (lambda: module.add(np.float32(0.5), 2.5), 3.0),
        (lambda: module.total(a), 16.0),
        (lambda: module.total(a[::2]), 7.0),
        (lambda: module.total(a[::-1]), 16.0),
        (lambda: module.pick(module.Point(1.0, 2.0), (3, 4)), 4.0),
        (lambda: module.pick(module.Point(1.0, 2.0), (3, 4), flag="y"), 6.0),
        (lambda: module.filled([], 1.5), 1),
        (lambda: module.filled([0.5], 1.5), 2),
        (lambda: module.filled([1, 2], 3), 3),
        (lambda: module.declared(3), 1.5),
        # An int that 64 bits do not hold: Python runs it, as wherever a kernel is pure.
        (lambda: module.add(1, 2**70), 2**70 + 1),
    ]:
        found = call()
        assert found == expected
        assert type(found) is type(expected)
    scaled = module.C.scaled(np.ones((2, 3), "f4"), 2.0)
    assert scaled.dtype == np.float32
    assert scaled.tolist() == [[2.0] * 3] * 2
    assert said() == []


def test_other_types_run_in_python_and_say_so_once(module, said):
    assert module.add("a", "b") == "ab"
    assert module.add(True, 1) == 2
    assert module.add(True, 2) == 3
    assert module.add(np.int64(1), 1) == 2
    assert type(module.add(1.0, 1)) is float
    assert module.total([1.0]) == 2.0
    assert module.total(np.arange(3)) == 4.0
    assert module.C.scaled(np.ones((2, 2), ">f4"), 2.0).tolist() == [[2.0] * 2] * 2
    assert module.filled([True], 1) == 2
    # A class of one's own, and one that lies about what it is.
    assert module.add(type("Int", (int,), {})(3), 1) == 4
    lines = [line.removeprefix("mod.") for line in said()]
    assert lines[:3] == [
        "add() runs in Python for (str, str), which it was not compiled for",
        "add() runs in Python for (bool, int), which it was not compiled for",
        "add() runs in Python for (numpy.int64, int), which it was not compiled for",
    ]
    assert len({*lines}) == len(lines)
    with pytest.raises(TypeError, match="unhashable|unsupported operand"):
        module.add(1, [])


def test_it_can_be_an_error(module, monkeypatch):
    monkeypatch.setenv("PYJIT_FALLBACK", "0")
    text = r"mod\.add\(\) was not compiled for \(int, complex\)"
    with pytest.raises(TypeError, match=text):
        module.add(1, 2j)
    assert module.add(1, 2) == 3
    monkeypatch.setenv("PYJIT_FALLBACK", "1")
    assert module.add(1, 2j) == 1 + 2j


def test_they_are_functions(module):
    assert pickle.loads(pickle.dumps(module.add)) is module.add
    assert repr(module.add) == "<compiled function mod.add>"
    assert module.add.__wrapped__(1, 2) == 3
    with pytest.raises(TypeError, match="positional argument"):
        module.add()
    with pytest.raises(TypeError, match="unexpected keyword argument"):
        module.add(1, c=2)
    assert module.C().scaled(np.float64(2.0), 3) == 6.0


def test_what_cannot_be_compiled_is_told(folder):
    told = (folder / "stderr").read_text("utf-8")
    assert "`add` is not compiled for (str, str)" in told
    assert "mod.py:42:19" in told  # of `fails`, that has no other types
    assert "script" not in told


def test_a_scan_shows_them(folder):
    command = [binary(), "scan", str(folder / "source")]
    done = subprocess.run(
        [*command, "--signatures", str(folder / "types.toml")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "(a: f32[:, ::1], k: float) -> f32[:, ::1]" in done.stdout


def test_what_was_renamed_or_changed_is_told(tmp_path):
    types = TYPES.replace("mod.pick", "mod.choose").replace('"(int, int)"', '"(int)"', 1)
    done, report = build(tmp_path, types)
    assert done.returncode == 0
    assert "PJ0055" in done.stderr
    assert "types.toml:4: there is no kernel `mod.choose`" in done.stderr
    changed = "types.toml:2: `mod.add` has 2 parameters now, and was recorded with (int)"
    assert changed in done.stderr
    codes = [one["code"] for one in report["diagnostics"]]
    assert codes.count("PJ0055") == 2


def scan(*arguments):
    command = [binary(), "scan", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_what_was_not_read_is_not_told(tmp_path):
    package = tmp_path / "pkg"
    package.mkdir()
    kernel = "from pyjit import jit\n\n\n@jit\ndef f(x):\n    return x\n"
    for name, text in [("__init__", ""), ("a", kernel), ("b", kernel), ("broken", "def f(:\n")]:
        (package / f"{name}.py").write_text(text, "utf-8")
    names = ["pkg.a.f", "pkg.b.f", "pkg.broken.f", "pkg.gone.f", "pkg.g", "pkg.b.K.f", "other.f"]
    lines = [f'"{name}" = ["(int)"]\n' for name in names]
    (tmp_path / "pyjit.signatures.toml").write_text("[kernels]\n" + "".join(lines), "utf-8")
    for arguments, told in [
        ([tmp_path], ["pkg.gone.f", "pkg.g", "pkg.b.K.f"]),
        ([tmp_path, "--exclude", "b.py"], ["pkg.gone.f", "pkg.g"]),
    ]:
        done = scan(*arguments)
        found = [line for line in done.stderr.splitlines() if "there is no kernel" in line]
        assert [line.split("`")[1] for line in found] == sorted(told), done.stderr


def test_a_strict_build_takes_all_that_was_recorded(tmp_path):
    done, _ = build(tmp_path, TYPES, "--strict")
    assert done.returncode == 1
    assert not (tmp_path / "output").exists()
    good = '[kernels]\n"mod.add" = ["(int, int)"]\n'
    text = "from pyjit import jit\n\n\n@jit\ndef add(a, b):\n    return a + b\n"
    assert build(tmp_path, good, "--strict", text=text)[0].returncode == 0
    bad = good.replace('"]', '", "(str, str)"]')
    done, _ = build(tmp_path, bad, "--strict", text=text)
    assert done.returncode == 1
    assert "error[PJ0193]: `add` is not compiled for (str, str)" in done.stderr


def test_views_are_told_apart(tmp_path):
    text = "from pyjit import jit\n\n\n@jit\ndef first(b):\n    return b[0]\n"
    build(tmp_path, '[kernels]\n"mod.first" = ["(memoryview)", "(bytes)"]\n', text=text)
    first = import_named(tmp_path / "output", "mod", disabled=False).first
    assert first(memoryview(b"ab")) == first(b"ab") == 97
    assert first(memoryview(np.array([1.5]))) == 1.5
    assert first(memoryview(b"abc")[::-1]) == 99
    with pytest.raises(NotImplementedError, match="sub-views"):
        first(memoryview(np.zeros((2, 2))))
    released = memoryview(b"ab")
    released.release()
    with pytest.raises(ValueError, match="released"):
        first(released)


@pytest.mark.parametrize(
    ("types", "place"),
    [
        ('[kernels]\n"mod.add" = ["(int, f65)"]\n', "types.toml:2: `(int, f65)`, character 10"),
        ('[kernels]\n"mod.add" = [\n  "(int, int)",\n  "(int"]\n', "types.toml:4: "),
        ("[kernels]\nmod.add = 3\n", "types.toml:2: "),
        ('[kernel]\n"mod.add" = []\n', "types.toml:1: "),
        ("<<<<<<< HEAD\n[kernels]\n", "types.toml:1: "),
        ('[kernels]\n"mod.add" = ["(int, int)"]\n"mod.add" = []\n', "types.toml:3: "),
    ],
)
def test_a_broken_file_stops_the_build(tmp_path, types, place):
    done, report = build(tmp_path, types)
    assert done.returncode == 1
    assert "error[PJ0054]" in done.stderr
    assert place in done.stderr
    assert report is None
    assert not (tmp_path / "output").exists()


def test_a_file_that_is_named_and_missing_stops_the_build(tmp_path):
    done, report = build(tmp_path, "", "--signatures", str(tmp_path / "none.toml"))
    assert done.returncode != 0
    done = subprocess.run(
        [binary(), "scan", str(tmp_path / "source"), "--signatures", str(tmp_path / "none.toml")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "none.toml cannot be read" in done.stderr


def test_the_file_beside_pyproject_is_found(tmp_path):
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "mod.py").write_text(MODULE, "utf-8")
    (tmp_path / "pyproject.toml").write_text("[tool.pyjit]\n", "utf-8")
    (tmp_path / "pyjit.signatures.toml").write_text(TYPES, "utf-8")
    done = subprocess.run(
        [binary(), "scan", str(tmp_path / "source")], capture_output=True, text=True, check=True
    )
    assert "(a: f64[::1]) -> f64" in done.stdout
    (tmp_path / "pyproject.toml").write_text('[tool.pyjit]\nsignatures = "x.toml"\n', "utf-8")
    (tmp_path / "x.toml").write_text('[kernels]\n"mod.never" = ["(bytes)"]\n', "utf-8")
    done = subprocess.run(
        [binary(), "scan", str(tmp_path / "source")], capture_output=True, text=True, check=True
    )
    assert "(a: f64[::1]) -> f64" not in done.stdout
    assert "(x: bytes) -> bytes" in done.stdout or "never" in done.stdout
