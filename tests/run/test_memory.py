"""Valgrind finds nothing on the call paths: arguments, exceptions, buffers."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent


def run_under_valgrind(folder, rounds):
    """The bytes lost for good after that many rounds; fails on any wrong access."""
    command = [
        "valgrind", "--error-exitcode=99", "--leak-check=full", "--show-leak-kinds=none",
        "--errors-for-leak-kinds=none", "--num-callers=30",
        sys.executable, str(HERE / "check_memory.py"), str(folder), str(rounds),
    ]  # fmt: skip
    environment = {**os.environ, "PYTHONMALLOC": "malloc", "PYTHONDONTWRITEBYTECODE": "1"}
    process = subprocess.run(
        command, capture_output=True, text=True, env=environment, timeout=600, check=False
    )
    assert process.returncode == 0, process.stderr[-6000:]
    assert process.stdout.strip() == "done"
    lost = re.search(r"definitely lost: ([\d,]+) bytes", process.stderr)
    return int(lost.group(1).replace(",", "")) if lost else 0


@pytest.mark.skipif(shutil.which("valgrind") is None, reason="valgrind is not installed")
def test_valgrind(built):
    # CPython itself loses a constant amount; what our calls lose would grow with the rounds.
    assert run_under_valgrind(built.folder, 200) <= run_under_valgrind(built.folder, 10) + 200
