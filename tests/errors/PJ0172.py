from pyjit import jit


@jit
def first(x: float) -> float:
    return x[0]
