"""Programs made at random that pass arrays and views of them around: variables that are assigned
anew in loops and branches, tuples, calls, early returns, exceptions half-way. What they return and
what the arguments hold is NumPy's, and no memory is left."""

import gc
import os
import random
import warnings

import pytest
from arguments import np
from test_kernels import extensions, of_array

pytestmark = pytest.mark.skipif(np is None, reason="it is about NumPy's arrays")

COUNT = 60
NAMES = ["a", "b", "c", "d", "e"]
HELPERS = """
@jit
def same(x):
    return x


@jit
def tail(x):
    return x[1:] if len(x) > 1 else x


@jit
def longer(x, n):
    y = np.zeros(len(x) + n % 3)
    y[: len(x)] = x
    return y


@jit
def both(x, y):
    return x, y[:1], x


@jit
def checked(x, n):
    y = x + 1.0
    if len(x) > 0 and n == 2:
        y[0] = x[5]
    return y


@jit
def deep(x, n):
    if n <= 0:
        return x
    y = deep(x[:], n - 1)
    return y + 0.5 if n == 2 else y


"""


def value(choose):
    name, other = choose(NAMES), choose(NAMES)
    return choose([
        name, name, f"{name}[1:]", f"{name}[::-1]", f"{name}[:]", f"{name} + 1", f"{name}.copy()",
        f"{name}[: len({other})] * 2", "np.zeros(3)", "np.ones(n + 2)", f"same({name})",
        f"tail({name})", f"longer({name}, n)", f"checked({name}, n)", f"both({name}, {other})[1]",
        f"deep({name}, n)", f"{name} if n > 1 else {other}", f"({name}, {other})[0]", "t[0]",
        f"np.zeros_like({name})", f"({name} - {name}[::-1])[1:]",
    ])  # fmt: skip


def statements(choose, depth, inside):
    lines = []
    for _ in range(choose([1, 2, 3])):
        kind = choose(["assign"] * 7 + ["swap", "tuple", "unpack", "store", "if", "for", "while"])
        name, other = choose(NAMES), choose(NAMES)
        if kind == "assign":
            lines.append(f"{choose(NAMES[2:] + ['a'])} = {value(choose)}")
        elif kind == "swap":
            lines.append(f"{name}, {other} = {other}, {name}")
        elif kind == "tuple":
            lines.append(f"t = ({value(choose)}, n)")
        elif kind == "unpack":
            lines.append(f"{name}, {choose(NAMES)}, r = both({other}, {name})")
        elif kind == "store":
            lines.append(choose([
                f"if len({name}) > 0: {name}[0] = {choose(['1.5', 'n', f'{name}[-1] + 1'])}",
                f"{name}[:1] = 2.0", f"{name} += 1", f"{name}[1:] *= 0.5",
            ]))  # fmt: skip
        elif depth > 0:
            body = ["    " + line for line in statements(choose, depth - 1, kind != "if" or inside)]
            if kind == "if":
                lines += [
                    f"if {choose(['n > 1', f'len({name}) > 2', f'{name}.sum() > 3'])}:",
                    *body,
                ]
                if choose([True, False]):
                    other_body = statements(choose, depth - 1, inside)
                    lines += ["else:", *("    " + line for line in other_body)]
            elif kind == "for":
                lines += [f"for i in range({choose(['3', 'n', 'n + 1'])}):", *body]
            else:
                lines += ["k = 0", "while k < n:", "    k += 1", *body]
        if inside and choose([True] + [False] * 5):
            lines.append(choose([f"if len({name}) > 3: break", f"if len({name}) > 2: continue"]))
        if choose([True] + [False] * 11):
            lines.append(f"if n == {choose('0123')}: return {name}, {value(choose)}, t")
        if choose([True] + [False] * 14):
            lines.append(f"if len({name}) == 1 and n == 3: raise ValueError(n)")
    return lines or ["r = a"]


def kernel(number, choose):
    lines = ["c = np.arange(4.0)", "d = b", "e = a[:2]", "t = (np.zeros(1), 7)", "r = a"]
    lines += statements(choose, 3, False) + statements(choose, 2, False)
    lines.append(f"return {choose(NAMES)}, {value(choose)}, t")
    text = f"@jit\ndef k{number}(a: f64[:], b: f64[:], n: int):\n"
    return text + "".join(f"    {line}\n" for line in lines) + "\n\n"


def shown(results, arguments):
    """What came of a call: the arrays, which of them are the arguments, which share memory. A view
    that stands in two places of a result is two objects, which is not told."""
    first, second, (third, number) = results
    arrays = [first, second, third, *arguments]
    same = [[x is y for y in arguments] for x in arrays]
    overlap = [[bool(np.shares_memory(x, y)) for y in arrays] for x in arrays]
    return [of_array(it) for it in arrays], int(number), same, overlap


def outcome(function, n):
    arguments = np.arange(1.0, 4.0), np.arange(10.0, 12.0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            results = function(*arguments, n)
    except Exception as error:
        return type(error), str(error), [of_array(it) for it in arguments]
    return shown(results, arguments)


@pytest.mark.parametrize("seed", range(int(os.environ.get("OWNERSHIP", "3"))))
def test_programs(tmp_path, seed):
    from conftest import import_named, run_build

    choose = random.Random(seed).choice
    made = [kernel(number, choose) for number in range(COUNT)]
    head = f"import numpy as np\nfrom pyjit import f64, jit\n\n{HELPERS}"
    source, output = tmp_path / "source", tmp_path / "output"
    source.mkdir()
    (source / f"owners{seed}.py").write_text(head + "".join(made), "utf-8")
    report, _ = run_build(source, output)
    refused = {it["qualified_name"] for it in report["kernels"] if it["status"] != "compiled"}
    module = import_named(output, f"owners{seed}", disabled=False)
    calls = 0
    for number, text in enumerate(made):
        if f"k{number}" in refused:
            continue
        function = getattr(module, f"k{number}")
        for n in range(4):
            found, wanted = outcome(function, n), outcome(function.__wrapped__, n)
            assert found == wanted, (text, n)
            calls += 1
    assert calls > COUNT * 4 * 0.9
    del found, wanted
    gc.collect()
    assert {module._live_blocks() for _, module in extensions()} == {0}
