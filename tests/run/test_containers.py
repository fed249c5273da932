"""What elements are, by the object that holds them: every container and element type that there
is, given to parameters of every annotation, read, written, summed and divided. Either the kernel
does what Python does, or the object is refused by name."""

import array
import ctypes
import mmap
import sys
import warnings
from types import SimpleNamespace

import pytest
from conftest import import_named, run_build
from values import same

np = pytest.importorskip("numpy", reason="half of the containers are NumPy's")

SIZED = {
    "bool": "bool",
    **{f"i{bits}": f"int{bits}" for bits in (8, 16, 32, 64)},
    **{f"u{bits}": f"uint{bits}" for bits in (8, 16, 32, 64)},
    **{f"f{bits}": f"float{bits}" for bits in (32, 64)},
}
ARRAYS = [f"{name}[:]" for name in SIZED]
BUFFERS = ["bytes", "bytearray", "memoryview", "array.array[int]", "array.array[float]"]
ANNOTATIONS = ARRAYS + BUFFERS

READING = """
@jit
def read_{n}(a: {annotation}, i: int):
    return a[i]

@jit
def total_{n}(a: {annotation}, i: int):
    total = 0
    for x in a:
        total += x
    return total

@jit
def sum_{n}(a: {annotation}, i: int):
    return sum(a)

@jit
def double_{n}(a: {annotation}, i: int):
    return a[i] + a[i]

@jit
def divide_{n}(a: {annotation}, i: int):
    return 1 / a[i]

@jit
def divide_all_{n}(a: {annotation}, i: int) -> float:
    total = 0.0
    for x in a:
        total += 7 / x
    return total
"""

# `read` first: what is no number raises there what it raises.
WRITING = """
@jit
def write_{n}(a: {annotation}, i: int):
    a[i] = 3

@jit
def copy_{n}(a: {annotation}, i: int):
    a[i] = a[0]

@jit
def write_int_{n}(a: {annotation}, i: int):
    a[0] = i

@jit
def augment_{n}(a: {annotation}, i: int):
    a[i] += 1
"""


def source():
    text = "from __future__ import annotations\nimport array\nfrom pyjit import *\n"
    for n, annotation in enumerate(ANNOTATIONS):
        text += READING.format(n=n, annotation=annotation)
        if annotation != "bytes":
            text += WRITING.format(n=n, annotation=annotation)
    return text


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    folder = tmp_path_factory.mktemp("containers")
    (folder / "source").mkdir()
    (folder / "source" / "containers.py").write_text(source(), "utf-8")
    report, _ = run_build(folder / "source", folder / "output")
    refused = {kernel["qualified_name"] for kernel in report["kernels"]}
    refused -= {k["qualified_name"] for k in report["kernels"] if k["status"] == "compiled"}
    # NumPy adds booleans as a logical or, which is not compiled.
    assert refused == {f"double_{ARRAYS.index('bool[:]')}"}
    return SimpleNamespace(
        compiled=import_named(folder / "output", "containers", disabled=False),
        interpreted=import_named(folder / "output", "containers", disabled=True),
    )


def numbers(dtype):
    """A few values of a type, extreme ones too."""
    dtype = np.dtype(dtype)
    if dtype.kind == "b":
        return [True, False, True]
    if dtype.kind == "f":
        return [1.5, 0.0, -0.0, float("nan"), float("inf"), 1e30]
    limits = np.iinfo(dtype)
    return [limits.max, 0, limits.max, 3, limits.min]


class Subclass(np.ndarray):
    pass


class OtherElements(np.ndarray):
    """Reads something else than what the memory holds."""

    def __getitem__(self, index):
        return 42


class OtherRounds(np.ndarray):
    def __iter__(self):
        return iter((1, 2))


def frozen(values):
    values.flags.writeable = False
    return values


def mapped(values):
    memory = mmap.mmap(-1, len(values))
    memory[:] = bytes(values)
    return memory


def memmaps(folder, values):
    path = folder / f"{values.dtype}.bin"
    path.write_bytes(values.tobytes())
    return np.memmap(path, values.dtype, mode="r+")


def arrays(folder):
    """Arrays of NumPy, and what makes one."""
    for pyjits, numpys in SIZED.items():
        values = numbers(numpys)
        annotation = f"{pyjits}[:]"
        yield annotation, f"ndarray {numpys}", lambda v=values, d=numpys: np.array(v, d)
        yield annotation, f"empty {numpys}", lambda d=numpys: np.zeros(0, d)
        yield annotation, f"reversed {numpys}", lambda v=values, d=numpys: np.array(v, d)[::-1]
        yield (
            annotation,
            f"subclass {numpys}",
            lambda v=values, d=numpys: np.array(v, d).view(Subclass),
        )
        yield (
            annotation,
            f"memmap {numpys}",
            lambda v=values, d=numpys: memmaps(folder, np.array(v, d)),
        )
        yield annotation, f"read-only {numpys}", lambda v=values, d=numpys: frozen(np.array(v, d))
        yield None, f"masked {numpys}", lambda v=values, d=numpys: np.ma.array(v, dtype=d)
        yield (
            None,
            f"other elements {numpys}",
            lambda v=values, d=numpys: np.array(v, d).view(OtherElements),
        )
        yield (
            None,
            f"other rounds {numpys}",
            lambda v=values, d=numpys: np.array(v, d).view(OtherRounds),
        )
        yield (
            annotation,
            f"records {numpys}",
            lambda v=values, d=numpys: np.array(v, d).view(np.recarray),
        )
        yield None, f"table {numpys}", lambda v=values, d=numpys: np.array([v], d)
    for dtype in ("float16", "complex64", "object", ">i4", "M8[s]", "S3", "f8,i4"):
        yield None, f"ndarray {dtype}", lambda d=dtype: np.zeros(3, d)


def buffers():
    """What has a buffer and is no array; the annotation that it belongs to."""
    octets = [200, 0, 255, 3]
    for code in "bBhHiIlLqQfd":
        made = array.array(code)
        values = numbers("f4" if code in "fd" else f"{'iu'[code.isupper()]}{made.itemsize}")
        kind = "float" if code == "d" else "int" if code in "lq" and made.itemsize == 8 else None
        annotation = kind and f"array.array[{kind}]"
        yield annotation, f"array {code}", lambda c=code, v=values: array.array(c, v)
        annotation = "memoryview" if code == "B" else None
        yield (
            annotation,
            f"memoryview {code}",
            lambda c=code, v=values: memoryview(array.array(c, v)),
        )
    for code in "?c":
        yield None, f"memoryview {code}", lambda c=code: memoryview(bytearray(octets)).cast(c)
    yield "memoryview", "memoryview @B", lambda: memoryview(bytearray(octets)).cast("@B")
    yield "memoryview", "reversed view", lambda: memoryview(bytearray(octets))[::-1]
    yield "memoryview", "read-only view", lambda: memoryview(bytes(octets))
    yield "memoryview", "empty view", lambda: memoryview(bytearray())
    # Python cannot read these elements either.
    yield None, "memoryview <B", lambda: memoryview((ctypes.c_ubyte * 4)(*octets))
    yield None, "memoryview table", lambda: memoryview(bytearray(octets)).cast("B", (2, 2))
    yield "bytes", "bytes", lambda: bytes(octets)
    yield "bytes", "empty bytes", lambda: b""
    yield "bytearray", "bytearray", lambda: bytearray(octets)
    yield "bytearray", "empty bytearray", bytearray
    for kind in (ctypes.c_ubyte, ctypes.c_int64, ctypes.c_double):
        yield None, f"ctypes {kind.__name__}", lambda k=kind: (k * 4)(*octets)
    yield None, "mmap", lambda: mapped(octets)
    yield None, "NumPy scalar", lambda: np.float64(1.0)
    yield "bytes", "bytes of NumPy", lambda: np.bytes_(b"abc")


def plain(value):
    return value.item() if isinstance(value, np.generic) else value


def elements(value):
    return [repr(x) for x in value.tolist()] if hasattr(value, "tolist") else list(value)


def run(function, value, index):
    try:
        outcome = "returned", plain(function(value, index))
    except Exception as error:
        outcome = "raised", type(error)
    return outcome, elements(value)


KERNELS = ("read", "total", "sum", "double", "divide", "divide_all")
KERNELS += ("write", "copy", "write_int", "augment")


@pytest.mark.parametrize("annotation", ANNOTATIONS)
def test_elements_are_what_the_container_says(both, annotation, tmp_path):
    """What belongs to the annotation is taken and behaves as in Python; the rest is refused."""
    taken, wrong = set(), []
    for kernel in KERNELS:
        name = f"{kernel}_{ANNOTATIONS.index(annotation)}"
        compiled, interpreted = (
            getattr(both.compiled, name, None),
            getattr(both.interpreted, name, None),
        )
        if not hasattr(compiled, "__pyjit_signatures__"):
            continue
        for belongs, label, make in [*arrays(tmp_path), *buffers()]:
            if belongs != annotation:
                with pytest.raises(TypeError, match=f"expected {annotation.split('[')[0]}"):
                    compiled(make(), 0)
                continue
            taken.add(label)
            for index in (0, 1, -1, 2, 99, -99):
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    expected = run(interpreted, make(), index)
                    found = run(compiled, make(), index)
                if not same(found[0], expected[0]) or found[1] != expected[1]:
                    wrong.append((kernel, label, index, found, expected))
    assert not wrong, wrong[:5]
    assert len(taken) >= (6 if annotation in ARRAYS else 1), taken


@pytest.mark.parametrize("annotation", ARRAYS)
def test_a_buffer_that_is_no_array_is_refused_by_name(both, annotation):
    read = getattr(both.compiled, f"read_{ANNOTATIONS.index(annotation)}")
    for belongs, label, make in buffers():
        with pytest.raises(TypeError) as raised:
            read(make(), 0)
        message = str(raised.value)
        assert f"parameter 'a': expected {annotation}, got " in message
        if label == "NumPy scalar" or label == "bytes of NumPy":
            continue
        assert "np.asarray(" in message, (label, message)
        named = belongs is not None and f"annotate it as {belongs}" in message
        assert named == (belongs is not None) == ("annotate" in message), (label, message)


def test_what_asarray_makes_is_taken(both):
    """The way out that the message names."""
    read = getattr(both.compiled, f"read_{ANNOTATIONS.index('u8[:]')}")
    octets = [200, 0, 255, 3]
    for value in (memoryview(bytes(octets)), array.array("B", octets), bytearray(octets)):
        assert read(np.asarray(value), 0) == 200
    assert read(np.asarray(memoryview(bytes(octets))), 0) == 200
    assert read(np.asarray((ctypes.c_ubyte * 4)(*octets)), 0) == 200
    assert read(np.asarray(mapped(octets)), 0) == 200


class Resizing:
    """An int that changes an array while arguments are converted."""

    def __init__(self, change):
        self.change = change

    def __index__(self):
        self.change()
        return 1


LATER = """
from __future__ import annotations
import array
from typing import Optional
from pyjit import jit, f64, i64

@jit
def of_array(a: f64[:], n: int) -> float:
    return sum(a) + len(a) + n

@jit
def of_optional(a: Optional[f64[:]], n: int) -> float:
    if a is None:
        return -1.0
    return sum(a) + len(a) + n

@jit
def of_tuple(a: tuple[f64[:], int], n: float) -> float:
    return sum(a[0]) + len(a[0]) + n

@jit
def of_both(a: Optional[tuple[f64[:], f64[:]]], n: float) -> float:
    if a is None:
        return -1.0
    return sum(a[0]) + len(a[1]) + n

@jit
def of_keyword(n: int = 1, *, a: f64[:]) -> float:
    return sum(a) + len(a) + n

@jit(["f64(f64[:], i64)", "f64(f64[:], f64)"])
def of_signatures(a, n):
    return sum(a) + len(a) + n

@jit
def of_bytearray(a: bytearray, n: int) -> int:
    return sum(a) + len(a) + n

@jit
def of_array_array(a: array.array[float], n: int) -> float:
    return sum(a) + len(a) + n

@jit
def of_bytes(a: bytes) -> int:
    return len(a)
"""


@pytest.fixture(scope="module")
def later(tmp_path_factory):
    folder = tmp_path_factory.mktemp("later")
    (folder / "source").mkdir()
    (folder / "source" / "later.py").write_text(LATER, "utf-8")
    report, _ = run_build(folder / "source", folder / "output")
    assert all(kernel["status"] == "compiled" for kernel in report["kernels"]), report
    return import_named(folder / "output", "later", disabled=False)


LARGE = 1 << 20


def test_an_argument_resizes_an_earlier_array(later):
    """Its buffer is taken when no Python code can run any more."""

    def resized(call):
        values = np.ones(LARGE)
        return call(values, Resizing(lambda: values.resize(2, refcheck=False)))

    assert resized(later.of_array) == 5.0
    assert resized(later.of_optional) == 5.0
    assert resized(lambda a, n: later.of_tuple((a, n), 1)) == 5.0
    assert resized(lambda a, n: later.of_tuple((a, 1), n)) == 5.0
    assert resized(lambda a, n: later.of_both((a, a), n)) == 5.0
    assert resized(lambda a, n: later.of_keyword(a=a, n=n)) == 5.0
    assert resized(later.of_signatures) == 5.0
    assert later.of_optional(None, 1) == later.of_both(None, 1.0) == -1.0

    octets = bytearray(LARGE)
    assert later.of_bytearray(octets, Resizing(octets.clear)) == 1
    values = array.array("d", [1.0]) * LARGE
    assert later.of_array_array(values, Resizing(lambda: values.__delitem__(slice(1, None)))) == 3.0


def test_nothing_stays_locked(later):
    """A buffer is given back where another argument does not fit."""
    octets = bytearray(b"abc")
    with pytest.raises(TypeError, match="'n'"):
        later.of_bytearray(octets, "1")
    octets.clear()
    values = array.array("d", [1.0, 2.0])
    assert later.of_array_array(values, 2**70) == 5.0 + 2**70
    del values[:]


class Disguised(np.ndarray):
    """Gives another buffer than its elements are in, from Python 3.12 on."""

    def __buffer__(self, flags):
        return memoryview(np.full(9, 7.0))


class DisguisedBytes(bytes):
    def __buffer__(self, flags):
        return memoryview(b"another")


def test_classes_with_buffers_of_their_own(later):
    values = np.ones(3).view(Disguised)
    assert later.of_array(np.asarray(values), 0) == 6.0
    if sys.version_info < (3, 12):
        assert later.of_array(values, 0) == 6.0
        assert later.of_bytes(DisguisedBytes(b"abc")) == 3
        return
    with pytest.raises(TypeError, match=r"expected f64\[:\], got .*Disguised.*np.asarray"):
        later.of_array(values, 0)
    with pytest.raises(TypeError, match="expected bytes, got .*DisguisedBytes"):
        later.of_bytes(DisguisedBytes(b"abc"))


def test_the_first_argument_that_is_wrong_is_named(later):
    for arguments, name in [
        (([1.0], "1"), "a"),
        ((b"12345678", "1"), "a"),
        ((np.ones(3), "1"), "n"),
        ((np.ones(3, int), 1), "a"),
    ]:
        with pytest.raises(TypeError, match=f"parameter '{name}'"):
            later.of_array(*arguments)
    with pytest.raises(TypeError, match=r"no signature takes.*np.asarray.*array.array\[float\]"):
        later.of_signatures(array.array("d", [1.0]), 1)
