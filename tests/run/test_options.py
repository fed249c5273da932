"""Options of the decorator: each holds for its kernel, and for nothing that it calls."""

import re
import subprocess

import pytest
from conftest import binary
from values import MAX_INT, MIN_INT

SOURCE = """from __future__ import annotations
import array
from pyjit import jit

@jit
def checked(a: int, b: int) -> int:
    return a * b + a

@jit(overflow="wrap")
def wrapped(a: int, b: int) -> int:
    return a * b + a

@jit(overflow="wrap")
def operators(a: int, b: int) -> tuple[int, int, int, int]:
    return -a, abs(a), a << (b & 127), a - b

@jit(overflow="wrap")
def divided(a: int, b: int) -> tuple[int, int]:
    return a // b, a % b

@jit(overflow="wrap")
def power(a: int, b: int) -> int:
    return a ** b

@jit(overflow="wrap")
def hashed(data: bytes) -> int:
    h = 5381
    for byte in data:
        h = h * 33 ^ byte
    return h

@jit(overflow="wrap")
def calls_checked(a: int, b: int) -> int:
    return checked(a, b) + 1

@jit
def calls_wrapped(a: int, b: int) -> int:
    return wrapped(a, b)

@jit(boundscheck=False)
def unchecked(a: array.array[float], i: int) -> float:
    return a[i]

@jit(boundscheck=False)
def unchecked_store(a: array.array[float], i: int, x: float) -> None:
    a[i] = x

@jit(boundscheck=False)
def calls_bounded(a: array.array[float], i: int) -> float:
    return bounded(a, i)

@jit
def bounded(a: array.array[float], i: int) -> float:
    return a[i]

@jit(fastmath=True)
def fast(x: float, y: float) -> float:
    return x * y + (x - y) / 3.0

@jit(fastmath={"nnan", "contract"})
def some(x: float, y: float) -> float:
    return x * y + y

@jit
def exact(x: float, y: float) -> float:
    return x * y + y

@jit(fastmath=True)
def calls_exact(x: float, y: float) -> float:
    return exact(x, y) + x

quick = jit(fastmath=True, boundscheck=False, overflow="wrap")

@quick
def everything(a: array.array[float], n: int) -> float:
    total = 0.0
    for i in range(n):
        total += a[i] * (n + 1)
    return total
"""


@pytest.fixture
def module(build_source):
    return build_source("options", SOURCE)


def as_i64(value):
    return (value + 2**63) % 2**64 - 2**63


EDGES = [0, 1, -1, 2, -7, 63, 2**31, 3037000500, 2**62, MAX_INT, MIN_INT, MIN_INT + 1]


def test_integers_wrap(module):
    for a in EDGES:
        for b in EDGES:
            assert module.wrapped(a, b) == as_i64(a * b + a)
            expected = -a, abs(a), a << (b & 127), a - b
            assert module.operators(a, b) == tuple(map(as_i64, expected))
            assert module.checked(a, b) == a * b + a
            assert module.calls_wrapped(a, b) == as_i64(a * b + a)
            if b:
                assert module.divided(a, b) == (as_i64(a // b), a % b)
            if 0 <= b < 1000:
                assert module.power(a, b) == as_i64(a**b)
    assert type(module.wrapped(MAX_INT, 2)) is int
    # What is called keeps its own rules: here it leaves 64 bits, and Python answers for the whole.
    assert module.calls_checked(MAX_INT, MAX_INT) == MAX_INT * MAX_INT + MAX_INT + 1
    with pytest.raises(ZeroDivisionError):
        module.divided(1, 0)
    data = bytes(range(256))
    expected = 5381
    for byte in data:
        expected = as_i64(expected * 33 ^ byte)
    assert module.hashed(data) == expected


def test_indices_inside_are_as_ever(module):
    import array

    data = array.array("d", [1.0, 2.0, 3.0])
    assert [module.unchecked(data, i) for i in range(-3, 3)] == [1.0, 2.0, 3.0] * 2
    module.unchecked_store(data, -1, 9.0)
    assert list(data) == [1.0, 2.0, 9.0]
    for i in (3, -4):
        with pytest.raises(IndexError):
            module.calls_bounded(data, i)
    assert module.everything(data, 3) == 48.0


def test_floats_stay_close(module):
    assert abs(module.fast(2.0, 5.0) - 9.0) < 1e-12
    assert module.some(2.0, 5.0) == 15.0
    assert abs(module.calls_exact(2.0, 5.0) - 17.0) < 1e-12


@pytest.fixture
def shown(tmp_path):
    (tmp_path / "options.py").write_text(SOURCE, "utf-8")

    def show(stage, kernel):
        command = [binary(), "show", str(tmp_path / "options.py"), "--stage", stage]
        command += ["--kernel", kernel]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return done.stdout

    return show


def test_options_are_shown(shown):
    assert '# overflow="wrap"' in shown("typed", "wrapped")
    assert 'with overflow="wrap"' in shown("kir", "wrapped")
    assert "else Overflow" not in shown("kir-opt", "wrapped")
    assert "else Overflow" in shown("kir-opt", "checked")
    assert "with boundscheck=False" in shown("kir", "unchecked")
    assert "check" not in shown("kir-opt", "unchecked").replace("boundscheck=False", "").replace(
        "unchecked", ""
    )
    assert "else Index" in shown("kir-opt", "bounded")
    text = shown("kir", "everything")
    assert 'with boundscheck=False, fastmath=True, overflow="wrap"' in text
    assert 'with fastmath={"nnan", "contract"}' in shown("kir", "some")


def multiplications(text):
    return re.findall(r"= (f(?:mul|add|sub|div).*?) double", text)


def test_flags_reach_llvm(shown):
    assert set(multiplications(shown("llvm", "fast"))) >= {"fmul fast", "fadd fast", "fsub fast"}
    assert set(multiplications(shown("llvm", "some"))) == {
        "fmul nnan contract",
        "fadd nnan contract",
    }
    assert set(multiplications(shown("llvm", "exact"))) == {"fmul", "fadd"}
    # What is called keeps its own.
    called = multiplications(shown("llvm", "calls_exact"))
    assert "fmul" in called
    assert "fadd fast" in called
