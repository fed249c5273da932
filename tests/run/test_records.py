"""Arrays of records: which dtypes a parameter takes, what becomes of a dtype that was changed, how
results live, and what is compared of them."""

import gc
import importlib
import pickle
import sys
import warnings

import pytest
from arguments import dtypes, np
from conftest import ROOT, importing, run_build

sys.path.insert(0, str(ROOT / "setuptools-plugin"))
try:
    from pyjit._same import difference
    from pyjit._snapshot import Snapshot
finally:
    sys.path.remove(str(ROOT / "setuptools-plugin"))

pytestmark = pytest.mark.skipif(np is None, reason="without NumPy there are no arrays")

SOURCE = """
import numpy as np
import numpy.typing as npt

from pyjit import jit

point = np.dtype([("x", np.float64), ("n", "<i4"), ("y", "f8")])
inner = np.dtype([("d", "i2"), ("e", np.float32, 3)], True)
outer = np.dtype([("flag", bool), ("in", inner), ("list", [("u", "u1"), ("w", "c16")])])
aligned = np.dtype([("a", "i1"), ("b", [("c", "u2"), ("d", "f8")], (2,)), ("e", "?")], align=True)
swapped = np.dtype([("x", ">f8")])
titled = np.dtype([(("title", "x"), "f8")])
text = np.dtype([("x", "S3")])


@jit
def total(x: npt.NDArray[point]) -> float:
    return x["x"].sum() + x["n"][0]


@jit
def made(n: int):
    return np.zeros(n, point), np.zeros((n, 2), outer), np.zeros(n, aligned)


@jit
def field(x: "point[:]"):
    return x["y"]


@jit
def nested(x: "outer[:]", y: "aligned[:]"):
    return x["in"]["e"], x["list"]["w"], y["b"]["d"], x["flag"]


@jit
def one(r: point) -> float:
    r["n"] += 1
    return r["x"] + r["n"]


@jit
def itself(r: point):
    return r


@jit
def element(x: "point[:]", i: int):
    return x[i]


@jit
def of_made(n: int):
    x = np.zeros(n, point)
    x["y"] = 7
    return x[1]


@jit
def parts(r: outer):
    return r["in"], r["in"]["e"], r["flag"]


@jit
def wrong_order(x: "swapped[:]"):
    return x["x"]


@jit
def with_title(x: "titled[:]"):
    return x["x"]


@jit
def with_text(x: "text[:]"):
    return x["x"]
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    base = tmp_path_factory.mktemp("records")
    (base / "source").mkdir()
    (base / "source" / "structured.py").write_text(SOURCE, "utf-8")
    report, _ = run_build(base / "source", base / "output")
    with importing(base / "output", disabled=False):
        module = importlib.import_module("structured")
    return module, {kernel["qualified_name"]: kernel for kernel in report["kernels"]}


def test_what_is_compiled(built):
    _, kernels = built
    compiled = {name for name, kernel in kernels.items() if kernel["status"] == "compiled"}
    single = {"one", "itself", "element", "of_made", "parts"}
    assert compiled == {"total", "made", "field", "nested"} | single


def test_dtypes_of_results(built):
    module, _ = built
    for array, dtype in zip(module.made(3), (module.point, module.outer, module.aligned)):
        assert array.dtype == dtype
        assert array.dtype.fields == dtype.fields
        assert array.dtype.itemsize == dtype.itemsize
        assert not array.view("u1").any()


def test_fields_in_each_other(built):
    module, _ = built
    x, y = np.zeros(3, module.outer), np.zeros(3, module.aligned)
    x["in"]["e"], x["list"]["w"], x["flag"] = [1, 2, 3], 2j, [True, False, True]
    y["b"]["d"] = [[1, 2], [3, 4], [5, 6]]
    expected = module.nested.__wrapped__(x, y)
    for found, wanted in zip(module.nested(x, y), expected):
        assert found.dtype == wanted.dtype
        assert found.strides == wanted.strides
        assert (found == wanted).all()


def test_which_arguments_fit(built):
    module, _ = built
    x = np.zeros(3, module.point)
    x["x"] = 2
    assert module.total(x) == 6
    # An equal dtype that is another object, however it was written.
    offsets = {"names": ["x", "n", "y"], "formats": ["<f8", "=i4", "float64"]}
    for dtype in (
        pickle.loads(pickle.dumps(module.point)),
        np.dtype({**offsets, "offsets": [0, 8, 12], "itemsize": 20}),
    ):
        assert module.total(x.astype(dtype)) == 6
    own = type("Own", (np.ndarray,), {})
    assert module.total(x.view(own)) == 6
    assert type(module.field(x.view(own))) is own
    point = [("x", "f8"), ("n", "i4"), ("y", "f8")]
    others = [
        np.zeros(3), np.zeros(3, "V20"), np.zeros(3, "u1"), np.zeros((3, 1), point),
        np.zeros(3, [("x", "f8"), ("m", "i4"), ("y", "f8")]),
        np.zeros(3, [("x", "f8"), ("n", "u4"), ("y", "f8")]),
        np.zeros(3, [("x", ">f8"), ("n", "i4"), ("y", "f8")]),
        np.zeros(3, [("x", "f8"), ("y", "f8"), ("n", "i4")]),
        np.zeros(3, np.dtype(point, align=True)),
        np.zeros(3, [*point, ("z", "u1")]),
        np.zeros(3, [(("title", "x"), "f8"), ("n", "i4"), ("y", "f8")]),
        np.ma.zeros(3, point), np.rec.array(np.zeros(3, point)), np.zeros(3, point)[0],
        np.zeros((), point), [(1.0, 2, 3.0)], bytes(60), None,
    ]  # fmt: skip
    for value in others:
        with pytest.raises(TypeError, match=r"parameter 'x': expected \{x: f64 at 0, n: i32 at 8"):
            module.total(value)


def test_single_records(built):
    module, _ = built
    x = np.zeros(3, module.point)
    x["x"] = 2
    r = x[1]
    assert module.one(r) == 3
    assert x["n"].tolist() == [0, 1, 0]
    assert module.itself(r) is r
    of_array = module.element(x, -1)
    assert type(of_array) is np.void
    assert of_array.base is x
    of_array["n"] = 5
    assert x["n"].tolist() == [0, 1, 5]
    with pytest.raises(IndexError):
        module.element(x, 3)
    x.flags.writeable = False
    with pytest.raises(ValueError, match="read-only"):
        module.one(x[0])
    with pytest.raises(ValueError, match="read-only"):
        module.element(x, 0)["n"] = 1
    # One that has memory of its own is compiled where nothing tells it from an array's.
    alone = pickle.loads(pickle.dumps(x[0]))
    assert alone.base is None
    assert module.one(alone) == 3
    assert alone["n"] == 1
    assert module.itself(alone) is alone


def test_which_single_records_fit(built):
    module, _ = built
    y = np.zeros(3, module.outer)
    y["in"]["e"] = 3
    inner, e, flag = module.parts(y[1])
    assert inner.dtype == module.inner
    assert inner.base is not None
    assert not flag
    e[0] = 9
    assert y["in"]["e"][1].tolist() == [9, 3, 3]
    point = [("x", "f8"), ("n", "i4"), ("y", "f8")]
    others = [
        np.zeros(3, point), np.zeros((), point), np.zeros(3, [("x", "f8")])[0], np.void(b"abc"),
        np.rec.array(np.zeros(3, point))[0], (1.0, 2, 3.0), 1.5, None,
    ]  # fmt: skip
    for value in others:
        with pytest.raises(TypeError, match=r"parameter 'r': expected \{x: f64 at 0, n: i32 at 8"):
            module.one(value)
    with pytest.raises(TypeError, match="got a record of dtype .* that is part of no array"):
        module.parts(pickle.loads(pickle.dumps(y[0])))


def test_single_records_keep_their_memory_alive(built):
    module, _ = built
    x = np.zeros(1000, module.point)
    x["y"] = 7
    before = sys.getrefcount(x), sys.getrefcount(module.point)
    for _ in range(100):
        module.element(x, 5)
        module.one(x[3])
        module.of_made(3)
        with pytest.raises(TypeError):
            module.one(x)
    gc.collect()
    assert (sys.getrefcount(x), sys.getrefcount(module.point)) == before
    r, made = module.element(x, 5), module.of_made(500)
    del x
    gc.collect()
    assert r["y"] == 7
    assert made["y"] == 7
    assert made["x"] == 0


def test_single_records_are_compared():
    for name in ("aligned", "dated"):
        x = np.zeros(2, dtypes()[name])
        whole, copy = Snapshot([x, x[1]]).copies()
        assert type(copy) is np.void
        assert difference(copy, x[1]) is None
        copy[0] = 1
        assert whole[1][0] == copy[0]
        assert x[1][0] != copy[0]
        assert difference(copy, x[1]) is not None
        x.flags.writeable = False
        assert not np.asarray(Snapshot([x[0]]).copies()[0]).flags.writeable


def test_a_dtype_that_was_changed(built):
    module, _ = built
    folder = module.__file__.rsplit("/", 1)[0]
    with importing(folder, disabled=False):
        again = importlib.import_module("structured")
    again.point = np.dtype([("x", np.float64)])
    with pytest.warns(RuntimeWarning, match="point"):
        assert again.made(2)[0].dtype == again.point
    # One that is equal is the same.
    with importing(folder, disabled=False):
        again = importlib.import_module("structured")
    again.point = pickle.loads(pickle.dumps(again.point))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert again.made(2)[0].dtype == again.point


def test_fields_keep_their_memory_alive(built):
    module, _ = built
    x = np.zeros(1000, module.point)
    x["y"] = 7
    before = sys.getrefcount(x)
    y = module.field(x)
    assert np.shares_memory(x, y)
    assert sys.getrefcount(x) == before + 1
    del x
    gc.collect()
    assert (y == 7).all()
    made = module.made(500)[0]
    view = made["x"]
    del made
    gc.collect()
    assert not view.any()


def test_where_records_differ():
    for dtype in dtypes().values():
        x = np.zeros((2, 3), dtype)[:, ::2]
        (copy,) = Snapshot([x]).copies()
        assert copy.dtype == x.dtype
        assert copy.strides == x.strides
        assert difference(copy, x) is None
    x = np.zeros(2, dtypes()["body"])
    x["m"] = np.nan
    y = x.copy()
    assert difference(x, y) is None
    y["at"]["n"][1] = 3
    assert difference(x, y) == "['at']['n'][1] is 0, in Python 3"
    assert difference(x, x[:1]) == "an array of (2,), in Python of (1,)"
