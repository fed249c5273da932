from pyjit import f64, jit


@jit
def product(a: f64[:], b: f64[:]) -> float:
    return a @ b
