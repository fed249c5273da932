from pyjit import f64, jit


@jit
def first(a: f64[:, :]) -> float:
    rest = ...
    return a[0, 0]
