from pyjit import f64, jit


@jit
def clear(a: f64[:, :], i: int):
    a[i, i, 1:] = 0.0


@jit
def deep(a: f64[:], i: int, j: int) -> float:
    return a[i][j]


@jit
def first(a: f64[()]):
    return a[0]


@jit
def no_index(data: bytes):
    return data[()]
