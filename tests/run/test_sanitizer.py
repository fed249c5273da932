"""AddressSanitizer sees what kernels access: `make sanitized` could not fail otherwise."""

import os
import subprocess
import sys

import pytest
from conftest import binary

pytest.importorskip("numpy", reason="the memory is that of NumPy's arrays")

SOURCE = """
from pyjit import f64, jit

@jit(boundscheck=False)
def unchecked(a: f64[:], i: int) -> float:
    return a[i]
"""

CALLS = """
import numpy as np, outside
print(outside.unchecked(np.ones(10), 9), flush=True)
outside.unchecked(np.ones(10), 10)
"""


def library():
    """The library of the C compiler's AddressSanitizer, if there is one."""
    command = [os.environ.get("CC", "cc"), "-print-file-name=libasan.so"]
    try:
        found = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return None
    # Where it has none it prints the bare name.
    return found if os.path.isabs(found) else None


@pytest.mark.skipif(library() is None, reason="the C compiler has no AddressSanitizer")
def test_an_access_outside_is_seen(tmp_path):
    source, output = tmp_path / "source", tmp_path / "output"
    source.mkdir()
    (source / "outside.py").write_text(SOURCE)
    command = [binary(), "build", source, output, "--sanitize-address"]
    environment = {**os.environ, "PYJIT_PYTHON": sys.executable}
    environment.pop("LD_PRELOAD", None)
    subprocess.run(command, check=True, capture_output=True, env=environment)
    environment |= {"LD_PRELOAD": library(), "ASAN_OPTIONS": "detect_leaks=0"}
    environment["PYTHONPATH"] = str(output)
    run = subprocess.run(
        [sys.executable, "-c", CALLS], capture_output=True, text=True, env=environment, check=False
    )
    assert run.returncode != 0
    assert run.stdout == "1.0\n"
    assert "AddressSanitizer: heap-buffer-overflow" in run.stderr
