from pyjit import jit


@jit
def sign(x: int):
    if x > 0:
        return 1
    return 0, x
