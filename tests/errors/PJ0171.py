from pyjit import f64, jit


@jit
def same(a: f64[:]):
    return a
