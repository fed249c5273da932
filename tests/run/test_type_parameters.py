"""Kernels with type parameters: one version for each combination, both ways."""

import itertools
import sys

import pytest
from arguments import np
from conftest import import_named
from values import same

HEAD = """
from typing import TypeVar
from pyjit import f32, f64, i32, i64, jit

Number = TypeVar("Number", int, float)
Left = TypeVar("Left", int, float)
Real = TypeVar("Real", f32, f64)
Any = TypeVar("Any")


@jit
def larger(x: Number, y: Number) -> Number:
    kept: Number = x
    return kept if x > y else y


@jit
def both(x: Left, y: Number):
    return x * 3, y - x, larger(x, x)


@jit
def power(x: Real, y: "Real") -> Real:
    return x * y + x


@jit
def kind(x: Number) -> str:
    if isinstance(x, int):
        return "int"
    return "float"


@jit
def same(x: Any, n: int) -> Any:
    return x


@jit
def caller(x: float) -> float:
    return same(x, 1) + same(3, 2) + power(f64(x), f64(2.5))
"""

PARAMETERS = """

@jit
def scaled[T: (f32, f64)](x: T, a: T) -> T:
    result: T = x * a
    return result + x


@jit
def mixed[A: (int, float), B: (int, float)](x: A, y: B) -> A:
    return x + x // 2 if y else x


@jit
def anything[T](x: T) -> T:
    return x


@jit
def uses(x: int) -> int:
    return anything(x) + int(anything(0.5))
"""

NUMBERS = [0, 1, -3, 7, 2.5, -0.0, 1e300, float("inf")]


def both_ways(build_source, name, text):
    """The module compiled and interpreted; what it imports stays known by its name."""
    compiled = build_source(name, text)
    folder = compiled.__file__.rsplit("/", 1)[0]
    return compiled, import_named(folder, name, disabled=True)


def test_type_variables(build_source):
    compiled, interpreted = both_ways(build_source, "parameters_variables", HEAD)
    assert len(compiled.larger.__pyjit_signatures__) == 2
    assert len(compiled.both.__pyjit_signatures__) == 4
    assert compiled.kind.__pyjit_signatures__ == ("(int) -> str", "(float) -> str")
    for x, y in itertools.product(NUMBERS, NUMBERS):
        if type(x) is type(y):
            assert same(compiled.larger(x, y), interpreted.larger(x, y)), (x, y)
        assert same(compiled.both(x, y), interpreted.both(x, y)), (x, y)
        assert same(compiled.caller(float(y)), float(interpreted.caller(float(y)))), y
        assert compiled.kind(x) == interpreted.kind(x)


@pytest.mark.filterwarnings("ignore")
def test_numpy_scalars_choose(build_source):
    if np is None:
        pytest.skip("needs NumPy's scalars")
    compiled, interpreted = both_ways(build_source, "parameters_scalars", HEAD)
    for scalar in (np.float32, np.float64):
        for x, y in itertools.product(NUMBERS, NUMBERS):
            expected = interpreted.power(scalar(x), scalar(y)).item()
            assert same(compiled.power(scalar(x), scalar(y)), expected), (scalar, x, y)


@pytest.mark.skipif(sys.version_info < (3, 12), reason="a syntax of Python 3.12")
def test_parameters_of_functions(build_source):
    compiled, interpreted = both_ways(build_source, "parameters_functions", HEAD + PARAMETERS)
    assert compiled.scaled.__pyjit_signatures__ == ("(f32, f32) -> f32", "(f64, f64) -> f64")
    for x, y in itertools.product(NUMBERS, NUMBERS):
        assert same(compiled.mixed(x, y), interpreted.mixed(x, y)), (x, y)
        scaled = interpreted.scaled(float(x), float(y))
        assert same(compiled.scaled(float(x), float(y)), scaled), (x, y)
    assert compiled.uses(4) == interpreted.uses(4)


def test_what_there_is_is_told(build_source):
    compiled, _ = both_ways(build_source, "parameters_told", HEAD)
    with pytest.raises(TypeError) as raised:
        compiled.larger("a", 1)
    assert str(raised.value) == (
        "parameters_told.larger(): no signature takes (str, int); "
        "there are (int, int) -> int, (float, float) -> float"
    )
