"""Large functions of the library are compiled once for a build, and linked to what calls them."""

import math

import pytest
from conftest import forget, import_named, run_build

SUMS = """\
import math

from pyjit import f64, jit


@jit
def total(x: f64[:]) -> float:
    return math.fsum(x)


@jit
def product(x: float) -> float:
    return math.gamma(x)


@jit
def both(x: f64[:], y: float) -> float:
    return total(x) + math.fsum(x) * math.gamma(y)


@jit
def plain(x: float) -> float:
    return x + 1
"""
FILES = {"first/__init__.py": "", "first/sums.py": SUMS, "second/__init__.py": "",
         "second/sums.py": SUMS}  # fmt: skip
# Two kernels that call each other are one unit; the library has `fsum`'s two functions that are
# large, its steps and its end, the one that its steps call, and the two sums of `gamma`.
UNITS, SHARED = 2 * 3, 5
ARGUMENTS = {
    "total": [([],), ([1e300, 1.0, -1e300],), ([math.inf, -math.inf],), ([1e308, 1e308],)],
    "product": [(0.5,), (5.0,), (-1.0,), (200.0,), (math.nan,), (-math.inf,)],
    "both": [([0.1] * 10, 3.5), ([1.0, math.inf, -math.inf], 2.0), ([1.0], -2.0)],
    "plain": [(1.5,)],
}


def build(folder, provoke=""):
    """Builds `folder/src`; the report and the finished process."""
    cache = str(folder / "cache")
    report, process = run_build(
        folder / "src", folder / "out", PYJIT_CACHE_DIR=cache, PYJIT_PROVOKE=provoke
    )
    assert process.returncode == 0, process.stderr
    return report, process


def objects(folder):
    """How many objects a build compiles, and how many it has from the cache."""
    counts = build(folder)[0]["build"]["objects"]
    return counts["compiled"], counts["cached"]


@pytest.fixture
def tree(tmp_path):
    for name, text in FILES.items():
        path = tmp_path / "src" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    yield tmp_path
    forget(tmp_path)


def outcome(function, arguments):
    np = pytest.importorskip("numpy")
    given = [np.array(one) if isinstance(one, list) else one for one in arguments]
    try:
        return repr(function(*given))
    except (ValueError, OverflowError) as error:
        frames, trace = [], error.__traceback__.tb_next
        while trace is not None:
            frames.append((trace.tb_frame.f_code.co_name, trace.tb_lineno))
            trace = trace.tb_next
        return type(error), error.args, frames


@pytest.mark.parametrize("package", ["first", "second"])
def test_same_answers_as_python(tree, package):
    build(tree)
    modules = [import_named(tree / "out", f"{package}.sums", it) for it in (False, True)]
    for name, cases in ARGUMENTS.items():
        compiled, interpreted = [getattr(module, name) for module in modules]
        assert compiled.__pyjit_signatures__
        for arguments in cases:
            assert outcome(compiled, arguments) == outcome(interpreted, arguments)


def test_each_is_compiled_once(tree):
    assert objects(tree) == (UNITS + SHARED, 0)
    for extension in (tree / "out").rglob("*.so"):
        # Hidden: another extension with the same functions does not see them.
        assert b"_lanczos" not in extension.read_bytes()
    assert objects(tree) == (0, UNITS + SHARED)


def test_an_edit_leaves_the_library_alone(tree):
    build(tree)
    path = tree / "src" / "first" / "sums.py"
    path.write_text(SUMS.replace("math.gamma(y)", "math.gamma(y + 1)"), "utf-8")
    assert objects(tree) == (1, UNITS + SHARED - 1)


@pytest.mark.parametrize("how", ["a panic", "abort"])
def test_a_defect_refuses_those_that_call_it(tree, how):
    name = "pyjit.prelude.math_special._lanczos_small(float)"
    report, process = build(tree, f"library:{name}:{how}")
    refused = [one for one in report["kernels"] if one["status"] == "refused"]
    names = [(one["module"], one["qualified_name"]) for one in refused]
    assert sorted(names) == [(module, name) for module in ("first.sums", "second.sums")
                             for name in ("both", "product")]  # fmt: skip
    assert process.stderr.count("warning[PJ0203]") == len(refused)
