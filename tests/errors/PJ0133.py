from pyjit import f64, jit


@jit
def total(a: f64[:]) -> float:
    return a(0)
