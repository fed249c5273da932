"""pyjit's own wheel, in an environment that has nothing but it and setuptools.

`make test` builds the wheel and names its folder in PYJIT_WHEELS.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

WHEELS = os.environ.get("PYJIT_WHEELS")
pytestmark = pytest.mark.skipif(not WHEELS, reason="run by make, which builds the wheel first")
KERNEL = """\
from pyjit import f64, jit


@jit
def total(values: f64[:]) -> float:
    result = 0.0
    for value in values:
        result += value
    return float(result)
"""
PYPROJECT = """\
[build-system]
requires = ["setuptools", "pyjit"]
build-backend = "setuptools.build_meta"

[project]
name = "totals"
version = "1.0"
"""
BUILD = "from setuptools import build_meta; print(build_meta.build_wheel('dist'))"
USE = """\
import sys
from totals import total
assert "numpy" not in sys.modules
from numpy import array
print(total(array([1.0, 2.5])), len(total.__pyjit_signatures__))
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with pyjit from its wheel."""
    folder = tmp_path_factory.mktemp("environment") / "venv"
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    pip = [folder / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--no-index", "--find-links", str(WHEELS), "pyjit"], check=True)
    subprocess.run([*pip, "setuptools>=77"], check=True)
    return folder


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    """Variables with a PATH on which there is nothing, no C compiler above all."""
    tools = tmp_path / "tools"
    tools.mkdir()
    return {"PATH": str(tools), "HOME": str(tmp_path), "TMPDIR": str(tmp_path)}


@pytest.fixture
def compiler(bare: dict[str, str]) -> dict[str, str]:
    """The same with a C compiler's driver and its linker."""
    for tool in ("cc", "ld"):
        found = shutil.which(tool)
        assert found, f"{tool} is needed to build pyjit, so it is there"
        (Path(bare["PATH"]) / tool).symlink_to(found)
    return bare


def test_it_holds_what_it_should() -> None:
    (wheel,) = Path(str(WHEELS)).glob("pyjit-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if ".dist-info/" not in name]
        marker = "/scripts/pyjit"
        package = Path(__file__).resolve().parents[2] / "setuptools-plugin" / "pyjit"
        paths = [path.relative_to(package) for path in package.rglob("*") if path.is_file()]
        files = [path.as_posix() for path in paths if "__pycache__" not in path.parts]
        own = [name for name in names if not name.endswith(marker)]
        assert sorted(own) == sorted(f"pyjit/{name}" for name in files)
        assert {"__init__.py", "py.typed", "setuptools.py", "pytest_plugin.py"} < set(files)
        assert sum(name.endswith(marker) for name in names) == 1
    assert "-py3-none-" in wheel.name
    # Of the targets that LLVM has, only those that code is made for are linked in.
    assert wheel.stat().st_size < 40_000_000


def test_the_binary_runs(environment: Path, bare: dict[str, str]) -> None:
    command = [environment / "bin" / "pyjit", "--version"]
    done = subprocess.run(command, env=bare, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("pyjit 0.")
    assert "LLVM 22" in done.stdout


@pytest.mark.parametrize("tools", ["bare", "compiler"])
def test_it_builds_a_package(
    environment: Path, request: pytest.FixtureRequest, tmp_path: Path, tools: str
) -> None:
    variables = request.getfixturevalue(tools)
    project = tmp_path / "project"
    (project / "dist").mkdir(parents=True)
    (project / "totals.py").write_text(KERNEL)
    (project / "pyproject.toml").write_text(PYPROJECT)
    python = environment / "bin" / "python"
    done = subprocess.run(
        [python, "-c", BUILD],
        cwd=project,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    wheel = project / "dist" / done.stdout.splitlines()[-1]
    assert "none-any" not in wheel.name
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    variables = {"PYTHONPATH": str(installed)}
    # Isolated from the environment with pyjit.
    done = subprocess.run(
        [sys.executable, "-c", USE], env=variables, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "3.5 1", done.stderr


def test_without_the_linker_that_is_asked_for_it_says_so(
    environment: Path, bare: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "dist").mkdir()
    (tmp_path / "totals.py").write_text(KERNEL)
    (tmp_path / "pyproject.toml").write_text(PYPROJECT)
    done = subprocess.run(
        [environment / "bin" / "python", "-c", BUILD],
        cwd=tmp_path,
        env=bare | {"PYJIT_LINKER": "cc"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "PJ0200" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_editable_install_works_at_once(tmp_path: Path) -> None:
    project = tmp_path / "project"
    (project / "src").mkdir(parents=True)
    (project / "src" / "totals.py").write_text(KERNEL)
    (project / "pyproject.toml").write_text(PYPROJECT)
    clean = tmp_path / "clean"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", clean], check=True)
    python = clean / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    pip += ["--python", str(python)]
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    variables["PIP_FIND_LINKS"] = str(WHEELS)
    subprocess.run([*pip, "install", "-e", project], check=True, env=variables)
    (project / "src" / "untyped.py").write_text(
        "from pyjit import jit\n\n\n@jit\ndef f(x, y):\n    return x * y + 1\n"
    )
    code = "import untyped; print(untyped.f(2, 3.5), *untyped.f.signatures, untyped.__file__)"
    # There is no C compiler, and no other tool.
    variables = {"PATH": "", "HOME": str(tmp_path)}
    for _ in range(2):
        done = subprocess.run(
            [python, "-c", code],
            cwd="/",
            env=variables,
            capture_output=True,
            text=True,
            check=False,
        )
        expected = f"8.0 (int, float) -> float {project / 'src' / 'untyped.py'}\n"
        assert (done.stdout, done.stderr) == (expected, "")
