from pyjit import jit


@jit
def scaled(x: float) -> float:
    factor = None
    return x * factor
