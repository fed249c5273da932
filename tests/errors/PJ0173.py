from pyjit import f64, jit


@jit
def pick(a: f64[:], x: float) -> float:
    return a[x]
