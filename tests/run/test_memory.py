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
    """How many places accessed memory wrongly, and the bytes lost for good."""
    command = [
        "valgrind", "--leak-check=full", "--show-leak-kinds=none", "--errors-for-leak-kinds=none",
        "--num-callers=30",
        sys.executable, str(HERE / "check_memory.py"), str(folder), str(rounds),
    ]  # fmt: skip
    environment = {**os.environ, "PYTHONMALLOC": "malloc", "PYTHONDONTWRITEBYTECODE": "1"}
    process = subprocess.run(
        command, capture_output=True, text=True, env=environment, timeout=600, check=False
    )
    assert process.returncode == 0, process.stderr[-6000:]
    assert process.stdout.strip() == "done"
    ours = re.search(r"^==\d+== +(at|by) .*(\bpyjit_|_pyjit)", process.stderr, re.MULTILINE)
    assert ours is None, process.stderr[-6000:]
    places = re.search(r"ERROR SUMMARY: \d+ errors from (\d+) contexts", process.stderr)
    lost = re.search(r"definitely lost: ([\d,]+) bytes", process.stderr)
    return int(places.group(1)), int(lost.group(1).replace(",", "")) if lost else 0


@pytest.mark.skipif(shutil.which("valgrind") is None, reason="valgrind is not installed")
def test_valgrind(built):
    # CPython itself reads uninitialised memory when it imports and loses a constant amount; what
    # our calls do would come on top of that.
    places, lost = run_under_valgrind(built.folder, 0)
    places_of_many, lost_of_many = run_under_valgrind(built.folder, 200)
    assert places_of_many <= places
    assert lost_of_many <= lost + 200
