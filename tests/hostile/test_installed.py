"""`pyjit scan` over CPython's whole library and over large packages, where they are installed."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sysconfig
from pathlib import Path

import pytest
from survive import TIMEOUT, binary

PACKAGES = ["numpy", "scipy", "sympy"]


def scanned(folder: Path, *options: str) -> dict[str, object]:
    """The report of a scan."""
    done = subprocess.run(
        [str(binary()), "scan", "--format", "json", *options, str(folder)],
        capture_output=True,
        timeout=TIMEOUT,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr[-2000:]
    report = json.loads(done.stdout)
    assert isinstance(report, dict)
    return report


def test_the_library() -> None:
    report = scanned(Path(sysconfig.get_paths()["stdlib"]), "--exclude", "site-packages")
    counts = report["counts"]
    assert isinstance(counts, dict)
    assert counts["files"] > 500
    # The library's tests have files that are wrong on purpose; nearly all are Python.
    assert counts["rejected_files"] < 40


@pytest.mark.parametrize("name", PACKAGES)
def test_packages(name: str) -> None:
    found = importlib.util.find_spec(name)
    if found is None or found.origin is None:
        pytest.skip(f"{name} is not installed")
    report = scanned(Path(found.origin).parent)
    counts = report["counts"]
    assert isinstance(counts, dict)
    assert counts["files"] > 100
    # One table of sympy's is a sum of so many terms that working on its tree is not safe.
    assert counts["rejected_files"] <= 1
