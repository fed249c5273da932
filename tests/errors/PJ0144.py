from pyjit import f64, jit


@jit
def shape(x: float) -> float:
    return x.shape


@jit
def kept(a: f64[:, :]):
    elements = a.flat
    return elements[0]
