"""`pyjit serve`: variables of functions around a kernel, run both ways."""

import importlib
import math

import pytest
from arguments import np
from asking import PLUGIN, Request, ask, compiled, module, reasons
from test_serve import (
    KERNELS,
    assert_same,
    loaded,
    write,
)

needs_numpy = pytest.mark.skipif(np is None, reason="without NumPy there are no arrays")

VALUES = {
    "none": None,
    "true": True,
    "int": 7,
    "large": 2**63 - 1,
    "float": 2.5,
    "minus_zero": -0.0,
    "nan": math.nan,
    "infinity": -math.inf,
    "complex": complex(-0.0, math.inf),
    "str": "ä\U0001f600'\"",
    "null": "a\0b",
    "tuple": (1, (2.5, "x"), ()),
    "long_tuple": tuple(range(100)),
}

CLOSURES = """\
from pyjit import jit

def make(value):
    @jit
    def same():
        return value
    return same

def indexed(value):
    @jit
    def element(i):
        return value[i]
    return element

def row(value):
    @jit
    def element(i, j):
        return value[i, j]
    return element

def added(value):
    @jit
    def added(x):
        return x + value
    return added
"""


@pytest.mark.parametrize("name", [name for name in VALUES if name != "long_tuple"])
def test_captured_values(server, tmp_path, name):
    same = module(tmp_path, CLOSURES).make(VALUES[name])
    assert_same(compiled(server, tmp_path, same, []), same)


@pytest.mark.parametrize("value", [tuple(range(100)), (1, 2, 3), b"a\x00\xff", b""])
def test_captured_sequences(server, tmp_path, value):
    element = module(tmp_path, CLOSURES).indexed(value)
    kernel = compiled(server, tmp_path, element, ["int"])
    for i in (0, 1, -1, 2, 99, 1000):
        assert_same(kernel, element, i)


@needs_numpy
def test_captured_arrays(server, tmp_path):
    kinds = "bool i1 i2 i4 i8 u1 u2 u4 u8 f4 f8".split()
    for kind in kinds:
        array = np.array([0, 1, 2, 3, 100, 0]).astype(kind)
        array.flags.writeable = False
        element = module(tmp_path, CLOSURES).indexed(array)
        kernel = compiled(server, tmp_path, element, ["int"])
        for i in (0, 1, 4, -1, -2, 6, 1000):
            assert_same(kernel, element, i)
        matrix = array.reshape(2, 3)
        element = module(tmp_path, CLOSURES).row(matrix)
        kernel = compiled(server, tmp_path, element, ["int", "int"])
        for i in (0, 1, -1, 2):
            for j in (0, 2, -3, 3):
                assert_same(kernel, element, i, j)
    for shape in ((0,), (0, 5), (5, 0)):
        empty = np.zeros(shape)
        empty.flags.writeable = False
        k = module(tmp_path, CLOSURES)
        element, arguments = (k.indexed(empty), [0]) if len(shape) == 1 else (k.row(empty), [0, 0])
        kernel = compiled(server, tmp_path, element, ["int"] * len(arguments))
        assert_same(kernel, element, *arguments)


@needs_numpy
@pytest.mark.parametrize("kind", ["bool_", "int8", "int64", "uint64", "float32", "float64"])
def test_captured_scalars_of_numpy(server, tmp_path, kind):
    value = getattr(np, kind)(1)
    added = module(tmp_path, CLOSURES).added(value)
    kernel = compiled(server, tmp_path, added, ["float"])
    for x in (0.5, -0.0, math.nan):
        assert_same(kernel, added, x)


def test_values_that_no_kernel_holds(server, tmp_path):
    k = module(tmp_path, CLOSURES)
    for value in (2**64, -(2**127)):
        assert "does not fit 64 bits" in reasons(ask(server, tmp_path, k.make(value), []))
    assert "more than 128 bits" in reasons(ask(server, tmp_path, k.make(2**2000), []))
    request = Request(tmp_path)
    request.add(k.make(1))
    request.functions[0]["live"]["value"] = {"unknown": "it is a list"}
    assert "it is a list" in reasons(server.ask_for(request.functions, []))


def test_closures_of_one_factory(server, tmp_path):
    k = module(
        tmp_path,
        """\
        from pyjit import jit

        def make(n):
            @jit
            def f(x):
                return x * n
            return f

        def compose(first, second):
            @jit
            def f(x):
                return second(first(x) + 1)
            return f
        """,
    )
    for f in (
        k.make(3),
        k.compose(k.make(2), k.make(5)),
        k.compose(k.make(2), k.make(0.5)),
        k.compose(k.compose(k.make(7), k.make(11)), k.compose(k.make(2), k.make(3))),
    ):
        kernel = compiled(server, tmp_path, f, ["int"])
        for x in (0, 1, -5, 10**6):
            assert_same(kernel, f, x)


def test_recursion_through_a_cell(server, tmp_path):
    k = module(
        tmp_path,
        """\
        from pyjit import jit

        def make(n):
            @jit
            def f(x):
                return n if x <= 0 else f(x - 1) + odd(x)
            @jit
            def odd(x):
                return 0 if x <= 0 else f(x - 2) * n
            return f
        """,
    )
    f = k.make(3)
    kernel = compiled(server, tmp_path, f, ["int"])
    for x in (0, 1, 5):
        assert_same(kernel, f, x)


SHADOWING = """\
from pyjit import jit
n = 100
@jit
def helper(x):
    return x + 1000

def make(n, len, helper):
    other = n + 1
    @jit
    def f(x):
        return helper(x) + len(x) + n + other
    return f

def two_levels(a):
    b = a + 1
    def middle(c):
        d = 5
        @jit
        def f(x):
            def inner(y):
                return y + a + n
            return inner(x) + b + c + d + n
        return f
    return middle

def with_global():
    global n
    @jit
    def f(x):
        return x + n
    return f

@jit
def twice(x):
    return 2 * x

@jit
def more(x):
    return x + 7
"""


def test_names_of_functions_around(server, tmp_path):
    k = module(tmp_path, SHADOWING)
    f = k.make(1, k.twice, k.more)
    assert_same(compiled(server, tmp_path, f, ["int"]), f, 5)
    f = k.two_levels(1)(2)
    assert_same(compiled(server, tmp_path, f, ["int"]), f, 5)
    f = k.with_global()
    assert_same(compiled(server, tmp_path, f, ["int"]), f, 5)
    k.n = 3
    assert_same(compiled(server, tmp_path, f, ["int"]), f, 5)


@pytest.mark.parametrize("name", ["n", "len", "helper", "other"])
def test_what_is_not_captured_is_no_global(server, tmp_path, name):
    k = module(tmp_path, SHADOWING)
    request = Request(tmp_path)
    request.add(k.make(1, k.twice, k.more))
    del request.functions[0]["live"][name]
    text = reasons(server.ask_for(request.functions, ["int"]))
    assert f"`{name}`" in text
    assert "variable of the function around it, `make`" in text


def test_a_decorator_factory(server, tmp_path):
    k = module(
        tmp_path,
        """\
        from pyjit import jit

        def plus(offset):
            def decorate(function):
                @jit
                def wrapper(x):
                    return function(x) + offset
                return wrapper
            return decorate

        @plus(10)
        @jit
        def f(x):
            return 2 * x

        @plus(0.5)
        @plus(100)
        @jit
        def g(x):
            return f(x) + 1
        """,
    )
    for function in (k.f, k.g):
        assert_same(compiled(server, tmp_path, function, ["int"]), function, 4)


def test_methods_of_classes_in_functions(server, tmp_path):
    k = module(
        tmp_path,
        """\
        from pyjit import jit
        n = 5
        def make(n):
            class C:
                m = 1
                @staticmethod
                @jit
                def f(x):
                    return x + n
                @jit
                def g(self, x):
                    return x + n
            return C
        """,
    )
    made = k.make(2)
    assert_same(compiled(server, tmp_path, made.f, ["int"]), made.f, 4)
    assert "is a method" in reasons(ask(server, tmp_path, made.g, ["int", "int"]))


WRONG = [
    {"function": 7},
    {"function": -1},
    {"value": {"float": "12"}},
    {"value": {"int": "many"}},
    {"value": {"bytes": "xy"}},
    {"value": {"scalar": ["u8", "1000"]}},
    {"value": {"table": {"element": "f64", "shape": [3], "data": ""}}},
    {"value": {"table": {"element": "f64", "shape": [2**40, 2**40], "data": ""}}},
    {"value": {"list": []}},
    {"value": "none", "function": 0},
    {},
    None,
    "none",
]


@pytest.mark.parametrize("live", WRONG)
def test_garbage(server, tmp_path, live):
    write(tmp_path, {"k.py": KERNELS})
    asked = {"root": str(tmp_path), "path": "k.py", "kernel": "same", "line": 23}
    assert "failed" in server.ask_for([{**asked, "live": {"n": live}}], ["int"])
    assert "failed" in server.ask_for([], ["int"])
    assert "failed" in server.ask_for([{**asked, "more": 1}], ["int"])
    nested = {"tuple": []}
    for _ in range(150):
        nested = {"tuple": [nested]}
    assert "failed" in server.ask_for([{**asked, "live": {"n": {"value": nested}}}], ["int"])
    for library in ("", ".", "a..b", "\x00"):
        assert "compiled" in server.ask_for(
            [{**asked, "live": {"n": {"library": library}}}], ["int"]
        )
    missing = {**asked, "kernel": "gone"}
    assert "compiled" in server.ask_for([asked, missing], ["int"])
    assert "PJ0260" in reasons(server.ask_for([missing, asked], ["int"]))


FORMS = """\
from pyjit import jit

@jit
def apply(function, x):
    return function(x)

def make(n, function, flag):
    @jit
    def passed(x):
        return apply(function, x) + n
    @jit
    def comprehended(x):
        return sum(n * i + function(i) for i in range(x))
    @jit
    def typed(x: float, k: int = 3) -> float:
        y: float = n
        return x * y + k
    @jit
    def asserted(x):
        assert x < n, f"{x} is not below {n}"
        return (lambda y: y + n)(x)
    @jit(fastmath=flag)
    def fast(x):
        return x + n
    @jit
    def defaulted(x, k=n):
        return x + k
    @jit
    def defaults(x):
        return defaulted(x)
    return passed, comprehended, typed, asserted, fast, defaults

def twice(x):
    return x + x

doubled = jit(lambda x: 2 * x)
"""


def test_forms_that_use_captured_names(server, tmp_path):
    k = module(tmp_path, FORMS)
    passed, comprehended, typed, asserted, fast, defaults = k.make(4, k.twice, True)
    for function in (passed, comprehended, asserted):
        kernel = compiled(server, tmp_path, function, ["int"])
        for x in (0, 3, 7):
            assert_same(kernel, function, x)
    reply = ask(server, tmp_path, typed)
    assert reply["compiled"]["signatures"] == ["(float, int) -> float"]
    assert_same(compiled(server, tmp_path, typed, None), typed, 2.5)
    # What was evaluated when the function was defined is not what names stand for by now.
    assert "the value of the option `fastmath` is not known" in reasons(
        ask(server, tmp_path, fast, ["int"])
    )
    assert "the default of `k` is not known" in reasons(ask(server, tmp_path, defaults, ["int"]))
    assert "write it as a function" in reasons(ask(server, tmp_path, k.doubled, ["int"]))


IMPORTING = """\
def make(values):
    import math
    from math import floor
    from pyjit import jit
    @jit(boundscheck=False)
    def f(x):
        return math.sqrt(x) + floor(x) + values.N + values.more(x)
    return f
"""


def test_modules_in_cells(server, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.syspath_prepend(str(PLUGIN))
    text = "from pyjit import jit\nN = 3\n@jit\ndef more(x):\n    return x + 1\n"
    write(tmp_path, {"captured_values.py": text})
    values = importlib.import_module("captured_values")
    f = module(tmp_path, IMPORTING).make(values)
    assert_same(compiled(server, tmp_path, f, ["float"]), f, 5.5)
    kernel = loaded(ask(server, tmp_path, f, ["float"]), f)
    values.N = 4
    with pytest.warns(RuntimeWarning, match="'N' of captured_values is no longer"):
        assert kernel(5.5) == f(5.5)
