"""Time what is compiled while a package is developed, at first calls, beside Numba.

Run through ``make bench`` or ``make bench-development``. pyjit and Numba take turns, their results
are compared, and each figure is the median of several rounds. As in the other benches figures are
ratios, here to Numba's; only what a call of an unbuilt kernel takes longer than one of a built
kernel is told in nanoseconds.
"""

from __future__ import annotations

import argparse
import compileall
import importlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from run import CALLS, call_cost

HERE = Path(__file__).resolve().parent
PLUGIN = HERE.parent / "setuptools-plugin" / "pyjit"
ROUNDS = 5
CALL_ROUNDS = 25
# So many kernels are called one after the other.
COUNT = 10

# A kernel of twenty lines, which no other has the code of.
KERNEL = """

@jit
def kernel{number}(values, rounds):
    total = {number}.5
    count = 0
    best = values[0]
    for i in range(len(values)):
        x = values[i]
        if x < 0.0:
            x = -x
            count += 1
        y = 0.25
        for step in range(rounds):
            if y > 4.0:
                break
            y = y * y + x
            total += y / (step + {number} + 1)
        if y > best:
            best = y
        elif count > 3:
            count -= 3
    total += best
    return total + count
"""

CALLED = """

@jit
def call_int(value{int}):
    return value


@jit
def call_floats(left{float}, right{float}):
    return left + right


@jit
def call_array(values{array}):
    return len(values)
"""
DECLARED = {"int": ": int", "float": ": float", "array": ": f64[:]"}
ARGUMENTS = {"call_int": (7,), "call_floats": (1.5, 2.5), "call_array": (np.zeros(8),)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pyjit", type=Path, required=True, help="the pyjit binary to measure")
    parser.add_argument("--work", type=Path, required=True, help="a folder for what is made")
    options = parser.parse_args()
    work = options.work.resolve()
    shutil.rmtree(work, ignore_errors=True)
    modules, site = work / "modules", work / "site"
    modules.mkdir(parents=True)
    # As a wheel installs it.
    shutil.copytree(PLUGIN, site / "pyjit", ignore=shutil.ignore_patterns("__pycache__"))
    compileall.compile_dir(site, quiet=1)
    os.environ.update(PYJIT_BINARY=str(options.pyjit.resolve()), PYTHONDONTWRITEBYTECODE="1")
    os.environ["PYTHONPATH"] = os.pathsep.join(map(str, (modules, site)))

    write_kernels(modules)
    print("development mode, times relative to Numba's")
    print(f"{'':34}{'pyjit':>10}{'Numba':>10}")
    print_first_calls(work)
    print_calls(work, modules, site)


def write_kernels(modules: Path) -> None:
    """The same kernels for both, and for Numba with its cache."""
    kernels = "".join(KERNEL.format(number=number) for number in range(COUNT))
    imports = {
        "first_pyjit": "from pyjit import jit",
        "first_numba": "from numba import njit as jit",
        "first_numba_cached": "from numba import njit\n\njit = njit(cache=True)",
    }
    for name, text in imports.items():
        (modules / f"{name}.py").write_text(f"{text}\n\nCOUNT = {COUNT}\n{kernels}", "utf-8")


def print_first_calls(work: Path) -> None:
    """What a process waits for, without a cache and with one."""
    wanted = None
    times: dict[str, dict[str, list[float]]] = {}
    for _ in range(ROUNDS):
        for peer, cached in (("pyjit", "first_pyjit"), ("Numba", "first_numba_cached")):
            with tempfile.TemporaryDirectory(dir=work) as empty:
                cold = first_calls(f"first_{peer.lower()}", Path(empty))
            cache = work / f"cache_{peer}"
            if not cache.exists():
                cache.mkdir(mode=0o700)
                first_calls(cached, cache)
            warm = first_calls(cached, cache)
            if wanted is None:
                wanted = cold[2]
            if not cold[2] == warm[2] == wanted:
                raise SystemExit(f"{peer} gives {cold[2]} and {warm[2]}, not {wanted}")
            figures = {
                "first call, cold": cold[0],
                "first call, warm cache": warm[0],
                f"compiling kernel {COUNT} of a process": cold[1],
            }
            for name, seconds in figures.items():
                times.setdefault(name, {}).setdefault(peer, []).append(seconds)
    for name, peers in times.items():
        medians = {peer: statistics.median(seconds) for peer, seconds in peers.items()}
        print(f"{name:34}{medians['pyjit'] / medians['Numba']:10.3f}{1:10.3f}")


def first_calls(module: str, cache: Path) -> tuple[float, float, list[float]]:
    """What `first_calls.py` says of a module, with a cache."""
    environment = os.environ | {"PYJIT_CACHE_DIR": str(cache), "NUMBA_CACHE_DIR": str(cache)}
    command = [sys.executable, str(HERE / "first_calls.py"), module]
    process = subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE)
    first, last, results = json.loads(process.stdout)
    return first, last, results


def print_calls(work: Path, modules: Path, site: Path) -> None:
    """The cost of a call when everything is compiled."""
    cache = work / "cache_calls"
    cache.mkdir(mode=0o700)
    os.environ["PYJIT_CACHE_DIR"] = str(cache)
    undeclared = dict.fromkeys(DECLARED, "")
    head = "from pyjit import f64, jit\n"
    texts = {
        "unbuilt": head + CALLED.format_map(undeclared),
        "declared": head + CALLED.format_map(DECLARED),
        "Numba": "from numba import njit as jit\n" + CALLED.format_map(undeclared),
    }
    for name, text in texts.items():
        (modules / f"calls_{name.lower()}.py").write_text(text, "utf-8")
    source, out = work / "source", work / "built"
    source.mkdir()
    (source / "calls_built.py").write_text(texts["declared"], "utf-8")
    command = [os.environ["PYJIT_BINARY"], "build", source, out, "--python", sys.executable]
    command += ["--report", work / "report.json", "--strict"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    sys.path[:0] = [str(modules), str(site), str(out)]
    peers = {name: importlib.import_module(f"calls_{name.lower()}") for name in ("built", *texts)}

    print("\na call, relative to Numba's (the loop's own time taken off), of a built kernel and of")
    print("unbuilt ones, whose types are met or declared; nanoseconds that these take longer than")
    print("the built one")
    names = ["built", "unbuilt", "declared", "Numba"]
    heads = [*names, "ns", "ns declared"]
    print(f"{'':16}" + "".join(f"{name:>12}" for name in heads))
    for function, arguments in ARGUMENTS.items():
        calls: dict[str, Callable] = {peer: getattr(peers[peer], function) for peer in names}
        if len({call(*arguments) for call in calls.values()}) != 1:
            raise SystemExit(f"{function}: the results differ")
        times: dict[str, list[float]] = {peer: [] for peer in names}
        for _ in range(CALL_ROUNDS):
            for peer, call in calls.items():
                times[peer].append(call_cost(call, arguments))
        medians = {peer: statistics.median(seconds) for peer, seconds in times.items()}
        row = "".join(f"{medians[peer] / medians['Numba']:12.2f}" for peer in names)
        for peer in ("unbuilt", "declared"):
            row += f"{(medians[peer] - medians['built']) / CALLS * 1e9:12.1f}"
        print(f"{function:16}{row}")


if __name__ == "__main__":
    main()
