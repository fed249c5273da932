from pyjit import f64, jit


@jit
def head(a: f64[:]) -> float:
    b = a[1:]
    return b[0]
