import numpy as np

from pyjit import f64, i32, jit

point = np.dtype([("x", "f8"), ("n", "i4")])


@jit
def of_text(x: f64) -> bool:
    return x == "fast"


@jit
def among(x: i32, pair: tuple[int, float]) -> bool:
    """NumPy compares `x` with each element, and Python asks for the truth of what comes of it."""
    return x in (1, pair)


@jit
def date_and_number(t: "datetime64[s]", n: int) -> bool:
    return t == n


@jit
def records_and_none(x: "point[:]") -> bool:
    """NumPy raises a `TypeError`."""
    return x == None  # noqa: E711


@jit
def records_or_none(x: "point[:]", given: bool) -> bool:
    y = x if given else None
    return y != None  # noqa: E711
