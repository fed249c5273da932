"""One wheel for every CPython from 3.12 on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

PYPROJECT = """\
[build-system]
requires = ["setuptools", "pyjit"]
build-backend = "setuptools.build_meta"

[project]
name = "stable"
version = "1.0"

[tool.setuptools]
py-modules = ["stable"]
"""
LIMITED = '\n[tool.distutils.bdist_wheel]\npy_limited_api = "{}"\n'
# Something of every kind that the runtime does: texts, exceptions, tuples, ints of any size, math.
KERNELS = """\
import math

from pyjit import f64, jit


@jit
def total(values: f64[:], scale: float = 1.0, *, mode: str = "sum") -> float:
    result = 0.0
    for value in values:
        result += float(value) * scale
    if mode == "root":
        return math.sqrt(result)
    if mode != "sum":
        raise ValueError(f"no mode {mode!r}")
    return result


@jit
def square(a: int) -> int:
    return a * a


@jit
def parts(a: complex) -> tuple[float, float, bool]:
    return a.real, a.imag, a.imag == 0
"""
USE = """\
import stable

assert stable.total.__pyjit_signatures__ and stable.square.__pyjit_signatures__
try:
    import numpy
except ImportError:
    pass
else:
    assert stable.total(numpy.array([1.0, 2.5]), 2.0) == 7.0
assert stable.square(-3) == 9
assert stable.square(10**12) == 10**24
assert stable.parts(1 + 2j) == (1.0, 2.0, False)
for call in (lambda: stable.square("x"), lambda: stable.total(1.0), lambda: stable.parts()):
    try:
        call()
    except TypeError:
        pass
    else:
        raise AssertionError
print("ok")
"""


def interpreters() -> list[Path]:
    """The CPythons from 3.12 on that this machine has, this one first."""
    found = [Path(sys.executable)] if sys.version_info >= (3, 12) else []
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for minor in (12, 13, 14):
        installed = sorted(versions.glob(f"3.{minor}.*/bin/python3"))
        on_path = shutil.which(f"python3.{minor}", path="/usr/bin:/usr/local/bin")
        found += installed[-1:] or ([Path(on_path)] if on_path else [])
    return found


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A CPython from 3.12 on with setuptools."""
    if sys.version_info >= (3, 12):
        return Path(sys.executable)
    if not interpreters():
        pytest.skip("there is no CPython from 3.12 on to build with")
    folder = tmp_path_factory.mktemp("newer") / "venv"
    subprocess.run([interpreters()[0], "-m", "venv", folder], check=True)
    pip = [folder / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check"]
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    subprocess.run([*pip, "setuptools>=77"], check=True, env=clean)
    return folder / "bin" / "python"


@pytest.mark.parametrize("where", ["pyproject.toml", "setup.cfg"])
def test_one_wheel_for_many_versions(make_project, tmp_path: Path, newer: Path, where: str) -> None:
    files = {"pyproject.toml": PYPROJECT, "stable.py": KERNELS}
    if where == "setup.cfg":
        files["setup.cfg"] = "[bdist_wheel]\npy_limited_api = cp312\n"
    else:
        files["pyproject.toml"] += LIMITED.format("cp312")
    made = make_project(files)
    made.python = newer
    wheel = made.wheel()
    assert "-cp312-abi3-" in wheel.name
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    assert [path.name for path in tmp_path.glob("*.so")] == ["_pyjit_stable__native.abi3.so"]
    if where == "setup.cfg":
        return
    audit = pytest.importorskip("abi3audit", reason="`make venv` installs it")
    assert audit
    command = [sys.executable, "-m", "abi3audit", "--strict", "--report", wheel]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    for python in interpreters():
        command = [str(python), "-B", "-c", USE]
        variables = {"PYTHONPATH": str(tmp_path)}
        done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
        assert done.stdout == "ok\n", f"{python}: {done.stderr}"


REFUSED = KERNELS.split("@jit")[0] + "@jit\ndef f(a: list) -> int:\n    return 0\n"


def test_an_older_stable_abi_is_an_error(make_project) -> None:
    table = LIMITED.format("cp39")
    done = make_project({"pyproject.toml": PYPROJECT + table, "stable.py": KERNELS}).backend(
        "build_wheel"
    )
    assert done.returncode != 0
    assert 'py_limited_api = "cp39" promises a wheel for CPython 3.9 and later' in done.stderr
    assert 'write py_limited_api = "cp312"' in done.stderr
    assert "Traceback" not in done.stderr
    # Without a compiled function it is none of our business.
    made = make_project({"pyproject.toml": PYPROJECT + table, "stable.py": REFUSED})
    assert "-py3-none-any" in made.wheel().name


TAGGED = """\
from setuptools import setup
from setuptools.command.bdist_wheel import bdist_wheel


class Tagged(bdist_wheel):
    def get_tag(self):
        _, _, platform = super().get_tag()
        return "cp39", "abi3", platform


setup(cmdclass={"bdist_wheel": Tagged})
"""


def test_a_tag_that_extensions_do_not_fit_is_an_error(make_project) -> None:
    files = {"pyproject.toml": PYPROJECT, "stable.py": KERNELS, "setup.py": TAGGED}
    made = make_project(files)
    done = made.backend("build_wheel")
    assert done.returncode != 0
    assert "CPython 3.9 and later" in done.stderr
    assert not list(made.out.glob("*.whl"))
    files["setup.py"] = TAGGED.replace("cp39", "cp312")
    done = make_project(files).backend("build_wheel")
    assert done.returncode != 0
    expected = "built with CPython 3.12 or later" if sys.version_info < (3, 12) else "one version"
    assert expected in done.stderr


def test_a_version_that_is_too_new_is_an_error(make_project) -> None:
    newer = f"cp3{sys.version_info.minor + 1}" if sys.version_info >= (3, 12) else "cp312"
    files = {"pyproject.toml": PYPROJECT + LIMITED.format(newer), "stable.py": KERNELS}
    done = make_project(files).backend("build_wheel")
    assert done.returncode != 0
    assert f'py_limited_api = "{newer}" has to be built with CPython' in done.stderr
