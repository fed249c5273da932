"""Expressions of whole arrays that are made at random, over arrays of every layout and shape:
values, types, order in memory, exceptions and what the arguments hold afterwards are NumPy's."""

import gc
import os
import random
import warnings

import pytest
from arguments import np
from test_kernels import extensions, of_array

pytestmark = pytest.mark.skipif(np is None, reason="it is about NumPy's arrays")

COUNT = 70
DTYPES = {
    "f64": "float64", "f32": "float32", "i32": "int32", "i64": "int64", "u8": "uint8",
    "i8": "int8", "u64": "uint64",
}  # fmt: skip
SCALARS = ["2", "0.5", "-3", "n", "x", "np.float32(1.5)", "np.int64(7)", "True", "np.uint8(200)"]
COMPARED = ["<", "<=", "==", "!=", ">", ">="]
OF_ONE = ["np.abs({})", "-{}", "np.square({})", "+{}", "np.sign({})", "({} > 1)", "({} != 0)"]
# Which of two zeros `np.maximum` gives is not defined.
OF_TWO = ["np.subtract({}, {})", "np.add({}, {})", "np.multiply({}, {})"]
PARTS = ["{}", "{}", "{}", "{}[::-1]", "{}[1:]", "{}[:-1]", "{}[::2]", "{}[...]", "{}[:1]"]
OF_MATRIX = ["{}.T", "{}[:, ::-1]", "{}[0]", "{}[:, 1]", "{}[:, :1]", "{}[None]", "{}[-1:]"]
IN_PLACE = ["+=", "-=", "*=", "//=", "/=", "%="]


def operand(choose, ndim):
    name = choose(["a", "a", "b"])
    forms = PARTS + (OF_MATRIX if ndim[name] == 2 else ["{}[:, None]", "{}[None, :]"])
    return choose(forms).format(name)


def expression(choose, ndim, depth):
    if depth == 0 or choose([True, False, False, False]):
        return operand(choose, ndim)
    kind = choose(["operator"] * 5 + ["scalar"] * 4 + ["compare", "one", "one", "two"])
    left = expression(choose, ndim, depth - 1)
    if kind == "one":
        return choose(OF_ONE).format(left)
    if kind == "scalar":
        sides = [left, choose(SCALARS)]
        if choose([True, False]):
            sides.reverse()
        return f"({sides[0]} {choose(['+', '-', '*', '/', '//', '%'])} {sides[1]})"
    right = expression(choose, ndim, depth - 1)
    if kind == "two":
        return choose(OF_TWO).format(left, right)
    operators = COMPARED if kind == "compare" else ["+", "-", "*", "/", "//", "%"]
    return f"({left} {choose(operators)} {right})"


def kernel(number, choose):
    ndim = {"a": choose([1, 1, 2]), "b": choose([1, 2])}
    types = {name: choose(sorted(DTYPES)) for name in ndim}
    axes = {name: ", ".join([":"] * count) for name, count in ndim.items()}
    parameters = [f"{name}: {types[name]}[{axes[name]}]" for name in ndim]
    lines = [f"    c = {expression(choose, ndim, 3)}"]
    statement = choose(["none", "in place", "part", "part", "of itself"])
    target = choose(["a", "a[1:]", "a[::-1]", "a[...]", "a[::2]"])
    if statement == "in place":
        lines.append(f"    {target} {choose(IN_PLACE)} {expression(choose, ndim, 1)}")
    elif statement == "part":
        target = choose(["a[:]", "a[1:]", "a[::-1]", "a[...]", "a[::2]"])
        lines.append(f"    {target} = {expression(choose, ndim, 2)}")
    elif statement == "of itself":
        lines.append(f"    a[1:] = {choose(['a[:-1]', 'a[:-1] + a[1:]', 'a[::-1][1:]', '-a[1:]'])}")
    text = f"@jit\ndef k{number}({', '.join(parameters)}, n: int, x: float):\n"
    return text + "\n".join(lines) + "\n    return c, a\n\n\n", ndim, types


def layouts(dtype, ndim, source):
    """Arrays of several layouts and shapes, made anew each time."""
    for _ in range(7):
        if ndim == 1:
            shape = source.choice([(3,), (3,), (1,), (0,), (4,)])
        else:
            shape = source.choice([(3, 3), (3, 4), (1, 3), (3, 1), (2, 3), (0, 3), (4, 3)])
        count = int(np.prod(shape))
        values = [source.choice([0, 1, 2, 3, 5, 7, 100, 120, 127]) for _ in range(2 * count)]
        whole = np.array(values, dtype=dtype)
        if np.dtype(dtype).kind in "if":
            whole[::3] = -whole[::3]
        if np.dtype(dtype).kind == "f" and count > 2:
            whole[0], whole[1] = source.choice([0.25, np.nan, -0.0]), source.choice([np.inf, 0.1])
        array = whole[:count].reshape(shape)
        form = source.choice(["c", "c", "f", "reversed", "strided", "read-only"])
        if form == "f":
            array = np.asfortranarray(array)
        elif form == "reversed":
            array = array[::-1]
        elif form == "strided":
            array = whole[::2].reshape(shape) if ndim == 1 else np.repeat(array, 2, axis=1)[:, ::2]
        elif form == "read-only":
            array = array.copy()
            array.flags.writeable = source.random() < 0.5
        yield array


def outcome(function, a, b):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            results = function(a, b, 3, 0.75)
        found = "returned", results[1] is a, *map(of_array, results)
    except Exception as error:
        found = "raised", type(error), str(error)
    return found, of_array(a), of_array(b)


@pytest.mark.parametrize("seed", range(int(os.environ.get("ARRAY_EXPRESSIONS", "3"))))
def test_expressions(tmp_path, seed):
    from conftest import import_named, run_build

    choose = random.Random(seed).choice
    made = [kernel(number, choose) for number in range(COUNT)]
    head = "import numpy as np\nfrom pyjit import f32, f64, i8, i32, i64, jit, u8, u64\n\n\n"
    source, output = tmp_path / "source", tmp_path / "output"
    source.mkdir()
    (source / f"forms{seed}.py").write_text(head + "".join(it[0] for it in made), "utf-8")
    report, _ = run_build(source, output)
    refused = {it["qualified_name"] for it in report["kernels"] if it["status"] != "compiled"}
    module = import_named(output, f"forms{seed}", disabled=False)
    arguments = random.Random(seed)
    calls = 0
    for number, (text, ndim, types) in enumerate(made):
        if f"k{number}" in refused:
            continue
        function = getattr(module, f"k{number}")
        state = arguments.getstate()
        made_of = [list(layouts(DTYPES[types[it]], ndim[it], arguments)) for it in "ab"]
        arguments.setstate(state)
        again = [list(layouts(DTYPES[types[it]], ndim[it], arguments)) for it in "ab"]
        for (a, b), (c, d) in zip(zip(*made_of), zip(*again)):
            shown = text, [(it.shape, it.strides, it.flags.writeable) for it in (a, b)]
            found = outcome(function, a, b)
            wanted = outcome(function.__wrapped__, c, d)
            assert found == wanted, shown
            calls += 1
    # Most are compiled: those are refused that NumPy refuses, too.
    assert calls > COUNT * 7 * 0.6
    gc.collect()
    assert {module._live_blocks() for _, module in extensions()} == {0}
