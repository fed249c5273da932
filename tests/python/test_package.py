"""The package `pyjit` as it is imported while a package is developed."""

from __future__ import annotations

import copy
import pickle
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLUGIN = ROOT / "setuptools-plugin"
BEGIN, END = "# Shared text begins", "# Shared text ends"


def run(code: str) -> str:
    """What a program prints that imports pyjit from its source."""
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(PLUGIN)!r})\n{code}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def pyjit(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(PLUGIN))
    monkeypatch.delitem(sys.modules, "pyjit", raising=False)
    import pyjit

    yield pyjit
    sys.modules.pop("pyjit", None)


def test_importing_it_imports_nothing_else() -> None:
    code = "before = set(sys.modules); import pyjit; print(sorted(set(sys.modules) - before))"
    assert run(code) == "['pyjit']"


def test_built_packages_get_the_same_names() -> None:
    texts = [PLUGIN / "pyjit" / "__init__.py", ROOT / "templates" / "pyjit_module.py"]
    shared = [path.read_text().split(BEGIN)[1].split(END)[0] for path in texts]
    assert shared[0] == shared[1]


@pytest.mark.parametrize(
    "line",
    [
        "@jit",
        "@jit()",
        "@jit('f64(f64)')",
        "@jit(['f64(f64)', 'f32(f32)'], boundscheck=False)",
        "@jit(f64(f64[:], i64))",
        "@jit((f64[:], i64))",
        "@jit_immediate",
        "@jit_immediate(fastmath=True)",
        "@jit(fastmath={'nnan', 'contract'}, overflow='wrap')",
    ],
)
def test_decorators_leave_the_function(pyjit, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYJIT_DISABLE", "1")
    variables = dict(vars(pyjit))
    exec(f"def plain(): pass\nplain_one = plain\n{line}\ndef f(): return 1", variables)
    assert type(variables["f"]) is type(variables["plain"])
    assert variables["f"]() == 1


def test_decorators_take_static_methods(pyjit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYJIT_DISABLE", "1")

    class Holder:
        @pyjit.jit
        @staticmethod
        def inner() -> int:
            return 1

        @staticmethod
        @pyjit.jit
        def outer() -> int:
            return 2

    assert (Holder.inner(), Holder().outer()) == (1, 2)


def test_types_read_as_they_are_written(pyjit) -> None:
    for text in ("f64", "u8[:]", "f32[:, ::1]", "i64[:, :, :, :]", "f64(f64[:], i64)"):
        spelled = eval(text, vars(pyjit))
        assert repr(spelled) == text
        assert spelled == eval(text, vars(pyjit))
        assert {spelled: 1}[eval(text, vars(pyjit))] == 1
        assert pickle.loads(pickle.dumps(spelled)) == spelled
        assert copy.deepcopy(spelled) == spelled
    assert pyjit.f64 != pyjit.f32
    assert pyjit.f64 != "f64"
    assert repr(pyjit.f64(float, None)) == "f64(float, None)"


@pytest.mark.parametrize("text", ["f64[0.0]", "f64[1:]", "f64[::2]", "f64[:][:]", "f64[:, '3']"])
def test_what_is_no_array_type(pyjit, text: str) -> None:
    with pytest.raises(TypeError):
        eval(text, vars(pyjit))


def test_types_in_unions(pyjit) -> None:
    from typing import Optional

    assert pyjit.f64[:] | None == Optional[pyjit.f64[:]]
    assert None | pyjit.i32 == Optional[pyjit.i32]


def test_scalar_types_convert_as_numpy_does(pyjit) -> None:
    numpy = pytest.importorskip("numpy")
    assert type(pyjit.i32(3)) is numpy.int32
    assert type(pyjit.f32(0.1)) is numpy.float32
    assert type(pyjit.u8(numpy.int64(300))) is numpy.uint8
    assert type(pyjit.c128(1j)) is numpy.complex128
    with pytest.raises(OverflowError):
        pyjit.u8(300)


def test_without_numpy_a_conversion_says_what_is_missing() -> None:
    code = "import pyjit; sys.modules['numpy'] = None\n"
    code += "try: pyjit.i32(3)\nexcept ImportError as error: print(error)"
    assert "NumPy is not installed" in run(code)


def test_ranges(pyjit) -> None:
    assert list(pyjit.prange(1, 4)) == [1, 2, 3]


TYPED = """\
from pyjit import f64, i32, jit, jit_immediate, prange


@jit
def plain(a: int, b: float = 0.5) -> float:
    return a * b


@jit(boundscheck=False)
def optional(a: f64) -> f64:
    return a


@jit_immediate("i32(i32)")
def signed(a: i32) -> i32:
    return a


class Holder:
    @staticmethod
    @jit
    def method(a: int) -> int:
        return sum(prange(a))


reveal_type(plain)
reveal_type(optional)
reveal_type(signed)
reveal_type(Holder.method)
plain("no")
"""


def test_type_checkers_see_the_function(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mypy = pytest.importorskip("mypy.api")
    monkeypatch.setenv("MYPYPATH", str(PLUGIN))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "typed.py").write_text(TYPED)
    output, _, _ = mypy.run(["--strict", "--no-error-summary", "typed.py"])
    revealed = [line.partition("Revealed type is ")[2] for line in output.splitlines()]
    assert [text.strip('"').replace("builtins.", "") for text in revealed if text] == [
        "def (a: int, b: float =) -> float",
        "def (a: float) -> float",
        "def (a: int) -> int",
        "def (a: int) -> int",
    ]
    errors = [line for line in output.splitlines() if re.match(r"typed.py:\d+: error", line)]
    assert len(errors) == 1, output
    assert 'Argument 1 to "plain"' in errors[0]
