"""Kernels that name classes which another cell defined, or another line of a dialogue."""

import sys
import types

import pytest
from test_development import PLUGIN, CompilationError  # noqa: F401

CLASSES = """
from collections import namedtuple
from enum import Enum, IntEnum
from typing import NamedTuple
import numpy as np
from pyjit import f32, f64, i64, jit

class Point(NamedTuple):
    x: float
    y: int = 3
    def norm(self): return self.x

class Sized(NamedTuple):
    a: f32
    b: np.int64
    c: f64[:]

class Late(NamedTuple):
    x: "float"
    y: "Point"

Pair = namedtuple("Pair", "left right", defaults=(1, float("inf")))
Empty = namedtuple("Empty", "")

class Bad(ValueError):
    def __init__(self, text, code):
        super().__init__(text)
        self.code = code

class Worse(Bad): pass

class Color(IntEnum):
    RED = 1
    GREEN = 2
    ALSO_GREEN = 2

class Kind(Enum):
    WORD = "word"
    NUMBER = 2.5

class Limits:
    LOW = -1.5
    HIGH = (4, 5)
    NAMES = ["a list"]

class Odd(IntEnum):
    A = 1
    def __add__(self, other): return 100

class Longer(Point): pass

class Never(NamedTuple):
    x: float

Never.__len__ = lambda self: 7

class Moved(NamedTuple):
    x: float

Moved.x = property(lambda self: 7.0)

class Made(NamedTuple):
    x: float

Made.__new__ = lambda kind, x: tuple.__new__(kind, (x + 1,))

class Named(IntEnum):
    A = 1
    @property
    def name(self): return "another"
"""

# A function of each cell, and what it is called with.
CELLS = {
    "made": ("def f(a):\n    return Point(a, 1)", [(2.5,), (2,)]),
    "default": ("def f(a):\n    return Point(a).y, Point(a)", [(2.5,)]),
    "declared": ("def f(p: Point):\n    return p.x + p.y", [("Point(1.5, 2)",)]),
    "met": ("def f(p):\n    return p.y, p", [("Point(1.5, 2)",), ("Late(1, 2)",)]),
    "untyped": ("def f(a):\n    return Pair(a), Pair(), Pair(right=a)", [(1,), (2.5,)]),
    "forward": ("def f(a):\n    return Late(a, Point(a, 2))", [(1.5,)]),
    "sized": ("def f(a):\n    return Sized(a, 2, 1.5).b", [(1.5,)]),
    "empty": ("def f():\n    return Empty()", [()]),
    "raised": (
        "def f(a):\n"
        "    if a < 0: raise Bad('negative', a)\n"
        "    if a > 9: raise Worse('large', code=a)\n"
        "    return a",
        [(1,), (-1,), (10,)],
    ),
    "members": ("def f(a):\n    return a == Color.RED, Color.GREEN + a", [(1,), (2,)]),
    "values": ("def f(a):\n    return a + Color.GREEN.value, Kind.NUMBER.value", [(1,)]),
    "names": ("def f():\n    return Color.RED.name == 'RED', Kind.WORD.value == 'word'", [()]),
    "constants": ("def f(a):\n    return Limits.LOW + a, Limits.HIGH[1]", [(1,)]),
    "local": ("def f(a):\n    p = Point(x=a, y=2)\n    return p.x * p[1], len(p)", [(1.5,)]),
}

# What is refused, and what the message says.
REFUSED = {
    "an operator of its own": ("def f():\n    return Odd.A + 1", "`__add__` of its own"),
    "a method that was added": ("def f():\n    return len(Never(1.0))", "`__len__` of its own"),
    "a field that was replaced": ("def f():\n    return Moved(1.0).x", "`x` of its own"),
    "made otherwise": ("def f():\n    return Made(1.0)", "`__new__` of its own"),
    "another name": ("def f():\n    return Named.A.name == 'A'", "`name` of its own"),
    "derived": ("def f():\n    return Longer(1.0, 2)", "derived from"),
    "no constant": ("def f():\n    return len(Limits.NAMES)", "`Limits.NAMES`"),
    "a second name": ("def f():\n    return Color.ALSO_GREEN + 1", "`Color.ALSO_GREEN`"),
}


@pytest.fixture
def cells(monkeypatch):
    """Runs texts one after the other as a notebook does; gives the module."""
    import linecache

    monkeypatch.syspath_prepend(PLUGIN)
    module = types.ModuleType("notebook")
    monkeypatch.setitem(sys.modules, "notebook", module)

    def run(text):
        name = f"<cell {id(module)}-{len(linecache.cache)}>"
        linecache.cache[name] = (len(text), None, text.splitlines(True), name)
        exec(compile(text, name, "exec"), vars(module))
        return module

    run(CLASSES)
    return run


def typed(value):
    """A value with its types, also inside of tuples."""
    inside = tuple(map(typed, value)) if isinstance(value, tuple) else repr(value)
    return type(value), inside


def outcome(function, arguments):
    try:
        return typed(function(*arguments))
    except Exception as error:
        return type(error), error.args, vars(error)


@pytest.mark.parametrize("name", CELLS)
def test_classes_of_another_cell(cells, name):
    text, calls = CELLS[name]
    module = cells(f"@jit\n{text}\n")
    for written in calls:
        arguments = [eval(it, vars(module)) if isinstance(it, str) else it for it in written]
        assert outcome(module.f, arguments) == outcome(module.f.__wrapped__, arguments)
    assert len(module.f.signatures) > 0


@pytest.mark.parametrize("name", REFUSED)
def test_classes_that_are_more_than_they_look(cells, name):
    text, said = REFUSED[name]
    module = cells(f"@jit\n{text}\n")
    with pytest.raises(CompilationError, match=said):
        module.f()


def test_a_class_that_is_defined_again(cells):
    module = cells("@jit\ndef f(a): return Point(a)\n@jit\ndef g(a): return Color.RED + a\n")
    assert module.f(1.5) == (1.5, 3)
    assert module.g(1) == 2
    cells("class Point(NamedTuple):\n    x: float\n    y: int = 4\n    z: int = 5\n")
    cells("class Color(IntEnum):\n    RED = 7\n")
    module.f.recompile()
    module.g.recompile()
    assert typed(module.f(1.5)) == typed(module.Point(1.5))
    assert module.g(1) == 8
    # Also where the function's own cell had defined it first.
    text = "class P(NamedTuple):\n    x: int = 1\n@jit\ndef h(): return P()\n"
    assert cells(text).h() == (1,)
    cells("class P(NamedTuple):\n    x: int = 2\n")
    module.h.recompile()
    assert typed(module.h()) == typed(module.P())


def test_a_class_of_a_function_is_not_found_by_its_name(cells):
    module = cells(
        "def make():\n    class P(NamedTuple):\n        x: int\n"
        "    @jit\n    def f(): return P(1)\n    return f\n"
    )
    with pytest.raises(CompilationError, match="`P`.*a class that a function defines"):
        module.make()()
