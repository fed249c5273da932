"""Generators of random numbers where Python calls: which are taken, what a call holds meanwhile and
leaves behind, and the numbers that the ziggurats are made of."""

import gc
import sys
import threading

import pytest
import ziggurats
from arguments import np
from conftest import ROOT, import_named, run_build

sys.path.insert(0, str(ROOT / "setuptools-plugin"))
try:
    from pyjit._argument_types import type_of
    from pyjit._same import difference
    from pyjit._snapshot import Snapshot
    from pyjit._spelling import parse, spelled
finally:
    sys.path.remove(str(ROOT / "setuptools-plugin"))

pytestmark = pytest.mark.skipif(np is None, reason="they are NumPy's")

SOURCE = """
from __future__ import annotations

import numpy as np
from pyjit import jit


@jit
def draw(g: np.random.Generator) -> float:
    return g.random()


@jit
def both(g: np.random.Generator, h: np.random.Generator):
    return g.random(), h.random(), g.integers(1 << 40)


@jit
def maybe(n: int, g: np.random.Generator | None = None):
    return n if g is None else g.integers(n)


@jit(["(np.random.Generator)", "(int)", "(float)"])
def chosen(x):
    if isinstance(x, np.random.Generator):
        return x.random()
    return x


@jit
def overflows(g: np.random.Generator, n: int):
    x = 1
    for _ in range(n):
        x *= 3 + g.integers(3, dtype=int)
    return x


@jit
def fails(g: np.random.Generator, n: int):
    g.random(3)
    np.random.randn()
    if n > 0:
        raise ValueError("after all", g.integers(10))
    return n


@jit
def walk(n: int):
    x = 0.0
    for _ in range(n):
        x += np.random.randn() + np.random.rand()
    return x


@jit
def seeded(n: int):
    np.random.seed(n)
    return np.random.randn()


@jit
def made(n: int):
    g = np.random.default_rng(n)
    return g, (g.random(), g)


@jit
def same(g: np.random.Generator):
    return g, [g.random()]


@jit
def made_often(n: int):
    x = 0.0
    for i in range(n):
        x += np.random.default_rng(i).random()
    return x


@jit
def made_and_failed(n: int):
    g = np.random.default_rng(n)
    raise ValueError(g.integers(100))
"""


@pytest.fixture(scope="module")
def module(tmp_path_factory):
    folder = tmp_path_factory.mktemp("random")
    source, output = folder / "source", folder / "output"
    source.mkdir()
    (source / "randomly.py").write_text(SOURCE, "utf-8")
    report, _ = run_build(source, output)
    assert {kernel["status"] for kernel in report["kernels"]} == {"compiled"}, report
    return import_named(output, "randomly", disabled=False)


def pair(kind=None, seed=5):
    kind = np.random.PCG64 if kind is None else kind
    return np.random.Generator(kind(seed)), np.random.Generator(kind(seed))


def test_other_generators_are_refused(module):
    class Mine(np.random.Generator):
        def random(self, *arguments):
            return 0.5

    for value in (np.random.RandomState(1), Mine(np.random.PCG64(1)), np.random.PCG64(1), 5, None):
        with pytest.raises(TypeError, match="expected np.random.Generator, got "):
            module.draw(value)


def test_the_stream_goes_on(module):
    for kind in (np.random.PCG64, np.random.MT19937, np.random.Philox, np.random.SFC64):
        g, h = pair(kind)
        g.integers(10, dtype=np.int32)
        h.integers(10, dtype=np.int32)
        assert module.draw(g) == h.random()
        # Half of what was drawn is kept for the next small number.
        assert g.integers(10, dtype=np.int32) == h.integers(10, dtype=np.int32)
        assert module.maybe(9, g) == h.integers(9)
        assert g.random() == h.random()


def test_one_generator_twice(module):
    g, h = pair()
    assert module.both(g, g) == (h.random(), h.random(), h.integers(1 << 40))
    shared = np.random.Generator(g.bit_generator)
    assert module.both(g, shared) == (h.random(), h.random(), h.integers(1 << 40))
    other, same = pair(seed=6)
    assert module.both(other, g) == (same.random(), h.random(), same.integers(1 << 40))


def test_signatures_and_defaults(module):
    g, h = pair()
    assert module.maybe(7) == 7
    assert module.chosen(g) == h.random()
    assert (module.chosen(5), module.chosen(0.5)) == (5, 0.5)
    with pytest.raises(TypeError):
        module.chosen(np.random.RandomState(1))


def test_the_lock_is_given_back(module):
    g, _ = pair()
    lock = g.bit_generator.lock

    def free():
        # An `RLock` is released by who took it, and a plain lock by anybody.
        found = []

        def look():
            found.append(lock.acquire(False))
            if found[0]:
                lock.release()

        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
        return found[0]

    assert free()
    module.both(g, g)
    assert free()
    with pytest.raises(ValueError, match="after all"):
        module.fails(g, 1)
    assert free()
    with pytest.raises(TypeError):
        module.both(g, 5)
    assert free()
    with pytest.raises(OverflowError):
        module.overflows(g, 200)
    assert free()


def test_a_call_waits_for_the_lock(module):
    g, h = pair()
    found = []
    with g.bit_generator.lock:
        thread = threading.Thread(target=lambda: found.append(module.draw(g)))
        thread.start()
        thread.join(0.2)
        assert found == []
    thread.join()
    assert found == [h.random()]


def test_what_was_drawn_before_a_failure(module):
    g, h = pair()
    np.random.seed(3)
    with pytest.raises(ValueError) as raised:
        module.fails(g, 1)
    h.random(3)
    assert raised.value.args == ("after all", h.integers(10))
    assert g.random() == h.random()
    expected = np.random.RandomState(3)
    assert expected.randn(2).tolist()[1] == np.random.randn()


def test_nothing_is_drawn_twice(module):
    """An `int` that overflows is an error: Python cannot draw the same again."""
    g, h = pair()
    assert module.overflows(g, 5) == module.overflows.__wrapped__(h, 5)
    with pytest.raises(OverflowError, match="does not fit in a 64-bit int"):
        module.overflows(g, 200)


def test_functions_of_the_module(module):
    np.random.seed(11)
    expected = np.random.RandomState(11)
    for count in (1, 2, 5):
        wanted = 0.0
        for _ in range(count):
            wanted += expected.randn() + expected.rand()
        assert module.walk(count) == wanted
        assert np.random.randn() == expected.randn()
    assert module.seeded(5) == np.random.RandomState(5).randn()
    state = np.random.get_state(legacy=False)
    assert state["has_gauss"] == 1


def test_a_generator_is_returned(module):
    first, (x, second) = module.made(8)
    expected = np.random.default_rng(8)
    assert first is second
    assert (x, first.random()) == (expected.random(), expected.random())
    g, h = pair()
    found, numbers = module.same(g)
    assert found is g
    assert (numbers, g.random()) == ([h.random()], h.random())


def test_generators_that_kernels_make_end(module):
    bits = type(np.random.default_rng(1).bit_generator)
    assert module.made_often(50) == module.made_often.__wrapped__(50)
    with pytest.raises(ValueError, match="non-negative"):
        module.made(-1)
    for _ in range(3):
        with pytest.raises(ValueError):
            module.made_and_failed(4)
    gc.collect()
    before = sum(type(it) is bits for it in gc.get_objects())
    module.made_often(50)
    module.made(3)
    assert sum(type(it) is bits for it in gc.get_objects()) == before


def test_another_generator_behind_the_module(module):
    if not hasattr(np.random, "set_bit_generator"):
        pytest.skip("it cannot be exchanged before NumPy 1.24")
    before = np.random.get_bit_generator()
    try:
        np.random.set_bit_generator(np.random.PCG64(4))
        expected = np.random.RandomState(np.random.PCG64(4))
        x = 0.0
        for _ in range(3):  # `sum` compensates from Python 3.12 on.
            x += expected.randn() + expected.rand()
        assert module.walk(3) == x
    finally:
        np.random.set_bit_generator(before)


def test_copies_and_comparison():
    g, h = pair()
    snapshot = Snapshot([g, (h, g)])
    g.random()
    first, (second, same) = snapshot.copies()
    assert first is same
    assert first is not g
    assert first.random() == np.random.default_rng(5).random() == second.random()
    assert difference(first, second) is None
    second.random()
    assert "another place of its stream" in difference(first, second)
    assert difference(*pair(np.random.MT19937)) is None


def test_the_type_is_spelled():
    kind = type_of(np.random.default_rng(1))
    assert parse(spelled(kind)) == kind
    assert spelled({"tuple": [kind, "int"]}) == "tuple[np.random.Generator, int]"


def test_the_tables_are_what_they_mean():
    text = (ROOT / "src" / "prelude" / "operators_random_ziggurat.py").read_text("utf-8")
    names = {}
    for statement in text.split("# fmt: off\n")[1].split("# fmt: on")[0].split("\n\n"):
        exec(statement, names)
    for name, made in (("EXPONENTIAL", ziggurats.exponential()), ("NORMAL", ziggurats.normal())):
        for part, numbers in zip(("INSIDE", "WIDTH", "HEIGHT"), made):
            assert names[f"{name}_{part}"] == tuple(numbers), (name, part)
