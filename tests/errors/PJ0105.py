from pyjit import jit


@jit
def root(x: float) -> float:
    import math
    return math.sqrt(x)
