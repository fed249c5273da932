from pyjit import f64, jit


@jit
def first(a: f64[:, :]) -> float:
    return a[..., 0]
