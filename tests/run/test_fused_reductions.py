"""Reductions of expressions that are computed some elements at a time: whatever the number of
elements, values to the last bit, and exceptions, are NumPy's."""

import gc
import itertools
import os
import random
import warnings

import pytest
from arguments import np
from test_array_reductions import numbers
from test_kernels import as_python, extensions
from values import bits

pytestmark = pytest.mark.skipif(
    np is None or np.lib.NumpyVersion(np.__version__) < "2.3.0",
    reason="NumPy takes elements through its buffers in another order before 2.3",
)

# How many parts there are, and how they are added up, depends on these.
COUNTS = [0, 1, 2, 7, 8, 9, 127, 128, 129, 1023, 1024, 1025, 2048, 3000, 8191, 8192, 8193, 16385]
LONG = [20011, 65537, 100003]
FUNCTIONS = [
    "sum", "sum", "mean", "min", "max", "prod", "any", "all", "count_nonzero", "var", "std",
]  # fmt: skip
EXTREMES = ["min", "max"]
EXPRESSIONS = [
    "a * b", "a + b", "a - b[::-1]", "a * 0.5", "a[::2] + b[::2]", "a > b", "a != b", "b * b[:1]",
    "a[:, None] * b[:3]", "-a", "abs(a - b)", "np.where(a > b, a, b)", "np.square(a)",
]  # fmt: skip
# The boolean ones have no `-`.
OF_TRUTHS = ["a & b", "a | b[::-1]", "a ^ True", "a[::2] == b[::2]", "a > b", "a * 0.5"]
DTYPES = {
    "f64": "float64", "f32": "float32", "i64": "int64", "i32": "int32", "i8": "int8", "u8": "uint8",
    "u64": "uint64", "bool": "bool",
}  # fmt: skip


def kernels(choose):
    number = 0
    for dtype, function in itertools.product(DTYPES, FUNCTIONS):
        expression = choose(OF_TRUTHS if dtype == "bool" else EXPRESSIONS)
        spelled = f"{dtype}[:]"
        if dtype == "bool":
            spelled = "np.ndarray[tuple[int], np.dtype[np.bool_]]"
        call = f"np.{function}({expression})"
        if hasattr(np.ndarray, function) and choose([True, False]):
            call = f"({expression}).{function}()"
        head = f"@jit\ndef k{number}(a: {spelled}, b: {spelled}):\n"
        yield f"{head}    return {call}\n\n\n", function, dtype
        number += 1


def outcome(function, arguments, name):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = function(*arguments)
    except Exception as error:
        return "raised", type(error), str(error)
    result = as_python(result)
    if name in EXTREMES and isinstance(result, float):
        # Which of several zeros it is, is open.
        result = result + 0
    return "returned", type(result), bits(result) if isinstance(result, float) else result


@pytest.mark.parametrize("seed", range(int(os.environ.get("FUSED_REDUCTIONS", "1"))))
def test_fused_reductions(tmp_path, seed):
    from conftest import import_named, run_build

    source = random.Random(seed)
    made = list(kernels(source.choice))
    head = "import numpy as np\nfrom pyjit import f32, f64, i8, i32, i64, jit, u8, u64\n\n\n"
    folder, output = tmp_path / "source", tmp_path / "output"
    folder.mkdir()
    (folder / f"fused{seed}.py").write_text(head + "".join(it[0] for it in made), "utf-8")
    report, _ = run_build(folder, output)
    assert {it["status"] for it in report["kernels"]} == {"compiled"}, report
    module = import_named(output, f"fused{seed}", disabled=False)
    for number, (text, name, dtype) in enumerate(made):
        function = getattr(module, f"k{number}")
        for count in [*COUNTS, source.choice(LONG)]:
            a, b = (numbers(DTYPES[dtype], 2 * count, source) for _ in "ab")
            arguments = [source.choice([x[:count].copy(), x[::2], x[::-1][:count]]) for x in (a, b)]
            found = outcome(function, arguments, name)
            wanted = outcome(function.__wrapped__, arguments, name)
            assert found == wanted, (text, count)
    gc.collect()
    assert {module._live_blocks() for _, module in extensions()} == {0}
