"""pytest's option ``--pyjit``, in sessions of their own."""

import os
import re
import subprocess
import sys
import textwrap

import pytest
from arguments import np
from conftest import ROOT, binary

PLUGIN = str(ROOT / "setuptools-plugin")

needs_numpy = pytest.mark.skipif(np is None, reason="without NumPy there are no arrays")


class Session:
    """A folder with tests, and what pytest says of them."""

    def __init__(self, path):
        self.path = path

    def write(self, name, text):
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text), "utf-8")

    def run(self, *options, expected=0, **variables):
        """Runs the tests; what was printed."""
        environment = {**os.environ, "PYTHONPATH": PLUGIN, "PYJIT_BINARY": binary(), **variables}
        for name in ("PYTEST_XDIST_WORKER", "PYTEST_ADDOPTS", "PYJIT_DISABLE"):
            if name not in variables:
                environment.pop(name, None)
        command = [sys.executable, "-m", "pytest", "-p", "pyjit.pytest_plugin", *options]
        command += [
            "-p",
            "no:cacheprovider",
            "-o",
            "addopts=",
            "-o",
            "console_output_style=classic",
        ]
        process = subprocess.run(
            command, cwd=self.path, env=environment, capture_output=True, text=True, check=False
        )
        output = process.stdout + process.stderr
        assert process.returncode == expected, output
        return output

    def compare(self, *options, expected=0, **variables):
        return self.run("--pyjit=compare", *options, expected=expected, **variables)


@pytest.fixture
def session(tmp_path):
    return Session(tmp_path)


def summary(output):
    """How many kernels, calls and differences there were."""
    found = re.search(
        r"pyjit: (\d+) kernels? compared in (\d+) calls?, with (\d+) differences?", output
    )
    assert found, output
    return tuple(map(int, found.groups()))


AGREEING = """\
import math
from typing import NamedTuple, Optional, Union
from pyjit import jit


class Point(NamedTuple):
    x: float
    y: float


class Trouble(Exception):
    pass


@jit
def plain(a, b=2, *, c=1):
    return a * b + c


@jit
def halved(x: float) -> float:
    return x // 2


@jit
def of_halved(n):
    return halved(n), halved(x=n + 1)


@jit
def nothing(x: float = 3) -> Optional[float]:
    return None if x < 0 else x


@jit
def point(p: Point):
    return Point(p.y, p.x), p.x, (p.y,)


@jit
def fails(n):
    if n == 0:
        raise Trouble("zero", n)
    if n == 1:
        raise KeyError(n)
    assert n > 2, f"{n} is small"
    return 1 // (n - 3)


@jit
def factorial(n):
    return 1 if n < 2 else n * factorial(n - 1)


@jit
def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)


@jit
def powers(x: float, n: int):
    return x**n, n**2, n ** 0.5, math.exp(x) ** x


@jit
def fill(buffer: bytearray, value):
    for i in range(len(buffer)):
        buffer[i] = value & 255
    return len(buffer)


@jit
def says(x):
    print("said", x)
    return x


@jit
def of_own(x, k):
    def own(y):
        return plain(y, k)
    return own(x)


class Class:
    @staticmethod
    @jit
    def static(x):
        return -x
"""

CALLS = """\
import math
import pytest
from agreeing import *
from pyjit import jit


@pytest.mark.parametrize("x", [0, 1, -2, 2.5, True, 1j, math.nan, -0.0, 2**40])
def test_plain(x):
    plain(x), plain(b=x, a=1), plain(x, c=x, b=x), Class.static(x), of_own(x, 2), nothing()


@pytest.mark.parametrize("n", range(6))
def test_fails(n):
    try:
        assert fails(n) is not None
    except (Trouble, KeyError, AssertionError, ZeroDivisionError) as error:
        place = error.__traceback__
        while place.tb_next:
            place = place.tb_next
        assert place.tb_frame.f_code.co_name == "fails"


def test_numbers():
    # A declared float, an integer of more than 64 bits, and a deep recursion.
    found = halved(7), halved(7.5), of_halved(7), nothing(-1)
    assert repr(found) == "(3.0, 3.0, (3.0, 4.0), None)"
    assert factorial(30) == math.factorial(30)
    assert deep(700) == 700
    powers(2.5, 7), powers(0.1, -3)
    assert point(Point(1.0, 2.0)) == (Point(2.0, 1.0), 1.0, (2.0,))


def test_wrong_calls():
    for call in (lambda: plain(), lambda: plain(1, 2, 3), lambda: plain(1, d=2)):
        with pytest.raises(TypeError, match="plain"):
            call()


def test_output(capsys):
    assert says(3) == 3
    assert capsys.readouterr().out == "said 3\\n"


@jit
def small(n):
    assert n < 3
    assert n < 2, "not so small"
    return n


def test_own_kernels():
    assert small(1) == 1
    for n in (2, 3):
        with pytest.raises(AssertionError):
            small(n)


def test_buffers():
    buffer = bytearray(5)
    fill(buffer, 300)
    assert buffer == b"," * 5
    fill(value=1, buffer=memoryview(buffer) and buffer)
"""


# Nothing is taken for the same that is so by chance.
STRICTLY = """\
from pyjit import _compare, _mathematics
_compare.WAYS = ("in Python",)
_mathematics.ULPS = 0
"""


def test_what_agrees(session):
    session.write("agreeing.py", AGREEING)
    session.write("conftest.py", STRICTLY + "import agreeing\n")
    session.write("test_it.py", CALLS)
    output = session.compare("-q", "-W", "error")
    kernels, calls, differences = summary(output)
    assert kernels == 14
    assert calls >= 70
    assert differences == 0


@needs_numpy
def test_what_agrees_of_numpy(session):
    session.write("conftest.py", STRICTLY)
    session.write(
        "test_it.py",
        """\
        import array
        import numpy as np
        from numpy import log1p, sin as sine
        import pytest
        from pyjit import f32, f64, i32, jit


        @jit
        def sums(values: f64[:], small: f32[:]):
            total, other = 0.0, f32(0)
            for i in range(len(values)):
                total += np.exp(values[i]) + sine(values[i]) * values[i] ** 1.7
                other += np.log(small[i]) + log1p(small[i]) + small[i] ** 3
            return total, other, np.power(total, 0.3), np.arctan2(total, 2), 3 ** np.float32(total)

        @jit
        def of_sums(values: f64[:], small: f32[:]):
            import numpy
            angle = numpy.angle(1j + float(values[0]))
            return sums(values, small)[0] * numpy.cosh(values[0]), angle

        def test_to_the_bit():
            source = np.random.default_rng(1)
            for count in (1, 10, 1000):
                values = source.normal(size=count)
                of_sums(values, abs(values).astype("f4"))
                of_sums(values[::-1], abs(values).astype("f4"))


        @jit
        def scaled(a, factor):
            for i in range(a.shape[0]):
                for j in range(a.shape[1]):
                    a[i, j] = a[i, j] * factor + i

        @jit
        def shifted(a, b):
            for i in range(1, len(a)):
                a[i] = b[i - 1]
            return a[0], len(b)

        @pytest.mark.filterwarnings("error")
        def test_arrays():
            for kind in ("f8", "f4", "i4", "u1", "i8"):
                for make in (
                    lambda a: a, lambda a: a.T, lambda a: a[::-1], lambda a: a[:, ::-2],
                    lambda a: np.asfortranarray(a), lambda a: a[:0], lambda a: a[:, 1:2],
                ):
                    grid = make(np.arange(12).astype(kind).reshape(3, 4))
                    scaled(grid, 3)
                    assert not grid.size or grid[-1, -1] != 0
                wave = np.arange(10).astype(kind)
                shifted(wave, wave), shifted(wave[1:], wave[:-1]), shifted(wave[::-1], wave)
                shifted(wave, np.frombuffer(wave, kind)), shifted(wave[::2], wave[1::2])
            fixed = np.zeros((2, 2))
            fixed.flags.writeable = False
            with pytest.raises(ValueError, match="read-only"):
                scaled(fixed, 2)
            with pytest.raises(ValueError, match="read-only"):
                scaled(np.broadcast_to(np.ones(3), (2, 3)), 2)
            buffer, numbers = bytearray(8), array.array("d", [1, 2, 3])
            shifted(buffer, buffer), shifted(numbers, numbers), shifted(numbers, np.zeros(3))
            shifted(memoryview(buffer), buffer), shifted(memoryview(buffer)[::-1], buffer)
            shifted(memoryview(buffer)[1:], np.frombuffer(buffer, "u1"))
            with pytest.raises(TypeError):
                shifted(memoryview(b"abc"), b"abc")


        @jit
        def sized(x: f64, n: i32, values: f64[:]) -> float:
            return 1 / x + n / 2 + values[0]

        @jit("(f64, i32)")
        def signed(x, n):
            return 1 / x, n * n

        @jit
        def overflows(values, n: int):
            for i in range(len(values)):
                values[i] = 1.5
                n *= n
            return n

        def test_promises():
            one = np.ones(5)
            assert sized(0.0, 2, one) == np.inf
            assert signed(0.0, 2**16) == (np.inf, 0)
            sized(np.float64(2), np.int32(3), one), sized(2, 3, one)
            # A sized number comes back as Python's, and what has changed an array is not run again.
            assert type(sums(one, one.astype("f4"))[0]) is float
            with pytest.raises(OverflowError):
                overflows(np.zeros(70), 3)
            with pytest.raises(TypeError, match="values"):
                sized(1.0, 2, [1.0])
            with pytest.raises(OverflowError):
                sized(1.0, 2**40, one)
        """,
    )
    kernels, calls, differences = summary(session.compare("-q"))
    assert kernels == 6
    assert calls == 6 + 37 + 25 + 7 + 5
    assert differences == 0


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
        assert f"pyjit.Difference: wrong.{name}() does not what Python does" in part
        line = MISCOMPILED.splitlines().index(
            f"def {name}(x):" if name != "aliases" else "def aliases(x, y):"
        )
        assert f"{session.path / 'wrong.py'}:{line}" in part
        # What is shown of the call is the test's line, not ours.
        assert f">       {call}" in part or f">   {call}" in part or call in part
        assert "_compare.py" not in part.split("does not what")[0].replace("pyjit/_compare.py:", "")


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
            return [fib(i) for i in [n, n]]

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
                same([])
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
