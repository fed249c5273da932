"""What ``pytest --pyjit=compare`` finds no difference in: many kinds of kernels, our promises."""

import pytest
from arguments import np
from pytest_sessions import AGREEING, Session, summary


@pytest.fixture
def session(tmp_path):
    return Session(tmp_path)


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


@pytest.mark.skipif(np is None, reason="without NumPy there are no arrays")
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
