"""`is` where it does not depend on the interpreter: `None`, booleans, types that differ."""

from __future__ import annotations

from pyjit import f64, jit


@jit
def true(b: bool):
    return b is True, b is not True, b is False, True is b


@jit
def one(i: int, x: float):
    return i is True, x is False, i is not None, None is i


@jit
def none(a: int | None, b: None):
    return a is b, a is not b, b is a


@jit
def flags(a: bool | None, b: bool | None):
    return a is b, a is not b, a is True


@jit
def arrays(a: f64[:], c: bool):
    b = None
    return a is b, b is not a


@jit
def kinds(x: float, i: int):
    return x is i, x is not i, (x, i) is x


@jit
def classes(x: float):
    return type(x) is float, float is float, int is float, int is x


@jit
def of_mixed(c: bool, i: int):
    x = i if c else True
    return x is True, x is not False


@jit
def of_sized(a: f64[:]):
    return (a[0] > 0.0) is True, (a[0] > 0.0) is (a[0] > 0.0)
