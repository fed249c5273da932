"""The values that CPython's tests of `math` and `cmath` read, and a kernel for each function."""

from __future__ import annotations

import importlib.util
from pathlib import Path

# The file of each library, and where different versions of CPython keep it.
FILES = {"math": "math_testcases.txt", "cmath": "cmath_testcases.txt"}
FOLDERS = [".", "mathdata"]


def table(library: str) -> Path | None:
    """The file of a library's values, where the interpreter's tests are installed."""
    try:
        found = importlib.util.find_spec("test")
    except ImportError:
        return None
    if found is None or found.origin is None:
        return None
    root = Path(found.origin).parent
    paths = [root / folder / FILES[library] for folder in FOLDERS]
    return next((path for path in paths if path.exists()), None)


def rows(path: Path) -> list[tuple[str, list[float]]]:
    """The function and the arguments of each line: `exp0011 exp 0.5 -> 1.6487…`."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        given, arrow, _ = line.partition("->")
        words = given.split()
        if arrow and not line.startswith("--") and len(words) > 2:
            found.append((words[1], [float(word) for word in words[2:]]))
    return found


def kernels(library: str, functions: list[str]) -> str:
    """A module with a kernel for each function; those of `cmath` take the parts of a number."""
    lines = [f"import {library}", "from pyjit import jit", ""]
    for function in functions:
        if library == "math":
            lines += ["@jit", f"def {function}(x: float):", f"    return math.{function}(x)", ""]
        else:
            lines += ["@jit", f"def {function}(x: float, y: float):"]
            lines += [f"    return cmath.{function}(complex(x, y))", ""]
    return "\n".join(lines)
