from pyjit import jit


@jit
def shape(x: float) -> float:
    return x.shape
