from pyjit import f64, jit


@jit
def row(a: f64[:, :]) -> float:
    return a[0]
