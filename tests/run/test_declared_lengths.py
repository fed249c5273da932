"""Array types with declared lengths, where kernels call each other, and as objects of Python."""

import re

import pytest

np = pytest.importorskip("numpy", reason="arrays are NumPy's")

SOURCE = """
from pyjit import c64, f64, jit, u8

Board = u8[2, 4]


@jit
def of_five(points: f64[5, 3]):
    return points.sum()


@jit
def of_board(board: Board):
    return int(board.sum())


@jit
def hands_on(board: u8[:, :], points: f64[:, :], n: int):
    return of_board(board) + of_five(points[:n])


@jit(["f64(f64[2])", "f64(f64[3])"])
def of_two_or_three(a):
    return a.sum()


@jit
def three_times(a: "datetime64[s][3]"):
    return a[::-1]


@jit
def columns_of_spans(a: "timedelta64[ms][::1, :]"):
    return a[:, 0]
"""


def test_the_calling_kernel_looks_at_lengths(build_source):
    module = build_source("callers", SOURCE)
    board, points = np.ones((2, 4), np.uint8), np.ones((9, 3))
    assert module.hands_on(board, points, 5) == 23.0
    assert module.hands_on(board[:, ::-1], points[::-1], 5) == 23.0
    for arguments, expected in [
        ((board[:, 1:], points, 5), "callers.of_board(): parameter 'board': expected u8[2, 4]"),
        ((board, points, 4), "callers.of_five(): parameter 'points': expected f64[5, 3]"),
    ]:
        with pytest.raises(TypeError, match=re.escape(expected)):
            module.hands_on(*arguments)


def test_lengths_choose_the_signature(build_source):
    module = build_source("chosen", SOURCE)
    assert module.of_two_or_three.__pyjit_signatures__ == (
        "(f64[2]) -> f64",
        "(f64[3]) -> f64",
    )
    assert [module.of_two_or_three(np.ones(count)) for count in (2, 3)] == [2.0, 3.0]
    with pytest.raises(TypeError):
        module.of_two_or_three(np.ones(4))


def test_arrays_of_times(build_source):
    """They have no buffer: the entry has to know their dtype all the same."""
    module = build_source("of_times", SOURCE)
    three, spans = np.array([1, 2, 3], "M8[s]"), np.ones((2, 3), "m8[ms]")
    assert module.three_times(three).tolist() == three[::-1].tolist()
    assert module.columns_of_spans(np.asfortranarray(spans)).tolist() == spans[:, 0].tolist()
    for function, argument, message in [
        (module.three_times, three[1:], "expected datetime64[s][3], got datetime64[s][2]"),
        (module.three_times, three.astype("M8[ms]"), "got datetime64[ms][:]"),
        (module.three_times, three.view("i8"), "got i64[:]"),
        (module.columns_of_spans, spans, "got timedelta64[ms][:, :] that is not in Fortran order"),
    ]:
        with pytest.raises(TypeError, match=re.escape(message)):
            function(argument)


def test_types_are_objects(build_source):
    module = build_source("objects", SOURCE)
    c64, f64, u8 = module.c64, module.f64, module.u8
    assert repr(u8[2, 80, np.int8(40)]) == "u8[2, 80, 40]"
    assert f64[:, 3] == f64[:, 3] != f64[:, 4]
    assert repr(f64[3](f64[:, 3])) == "f64[3](f64[:, 3])"
    made = u8[2, 3]()
    assert (made.shape, made.dtype, made.any()) == ((2, 3), np.uint8, False)
    assert c64[0]().dtype == np.complex64
    with pytest.raises(TypeError, match="write `:` or its length"):
        f64[1.5]
    with pytest.raises(ValueError, match="negative dimensions are not allowed"):
        f64[-1]
