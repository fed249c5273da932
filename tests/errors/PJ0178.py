from pyjit import f64, jit


@jit
def grow(t: tuple[list[int], int]) -> None:
    t[0] += [1]


@jit
def resize(a: f64[:]) -> None:
    a.shape = 3
