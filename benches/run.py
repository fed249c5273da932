"""Time the twelve kernels in pyjit and its peers, and print their ratios to C.

Run through ``make bench``. Every peer's answer is compared before its time counts; the peers take
turns, and each figure is the median of several rounds. Only ratios are printed, since absolute
times say more about the machine than about the compilers.
"""

from __future__ import annotations

import argparse
import copy
import ctypes
import importlib
import importlib.util
import math
import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
import time
import types
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np

from cases import CASES, Case, call_c

T = TypeVar("T")

HERE = Path(__file__).resolve().parent
ROUNDS = 7
CALLS = 200_000
# CPython runs a smaller case, beside C on the same one, so that a bench takes minutes, not hours.
PYTHON_ROUNDS = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pyjit", type=Path, required=True, help="the pyjit binary to measure")
    parser.add_argument("--clang", default="clang-22", help="the C compiler of the same LLVM")
    parser.add_argument("--work", type=Path, required=True, help="a folder for what is built")
    options = parser.parse_args()
    work = options.work.resolve()
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)

    builds: dict[str, float] = {}
    peers: dict[str, types.ModuleType] = {}
    library = timed(builds, "C", lambda: build_c(options.clang, work))
    peers["pyjit"] = timed(builds, "pyjit", lambda: build_pyjit(options.pyjit.resolve(), work))
    peers["Cython"] = timed(builds, "Cython", lambda: build_cython(work))
    peers["Numba"] = load_source("kernels_numba", numba_decorator(), work)
    plain = load_source("kernels_plain", lambda function: function, work)

    print(f"CPython {sys.version.split()[0]}, NumPy {np.__version__}; times relative to C\n")
    print_table(peers, plain, library, builds)
    print_calls(peers, build_calls(work))
    print_builds(builds)


def timed(builds: dict[str, float], name: str, build: Callable[[], T]) -> T:
    """What ``build`` gives; its time is kept under ``name``."""
    begin = time.perf_counter()
    result = build()
    builds[name] = time.perf_counter() - begin
    return result


def build_c(clang: str, work: Path) -> ctypes.CDLL:
    """The C kernels, as fast as clang makes them for this machine."""
    library = work / "kernels_c.so"
    flags = ["-O3", "-march=native", "-ffp-contract=off", "-fwrapv", "-shared", "-fPIC"]
    source = HERE / "peers" / "kernels.c"
    subprocess.run([clang, *flags, str(source), "-o", str(library), "-lm"], check=True)
    return ctypes.CDLL(str(library))


def build_pyjit(binary: Path, work: Path) -> types.ModuleType:
    """The kernels through ``pyjit build``, without the cache."""
    source, out = work / "pyjit_source", work / "pyjit_built"
    source.mkdir()
    shutil.copy(HERE / "kernels.py", source / "kernels_pyjit.py")
    environment = os.environ | {"PYJIT_CACHE_DIR": str(work / "cache")}
    command = [binary, "build", source, out, "--report", work / "report.json"]
    # A build that the user makes for one machine; the peers compile for this machine too.
    command += ["--cpu", "native", "--python", sys.executable, "--strict"]
    subprocess.run(command, check=True, env=environment)
    sys.path.insert(0, str(out))
    return importlib.import_module("kernels_pyjit")


def build_cython(work: Path) -> types.ModuleType:
    """The Cython kernels, compiled as ``cythonize`` does by default, for this machine."""
    shutil.copy(HERE / "peers" / "kernels_cython.pyx", work)
    environment = os.environ | {"CFLAGS": "-O3 -march=native -ffp-contract=off"}
    command = [sys.executable, "-m", "Cython.Build.Cythonize", "-i", "-q", "kernels_cython.pyx"]
    subprocess.run(command, check=True, cwd=work, env=environment, stdout=subprocess.DEVNULL)
    sys.path.insert(0, str(work))
    return importlib.import_module("kernels_cython")


def build_calls(work: Path) -> types.ModuleType:
    """The hand-written functions that set the limit for the cost of a call."""
    suffix = sysconfig.get_config_var("EXT_SUFFIX")
    include = sysconfig.get_path("include")
    source = HERE / "peers" / "calls.c"
    command = ["cc", "-O3", "-shared", "-fPIC", f"-I{include}", str(source), "-o"]
    subprocess.run([*command, str(work / f"calls{suffix}")], check=True)
    sys.path.insert(0, str(work))
    return importlib.import_module("calls")


def numba_decorator() -> Callable:
    """Numba's own decorator, as a package would use it."""
    numba = importlib.import_module("numba")
    return numba.njit


def load_source(name: str, decorator: Callable, work: Path) -> types.ModuleType:
    """``kernels.py`` under another decorator than pyjit's."""
    stand_in = types.ModuleType("pyjit")
    stand_in.jit = decorator
    for scalar in ("f64", "i64", "u8"):
        setattr(stand_in, scalar, np.zeros((1, 1, 1), dtype=object))
    before = sys.modules.get("pyjit")
    sys.modules["pyjit"] = stand_in
    try:
        # A file of its own: Numba's recursion wants a module that can be found by its name.
        text = (HERE / "kernels.py").read_text()
        (work / f"{name}.py").write_text(text)
        sys.path.insert(0, str(work))
        module = importlib.import_module(name)
    finally:
        if before is None:
            del sys.modules["pyjit"]
        else:
            sys.modules["pyjit"] = before
    return module


def same(left: object, right: object, exact: bool) -> bool:
    """Whether two results (value and final arrays) are equal to the bit, or nearly."""
    if isinstance(left, tuple) and isinstance(right, tuple):
        return len(left) == len(right) and all(same(*pair, exact) for pair in zip(left, right))
    if isinstance(left, np.ndarray) and isinstance(right, np.ndarray):
        if not exact:
            return np.allclose(left, right, rtol=1e-15, atol=0.0)
        return left.tobytes() == right.tobytes()
    return left == right


def measure(call: Callable, arguments: tuple) -> tuple[float, object]:
    """Seconds of one call on fresh arguments, and its outcome."""
    arguments = copy.deepcopy(arguments)
    begin = time.perf_counter()
    value = call(*arguments)
    elapsed = time.perf_counter() - begin
    return elapsed, (value, tuple(a for a in arguments if isinstance(a, np.ndarray)))


def ratios(
    calls: dict[str, Callable], arguments: tuple, rounds: int, case: Case
) -> dict[str, float]:
    """Median times relative to C's, the peers taking turns."""
    wanted = measure(calls["C"], arguments)[1]
    differing = set()
    for name, call in calls.items():
        outcome = measure(call, arguments)[1]
        if not same(outcome, wanted, case.exact):
            if name in ("pyjit", "CPython"):
                raise SystemExit(f"{case.name}: {name} and C differ: {outcome!r} and {wanted!r}")
            # A peer that computes something else is not in the race.
            differing.add(name)
    times: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            times[name].append(measure(call, arguments)[0])
    medians = {name: statistics.median(seconds) for name, seconds in times.items()}
    return {
        name: math.nan if name in differing else median / medians["C"]
        for name, median in medians.items()
    }


def print_table(
    peers: dict[str, types.ModuleType],
    plain: types.ModuleType,
    library: ctypes.CDLL,
    builds: dict[str, float],
) -> None:
    """One row a kernel, one column a peer, and the geometric means."""
    names = [*peers, "CPython"]
    print(f"{'kernel':14}" + "".join(f"{name:>10}" for name in names))
    columns: dict[str, list[float]] = {name: [] for name in names}
    begin = time.perf_counter()
    for case in CASES:
        getattr(peers["Numba"], case.name)(*copy.deepcopy(case.small))
    builds["Numba"] = time.perf_counter() - begin
    for case in CASES:
        reference = call_c(library, case)
        calls = {"C": reference}
        calls |= {name: getattr(module, case.name) for name, module in peers.items()}
        row = ratios(calls, case.large, ROUNDS, case)
        python = {"C": reference, "CPython": getattr(plain, case.name)}
        row |= {"CPython": ratios(python, case.small, PYTHON_ROUNDS, case)["CPython"]}
        for name in names:
            columns[name].append(row[name])
        print(f"{case.name:14}" + "".join(f"{row[name]:10.2f}" for name in names))
    means = {
        name: statistics.geometric_mean(ratio for ratio in column if not math.isnan(ratio))
        for name, column in columns.items()
    }
    print(f"{'mean':14}" + "".join(f"{means[name]:10.2f}" for name in names))


def print_calls(peers: dict[str, types.ModuleType], limit: types.ModuleType) -> None:
    """The cost of a call relative to a hand-written ``METH_FASTCALL`` function."""
    functions = {"f(int)": ("call_int", (7,)), "f(float, float)": ("call_floats", (1.5, 2.5))}
    functions["f(f64[:])"] = ("call_array", (np.zeros(8),))
    names = ["pyjit", "Numba"]
    print("\na call, relative to METH_FASTCALL written by hand (the loop's own time taken off)")
    print(f"{'':16}" + "".join(f"{name:>10}" for name in names))
    for label, (name, arguments) in functions.items():
        calls = {"limit": getattr(limit, name)}
        calls |= {peer: getattr(peers[peer], name) for peer in names}
        times: dict[str, list[float]] = {peer: [] for peer in calls}
        for call in calls.values():
            call(*arguments)
        for _ in range(ROUNDS):
            for peer, call in calls.items():
                times[peer].append(call_cost(call, arguments))
        medians = {peer: statistics.median(seconds) for peer, seconds in times.items()}
        row = "".join(f"{medians[peer] / medians['limit']:10.2f}" for peer in names)
        print(f"{label:16}{row}")


def call_cost(call: Callable, arguments: tuple) -> float:
    """Seconds for many calls, less those of the same loop without them."""
    repeat = range(CALLS)
    begin = time.perf_counter()
    if len(arguments) == 1:
        (only,) = arguments
        for _ in repeat:
            call(only)
    else:
        left, right = arguments
        for _ in repeat:
            call(left, right)
    middle = time.perf_counter()
    for _ in repeat:
        pass
    return (middle - begin) - (time.perf_counter() - middle)


def print_builds(builds: dict[str, float]) -> None:
    """The time to build all kernels, relative to C's (Numba's: its first calls)."""
    print("\nbuilding all kernels, relative to C")
    for name, seconds in builds.items():
        print(f"{name:14}{seconds / builds['C']:10.2f}")


if __name__ == "__main__":
    main()
