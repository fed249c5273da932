"""The type that a kernel is compiled for, by the class of an argument."""

import array
import collections
import enum
import math
import pickle
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest
from arguments import np
from conftest import ROOT
from test_serve import ask, assert_same, loaded, module_of, write

sys.path.insert(0, str(ROOT / "setuptools-plugin"))
try:
    from pyjit._argument_types import UnsupportedArgument, type_of
finally:
    sys.path.remove(str(ROOT / "setuptools-plugin"))


class Point(NamedTuple):
    x: float
    y: int


class Colour(enum.IntEnum):
    RED = 1


class Number(int):
    pass


class Text(str):
    __slots__ = ()


class Pair(tuple):
    __slots__ = ()


SUPPORTED = [
    (None, "none"),
    (True, "bool"),
    (0, "int"),
    (2**70, "int"),
    (math.nan, "float"),
    (1j, "complex"),
    ("", "str"),
    (range(3), "range"),
    (b"", "bytes"),
    (bytearray(2), "bytearray"),
    (memoryview(b"ab"), "memoryview"),
    (memoryview(bytearray(4))[::2], "memoryview"),
    (array.array("d", [1.5]), {"array_array": "f64"}),
    (array.array("q", [-1]), {"array_array": "i64"}),
    ((), {"tuple": []}),
    ([], {"list": None}),
    ([1, 2], {"list": "int"}),
    ([[], [1.5], []], {"list": {"list": "float"}}),
    ((1, [(2, True)]), {"tuple": ["int", {"list": {"tuple": ["int", "bool"]}}]}),
    ((1, (2.0, None)), {"tuple": ["int", {"tuple": ["float", "none"]}]}),
    (
        Point(1.5, 2),
        {"named": {"module": __name__, "name": "Point", "fields": [["x", "float"], ["y", "int"]]}},
    ),
]
UNSUPPORTED = [
    ([1, 2.0], "its elements are of several types"),
    ([[], 1], "its elements are of several types"),
    ([{}], "dict"),
    ({}, "dict"),
    (Number(1), "Number"),
    (Text(), "Text"),
    (Colour.RED, "Colour"),
    (Pair(), "Pair"),
    (time.gmtime(0), "time.struct_time"),
    ("".upper, "builtin_function_or_method"),
    (memoryview(array.array("d", [1.0])), "format 'd'"),
    (memoryview(b"abcd").cast("B", [2, 2]), "2 dimensions"),
    (array.array("i"), "type code 'i'"),
    (array.array("f"), "type code 'f'"),
    ((1, {2}), "set"),
    (collections.OrderedDict(), "collections.OrderedDict"),
]


@pytest.mark.parametrize(("value", "expected"), SUPPORTED, ids=lambda value: type(value).__name__)
def test_types(value, expected):
    assert type_of(value) == expected


@pytest.mark.parametrize(("value", "named"), UNSUPPORTED, ids=[named for _, named in UNSUPPORTED])
def test_what_no_kernel_takes_is_named(value, named):
    with pytest.raises(UnsupportedArgument, match="no kernel takes a value of type") as raised:
        type_of(value)
    assert named in str(raised.value)


def test_hostile_values():
    deep = ()
    for _ in range(10_000):
        deep = (deep,)
    with pytest.raises(UnsupportedArgument, match="nests too deeply"):
        type_of(deep)
    released = memoryview(b"ab")
    released.release()
    with pytest.raises(UnsupportedArgument, match="released"):
        type_of(released)
    for fields in (None, 3, ("x",), ("x", 1), ["x", "y"]):
        liar = type("Liar", (tuple,), {"_fields": fields})
        with pytest.raises(UnsupportedArgument, match="Liar"):
            type_of(liar((1, 2)))


@pytest.mark.skipif(np is None, reason="without NumPy there are no arrays")
def test_numpys_types():
    names = {
        "bool_": "bool",
        **{f"int{bits}": f"i{bits}" for bits in (8, 16, 32, 64)},
        **{f"uint{bits}": f"u{bits}" for bits in (8, 16, 32, 64)},
        "float32": "f32",
        "float64": "f64",
        "complex64": "c64",
        "complex128": "c128",
    }
    for numpys, ours in names.items():
        kind = getattr(np, numpys)
        assert type_of(kind(1)) == {"scalar": ours}
        alone = {"element": ours, "ndim": 0, "contiguous": False}
        assert type_of(np.zeros((), kind)) == {"array": alone}
        for ndim in range(1, 9):
            values = np.zeros((2, 3, 4, 5, 1, 2, 1, 2)[:ndim], kind)
            described = {"element": ours, "ndim": ndim, "contiguous": True}
            assert type_of(values) == {"array": described}
            assert type_of(values[::-1]) == {"array": {**described, "contiguous": False}}
    assert type_of(np.intp(1)) == type_of(np.longlong(1)) == {"scalar": "i64"}
    for name in ("datetime64[ns]", "timedelta64[25s]", "datetime64"):
        described = {"element": name, "ndim": 1, "contiguous": True}
        assert type_of(np.zeros(2, name)) == {"array": described}
        assert type_of(np.zeros(2, name)[0]) == {"scalar": name}
    refused = [
        np.zeros(2, ">M8[s]"),
        np.zeros((1,) * 9),
        np.zeros(2, np.float16),
        np.zeros(2, ">f8"),
        np.zeros(2, "U3"),
        np.zeros(2, object),
        np.zeros(2, [("x", ">f8")]),
        np.zeros(2, [("x", "S3"), ("y", float)]),
        np.zeros(2, [(("title", "x"), float)]),
        np.zeros(2, [("x", object)]),
        np.zeros((1,) * 9, [("x", float)]),
        np.void(b"abc"),
        np.zeros(2, [("x", "S3")])[0],
        pickle.loads(pickle.dumps(np.zeros(2, [("x", float, 2)])[0])),
        np.rec.array(np.zeros(2, [("x", float)])),
        np.rec.array(np.zeros(2, [("x", float)]))[0],
        np.ma.zeros(2),
        np.float16(1),
        np.clongdouble(1),
        np.str_("x"),
    ]
    for value in refused:
        with pytest.raises(UnsupportedArgument):
            type_of(value)


@pytest.mark.skipif(np is None, reason="without NumPy there are no arrays")
def test_records():
    inner = np.dtype([("it's @", "c8"), ("ü", "?")])
    fields = {"names": ["a", "b"], "formats": [inner, ("i2", (2, 3))], "offsets": [3, 20]}
    dtype = np.dtype({**fields, "itemsize": 40})
    spelled = (
        "{a: {'it\\'s \\U00000040': c64 at 0, '\\U000000fc': bool at 8; 9} at 3, "
        "b: i16[2, 3] at 20; 40}"
    )
    assert type_of(np.zeros((2, 1), dtype)) == {"records": {"record": spelled, "ndim": 2}}
    assert type_of(np.zeros((), inner))["records"]["ndim"] == 0
    assert type_of(np.zeros(2, dtype)[1]) == {"record": spelled}
    times = np.zeros(2, [("t", "M8[ns]"), ("d", "m8[25s]", 2)])
    expected = "{t: datetime64[ns] at 0, d: timedelta64[25s][2] at 8; 24}"
    assert type_of(times[0]) == {"record": expected}
    alone = pickle.loads(pickle.dumps(np.zeros(2, [("x", float)])[0]))
    assert type_of(alone) == {"record": "{x: f64 at 0; 8}"}


def test_numpy_is_not_imported_for_it():
    before = sys.modules.pop("numpy", None)
    try:
        with pytest.raises(UnsupportedArgument):
            type_of(object())
        assert "numpy" not in sys.modules
    finally:
        if before is not None:
            sys.modules["numpy"] = before


def test_the_compiler_takes_each_of_them(server, tmp_path):
    text = "from pyjit import jit\n@jit\ndef truth(x):\n    return x is None\n"
    write(tmp_path, {"k.py": text})
    truth = module_of(tmp_path, Path("k.py")).truth
    values = [value for value, _ in SUPPORTED if not isinstance(value, Point)]
    if np is not None:
        values += [np.float32(1.5), np.bool_(True), np.uint64(2**64 - 1), np.zeros((2, 3, 4))]
    for value in values:
        kernel = loaded(ask(server, tmp_path, truth, [type_of(value)]), truth)
        assert_same(kernel, truth, value)
