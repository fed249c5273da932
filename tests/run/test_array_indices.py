"""Indices that are made at random (numbers, slices, `...`, `None`, masks and arrays of integers in
any mixture) over arrays of every layout: what is read, stored and added is NumPy's, and so are
order in memory, exceptions and what the arrays hold afterwards."""

import gc
import os
import random
import warnings

import pytest
from arguments import np
from test_kernels import extensions, of_array

# NumPy before 2.3 does not look at places where rows have no elements.
pytestmark = pytest.mark.skipif(
    np is None or np.lib.NumpyVersion(np.__version__) < "2.3.0", reason="it is as NumPy 2.3 does it"
)

COUNT = 24
CALLS = 40
AXES = {1: ":", 2: ":, :", 3: ":, :, :", 4: ":, :, :, :"}
DTYPES = {"f64": "float64", "i32": "int32", "u8": "uint8", "f32": "float32"}
INDEX_DTYPES = {"i64": "int64", "i32": "int32", "u8": "uint8", "i8": "int8", "u64": "uint64"}
SLICES = [":", ":", "1:", "::-1", "::2", ":-1", "n:", ":n", "2:0:-1", "::n"]
VALUES = ["1", "w", "w", "v", "v", "v[::-1]", "a[0]", "a.T", "v[:1]"]


class Form:
    """A kernel, and what its arguments have to be like."""

    def __init__(self, number, choose):
        self.ndim = {"a": choose([1, 2, 2, 3, 3, 4]), "v": choose([1, 1, 2])}
        self.types = {"a": choose(sorted(DTYPES)), "v": choose(sorted(DTYPES))}
        for name in "ij":
            self.ndim[name] = choose([1, 1, 1, 2])
            self.types[name] = choose(["i64", *sorted(INDEX_DTYPES)])
        self.ndim["m"], self.types["m"] = choose([1, 1, 2]), "np.bool_"
        self.ndim["m"] = min(self.ndim["m"], self.ndim["a"])
        index = self.index(choose)
        body = [f"return a[{index}], a"] * 2
        value = choose(VALUES)
        body += [f"a[{index}] = {value}\n    return a, a"] * 2
        body += [f"a[{index}] {choose(['+=', '*='])} {value}\n    return a, a"]
        parameters = [f"{name}: {self.annotation(name)}" for name in "aijmv"]
        self.text = (
            f"@jit\ndef k{number}({', '.join(parameters)}, n: int, w: float):\n"
            f"    {choose(body)}\n\n\n"
        )

    def annotation(self, name):
        ndim = self.ndim[name]
        if name == "m":
            return f"np.ndarray[tuple[{', '.join(['int'] * ndim)}], np.dtype[np.bool_]]"
        return f"{self.types[name]}[{AXES[ndim]}]"

    def index(self, choose):
        """At least one array is among them, and often a mask."""
        axes = self.ndim["a"]
        must = choose(["i", "i", "m"])
        room = axes - (self.ndim["m"] if must == "m" else 1)
        indices = [must]
        while room > 0 and choose([True, True, False]):
            kind = choose(["i", "j", "slice", "slice", "number", "m"])
            if kind == "m" and self.ndim["m"] > room:
                continue
            room -= self.ndim["m"] if kind == "m" else 1
            indices.append(
                {"slice": choose(SLICES), "number": choose(["n", "0", "-1"])}.get(kind, kind)
            )
        indices.sort(key=lambda _: choose(range(9)))
        if choose([True, False, False]):
            indices.insert(choose(range(len(indices) + 1)), "...")
        if choose([True, False, False]):
            indices.insert(choose(range(len(indices) + 1)), "None")
        return ", ".join(indices)

    def arguments(self, source):
        axis = source.choice([3, 3, 3, 2, 4, 1, 0])
        shape = tuple(source.choice([axis, axis, axis, 2]) for _ in range(self.ndim["a"]))
        made = {"a": laid_out(numbers(shape, DTYPES[self.types["a"]], source), source)}
        together = source.choice([(2, 3), (2, 3), (2, 3), (3, 2), (1, 3), (2, 1), (0, 3), (2, 2)])
        for name in "ij":
            own = together[-self.ndim[name] :]
            own = tuple(source.choice([n, n, n, n, 1]) for n in own)
            made[name] = laid_out(places(own, axis, self.types[name], source), source)
        mask = shape[: self.ndim["m"]] if source.random() < 0.6 else (axis,) * self.ndim["m"]
        mask = tuple(source.choice([n] * 9 + [n + 1]) for n in mask)
        values = np.array([source.random() < 0.5 for _ in range(int(np.prod(mask)))], dtype=bool)
        made["m"] = laid_out(values.reshape(mask), source)
        own = source.choice([together, (axis, axis), (1, 3), (2, 3), (1, 1), (3, 2)])
        made["v"] = laid_out(
            numbers(own[-self.ndim["v"] :], DTYPES[self.types["v"]], source), source
        )
        if source.random() < 0.1:
            made["a"].flags.writeable = False
        return [made[name] for name in "aijmv"]


def numbers(shape, dtype, source):
    values = [source.choice([0, 1, 2, 3, 5, 7, 11, 60, 120]) for _ in range(int(np.prod(shape)))]
    return np.array(values, dtype=dtype).reshape(shape)


def places(shape, axis, name, source):
    low = 0 if name.startswith("u") else -axis
    few = [low, max(axis - 1, 0), 0]
    beyond = [axis, axis + 1, low - 1 if low < 0 else 9]
    allowed = few * 5 + (beyond if source.random() < 0.15 else [])
    values = [source.choice(allowed) for _ in range(int(np.prod(shape)))]
    return np.array(values, dtype=INDEX_DTYPES[name]).reshape(shape)


def laid_out(array, source):
    form = source.choice(["c", "c", "c", "f", "reversed", "strided"])
    if form == "f":
        return np.asfortranarray(array)
    if form == "reversed":
        return array[::-1].copy()[::-1]
    if form == "strided":
        return np.repeat(array, 2, axis=-1)[..., ::2]
    return array


def outcome(function, arguments):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            results = function(*arguments, 1, 0.75)
        found = "returned", results[1] is arguments[0], *map(of_array, results)
    except Exception as error:
        found = "raised", type(error), str(error)
    return found, [of_array(it) for it in arguments]


@pytest.mark.parametrize("seed", range(int(os.environ.get("ARRAY_INDICES", "2"))))
def test_indices(tmp_path, seed):
    from conftest import import_named, run_build

    choose = random.Random(seed).choice
    forms = [Form(number, choose) for number in range(COUNT)]
    head = "import numpy as np\nfrom pyjit import f32, f64, i8, i32, i64, jit, u8, u64\n\n\n"
    source, output = tmp_path / "source", tmp_path / "output"
    source.mkdir()
    (source / f"indices{seed}.py").write_text(head + "".join(it.text for it in forms), "utf-8")
    report, _ = run_build(source, output)
    refused = {it["qualified_name"] for it in report["kernels"] if it["status"] != "compiled"}
    module = import_named(output, f"indices{seed}", disabled=False)
    draw = random.Random(seed)
    calls = 0
    for number, form in enumerate(forms):
        if f"k{number}" in refused:
            continue
        function = getattr(module, f"k{number}")
        for _ in range(CALLS):
            state = draw.getstate()
            arguments = form.arguments(draw)
            draw.setstate(state)
            again = form.arguments(draw)
            wanted = outcome(function.__wrapped__, again)
            shown = form.text, [(it.shape, it.strides, it.flags.writeable) for it in arguments]
            assert outcome(function, arguments) == wanted, shown
            calls += 1
    # Most are compiled.
    assert calls > COUNT * CALLS * 0.6
    gc.collect()
    assert {module._live_blocks() for _, module in extensions()} == {0}
