"""Random programs, compiled against interpreted.

`FUZZ_SEEDS` sets how many modules of forty kernels each are made; the default is quick.
"""

import os
import random
import warnings

import pytest
from arguments import np, sized_values
from conftest import import_named, run_build
from generate import MODES, SIZED, module
from test_kernels import agree, as_python, state
from values import FLOATS, INTS

SEEDS = int(os.environ.get("FUZZ_SEEDS", "2"))
FIRST = int(os.environ.get("FUZZ_FIRST", "0"))
KERNELS = 40
CALLS = 60
SMALL = [0, 1, -1, 2, 3, 5, -4, 10]


def arguments(kinds, source):
    """Factories of one argument for each parameter."""
    made = []
    for kind in kinds:
        if kind == "int":
            value = source.choice(source.choice([SMALL, INTS]))
        elif kind == "float":
            value = source.choice(source.choice([FLOATS, [0.0, 1.0, -1.5, 2.25, 100.0]]))
        elif kind == "bool":
            value = source.choice([False, True])
        elif kind in SIZED:
            value = source.choice(sized_values(kind))
        else:
            value = array_of(kind[:-3], source)
        made.append(value)
    return made


def array_of(kind, source):
    count = source.choice([0, 1, 4, 4, 6])
    if kind == "f64":
        return np.array([source.choice(FLOATS) for _ in range(count)], np.float64)
    dtype = np.int64 if kind == "i64" else np.uint8
    return np.array([source.choice([0, 1, 2, 3, 7, 250]) for _ in range(count)], dtype)


def run(function, values):
    values = [value.copy() if hasattr(value, "copy") else value for value in values]
    try:
        outcome = "returned", as_python(function(*values))
    except TypeError as error:
        # An int to a negative power and the like are run again in Python, which then calls other
        # kernels; those do not take a complex number.
        outcome = "raised", None if "got complex" in str(error) else TypeError
    except Exception as error:
        outcome = "raised", type(error)
    return outcome, [state(value) for value in values]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("seed", range(FIRST, FIRST + SEEDS))
def test_generated(tmp_path, seed, mode):
    if mode != "scalars" and np is None:
        pytest.skip("its arguments come from NumPy")
    name = f"generated_{seed}_{mode}"
    text, parameters = module(seed, KERNELS, mode)
    source, output = tmp_path / "source", tmp_path / "output"
    source.mkdir()
    (source / f"{name}.py").write_text(text, "utf-8")
    report, process = run_build(source, output)
    statuses = {kernel["qualified_name"]: kernel for kernel in report["kernels"]}
    refused = [kernel for kernel in statuses.values() if kernel["status"] != "compiled"]
    assert len(refused) <= KERNELS * 3 // 4, refused[:3]
    interpreted = import_named(output, name, disabled=True)
    compiled = import_named(output, name, disabled=False)
    for index, kinds in enumerate(parameters):
        if statuses[f"k{index}"]["status"] != "compiled":
            continue
        slow, fast = getattr(interpreted, f"k{index}"), getattr(compiled, f"k{index}")
        assert fast.__pyjit_signatures__
        source_of_values = random.Random(f"{seed}/{index}")
        for _ in range(CALLS):
            values = arguments(kinds, source_of_values)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                expected, found = run(slow, values), run(fast, values)
            if found[0] == ("raised", None):
                continue
            if mode == "arrays" and found[0] == ("raised", OverflowError):
                # After a store it cannot be run again in Python, which has greater integers.
                continue
            same = agree(found[0], expected[0]) and found[1] == expected[1]
            kernel = kernel_text(text, index)
            assert same, f"{kernel}\n{values}\ncompiled    {found}\ninterpreted {expected}"


def kernel_text(text, index):
    return next(part for part in text.split("\n\n\n") if f"def k{index}(" in part)
