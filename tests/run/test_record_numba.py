"""The types that functions under Numba's decorators are called with: compiled by Numba, run by
Python, and where Numba is not installed."""

import importlib.util
import json
import os
import subprocess
import sys

import pytest
from arguments import np
from conftest import binary
from recordings import KERNELS, MODES, PLUGIN, Recorded, has_numba


@pytest.fixture(params=[pytest.param(mode, marks=marks) for mode, marks in MODES.items()])
def folder(request, tmp_path):
    return Recorded(tmp_path, request.param)


@pytest.fixture
def compiled(tmp_path):
    return Recorded(tmp_path)


CALLS = """\
    import warnings
    warnings.simplefilter("ignore")
    import numpy as np
    from pkg.mod import *
    a = np.arange(5.0)
    print(total(a, (1, 2.0)), total(a[::2], np.zeros(1, "f4")), total(a, p=Point(1.0, 2)))
    print(given(1), given(1.5, z=3), given(1, 2.5), asks(1), asks(5), declared(2))
    print(called(1), factory(1)(2), factory(2)(2.5), C.static(1j), recursive(3), parallel(a))
    print(apply(one, 2), several(1, 2, 3), sharing(True), added(1, 2.5), halved(3.0))
    print(added(np.zeros(2, "f4"), np.ones(2, "f4")))
    out = np.zeros(5)
    stretched(a, 2, out)
    print(out)
    """


def test_calls_from_outside_and_from_kernels(folder):
    expected = folder.run(text=CALLS, plainly=True) if folder.mode != "without" else None
    out = folder.run(text=CALLS)
    assert expected in (None, out)
    assert folder.said == ""
    kernels = folder.kernels
    # In Python it is one or the other that the first call of `asks` gives.
    assert "(None)" in kernels.pop("pkg.mod.perhaps")
    assert kernels == {
        "pkg.mod.C.static": ["(complex)"],
        "pkg.mod.added": ["(f32, f32)", "(int, float)"],
        "pkg.mod.asks": ["(int)"],
        "pkg.mod.factory.<locals>.inner": ["(float)", "(int)"],
        "pkg.mod.given": ["(float, int, int)", "(int, float, None)", "(int, int, None)"],
        "pkg.mod.one": ["(bool)", "(int)"],
        "pkg.mod.parallel": ["(f64[::1])"],
        "pkg.mod.plain": ["(int)"],
        "pkg.mod.recursive": ["(int)"],
        "pkg.mod.scaled": ["(f64[:], float)", "(float, int)"],
        "pkg.mod.sharing": ["(bool)"],
        "pkg.mod.stretched": ["(f64[:], int, f64[:])"],
        "pkg.mod.total": [
            "(f64[::1], pkg.mod:Point(x: float, y: int))",
            "(f64[::1], tuple[int, float])",
            "(f64[:], f32[::1])",
        ],
    }
    assert folder.record["refused"] == {
        "pkg.mod.apply": {"f: function"},
        "pkg.mod.several": {"*rest"},
    }


def test_a_build_reads_it(folder):
    """And knows the kernels by the same names."""
    folder.run(text=CALLS)
    report = folder.path / "sub" / "report.json"
    folder.write("sub/source/pkg/mod.py", KERNELS)
    folder.write("sub/source/pkg/__init__.py", "")
    command = [binary(), "build", "sub/source", "sub/out", "--signatures", "types.toml"]
    done = subprocess.run(
        [*command, "--report", str(report)],
        cwd=folder.path,
        env={**os.environ, "PYJIT_DECORATORS": "numba", "PYJIT_PYTHON": sys.executable},
        capture_output=True,
        text=True,
        check=False,
    )
    kernels = json.loads(report.read_text("utf-8"))["kernels"]
    compiled = {it["qualified_name"] for it in kernels if it["status"] == "compiled"}
    assert {"total", "scaled", "given", "one", "sharing", "recursive", "C.static"} <= compiled
    assert "types.toml" not in done.stderr, done.stderr


def test_kinds_of_arguments(folder):
    folder.run(
        text="""\
        import array, enum, warnings
        import numpy as np
        from pkg.mod import *
        warnings.simplefilter("ignore")
        class Color(enum.IntEnum):
            RED = 1
        record = np.dtype([("x", "f8"), ("n", "i4")])
        constant = np.zeros(2)
        constant.flags.writeable = False
        grid = np.zeros((2, 3))
        typed = List()
        typed.append(1.5)
        arrays = List()
        arrays.append(np.zeros(2))
        kinds = ["?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f4", "f8", "c8", "c16"]
        values = [np.dtype(kind).type(1) for kind in kinds]
        values += [np.zeros(2, kind) for kind in kinds]
        values += [1, 1.5, True, 1j, "s", None, grid, grid.T, grid[0], grid[:, 0], np.zeros(())]
        values += [constant, np.zeros(2, record), np.zeros(2, record)[0], (), ((1,), 2.5), (1, 1)]
        values += [Point(1.0, 2), [1], [(1, 2.0)], typed, arrays, b"x", bytearray(2)]
        values += [memoryview(b"x"), array.array("d", [1.0]), np.datetime64("2020-01-01")]
        values += [np.zeros(2, "M8[ns]"), np.timedelta64(1, "s"), np.random.default_rng(1)]
        values += [{1, 2}, Color.RED, np.zeros(2, "U3"), np.float64, one]
        for value in values:
            one(value)
        """
    )
    scalars = ["bool", "i8", "i16", "i32", "int", "u8", "u16", "u32", "u64"]
    scalars += ["f32", "float", "c64", "complex"]
    names = [{"int": "i64", "float": "f64", "complex": "c128"}.get(it, it) for it in scalars]
    others = """\
        str | None | f64[:, ::1] | f64[:, :] | f64[:] | f64[()] | {x: f64 at 0, n: i32 at 8; 12}[:]
        {x: f64 at 0, n: i32 at 8; 12} | tuple[()] | tuple[tuple[int], float] | tuple[int, int]
        pkg.mod:Point(x: float, y: int) | list[int] | list[tuple[int, float]] | list[float]
        list[f64[:]] | bytes | bytearray | memoryview | array.array[float] | datetime64[D]
        datetime64[ns][::1] | timedelta64[s] | np.random.Generator"""
    listed = [it.strip() for line in others.splitlines() for it in line.split("|")]
    listed += [*scalars, *(f"{it}[::1]" for it in names)]
    assert folder.kernels == {"pkg.mod.one": sorted(f"({it})" for it in listed)}
    assert folder.record["refused"]["pkg.mod.one"] == {
        "x: set", "x: main.Color", "x: numpy.ndarray (dtype <U3)", "x: type", "x: function",
    }  # fmt: skip


def test_what_python_runs_stays_what_it_is(folder):
    """With NUMBA_DISABLE_JIT the decorators give plain functions."""
    if folder.mode == "compiled":
        pytest.skip("they are dispatchers")
    program = """\
        import copy, inspect, pickle, types
        from numba import jit, njit

        @njit
        def f(x, y=2, *, z: int = 3) -> int:
            "Documented."
            return x + y + z

        print(inspect.isfunction(f), isinstance(f, types.FunctionType), type(f).__name__)
        print(f.__code__.co_name, f.__doc__, f.__defaults__, f.__kwdefaults__, f.__annotations__)
        print(inspect.signature(f), inspect.getsource(f)[:5], f.__globals__ is globals())
        print(hasattr(f, "signatures"), hasattr(f, "__wrapped__"), repr(f)[:11], f.__closure__)
        print(pickle.loads(pickle.dumps(f)) is f, copy.deepcopy(f) is f, f is njit(f))
        print(jit(nopython=True)(njit(f))(1), f(1.5, z=1))
        f.__defaults__ = (10,)
        f.mark = 1
        print(f(1), f.mark)
        del f.mark
        print(hasattr(f, "mark"))

        def depth(n):
            return 0 if n == 0 else 1 + depth(n - 1)

        def deepest():
            for n in range(2000):
                try:
                    depth(n)
                except RecursionError:
                    return n

        before = deepest()
        depth = njit(depth)
        print(deepest() == before)
        for arguments in ((), (1, 2, 3)):
            try:
                f(*arguments)
            except TypeError as error:
                print(error)
        """
    out = folder.run(text=program).splitlines()
    assert out == [
        "True True function",
        "f Documented. (2,) {'z': 3} {'z': <class 'int'>, 'return': <class 'int'>}",
        "(x, y=2, *, z: int = 3) -> int @njit True",
        "False False <function f None",
        "True True True",
        "6 4.5",
        "14 1",
        "False",
        "True",
        "f() missing 1 required positional argument: 'x'",
        "f() takes from 1 to 2 positional arguments but 3 were given",
    ]
    if folder.mode == "interpreted":
        assert folder.run("main.py", plainly=True).splitlines() == out
    assert folder.kernels["main.f"] == ["(float, int, int)", "(int, int, int)"]


@has_numba
def test_what_numba_has_in_its_cache(compiled):
    """Functions that it reads there call others that it need not read."""
    program = """\
        import numpy as np
        from pkg.mod import scaled, total
        print(total(np.arange(3.0), (1, 2.0)))
        """
    for _ in range(2):
        out = compiled.run(text=program)
        assert compiled.kernels == {
            "pkg.mod.scaled": ["(f64[:], float)", "(float, int)"],
            "pkg.mod.total": ["(f64[::1], tuple[int, float])"],
        }
        compiled.file.unlink()
    assert out == compiled.run("main.py", plainly=True)


@has_numba
def test_types_in_numbas_cache(compiled):
    """What is called, by functions that are read from the cache, with types of every kind."""
    compiled.write(
        "pkg/cached.py",
        """\
        import numpy as np
        from numba import njit, vectorize
        from collections import namedtuple
        from numba.typed import List
        from pkg.mod import Point, one

        Pair = namedtuple("Pair", "first second")

        @njit
        def inner_1(x, y):
            return 0.0 if y is None else 1.0

        @vectorize
        def added(x, y):
            return x + y

        @njit("f8(f8)")
        def declared(x):
            return x * 2

        @njit
        def inner_1_of(x):
            return x + 0.5

        @njit
        def inner_2(x, f, y=1.5):
            return f(x)

        @njit
        def inner_3(x, y=1e-9, z=2.5):
            return x + y

        @njit(cache=True)
        def outer(a, n, s, flags, when):
            y = None
            if n > 3:
                y = 2.5
            r = inner_1(a, y) + inner_1(a.T, "text") + inner_1((n, 1.5, (True,)), (n, n))
            r += inner_1(s, np.float32(1)) + inner_1([n], [[1.5]][0]) + inner_1(flags, n > 1)
            r += inner_1(when, a[0]) + inner_1(1, 1j) + inner_1(np.zeros((2, 2, 2)), ())
            r += inner_1(Point(1.5, 2), (Point(1.5, n), Pair(n, 2))) + inner_1([s], [(n, 1.5)])
            r += inner_1(List([a]), List([(n, (a, 1.5))]))
            r += inner_2(n, inner_1_of) + inner_3(n) + inner_3(np.int8(1), z=1)
            return r + added(n, 1) + declared(1.5)

        @njit(cache=True)
        def strange(p):
            return one(p)
        """,
    )
    program = """\
        import numpy as np
        from pkg.cached import outer
        a = np.zeros((2, 3), "i2")
        print(outer(a, 1, "s", np.zeros(2, bool)[::2], np.zeros(2, "M8[ns]")))
        """
    compiled.run(text=program)
    first = compiled.kernels
    assert len(first["pkg.cached.inner_1"]) >= 10
    assert first["pkg.cached.added"] == ["(int, int)"]
    assert "pkg.cached.declared" not in first
    assert first["pkg.cached.inner_3"] == ["(i8, float, int)", "(int, float, float)"]
    refused = compiled.record["refused"]
    assert refused == {"pkg.cached.inner_2": {"f: function"}}
    compiled.file.unlink()
    compiled.run(text=program)
    assert compiled.kernels == first
    assert compiled.record["refused"] == refused
    assert compiled.said == ""
    compiled.file.unlink()
    program = """\
        import numpy as np
        from pkg.cached import strange
        strange(np.zeros(2, [("x", "f8")]))
        """
    for _ in range(2):
        said = compiled.said
        compiled.run(text=program)
    assert said == ""
    assert compiled.kernels["pkg.mod.one"] == ["({x: f64 at 0; 8}[:])"]
    # Such a name says less than there is to know.
    assert compiled.said.startswith(
        "pyjit: types are not recorded: what pkg.mod.one is called with"
    )


@has_numba
def test_a_numba_that_is_another_inside(compiled):
    """The program never fails for it."""
    for break_it in (
        "del numba.core.decorators._jit",
        "numba.core.compiler.CompileResult._rebuild = 1",
    ):
        compiled.write(
            "pkg/numbas.py",
            f"""\
            import numba.core.compiler, numba.core.decorators, numba.core.dispatcher
            kept = dict(vars(numba.core.decorators))
            {break_it}
            from pyjit import _record_start
            _record_start.begin()
            vars(numba.core.decorators).update(kept)
            """,
        )
        # Before anything is attached.
        program = "import pkg.numbas\nfrom numba import njit\nprint(njit(lambda x: x)(1))\n"
        variables = {"PYJIT_RECORD": str(compiled.file)}
        assert compiled.run(text=program, plainly=True, **variables) == "1\n"
        (line,) = compiled.said.splitlines()
        assert line.startswith("pyjit: types are not recorded: this Numba is not known: ")
    # What is missing is found out later on.
    program = """\
        from pkg.mod import one
        from pyjit import _record_numba
        _record_numba.combinations = None
        print(one(1), one(1.5))
        """
    assert compiled.run(text=program) == "1 1\n"
    assert len(compiled.said.splitlines()) == 1
    assert not compiled.file.exists()


def test_what_is_installed_is_not_recorded(folder):
    """But for the project itself, whose tests run what was installed of it."""
    site = folder.path / "sub" / "site-packages"
    for name in ("mine", "other"):
        folder.write(f"sub/site-packages/{name}/__init__.py", "")
        text = "from numba import njit\n\n\n@njit\ndef f(x):\n    return x\n"
        folder.write(f"sub/site-packages/{name}/kernels.py", text)
    folder.write("sub/mine/kernels.py", text)
    calls = (
        "from mine.kernels import f as mine\nfrom other.kernels import f\nprint(f(1), mine(2))\n"
    )
    path = f"{PLUGIN}{os.pathsep}{site}"
    if folder.mode == "without":
        # An installed package goes on without Numba, too.
        calls = calls.replace("from other", "import numba\nfrom other")
    assert folder.run(text=calls, PYTHONPATH=path) == "1 2\n"
    assert folder.kernels == {"mine.kernels.f": ["(int)"]}


def test_without_numba_others_go_on_without_it(tmp_path):
    folder = Recorded(tmp_path, "without")
    if importlib.util.find_spec("numba") is not None:
        pytest.skip("Numba is installed here")
    folder.write(
        "sub/site-packages/other.py",
        "try:\n    import numba\nexcept ImportError:\n    numba = None\n",
    )
    path = f"{PLUGIN}{os.pathsep}{folder.path / 'sub' / 'site-packages'}"
    assert folder.run(text="import other\nprint(other.numba)\n", PYTHONPATH=path) == "None\n"


def test_what_stands_in_for_numba(tmp_path):
    if np is None or importlib.util.find_spec("numba") is not None:
        pytest.skip("this Python has NumPy and no Numba where `make venv` made it")
    folder = Recorded(tmp_path, "without")
    out = folder.run(
        text="""\
        import importlib
        import numpy as np
        import numba
        from numba import float64, int64, types, vectorize, guvectorize, njit, typed
        from numba.core.errors import NumbaPerformanceWarning
        from numba.experimental import jitclass
        from numba.extending import overload

        @njit(float64(float64[:], int64))
        def element(a, n):
            return a[n]

        @njit((types.UniTuple(float64, 2), float64[:, ::1]))
        def first(t, a):
            return t[0]

        @vectorize([float64(float64)])
        def more(x):
            "More."
            return x + 1

        @vectorize("f4(f4)")
        def single(x):
            return x + 1

        @vectorize
        def sum_of(x, y):
            return x + y

        @guvectorize(["(f8[:], f8, f8[:])"], "(n),()->(n)")
        def times(a, k, out):
            for i in range(len(a)):
                out[i] = a[i] * k

        @guvectorize([(float64[:], float64[:])], "(n)->()")
        def summed(a, out):
            out[0] = a.sum()

        @jitclass([("x", float64)])
        class Counter:
            def __init__(self):
                self.x = 1.0

        grid = np.arange(6.0).reshape(2, 3)
        print(element(np.ones(2), 1), first((1.5, 2.5), grid), element.py_func is not None)
        print(more(np.arange(3)), more(1), single(2).dtype, more.__doc__, sum_of(grid, 1)[1, 2])
        print(times(grid, 2.0), summed(grid), summed(grid[0]))
        print(int64(3.7), float64[:, ::1], float64(int64, int64), Counter().x)
        values = typed.List([1, 2])
        print(values, typed.List.empty_list(float64), typed.Dict.empty(int64, float64))
        print(sum(i for i in numba.prange(2, 5)), numba.__version__ > "0.5")
        with numba.objmode(y="f8"):
            pass
        for name in ("numba.cuda", "numba.stencil"):
            try:
                importlib.import_module(name)
            except ImportError as error:
                print(error)
        try:
            numba.stencil
        except AttributeError as error:
            print(error)
        """
    )
    assert out.splitlines() == [
        "1.0 1.5 True",
        "[1. 2. 3.] 2.0 float32 More. 6.0",
        "[[ 0.  2.  4.]",
        " [ 6.  8. 10.]] [ 3. 12.] 3.0",
        "3 float64[:, ::1] float64(int64, int64) 1.0",
        "[1, 2] [] {}",
        "9 True",
        "No module named 'numba.cuda'",
        "No module named 'numba.stencil'",
        "what stands in for Numba here, `numba`, has no `stencil`: install Numba",
    ]
    assert folder.kernels == {"main.sum_of": ["(float, int)"]}
