"""Small projects that are built with setuptools and the hook, as `python -m build` would do it.

The hook is found through its entry point, as in an environment where pyjit is installed; the binary
is the one that cargo built.
"""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CALL_BACKEND = """\
import sys
from setuptools import build_meta
print(getattr(build_meta, sys.argv[1])(*sys.argv[2:]))
"""


def binary() -> Path:
    """The compiler under test."""
    return Path(os.environ.get("PYJIT_BINARY", ROOT / "target" / "debug" / "pyjit"))


@dataclass
class Project:
    """A source tree, and the environment that it is built in."""

    root: Path
    environment: dict[str, str]
    python: Path = Path(sys.executable)
    out: Path = field(init=False)

    def __post_init__(self) -> None:
        self.out = self.root.parent / "out"
        self.out.mkdir(exist_ok=True)

    def write(self, files: dict[str, str]) -> None:
        """Write files by their paths relative to the root."""
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run Python in the project's folder."""
        return subprocess.run(
            [self.python, *arguments],
            cwd=self.root,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def backend(self, hook: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Call a hook of setuptools' build backend."""
        return self.run("-c", CALL_BACKEND, hook, str(self.out), **environment)

    def built(self, hook: str, **environment: str) -> Path:
        """What a hook of the backend makes; it must succeed."""
        done = self.backend(hook, **environment)
        assert done.returncode == 0, done.stdout + done.stderr
        return self.out / done.stdout.splitlines()[-1]

    def wheel(self, **environment: str) -> Path:
        return self.built("build_wheel", **environment)


@dataclass
class Installed:
    """The content of a wheel, importable by a Python that knows nothing of pyjit."""

    folder: Path

    def names(self) -> list[str]:
        """Its files without the metadata; extensions by the part before the first dot."""
        files = (path for path in self.folder.rglob("*") if path.is_file())
        names = (path.relative_to(self.folder).as_posix() for path in files)
        kept = [name for name in names if ".dist-info/" not in name and "__pycache__" not in name]
        return sorted(f"{n.split('.')[0]}.so" if n.endswith((".so", ".pyd")) else n for n in kept)

    def text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def run(self, *arguments: str, **environment: str) -> str:
        """What Python prints, started in the folder itself."""
        clean = {name: value for name, value in os.environ.items() if "PYJIT" not in name}
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=clean | {"PYTHONPATH": str(self.folder)} | environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip()

    def python(self, code: str, *arguments: str, **environment: str) -> str:
        """What a program prints that imports from the wheel."""
        return self.run("-c", code, *arguments, **environment)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that looks as if pyjit were installed into it."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "pyjit").symlink_to(ROOT / "setuptools-plugin" / "pyjit")
    metadata = folder / "pyjit-0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: pyjit\nVersion: 0\n")
    points = "[setuptools.finalize_distribution_options]\n"
    points += "pyjit = pyjit.setuptools:finalize_distribution_options\n"
    (metadata / "entry_points.txt").write_text(points)
    return folder


@pytest.fixture(scope="session")
def make_project(
    site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[dict[str, str]], Project]:
    """Makes a project of the given files."""
    environment = {name: value for name, value in os.environ.items() if "PYJIT" not in name}
    environment |= {
        "PYTHONPATH": str(site),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYJIT_BINARY": str(binary()),
        "PYJIT_CACHE_DIR": str(tmp_path_factory.getbasetemp() / "cache"),
    }

    def make(files: dict[str, str]) -> Project:
        root = tmp_path_factory.mktemp("project") / "source"
        root.mkdir()
        made = Project(root, environment)
        made.write(files)
        return made

    return make


@pytest.fixture(scope="session")
def unpack(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Installed]:
    """Unpacks a wheel."""

    def unpack(wheel: Path) -> Installed:
        folder = tmp_path_factory.mktemp("installed")
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder)
        return Installed(folder)

    return unpack
