from pyjit import jit


@jit
def pair(n: int):
    return n > 0, n > 1


@jit
def choose(n: int):
    return pair(n) if n else (1, 2)
