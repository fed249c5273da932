"""What stands in a built package in place of a function looks like that function."""

from __future__ import annotations

import json

import pytest

PYPROJECT = """\
[build-system]
requires = ["setuptools", "pyjit"]
build-backend = "setuptools.build_meta"

[project]
name = "shapes"
version = "1.0"

[tool.pyjit]
strict = true
"""
KERNELS = '''\
"""Kernels."""

import pyjit as pj
from pyjit import f64, jit

SCALE = 3


@jit
def area(width: float, height: float = 2.0, *, scale: int = SCALE) -> float:
    """The area of a rectangle."""
    return width * height * scale


@pj.jit
def helper(x):
    return x + 1


class Shape:
    """A class with kernels."""

    @staticmethod
    @jit
    def inner(n: int) -> int:
        """In a class."""
        return helper(n)

    @pj.jit_immediate
    @staticmethod
    def outer(n: int) -> int:
        return n + 2

    class Deep:
        @staticmethod
        @jit("i64(i64)")
        def deeper(n):
            return n


@jit
def fill(values: f64[:], value: float) -> None:
    for i in range(len(values)):
        values[i] = value


if __name__ == "__main__":
    print(type(area).__name__, area.__module__, area(1.0))
'''
QUESTIONS = {
    "is compiled": ("hasattr(area, '__pyjit_signatures__')", True),
    "value": ("area(1.5, scale=2)", 6.0),
    "name": ("area.__name__", "area"),
    "qualified name": ("Shape.inner.__qualname__", "Shape.inner"),
    "module": ("area.__module__", "shapes.kernels"),
    "documentation": ("area.__doc__", "The area of a rectangle."),
    "defaults": ("[area.__defaults__, area.__kwdefaults__]", [[2.0], {"scale": 3}]),
    "annotations": ("sorted(area.__annotations__)", ["height", "return", "scale", "width"]),
    "type hints": ("__import__('typing').get_type_hints(area)['width'] is float", True),
    "signature": (
        "str(inspect.signature(area))",
        "(width: float, height: float = 2.0, *, scale: int = 3) -> float",
    ),
    "source": ("inspect.getsource(area).splitlines()[1][:13]", "def area(widt"),
    "getdoc": ("inspect.getdoc(Shape.inner)", "In a class."),
    "is a routine": ("inspect.isroutine(area)", True),
    "is callable": ("callable(area)", True),
    "help": (
        "pydoc.plain(pydoc.render_doc(area)).splitlines()[2]",
        "area(width: float, height: float = 2.0, *, scale: int = 3) -> float",
    ),
    "help of the module": (
        "'The area of a rectangle.' in pydoc.plain(pydoc.render_doc(kernels))",
        True,
    ),
    "help of a class": ("'In a class.' in pydoc.plain(pydoc.render_doc(Shape))", True),
    "pickle": ("all(pickle.loads(pickle.dumps(area, p)) is area for p in range(6))", True),
    "pickle of a static method": ("pickle.loads(pickle.dumps(Shape.inner)) is Shape.inner", True),
    "copy": ("copy.copy(area) is area and copy.deepcopy([area])[0] is area", True),
    "wraps": ("[wrapper.__name__, wrapper.__wrapped__ is area, wrapper(1.0)]", ["area", True, 6.0]),
    "unwrap": ("inspect.unwrap(wrapper) is area.__wrapped__", True),
    "original": ("[type(area.__wrapped__).__name__, area.__wrapped__(1.0)]", ["function", 6.0]),
    "partial": ("functools.partial(area, 2.0)(height=1.0)", 6.0),
    "cache": ("functools.lru_cache(area)(1.0)", 6.0),
    "weak reference": ("weakref.ref(area)() is area", True),
    "own attributes": ("[setattr(area, 'note', 1), area.note]", [None, 1]),
    "hash": ("{area: 1}[area]", 1),
    "equality": ("[area == area, area == fill]", [True, False]),
    "binds like a function": ("Bound().double_area()", 12.0),
    "static methods": ("[Shape.inner(1), Shape().inner(1), Shape.outer(1)]", [2, 2, 3]),
    "nested classes": (
        "[Shape.Deep.deeper(5), hasattr(Shape.Deep.deeper, '__wrapped__')]",
        [5, True],
    ),
    "without types it stays Python": ("[type(helper).__name__, helper(1)]", ["function", 2]),
    "signatures": (
        "[type(area.__pyjit_signatures__).__name__, len(area.__pyjit_signatures__)]",
        ["tuple", 1],
    ),
    "single dispatch": ("single(1)", 1),
    "docstring examples are found": (
        "sorted(test.name for test in doctest.DocTestFinder().find(kernels, 'k'))",
        ["k", "k.Shape", "k.Shape.inner", "k.area"],
    ),
}
PROGRAM = """\
import copy, doctest, functools, inspect, json, pickle, pydoc, sys, weakref
from shapes import kernels
from shapes.kernels import Shape, area, fill, helper

@functools.wraps(area)
def wrapper(*arguments, **keywords):
    return area(*arguments, **keywords)

class Bound(float):
    double_area = area
    def __new__(cls):
        return super().__new__(cls, 2.0)

single = functools.singledispatch(Shape.inner)
single.register(int, Shape.Deep.deeper)

answers = {}
for name, question in json.loads(sys.argv[1]).items():
    try:
        answers[name] = eval(question)
    except Exception as error:
        answers[name] = f"{type(error).__name__}: {error}"
print(json.dumps(answers))
"""


@pytest.fixture(scope="module")
def shapes(make_project, unpack):
    """The built package."""
    files = {"pyproject.toml": PYPROJECT, "shapes/__init__.py": "", "shapes/kernels.py": KERNELS}
    return unpack(make_project(files).wheel())


@pytest.fixture(scope="module")
def answers(shapes):
    questions = json.dumps({name: question for name, (question, _) in QUESTIONS.items()})
    return json.loads(shapes.python(PROGRAM, questions))


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_kernel_looks_like_its_function(answers, name: str) -> None:
    assert answers[name] == QUESTIONS[name][1]


def test_line_numbers_stay(shapes) -> None:
    built = shapes.text("shapes/kernels.py").splitlines()
    assert len(built) == len(KERNELS.splitlines())
    changed = [line for line, old in zip(built, KERNELS.splitlines()) if line != old]
    package = '__package__ = __package__ or "shapes"; '
    assert changed == [
        f"{package}from ._pyjit_shapes import pyjit as pj",
        "from ._pyjit_shapes import f64, jit",
    ]


@pytest.mark.parametrize("arguments", [("-m", "shapes.kernels"), ("shapes/kernels.py",)])
def test_a_module_that_runs_as_main_is_compiled(shapes, arguments: tuple[str, ...]) -> None:
    assert shapes.run(*arguments).split() == ["kernel", "__main__", "6.0"]


def test_worker_processes_get_compiled_functions(shapes) -> None:
    code = """\
import multiprocessing
from shapes.kernels import area

if __name__ == "__main__":
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        print(pool.map(area, [1.0, 2.0]))
"""
    (shapes.folder / "main.py").write_text(code)
    assert shapes.run("main.py") == "[6.0, 12.0]"
