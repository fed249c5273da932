"""Time functions of the library in kernels, beside Numba and Python with NumPy; tell what they cost
a build.

Run through ``make bench`` or ``make bench-library``. The kernels are compiled at their first
calls. Rounds alternate, results are compared, and each figure is the median of the rounds' ratios:
pyjit's time to Numba's and to that of the same function in Python. Builds are compared with those
of kernels that call nothing: what is printed are seconds of the processor.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from pathlib import Path
from typing import Any

import numpy as np
from arrays import HERE, compare
from library_builds import print_builds


def cases() -> list[tuple[str, str, tuple[Any, ...]]]:
    """What is timed: a name, the kernel, its arguments."""
    random = np.random.default_rng(0)
    million = 1_000_000
    a = random.random(million)
    normal = random.standard_normal(million)
    nearly = np.sort(a)
    moved = random.choice(million, 1_000, replace=False)
    nearly[moved] = nearly[moved[::-1]]
    few = random.integers(0, 100, million)
    integers = random.integers(-(2**62), 2**62, million)
    small = random.random(1_000)
    keys = np.sort(random.random(10_000))
    return [
        ("sort", "sort", (a,)),
        ("sort of normal floats", "sort", (normal,)),
        ("sort of nearly sorted", "sort", (nearly,)),
        ("sort of few values", "sort", (few / 8.0,)),
        ("sort of float32", "sort", (a.astype(np.float32),)),
        ("sort of ints", "sort", (integers,)),
        ("sort of few ints", "sort", (few,)),
        ("sort of 1,000", "sort", (small,)),
        ("sort of 20", "sort", (small[:20].copy(),)),
        ("argsort", "argsort", (a,)),
        ("argsort of nearly sorted", "argsort", (nearly,)),
        ("argsort of ints", "argsort", (integers,)),
        ("argsort of 1,000", "argsort", (small,)),
        ("cumsum", "cumsum", (a,)),
        ("searchsorted", "searchsorted", (keys, a)),
        ("searchsorted, in order", "searchsorted", (keys, np.sort(a))),
        ("unique", "unique", (a,)),
        ("unique of few ints", "unique", (few,)),
        ("median", "median", (a,)),
        ("median of 1,000", "median", (small,)),
        ("percentile", "percentile", (a,)),
        ("bincount", "bincount", (few,)),
        ("diff", "diff", (a,)),
        ("interp", "interp", (a, keys, random.random(10_000))),
        ("histogram", "histogram", (a,)),
        ("append to a list", "appended", (million,)),
        ("list of an array", "comprehension", (a,)),
        ("append and pop", "popped", (million,)),
        ("heap of 100,000 pairs", "heap_of_pairs", (a[:100_000].copy(),)),
        ("heap of 100,000 floats", "heap_of_floats", (a[:100_000].copy(),)),
        ("sort of a list", "sorted_list", (a,)),
        ("sort of a list of pairs", "sorted_pairs", (a[:100_000].copy(),)),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pyjit", required=True, help="the compiler")
    parser.add_argument("--only", default="", help="a part of the names of what is timed")
    options = parser.parse_args()
    os.environ["PYJIT_BINARY"] = str(Path(options.pyjit).resolve())
    sys.path[:0] = [str(HERE), str(HERE.parent / "setuptools-plugin")]
    import numba

    kernels = importlib.import_module("library_kernels")
    print(f"{'time to that of':28}{'Numba':>8}  {'Python':>8}")
    for name, function, arguments in cases():
        if options.only not in name:
            continue
        kernel = getattr(kernels, function)
        peers = {"numba": numba.njit(kernel.py_func), "numpy": kernel.py_func}
        print(f"{name:28}{compare(name, kernel, peers, arguments):>18}", flush=True)
    if not options.only or options.only == "builds":
        print()
        print_builds(Path(options.pyjit).resolve())


if __name__ == "__main__":
    main()
