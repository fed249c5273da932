"""Time kernels that work on whole arrays, beside Numba and NumPy.

Run through ``make bench`` or ``make bench-arrays``. The kernels are compiled at their first calls.
Rounds alternate, results are compared, and each figure is the median of the rounds' ratios: pyjit's
time to Numba's and to NumPy's (the same function in Python).
"""

from __future__ import annotations

import argparse
import importlib
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).resolve().parent
ROUNDS = 11
# So long each side of a round works, about.
SECONDS = 0.02


def cases() -> list[tuple[str, str, tuple[Any, ...]]]:
    """What is timed: a name, the kernel, its arguments."""
    random = np.random.default_rng(0)
    found = []
    for count in (1_000, 1_000_000):
        a, b, c = (random.random(count) for _ in range(3))
        for name in ("fused", "add", "stencil", "in_place", "total", "average", "reduced"):
            found.append((f"{name} of {count:,}", name, (a, b, c)))
    found.append(("allocation in a loop", "allocation", (100_000,)))
    found.append(("rows of a matrix", "rows", (random.random((100_000, 8)),)))
    found.append(
        ("matrix and row", "matrix_and_row", (random.random((500, 500)), random.random(500)))
    )
    left, right = random.random((200, 200)), random.random((200, 200))
    found.append(("product of matrices 200", "product", (left, right)))
    found.append(("a small result", "small", (10,)))
    return found


def seconds(function: Callable[..., Any], arguments: tuple[Any, ...], calls: int) -> float:
    start = time.perf_counter()
    for _ in range(calls):
        function(*arguments)
    return time.perf_counter() - start


def compare(name: str, kernel: Any, peers: dict[str, Any], arguments: tuple[Any, ...]) -> str:
    """The median ratios of the kernel's time to that of each peer."""
    copies = [[it.copy() if isinstance(it, np.ndarray) else it for it in arguments] for _ in "ab"]
    expected = peers["numpy"](*copies[0])
    found = kernel(*copies[1])
    several = isinstance(expected, tuple)
    for pair in zip(found, expected) if several else [(found, expected)]:
        np.testing.assert_allclose(*pair, rtol=1e-12, err_msg=name)
    sides = {"pyjit": kernel, **peers}
    counts = {}
    for side, function in sides.items():
        function(*arguments)
        once = max(seconds(function, arguments, 3) / 3, 1e-8)
        counts[side] = max(1, int(SECONDS / once))
    ratios: dict[str, list[float]] = {side: [] for side in peers}
    for _ in range(ROUNDS):
        took = {
            side: seconds(function, arguments, counts[side]) / counts[side]
            for side, function in sides.items()
        }
        for side in peers:
            ratios[side].append(took["pyjit"] / took[side])
    return "  ".join(f"{statistics.median(ratios[side]):8.2f}" for side in peers)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pyjit", required=True, help="the compiler")
    options = parser.parse_args()
    os.environ["PYJIT_BINARY"] = str(Path(options.pyjit).resolve())
    sys.path[:0] = [str(HERE), str(HERE.parent / "setuptools-plugin")]
    import numba

    kernels = importlib.import_module("array_kernels")
    print(f"{'time to that of':28}{'Numba':>8}  {'NumPy':>8}")
    for name, function, arguments in cases():
        kernel = getattr(kernels, function)
        peers = {"numba": numba.njit(kernel.py_func), "numpy": kernel.py_func}
        if function == "product":
            # Numba asks SciPy for it.
            del peers["numba"]
        row = compare(name, kernel, peers, arguments)
        print(f"{name:28}{row:>18}", flush=True)


if __name__ == "__main__":
    main()
