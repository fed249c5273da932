"""The table of README that says where CPython, Numba and pyjit differ: each row is run."""

import contextlib
import importlib
import math
import os
import re
import subprocess
import sys

import pytest
from conftest import ROOT, binary
from test_numba_rules import stand_in

np = pytest.importorskip("numpy", reason="the table is about NumPy's arrays, too")

NUMBAS_PYTHON = ROOT / "target" / "work" / "numba" / "bin" / "python"


def rows():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = text.split("<!-- semantics:")[1].split("\n\n")[1]
    found = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines()[2:]]
    assert len(found) >= 20
    return [[cell.strip("`") for cell in row] for row in found]


ROWS = rows()
TYPES = {int: "i8", float: "f8"}


def arguments(given):
    names = {"np": np, "math": math}
    exec(given, names)
    return {
        name: value for name, value in names.items() if name not in ("np", "math", "__builtins__")
    }


def numbas_type(value):
    return f"{value.dtype.str[1:]}[:]" if isinstance(value, np.ndarray) else TYPES[type(value)]


def ours_type(value):
    return f"{value.dtype.name}[:]" if isinstance(value, np.ndarray) else type(value).__name__


def module_of(import_from, decorator):
    """A module of kernels, one for each row."""
    text = ["import math", "import numpy as np", import_from]
    for number, (expression, given, *_) in enumerate(ROWS):
        names = arguments(given)
        text += [decorator(names), f"def row{number}({', '.join(names)}):"]
        text += [f"    return {expression}"]
    return "\n".join(text) + "\n"


def shown(function, given):
    """What a call gives, as the table has it."""
    try:
        with np.errstate(all="ignore"):
            result = function(*arguments(given).values())
    except Exception as error:
        return type(error).__name__
    return repr(result.tolist() if isinstance(result, (np.ndarray, np.generic)) else result)


@contextlib.contextmanager
def compiled(folder, name, text, monkeypatch):
    path = folder / f"{name}.py"
    path.write_text(text)
    environment = {**os.environ, "PYJIT_DECORATORS": "numba", "PYJIT_PYTHON": sys.executable}
    command = [binary(), "compile", str(path), "-o", str(folder / "out")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "0 refused" in done.stderr + done.stdout, done.stderr
    monkeypatch.setitem(sys.modules, "numba", stand_in())
    plain = stand_in()
    plain.jit = plain.njit
    monkeypatch.setitem(sys.modules, "pyjit", plain)
    monkeypatch.syspath_prepend(str(folder / "out"))
    monkeypatch.syspath_prepend(str(folder))
    module = importlib.import_module(name)
    native = importlib.import_module(f"_pyjit_{name}__native")
    yield module, lambda number: native.bind(getattr(module, f"row{number}"), name)


def test_pythons_and_jits_answers(tmp_path, monkeypatch):
    signature = lambda names: f'@jit("({", ".join(map(ours_type, names.values()))},)")'  # noqa: E731
    text = module_of("from pyjit import jit", signature)
    with compiled(tmp_path, "semantics_of_jit", text, monkeypatch) as (module, kernel):
        for number, (expression, given, python, *_) in enumerate(ROWS):
            assert shown(getattr(module, f"row{number}"), given) == python, expression
            assert shown(kernel(number), given) == python, expression


def test_answers_under_numbas_decorators(tmp_path, monkeypatch):
    signature = lambda names: f'@njit("({", ".join(map(numbas_type, names.values()))},)")'  # noqa: E731
    text = module_of("from numba import njit", signature)
    with compiled(tmp_path, "semantics_of_numba", text, monkeypatch) as (_, kernel):
        for number, (expression, given, _, _, ours) in enumerate(ROWS):
            assert shown(kernel(number), given) == ours, expression


@pytest.mark.skipif(not NUMBAS_PYTHON.exists(), reason="`make test` makes target/work/numba")
def test_numbas_own_answers(tmp_path):
    text = module_of("from numba import njit", lambda _: "@njit")
    (tmp_path / "semantics.py").write_text(text)
    lines = ["import math, sys", "import numpy as np", "import semantics", "found = []"]
    for number, (_, given, *_) in enumerate(ROWS):
        lines += [
            f"def given{number}():",
            f"    {given}",
            f"    return ({', '.join(arguments(given))},)",
        ]
        lines += ["try:", f"    it = semantics.row{number}(*given{number}())"]
        lines += ["except Exception as error:", "    print(type(error).__name__)"]
        lines += ["else:", "    print(repr(it.tolist() if hasattr(it, 'tolist') else it))"]
    script = tmp_path / "ask.py"
    script.write_text("\n".join(lines))
    command = [str(NUMBAS_PYTHON), "-W", "ignore", str(script)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    answers = done.stdout.splitlines()
    assert len(answers) == len(ROWS)
    for (expression, _, _, numbas, _), answer in zip(ROWS, answers):
        assert numbas == "undefined" or re.fullmatch(re.escape(numbas), answer), expression
