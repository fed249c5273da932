"""`int | float` as the type of a parameter: the argument chooses the version, both ways."""

import itertools

import pytest
from conftest import import_named
from values import same

SOURCE = """
from __future__ import annotations

from pyjit import jit


@jit
def doubled(x: int | float):
    return x * 2


@jit
def added(x: float | int, y: int | float):
    return x + y


@jit
def kept(x: float | int | None):
    return x


@jit
def kind(x: bool | int | float | None) -> int:
    if x is None:
        return 0
    if isinstance(x, bool):
        return 1
    if isinstance(x, int):
        return 2
    return 3


@jit
def filled(x: float | int, a: bytearray):
    a[0] = 7
    return x * 2
"""

NUMBERS = [0, 1, -3, 2.5, -0.0, float("inf"), float("nan"), 2**63 - 1, -(2**63), 2**63, 2**70]


def test_the_argument_chooses(build_source):
    compiled = build_source("unions_of_numbers", SOURCE)
    folder = compiled.__file__.rsplit("/", 1)[0]
    interpreted = import_named(folder, "unions_of_numbers", disabled=True)
    assert compiled.doubled.__pyjit_signatures__ == ("(int) -> int", "(float) -> float")
    assert len(compiled.added.__pyjit_signatures__) == 4
    for x in NUMBERS:
        assert same(compiled.doubled(x), interpreted.doubled(x)), x
        assert same(compiled.kept(x), interpreted.kept(x)), x
    for x, y in itertools.product(NUMBERS, NUMBERS):
        assert same(compiled.added(x, y), interpreted.added(x, y)), (x, y)
    for x in [*NUMBERS, True, False, None]:
        assert compiled.kind(x) == interpreted.kind(x), x
    assert compiled.kept(None) is None
    for wrong in ("1", 1j, [1]):
        with pytest.raises(TypeError):
            compiled.doubled(wrong)


def test_no_integer_becomes_a_float_by_its_size(build_source):
    compiled = build_source("unions_with_effects", SOURCE)
    for x, doubled in [(2**63, 2**64), (2**70, 2**71), (2.5, 5.0), (2, 4)]:
        written = bytearray(1)
        assert same(compiled.filled(x, written), doubled), x
        assert written == b"\x07"
