from pyjit import f64, jit


@jit
def some(a: f64[:]) -> bool:
    return not a
