from pyjit import f64, jit


@jit
def same(a: f64[:], b: f64[:]) -> bool:
    return a == b
