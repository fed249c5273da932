"""Functions that are compiled when they are called: what a user of the decorators sees."""

import copy
import functools
import gc
import importlib
import inspect
import os
import pickle
import pydoc
import subprocess
import sys
import textwrap
import threading
import warnings
import weakref
from collections import namedtuple

import pytest
from arguments import np
from conftest import ROOT
from test_source import imported, modules  # noqa: F401

PLUGIN = str(ROOT / "setuptools-plugin")
sys.path.insert(0, PLUGIN)
try:
    from pyjit import CompilationError, PyjitWarning, _development, f32, f64, i16
finally:
    sys.path.remove(PLUGIN)

Pair = namedtuple("Pair", "left right")


@pytest.fixture
def define(modules, monkeypatch, tmp_path_factory):  # noqa: F811
    """A function that imports a module of that text, as it is written, under a name of its own."""
    monkeypatch.syspath_prepend(PLUGIN)
    monkeypatch.setenv("PYJIT_CACHE_DIR", str(tmp_path_factory.getbasetemp() / "development"))
    count = iter(range(1000))

    def define(text, name=None):
        name = name or f"defined{next(count)}"
        header = "from pyjit import *\nfrom pyjit import jit, jit_immediate\n"
        return imported(modules, f"{name}.py", header + textwrap.dedent(text))

    return define


def python(program, *, cwd, **variables):
    """Runs a program that can import pyjit."""
    environment = {**os.environ, "PYTHONPATH": PLUGIN, **variables}
    environment = {name: value for name, value in environment.items() if value is not None}
    command = [sys.executable, "-c", textwrap.dedent(program)]
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_a_version_for_each_combination_of_types(define):
    f = define(
        """
        @jit
        def f(a, b): return a * b + 1
        """
    ).f
    assert f.signatures == ()
    for values in ((2, 3.5), (1, 2), (True, 2), (1j, 2), (2, 3.5), (3, 4)):
        assert f(*values) == f.py_func(*values)
        assert type(f(*values)) is type(f.py_func(*values))
    assert f.signatures == (
        "(int, float) -> float",
        "(int, int) -> int",
        "(bool, int) -> int",
        "(complex, int) -> complex",
    )
    assert f.__pyjit_signatures__ == f.signatures
    assert f(2**40, 2**40) == 2**80 + 1


def test_keywords_and_defaults(define):
    f = define(
        """
        @jit
        def f(a, /, b=2, *, c=0.5): return a + b * c
        """
    ).f
    calls = [((1,), {}), ((1, 2), {}), ((1,), {"b": 4.0}), ((1.5,), {"c": 2, "b": 1})]
    for arguments, keywords in calls:
        assert f(*arguments, **keywords) == f.py_func(*arguments, **keywords)
    assert len(f.signatures) == 4 - 1  # the default is an int, like the 2
    for arguments, keywords in [((), {}), ((1, 2, 3), {}), ((), {"a": 1}), ((1,), {"d": 1})]:
        with pytest.raises(TypeError) as compiled:
            f(*arguments, **keywords)
        with pytest.raises(TypeError) as interpreted:
            f.py_func(*arguments, **keywords)
        assert str(compiled.value) == str(interpreted.value)


def test_declared_types_decide(define):
    module = define(
        """
        @jit
        def f(x: float) -> float: return x / 2

        @jit("(i64,)")
        def g(x): return x + 1
        """
    )
    assert (module.f(3), module.f(3.0), module.f(True)) == (1.5, 1.5, 0.5)
    assert module.f.signatures == ("(float) -> float",)
    with pytest.raises(TypeError, match="parameter 'x'"):
        module.f("text")
    with pytest.raises(TypeError, match="parameter 'x'"):
        module.f({})
    assert module.g(2) == 3
    assert module.g.signatures == ("(i64) -> i64",)


@pytest.mark.skipif(np is None, reason="NumPy is not there")
def test_arrays_by_element_dimensions_and_order(define):
    f = define(
        """
        @jit
        def f(x):
            t = 0.0
            for i in range(len(x)):
                t += x[i]
            return t

        @jit
        def g(x):
            t = 0.0
            for i in range(x.shape[0]):
                for j in range(x.shape[1]):
                    t += x[i, j]
            return t
        """
    )
    one = np.arange(6.0)
    other_dtype = np.dtype("f8", metadata={"an": "equal dtype, which is another object"})
    given = [one, one[::2], one[::-1], one.astype("f4"), one.astype("i8"), one.astype(other_dtype)]
    given += [one[:0], np.broadcast_to(np.float64(2), 4)]
    for x in given:
        assert f.f(x) == f.f.py_func(x)
    assert len(f.f.signatures) == 4
    two = np.arange(12.0).reshape(3, 4)
    for x in (two, two.T, two[::2], np.asfortranarray(two)):
        assert f.g(x) == f.g.py_func(x)
    with pytest.raises(TypeError, match="parameter 'x'.*numpy.ndarray.*dtype float16"):
        f.f(one.astype("f2"))
    with pytest.raises(TypeError, match="type dict"):
        f.f({})


def test_tuples_by_their_elements(define):
    module = define(
        """
        @jit
        def f(x): return x[0] + x[1]

        @jit
        def g(x): return x[1][0] * 2
        """
    )
    for x in ((1, 2), (1, 2.5), (1.0, 2), Pair(1, 2), (True, 1j), (1, 2)):
        assert module.f(x) == module.f.py_func(x)
    assert len(module.f.signatures) == 5
    assert module.g((0, (3, 4))) == 6
    assert module.g((0, (3.5, 4))) == 7.0
    assert module.g((0.0, (3, (4, 5)))) == 6
    with pytest.raises(TypeError, match="type dict"):
        module.f((1, {}))
    # More elements than the dispatcher remembers types of.
    for _ in range(2):
        assert module.f(tuple(range(300))) == 1


def test_lists_without_elements_are_of_what_is_put_in_their_place(define):
    f = define(
        """
        @jit
        def f(rows, n):
            if n > len(rows):
                rows = [[n]]
            rows.append([0])
            return rows
        """
    ).f
    given = []
    assert f(given, 3) == [[3], [0]]
    assert given == []
    assert f(given, 0) is given
    assert given == [[0]]
    # The lists in it are of no elements, and cannot become others.
    with pytest.raises(CompilationError, match="PJ0117"):
        f([[]], 3)


def test_what_declares_types_is_compiled_at_import(define):
    module = define(
        """
        @jit_immediate
        def f(x: int) -> int: return x + 1

        @jit_immediate
        def later(x: int) -> int: return helper(x) + 1

        @jit_immediate
        def helper(x): return x * 2
        """
    )
    assert module.f.signatures == ("(int) -> int",)
    assert module.later.signatures == module.helper.signatures == ()
    assert (module.f(1), module.later(1), module.helper(1.5)) == (2, 3, 3.0)
    with pytest.raises(CompilationError) as raised:
        define("@jit_immediate\ndef f(x: int) -> int:\n    with x: pass\n    return 1\n")
    assert raised.value.line == 5


def test_what_cannot_be_compiled_raises_at_each_call(define):
    module = define("@jit\ndef f(x):\n    with x:\n        return 1\n")
    for _ in range(2):
        with pytest.raises(CompilationError) as raised:
            module.f(1)
        error = raised.value
        assert (error.code[:2], error.line, error.path) == ("PJ", 5, module.__file__)
        assert "with x:" in str(error)
    assert type(error).__module__ == "pyjit"
    assert repr(pickle.loads(pickle.dumps(error))) == repr(error)


def test_falling_back_to_python(define, modules, recwarn):  # noqa: F811
    text = "@jit{}\ndef f(x):\n    try:\n        return next(iter(x))\n    finally:\n        pass\n"
    warnings.simplefilter("always")
    f = define(text.format("(fallback=True)")).f
    assert [f("ab"), f((1, 2)), f({"key": 1})] == ["a", 1, "key"]
    told = [str(one.message) for one in recwarn if one.category is PyjitWarning]
    assert len(told) == 1
    assert "f() runs in Python: " in told[0]
    with pytest.raises(CompilationError):
        define(text.format("")).f("ab")
    (modules / "project").mkdir()
    (modules / "project" / "pyproject.toml").write_text("[tool.pyjit]\nfallback = true\n")
    assert define(text.format(""), "project/within").f("ab") == "a"
    with pytest.raises(CompilationError):
        define(text.format("(fallback=False)"), "project/refused").f("ab")


def test_what_is_no_function_is_left_alone(define):
    module = define(
        """
        class C:
            @jit
            @staticmethod
            def s(x): return x + 1

            @staticmethod
            @jit
            def t(x): return x + 2

            @jit
            def method(self, x): return x

            @classmethod
            @jit
            def of_class(cls, x): return x

        number = jit(3)
        twice = jit(jit(C.t))
        """
    )
    assert (module.C.s(1), module.C().t(1.5)) == (2, 3.5)
    assert module.number == 3
    assert module.twice is module.C.__dict__["t"].__func__
    for refused in (module.C().method, module.C.of_class):
        with pytest.raises((CompilationError, TypeError)):
            refused(1)


def test_it_is_as_good_as_a_function(define):
    module = define(
        '''
        @jit
        def f(a: int, b: int = 2) -> int:
            """Adds.

            >>> f(1, b=3)
            4
            """
            return a + b
        '''
    )
    f = module.f
    assert str(inspect.signature(f)) == "(a: int, b: int = 2) -> int"
    assert f.__name__ == f.__qualname__ == "f"
    assert f.__module__ == module.__name__
    assert "Adds." in pydoc.render_doc(f)
    assert pickle.loads(pickle.dumps(f)) is f
    assert copy.copy(f) is copy.deepcopy(f) is f
    assert functools.partial(f, b=3)(1) == 4
    assert functools.wraps(f)(lambda: None).__wrapped__ is f
    assert inspect.unwrap(f) is f.__wrapped__ is f.py_func
    assert inspect.getsource(f).startswith("@jit")
    assert repr(f) == f"<function {module.__name__}.f, compiled when it is called>"
    import doctest

    assert doctest.testmod(module) == (0, 1)
    f.note = 1
    assert f.note == 1
    with pytest.raises(TypeError, match="cannot create"):
        type(f)()


def test_it_goes_when_nobody_holds_it(define):
    module = define("@jit\ndef f(a): return g(a)\n@jit\ndef g(a): return a\n")
    assert module.f(1) == 1
    assert module.f((1, 2.5)) == (1, 2.5)
    gone = [weakref.ref(module.f), weakref.ref(module.g)]
    del sys.modules[module.__name__], module
    _compile_forgets()
    gc.collect()
    assert [one() for one in gone] == [None, None]


def _compile_forgets():
    """Kernels note the module that they were last bound in."""
    sys.last_value = None


def test_a_new_definition_replaces_the_old_one(define):
    module = define("@jit\ndef f(a): return g(a) + 1\n@jit\ndef g(a): return a\n")
    assert (module.f(1), module.f(1.5)) == (2, 2.5)
    f = module.f
    path = module.__file__
    with open(path) as file:
        text = file.read()
    with open(path, "w") as file:
        file.write(text.replace("def g(a): return a", "def g(a): return a * 10"))
    importlib.reload(module)
    assert module.f is not f
    assert (module.f(1), module.f(1.5)) == (11, 16.0)


def test_recompiling_takes_the_values_of_now(define):
    module = define("N = 3\n@jit\ndef f(a): return a + N\n@jit\ndef g(a): return f(a)\n")
    assert (module.f(1), module.g(1)) == (4, 4)
    module.N = 4
    assert (module.f(1), module.g(1)) == (4, 4)
    assert module.f(1.5) == 5.5
    module.f.recompile()
    assert (module.f(1), module.g(1)) == (5, 5)


def test_a_version_that_is_forgotten_while_it_runs(define, monkeypatch):
    text = "@jit\ndef f(a):\n    for i in range(3): print(a + i)\n    return a\n"
    module = define(text)
    written = []

    class Stream:
        def write(self, what):
            written.append(what)
            module.f.recompile()
            module.f.__wrapped__.__globals__["kept"] = bytearray(1000)
            gc.collect()
            if len(written) == 2:
                assert module.f(2.5) == 2.5

    monkeypatch.setattr(sys, "stdout", Stream())
    assert module.f(7) == 7
    assert "".join(written) == "7\n2.5\n3.5\n4.5\n8\n9\n"
    assert module.f(7) == 7


def test_compiling_for_given_types(define):
    module = define("@jit\ndef f(a, b): return a + b\n@jit\ndef g(x: float) -> float: return x\n")
    f = module.f
    f.compile("(int, float)")
    assert f.signatures == ("(int, float) -> float",)
    f.compile((float, int))
    f.compile("float64(float64, int64)")
    f.compile(f64(f32, i16))
    module.g.compile((float,))
    assert module.g.signatures == ("(float) -> float",)
    assert f.signatures[1:3] == ("(float, int) -> float", "(f64, i64) -> f64")
    assert f(1, 2.5) == 3.5
    for wrong in ("int, float", "(int, floot)", (list, int), 3):
        with pytest.raises(ValueError, match="is no signature"):
            f.compile(wrong)
    with pytest.raises(CompilationError):
        f.compile("(int)")
    with pytest.raises(CompilationError):
        f.compile((None, int))


def test_looking_into_it(define, capsys):
    f = define("@jit\ndef f(a, b): return a + b\n").f
    assert f.inspect_llvm() == {}
    f(1, 2)
    f(1.5, 2)
    both = ["(int, int) -> int", "(float, int) -> float"]
    assert list(f.inspect_llvm()) == list(f.inspect_asm()) == both
    assert "define" in f.inspect_llvm()[both[0]]
    assert "fadd double" in f.inspect_llvm("(float, int)")
    assert "addsd" in f.inspect_asm((float, int)) or "fadd" in f.inspect_asm((float, int))
    f.inspect_types()
    shown = capsys.readouterr().out
    assert all(signature in shown for signature in both)
    with pytest.raises(KeyError, match="not compiled for"):
        f.inspect_asm("(float, float)")
    assert type(f).inspect_llvm.__qualname__ == "inspect_llvm"


def test_no_more_versions_than_make_sense(define, monkeypatch):
    f = define("@jit\ndef f(a): return a[0]\n").f
    monkeypatch.setattr(_development, "MOST_VERSIONS", 3)
    for size in range(1, 4):
        assert f((7,) * size) == 7
    with pytest.raises(CompilationError, match="3 versions"):
        f((7,) * 4)
    assert f((8,)) == 8


def test_threads_compile_once(define, monkeypatch):
    f = define("@jit\ndef f(a): return a + 1\n").f
    compiled = []
    original = _development.compile_function

    def counted(function, arguments):
        compiled.append(arguments)
        return original(function, arguments)

    monkeypatch.setattr(_development, "compile_function", counted)
    barrier = threading.Barrier(8)
    results = []

    def call():
        barrier.wait()
        results.append(f(1))

    threads = [threading.Thread(target=call) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [2] * 8
    assert compiled == [["int"]]


@pytest.mark.skipif(np is None, reason="NumPy is not there")
def test_a_run_in_python_knows_of_kernels_in_other_extensions(define):
    """A kernel that runs again in Python computes with NumPy's scalars, which kernels that it calls
    would give back as Python's numbers."""
    module = define(
        """
        @jit
        def double(x: u8) -> u8: return x + x

        @jit
        def f(n: int, x: u8) -> int:
            return n * n + int(double(x) + x)
        """
    )
    x = np.uint8(100)
    assert module.double(x) == 200
    assert module.f(3, x) == module.f.py_func(3, x) == 9 + 44
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert module.f(2**40, x) == 2**80 + 44


def test_switched_off(define, monkeypatch):
    monkeypatch.setenv("PYJIT_DISABLE", "1")
    f = define("@jit\ndef f(a): return a\n@jit_immediate\ndef g(a: int): return a\n")
    assert type(f.f) is type(f.g) is type(define)
    assert f.f([1]) == [1]


def test_without_a_compiler(define, monkeypatch, tmp_path, recwarn):
    monkeypatch.setenv("PYJIT_BINARY", str(tmp_path / "none"))
    monkeypatch.setattr(_development, "_extension", None)
    module = define("@jit\ndef f(a): return a\n@jit(fallback=True)\ndef g(a): return a\n")
    with pytest.raises(CompilationError, match="cannot be run"):
        module.f(1)
    assert module.g([1]) == [1]
    (told,) = [one for one in recwarn if one.category is PyjitWarning]
    assert "g() runs in Python: the compiler" in str(told.message)


def test_a_text_that_is_not_known(define):
    variables = {}
    exec("from pyjit import jit\n@jit\ndef f(a): return a\n", variables)
    with pytest.raises(CompilationError, match="the text of `f` is not known"):
        variables["f"](1)


def test_importing_pyjit_imports_nothing_else(tmp_path):
    done = python(
        """
        import sys
        before = set(sys.modules)
        import pyjit
        print(sorted(set(sys.modules) - before))
        """,
        cwd=tmp_path,
    )
    assert done.stdout == "['pyjit']\n"


def test_what_is_said_of_it(tmp_path):
    (tmp_path / "k.py").write_text("from pyjit import jit\n@jit\ndef f(a, b): return a + b\n")
    program = "import k; print(k.f(1, 2.5))"
    cache = {"PYJIT_CACHE_DIR": str(tmp_path / "cache")}
    first = python(program, cwd=tmp_path, PYJIT_LOG="debug", **cache)
    assert first.stdout == "3.5\n"
    assert "pyjit: k.f for (int, float): (int, float) -> float" in first.stderr
    assert first.stderr.endswith("ms, compiled\n")
    second = python(program, cwd=tmp_path, PYJIT_LOG="debug", **cache)
    assert second.stderr.endswith("ms, from the cache\n")
    program = "import logging; logging.basicConfig(level=10); " + program
    assert "DEBUG:pyjit:k.f" in python(program, cwd=tmp_path, PYJIT_LOG=None, **cache).stderr
    assert python("import k; k.f(1, 2.5)", cwd=tmp_path, PYJIT_LOG=None, **cache).stderr == ""
