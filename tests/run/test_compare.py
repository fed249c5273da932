"""What the comparison with Python rests on: copies of arguments, and when two outcomes are same."""

import array
import collections
import math
import sys
from types import SimpleNamespace

import pytest
from arguments import np
from conftest import ROOT
from mathematics import tolerance
from test_source import imported, modules  # noqa: F401

PLUGIN = str(ROOT / "setuptools-plugin")
sys.path.insert(0, PLUGIN)
try:
    from pyjit import _mathematics, f64, i32
    from pyjit._declared import as_declared, declared_by, declared_in
    from pyjit._in_python import InPython
    from pyjit._same import difference, difference_of_errors
    from pyjit._snapshot import Snapshot
finally:
    sys.path.remove(PLUGIN)

needs_numpy = pytest.mark.skipif(np is None, reason="without NumPy there are no arrays")
Point = collections.namedtuple("Point", "x y")


def copies(*values):
    return Snapshot(values).copies()


def test_copies_are_other_objects():
    point = Point(bytearray(b"ab"), [1, (2, [3])])
    values = [bytearray(b"xyz"), array.array("d", [1, 2]), point, memoryview(bytearray(b"abc"))]
    for value, copy in zip(values, copies(*values)):
        assert copy == value
        assert copy is not value
        assert type(copy) is type(value)
    for value in (1, "x", b"y", None, range(3), (1, ("x", 2.0)), {}, object(), bytearray, ()):
        assert copies(value)[0] is value


def test_copies_are_of_then():
    buffer, items = bytearray(b"abc"), [1, bytearray(b"x")]
    snapshot = Snapshot([buffer, items])
    buffer[0] = 0
    items[1][0] = 0
    items.append(2)
    for _ in range(2):
        first, second = snapshot.copies()
        assert (first, second) == (b"abc", [1, b"x"])
        first[0] = 7


def test_copies_share_what_was_shared():
    buffer = bytearray(range(8))
    loop = [buffer]
    loop.append(loop)
    views = [memoryview(buffer)[2:], memoryview(buffer)[::-2], memoryview(buffer).toreadonly()]
    first, again, listed, *copied = copies(buffer, (buffer, 1), loop, *views)
    assert again[0] is first
    assert listed[0] is first
    assert listed[1] is listed
    first[5] = 99
    assert [list(it) for it in copied] == [[2, 3, 4, 99, 6, 7], [7, 99, 3, 1], list(first)]
    assert [it.readonly for it in copied] == [False, False, True]
    assert buffer == bytearray(range(8))
    numbers = array.array("q", [1, 2, 3])
    number, view = copies(numbers, memoryview(numbers))
    number[0] = 9
    assert view is not number
    assert numbers[0] == 1


def test_copies_of_what_is_empty_or_gone():
    released = memoryview(b"ab")
    released.release()
    values = [bytearray(), array.array("d"), memoryview(b""), [], released, memoryview(b"")[::-1]]
    copied = copies(*values)
    assert copied[:4] == values[:4]
    assert copied[4] is released
    assert len(copied[5]) == 0


@needs_numpy
def test_copies_of_arrays():
    grid = np.arange(24.0).reshape(2, 3, 4)
    fixed = np.arange(3)
    fixed.flags.writeable = False
    views = [
        grid, grid.T, grid[::-1], grid[:, ::2, ::-3], grid[1:1], grid[0, 0, :1], grid[..., None],
        np.asfortranarray(grid), np.broadcast_to(np.float32(3), (2, 3)), fixed, grid.astype(">i2"),
        np.frombuffer(b"x" * 17, "f8", 2, 1), np.array(5), grid > 3, np.zeros((0, 3)),
        grid.reshape(-1)[::23], grid.astype("c16"), np.array([[], None], object), grid.view("u1"),
        np.arange(10**6)[:: 10**5], grid.astype("M8[s]"), np.arange(5).astype("m8[ns]")[::-2],
    ]  # fmt: skip
    for value in views:
        for (copy,) in (copies(value), copies(value)):
            assert copy is not value
            assert not np.shares_memory(copy, value)
            assert copy.dtype == value.dtype
            assert copy.shape == value.shape
            assert copy.size == 0 or copy.strides == value.strides
            for flag in ("c_contiguous", "f_contiguous", "writeable", "aligned"):
                assert getattr(copy.flags, flag) == getattr(value.flags, flag), flag
            assert difference(copy, value) is None
    kind = type("Own", (np.ndarray,), {})
    assert type(copies(grid.view(kind))[0]) is kind


@needs_numpy
def test_copies_of_arrays_share_memory():
    numbers, buffer = np.arange(10.0), bytearray(16)
    floats = array.array("d", [1, 2])
    values = [
        numbers[2:8], numbers[::-1], numbers, numbers[9:], np.frombuffer(buffer), buffer,
        memoryview(buffer)[8:], floats, np.asarray(floats), np.zeros(3),
    ]  # fmt: skip
    copied = copies(*values)
    for one, other in ((0, 1), (0, 2), (1, 2), (1, 3), (0, 3), (4, 9), (7, 8)):
        arrays = [np.asarray(copied[index]) for index in (one, other)]
        expected = [np.asarray(values[index]) for index in (one, other)]
        assert np.shares_memory(*arrays) == np.shares_memory(*expected), (one, other)
    copied[2][5] = 50
    assert copied[0][3] == copied[1][4] == 50
    copied[4][1] = 1.5
    assert copied[5][8:] == bytes(copied[6]) == np.float64(1.5).tobytes()
    copied[8][0] = 7
    assert copied[7][0] == 7
    assert numbers[5] == 5
    assert buffer == bytes(16)


def test_when_values_are_the_same():
    nans = math.nan, -math.nan
    pairs = [(1, 1), (nans[0], nans[1]), ("x", "x"), (None, None), ((1, 2.0), (1, 2.0)), (1j, 1j)]
    pairs += [([1], [1]), (range(3), range(3)), (bytearray(2), bytearray(2)), (2**70, 2**70)]
    if np is not None:
        pairs += [
            (1.5, np.float64(1.5)),
            (True, np.True_),
            (3, np.uint8(3)),
            (0.5, np.float32(0.5)),
        ]
        pairs += [(np.array(nans), np.array(nans[::-1])), ((1, 2.0), (np.int32(1), np.float32(2)))]
        pairs += [(np.zeros((2, 3)).T, np.zeros((3, 2)))]
        none = np.datetime64("NaT", "s")
        pairs += [(none, none), (np.array([none, 5], "M8[s]"), np.array([none, 5], "M8[s]"))]
        pairs += [(np.timedelta64(5, "ms"), np.timedelta64(5, "ms")), ((none,), (none,))]
    for found, expected in pairs:
        assert difference(found, expected) is None
        assert difference(expected, found) is None


def test_where_values_differ():
    cases = [
        (1, 1.0, "1 (int), in Python 1.0 (float)"),
        (True, 1, "True (bool), in Python 1 (int)"),
        (0.0, -0.0, "0.0, in Python -0.0"),
        (complex(0, -0.0), 0j, "-0j, in Python 0j"),
        (None, 0, "None (NoneType), in Python 0 (int)"),
        ((1, (2, 3)), (1, (2, 4)), "[1][1] is 3, in Python 4"),
        ((1,), (1, 2), "1 elements, in Python 2"),
        (Point(1, 2), (1, 2), "Point(x=1, y=2) (Point), in Python (1, 2) (tuple)"),
        (bytearray(b"a"), bytearray(b"b"), "bytearray(b'a'), in Python bytearray(b'b')"),
        (array.array("d", [0.0]), array.array("d", [-0.0]), "[0] is 0.0, in Python -0.0"),
    ]
    if np is not None:
        ones = np.ones((2, 3), "f4")
        other = ones.copy()
        other[1, 2] = -1
        cases += [
            (ones, other, "[1, 2] is 1.0, in Python -1.0"),
            (ones, ones.T, "an array of (2, 3), in Python of (3, 2)"),
            (ones, ones.astype("f8"), "an array of float32, in Python of float64"),
            (np.array([1, -0.0]), np.array([1, 0.0]), "[1] is -0.0, in Python 0.0"),
            (1.0, np.int64(1), "1.0 (float), in Python 1 (int)"),
            (np.timedelta64(5, "s"), np.timedelta64(6, "s"), "5,'s'), in Python"),
            (np.timedelta64(5, "s"), np.timedelta64(5, "ms"), "(timedelta64[s]), in Python"),
            (np.timedelta64(5, "s"), np.datetime64(5, "s"), "(datetime64[s])"),
            (np.timedelta64(5, "ns"), 5, "in Python 5 (int)"),
            (np.zeros(2, "m8[s]"), np.zeros(2, "m8[ms]"), "an array of timedelta64[s]"),
            (np.zeros(2, "M8[s]"), np.array([0, 1], "M8[s]"), "[1] is np.datetime64("),
        ]
        cases += [
            (np.array(["NaT"], "M8[s]"), np.array([5], "M8[s]"), "[0] is np.datetime64('NaT'"),
        ]
    for found, expected, text in cases:
        where = difference(found, expected)
        assert where is not None
        assert text in where


def test_units_in_the_last_place():
    for value in (1.0, -1.0, 1e300, 5e-324, -5e-324, 0.0, math.pi):
        near = np.nextafter(value, 9) if np is not None else value
        if np is None:
            continue
        assert difference(value, float(near)) is not None
        assert difference(value, float(near), 1) is None
    if np is not None:
        for value in (1.0, -1.0, 0.0, 1e-45, 1e30):
            single = np.array([value], "f4")
            near = np.nextafter(single, np.float32(9))
            assert difference(single, near) is not None
            assert difference(single, near, 1) is None
    assert difference(1.0, 1.0 + 2**-50, 3) is not None
    assert difference(1.0, 1.0 + 2**-50, 4) is None
    assert difference(math.inf, 1.7976931348623157e308, 0) is not None
    assert difference(math.nan, 1.0, 4) is not None


def test_exceptions():
    assert difference_of_errors(ValueError(1, "x"), ValueError(1, "x")) is None
    assert difference_of_errors(ValueError(math.nan), ValueError(math.nan)) is None
    assert difference_of_errors(ValueError(1), ValueError(1.0)) is not None
    assert difference_of_errors(ValueError(1), TypeError(1)) is not None
    tuples = IndexError("tuple index out of range"), IndexError("list index out of range")
    assert difference_of_errors(*tuples) is None


def test_what_is_declared():
    def f(
        a: float, b: "int | float", c: f64, d, e: "tuple[float, int]", *, g: "float | None"
    ) -> float:
        return a, b, c, d, e, g

    kinds, result = declared_by(f)
    assert result == ("float",)
    values = [3, 3, 3, 3, (1, 2), 3]
    found = list(map(as_declared, values, kinds))
    assert difference(found[0], 3.0) is None
    assert difference(found[1], 3) is None
    assert difference(found[3], 3) is None
    assert difference(found[4], (1.0, 2)) is None
    assert difference(found[5], 3.0) is None
    assert as_declared(True, ("float",)) is True
    assert as_declared(10**400, ("float",)) == 10**400
    assert declared_in(("(f64[:, ::1], int) -> float", "(i32[:], float) -> int")) == [
        ("f64[:, ::1]", "i32[:]"),
        ("int", "float"),
    ]
    assert declared_in(("() -> None",)) == []
    if np is not None:
        assert type(found[2]) is np.float64
        assert type(as_declared(7, (repr(i32),))) is np.int32
        assert as_declared(300, ("i8",)) == 300
        assert type(as_declared(np.float64(1), ("float",), from_outside=True)) is float
        assert type(as_declared(np.float64(1), ("float",))) is np.float64


def test_the_names_of_inexact_functions():
    for names in ("UNARY", "BINARY", "OF_COMPLEX", "FIRST_ZERO"):
        assert getattr(_mathematics, names) == getattr(tolerance, names)


@needs_numpy
def test_what_names_mean(modules):  # noqa: F811
    module = imported(
        modules,
        "named/k.py",
        """\
import numpy
import numpy as np
from numpy import exp as e, maximum
import math

LIMIT = 3

def direct(x): return numpy.exp(x), np.exp(x), e(x), math.exp(x), LIMIT, len(str(np.pi))
def inside(x):
    import numpy as other
    from numpy import exp
    return other.exp(x), exp(x), [np.exp(y) for y in (x,)][0], (lambda: e(x))()
def made():
    exp = numpy.exp
    return lambda x: exp(x)
def powers(x, n):
    n **= 2.5
    return x ** n, 2 ** 3
def prints(x):
    print(x)
    return x
""",
    )
    marks = SimpleNamespace()
    own = {id(np.exp): (np.exp, lambda x: marks)}
    own[id(np)] = (np, _mathematics._NumPy(np, own))
    before = _mathematics._replaced
    _mathematics._replaced = lambda: own
    try:
        assert InPython(module.direct)(1.0)[:3] == (marks,) * 3
        assert InPython(module.inside)(1.0) == (marks,) * 4
        assert InPython(module.made())(1.0) is marks
        assert module.made()(1.0) == np.exp(1.0)
        module.LIMIT = 4
        assert InPython(module.direct)(1.0)[3:] == (math.exp(1), 4, len(str(np.pi)))
    finally:
        _mathematics._replaced = before
    found = InPython(module.powers)(2, np.int64(3))
    assert found == (2 ** _mathematics.power(np.int64(3), 2.5), 8)
    assert type(found[1]) is int
    assert InPython(module.prints)(3) == 3
