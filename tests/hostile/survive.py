"""Runs the compiler on files that it may refuse, but must not fall over."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# A slow machine with other work to do; what hangs, hangs longer.
TIMEOUT = 120


def binary() -> Path:
    """The compiler under test."""
    return Path(os.environ.get("PYJIT_BINARY", ROOT / "target" / "debug" / "pyjit"))


def run(*arguments: object) -> str | None:
    """What went wrong, beyond a refusal: a signal, a panic, a hang."""
    command = [str(binary()), *map(str, arguments)]
    environment = os.environ | {"PYJIT_PYTHON": sys.executable}
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=TIMEOUT, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        return "it does not end"
    words = done.stderr.decode("utf-8", "replace")
    if done.returncode not in (0, 1) or "panicked" in words:
        return f"exit code {done.returncode}\n{words[-3000:]}"
    return None


def scan(folder: Path) -> str | None:
    """`pyjit scan` of a folder or file."""
    return run("scan", folder)


def build(folder: Path, out: Path) -> str | None:
    """`pyjit build` of a folder: every stage, up to the extension."""
    return run("build", folder, out)


def compile_file(path: Path) -> str | None:
    """`pyjit compile` of one file."""
    return run("compile", path, "-o", path.parent / "compiled")


def culprit(folder: Path, fails: Callable[[Path], str | None]) -> str:
    """The one file of a folder on which it goes wrong, for the message."""
    for path in sorted(folder.rglob("*.py")):
        if fails(path):
            return f"{path.name}:\n{path.read_bytes()[:3000]!r}"
    return "none of the files alone"
