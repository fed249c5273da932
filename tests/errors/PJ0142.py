import numpy as np

from pyjit import f64, i64, jit


@jit
def count(x: float) -> int:
    s = 0
    for i in range(x):
        s += i
    return s


@jit
def length(a: f64[()]) -> int:
    return len(a)


@jit
def in_order(a: f64[()]):
    return np.sort(a)


@jit
def kept(a: f64[()]):
    return a.sum(keepdims=True)


@jit
def masked_by_numbers(a: f64[:], b: i64[:]):
    np.sqrt(a, out=a, where=b)


@jit
def into_a_number(a: f64[:], x: float):
    np.sqrt(a, out=x)


@jit
def into_two(a: f64[:]):
    np.sqrt(a, out=(a, a))


@jit
def over_no_axes(a: f64[()]):
    return a.sum(axis=())


@jit
def indices_of_a_fraction(x: float):
    for i in np.ndindex(x):
        print(i)


@jit
def elements_of_a_number(x: float):
    for i in np.ndenumerate(x):
        print(i)
