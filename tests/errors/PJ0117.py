from pyjit import f64, jit


@jit
def rounded(xs: list[int], x: float) -> int:
    xs.append(x)
    return len(xs)


@jit
def never_filled(n: int):
    xs = []
    return xs[n]


@jit
def of_functions(n: int):
    return [len]


@jit
def of_functions(x: float):
    fs = [lambda y: y + 1, lambda y: y + 2]
    return len(fs)


@jit
def of_several_kinds(x: float):
    return [x, (x, x)]


@jit
def taken_apart(s: str, xs: list[int]):
    return [*xs, *s]


@jit
def filled_elsewhere(xs: list[int], x: float):
    fill(xs, x)
    return xs


@jit
def fill(xs, x):
    xs.append(x)


@jit
def cube(rows: list[list[list[float]]]):
    import numpy as np

    return np.array(rows)


@jit
def array_added(xs: list[float], a: f64[:]):
    xs += a
    return xs
