"""pytest's option ``--pyjit``: which differences it finds, and how it is switched."""

import re
import textwrap

import pytest
from arguments import np
from pytest_sessions import AGREEING, Session, summary


@pytest.fixture
def session(tmp_path):
    return Session(tmp_path)


# `f` is compiled from `other_f`: what a defect of the compiler would do.
MISCOMPILED = """\
from pyjit import jit


class Other(Exception):
    pass


@jit
def value(x):
    return x + 1

@jit
def other_value(x):
    return x + 2

@jit
def kind(x):
    return x

@jit
def other_kind(x):
    return float(x)

@jit
def zero(x):
    return x * 0.0

@jit
def other_zero(x):
    return x * -0.0

@jit
def error(x):
    raise ValueError(x)

@jit
def other_error(x):
    raise KeyError(x)

@jit
def arguments(x):
    raise Other(x, "one")

@jit
def other_arguments(x):
    raise Other(x, "two")

@jit
def no_error(x):
    raise ValueError(x)

@jit
def other_no_error(x):
    return x

@jit
def an_error(x):
    return x

@jit
def other_an_error(x):
    return x // (x - x)

@jit
def state(x):
    x[1] = 7

@jit
def other_state(x):
    x[1] = 8

@jit
def no_state(x):
    x[0] = 7
    return len(x)

@jit
def other_no_state(x):
    return len(x)

@jit
def aliases(x, y):
    y[0] = 1
    return x[0]

@jit
def other_aliases(x, y):
    before = x[0]
    y[0] = 1
    return before

@jit
def inner(x):
    return x + 1

@jit
def other_inner(x):
    return x + 2
"""

INJECTED = """\
import wrong
from pyjit import _development

compile_function = _development.compile_function

def miscompile(function, *arguments):
    other = getattr(wrong, f"other_{function.__name__}", None)
    return compile_function(function if other is None else other.__wrapped__, *arguments)

_development.compile_function = miscompile
"""

DIFFERENCES = {
    "value(5)": ["returned 7", "returned 6", "x=5", "the result is 7, in Python 6"],
    "kind(5)": ["5.0 (float), in Python 5 (int)"],
    "zero(5)": ["-0.0, in Python 0.0"],
    "error(5)": ["raised KeyError(5)", "raised ValueError(5)"],
    "arguments(5)": ["Other(5, 'two'), in Python Other(5, 'one')"],
    "no_error(5)": ["it returned 5, in Python it raised ValueError(5)"],
    "an_error(5)": ["it raised ZeroDivisionError", "in Python it returned 5"],
    "state(bytearray(3))": ["afterwards, the argument x", "x=bytearray(b'\\x00\\x00\\x00')"],
    "no_state(bytearray(3))": ["bytearray(b'\\x00\\x00\\x00'), in Python bytearray(b'\\x07"],
    "aliases(*[bytearray(3)] * 2)": ["the result is 0, in Python 1", "x=bytearray", "y=bytearray"],
}
OF_ARRAYS = {
    "state(np.zeros(3)[::-1])": ["afterwards, the argument x[1] is 8.0, in Python 7.0"],
    "no_state(np.zeros((3, 4), 'i4')[:, 1])": [
        "argument x[0] is 0, in Python 7",
        "array([0, 0, 0]",
    ],
    "aliases(*[np.zeros(4)[1:]] * 2)": ["the result is 0.0, in Python 1.0"],
    "aliases(a[1:], a[1:][::2])": ["the result is 0.0, in Python 1.0"],
    "value(np.float32(1.5))": ["returned 3.5", "returned np.float32(2.5)"],
}


def test_each_kind_of_difference(session):
    session.write("wrong.py", MISCOMPILED)
    session.write("conftest.py", INJECTED)
    expected = {**DIFFERENCES, **(OF_ARRAYS if np is not None else {})}
    lines = ["from wrong import *"]
    lines += ["import numpy as np", "a = np.zeros(4)"] * (np is not None)
    for index, call in enumerate(expected):
        lines += ["", f"def test_{index}():", f"    {call}"]
    session.write("test_it.py", "\n".join(lines))
    output = session.compare("-q", "-W", "error", expected=1)
    kernels, calls, differences = summary(output)
    assert (kernels, calls, differences) == (len(DIFFERENCES), len(expected), len(expected))
    parts = re.split(r"\n_+ test_(\d+) _+\n", output)
    for index, (call, texts) in enumerate(expected.items()):
        part = parts[2 * index + 2]
        for text in texts:
            assert text in part, (call, part)
        name = call.partition("(")[0]
        assert f"pyjit.Difference: wrong.{name}() does not do what Python does" in part
        line = MISCOMPILED.splitlines().index(
            f"def {name}(x):" if name != "aliases" else "def aliases(x, y):"
        )
        assert f"{session.path / 'wrong.py'}:{line}" in part
        # What is shown of the call is the test's line, not ours.
        assert f">       {call}" in part or f">   {call}" in part or call in part
        assert "_compare.py" not in part.split("does not do")[0].replace("pyjit/_compare.py:", "")


def test_differences_that_the_program_swallows(session):
    session.write("wrong.py", MISCOMPILED)
    session.write(
        "conftest.py",
        INJECTED
        + textwrap.dedent("""\
            import pytest

            @pytest.fixture
            def before():
                try:
                    wrong.value(1)
                except Exception:
                    pass

            @pytest.fixture
            def after():
                yield
                try:
                    wrong.value(2)
                except Exception:
                    pass
            """),
    )
    session.write(
        "test_it.py",
        """\
        import threading
        import pytest
        from wrong import *

        def swallow(*values):
            for each in values:
                try:
                    value(each)
                except Exception:
                    pass

        def test_swallowed():
            swallow(3, 4)

        def test_raises():
            with pytest.raises(AssertionError):
                value(5)

        @pytest.mark.xfail
        def test_expected():
            assert value(6) == 7

        def test_skipped():
            swallow(7)
            pytest.skip("no")

        @pytest.mark.filterwarnings("ignore")
        def test_thread():
            thread = threading.Thread(target=value, args=(8,))
            thread.start()
            thread.join()

        def test_before(before):
            pass

        def test_after(after):
            pass

        def test_both():
            swallow(9)
            value(10)

        def test_innocent():
            other_value(11)
        """,
    )
    output = session.compare("-q", expected=1)
    assert "6 failed, 2 passed, 2 errors" in output
    assert summary(output) == (2, 11, 10)
    for x in range(1, 11):
        assert f"arguments: x={x}\n" in output
    innocent = session.compare("-q", "-k", "innocent")
    assert summary(innocent) == (1, 1, 0)


def test_differences_outside_of_tests(session):
    session.write("wrong.py", MISCOMPILED)
    session.write(
        "conftest.py", INJECTED + "try:\n    wrong.value(1)\nexcept Exception:\n    pass\n"
    )
    session.write("test_it.py", "def test_it():\n    pass\n")
    output = session.compare("-q", expected=1)
    assert "a difference outside of tests" in output
    assert "the result is 3, in Python 2" in output
    assert "1 passed" in output
    output = session.compare("-q", "-n", "1", expected=1)
    assert "a difference outside of tests" in output


def test_nothing_is_compared_twice(session):
    """Kernels that kernels call are compared with them alone, in whichever way these run."""
    session.write(
        "test_it.py",
        """\
        import threading
        from pyjit import jit, _compare

        @jit
        def fib(n):
            return n if n < 2 else fib(n - 1) + fib(n - 2)

        @jit(fallback=True)
        def listed(n):
            return {i: fib(n) for i in (1, 2)}

        @jit
        def grows(n):
            return n if n > 2**62 and fib(3) else grows(n * n)

        def calls(function, *values):
            before = _compare.comparisons.calls
            function(*values)
            return _compare.comparisons.calls - before

        def test_calls():
            assert calls(fib, 18) == 1
            # It runs in Python, for it is no kernel; those that it calls are compared.
            assert calls(listed, 5) == 2
            assert calls(listed, 5) == 2
            # Python goes on where 64 bits end.
            assert calls(grows, 3) == 1
            threads = [threading.Thread(target=fib, args=(12,)) for _ in range(8)]
            def all_threads():
                [it.start() for it in threads]
                [it.join() for it in threads]
            assert calls(all_threads) == 8
            assert len(fib.signatures) == 1
            fib.recompile()
            assert fib.signatures == ()
            assert calls(fib, 7) == 1 and len(fib.signatures) == 1
        """,
    )
    assert summary(session.compare("-q", "-W", "ignore"))[2] == 0


def test_what_cannot_be_compiled(session):
    session.write(
        "test_it.py",
        """\
        import pytest, pyjit
        from pyjit import jit

        @jit
        def refused(x):
            with x:
                return 1

        @jit
        def same(x):
            return x

        @jit(fallback=True)
        def falls_back(x):
            with x:
                return 1

        def test_it():
            with pytest.raises(pyjit.CompilationError, match="with x"):
                refused(1)
            with pytest.raises(TypeError, match="no kernel takes"):
                same({})
            with pytest.warns(pyjit.PyjitWarning):
                with pytest.raises((AttributeError, TypeError)):
                    falls_back(1)

        """,
    )
    assert summary(session.compare("-q")) == (0, 0, 0)


def test_off(session):
    session.write("agreeing.py", AGREEING)
    session.write(
        "conftest.py", "import agreeing\nassert type(agreeing.plain) is type(lambda: 0)\n"
    )
    session.write(
        "test_it.py",
        """\
        import os

        def test_it():
            import agreeing
            assert type(agreeing.plain) is type(test_it)
            assert os.environ["PYJIT_DISABLE"] == "1"
        """,
    )
    assert "compared" not in session.run("-q", "--pyjit=off", PYJIT_BINARY="/nowhere")
    # The option says more than the environment.
    session.write("conftest.py", "")
    session.write("test_it.py", "from agreeing import plain\ndef test_it():\n    plain(1)\n")
    assert summary(session.compare("-q", PYJIT_DISABLE="1")) == (1, 1, 0)


RECORDED = """\
    from pyjit import jit

    @jit
    def twice(x):
        return 2 * x
    """


def test_recording(session):
    session.write("kernels.py", RECORDED)
    session.write("test_it.py", "from kernels import twice\ndef test_it():\n    twice(1)\n")
    session.write("pytest.ini", "[pytest]\n")
    file = session.path / "pyjit.signatures.toml"
    session.run("--pyjit=record", PYJIT_DISABLE="1")
    assert '"kernels.twice" = ["(int)"]' in file.read_text("utf-8")
    more = "from kernels import twice\ndef test_more():\n    twice(1.5)\n"
    session.write("test_more.py", more)
    session.run("--pyjit=record", "-n", "2", "-p", "xdist")
    assert '"kernels.twice" = ["(float)", "(int)"]' in file.read_text("utf-8")
    session.run("--pyjit=record", PYJIT_RECORD=str(session.path / "other.toml"))
    assert "twice" in (session.path / "other.toml").read_text("utf-8")


def test_recording_where_the_project_says(session):
    session.write("kernels.py", RECORDED)
    session.write("test_it.py", "from kernels import twice\ndef test_it():\n    twice(1)\n")
    session.write(
        "pyproject.toml", '[tool.pytest.ini_options]\n[tool.pyjit]\nsignatures = "t.toml"\n'
    )
    session.run("--pyjit=record")
    assert "kernels.twice" in (session.path / "t.toml").read_text("utf-8")


def test_without_the_option(session):
    """Nothing of pyjit is imported, and no compiler is asked for."""
    session.write(
        "test_it.py",
        """\
        import sys

        def test_it():
            found = {name for name in sys.modules if name.startswith("pyjit")}
            assert found == {"pyjit", "pyjit.pytest_plugin"}
            assert "numpy" not in sys.modules and "ctypes" not in sys.modules
        """,
    )
    output = session.run("-q", PYJIT_BINARY="/nowhere")
    assert "pyjit" not in output
    session.run("-q", "--pyjit=on", PYJIT_BINARY="/nowhere")
    assert "invalid choice" in session.run("--pyjit=maybe", expected=4)
    assert "PYJIT_RECORD" in session.compare(PYJIT_RECORD="x.toml", expected=4)
    assert not (session.path / "x.toml").exists()


def test_workers(session):
    pytest.importorskip("xdist")
    session.write("wrong.py", MISCOMPILED)
    session.write("conftest.py", INJECTED)
    session.write(
        "test_it.py",
        """\
        import pytest
        from wrong import *

        @pytest.mark.parametrize("x", range(8))
        def test_right(x):
            assert other_value(x) == other_error.__wrapped__ and 0 or x + 2

        def test_wrong():
            try:
                value(1)
            except Exception:
                pass
        """,
    )
    output = session.compare("-q", "-n", "2", expected=1)
    assert "1 failed, 8 passed" in output
    assert "the result is 3, in Python 2" in output
    assert summary(output) == (2, 9, 1)
    session.write("agreeing.py", AGREEING)
    session.write("conftest.py", "import agreeing")
    text = "import agreeing\ndef test_it():\n    assert type(agreeing.plain) is type(test_it)\n"
    session.write("test_it.py", text)
    assert "1 passed" in session.run("-q", "-n", "2", "--pyjit=off")
