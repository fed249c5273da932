"""Every scalar function of `math`, compiled, on every kind of number, against the interpreter.

The module is generated: one kernel for each function and types of its arguments. What is refused
when compiling must raise `TypeError` in Python for every value.
"""

import itertools
import math
import random
import warnings
from types import SimpleNamespace

import pytest
from arguments import SIZED, np, sized_values
from conftest import import_named, run_build
from values import FLOATS, INTS, random_floats, random_ints, same_outcome

pytestmark = pytest.mark.skipif(np is None, reason="sized scalars come from NumPy")

UNARY = (
    "acos acosh asin asinh atan atanh cbrt ceil cos cosh degrees erf erfc exp exp2 expm1 fabs "
    "factorial floor frexp gamma isfinite isinf isnan isqrt lgamma log log10 log1p log2 modf perm "
    "radians sin sinh sqrt tan tanh trunc ulp gcd lcm hypot"
).split()
BINARY = (
    "atan2 comb copysign fmod gcd hypot isclose lcm ldexp log nextafter perm pow remainder"
).split()
KINDS = ["float", "int", "bool", "f64", "f32", "i64", "i8", "u64", "np_bool"]
PAIRS = [
    ("float", "float"), ("int", "int"), ("int", "float"), ("float", "int"), ("bool", "int"),
    ("f32", "f64"), ("i64", "int"), ("u64", "i8"), ("float", "bool"), ("int", "np_bool"),
]  # fmt: skip
INTEGERS = {"comb", "factorial", "gcd", "isqrt", "lcm", "perm"}
SLOW = {"factorial", "perm", "comb"}
# What old versions of Python and NumPy take for integers, though they warn.
DEPRECATED = {"np_bool", "float", "f64"}


def values_of(kind, name, count):
    """Edge values of a kind of number, and random ones."""
    if kind == "float":
        return FLOATS + random_floats(count, name)
    if kind == "bool":
        return [False, True]
    if kind == "int" and name in SLOW:
        return [n for n in INTS if n < 300] + list(range(70))
    if kind == "int":
        return INTS + random_ints(count, name)
    found = sized_values(kind)
    return [x for x in found if not x >= 300] if name in SLOW else found


def spelled(kind):
    return "np.bool_" if kind == "np_bool" else kind


def kernels():
    """Name, function and kinds of each kernel."""
    for function in UNARY:
        for kind in KINDS:
            yield f"{function}__{kind}", function, (kind,)
    for function in BINARY:
        for kinds in PAIRS:
            yield f"{function}__{kinds[0]}__{kinds[1]}", function, kinds


def source():
    lines = ["import math", "import numpy as np", "from pyjit import *", ""]
    for name, function, kinds in kernels():
        names = ["x", "y"][: len(kinds)]
        parameters = ", ".join(f"{n}: {spelled(kind)}" for n, kind in zip(names, kinds))
        lines += ["@jit", f"def {name}({parameters}):"]
        lines += [f"    return math.{function}({', '.join(names)})", ""]
    return "\n".join(lines)


@pytest.fixture(scope="module")
def compiled(tmp_path_factory):
    """The compiled kernels by name, and the names of those that were refused."""
    folder = tmp_path_factory.mktemp("math")
    tree, output = folder / "source", folder / "output"
    tree.mkdir()
    (tree / "every_math.py").write_text(source(), "utf-8")
    report, _ = run_build(tree, output)
    module = import_named(output, "every_math", disabled=False)
    refused = {k["qualified_name"] for k in report["kernels"] if k["status"] != "compiled"}
    return SimpleNamespace(module=module, refused=refused)


def outcome(function, values):
    try:
        result = function(*values)
    except Exception as error:
        return "raised", type(error)
    return "returned", result


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("function", sorted({*UNARY, *BINARY}))
def test_as_the_interpreter_does(compiled, function):
    wrong = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, of, kinds in kernels():
            if of == function:
                wrong += differences(compiled, name, getattr(math, of, None), kinds)
    assert not wrong, f"{len(wrong)} differ:\n" + "\n".join(wrong[:10])


def differences(compiled, name, theirs, kinds):
    function = name.split("__", maxsplit=1)[0]
    if name in compiled.refused and function in INTEGERS and DEPRECATED.intersection(kinds):
        return []
    spaces = [values_of(kind, function, 400 // len(kinds)) for kind in kinds]
    cases = list(itertools.product(*spaces))
    if len(cases) > 4000:
        cases = random.Random(name).sample(cases, 4000)
    wrong = []
    for values in cases:
        expected = ("raised", AttributeError) if theirs is None else outcome(theirs, values)
        if name in compiled.refused:
            if expected != ("raised", TypeError):
                wrong.append(f"  {name}{values}: refused, expected {expected}")
                break
            continue
        found = outcome(getattr(compiled.module, name), values)
        if not same_outcome(found, expected):
            wrong.append(f"  {name}{values}: {found}, expected {expected}")
    return wrong


def test_kinds_are_spelled_as_the_arguments_are():
    assert set(KINDS) - {"float", "int", "bool"} <= set(SIZED)
