"""CPython's and NumPy's own tests judge: what can be said with kernels does the same compiled.

`make judges` prints the counts, and for what is left out the reason.
"""

from __future__ import annotations

import importlib
import math
import sys
from pathlib import Path

import pytest
from judge import Verdict, build, installed_text, judge
from run_units import outcome
from tables import kernels, rows, table

# At least so many units compile, of every version of the tests; below that something is broken. Of
# NumPy's `test_mem_overlap` none can be said as a kernel yet: `make judges` says why.
FEWEST = {
    "test_int": 25, "test_float": 110, "test_math": 900, "test_cmath": 140, "test_complex": 120,
    "test_range": 110, "test_tuple": 15, "test_grammar": 110, "test_patma": 400,
    "numpy._core.tests.test_indexing": 100, "numpy._core.tests.test_multiarray": 350,
    "numpy._core.tests.test_numeric": 120, "numpy._core.tests.test_ufunc": 100,
    "numpy._core.tests.test_umath": 200,
    "numpy.lib.tests.test_nanfunctions": 20, "list_tests": 150, "seq_tests": 180,
    "test_heapq": 20, "test_bisect": 25, "test_operator": 150, "test_functools": 30,
    "numpy.lib.tests.test_arraysetops": 120, "numpy.lib.tests.test_shape_base": 60,
    "numpy.lib.tests.test_histograms": 80, "numpy.random.tests.test_randomstate": 110,
    "numpy.random.tests.test_generator_mt19937": 140,
}  # fmt: skip


@pytest.mark.parametrize("module", FEWEST)
def test_units(module: str, tmp_path: Path) -> None:
    text = installed_text(module)
    if text is None:
        pytest.skip("these tests are not installed")
    verdict = judge(module, text, tmp_path)
    assert not verdict.differences, "\n".join(verdict.differences)
    assert verdict.agreed >= FEWEST[module], verdict.left_out


@pytest.mark.parametrize("library", ["math", "cmath"])
def test_tables(library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = table(library)
    if path is None:
        pytest.skip("the interpreter's tests are not installed")
    found = rows(path)
    functions = sorted({function for function, _ in found if hasattr(math, function)})
    source, out = tmp_path / "source", tmp_path / "out"
    source.mkdir()
    name = f"table_of_{library}"
    (source / f"{name}.py").write_text(kernels(library, functions), encoding="utf-8")
    verdict = Verdict(library)
    assert build(source, out, verdict) == set(functions), verdict.left_out
    monkeypatch.syspath_prepend(str(out))
    module = importlib.import_module(name)
    monkeypatch.delitem(sys.modules, name)
    different = []
    for function, arguments in found:
        if function not in functions:
            continue
        kernel = getattr(module, function)
        expected, given = outcome(kernel.__wrapped__, arguments), outcome(kernel, arguments)
        if expected != given:
            different.append(f"{function}{tuple(arguments)}: {expected}, compiled {given}")
    assert not different, "\n".join(different)
