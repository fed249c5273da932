"""Points and spans of time where Python calls: units, byte orders, what comes back, references."""

import gc
import importlib
import sys
import warnings

import pytest
from arguments import np
from conftest import import_named, importing, run_build

pytestmark = pytest.mark.skipif(np is None, reason="they are NumPy's")

SOURCE = """
from __future__ import annotations

from typing import NamedTuple

import numpy as np
from pyjit import jit


class Stay(NamedTuple):
    start: "datetime64[s]"
    length: "timedelta64[s]"


@jit
def scalar(t: "datetime64[s]"):
    return t


@jit
def line(a: "timedelta64[s][:]"):
    return a


@jit(["(datetime64[s])", "(datetime64[ms])", "(timedelta64[s])", "(int)", "(datetime64[D][:])"])
def chosen(x):
    return x


@jit
def end(stay: Stay):
    return stay.start + stay.length, stay


@jit
def moved(a: "datetime64[s][:]", d: "timedelta64[s]"):
    return a + d


@jit
def called(a: "datetime64[s][:]", d: "timedelta64[s]") -> "datetime64[s]":
    t: "datetime64[s]" = moved(a, d)[0]
    return t


@jit
def pair(both: "tuple[datetime64[s], int]"):
    return both


@jit
def written(a: "datetime64[s][:]", t: "datetime64[s]", d: "timedelta64[s]"):
    a[0] = t
    a[1] = t + d


@jit
def sevenfold(a: "timedelta64[s][:]"):
    return a * 7
"""


@pytest.fixture
def module(build_source):
    return build_source("edges_of_times", SOURCE)


def of(dtype, *numbers):
    return np.array(numbers, "i8").view(dtype)


def test_scalars_of_another_unit_are_refused(module):
    assert repr(module.scalar(np.datetime64(5, "s"))) == repr(np.datetime64(5, "s"))
    assert module.scalar(np.datetime64("NaT", "s")).dtype == "M8[s]"
    wrong = {
        "datetime64[ms]": np.datetime64(5, "ms"),
        "datetime64[2s]": np.datetime64(5, "2s"),
        "timedelta64[s]": np.timedelta64(5, "s"),
        "datetime64": np.datetime64("NaT"),
        "int": 5,
        "str": "2020-01-01",
        "None": None,
    }
    for name, value in wrong.items():
        with pytest.raises(TypeError, match="expected datetime64.s., got ") as raised:
            module.scalar(value)
        assert str(raised.value).endswith(f"got {name}")


def test_arrays_of_other_dtypes_are_refused(module):
    a = of("m8[s]", 5, 6)
    assert module.line(a) is a
    assert module.line(a[::-1]).strides == (-8,)
    wrong = {
        "timedelta64[ms][:]": of("m8[ms]", 5),
        "datetime64[s][:]": of("M8[s]", 5),
        "timedelta64[s][:, :]": a.reshape(1, 2),
        "an array of dtype >m8[s][:]": a.astype(">m8[s]"),
        "i64[:]": a.view("i8"),
        "a masked array": np.ma.array(a),
        "timedelta64[s][()]": np.array(5, "m8[s]"),
        "timedelta64[s]": a[0],
        "list": a.tolist(),
    }
    for name, value in wrong.items():
        with pytest.raises(TypeError, match="expected timedelta64.s...., got ") as raised:
            module.line(value)
        assert f"got {name}" in str(raised.value)


def test_the_unit_chooses_a_signature(module):
    values = [np.datetime64(5, "s"), np.datetime64(5, "ms"), np.timedelta64(5, "s"), 5]
    for value in values:
        found = module.chosen(value)
        assert (found, type(found)) == (value, type(value))
        assert getattr(found, "dtype", None) == getattr(value, "dtype", None)
    days = of("M8[D]", 1, 2)
    assert module.chosen(days) is days
    for value in (np.datetime64(5, "us"), of("M8[s]", 1), 1.5):
        with pytest.raises(TypeError):
            module.chosen(value)


def test_tuples_and_calls(module):
    stay = module.Stay(np.datetime64(5, "s"), np.timedelta64(7, "s"))
    assert module.end(stay) == (np.datetime64(12, "s"), stay)
    assert type(module.end(stay)[1]) is module.Stay
    a = of("M8[s]", 1, 2)
    assert module.called(a, np.timedelta64(3, "s")) == np.datetime64(4, "s")
    assert module.pair((np.datetime64(4, "s"), 5)) == (np.datetime64(4, "s"), 5)
    with pytest.raises(TypeError):
        module.pair((np.datetime64(4, "ms"), 5))


def test_what_leaves_64_bits(module):
    """Python does it again where nothing has changed; else it is an error."""
    interpreted = import_named(module.__file__.rsplit("/", 1)[0], "edges_of_times", disabled=True)
    a, d = of("M8[s]", 5, 2**63 - 1), np.timedelta64(1, "s")

    def outcome(function):
        try:
            return function(a, d).tolist()
        except OverflowError as error:
            return str(error)

    assert outcome(module.moved) == outcome(interpreted.moved)
    with pytest.raises(OverflowError):
        module.written(a, a[1], d)
    assert a[0] == a[1]


def test_arguments_are_given_back(module):
    a, b, d = of("M8[s]", 5, 6), of("M8[s]", 5, 6), np.timedelta64(1, "s")
    before = [sys.getrefcount(it) for it in (a, a.dtype, d)]
    for _ in range(100):
        module.moved(a, d)
        module.line(of("m8[s]", 1))
        with pytest.raises(TypeError):
            module.line(a)
        with pytest.raises(OverflowError):
            module.written(b, np.datetime64(2**63 - 1, "s"), d)
    gc.collect()
    after = [sys.getrefcount(it) for it in (a, a.dtype, d)]
    assert all(new <= old + 2 for new, old in zip(after, before))


def test_subclasses_and_misaligned_memory(module, tmp_path):
    kind = type("Own", (np.ndarray,), {})
    a = of("m8[s]", 1, 2, 3)
    own = module.sevenfold(a.view(kind))
    assert own.tolist() == (a * 7).tolist()
    misaligned = np.frombuffer(b"\0" + a.tobytes(), "u1")[1:].view("m8[s]")
    assert not misaligned.flags.aligned
    assert module.sevenfold(misaligned).tolist() == (a * 7).tolist()
    (tmp_path / "spans").write_bytes(a.tobytes())
    mapped = np.memmap(tmp_path / "spans", "m8[s]", "r")
    assert module.sevenfold(mapped).tolist() == (a * 7).tolist()


CONSTANTS = """
import numpy as np

from pyjit import jit

EPOCH = np.datetime64("2000-01-01")
STEP = np.timedelta64(-5, "25s")
MOMENTS = np.dtype("M8[s]")


@jit
def since(t: "datetime64[s]"):
    return t - EPOCH, STEP


@jit
def moments(n: int):
    return np.zeros(n, MOMENTS)
"""


def test_constants_that_were_changed(tmp_path):
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "times_as_constants.py").write_text(CONSTANTS, "utf-8")
    report, _ = run_build(tmp_path / "source", tmp_path / "output")
    assert all(kernel["status"] == "compiled" for kernel in report["kernels"])

    def loaded():
        with importing(tmp_path / "output", disabled=False):
            return importlib.import_module("times_as_constants")

    t = np.datetime64("2000-01-02T00:00:00")
    expected = np.timedelta64(86400, "s"), np.timedelta64(-5, "25s")
    again = loaded()
    again.EPOCH = np.datetime64("2000-01-01")  # an equal one
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert again.since(t) == expected
        assert again.moments(2).dtype == "M8[s]"
    for name, other in (
        ("EPOCH", np.datetime64("2000-01-01T00")),
        ("EPOCH", np.datetime64("2000-01-02")),
        ("EPOCH", 10957),
        ("STEP", np.timedelta64(-5, "5s")),
        ("STEP", np.timedelta64(-4, "25s")),
    ):
        again = loaded()
        setattr(again, name, other)
        with pytest.warns(RuntimeWarning, match=name):
            assert again.since(t) == again.since.__wrapped__(t)
    again = loaded()
    again.MOMENTS = np.dtype("M8[ms]")
    with pytest.warns(RuntimeWarning, match="MOMENTS"):
        assert again.moments(2).dtype == "M8[ms]"
