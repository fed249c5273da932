"""Functions that are compiled when they are called, and what they name outside of themselves."""

import gc
import linecache
import math
import sys
import textwrap
import weakref

import pytest
from arguments import np
from test_development import PLUGIN, CompilationError, define  # noqa: F401
from test_source import modules  # noqa: F401

FACTORIES = """
import math

@jit
def helper(x): return x * 3

def adding(n):
    @jit
    def add(x): return x + n
    return add

def composed(f, g):
    @jit
    def both(x): return f(g(x))
    return both

def counting(limit):
    @jit
    def count(n): return n if n >= limit else count(n + 1)
    return count

def nested(a):
    def middle(b):
        @jit
        def inner(c): return a * 100 + b * 10 + c
        return inner
    return middle

def of_library(f):
    @jit
    def call(x): return f(x) + helper(x)
    return call

def late():
    @jit
    def use(x): return x + value
    value = 5
    return use

def never():
    @jit
    def use(x): return x + value
    if False:
        value = 5
    return use

def at(table):
    @jit
    def element(i): return table[i]
    return element
"""


def same(value, other):
    return type(value) is type(other) and (value == other or value != value)


@pytest.fixture
def factories(define):  # noqa: F811
    return define(FACTORIES)


def test_cells(factories):
    for n in (3, 2.5, True, 1j, -0.0, math.nan, 2**62):
        add = factories.adding(n)
        for x in (1, 2.5, -0.0):
            assert same(add(x), add.py_func(x))
    assert factories.adding(3)(1) == 4
    assert factories.adding(4)(1) == 5
    assert factories.nested(1)(2)(3) == 123
    assert factories.counting(10)(3) == 10
    assert factories.late()(1) == 6
    with pytest.raises(CompilationError, match="`value`.*nothing was assigned to it yet"):
        factories.never()(1)


def test_closures_go_when_nobody_holds_them(factories):
    gone = []
    for _ in range(3):
        count = factories.counting(10)
        assert count(3) == 10
        gone.append(weakref.ref(count))
        del count
    gc.collect()
    assert [one() for one in gone] == [None] * 3


def test_kernels_in_cells(factories):
    one, two = factories.adding(1), factories.adding(20)
    assert factories.composed(one, two)(5) == 26
    both = factories.composed(factories.composed(one, one), factories.helper)
    assert (both(5), both(0.5)) == (17, 3.5)


def test_library_functions_in_cells(factories):
    assert factories.of_library(math.sqrt)(4) == 2.0 + 12
    assert factories.of_library(math.floor)(4.5) == 4 + 13.5
    assert factories.of_library(abs)(-4) == 4 - 12
    if np is not None:
        assert factories.of_library(np.sqrt)(4.0) == 2.0 + 12


def test_tables_in_cells(factories):
    for table in ((1, 2, 3), (1, 2.5), b"abc"):
        element = factories.at(table)
        for i in (0, -1, 1):
            assert same(element(i), table[i])
        with pytest.raises(IndexError):
            element(10)
    if np is None:
        return
    table = np.array([1.5, 2.5])
    with pytest.raises(CompilationError, match="can be written to"):
        factories.at(table)(0)
    table.flags.writeable = False
    assert factories.at(table)(1) == 2.5
    large = np.zeros(10_000)
    large.flags.writeable = False
    with pytest.raises(CompilationError, match="more than 16384 bytes"):
        factories.at(large)(1)


def test_what_is_not_captured_is_refused_by_name(factories):
    for value in ([1, 2], {"a": 1}, object(), lambda x: x):
        with pytest.raises(CompilationError, match="`table`"):
            factories.at(value)(0)


def test_globals_that_the_text_cannot_tell(define):  # noqa: F811
    module = define(
        """
        import os
        N = len(os.environ)
        NAME = "".join(["fa", "st"])
        PAIR = tuple(map(float, "12"))

        @jit
        def f(x): return x + N + PAIR[0] if NAME == "fast" else -x
        """
    )
    assert module.f(1) == 1 + module.N + 1.0
    module.N, module.NAME = 100, "slow"
    assert module.f(1) == 1 + module.f(1) - 1  # compiled with what there was
    assert module.f(1.5) == -1.5
    module.f.recompile()
    assert module.f(1) == -1


def test_a_number_that_is_assigned_twice(define):  # noqa: F811
    module = define("N = 1\nN = N + 1\n@jit\ndef f(x): return x + N\n")
    assert (module.f(1), module.f(1.5)) == (3, 3.5)


def test_a_global_that_is_set_after_the_module(define):  # noqa: F811
    module = define("@jit\ndef f(x): return x + EXTRA\n")
    with pytest.raises((NameError, CompilationError)):
        module.f(1)
    module.EXTRA = 5
    assert module.f(1.5) == 6.5


class Notebook:
    """Cells that are run one after the other, as IPython runs them."""

    def __init__(self):
        self.variables = {"__name__": "__main__"}
        self.count = 0

    def run(self, text):
        self.count += 1
        text = textwrap.dedent(text)
        name = f"<ipython-input-{self.count}-of-{id(self)}>"
        linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
        exec(compile(text, name, "exec"), self.variables)

    def __getitem__(self, name):
        return self.variables[name]


@pytest.fixture
def notebook(define, monkeypatch):  # noqa: F811
    monkeypatch.syspath_prepend(PLUGIN)
    notebook = Notebook()
    main = type(sys)("__main__")
    main.__dict__.update(notebook.variables)
    notebook.variables = main.__dict__
    monkeypatch.setitem(sys.modules, "__main__", main)
    return notebook


def test_cells_of_a_notebook(notebook):
    notebook.run("from pyjit import jit, f64, jit_immediate\nimport math as m\nN = 2")
    notebook.run("@jit\ndef f(x):\n    return m.floor(x) + N")
    notebook.run("@jit\ndef g(x: float) -> float:\n    return f(x) * 2.0")
    assert (notebook["f"](1.5), notebook["g"](1.5)) == (3, 6.0)
    notebook.run("N = 5")
    assert notebook["g"](1.5) == 6.0
    # The cell again, with another text: what calls it is compiled anew.
    notebook.run("@jit\ndef f(x):\n    return m.ceil(x) + N")
    assert notebook["g"](1.5) == 14.0
    notebook.run("@jit_immediate\ndef h(x: f64) -> f64:\n    return g(x)")
    assert notebook["h"].signatures == ("(f64) -> f64",)
    assert notebook["h"](1.5) == 14.0


def test_errors_in_a_cell_name_the_cell(notebook):
    notebook.run("from pyjit import jit")
    notebook.run("@jit\ndef f(x):\n    with x:\n        return 1")
    with pytest.raises(CompilationError) as raised:
        notebook["f"](1)
    assert raised.value.line == 3
    assert raised.value.path.startswith("<ipython-input-2-")
    notebook.run("@jit\ndef d(x):\n    return 1 // x")
    with pytest.raises(ZeroDivisionError) as raised:
        notebook["d"](0)
    last = raised.traceback[-1]
    assert (str(last.path).startswith("<ipython-input-3-"), last.lineno) == (True, 2)


def test_two_names_for_one_cell(notebook):
    notebook.run("from pyjit import jit")
    notebook.run("@jit\ndef f(x):\n    return x + 1\nfirst = f")
    notebook.run("@jit\ndef f(x):\n    return x + 2\n@jit\ndef g(x):\n    return first(x) * f(x)")
    assert notebook["g"](1) == 2 * 3
