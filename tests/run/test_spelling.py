"""Types of arguments are spelled so that they can be read back."""

import json
import subprocess
import sys

import pytest
from arguments import np
from conftest import ROOT, binary
from test_argument_types import SUPPORTED

sys.path.insert(0, str(ROOT / "setuptools-plugin"))
try:
    from pyjit._argument_types import MOST_NESTED, SCALARS, type_of
    from pyjit._spelling import Unreadable, parse, parse_all, spelled, spelled_all
finally:
    sys.path.remove(str(ROOT / "setuptools-plugin"))

WORDS = [type_of(value) for value, _ in SUPPORTED]
TIMES = ["datetime64[ns]", "timedelta64[25s]", "datetime64[M]", "timedelta64"]
SIZED = [{"scalar": name} for name in (*SCALARS.values(), *TIMES)]
ARRAYS = [
    {"array": {"element": element, "ndim": ndim, "contiguous": contiguous}}
    for element in (*SCALARS.values(), *TIMES)
    for ndim in (1, 2, 3, 4)
    for contiguous in (False, True)
] + [{"array": {"element": name, "ndim": 0, "contiguous": False}} for name in SCALARS.values()]


def named(module, name, *fields):
    return {"named": {"module": module, "name": name, "fields": [list(field) for field in fields]}}


NAMED = [
    named("m", "Empty"),
    named("package.module", "Outer.Point", ("x", "int"), ("y", {"tuple": ["float", "none"]})),
    named("m", "make.<locals>.Point", ("é", named("m", "Inner", ("int", "int")))),
    named("m", "bool", ("x", "bool")),
    # Made by hand, to deceive.
    named("a b", 'c"d', ("x: int, y", "int")),
    named("m:n", "p:q(x: int)", ("", "int"), ("\n\\", "float")),
    named("tuple[int]", "x", ("1", {"scalar": "bool"})),
]
RECORDS = [
    {"records": {"record": record, "ndim": ndim}}
    for record in ("{x: f64 at 0; 8}", "{'}': {a: u8[2, 3] at 0; 6} at 1, '\\'{': f32 at 7; 12}")
    for ndim in (0, 1, 3)
]
ONE = [
    {"record": "{x: f64 at 0; 8}"},
    {"record": "{t: datetime64[25s][2] at 0, '[': u8 at 16; 20}"},
]
KINDS = [
    *RECORDS,
    *ONE,
    *WORDS,
    *SIZED,
    *ARRAYS,
    *NAMED,
    {"tuple": [*SIZED, *ONE, *ARRAYS, *NAMED, {"tuple": []}]},
    {"list": None},
    {"list": {"tuple": ["int", {"list": {"list": "float"}}]}},
]


@pytest.mark.parametrize("kind", KINDS, ids=spelled)
def test_each_is_read_back(kind):
    text = spelled(kind)
    assert parse(text) == kind
    assert parse(f"  {text} ") == kind
    assert "\n" not in text
    assert parse_all(spelled_all([kind, "int", kind])) == [kind, "int", kind]


def test_builds_read_the_same(tmp_path):
    (tmp_path / "mod.py").write_text("from pyjit import jit\n@jit\ndef f(x): return 0\n", "utf-8")
    lines = [json.dumps(spelled_all([kind])) for kind in KINDS]
    text = f"[kernels]\n'mod.f' = [\n{','.join(lines)}]\n"
    (tmp_path / "pyjit.signatures.toml").write_text(text, "utf-8")
    command = [binary(), "scan", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    wrong = [line for line in done.stderr.splitlines() if "PJ" in line]
    # Each is read, and then a type of the compiler's or one that is told not to be compiled.
    assert all("warning[PJ0262]: `f` is not compiled for " in line for line in wrong), wrong
    assert "(x: timedelta64[25s]) -> int" in done.stdout


def test_no_two_are_spelled_alike():
    different = {json.dumps(kind, sort_keys=True) for kind in KINDS}
    assert len({spelled(kind) for kind in KINDS}) == len(different)


def test_the_spelling_is_that_of_annotations():
    assert spelled_all([]) == "()"
    assert parse_all("()") == parse_all(" ( ) ") == []
    assert spelled({"tuple": []}) == "tuple[()]"
    assert spelled({"list": {"list": "int"}}) == "list[list[int]]"
    assert spelled({"array": {"element": "f64", "ndim": 2, "contiguous": True}}) == "f64[:, ::1]"
    assert spelled({"scalar": "bool"}) == "np.bool"
    assert spelled({"array_array": "i64"}) == "array.array[int]"
    assert spelled(NAMED[1]) == "package.module:Outer.Point(x: int, y: tuple[float, None])"
    if np is not None:
        grid = np.zeros((2, 3))[:, ::2]
        assert spelled_all([type_of(grid), type_of(grid[0, 0])]) == "(f64[:, :], f64)"
        assert spelled(type_of(grid[0, 0, ...])) == "f64[()]"


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "none", "integer", "int,", "int float", "(int)", "tuple", "tuple[", "tuple[]",
        "tuple[int", "tuple[int,]", "int[:]", "f64[]", "f64[::1, :]",
        "f64[:, :, :, :, :, :, :, :, :]",
        "f64[3]", "f64[:",
        "array.array", "array.array[f64]", "m:", "m:P", "m:P(", "m:P(x)", "m:P(x:)",
        "m:P(x: int", "m:P(x: int,)", "m:P(: int)", ":P()", '"m:P()', '"\\q":P()', "m:P() | None",
        "int\n", "list", "list[]", "list[int, int]", "list[int", "np.bool[:]",
    ],
)  # fmt: skip
def test_what_is_no_type(text):
    with pytest.raises(Unreadable):
        parse(text)
    with pytest.raises(Unreadable):
        parse_all(f"({text})" if text.strip() else text)


def test_what_nests_deeply():
    kind = "int"
    for _ in range(MOST_NESTED):
        kind = {"tuple": [kind]}
    assert parse(spelled(kind)) == kind
    for text in ("tuple[" * 10_000, "m:P(x:" * 10_000):
        with pytest.raises(Unreadable, match="nests too deeply"):
            parse(text)
