import numpy as np

from pyjit import f64, i64, jit

point = np.dtype([("x", "f8"), ("n", "i4")])


@jit
def pick(a: f64[:], x: float) -> float:
    return a[x]


@jit
def at(a: f64[:], i: i64[()]):
    return a[i]


@jit
def no_such_field(x: "point[:]"):
    return x["y"]


@jit
def unknown_field(x: "point[:]", name: str):
    return x[name]


@jit
def no_such_place(x: "point[:]"):
    return x[0][2]


@jit
def unknown_place(x: "point[:]", i: int):
    return x[0][i]


@jit
def field_twice(x: "point[:]"):
    return x[["x", "x"]]


@jit
def place_of_a_field(x: "point[:]"):
    return x[0][1]


@jit
def chosen(a: f64[:, :], i: i64[:]):
    return a.flat[i]


@jit
def truth(a: f64[:, :], b: bool):
    return a.flat[b]
