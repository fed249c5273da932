from pyjit import jit


@jit
def turn(x: float):
    return x * 1j
