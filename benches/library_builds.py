"""What a function of the library costs a build: seconds of the processor, beside a kernel that
calls nothing."""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROUNDS = 7
# So many kernels are built together.
MANY = 100

HEAD = "import heapq\n\nimport numpy as np\n\nfrom pyjit import f64, i64, jit\n"
EMPTY = "a[0]"
CALLS = {
    "np.sort": "np.sort(a)[0]",
    "np.argsort": "a[np.argsort(a)[0]]",
    "np.unique": "np.unique(a)[0]",
    "np.median": "np.median(a)",
    "np.searchsorted": "a[np.searchsorted(a, a)[0]]",
    "np.histogram": "np.histogram(a)[1][0]",
    "sorted": "sorted([x for x in a])[0]",
    "heapq": "heapq.heappop([(x, x) for x in a])[0]",
}


def source(result: str, count: int) -> str:
    kernels = (
        f"\n\n@jit\ndef kernel_{number}(a: f64[:]):\n    return {result} + {number}.0\n"
        for number in range(count)
    )
    return HEAD + "".join(kernels)


def build(binary: Path, text: str, folder: Path) -> tuple[float, dict]:
    """The seconds of the processor that a build without a cache takes, and its report."""
    (folder / "source").mkdir()
    (folder / "source" / "kernels.py").write_text(text)
    report = folder / "report.json"
    command = [binary, "build", folder / "source", folder / "built", "--report", report]
    command += ["--python", sys.executable, "--strict"]
    environment = os.environ | {"PYJIT_CACHE_DIR": str(folder / "cache")}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, env=environment, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return seconds, json.loads(report.read_text())


def measured(binary: Path, text: str, rounds: int) -> tuple[float, int]:
    """The median of the seconds of several builds, and how many objects each compiles."""
    took = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            seconds, report = build(binary, text, Path(folder))
            took.append(seconds)
    return statistics.median(took), report["build"]["objects"]["compiled"]


def print_builds(binary: Path) -> None:
    empty, _ = measured(binary, source(EMPTY, 1), ROUNDS)
    all_empty, units = measured(binary, source(EMPTY, MANY), 3)
    print(f"{'more than an empty kernel':28}{'one':>8}  {MANY:8}  {'objects more':>12}")
    for name, result in CALLS.items():
        one, _ = measured(binary, source(result, 1), ROUNDS)
        many, objects = measured(binary, source(result, MANY), 3)
        more = objects - units
        print(f"{name:28}{one - empty:8.3f}  {many - all_empty:8.3f}  {more:12}", flush=True)
