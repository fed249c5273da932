from pyjit import jit


@jit
def add() -> int:
    a, b = (1, 2, 3)
    return a + b
