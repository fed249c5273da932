"""Reductions along axes, of arrays of every layout and of shapes that are made at random: values to
the last bit, types, order in memory and exceptions are NumPy's."""

import gc
import os
import random
import warnings

import pytest
from arguments import np
from test_kernels import as_python, extensions
from values import bits

pytestmark = pytest.mark.skipif(
    np is None or np.lib.NumpyVersion(np.__version__) < "2.3.0",
    reason="NumPy takes elements through its buffers in another order before 2.3",
)

COUNT = 30
ARRAYS = 14
DTYPES = {
    "f64": "float64", "f32": "float32", "i32": "int32", "i64": "int64", "u8": "uint8",
    "u64": "uint64", "bool": "bool",
}  # fmt: skip
# Those of which the last bit depends on the order come up most.
FUNCTIONS = [
    "sum", "sum", "sum", "sum", "prod", "mean", "mean", "var", "std", "min", "max", "amin",
    "argmin", "argmax", "any", "all", "count_nonzero", "cumsum", "cumprod", "nansum", "nanmean",
    "nanvar", "nanstd", "nanmin", "nanmax", "nanargmin", "nanargmax", "nancumsum", "nancumprod",
    "nanprod", "ptp",
]  # fmt: skip
PLACES = ["argmin", "argmax", "nanargmin", "nanargmax"]
ACCUMULATIONS = ["cumsum", "cumprod", "nancumsum", "nancumprod"]
# Their zeros may have either sign.
EXTREMES = ["min", "max", "amin", "nanmin", "nanmax", "ptp"]
WITH_DTYPE = ["sum", "prod", "cumsum", "nansum"]
WITH_WHERE = ["sum", "prod", "mean", "var", "std", "min", "max", "amin", "any", "all"]
# Of the layout of the array, of another one, and such as are broadcast.
MASKS = ["a > 0", "a == a", "np.ascontiguousarray(a > 0)", "a[..., :1] > 0", "a[:1] <= 1"]
FLOATS_WITH_DTYPE = ["mean", "var", "std", "nanmean"]
LENGTHS = [1, 1, 2, 2, 3, 4, 5, 7, 8, 9, 16, 17, 127, 128, 129, 136, 137, 1000]
LONG = [4095, 4096, 4097, 8191, 8192, 8193, 10000, 16385, 20011]
MOST = 60000


def axis_of(choose, name, ndim):
    axis = choose(range(-ndim, ndim))
    forms = [None, None, axis, axis, axis, axis]
    if name not in PLACES + ACCUMULATIONS:
        several = random.Random(choose(range(1000))).sample(range(ndim), choose(range(ndim + 1)))
        forms += [tuple(several), tuple(it - ndim for it in several)]
    return choose(forms)


def kernel(number, choose):
    ndim = choose([1, 2, 2, 2, 3, 3, 3, 4, 4, 5])
    name = choose(FUNCTIONS)
    dtype = choose(["f64", "f64", "f32", "f32", *DTYPES])
    if name == "ptp" and dtype == "bool":
        dtype = "f32"
    arguments = ["a"]
    axis = axis_of(choose, name, ndim)
    if axis is not None:
        arguments.append(f"axis={axis}")
    if name not in ACCUMULATIONS and choose([True, False, False]):
        arguments.append("keepdims=True")
    if name in WITH_DTYPE and choose([True, False]):
        arguments.append(f"dtype=np.{choose(['float32', 'float64', 'int64'])}")
    if name in FLOATS_WITH_DTYPE and choose([True, False, False]):
        arguments.append(f"dtype=np.{choose(['float32', 'float64'])}")
    if name in ("sum", "prod", "min", "nanmax") and choose([True, False, False]):
        arguments.append("initial=1")
    if "var" in name or "std" in name:
        arguments.append(f"ddof={choose([0, 1, 2, 1.5])}")
    if name in WITH_WHERE and choose([True, False, False]):
        arguments.append(f"where={choose(MASKS)}")
    call = f"np.{name}({', '.join(arguments)})"
    if hasattr(np.ndarray, name) and choose([True, False]):
        call = f"a.{name}({', '.join(arguments[1:])})"
    spelled = f"{dtype}[{', '.join([':'] * ndim)}]"
    if dtype == "bool":
        spelled = f"np.ndarray[tuple[{', '.join(['int'] * ndim)}], np.dtype[np.bool_]]"
    text = f"@jit\ndef k{number}(a: {spelled}):\n    return {call}\n\n\n"
    return text, name, ndim, dtype


def shape_of(ndim, source):
    while True:
        shape = [source.choice(LENGTHS) for _ in range(ndim)]
        if source.random() < 0.4:
            shape = [source.choice([1, 2, 3]) for _ in range(ndim)]
            shape[source.randrange(ndim)] = source.choice(LONG)
        if source.random() < 0.1:
            shape[source.randrange(ndim)] = 0
        count = 1
        for length in shape:
            count *= length
        if count <= MOST:
            return shape


def numbers(dtype, count, source):
    generator = np.random.default_rng(source.randrange(1 << 30))
    dtype = np.dtype(dtype)
    if dtype.kind == "b":
        return generator.random(count) < source.choice([0.5, 0.01, 0.99])
    if dtype.kind in "iu":
        info = np.iinfo(dtype)
        low, high = source.choice([(0, 5), (info.min, info.max), (max(info.min, -9), 100)])
        return generator.integers(low, high, count, dtype=dtype, endpoint=True)
    values = generator.standard_normal(count).astype(dtype) * dtype.type(source.choice([1, 1e3]))
    if count > 0 and source.random() < 0.4:
        few = generator.integers(0, count, 1 + count // 7)
        values[few] = generator.choice([np.nan, -0.0, 0.0, np.inf, 0.5], len(few))
    if source.random() < 0.1:
        values[:] = source.choice([-0.0, np.nan, 0.1])
    return values


def array(dtype, ndim, source):
    """An array of some layout."""
    shape = shape_of(ndim, source)
    # One without elements is in C order, whatever its strides; NumPy's results follow these.
    form = (
        "c"
        if 0 in shape
        else source.choice(["c", "c", "c", "order", "order", "strided", "reversed", "broadcast"])
    )
    if form == "broadcast":
        own = [n if source.random() < 0.6 else 1 for n in shape]
        whole = numbers(dtype, int(np.prod(own)), source).reshape(own)
        return np.broadcast_to(whole, shape)
    steps = [1] * ndim
    if form == "strided":
        steps = [source.choice([1, 2, 3]) if n < 9 else source.choice([1, 1, 2]) for n in shape]
    order = list(range(ndim))
    if form != "c":
        source.shuffle(order)
    lengths = [shape[axis] * steps[axis] for axis in order]
    whole = numbers(dtype, int(np.prod(lengths)), source).reshape(lengths)
    whole = whole.transpose([order.index(axis) for axis in range(ndim)])
    whole = whole[tuple(slice(None, None, step) for step in steps)]
    if form == "reversed":
        whole = whole[tuple(slice(None, None, source.choice([1, -1])) for _ in shape)]
    return whole


def outcome(function, a, name):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = function(a)
    except Exception as error:
        return "raised", type(error), str(error)
    if name in EXTREMES and np.asarray(result).dtype.kind == "f":
        result = result + 0
    if isinstance(result, np.ndarray):
        # What is written to memory that nothing else has.
        assert result.flags.writeable
    result = as_python(result)
    return "returned", type(result), bits(result) if isinstance(result, float) else result


@pytest.mark.parametrize("seed", range(int(os.environ.get("ARRAY_REDUCTIONS", "2"))))
def test_reductions(tmp_path, seed):
    from conftest import import_named, run_build

    choose = random.Random(seed).choice
    made = [kernel(number, choose) for number in range(COUNT)]
    head = "import numpy as np\nfrom pyjit import f32, f64, i32, i64, jit, u8, u64\n\n\n"
    source, output = tmp_path / "source", tmp_path / "output"
    source.mkdir()
    (source / f"reduced{seed}.py").write_text(head + "".join(it[0] for it in made), "utf-8")
    report, _ = run_build(source, output)
    assert {it["status"] for it in report["kernels"]} == {"compiled"}, report
    module = import_named(output, f"reduced{seed}", disabled=False)
    arguments = random.Random(seed)
    for number, (text, name, ndim, dtype) in enumerate(made):
        function = getattr(module, f"k{number}")
        for _ in range(ARRAYS):
            a = array(DTYPES[dtype], ndim, arguments)
            found = outcome(function, a, name)
            wanted = outcome(function.__wrapped__, a, name)
            assert found == wanted, (text, a.shape, a.strides)
    gc.collect()
    assert {module._live_blocks() for _, module in extensions()} == {0}
