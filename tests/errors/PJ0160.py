from pyjit import jit


@jit
def repeated(n: int):
    return len((1, 2) * n)
