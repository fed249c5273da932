from pyjit import jit


@jit
def double(x: float) -> float:
    y = x * 2
    del y
    return x
