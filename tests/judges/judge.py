"""Runs the units of CPython's and NumPy's tests compiled and interpreted; prints the counts.

python tests/judges/judge.py [MODULE …]     counts, differences, and why the others are left out
"""

from __future__ import annotations

import collections
import importlib.util
import json
import math
import os
import re
import subprocess
import sys
import tempfile
import warnings
from dataclasses import dataclass, field
from pathlib import Path

from extract import Unit, header, units

ROOT = Path(__file__).resolve().parents[2]
MODULES = [
    "test_int", "test_float", "test_math", "test_cmath", "test_complex", "test_range",
    "test_tuple", "test_grammar", "test_patma", "list_tests", "seq_tests", "test_heapq",
    "test_bisect", "test_operator", "test_functools", "test_itertools",
]  # fmt: skip
# NumPy's, which come with it.
OF_NUMPY = [
    "numpy._core.tests.test_indexing", "numpy._core.tests.test_multiarray",
    "numpy._core.tests.test_numeric", "numpy._core.tests.test_ufunc",
    "numpy._core.tests.test_umath", "numpy._core.tests.test_mem_overlap",
    "numpy.lib.tests.test_nanfunctions", "numpy._core.tests.test_shape_base",
    "numpy.lib.tests.test_arraypad", "numpy.lib.tests.test_arraysetops",
    "numpy.lib.tests.test_function_base", "numpy.lib.tests.test_histograms",
    "numpy.lib.tests.test_index_tricks", "numpy.lib.tests.test_shape_base",
    "numpy.lib.tests.test_stride_tricks", "numpy.lib.tests.test_twodim_base",
    "numpy.linalg.tests.test_linalg", "numpy.random.tests.test_randomstate",
    "numpy.random.tests.test_generator_mt19937",
]  # fmt: skip
# Units a module: each module is compiled as a whole, on as many threads as there are.
CHUNK = 120


@dataclass
class Verdict:
    """What came of the units of one test module."""

    module: str
    compiled: int = 0
    agreed: int = 0
    differences: list[str] = field(default_factory=list)
    # Why units were left out, and how often.
    left_out: collections.Counter[str] = field(default_factory=collections.Counter)


def installed_text(module: str) -> str | None:
    """The text of one of the interpreter's test modules or NumPy's, where they are installed."""
    try:
        found = importlib.util.find_spec(module if "." in module else f"test.{module}")
    except ImportError:
        return None
    if found is None or found.origin is None:
        return None
    return Path(found.origin).read_text(encoding="utf-8")


def judge(module: str, text: str, folder: Path) -> Verdict:
    """Compiles and runs every unit of a test module, in a folder of its own."""
    verdict = Verdict(module)
    found = [unit for unit in units(module, text) if is_python(unit, verdict)]
    source, out = folder / "source", folder / "out"
    source.mkdir(parents=True)
    for start in range(0, len(found), CHUNK):
        name = f"{module.rpartition('.')[2]}_{start // CHUNK}"
        parts = [header(text), *(unit.source() for unit in found[start : start + CHUNK])]
        (source / f"{name}.py").write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    compiled = build(source, out, verdict)
    by_name = {unit.name: unit for unit in found}
    outcomes = run(out, [unit for unit in found if unit.name in compiled], folder)
    for name, (interpreted, ran) in outcomes.items():
        unit = by_name[name]
        if interpreted.startswith("NameError"):
            # What it needs stands elsewhere in the test module.
            verdict.left_out["uses other parts of the test module"] += 1
            continue
        verdict.compiled += 1
        if interpreted == ran or (module in OF_NUMPY and are_near(interpreted, ran)):
            verdict.agreed += 1
        else:
            verdict.differences.append(
                f"{unit.origin}\n{unit.source()}\narguments {unit.arguments}\n"
                f"CPython: {interpreted[:2000]}\ncompiled: {ran[:2000]}\n"
            )
    missing = compiled - set(outcomes)
    verdict.differences.extend(f"{by_name[name].source()}\ndid not end" for name in missing)
    return verdict


FLOAT = re.compile(r"float\(([^()]*)\)")


def are_near(interpreted: str, ran: str) -> bool:
    """Whether two outcomes are the same but for the last bits of floats: NumPy computes some
    functions, and products of complex arrays, otherwise on other machines."""
    if FLOAT.sub("", interpreted) != FLOAT.sub("", ran):
        return False
    pairs = list(zip(map(float, FLOAT.findall(interpreted)), map(float, FLOAT.findall(ran))))
    size = max((abs(one) for one, _ in pairs if math.isfinite(one)), default=0.0)
    return all(one == other or abs(one - other) <= 4e-15 * size or one != one and other != other
               for one, other in pairs)  # fmt: skip


def is_python(unit: Unit, verdict: Verdict) -> bool:
    text = unit.source()
    # NumPy's order beside the places differs from machine to machine.
    unordered = "partition(" in text
    if ".empty" in text or unordered or "rand" in text and "seed(" not in text:
        verdict.left_out["has values that nothing says"] += 1
        return False
    if "self." in text:
        verdict.left_out["uses the test case itself"] += 1
        return False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, "unit", "exec")
    except (SyntaxError, ValueError):
        verdict.left_out["is Python only inside its test"] += 1
        return False
    return True


def build(source: Path, out: Path, verdict: Verdict) -> set[str]:
    """Compiles the units; the names of those that were not refused."""
    binary = os.environ.get("PYJIT_BINARY", str(ROOT / "target" / "debug" / "pyjit"))
    report = out.with_suffix(".json")
    command = [binary, "build", str(source), str(out), "--report", str(report)]
    environment = os.environ | {"PYJIT_PYTHON": sys.executable}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert report.exists(), done.stderr[-3000:]
    kernels = json.loads(report.read_text(encoding="utf-8"))["kernels"]
    for kernel in kernels:
        if kernel["status"] == "refused":
            first = kernel["diagnostics"][0]
            verdict.left_out[f"{first['code']}: {generic(first['message'])}"] += 1
    return {kernel["qualified_name"] for kernel in kernels if kernel["status"] == "compiled"}


def generic(message: str) -> str:
    """The message without what differs from unit to unit."""
    return message if len(message) < 70 else message[:67] + "…"


def run(out: Path, found: list[Unit], folder: Path) -> dict[str, tuple[str, str]]:
    """What each unit did in CPython and compiled, as text; a crash leaves the rest out."""
    plan = folder / "plan.json"
    arguments = {unit.name: [repr(value) for value in unit.arguments] for unit in found}
    plan.write_text(json.dumps(arguments), encoding="utf-8")
    runner = Path(__file__).with_name("run_units.py")
    command = [sys.executable, "-X", "faulthandler", str(runner), str(out), str(plan)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, f"after {lines[-1:]}: {done.stderr[-3000:]}"
    return {name: (interpreted, ran) for name, interpreted, ran in lines}


def main(modules: list[str]) -> int:
    """Prints what came of each module."""
    failed = 0
    for module in modules or MODULES + OF_NUMPY:
        text = installed_text(module)
        if text is None:
            print(f"{module}: not installed")
            continue
        with tempfile.TemporaryDirectory() as folder:
            verdict = judge(module, text, Path(folder))
        total = verdict.compiled + sum(verdict.left_out.values())
        print(f"{module}: {verdict.agreed} of {verdict.compiled} units agree, {total} in all")
        for difference in verdict.differences:
            print(difference)
        for reason, count in verdict.left_out.most_common():
            print(f"  {count:5} left out: {reason}")
        failed += len(verdict.differences)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
