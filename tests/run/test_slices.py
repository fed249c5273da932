"""Indices of every form, over arrays of every layout: what is viewed, written and raised is what
NumPy has."""

import random
import textwrap
import warnings

import pytest
from arguments import np

pytestmark = pytest.mark.skipif(np is None, reason="it is about NumPy's arrays")

# So many kernels, each of which writes to a part of an array and asks for its shape.
COUNT = 160
BOUNDS = ["", "", "0", "1", "-1", "2", "i", "j", "-i", "None", "i + j", "100", "-100"]
STEPS = ["", "", "", ":", ":1", ":2", ":-1", ":-2", ":j", ":3"]


def one_index(choose):
    kind = choose(["int", "int", "slice", "slice", "slice", "all"])
    if kind == "int":
        return choose(["0", "-1", "i", "j", "1", "i - 1", "True + 0"])
    if kind == "all":
        return ":"
    return f"{choose(BOUNDS)}:{choose(BOUNDS)}{choose(STEPS)}"


def index(choose, ndim):
    """A pair of brackets for an array of so many dimensions."""
    parts = [one_index(choose) for _ in range(choose(range(1, ndim + 1)))]
    if choose([True, False, False]):
        parts.insert(choose(range(len(parts) + 1)), "...")
    if choose([True, False, False, False]) and ndim < 4:
        parts.insert(choose(range(len(parts) + 1)), "None")
    return ", ".join(parts)


def kernel(number, choose):
    """The text of a kernel and its array's number of dimensions; None if it has no view."""
    ndim = choose([1, 1, 2, 2, 3, 4])
    first = index(choose, ndim)
    left = np.zeros((3,) * ndim)[eval(f"np.index_exp[{first}]", {"np": np, "i": 0, "j": 1})].ndim
    if left == 0 or left > 4:
        return None
    second = f"[{index(choose, left)}]" if choose([True, False]) else ""
    if second:
        left = np.zeros((3,) * left)[eval(f"np.index_exp{second}", {"np": np, "i": 0, "j": 1})].ndim
        if left == 0 or left > 4:
            return None
    dtype = choose(["f64", "i32", "u8"])
    axes = ", ".join([":"] * ndim)
    value = choose(["x", "7", "i", "x + 1"])
    text = (
        f"@jit\ndef k{number}(a: {dtype}[{axes}], i: int, j: int, x: int):\n"
        f"    part = a[{first}]{second}\n"
        f"    a[{first}]{second} = {value}\n"
        f"    return part.shape, len(part), a.shape\n\n\n"
    )
    return text, dtype, ndim


DTYPES = {"f64": "float64", "i32": "int32", "u8": "uint8"}


def layouts(dtype, ndim):
    """Arrays of every layout, made anew each time."""
    count = 3**ndim
    whole = np.arange(count * 2, dtype=dtype)
    plain = whole[:count].reshape((3,) * ndim)
    yield plain.copy()
    yield np.asfortranarray(plain)
    yield plain.copy()[::-1]
    yield whole.copy()[::2].reshape((3,) * ndim).T
    yield np.zeros((2,) + (0,) * (ndim - 1), dtype)
    yield np.zeros((0,) + (2,) * (ndim - 1), dtype)
    yield plain.copy()[..., 1:2]
    read_only = plain.copy()
    read_only.flags.writeable = False
    yield read_only
    # Several elements are one.
    shared = np.lib.stride_tricks.as_strided(
        np.arange(3, dtype=dtype), (3,) * ndim, (dtype.itemsize,) + (0,) * (ndim - 1)
    )
    yield shared


def outcome(function, array, arguments):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = function(array, *arguments)
    except Exception as error:
        result = type(error), str(error)
    return result, array.tolist()


@pytest.mark.parametrize("seed", range(3))
def test_indices_of_every_form(build_source, seed):
    choose = random.Random(seed).choice
    made = [it for it in (kernel(number, choose) for number in range(COUNT)) if it is not None]
    head = "from pyjit import f64, i32, jit, u8\n\n\n"
    module = build_source(f"forms{seed}", head + "".join(text for text, _, _ in made))
    calls = 0
    for text, dtype, ndim in made:
        function = getattr(module, text.split("def ")[1].split("(")[0])
        for arguments in [(0, 1, 5), (1, -1, 200), (2, 0, -3), (-1, 3, 300), (5, -4, 2**31)]:
            both = zip(*(layouts(np.dtype(DTYPES[dtype]), ndim) for _ in range(2)))
            for ours, numpys in both:
                found = outcome(function, ours, arguments)
                wanted = outcome(function.__wrapped__, numpys, arguments)
                assert found == wanted, (text, numpys.shape, numpys.strides, arguments)
                calls += 1
    assert calls > 5000


def test_eight_dimensions(build_source):
    text = """
        from pyjit import f64, jit

        @jit
        def f(a: f64[:, :, :, :, :, :, :, :], i: int) -> tuple[int, int, float]:
            b = a[..., i, :, ::-1, 1:]
            b[0, 0, 0, 0, 0, 0] = 9.0
            a[i] = 0.5
            return len(b), b.shape[6], float(a[0, 0, 0, 0, 0, 0, i, 0])
    """
    module = build_source("eight", textwrap.dedent(text).replace("b[0, 0, 0,", "b[0, 0, 0, 0,"))
    for shape in [(2,) * 8, (1, 2, 3, 1, 2, 2, 2, 3)]:
        for i in (0, 1, -1, 2):
            ours, numpys = (np.arange(float(np.prod(shape))).reshape(shape) for _ in range(2))
            assert outcome(module.f, ours, (i,)) == outcome(module.f.__wrapped__, numpys, (i,))
