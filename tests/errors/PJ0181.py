from pyjit import f64, jit


@jit
def total(a: f64[:, :]) -> float:
    s = 0.0
    for row in a:
        s += 1.0
    return s
