from pyjit import jit


@jit
def forever(x: float):
    return forever(x + 1.0)
