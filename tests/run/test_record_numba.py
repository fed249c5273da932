"""The types that functions under Numba's decorators are called with: compiled by Numba, run by
Python, and where Numba is not installed."""

import importlib.util
import os
import signal
import subprocess
import sys
import time

import pytest
from arguments import np
from conftest import ROOT, binary
from recordings import PLUGIN, Folder, _record_file

NUMBA = ROOT / "target/work/numba/bin/python"
has_numba = pytest.mark.skipif(
    not NUMBA.exists(), reason="`make test` makes target/work/numba, which has Numba"
)
MODES = {
    "compiled": has_numba,
    "interpreted": has_numba,
    "without": pytest.mark.skipif(
        np is None or importlib.util.find_spec("numba") is not None,
        reason="this Python has NumPy and no Numba where `make venv` made it",
    ),
}

KERNELS = """\
from typing import NamedTuple

import numba
import numpy as np
from numba import jit, njit, prange
from numba.core import types
from numba.extending import register_jitable
from numba.typed import List


class Point(NamedTuple):
    x: float
    y: int


@njit
def one(x):
    return 1


@njit(cache=True)
def scaled(a, k):
    return a * k


@jit(nopython=True, cache=True)
def total(a, p):
    s = 0.0
    for i in range(a.shape[0]):
        s += scaled(a[i], 2) + p[0]
    return s + scaled(a[::2], 0.5)[0]


@njit
def given(x, y=2, z=None):
    return x


@njit
def perhaps(x):
    return 0 if x is None else 1


@njit
def asks(n):
    y = None
    if n > 3:
        y = 2.5
    return perhaps(y)


@njit
def apply(f, x):
    return f(x)


@njit
def several(x, *rest):
    return x


@njit("f8(f8)")
def declared(x):
    return x * 2


def plain(x):
    return x + 1


called = njit(plain)


def factory(k):
    @njit
    def inner(x):
        return x + k
    return inner


class C:
    @staticmethod
    @njit
    def static(x):
        return x


@njit
def recursive(n):
    return 1 if n < 2 else n * recursive(n - 1)


@njit(parallel=True)
def parallel(a):
    s = 0.0
    for i in prange(a.shape[0]):
        s += a[i]
    return s


@register_jitable
def shared(x):
    return x


@njit
def sharing(x):
    return shared(x) + one(x)


@numba.vectorize
def added(x, y):
    return x + y


@numba.vectorize(["f8(f8)"])
def halved(x):
    return x / 2


@numba.guvectorize("(n),()->(n)")
def stretched(a, k, out):
    for i in range(a.shape[0]):
        out[i] = a[i] * k
"""


class Recorded(Folder):
    """The same, recorded by `pyjit record`, with Numba in some way."""

    def __init__(self, path, mode="compiled"):
        super().__init__(path)
        self.mode = mode
        self.write("pkg/mod.py", KERNELS)

    def start(self, *arguments, plainly=False, command=(), **variables):
        environment = {**os.environ, "PYTHONPATH": PLUGIN, "PYJIT_BINARY": binary(), **variables}
        for name in ("PYTEST_XDIST_WORKER", "PYJIT_RECORD", "NUMBA_DISABLE_JIT", "PYJIT_DISABLE"):
            if name not in variables:
                environment.pop(name, None)
        if self.mode == "interpreted":
            environment["NUMBA_DISABLE_JIT"] = "1"
        record = [] if plainly else [binary(), "record", "-o", "types.toml", "--"]
        python = sys.executable if self.mode == "without" else str(NUMBA)
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        command = [*record, *command, python, *arguments]
        return subprocess.Popen(command, cwd=self.path, env=environment, **pipes)


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
        from pkg.mod import Point, one

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
    program = "from pkg.cached import strange\nfrom pkg.mod import Point\nstrange(Point(1.5, 2))\n"
    compiled.file.unlink()
    compiled.run(text=program)
    names = "pkg.cached.strange", "pkg.mod.one"
    assert compiled.kernels == dict.fromkeys(names, ["(pkg.mod:Point(x: float, y: int))"])
    compiled.run(text=program)
    # Such a name says less than there is to know.
    assert compiled.said.startswith(
        "pyjit: types are not recorded: what pkg.mod.one is called with"
    )


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_processes_of_a_pool(folder, method):
    folder.run(
        text=f"""\
        import multiprocessing
        from pkg.mod import given, one

        def work(value):
            return one(value)

        if __name__ == "__main__":
            given(1)
            # It ends its processes by force.
            with multiprocessing.get_context({method!r}).Pool(2) as pool:
                print(pool.map(work, [1, 1.5, 1j, (1,)] * 2), pool.map(one, ["x"]))
        """
    )
    kinds = ["(complex)", "(float)", "(int)", "(str)", "(tuple[int])"]
    assert folder.kernels == {"pkg.mod.one": kinds, "pkg.mod.given": ["(int, int, None)"]}
    assert folder.said == ""


def test_processes_threads_and_sudden_ends(folder):
    """Processes that never import pyjit, in another folder, by other ways; what they print stays
    the same."""
    (folder.path / "sub").mkdir()
    folder.write("sub/work.py", "import sys\nfrom pkg.mod import one\none(eval(sys.argv[1]))\n")
    program = """\
        import os, subprocess, sys, threading
        from pkg.mod import one
        one(1)
        environment = {**os.environ, "PYTHONPATH": os.environ["PYTHONPATH"] + ":" + os.getcwd()}
        os.chdir("sub")
        subprocess.run([sys.executable, "work.py", "1.5"], check=True, env=environment)
        subprocess.run(f"{sys.executable} work.py 1j", shell=True, check=True, env=environment)
        threads = [threading.Thread(target=one, args=((1,) * n,)) for n in range(1, 4)]
        [it.start() for it in threads]
        [it.join() for it in threads]
        if os.fork() == 0:
            one("x")
            os._exit(0)
        os.wait()
        print("pyjit" in sys.modules, [it for it in sys.path if "modules-v1" in it], flush=True)
        one(None)
        os._exit(0)
        """
    assert folder.run(text=program) == "True []\n"
    tuples = [f"(tuple[{', '.join(['int'] * n)}])" for n in range(1, 4)]
    kinds = ["(None)", "(complex)", "(float)", "(int)", "(str)", *tuples]
    assert folder.kernels == {"pkg.mod.one": sorted(kinds)}


def test_a_process_that_is_killed(folder):
    """Loses a few seconds at most."""
    folder.write(
        "main.py",
        """\
        import time
        from pkg.mod import one
        values = [1, 1.5, 1j, "x", None, True]
        for value in values:
            one(value)
        for n in range(1, 60):
            one((1,) * n)
            if n == 5:
                time.sleep(0.1)
            if n == 8:
                break
        print("noted", flush=True)
        time.sleep(100)
        """,
    )
    process = folder.start("main.py")
    assert process.stdout.readline() == "noted\n", process.communicate()[1]
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if folder.file.exists() and len(folder.kernels["pkg.mod.one"]) == 14:
            break
        time.sleep(0.1)
    # `exec` has put Python into the place of `pyjit record`.
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert len(folder.kernels["pkg.mod.one"]) == 14


def test_pytest(folder):
    """`pyjit record pytest`, and the option, also with workers of xdist and processes of tests."""
    if folder.mode == "without":
        pytest.importorskip("xdist")
    folder.write(
        "test_it.py",
        """\
        import subprocess, sys
        import pytest
        from pkg.mod import one

        @pytest.mark.parametrize("value", [1, 1.5, 1j, "x"])
        def test_it(value):
            assert one(value) == 1

        def test_process():
            program = "from pkg.mod import one; one(None)"
            subprocess.run([sys.executable, "-c", program], check=True)
        """,
    )
    pytest_options = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "pyjit.pytest_plugin"]
    kinds = ["(None)", "(complex)", "(float)", "(int)", "(str)"]
    path = f"{PLUGIN}{os.pathsep}{folder.path}"
    out = folder.run(*pytest_options, "-n", "2", PYTHONPATH=path)
    assert "5 passed" in out
    assert folder.kernels == {"pkg.mod.one": kinds}
    for variables in ({}, {"PYJIT_RECORD": "other.toml"}):
        option = ["--pyjit=record"] if not variables else []
        folder.write("pytest.ini", "[pytest]\n")
        name = variables.get("PYJIT_RECORD", "pyjit.signatures.toml")
        folder.run(*pytest_options, *option, plainly=True, PYTHONPATH=path, **variables)
        record = _record_file.read((folder.path / name).read_text("utf-8"))
        assert record["kernels"] == {"pkg.mod.one": set(kinds)}


@has_numba
def test_another_sitecustomize(compiled):
    """It runs as it would otherwise."""
    compiled.write("sub/sitecustomize.py", "import sys\nsys.mark = __file__\nprint('customised')\n")
    program = "import sitecustomize, sys\nfrom pkg.mod import one\nprint(sys.mark, one(1))\n"
    path = {"PYTHONPATH": f"{PLUGIN}{os.pathsep}{compiled.path / 'sub'}"}
    out = compiled.run(text=program, **path)
    assert out == compiled.run("main.py", plainly=True, **path)
    assert compiled.kernels == {"pkg.mod.one": ["(int)"]}
    compiled.write("sub/sitecustomize.py", "raise ValueError('no')\n")
    compiled.run(text="from pkg.mod import one\none(1.5)\n", **path)
    assert "Error in sitecustomize" in compiled.said
    assert "ValueError: no" in compiled.said
    assert compiled.kernels == {"pkg.mod.one": ["(float)", "(int)"]}


@has_numba
def test_pythons_that_start_without_site(compiled):
    """They see nothing of it, and nothing is recorded."""
    for option in ("-S", "-I", "-E"):
        compiled.run(option, "-c", "print(1)")
        assert compiled.said == ""
    assert not compiled.file.exists()


@has_numba
def test_a_python_that_has_no_pyjit(compiled):
    program = "import sys\nsys.path.insert(0, '.')\nfrom pkg.mod import one\nprint(one(1))\n"
    assert compiled.run(text=program, PYTHONPATH="") == "1\n"
    assert compiled.said == "pyjit: types are not recorded: pyjit is not installed here\n"
    assert compiled.run("-c", "print(1)", PYTHONPATH="") == "1\n"
    assert compiled.said == ""


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
