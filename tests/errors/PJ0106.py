from pyjit import f64, jit


@jit
def first(a: f64[:]) -> float:
    del a[0]
    return a[0]
