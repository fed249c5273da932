"""Built packages beside each other and inside of others: installed, uninstalled, vendored."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PYPROJECT = """\
[build-system]
requires = ["setuptools", "pyjit"]
build-backend = "setuptools.build_meta"

[project]
name = "{}"
version = "1.0"

[tool.setuptools.packages.find]
where = ["src"]
namespaces = true

[tool.pyjit]
strict = true
"""
KERNEL = "from pyjit import jit\n\n\n@jit\ndef {}(a: int) -> int:\n    return a + {}\n"
PKGUTIL = "__path__ = __import__('pkgutil').extend_path(__path__, __name__)\n"
# Two distributions that share a folder: the files of each.
STYLES = {
    "pkgutil": (
        {"ns/__init__.py": PKGUTIL, "ns/one/__init__.py": "", "ns/one/k.py": KERNEL},
        {"ns/__init__.py": PKGUTIL, "ns/two/__init__.py": "", "ns/two/k.py": KERNEL},
    ),
    "native": ({"ns/one.py": KERNEL}, {"ns/two.py": KERNEL}),
    "a part of a package": (
        {"ns/__init__.py": "", "ns/one.py": KERNEL},
        {"ns/two.py": KERNEL},
    ),
}
CALL = "from {} import {}; print({}(1), hasattr({}, '__pyjit_signatures__'))"


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment that has nothing."""
    folder = tmp_path_factory.mktemp("clean") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    return folder / "bin" / "python"


def run(python: Path, *arguments: str | Path) -> str:
    done = subprocess.run(
        [python, "-I", "-B", *arguments], capture_output=True, text=True, check=False, cwd="/"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


def pip(python: Path, *arguments: str | Path) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    command += ["--python", str(python), *map(str, arguments)]
    subprocess.run(command, check=True, capture_output=True)


@pytest.mark.parametrize("style", STYLES)
def test_two_distributions_in_one_folder(make_project, clean: Path, style: str) -> None:
    wheels, modules = [], []
    for name, files in zip(("one", "two"), STYLES[style]):
        sources = {f"src/{path}": text.format(name, 1) for path, text in files.items()}
        project = make_project({"pyproject.toml": PYPROJECT.format(f"My-{name}")} | sources)
        wheels.append(project.wheel())
        module = next(path for path, text in files.items() if text == KERNEL)
        modules.append(module[: -len(".py")].replace("/", "."))
    pip(clean, "install", "--no-index", "--no-deps", "--no-compile", *wheels)
    listing = "from importlib.metadata import files; "
    owned = [
        set(run(clean, "-c", listing + f"print(*files('my-{name}'))").split())
        for name in ("one", "two")
    ]
    # What the distributions' authors share is theirs; nothing else is in both.
    assert owned[0] & owned[1] <= {"ns/__init__.py"}
    calls = [CALL.format(m, n, n, n) for m, n in zip(modules, ("one", "two"))]
    assert [run(clean, "-c", call) for call in calls] == ["2 True", "2 True"]
    pip(clean, "uninstall", "--yes", "my-one")
    assert run(clean, "-c", calls[1]) == "2 True"
    left = "print(all(file.locate().exists() for file in files('my-two') if file.name[0] == '_' "
    left += "and 'pyjit' in file.name))"
    assert run(clean, "-c", listing + left) == "True"
    pip(clean, "uninstall", "--yes", "my-two")
    site = Path(run(clean, "-c", "import sysconfig; print(sysconfig.get_path('platlib'))"))
    assert not list(site.rglob("*_pyjit*"))


VENDORED = {
    "pyproject.toml": PYPROJECT.format("vendored"),
    "src/mypkg/__init__.py": "from pyjit import jit\nfrom .deep.kernels import halve\n"
    "@jit\ndef first(a: int) -> int:\n    return a\n",
    "src/mypkg/errors.py": "class Odd(ValueError):\n    pass\n",
    "src/mypkg/points.py": "from typing import NamedTuple\n\n\nclass Point(NamedTuple):\n"
    "    x: int\n    y: int\n",
    "src/mypkg/deep/__init__.py": "",
    "src/mypkg/deep/kernels.py": """\
import math, pyjit as pj

from ..errors import Odd
from ..points import Point


@pj.jit
def check(a: int) -> int:
    if a % 2:
        raise Odd(f"{a} is odd")
    return a


@pj.jit
def halve(a: int) -> int:
    return check(a) // 2


@pj.jit
def point(a: int) -> Point:
    return Point(a, -a)


@pj.jit
def root(a: float) -> float:
    return math.sqrt(a)
""",
}
USE = """\
import importlib, pickle, sys, traceback

for name in sys.argv[1:]:
    package = importlib.import_module(name)
    kernels = importlib.import_module(name + ".deep.kernels")
    errors = importlib.import_module(name + ".errors")
    points = importlib.import_module(name + ".points")
    for kernel in (package.first, kernels.check, kernels.halve, kernels.point, kernels.root):
        assert kernel.__pyjit_signatures__, kernel
        assert pickle.loads(pickle.dumps(kernel)) is kernel
    assert kernels.halve(6) == 3 and kernels.root(9.0) == 3.0
    assert type(kernels.point(1)) is points.Point, type(kernels.point(1))
    try:
        kernels.halve(7)
    except errors.Odd as error:
        assert str(error) == "7 is odd"
        frames = traceback.extract_tb(error.__traceback__)[1:]
        assert {frame.filename for frame in frames} == {kernels.__file__}, frames
        assert [frame.name for frame in frames] == ["halve", "check"], frames
        assert frames[-1].line == 'raise Odd(f"{a} is odd")', frames
    assert "pyjit" not in sys.modules
print("ok")
"""


@pytest.fixture(scope="module")
def vendored(make_project, unpack):
    """A built package, copied into others under other names."""
    installed = unpack(make_project(VENDORED).wheel())
    for target in ("host/_vendor/mypkg", "host/_vendor/other", "renamed"):
        shutil.copytree(installed.folder / "mypkg", installed.folder / target)
    (installed.folder / "host" / "__init__.py").touch()
    (installed.folder / "host" / "_vendor" / "__init__.py").touch()
    return installed


@pytest.mark.parametrize("name", ["host._vendor.mypkg", "host._vendor.other", "renamed", "mypkg"])
def test_a_package_under_another_name(vendored, name: str) -> None:
    (vendored.folder / "use.py").write_text(USE)
    assert vendored.run("use.py", name) == "ok"


def test_copies_of_one_package_in_one_process(vendored) -> None:
    (vendored.folder / "use.py").write_text(USE)
    names = ("mypkg", "renamed", "host._vendor.other", "mypkg", "host._vendor.mypkg")
    assert vendored.run("use.py", *names) == "ok"
