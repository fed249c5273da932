"""What the README shows works as it says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from conftest import binary

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_the_example(make_project, unpack) -> None:
    (settings,), (source,) = blocks("toml"), blocks("python")
    project = '\n[project]\nname = "mypkg"\nversion = "1.0"\n\n[tool.pyjit]\nstrict = true\n'
    files = {
        "pyproject.toml": settings + project,
        "src/mypkg/__init__.py": "",
        "src/mypkg/kernels.py": source,
    }
    wheel = make_project(files).wheel()
    assert re.fullmatch(r"mypkg-1\.0-cp3\d+-cp3\d+-linux_\w+\.whl", wheel.name)
    program = """\
from numpy import array, zeros
from mypkg.kernels import dot
print(dot(array([1.0, 2.0]), array([3.0, 4.5])), len(dot.__pyjit_signatures__))
print(dot.__wrapped__([1.0], [2.0]), dot.__doc__)
try:
    dot(array([1.0]), zeros(0))
except ValueError as error:
    print(error)
"""
    assert unpack(wheel).python(program).splitlines() == [
        "12.0 1",
        "2.0 The inner product of two vectors.",
        "the vectors have different lengths",
    ]


def test_the_dialogue(tmp_path: Path) -> None:
    """The first lines, as typed; `doctest` has their text, as a notebook has."""
    (dialogue,) = blocks("pycon")
    (tmp_path / "dialogue.txt").write_text(dialogue, "utf-8")
    plugin = str(Path(__file__).resolve().parents[2] / "setuptools-plugin")
    variables = {"PYTHONPATH": plugin, "PYJIT_CACHE_DIR": str(tmp_path / "cache")}
    done = subprocess.run(
        [sys.executable, "-m", "doctest", "dialogue.txt"],
        cwd=tmp_path,
        env={**os.environ, "PYJIT_BINARY": str(binary()), **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stdout


def test_the_commands_exist() -> None:
    makefile = (Path(__file__).resolve().parents[2] / "Makefile").read_text(encoding="utf-8")
    commands = re.findall(r"^    make (\w+)", README, re.MULTILINE)
    assert commands
    for command in commands:
        assert re.search(rf"^{command}:.*## ", makefile, re.MULTILINE), command
