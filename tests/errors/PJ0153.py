from pyjit import jit


@jit
def mask(x: float) -> float:
    return x & 1
